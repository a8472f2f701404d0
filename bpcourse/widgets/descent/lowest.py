"""Where a loss that nobody knows is lowest in a picture."""

from collections.abc import Callable, Sequence

import numpy as np

MOST = 4  # minima that are told apart


def find_minima(
    loss: Callable[[np.ndarray], float], axes: Sequence[np.ndarray], values: np.ndarray
) -> tuple[np.ndarray, bool]:
    """Find the minima inside a picture, the lowest first.

    Parameters
    ----------
    loss : callable
        Of w (2,).
    axes : two arrays
        Where the grid has its columns and its rows.
    values : ndarray
        The loss on the grid, a row for each of the second axis; NaN where there is none.

    Returns
    -------
    minima : ndarray of shape (K, 2)
    at_edge : bool
        Whether there is none inside, so that it is the lowest point of the edge.
    """
    values = np.where(np.isfinite(values), values, np.inf)
    spacing = np.array([axis[1] - axis[0] for axis in axes])
    found: list[tuple[float, np.ndarray]] = []
    for row, column in _dips(values):
        w = _walk_down(loss, np.array([axes[0][column], axes[1][row]]), spacing)
        inside = all(axis[0] < at < axis[-1] for at, axis in zip(w, axes, strict=True))
        new = all(np.abs((w - known) / spacing).max() > 2 for _, known in found)
        if inside and new:
            found.append((loss(w), w))
    if found:
        found.sort(key=lambda pair: pair[0])
        return np.array([w for _, w in found[:MOST]]), False
    row, column = np.unravel_index(values.argmin(), values.shape)
    return np.array([[axes[0][column], axes[1][row]]]), True


def _dips(values: np.ndarray) -> list[tuple[int, int]]:
    """Points of the grid below all their neighbours, the lowest first; a plateau counts once."""
    inner = values[1:-1, 1:-1]
    shifts = [(i, j) for i in (0, 1, 2) for j in (0, 1, 2) if (i, j) != (1, 1)]
    rows, columns = inner.shape
    around = np.array([values[i : i + rows, j : j + columns] for i, j in shifts])
    low = (inner <= around.min(0)) & (inner < around.max(0)) & np.isfinite(inner)
    places = [(int(i) + 1, int(j) + 1) for i, j in np.argwhere(low)]
    return sorted(places, key=lambda place: values[place])[: 2 * MOST]


def _walk_down(loss: Callable[[np.ndarray], float], w: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Try the eight neighbours, go where it is lower, else halve the step (compass search).

    It asks for no slope, so it also finds the bottom of a kink. After a move in one direction the
    same move is tried again, twice as long: a valley that bends is followed in few moves.
    """
    here, last = loss(w), np.zeros(2)
    for _ in range(120):
        moves = [2 * last] if last.any() else []
        moves += [np.array([i, j]) * step for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        better = next(((v, m) for m in moves if (v := loss(w + m)) < here), None)
        if better:
            here, last = better
            w = w + last
        else:
            step, last = step / 2, np.zeros(2)
            if (step < 1e-9 * (1 + np.abs(w))).all():
                break
    return w
