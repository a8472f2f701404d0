"""check and mine: a verdict on a function that the learner wrote."""

import copy
import difflib
import functools
import linecache
from collections.abc import Callable

from bpcourse.exercises import Exercise, Lesson, find_exercise, lessons
from bpcourse.exercises.kit import unpack
from bpcourse.grading import Verdict, as_html, as_text, grade_function, unanswered

from .show import show
from .trouble import Trouble


def check(function: Callable) -> None:
    """Try your function on the probes of its exercise, and say what came of it.

    Parameters
    ----------
    function : callable
        The function you wrote, by itself: ``check(linear_backward)``.

    Raises
    ------
    Trouble
        If it is not a function, or no exercise has its name.
    """
    verdict = verdict_on(function)
    show(as_text(verdict), html=as_html(verdict), record=verdict.to_dict())


def mine(function: Callable) -> Callable:
    """Your function if it passes its check, else the course's, and say which.

    Parameters
    ----------
    function : callable
        The function you wrote: ``mine(linear_backward)``.

    Returns
    -------
    callable
        Takes what your function takes. It hands over copies and returns arrays, so that a
        function that works in place or returns lists fits wherever ours does.
    """
    verdict = verdict_on(function)
    if verdict.status == "passed":
        show(f"{verdict.exercise}: yours.")
        return _tidy(function, list(dict.fromkeys(o.name for o in verdict.outputs)))
    state = "is not written yet" if verdict.status == "not_started" else "does not pass yet"
    show(f"{verdict.exercise}: ours, since yours {state}.")
    return find_exercise(verdict.exercise)[1].reference


def _tidy(function: Callable, names: list[str]) -> Callable:
    """The function on copies of its arguments, its outputs as one array or a tuple of them."""

    @functools.wraps(function)
    def tidy(*args):
        outputs = unpack(function(*copy.deepcopy(args)), *names)
        values = tuple(outputs[name] for name in names)
        return values if len(values) > 1 else values[0]

    return tidy


def verdict_on(function: Callable) -> Verdict:
    """Judge a function of this kernel, and look up the line of an error."""
    lesson, exercise = exercise_of(function)
    if function is exercise.reference:
        return unanswered(
            exercise,
            "not_started",
            notes=[
                f"This {exercise.name} is the course's own. Define yours in the cell above, "
                "run that cell, then this one."
            ],
        )
    return grade_function(lesson, exercise, function, locate=_in_this_kernel)


def _in_this_kernel(error: dict) -> tuple[None, int, str]:
    return None, error["line"], linecache.getline(error["file"], error["line"]).rstrip()


def exercise_of(function: Callable) -> tuple[Lesson, Exercise]:
    """The exercise that a function is an answer to.

    Raises
    ------
    Trouble
        If it is no function, or no exercise has its name.
    """
    if isinstance(function, str):
        raise Trouble(f"Write the function itself, without quotes: check({function})")
    if not callable(function):
        kind = type(function).__name__
        raise Trouble(
            f"Write the name of a function, as in check(linear_backward); this is a {kind}."
        )
    return exercise_called(getattr(function, "__name__", type(function).__name__))


def exercise_called(name: str) -> tuple[Lesson, Exercise]:
    """The exercise of this name.

    Raises
    ------
    Trouble
        If there is none.
    """
    try:
        return find_exercise(name)
    except KeyError:
        names = [exercise.name for lesson in lessons() for exercise in lesson.exercises]
        close = [n for n in names if n.startswith(name)] or difflib.get_close_matches(
            name, names, 1
        )
        meant = f" Did you mean {close[0]}?" if close else ""
        raise Trouble(
            f"{name} is not an exercise.{meant} The exercises are {', '.join(names)}."
        ) from None
