"""Running a learner's functions: what goes wrong in them becomes words."""

import traceback
from collections.abc import Callable, Collection
from functools import partial
from types import FunctionType
from typing import Any

import numpy as np

from ...grading.explain import explain
from ...grading.verdict import Error
from ..training.deadline import SECONDS, TooSlow, deadline


class LearnersMistake(Exception):
    """What is wrong with a function that was handed in, in words for its writer."""


class Endless(LearnersMistake):
    """It does not come to an end, or takes longer than a person would wait."""


def guarded(name: str, work: Callable[[], Any], functions: Collection[Callable]) -> Any:
    """Do work that calls a learner's functions; what they raise becomes a `LearnersMistake`.

    The name is spoken of where none of the functions was reached.
    """
    files = files_of(functions)
    try:
        with deadline(files=files), np.errstate(all="ignore"):
            return work()
    except LearnersMistake:
        raise
    except TooSlow as slow:
        who = _who(name, slow, files)
        raise Endless(
            f"{who} was stopped after {SECONDS:g} seconds: {slow}. A loop that never ends?"
        ) from None
    except Exception as error:
        raise LearnersMistake(_in_words(name, error, files)) from error


def files_of(functions: Collection[Callable]) -> frozenset[str]:
    """Where functions were written, and what they may call: each cell is a file of its own."""
    files: set[str] = set()
    for function in map(_plain, functions):
        if function is not None:
            files.add(function.__code__.co_filename)
            near = (_plain(other) for other in function.__globals__.values() if callable(other))
            files |= {
                other.__code__.co_filename
                for other in near
                if other is not None and other.__module__ == function.__module__
            }
    return frozenset(files)


def _plain(function: Any) -> FunctionType | None:
    """The function of Python in a wrapper, a partial or an object that can be called."""
    for _ in range(10):
        if isinstance(function, FunctionType) and not hasattr(function, "__wrapped__"):
            return function
        if isinstance(function, partial):
            function = function.func
        elif hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif hasattr(function, "__func__"):
            function = function.__func__
        elif isinstance(function, type):
            return None
        else:
            function = type(function).__call__
    return None


def _who(name: str, error: Exception, files: Collection[str]) -> str:
    frames = _frames(error, files)
    return f"Your {frames[0].name if frames else name}"


def _frames(error: Exception, files: Collection[str]) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]


def _in_words(name: str, error: Exception, files: Collection[str]) -> str:
    who, frames = _who(name, error, files), _frames(error, files)
    if isinstance(error, NotImplementedError):
        return f"{who} is not written yet."
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    where = f" in line {frames[-1].lineno}, {frames[-1].line!r}," if frames else ""
    words = explain(Error(type(error).__name__, str(error)))
    return f"{who} stopped{where} with {said}. {words}".strip()


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
