"""Epochs of training, right and wrong, for the wrong answers to fit."""

import numpy as np


def epoch_by(draw):
    """An epoch that learns from the batches that `draw` takes from ``(rng, N, batch_size)``.

    Plain, and without checks: a diagnosis runs it hundreds of times.
    """

    def epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
        total = count = 0
        for rows in draw(rng, len(x), batch_size):
            loss, grads = loss_and_grads(params, x[rows], y[rows])
            params = {name: w - lr * grads[name] for name, w in params.items()}
            total, count = total + loss * len(rows), count + len(rows)
        return params, total / count

    return epoch


def dealt(order, batch_size):
    return [order[k : k + batch_size] for k in range(0, len(order), batch_size)]


def shuffled(rng, N, batch_size):
    return dealt(rng.permutation(N), batch_size)


def in_order(rng, N, batch_size):
    return dealt(np.arange(N), batch_size)


def in_one_order(rng, N, batch_size):
    return dealt(np.random.default_rng(0).permutation(N), batch_size)


def all_at_once(rng, N, batch_size):
    return [rng.permutation(N)]


def one_batch(rng, N, batch_size):
    return [rng.permutation(N)[:batch_size]]


def full_ones(rng, N, batch_size):
    return dealt(rng.permutation(N)[: max(1, N // batch_size) * batch_size], batch_size)


right_epoch = epoch_by(shuffled)
