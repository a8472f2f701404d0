"""What several exercises of this lesson share: sizes, inputs, and words."""

import numpy as np

NO_DOUT = (
    "Your gradient is the slope of {} alone and does not depend on dout. What the loss feels is "
    "that slope times the gradient that comes in."
)
ADDED = (
    "The slope and dout are added. In a chain, slopes multiply: twice as steep here makes the "
    "whole path twice as steep."
)


def slope(f):
    """A wrong backward pass that takes f(what is cached) for the slope."""
    return lambda dout, cached: dout * f(cached)


def inputs(size, dtype=np.float64):
    """Inputs on both sides of zero, none so large that the slope is lost."""

    def make(rng):
        x = rng.uniform(-2.5, 2.5, size)
        return {"x": x.astype(dtype), "dout": rng.standard_normal(size).astype(dtype)}

    return make
