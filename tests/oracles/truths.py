"""What our functions should compute, where it takes more than an expression.

Optimizers have no state here: where theirs and ours go step by step, the closed forms weigh all
gradients at once.
"""

import autograd.numpy as np

from bpcourse import nn


def softmax(x):
    e = np.exp(x)
    return e / np.sum(e, axis=1, keepdims=True)


def cross_entropy(logits, y):
    return -np.mean(np.log(softmax(logits)[np.arange(len(y)), y]))


def square(x):
    return np.dot(np.ravel(x), np.ravel(x))


def network(params, x):
    layers = len(params) // 2
    for layer in range(1, layers + 1):
        z = np.einsum("nd,dm->nm", x, params[f"w{layer}"]) + params[f"b{layer}"]
        x = z if layer == layers else (z + np.abs(z)) / 2
    return x


def dropout(x, p, seed, train):
    """Which entries are dropped is ours to draw, and seen in ones; what becomes of them is not."""
    if not train:
        return x
    kept = nn.dropout_forward(np.ones(x.shape), p, np.random.default_rng(seed))[0] != 0
    return np.where(kept, x / (1 - p), 0 * x)


def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum(square(dw) for dw in grads.values()))
    return {name: dw / max(1, norm / max_norm) for name, dw in grads.items()}, norm


# Optimizers: T gradients, the first axis of dws


def sgd(w, dws, lr):
    return w - lr * np.sum(dws, axis=0)


def momentum(w, dws, lr, momentum):
    return w - lr * weigh(momentum_weights(len(dws), momentum), dws)


def nesterov(w, dws, lr, momentum):
    return w - lr * weigh(1 + momentum * momentum_weights(len(dws), momentum), dws)


def rmsprop(w, dws, lr, decay, eps):
    for T in range(1, len(dws) + 1):
        v = weigh((1 - decay) * decay ** np.arange(T)[::-1], dws[:T] ** 2)
        w = w - lr * dws[T - 1] / (np.sqrt(v) + eps)
    return w


def adam(w, dws, lr, beta1, beta2, eps):
    return w - lr * sum(adam_moves(dws, beta1, beta2, eps))


def adamw(w, dws, lr, beta1, beta2, eps, weight_decay):
    keep, T = 1 - lr * weight_decay, len(dws)
    moves = adam_moves(dws, beta1, beta2, eps)
    return keep**T * w - lr * sum(keep ** (T - 1 - t) * move for t, move in enumerate(moves))


def momentum_weights(T, momentum):
    """How often each gradient has been walked by the end: 1 + momentum + momentum**2 + ..."""
    return (1 - momentum ** np.arange(T, 0, -1)) / (1 - momentum)


def adam_moves(dws, beta1, beta2, eps):
    """Means that are corrected for their start are means with weights that sum to 1."""
    for T in range(1, len(dws) + 1):
        ages = np.arange(T)[::-1]
        m = np.average(dws[:T], axis=0, weights=beta1**ages)
        v = np.average(dws[:T] ** 2, axis=0, weights=beta2**ages)
        yield m / (np.sqrt(v) + eps)


def weigh(weights, dws):
    return np.tensordot(weights, dws, axes=1)
