"""Right, with every sum spelled out."""

import numpy as np

from bpcourse.nn import softmax


def linear_backward(dout, cache):
    x, w = cache
    dx = np.einsum("nm,dm->nd", dout, w)
    dw = np.einsum("nd,nm->dm", x, dout)
    db = np.einsum("nm->m", dout)
    return dx, dw, db


def relu_backward(dout, x):
    return np.einsum("...,...->...", dout, np.heaviside(x, 0))


def sigmoid_backward(dout, out):
    return np.einsum("...,...,...->...", dout, out, 1 - out)


def tanh_backward(dout, out):
    return dout - np.einsum("...,...,...->...", dout, out, out)


def mse_loss_backward(pred, target):
    return np.einsum("...,->...", pred - target, 2 / pred.size)


def cross_entropy_backward(logits, y):
    N, C = logits.shape
    one_hot = np.eye(C)[y]
    return (softmax(logits) - one_hot) / N
