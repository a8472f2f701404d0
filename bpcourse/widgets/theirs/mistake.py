"""What a learner's function raised, in a tutor's words."""

import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ...grading.explain import explain
from ...grading.verdict import Error
from .files import files_of
from .time_limit import TooSlow, deadline

LONGEST = 400  # letters of what Python says


@dataclass(frozen=True)
class Mistake:
    """Why a learner's function did not come to its end.

    Attributes
    ----------
    title : str
        One sentence.
    words : str
        What Python says and what that means.
    code : str
        The learner's line; "" where there is none.
    endless : bool
        Whether it was stopped at the deadline: it is better not called again.
    """

    title: str
    words: str = ""
    code: str = ""
    endless: bool = False

    def __str__(self) -> str:
        line = f"The line is `{self.code}`." if self.code else ""
        return " ".join(filter(None, (self.title, line, self.words)))


def called(work: Callable[[], Any], *functions: Any) -> Any:
    """Do some work with a learner's functions, which may not take for ever.

    Parameters
    ----------
    work : callable
        Without arguments.
    *functions : callable, type or None
        Those of the learner that it calls.

    Returns
    -------
    Whatever the work returns.

    Raises
    ------
    TooSlow
        At the deadline, at a line of theirs. What they raise themselves passes through.
    """
    with deadline(files=files_of(*functions)):
        return work()


def mistake_in(who: str, error: BaseException, files: Collection[str]) -> Mistake:
    """Say what stopped a learner's function.

    Parameters
    ----------
    who : str
        "Your network_forward"
    error : BaseException
        What came out of it.
    files : collection of str
        Where the learner's functions were written: see `files_of`.

    Returns
    -------
    Mistake
    """
    if isinstance(error, TooSlow):
        return Mistake(
            f"{who} was still running after {error.seconds:g} seconds, and was stopped "
            f"in line {error.line}.",
            "If this is a loop: what should bring its end nearer, and does every turn do so?",
            error.text,
            endless=True,
        )
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
    if isinstance(error, NotImplementedError):
        written = f"Your {frames[-1].name}" if frames else who
        return Mistake(f"{written} is not written yet.", "It raises NotImplementedError.")
    kind, said = type(error).__name__, _message(error)
    place = f" in line {frames[-1].lineno}" if frames else ""
    words = explain(Error(type=kind, message=said))
    raw = f"{said}{'' if said.endswith(('.', '?', '!')) else '.'}" if said else ""
    code = (frames[-1].line or "") if frames else ""
    return Mistake(f"{who} stops with {kind}{place}.", f"{raw} {words}".strip(), code)


def name_of(function: Callable) -> str:
    """What the learner calls it."""
    return getattr(function, "__name__", type(function).__name__)


def _message(error: BaseException) -> str:
    try:
        said = " ".join(str(error).split())
    except Exception:  # a learner's own exception may fail at this too
        return ""
    return said if len(said) <= LONGEST else f"{said[:LONGEST]} ..."
