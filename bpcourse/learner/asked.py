"""What a learner hands over -> the exercise, or the part of one, that is meant."""

import difflib
import functools
import inspect
import sys
from collections.abc import Callable

from bpcourse import exercises
from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading.cases import globals_of

from .trouble import Trouble


def exercise_of(thing: Callable, command: str = "check") -> tuple[Lesson, Exercise]:
    """The exercise that a function or class is an answer to.

    Parameters
    ----------
    thing : callable
        What the learner wrote.
    command : str
        What the learner called, for the message.

    Raises
    ------
    Trouble
        If it is no function or class, if no exercise has its name, or if the exercise asks for
        the other of the two.
    """
    if isinstance(thing, str):
        raise Trouble(f"Write the function itself, without quotes: {command}({thing})")
    if not callable(thing):
        raise Trouble(_not_callable(thing, command))
    name = getattr(thing, "__name__", None)
    if name is None or not _is_known(name):
        _explain_nameless(thing, name, command)
    lesson, exercise = exercise_called(name, globals_of(thing))
    if isinstance(exercise.reference, type) and not isinstance(thing, type):
        raise Trouble(
            f"{name} is asked for as a class, and this is a function: write `class {name}:`"
        )
    if isinstance(thing, type) and not isinstance(exercise.reference, type):
        raise Trouble(
            f"{name} is asked for as a function, and this is a class: write `def {name}(...):`"
        )
    return lesson, exercise


def exercise_called(name: str, space: dict | None = None) -> tuple[Lesson, Exercise]:
    """The exercise of this name.

    Parameters
    ----------
    name : str
    space : dict, optional
        The namespace of the notebook, by which the lesson is known; by default ``__main__``'s.

    Raises
    ------
    Trouble
        If there is none; the message names those that may have been meant.
    """
    try:
        return exercises.find_exercise(name)
    except KeyError:
        raise Trouble(f"{name} is not an exercise. {_meant(name, space)}") from None


def require_part(exercise: Exercise, part: str | None) -> None:
    """Raise Trouble if an exercise has no such part; the message says which it has."""
    if part is None or part in exercise.parts:
        return
    if not exercise.parts:
        raise Trouble(f"{exercise.name} has no parts: check({exercise.name})")
    raise Trouble(
        f"{exercise.name} has no part {part!r}; its parts are {', '.join(exercise.parts)}. "
        f'Such as: check({exercise.name}, "{exercise.parts[0]}")'
    )


def _is_known(name: str) -> bool:
    return any(e.name == name for lesson in exercises.lessons() for e in lesson.exercises)


def _not_callable(thing: object, command: str) -> str:
    kind = type(thing).__name__
    if _is_known(kind):
        return f"This is one {kind}. Write the class itself, without parentheses: {command}({kind})"
    return (
        f"Write the name of a function and nothing behind it, as in {command}(linear_backward); "
        f"this is a {kind}."
    )


def _explain_nameless(thing: Callable, name: str | None, command: str) -> None:
    """Raise Trouble if it is something around a function, which hides the exercise's name."""
    inner = next((n for n in _inside(thing) if _is_known(n)), None)
    if _is_lambda(thing):
        raise Trouble(
            "A lambda has no name, so its exercise is not known. Write it with "
            f"`def {inner or 'NAME'}(...):`, NAME being that of the exercise, and `return`."
        )
    if isinstance(thing, functools.partial):
        whose = inner or getattr(thing.func, "__name__", "a function")
        raise Trouble(
            f"This is a functools.partial around {whose}, and has no name. Write the function "
            f"that is asked for with `def`, and hand that to {command}."
        )
    if inner and name:
        raise Trouble(
            f"{name} is a function around your {inner}. Hand over {inner} itself, or put "
            f"`@functools.wraps(...)` above `def {name}`, so that it goes by the name of what it "
            "wraps."
        )
    if name is None:
        kind = type(thing).__name__
        raise Trouble(f"This is a {kind}. Write a function with `def` and hand over its name.")


def _inside(thing: Callable) -> list[str]:
    """The names of the functions that something calls or wraps, without saying so itself."""
    if isinstance(thing, functools.partial):
        return [getattr(thing.func, "__name__", "")]
    if not inspect.isfunction(thing):
        return []
    try:
        used = inspect.getclosurevars(thing)
    except ValueError:  # a variable around it has no value yet
        return []
    values = [*used.nonlocals.values(), *(used.globals.values() if _is_lambda(thing) else ())]
    return [getattr(value, "__name__", "") for value in values if callable(value)]


def _is_lambda(thing: Callable) -> bool:
    return getattr(thing, "__name__", None) == "<lambda>"


def _meant(name: str, space: dict | None) -> str:
    """What may have been meant: what is spelt nearly so, else what the lesson asks for."""
    known = {e.name: lesson for lesson in exercises.lessons() for e in lesson.exercises}
    close = difflib.get_close_matches(name, known, 3, 0.8)
    close = close or [n for n in known if n.startswith(name) or name.startswith(n)][:3]
    if close:
        return f"Did you mean {' or '.join(close)}?"
    space = vars(sys.modules["__main__"]) if space is None else space
    here = [known[n] for n in space if n in known]
    if not here:
        return "progress() lists those there are."
    lesson = max(here, key=lambda lesson: lesson.number)
    names = ", ".join(exercise.name for exercise in lesson.exercises)
    return f"Those of lesson {lesson.number} are {names}; progress() lists all."
