"""A loop that never ends."""

import numpy as np


def tanh_backward(dout, out):
    dx = np.zeros(out.shape)
    i = 0
    while i < out.size:
        dx.flat[i] = dout.flat[i] * (1 - out.flat[i] ** 2)
    return dx
