"""Compare two arrays: shape before value, and the value by its norm."""

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
    got = got.reshape(want.shape).astype(float)
    if not np.isfinite(got).all():
        return Comparison("not finite", squeezed=squeezed)
    gap = float(np.linalg.norm(got - want))
    size = float(np.linalg.norm(want))
    rel = gap / size if size else gap
    return Comparison(None if gap <= rtol * size + ATOL else "value", rel, squeezed)


def agree(a: np.ndarray, b: np.ndarray, rtol: float) -> bool:
    """Whether two arrays are the same, not-a-numbers included."""
    if np.squeeze(a).shape != np.squeeze(b).shape:
        return False
    a, b = np.squeeze(a).astype(float), np.squeeze(b).astype(float)
    odd = ~np.isfinite(a)
    if odd.any() or not np.isfinite(b).all():
        return np.array_equal(odd, ~np.isfinite(b)) and agree(a[~odd], b[~odd], rtol)
    gap, size = np.linalg.norm(a - b), np.linalg.norm(b)
    return bool(np.isfinite(size) and gap <= rtol * size + ATOL)  # squares may overflow


def worst_entry(got: np.ndarray, want: np.ndarray) -> dict | None:
    """Where two arrays of one shape lie furthest apart, and what stands there."""
    if not want.size:
        return None
    got = got.reshape(want.shape).astype(float)
    with np.errstate(invalid="ignore"):
        gap = np.abs(got - want)
    index = np.unravel_index(np.argmax(np.where(np.isnan(gap), np.inf, gap)), want.shape)
    return {"index": [int(i) for i in index], "got": float(got[index]), "want": float(want[index])}
