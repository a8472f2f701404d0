"""B1: softmax without the shift, nan on large logits."""

import numpy as np


def cross_entropy_backward(logits, y):
    N = logits.shape[0]
    exp = np.exp(logits)
    probs = exp / np.sum(exp, axis=1, keepdims=True)
    probs[np.arange(N), y] -= 1
    return probs / N
