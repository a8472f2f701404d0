"""Right, entry by entry."""

import numpy as np


def linear_backward(dout, cache):
    x, w = cache
    N, D = x.shape
    M = w.shape[1]
    dx = np.zeros((N, D))
    dw = np.zeros((D, M))
    db = np.zeros(M)
    for n in range(N):
        for m in range(M):
            db[m] += dout[n, m]
            for d in range(D):
                dx[n, d] += dout[n, m] * w[d, m]
                dw[d, m] += dout[n, m] * x[n, d]
    return dx, dw, db


def relu_backward(dout, x):
    dx = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        if x[i] > 0:
            dx[i] = dout[i]
    return dx


def sigmoid_backward(dout, out):
    dx = np.zeros(out.shape)
    for i in np.ndindex(out.shape):
        dx[i] = dout[i] * out[i] * (1 - out[i])
    return dx


def tanh_backward(dout, out):
    dx = np.zeros(out.shape)
    for i in np.ndindex(out.shape):
        dx[i] = dout[i] * (1 - out[i] ** 2)
    return dx


def mse_loss_backward(pred, target):
    dpred = np.zeros(pred.shape)
    for i in np.ndindex(pred.shape):
        dpred[i] = 2 * (pred[i] - target[i]) / pred.size
    return dpred


def cross_entropy_backward(logits, y):
    N, C = logits.shape
    dlogits = np.zeros((N, C))
    for n in range(N):
        e = np.exp(logits[n] - max(logits[n]))
        for c in range(C):
            dlogits[n, c] = e[c] / e.sum() / N
        dlogits[n, y[n]] -= 1 / N
    return dlogits
