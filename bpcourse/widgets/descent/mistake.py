"""Running a learner's functions: what goes wrong in them becomes words."""

import traceback
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from ..theirs import called, files_of, mistake_in


class LearnersMistake(Exception):
    """What is wrong with a function that was handed in, in words for its writer."""


class Endless(LearnersMistake):
    """It does not come to an end, or takes longer than a person would wait."""


def guarded(name: str, work: Callable[[], Any], functions: Collection[Callable]) -> Any:
    """Do work that calls a learner's functions; what they raise becomes a `LearnersMistake`.

    The name is spoken of where none of the functions was reached.
    """
    try:
        with np.errstate(all="ignore"):
            return called(work, *functions)
    except LearnersMistake:
        raise
    except Exception as error:
        files = files_of(*functions)
        reached = [f.name for f in traceback.extract_tb(error.__traceback__) if f.filename in files]
        mistake = mistake_in(f"Your {reached[0] if reached else name}", error, files)
        kind = Endless if mistake.endless else LearnersMistake
        raise kind(str(mistake)) from error


def one_number(name: str, value: object) -> float:
    """Check that a learner's loss is one number."""
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "iufb":
        raise LearnersMistake(f"Your {name} must return one number, not {kind_of(value)}.")
    return float(array.reshape(()))


def two_numbers(name: str, value: object) -> np.ndarray:
    """Check that a learner's gradient, or the weights after a step, are two numbers.

    The name is a clause: "Your grad must return two numbers".
    """
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = None
    if array is None or array.shape != (2,):
        raise LearnersMistake(f"{name}, not {kind_of(value)}.")
    return array


def kind_of(value: object) -> str:
    """Say what a value is: its type, and its shape if it has one."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    try:
        shape = np.shape(value)
    except ValueError:
        shape = ()
    kind = type(value).__name__
    return f"a {kind} of shape {shape}" if shape else f"a {kind}"
