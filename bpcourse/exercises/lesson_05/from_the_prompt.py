"""Written by someone who had seen the prompts of this lesson and nothing else."""

import numpy as np

from bpcourse.nn import softmax


def linear_backward(dout, cache):
    x, w = cache
    dx = np.einsum("nm,dm->nd", dout, w)
    dw = np.einsum("nd,nm->dm", x, dout)
    db = np.einsum("nm->m", dout)
    return dx, dw, db


def relu_backward(dout, x):
    return dout * (x > 0)


def sigmoid_backward(dout, out):
    return dout * out * (1 - out)


def tanh_backward(dout, out):
    return dout * (1 - out**2)


def mse_loss_backward(pred, target):
    return 2 * (pred - target) / pred.size


def cross_entropy_backward(logits, y):
    n = logits.shape[0]
    d = softmax(logits)
    for i in range(n):
        d[i, y[i]] -= 1
    return d / n
