"""Written by someone who had seen the prompts of this lesson and nothing else."""

import numpy as np


def mse_loss(pred, target):
    diff = pred - target
    return float(np.mean(diff * diff))


def logsumexp(x):
    m = x.max(axis=1)
    return m + np.log(np.exp(x - m[:, None]).sum(axis=1))


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(logits, y):
    right = logits[np.arange(len(y)), y]
    return float(np.mean(logsumexp(logits) - right))


def binary_cross_entropy(logits, y):
    # log(1 + exp(z)) - y * z
    return float(np.mean(np.logaddexp(0, logits) - y * logits))
