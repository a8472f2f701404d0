"""The verdict on code that was stopped: which line of theirs was running, and in which probe."""

import linecache
import types
from collections.abc import Callable, Iterator

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Error, Verdict, draw_cases, unanswered
from bpcourse.grading.cases import globals_of
from bpcourse.grading.runner import answer, describe, same

from .limit import Stopped

OURS = "Your code had returned; the comparison with ours was under way. Run the cell again."


def verdict_on_stopped(
    lesson: Lesson, exercise: Exercise, function: Callable, part: str | None, stopped: Stopped
) -> Verdict:
    """The verdict on a function that did not come to its end."""
    record = describe(stopped.interrupt, globals_of(function))
    frame = next((f for f in _frames(stopped.interrupt) if f.f_code is answer.__code__), None)
    if record["line"] is None or frame is None:
        error = Error("", _in_words(stopped, "the check"))
        return unanswered(exercise, "timeout", error, notes=[OURS])
    inputs = frame.f_locals["inputs"]
    probe = _probe(draw_cases(lesson, exercise, 0, part), inputs)
    error = Error(
        "",
        _in_words(stopped, _whose(record["function"], exercise), probe),
        probe=probe,
        line=record["line"],
        function=record["function"],
        text=linecache.getline(record["file"], record["line"]).rstrip(),
        inputs={name: list(value.shape) for name, value in inputs.items()},
    )
    printed = frame.f_locals["printed"].getvalue()
    return unanswered(exercise, "timeout", error, printed=printed)


def _whose(function: str, exercise: Exercise) -> str:
    """Their function by its name, unless it is the exercise's, or none, such as <listcomp>."""
    named = function.isidentifier() and function != exercise.name
    return f"your {function}" if named else "your code"


def _in_words(stopped: Stopped, what: str, probe: str | None = None) -> str:
    where = f' in the probe "{probe}"' if probe else ""
    if stopped.by_limit:
        return (
            f"After {stopped.seconds:.0f} seconds {what} was still running{where}, so we stopped it"
        )
    return f"You stopped it after {stopped.seconds:.1f} seconds; {what} was still running{where}"


def _frames(error: BaseException) -> Iterator[types.FrameType]:
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def _probe(cases, inputs: dict) -> str | None:
    """The name of the probe with these inputs: the seed is fixed, so they are drawn again."""
    for case in cases:
        if case.inputs.keys() == inputs.keys() and all(
            same(case.inputs[name], value) for name, value in inputs.items()
        ):
            return case.probe.name
    return None
