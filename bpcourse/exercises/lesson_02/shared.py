"""What several exercises of this lesson share: inputs, and words."""

import numpy as np

from ..model import Misconception

INTEGER_BUFFER = (
    "Where the numbers that come in are whole, your result is cut to whole numbers: an array "
    "made like another one takes over its type. It costs no points."
)
NO_MAX_SHIFT = (
    "Right for small logits, and not a number for large ones: the exponential of 1500 is too big "
    "for any float, and that of -1500 is rounded to 0. A number taken off a whole row can keep "
    "the exponents small; think how the result changes with it."
)
MAXIMUM_OF_EVERYTHING = (
    "Right until one row lies far below another: then all exponentials of that row vanish, and "
    "with them what tells its entries apart. Each row needs an offset of its own."
)
NOT_THE_MAXIMUM = (
    "Right until one entry of a row stands far above what you take off. What is left is still too "
    "large for an exponential: no exponent may stay above 0."
)
CLIPPED = (
    "Large numbers are cut off before the exponential. That keeps it finite, but what is cut off "
    "is lost: two logits beyond the limit look the same."
)
KEEPDIMS_MISSING = (
    "One number a row lies flat, as if it were one a column, and NumPy pairs it with the columns. "
    "In a square batch that passes without an error. Let each number stand at its row."
)


def named(key, words, *wrongs):
    """One mistake in several spellings."""
    return [Misconception(key, words, wrong) for wrong in wrongs]


def rows(N, C, offset=None, dtype=np.float64):
    """Make rows of ordinary size, on both sides of an offset (one number, or one a row)."""

    def make(rng):
        x = rng.uniform(-1, 1, (N, C))
        if offset is not None:
            x = x + np.reshape(offset, (-1, 1))
        return {"x": x.astype(dtype)}

    return make


def one_far_above(rng):
    """One entry so far above the others of its row that their exponentials vanish beside it."""
    x = rng.uniform(-1, 1, (3, 4))
    x[1] += [0.0, 1500.0, 0.0, 10.0]
    return {"x": x}


def whole_rows(rng):
    return {"x": rng.integers(-3, 4, (5, 3))}


def shifted(x, axis=1):
    """Exponentials of what is left when the largest along an axis is taken off."""
    return np.exp(x - x.max(axis=axis, keepdims=True))


def divided(e, axis=1):
    """Exponentials divided by their sum along an axis."""
    return e / e.sum(axis=axis, keepdims=True)
