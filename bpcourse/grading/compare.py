"""Compare two arrays: shape before value, and the value by its norm."""

import math
from dataclasses import dataclass

import numpy as np

ATOL = 1e-12


@dataclass(frozen=True)
class Comparison:
    """How an array that came in stands to the one that was wanted.

    `problem` is None where they agree, else "missing", "shape", "not finite" or "value";
    `rel` is the norm of the difference over the norm of what was wanted.
    """

    problem: str | None
    rel: float | None = None
    squeezed: bool = False


def compare(got: np.ndarray | None, want: np.ndarray, rtol: float) -> Comparison:
    """Hold one array against another.

    Shapes that agree once axes of length 1 are dropped are the same shape, and noted.
    """
    if got is None:
        return Comparison("missing")
    squeezed = got.shape != want.shape
    if squeezed and np.squeeze(got).shape != np.squeeze(want).shape:
        return Comparison("shape")
    got = got.reshape(want.shape).astype(float, copy=False)
    with np.errstate(all="ignore"):
        gap, size = _length(got - want), _length(want)
    # Where all differences are finite, so is all that came.
    if not math.isfinite(gap) and not np.isfinite(got).all():
        return Comparison("not finite", squeezed=squeezed)
    rel = gap / size if size else gap
    return Comparison(None if gap <= rtol * size + ATOL else "value", rel, squeezed)


def _length(array: np.ndarray) -> float:
    """The norm of all entries; also of those whose squares overflow, if it is a float itself."""
    flat = array.astype(float, copy=False).ravel()
    squared = float(np.dot(flat, flat))
    if math.isfinite(squared) or not np.isfinite(flat).all():
        return math.sqrt(squared)
    scale = np.abs(flat).max()  # the squares of huge numbers overflow
    return float(scale * np.linalg.norm(flat / scale))


def agree(a: np.ndarray, b: np.ndarray, rtol: float) -> bool:
    """Whether two arrays are the same, not-a-numbers included."""
    if a.shape != b.shape and np.squeeze(a).shape != np.squeeze(b).shape:
        return False
    a, b = a.astype(float, copy=False).ravel(), b.astype(float, copy=False).ravel()
    with np.errstate(all="ignore"):
        gap, size = _length(a - b), _length(b)
    if math.isfinite(gap) and math.isfinite(size):
        return gap <= rtol * size + ATOL
    odd = ~np.isfinite(a)
    if not odd.any() and np.isfinite(b).all():  # the norm of huge numbers overflows
        scale = max(np.abs(a).max(), np.abs(b).max())
        return agree(a / scale, b / scale, rtol)
    return np.array_equal(odd, ~np.isfinite(b)) and agree(a[~odd], b[~odd], rtol)


def worst_entry(got: np.ndarray, want: np.ndarray) -> dict | None:
    """Where two arrays of one shape lie furthest apart, and what stands there."""
    if not want.size:
        return None
    got = got.reshape(want.shape).astype(float)
    with np.errstate(invalid="ignore"):
        gap = np.abs(got - want)
    index = np.unravel_index(np.argmax(np.where(np.isnan(gap), np.inf, gap)), want.shape)
    return {"index": [int(i) for i in index], "got": float(got[index]), "want": float(want[index])}
