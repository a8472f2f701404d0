"""A learner's own loss over two parameters, called in whichever way it is written."""

import inspect
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..theirs import name_of
from .landscape import Landscape, Ranges, central_gradient
from .lowest import find_minima
from .mistake import LearnersMistake, guarded, one_number, two_numbers

FINE, COARSE, ROUGH = 141, 61, 15  # points a side: at once; point by point; point by point, slow
ENOUGH = 0.8  # seconds for a picture
SLOWEST = 0.003  # seconds a call: minima and paths ask for some hundreds more


def own_landscape(
    loss: Callable, grad: Callable | None, ranges: Ranges | None, start: tuple | None
) -> Landscape:
    """Make a landscape of ``loss(w1, w2)`` or ``loss(w)``; without a gradient it is measured.

    Raises
    ------
    LearnersMistake
        If a function raises, does not end, or returns something else than numbers.
    """
    name = name_of(loss)
    ranges = ranges or ((-2.0, 2.0), (-1.5, 1.5))
    low, high = np.array(ranges).T
    start = start or tuple((low + (high - low) * [0.15, 0.8]).tolist())
    functions = [loss] if grad is None else [loss, grad]
    at = _taking_w(loss)

    def loss_at(w: np.ndarray) -> float:
        return one_number(name, at(w.copy()))

    def look() -> Landscape:
        once, twice = _two_calls(name, lambda: loss_at(np.array(start)))
        values, resolution = _over_the_plane(at, loss_at, np.array(ranges))
        used = central_gradient(loss_at, high - low) if grad is None else _grad_at(grad)
        used(np.array(start))
        flat = Landscape(
            name,
            loss_at,
            used,
            values,
            ranges,
            start,
            np.array([start]),
            functions=tuple(functions),
            resolution=resolution,
            remarks=() if once == twice or np.isnan(once) else (_unsteady(name),),
        )
        return _with_minima(flat)

    return guarded(name, look, functions)


def _two_calls(name: str, call: Callable[[], float]) -> tuple[float, float]:
    """What two calls give; raise if each of three takes too long."""
    results, times = [], []
    for _ in range(3):
        before = time.perf_counter()
        results.append(call())
        times.append(time.perf_counter() - before)
        if times[-1] < SLOWEST and len(results) > 1:
            break
    if min(times) > SLOWEST:
        raise LearnersMistake(
            f"Your {name} takes {1000 * min(times):,.0f} ms a call, and the picture needs hundreds "
            f"of calls: make it faster than {1000 * SLOWEST:g} ms, with fewer examples perhaps."
        )
    return results[0], results[1]


def _unsteady(name: str) -> str:
    return (
        f"Your {name} gives another number at a second call with the same weights, so that its "
        "slopes cannot be measured. Does it draw random numbers?"
    )


def takes(function: Callable) -> list[str] | None:
    """The names of the arguments that must be given; None where that cannot be told."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p.name for p in parameters if p.kind in kinds and p.default is p.empty]


def _taking_w(function: Callable) -> Callable:
    """Make a function of w (2,), or (2, ...), of one that takes w or w1 and w2."""
    wanted = takes(function)
    if wanted is not None and len(wanted) > 2:
        raise LearnersMistake(
            f"Your {name_of(function)} must take w1 and w2, or w; it takes {', '.join(wanted)}."
        )
    if wanted is not None and len(wanted) == 1:
        return function
    return lambda w: function(w[0], w[1])


def _grad_at(grad: Callable) -> Callable[[np.ndarray], np.ndarray]:
    at, name = _taking_w(grad), name_of(grad)
    words = f"Your {name} must return two numbers, dw1 and dw2"
    return lambda w: two_numbers(words, at(w.copy()))


def _over_the_plane(at: Callable, loss_at: Callable, ranges: np.ndarray) -> tuple[Callable, int]:
    """How to get the loss of many points: at once if that gives the same as one by one."""

    def one_by_one(w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
        points = np.stack([w1.ravel(), w2.ravel()], axis=1)
        return np.array([loss_at(w) for w in points]).reshape(w1.shape)

    def at_once(w1: np.ndarray, w2: np.ndarray) -> np.ndarray:
        return np.asarray(at(np.stack([w1, w2])), dtype=float)

    some = np.meshgrid(*(np.linspace(low, high, 3) for low, high in ranges))
    before = time.perf_counter()
    slow = one_by_one(*some)
    took = (time.perf_counter() - before) / slow.size
    try:
        fast = at_once(*some)
        if fast.shape == slow.shape and np.allclose(fast, slow, equal_nan=True):
            return at_once, FINE
    except Exception:  # not written for arrays, which is no mistake
        pass
    return one_by_one, int(np.clip(np.sqrt(ENOUGH / took), ROUGH, COARSE))


def _with_minima(flat: Landscape) -> Landscape:
    """The same landscape with its minima, and what is to be said of it."""
    *axes, values = flat.grid()
    finite = np.isfinite(values)
    if not finite.any():
        raise LearnersMistake(f"Your {flat.name} is finite nowhere in the picture.")
    remarks = flat.remarks
    if not finite.all():
        part = 100 * (1 - finite.mean())
        words = "less than 1" if part < 1 else f"{part:.0f}"
        remarks += (
            f"Your {flat.name} is not finite in {words} % of the picture: there it stays blank.",
        )
    minima, at_edge = find_minima(flat.loss, axes, values)
    if np.ptp(values[finite]) == 0:
        remarks += (f"Your {flat.name} is the same everywhere in the picture.",)
    elif at_edge:
        remarks += ("No minimum is in the picture: the lowest point lies on its edge.",)
    return replace(flat, minima=minima, remarks=remarks)
