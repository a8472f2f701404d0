"""check: a verdict on a function that the learner wrote."""

import linecache
from collections.abc import Callable
from dataclasses import replace

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Verdict, as_html, as_text, grade_function, unanswered

from .asked import exercise_of, require_part
from .limit import Stopped, limited
from .record import remember_verdict
from .show import show
from .stopped import verdict_on_stopped


def check(function: Callable, part: str | None = None) -> None:
    """Try your function on the probes of its exercise, and say what came of it.

    Parameters
    ----------
    function : callable
        The function or class you wrote, by itself: ``check(linear_backward)``.
    part : str, optional
        Of a class, the part to try: ``check(Value, "mul")``.

    Raises
    ------
    Trouble
        If it is not a function, or no exercise has its name, or the exercise has no such part.

    Notes
    -----
    Code that runs for more than 10 seconds is stopped, and the line it was at is shown; so it is
    when you press Ctrl-C, or the square button above a notebook.
    """
    lesson, exercise = exercise_of(function)
    require_part(exercise, part)
    verdict = verdict_on(lesson, exercise, function, part)
    show(as_text(verdict), html=as_html(verdict), record=verdict.to_dict())
    if told := remember_verdict(exercise, verdict):
        show(told)


def verdict_on(
    lesson: Lesson, exercise: Exercise, function: Callable, part: str | None = None
) -> Verdict:
    """Judge a function of this kernel, and look up the line of an error."""
    if function is exercise.reference:
        notes = [
            f"This {exercise.name} is the course's own. Define yours in the cell above, "
            "run that cell, then this one."
        ]
        verdict = unanswered(exercise, "not_started", notes=notes)
    else:
        try:
            verdict = limited(
                lambda: grade_function(lesson, exercise, function, part=part, locate=in_this_kernel)
            )
        except Stopped as stopped:
            verdict = verdict_on_stopped(lesson, exercise, function, part, stopped)
    if part is None:
        return verdict
    share = 1 / len(exercise.parts)  # a part is all that is judged, and not worth all the points
    return replace(
        verdict,
        part=part,
        points=exercise.points * share,
        score=verdict.score * share,
    )


def in_this_kernel(error: dict) -> tuple[None, int, str]:
    """Where an error record points: no cell, the line in its cell, and its text."""
    return None, error["line"], linecache.getline(error["file"], error["line"]).rstrip()
