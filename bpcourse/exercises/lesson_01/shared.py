"""What several exercises of this lesson share: sizes, mistakes, and words."""

import numpy as np

SIZES = {
    "N=5, M=3": (5, 3),
    "a square batch": (4, 4),
    "a batch of one": (1, 6),
    "a vector": (7,),
    "four axes": (2, 3, 2, 2),
}

FLATTENED = (
    "Your numbers are right, but they come in one long row. What comes back has the shape of x: "
    "each number stays in its place."
)
FIRST_ROW_ONLY = (
    "Only the first row is filled; the rest is as it was made. If there is a loop, look at how "
    "far to the right its return stands: a return inside a loop ends it in the first turn."
)
FIRST_ENTRY_ONLY = (
    "Only the first entry is filled; the rest is as it was made. If there is a loop, look at how "
    "far to the right its return stands: a return inside a loop ends it in the first turn."
)


def first_row_only(f):
    """A loop over the rows that returns in its first turn."""

    def wrong(x):
        out = np.zeros(x.shape)
        out[0] = f(x)[0]
        return out

    return wrong


def first_entry_only(f):
    """A loop over the entries that returns in its first turn."""

    def wrong(x):
        out = np.zeros(x.shape)
        out.flat[0] = f(x).flat[0]
        return out

    return wrong
