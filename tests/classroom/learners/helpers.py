"""Right, with helpers, constants and imports of the learner's own between the exercises."""

from math import prod

import numpy as np

PRINT = False


def show(name, array):
    if PRINT:
        print(name, array.shape)


def linear_backward(dout, cache):
    x, w = cache
    show("x", x)
    return np.dot(dout, w.transpose()), np.dot(x.transpose(), dout), np.sum(dout, 0)


def relu_backward(dout, x):
    mask = x > 0
    show("mask", mask)
    return mask * dout


def slope(out):
    return out * (1 - out)


def sigmoid_backward(dout, out):
    return dout * slope(out)


def tanh_backward(dout, out):
    return 4 * dout * slope((out + 1) / 2)


def mse_loss_backward(pred, target):
    return (pred - target) * (2 / prod(pred.shape))


class Probabilities:
    def __init__(self, logits):
        self.e = np.exp(logits - logits.max(axis=1)[:, None])

    def rows(self):
        return self.e / self.e.sum(axis=1)[:, None]


def cross_entropy_backward(logits, y):
    wrong = np.arange(logits.shape[1]) != y[:, None]
    p = Probabilities(logits).rows()
    return np.where(wrong, p, p - 1) / len(p)
