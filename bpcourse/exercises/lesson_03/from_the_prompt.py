"""Written by someone who had seen the prompts of this lesson and nothing else."""

import numpy as np


def numerical_derivative(f, x, h=1e-5):
    return float((f(x + h) - f(x - h)) / (2 * h))


def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=np.float64)  # a copy, so the caller's x is safe
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        old = x[idx]
        x[idx] = old + h
        up = f(x)
        x[idx] = old - h
        down = f(x)
        x[idx] = old
        grad[idx] = (up - down) / (2 * h)
    return grad


def relative_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    top = np.linalg.norm(a - b)
    bottom = max(np.linalg.norm(a) + np.linalg.norm(b), 1e-12)
    return float(top / bottom)


def directional_check(f, x, grad, rng, h=1e-5):
    v = rng.standard_normal(x.shape)
    analytic = float(np.sum(grad * v))
    numeric = numerical_derivative(lambda t: f(x + t * v), 0.0, h)
    return analytic, numeric
