"""Calling what a learner wrote: under a deadline, with what goes wrong in a tutor's words."""

import traceback
from collections.abc import Callable
from typing import Any

from ..grading.explain import explain
from ..grading.verdict import Error
from .training.deadline import TooSlow, deadline

SECONDS = 5.0


def called(work: Callable[[], Any], *functions: Callable | None) -> Any:
    """Do some work with a learner's functions, which may not take for ever.

    Parameters
    ----------
    work : callable
        Without arguments.
    *functions : callable or None
        Those of the learner that it calls.

    Returns
    -------
    Whatever the work returns.

    Raises
    ------
    TooSlow
        After 5 seconds, at a line of theirs. What they raise themselves passes through.
    """
    with deadline(SECONDS, _files(functions)):
        return work()


def said(error: Exception, who: str, *functions: Callable | None) -> str:
    """Say what a learner's function has raised, where, and what that means.

    Parameters
    ----------
    error : Exception
    who : str
        "Your network_forward"
    *functions : callable or None
        The learner's functions; the line is the last one that is theirs.

    Returns
    -------
    str
    """
    if isinstance(error, TooSlow):
        return f"{who} takes longer than {SECONDS:g} seconds: {error}."
    files = _files(functions)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
    place = f", in `{frames[-1].line}`" if frames and frames[-1].line else ""
    kind, message = type(error).__name__, str(error)
    known = explain(Error(type=kind, message=message))
    end = "" if message.endswith((".", "?", "!")) else "."
    return f"{who} stops with {kind}{place}: {message}{end} {known}".strip()


def _files(functions: tuple) -> set[str]:
    codes = (getattr(function, "__code__", None) for function in functions)
    return {code.co_filename for code in codes if code}
