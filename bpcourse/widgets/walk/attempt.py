"""Run the learner's code: what it raises, and that it never ends, become words."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from bpcourse.exercises.kit import WrongReturn

from ..theirs import called, files_of, mistake_in

SLOW = "was still running after"
Result = TypeVar("Result")


def attempt(run: Callable[[], Result], whose: str, *theirs: Any) -> tuple[Result | None, str]:
    """Call something of the learner's.

    Parameters
    ----------
    run : callable
        Takes nothing.
    whose : str
        Whose failure it would be: "your mul".
    *theirs : callable, type or None
        What of the learner's it calls.

    Returns
    -------
    result
        None if it failed.
    words : str
        Why it failed; "" if it did not.
    """
    whose = whose[:1].upper() + whose[1:]
    try:
        with np.errstate(all="ignore"):  # what is not finite is told as a number
            return called(run, *theirs), ""
    except WrongReturn as error:  # nothing has stopped: what came back is of no use
        said = str(error)
        return None, f"{whose}: {said}{'' if said.endswith('?') else '.'}"
    except Exception as error:
        return None, str(mistake_in(whose, error, files_of(*theirs)))


def never_ended(differs: Sequence[dict]) -> bool:
    """Whether something ran until its time was over: it is not called a second time."""
    return any(SLOW in entry["words"] for entry in differs)
