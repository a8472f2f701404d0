"""Written by someone who had seen the prompts of this lesson and nothing else."""

import numpy as np


def sigmoid(x):
    # exp only ever sees a number <= 0, so it cannot overflow
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def relu(x):
    return np.maximum(x, 0)


def neuron_forward(x, w, b):
    total = 0.0
    for xi, wi in zip(x, w, strict=True):
        total += xi * wi
    return float(total + b)


def linear_forward(x, w, b):
    out = x @ w + b
    return out, (x, w)


def mlp_forward(params, x):
    n_layers = len(params) // 2
    h = x
    for i in range(1, n_layers + 1):
        h, _ = linear_forward(h, params[f"w{i}"], params[f"b{i}"])
        if i < n_layers:
            h = relu(h)
    return h
