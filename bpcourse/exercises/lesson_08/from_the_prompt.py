"""Written by someone who had seen the prompts of this lesson and nothing else."""

import numpy as np

from bpcourse.nn import train_epoch


def train_val_test_split(x, y, fractions, rng):
    n = len(x)
    order = rng.permutation(n)
    n_train = round(fractions[0] * n)
    n_val = round(fractions[1] * n)
    parts = np.split(order, [n_train, n_train + n_val])
    train, val, test = [(x[idx], y[idx]) for idx in parts]
    return train, val, test


def standardize(train, *others):
    mean = train.mean(axis=0)
    std = train.std(axis=0)
    # rounding can leave a tiny std for a constant feature, so look at the values themselves
    constant = train.max(axis=0) == train.min(axis=0)
    safe = np.where(constant, 1.0, std)
    return tuple(np.where(constant, 0.0, (a - mean) / safe) for a in (train, *others))


def accuracy(logits, y):
    return float((logits.argmax(axis=1) == y).mean())


def confusion_matrix(y, pred, C):
    m = np.zeros((C, C), dtype=int)
    for truth, guess in zip(y, pred, strict=True):
        m[truth, guess] += 1
    return m


def fit(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    x, y = train
    history = {"train": [], "val": []}
    best = params
    best_val = np.inf
    for _ in range(epochs):
        params, train_loss = train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        val_loss, _ = loss_and_grads(params, *val)
        history["train"].append(train_loss)
        history["val"].append(val_loss)
        if val_loss < best_val:
            best_val = val_loss
            best = {name: p.copy() for name, p in params.items()}
    return best, history
