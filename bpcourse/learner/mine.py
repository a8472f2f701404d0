"""mine: the learner's own function where it passes its check, else the course's."""

import contextlib
import io
import linecache
import textwrap
from collections.abc import Callable
from pathlib import Path

from bpcourse import exercises
from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Verdict
from bpcourse.grading.runner import message_of
from bpcourse.slicing import Slice, Unreadable, read_notebook, slice_cells

from .asked import exercise_called, exercise_of
from .check import verdict_on
from .limit import Stopped, limited
from .own_notebooks import notebook_of
from .show import show
from .tidy import Unfit, tidied
from .trouble import Trouble

NOT_YET = "does not pass its check yet"


class Ours(Exception):
    """Why the course's function is taken, as the rest of a sentence that begins with "since"."""


def mine(what: Callable | str, name: str | None = None) -> Callable:
    """Your function if it passes its check, else the course's, and say which.

    Parameters
    ----------
    what : callable or str
        The function or class you wrote above: ``mine(linear_backward)``. Or the number of
        another lesson, whose notebook stands in the same folder: ``mine("03", ...)``.
    name : str, optional
        The exercise of that lesson: ``mine("03", "directional_check")``.

    Returns
    -------
    callable
        Takes what your function takes. It hands over copies of arrays and returns arrays, so
        that a function that works in place or returns lists fits wherever ours does. A class is
        returned as it is.

    Raises
    ------
    Trouble
        If there is no such lesson or exercise.

    Notes
    -----
    Of a forward pass and its backward pass, both are yours or both are ours: what one puts into
    its cache is what the other expects.
    """
    if name is None:
        lesson, exercise = exercise_of(what, "mine")
        find, place = lambda: _passing(lesson, exercise, what), ""
    else:
        lesson, exercise = _asked(what, name)
        find, place = lambda: _from_notebook(lesson, exercise), f", from lesson {lesson.number}"
    try:
        taken = tidied(lesson, exercise, *find())
    except (Ours, Unfit) as why:
        show(f"{exercise.name}: ours, since {why}.")
        return exercise.reference
    show(f"{exercise.name}: yours{place}.")
    return taken


def _asked(number: str, name: str) -> tuple[Lesson, Exercise]:
    try:
        lesson = exercises.find_lesson(number)
    except KeyError:
        known = ", ".join(one.number for one in exercises.lessons())
        raise Trouble(f"There is no lesson {number!r}; there are: {known}") from None
    found, exercise = exercise_called(name, {e.name: None for e in lesson.exercises})
    if found is not lesson:
        raise Trouble(
            f'{name} is an exercise of lesson {found.number}: mine("{found.number}", "{name}")'
        )
    return lesson, exercise


def _passing(lesson: Lesson, exercise: Exercise, function: Callable) -> tuple[Callable, Verdict]:
    verdict = verdict_on(lesson, exercise, function)
    if verdict.status == "not_started":
        raise Ours("yours is not written yet")
    if verdict.status != "passed":
        raise Ours(f"yours {NOT_YET}")
    return function, verdict


def _from_notebook(lesson: Lesson, exercise: Exercise) -> tuple[Callable, Verdict]:
    """The learner's function out of their notebook of that lesson."""
    file = notebook_of(lesson, Path())
    if file is None:
        raise Ours(f"there is no notebook {lesson.number}_*.ipynb in this folder")
    try:
        cells, _, _ = read_notebook(file)
    except Unreadable as e:
        raise Ours(f"{file.name} cannot be read: {_as_clause(str(e))}") from None
    except OSError as e:
        raise Ours(f"{file.name} cannot be read: {e.strerror}") from None
    together = _pair(lesson, exercise)
    also = {name for one in together for name in (one.name, *one.own)} - {exercise.name}
    piece = slice_cells(cells, exercise.name, sorted(also))
    _require_written(piece, exercise, file)
    space = _run(piece, exercise, file)
    for one in reversed(together):  # so that the last verdict is the exercise's own
        if one.name not in space:  # defined in a branch that was not taken
            raise Ours(f"{one.name} is not there after its cells of {file.name} have run")
        verdict = verdict_on(lesson, one, space[one.name])
        if verdict.status != "passed":
            state = "is not written yet" if verdict.status == "not_started" else NOT_YET
            if one is exercise:
                raise Ours(f"yours in {file.name} {state}")
            raise Ours(f"your {one.name} {state}, and {exercise.name} goes with it")
    return space[exercise.name], verdict


def _pair(lesson: Lesson, exercise: Exercise) -> list[Exercise]:
    """The exercise, and with a forward or backward pass its other half, if they share a cache."""
    stem, _, way = exercise.name.rpartition("_")
    names = {f"{stem}_forward", f"{stem}_backward"} if way in {"forward", "backward"} else set()
    others = [e for e in lesson.exercises if e.name in names and e is not exercise]
    return [exercise, *(e for e in others if e.name in exercise.own or exercise.name in e.own)]


def _require_written(piece: Slice, exercise: Exercise, file: Path) -> None:
    if piece.status == "syntax":
        raise Ours(f"its cell in {file.name} cannot be read as Python ({piece.problem})")
    if piece.status != "found":
        raise Ours(f"it is not written yet in {file.name}")
    if piece.missing:
        raise Ours(f"it goes with {' and '.join(piece.missing)}, not written yet in {file.name}")


def _run(piece: Slice, exercise: Exercise, file: Path) -> dict:
    """Run a slice in a namespace of its own, as its notebook would, without showing anything."""
    source = f"<{file.name}: {exercise.name}>"
    linecache.cache[source] = (len(piece.source), None, piece.source.splitlines(True), source)
    space = {"__name__": "__main__", "display": lambda *objects, **options: None}

    def run() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(piece.source, source, "exec", dont_inherit=True), space)

    try:
        limited(run)
    except Stopped as e:
        raise Ours(
            f"running its cells of {file.name} was stopped after {e.seconds:.0f} seconds"
        ) from None
    except (Exception, SystemExit) as e:  # whatever their code raises
        said = textwrap.shorten(f"{type(e).__name__}: {message_of(e)}", 200, placeholder=" ...")
        raise Ours(f"running its cells of {file.name} stopped with {said}") from None
    return space


def _as_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
