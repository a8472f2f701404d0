"""A11: the output is taken for the input, and squeezed once more."""

import numpy as np


def sigmoid_backward(dout, out):
    s = 1 / (1 + np.exp(-out))
    return dout * s * (1 - s)
