"""Rules of training, as `checked` takes them: for examples, and for what learns from them.

Examples are x and its y, one row each. Unlike `Array` their rules leave the dtype alone, because
y may hold labels.
"""

import numpy as np

from .checks import (
    as_array,
    check_array,
    check_function,
    check_loss_and_grads,
    check_not_empty,
    kind_and_length,
)


class Rows:
    """An array of N rows, of any shape and any real dtype."""

    def __init__(self, N, filled=False):
        self.N, self.filled = N, filled

    def __call__(self, name, value, known):
        rows = as_array(name, value)
        check_array(name, rows[:0] if rows.ndim else rows, None)
        wanted = known.get(self.N, self.N)
        if rows.ndim == 0 or wanted not in (len(rows), self.N):
            raise ValueError(f"{name} must have shape ({wanted}, ...), got {rows.shape}")
        if self.filled:
            check_not_empty(name, rows)
        known[self.N] = len(rows)
        return rows


class Pair:
    """A pair (x, y) of at least one example."""

    def __call__(self, name, value, known):
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise TypeError(f"{name} must be a pair (x, y), got {kind_and_length(value)}")
        rows, sizes = Rows("N", filled=True), {}
        return tuple(rows(f"{part} in {name}", value[i], sizes) for i, part in enumerate("xy"))


class LossAndGrads:
    """A function of (params, x, y). That it returns (loss, grads) is checked at every call."""

    def __call__(self, name, value, known):
        check_function(name, value)
        return lambda params, x, y: check_loss_and_grads(value(params, x, y))


def check_cast(name, given, taken):
    """Say so if a number became infinite when an array was taken in float32.

    Parameters
    ----------
    name : str
    given : array_like
    taken : ndarray
        The same numbers in the type of the network, perhaps in another shape.

    Raises
    ------
    ValueError
        If a finite number has become infinite.
    """
    given = np.asarray(given)
    if given.dtype.kind != "f" or given.dtype == taken.dtype:
        return
    lost = np.argwhere(np.isfinite(given) & np.isinf(taken.reshape(given.shape)))
    if len(lost):
        where = tuple(lost[0])
        raise ValueError(
            f"{name}[{', '.join(map(str, where))}] is {given[where]:g}, too large for a network of "
            f"{taken.dtype}: take smaller numbers (see standardize)"
        )
