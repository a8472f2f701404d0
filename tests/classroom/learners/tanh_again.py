"""A11: the same with tanh, in a lesson where the argument is the output."""

import numpy as np


def tanh_backward(dout, out):
    return dout * (1 - np.tanh(out) ** 2)
