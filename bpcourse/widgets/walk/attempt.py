"""Run the learner's code: what it raises, and that it never ends, become words."""

import linecache
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import numpy as np

from bpcourse.grading.explain import explain
from bpcourse.grading.verdict import Error

from ..training.deadline import SECONDS, TooSlow, deadline

LONGEST = 150  # characters of a message; what it means follows in words
SLOW = f"takes longer than {SECONDS:.0f} seconds"
Result = TypeVar("Result")


def attempt(
    run: Callable[[], Result], whose: str, files: Collection[str]
) -> tuple[Result | None, str]:
    """Call something of the learner's.

    Parameters
    ----------
    run : callable
        Takes nothing.
    whose : str
        Whose failure it would be: "your mul".
    files : collection of str
        Where it was written; see `files_of`.

    Returns
    -------
    result
        None if it failed.
    words : str
        Why it failed; "" if it did not.
    """
    whose = whose[:1].upper() + whose[1:]
    try:
        # What is not finite is told as a number.
        with np.errstate(all="ignore"), deadline(files=files):
            return run(), ""
    except NotImplementedError:
        return None, f"{whose} is not written yet."
    except RecursionError:
        return None, f"{whose} calls itself again and again, and never comes to an end."
    except TooSlow as slow:
        return None, f"{whose} {too_slow(slow)}"
    except Exception as error:
        name, message = type(error).__name__, str(error).strip().partition("\n")[0][:LONGEST]
        words = explain(Error(name, str(error)))
        return None, f"{whose} stops with {name}: {message.rstrip('.')}. {words}".strip()


def too_slow(slow: TooSlow) -> str:
    """Say that something takes too long, and where it was."""
    line = linecache.getline(slow.file, slow.line).strip()
    where = f", in the line: {line}" if line else f", in line {slow.line}"
    return f"{SLOW}{where}"


def never_ended(differs: Sequence[dict]) -> bool:
    """Whether something ran until its time was over: it is not called a second time."""
    return any(SLOW in entry["words"] for entry in differs)
