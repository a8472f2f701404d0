"""What the arguments of one case are made of.

Hypothesis draws the sizes, so that a failure shrinks to small ones, and a seed; the numbers are
drawn from the seed by NumPy, which is quicker.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st


@st.composite
def cases(draw, given):
    """The arguments by name that ``given(case)`` makes, and a Generator for whatever else."""
    case = Case(draw)
    return given(case), case.rng


@lru_cache(typed=True)
def sampled(*options):
    """Made once for the same options: making it takes longer than drawing from it."""
    return st.sampled_from(options)


class Case:
    """Draws sizes, choices and numbers.

    Sizes and choices are sampled: drawn as integers, half of them would be the smallest.
    """

    def __init__(self, draw):
        self.draw = draw
        self.rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def one_of(self, *options):
        return self.draw(sampled(*options))

    def size(self, low=1):
        return self.one_of(*range(low, 6))

    def batch(self):
        """A number of examples; none is legal where no mean is taken."""
        return self.size(low=0)

    def shape(self, low=0):
        """Any shape, from that of one number to three axes."""
        return tuple(self.size(low) for _ in range(self.one_of(0, 1, 2, 3)))

    def number(self, low, high):
        return float(self.rng.uniform(low, high))

    def array(self, *shape, off=None):
        """Numbers on both sides of 0, small and large; if asked, at least 0.01 off a kink."""
        x = self.one_of(0.1, 1.0, 2.0) * self.rng.standard_normal(shape)
        return x if off is None else x + np.copysign(0.01, x - off)

    def labels(self, N, C):
        return self.rng.integers(C, size=N)

    def layers(self, sizes):
        """The parameters of a network, or its gradients, for these numbers of neurons."""
        arrays = {}
        for layer, (D, M) in enumerate(pairwise(sizes), 1):
            arrays[f"w{layer}"] = self.rng.standard_normal((D, M)) / np.sqrt(D)
            arrays[f"b{layer}"] = self.rng.standard_normal(M)
        return arrays
