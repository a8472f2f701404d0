"""Right, in lists where arrays and tuples were asked for."""

import numpy as np

from bpcourse.nn import softmax


def linear_backward(dout, cache):
    x, w = cache
    return [dout @ w.T, x.T @ dout, list(dout.sum(axis=0))]


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0).tolist()


def sigmoid_backward(dout, out):
    return [dout * (out - out**2)]


def tanh_backward(dout, out):
    return (dout * (1 - out) * (1 + out)).tolist()


def mse_loss_backward(pred, target):
    return list((pred - target) * 2 / np.prod(pred.shape))


def cross_entropy_backward(logits, y):
    p = softmax(logits)
    return [[(p[n, c] - (c == y[n])) / len(y) for c in range(p.shape[1])] for n in range(len(y))]
