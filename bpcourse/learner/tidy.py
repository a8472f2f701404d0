"""A learner's function made to fit wherever the reference does."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Cases, Verdict, draw_cases
from bpcourse.grading.cases import globals_of


class Unfit(Exception):
    """A function passes its check, and cannot stand for ours elsewhere; the message says why."""


def tidied(lesson: Lesson, exercise: Exercise, function: Callable, verdict: Verdict) -> Callable:
    """The function on copies of its arrays, returning what the reference would return.

    Parameters
    ----------
    lesson, exercise
    function : callable
        It has passed its check. A class is returned as it is.
    verdict : Verdict
        Its outputs name what a dict may hold instead of a tuple.

    Raises
    ------
    Unfit
        If a check reads what it returns, and other code cannot.
    """
    if isinstance(function, type):
        return function
    case = Cases(lesson, exercise, draw_cases(lesson, exercise, 0)[:1])
    form = _first_returned(case, exercise.reference)
    names = [o.name for o in verdict.outputs if o.probe == case[0].probe.name]

    @functools.wraps(function)
    def tidy(*args, **kwargs):
        kwargs = {name: _copied(value) for name, value in kwargs.items()}
        return _like(form, function(*map(_copied, args), **kwargs), names)

    returned = _first_returned(case, tidy)
    if not _fits(form, returned):
        got, wanted = _kind(returned), _kind(form)
        what = (
            f"{got} where other code expects {wanted}"
            if got != wanted
            else f"{got} of another kind"
        )
        raise Unfit(f"yours passes, but returns {what}")
    return tidy


def _first_returned(case: Cases, function: Callable) -> Any:
    """What a function returns to a probe: an array, a number, a tuple or a dict of them."""
    returned: list[Any] = []

    @functools.wraps(function)
    def watched(*args, **kwargs):
        returned.append(function(*args, **kwargs))
        return returned[-1]

    own = {
        name: globals_of(function)[name]
        for name in case.exercise.own
        if name in globals_of(function)
    }
    case.run(watched, own)
    return returned[0] if returned else None


def _copied(value: Any) -> Any:
    """A copy of arrays, and of what holds them; a generator of random numbers must stay one."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) in {tuple, list}:
        return type(value)(map(_copied, value))
    if type(value) is dict:
        return {key: _copied(item) for key, item in value.items()}
    return value


def _like(form: Any, value: Any, names: list[str]) -> Any:
    """The value in the form of another, as far as it can be told; else the value."""
    if isinstance(value, dict) and len(names) == _length(form) and set(names) <= value.keys():
        value = tuple(value[name] for name in names)
    if isinstance(form, tuple):
        if isinstance(value, np.ndarray) and all(isinstance(f, float) for f in form):
            value = tuple(value)
        if not isinstance(value, (tuple, list)) or len(value) < len(form):
            return value
        return tuple(_like_part(f, v) for f, v in zip(form, value, strict=False))
    if isinstance(form, list) and isinstance(value, Iterable):
        return list(value)
    if isinstance(form, (np.ndarray, float)) and isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return _like_part(form, value)


def _length(form: Any) -> int:
    """How many values a dict would have to hold to stand for this."""
    if isinstance(form, tuple):
        return len(form)
    return int(isinstance(form, (np.ndarray, float)))


def _like_part(form: Any, value: Any) -> Any:
    """An array for an array, a float for a float. A cache, a history or a state stays as it is."""
    if isinstance(form, dict) and isinstance(value, dict) and form.keys() == value.keys():
        return {key: _like_part(form[key], item) for key, item in value.items()}
    if isinstance(form, float) and np.size(value) == 1:
        return float(np.asarray(value).item())
    if isinstance(form, np.ndarray) and not isinstance(value, dict):
        array = np.asarray(value)
        squeezed = np.squeeze(array)
        return squeezed if array.ndim > form.ndim == squeezed.ndim else array
    return value


def _fits(form: Any, value: Any) -> bool:
    """Whether code that is written for the one can take the other."""
    if isinstance(form, tuple):
        parts = isinstance(value, tuple) and len(value) == len(form)
        return parts and all(_fits(f, v) for f, v in zip(form, value, strict=True) if _is_plain(f))
    if isinstance(form, np.ndarray):
        return isinstance(value, np.ndarray) and value.ndim == form.ndim
    if isinstance(form, (float, dict, list)):
        return isinstance(value, type(form))
    return isinstance(value, Iterable) or not isinstance(form, Iterable)


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return "an array"
    size = f" of {len(value)}" if isinstance(value, (tuple, list)) else ""
    return f"a {type(value).__name__}{size}"


def _is_plain(form: Any) -> bool:
    """Whether it is numbers, and not a cache or a pair."""
    return isinstance(form, (float, dict, np.ndarray))
