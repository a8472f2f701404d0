"""Right, and written over what was handed in."""

import numpy as np


def linear_backward(dout, cache):
    x, w = cache
    dw = x.T @ dout
    x[:] = dout @ w.T
    return x, dw, dout.sum(axis=0)


def relu_backward(dout, x):
    dout[x <= 0] = 0
    return dout


def sigmoid_backward(dout, out):
    dout *= out
    out -= 1
    dout *= -out
    return dout


def tanh_backward(dout, out):
    out **= 2
    dout *= 1 - out
    return dout


def mse_loss_backward(pred, target):
    pred -= target
    pred *= 2 / pred.size
    return pred


def cross_entropy_backward(logits, y):
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    logits[range(len(y)), y] -= 1
    logits /= len(y)
    return logits
