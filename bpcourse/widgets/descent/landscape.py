"""What a race needs to know of a loss over two parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

Ranges = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Landscape:
    """A loss over two parameters, the part of the plane to look at, and where it is lowest."""

    name: str
    loss: Callable[[np.ndarray], float]  # of w (2,)
    grad: Callable[[np.ndarray], np.ndarray]  # of w (2,): what the race uses, right or wrong
    values: Callable[[np.ndarray, np.ndarray], np.ndarray]  # of two arrays of one shape
    ranges: Ranges
    start: tuple[float, float]
    minima: np.ndarray  # (K, 2), the lowest first
    names: tuple[str, str] = ("w1", "w2")
    functions: tuple[Callable, ...] = ()  # the learner's own, if any
    resolution: int = 141  # points a side for the picture
    remarks: tuple[str, ...] = ()

    @property
    def lowest(self) -> float:
        """The loss at the lowest minimum."""
        return self.loss(self.minima[0])

    @property
    def widths(self) -> np.ndarray:
        """How far the picture reaches along each parameter."""
        return np.array([high - low for low, high in self.ranges])

    @cached_property
    def typical_slope(self) -> float:
        """The mean length of the gradient over the picture, as differences of the loss have it."""
        w1, w2 = (np.linspace(low, high, 7) for low, high in self.ranges)
        with np.errstate(all="ignore"):
            dw2, dw1 = np.gradient(self.values(*np.meshgrid(w1, w2)), w2, w1)
            lengths = np.hypot(dw1, dw2)
        return float(np.mean(lengths[np.isfinite(lengths)])) if np.isfinite(lengths).any() else 0.0

    def inside(self, w: np.ndarray) -> np.ndarray:
        """Which of the points w (..., 2) are in the picture."""
        low, high = np.array(self.ranges).T
        return np.all((low <= w) & (w <= high), axis=-1)

    def grid(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The two axes, and the loss at every crossing: row i has the i-th w2."""
        axes = [np.linspace(low, high, self.resolution) for low, high in self.ranges]
        with np.errstate(all="ignore"):
            return *axes, self.values(*np.meshgrid(*axes))


def central_gradient(
    loss: Callable[[np.ndarray], float], widths: np.ndarray
) -> Callable[[np.ndarray], np.ndarray]:
    """Make a gradient of a loss: central differences, with steps that fit the picture's size.

    Far outside the steps grow with w, or they would be lost in its rounding.
    """

    def grad(w: np.ndarray) -> np.ndarray:
        steps = np.diag(1e-6 * np.maximum(widths, np.abs(w)))
        slopes = [(loss(w + step) - loss(w - step)) / (2 * step.sum()) for step in steps]
        return np.array(slopes)

    return grad


def check_ranges(ranges: object) -> Ranges:
    """Check that ranges are two pairs of numbers, low before high."""
    message = f"ranges must be ((low, high), (low, high)) with low < high, got {ranges!r}"
    try:
        array = np.array(ranges, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(message) from None
    if (
        array.shape != (2, 2)
        or not np.isfinite(array).all()
        or not (array[:, 0] < array[:, 1]).all()
    ):
        raise ValueError(message)
    (a, b), (c, d) = array.tolist()
    return (a, b), (c, d)


def check_point(name: str, point: object) -> tuple[float, float]:
    """Check that a point is two finite numbers."""
    try:
        array = np.array(point, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be two numbers, got {point!r}") from None
    if array.shape != (2,) or not np.isfinite(array).all():
        raise ValueError(f"{name} must be two finite numbers, got {point!r}")
    return float(array[0]), float(array[1])
