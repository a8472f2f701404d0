"""The exercises, one package a lesson, and their model. They do not know how they are run."""

import functools
import importlib
import pkgutil

from .model import INTEGER_BUFFER, Exercise, Lesson, Misconception, Option, Probe, Quiz

__all__ = [
    "INTEGER_BUFFER",
    "Exercise",
    "Lesson",
    "Misconception",
    "Option",
    "Probe",
    "Quiz",
    "find_exercise",
    "find_lesson",
    "lessons",
]


@functools.cache
def lessons() -> tuple[Lesson, ...]:
    """Every lesson there is, in order; a lesson is found by being importable."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name.startswith("lesson_"))
    return tuple(importlib.import_module(f".{name}", __name__).LESSON for name in names)


def find_lesson(number: str) -> Lesson:
    """The lesson with this number, "05" or "5".

    Raises
    ------
    KeyError
        If there is none; the message lists those there are.
    """
    for lesson in lessons():
        if lesson.number == str(number).zfill(2):
            return lesson
    known = ", ".join(lesson.number for lesson in lessons())
    raise KeyError(f"no lesson {number!r}; there are: {known}")


def find_exercise(name: str) -> tuple[Lesson, Exercise]:
    """The exercise with this name, and its lesson.

    Raises
    ------
    KeyError
        If there is none; the message lists those there are.
    """
    for lesson in lessons():
        for exercise in lesson.exercises:
            if exercise.name == name:
                return lesson, exercise
    known = ", ".join(exercise.name for lesson in lessons() for exercise in lesson.exercises)
    raise KeyError(f"no exercise is called {name!r}; there are: {known}")
