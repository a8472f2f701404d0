"""Check that a lesson's source and notebooks agree and give nothing away. Executes nothing."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..exercises import Lesson
from .compare import compare
from .contents import contents_fault, contents_path
from .leaks import find, lines_of
from .names import bindings
from .notebooks import learner_path, solution_path
from .problem import Problem
from .shown import shown
from .source import Source, sources
from .stubs import exercise_cells, stub_faults


def check(root: Path, course: Sequence[Lesson] | None = None) -> list[Problem]:
    """Everything that is wrong with the lessons of a checkout.

    Parameters
    ----------
    root : Path
        The checkout.
    course : sequence of Lesson, optional
        What the lessons ask for; by default every lesson in `bpcourse.exercises`.

    Returns
    -------
    list of Problem
        Empty where sources, solutions and learners' notebooks agree, every lesson has its
        notebook and the table of contents is fresh, and no notebook, docstring, hint, quiz or
        stored output holds a line of a solution.

    Raises
    ------
    AuthoringError
        If a source cannot be read at all.
    """
    if course is None:
        from ..exercises import lessons

        course = lessons()
    found = sources(root)
    problems = list(_strays(root, found, course))
    for source in found:
        # With markers or keys out of order nothing else can be said.
        if source.problems:
            problems += source.problems
            continue
        problems += compare(source, list(source.cells), solution_path(source), executed=True)
        problems += compare(source, source.for_learners(), learner_path(source), executed=False)
        lesson = next((lesson for lesson in course if lesson.stem == source.stem), None)
        if lesson is not None:
            problems += exercise_cells(source, lesson)
            problems += stub_faults(source)
            problems += _rebound(source, lesson)
            problems += _leaks(root, source, lesson)
    return [*problems, *contents_fault(root, course)]


def _strays(root: Path, found: list[Source], course: Sequence[Lesson]) -> Iterator[Problem]:
    stems = {source.stem for source in found}
    known = {lesson.stem for lesson in course}
    for stem in sorted(stems - known):
        yield Problem(stem, None, "is no lesson of bpcourse/exercises: add one, or rename the file")
    for lesson in course:
        if lesson.stem not in stems:
            message = f"there is no solutions/{lesson.stem}.py for its exercises: write it"
            yield Problem(lesson.stem, None, message)
    for folder in ("solutions", "notebooks"):
        for path in sorted((root / folder).glob("*.ipynb")):
            if path.stem not in stems and path != contents_path(root):
                yield Problem(path.stem, None, f"{folder}/{path.name} has no source: delete it")


def _rebound(source: Source, lesson: Lesson) -> Iterator[Problem]:
    names = {exercise.name for exercise in lesson.exercises}
    defined = set()
    for cell in source.cells:
        if cell.kind != "code":
            continue
        for name, line, how in bindings(ast.parse(cell.source)):
            if name == "*":
                message = f"line {line}: a star import may bind an exercise's name: say which names"
                yield Problem(source.stem, cell.key, message)
            elif name in names and (how != "a definition" or name in defined):
                again = "a second definition" if how == "a definition" else how
                message = f"line {line}: {again} binds {name}, the name of an exercise"
                yield Problem(source.stem, cell.key, message)
            elif name in names:
                defined.add(name)


def _leaks(root: Path, source: Source, lesson: Lesson) -> Iterator[Problem]:
    lines = [line for cell in source.cells if cell.kind == "code" for line in lines_of(cell)]
    for text in shown(root, source, lesson):
        for line in find(lines, text):
            code = " ".join(line.code.split())
            message = f"{text.where} gives away a line of {line.exercise}: {code}"
            yield Problem(source.stem, text.cell, message)
