"""The loss of a line through data: the mean squared error over slope w and intercept b."""

import numpy as np

from .landscape import Landscape


def example_data() -> tuple[np.ndarray, np.ndarray]:
    """Twelve points near the line y = 0.8 x + 1: the same ones each time."""
    rng = np.random.default_rng(2)
    x = np.linspace(-1, 3, 12)
    return x, 0.8 * x + 1 + 0.35 * rng.standard_normal(12)


def check_data(x: object, y: object) -> tuple[np.ndarray, np.ndarray]:
    """Check that x and y are equally many numbers, two different x at least."""
    if (x is None) != (y is None):
        raise ValueError(f"x and y belong together: {'x' if x is None else 'y'} is missing")
    if x is None:
        return example_data()
    arrays = []
    for name, value in (("x", x), ("y", y)):
        try:
            array = np.array(value, dtype=float)
        except (TypeError, ValueError):
            raise TypeError(f"{name} must be an array of numbers") from None
        if array.size != max(array.shape, default=0) or array.size < 2:
            raise ValueError(f"{name} must hold N numbers, 2 or more, got the shape {array.shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} must be finite everywhere")
        arrays.append(array.ravel())
    x, y = arrays
    if len(x) != len(y):
        raise ValueError(f"x and y must be equally long, got {len(x)} and {len(y)} numbers")
    if np.ptp(x) == 0:
        raise ValueError("all x are equal: every slope fits them alike, so there is no best line")
    return x, y


def line_fit(x: np.ndarray, y: np.ndarray) -> Landscape:
    """Make the loss of a line; the picture holds w = 0, b = 0 and the best line."""

    def loss(w: np.ndarray) -> float:
        error = w[0] * x + w[1] - y
        return float(np.mean(error * error))

    def grad(w: np.ndarray) -> np.ndarray:
        error = w[0] * x + w[1] - y
        return np.array([2 * np.mean(error * x), 2 * np.mean(error)])

    def values(w: np.ndarray, b: np.ndarray) -> np.ndarray:
        # The square of w x + b - y, multiplied out: no array of all points times the whole grid.
        fixed = np.mean(x * x) * w**2 + b**2 + np.mean(y * y)
        return fixed + 2 * (np.mean(x) * w * b - np.mean(x * y) * w - np.mean(y) * b)

    best = np.polyfit(x, y, 1)
    spread = max(float(np.ptp(y)), 1e-3 * float(np.abs(y).max()), 1e-6)
    reach = np.maximum(1.6 * np.abs(best), [spread / np.ptp(x), spread / 2])
    low, high = best - reach, best + reach
    ranges = ((float(low[0]), float(high[0])), (float(low[1]), float(high[1])))
    start = tuple(float(at) for at in best - reach * np.where(best < 0, -1, 1) * 0.75)
    return Landscape("line fit", loss, grad, values, ranges, start, best[None], names=("w", "b"))
