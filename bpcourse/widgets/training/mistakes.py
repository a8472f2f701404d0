"""What a learner's function raised, in a tutor's words."""

import traceback
from collections.abc import Callable, Collection

from ...grading.explain import explain
from ...grading.verdict import Error
from .deadline import SECONDS, TooSlow
from .trouble import Trouble

LONGEST = 400  # letters of what Python says


def name_of(function: Callable) -> str:
    """What the learner calls it."""
    return getattr(function, "__name__", type(function).__name__)


def mistake_in(function: Callable, error: BaseException, files: Collection[str]) -> Trouble:
    """Say what stopped one of the learner's functions.

    Parameters
    ----------
    function : callable
        The one that was called.
    error : Exception
        What came out of it.
    files : collection of str
        Where the learner's functions were written.

    Returns
    -------
    Trouble
    """
    who = f"Your {name_of(function)}"
    if isinstance(error, TooSlow):
        return Trouble(
            f"{who} was still running after {SECONDS:g} seconds, and was stopped.",
            f"It was at line {error.line}. If this is a loop: what should bring its end nearer, "
            "and does every turn do so?",
            error.text,
        )
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
    if isinstance(error, NotImplementedError):
        written = name_of(function) if not frames else frames[-1].name
        return Trouble(f"Your {written} is not written yet.", "It raises NotImplementedError.")
    kind, said = type(error).__name__, _message(error)
    place = f" in line {frames[-1].lineno}" if frames else ""
    words = explain(Error(type=kind, message=said))
    raw = f"{said}{'' if said.endswith(('.', '?', '!')) else '.'}" if said else ""
    code = (frames[-1].line or "") if frames else ""
    return Trouble(f"{who} stops with {kind}{place}.", f"{raw} {words}".strip(), code)


def _message(error: BaseException) -> str:
    try:
        said = " ".join(str(error).split())
    except Exception:  # a learner's own exception may fail at this too
        return ""
    return said if len(said) <= LONGEST else f"{said[:LONGEST]} ..."
