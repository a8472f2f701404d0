"""The arguments of each kind of function, by name, out of a `Case`."""

import numpy as np


def anything(case):
    return {"x": case.array(*case.shape())}


def off_zero(case):
    return {"x": case.array(*case.shape(), off=0)}


def leaky(case):
    return {**off_zero(case), "slope": case.one_of(0.0, 0.01, 0.3, 2.0)}


def rows(case):
    common = case.one_of(0.0, 1000.0, -1000.0)
    return {"x": case.array(case.batch(), case.size()) + common}


def linear(case):
    N, D, M = case.batch(), case.size(), case.size()
    return {"x": case.array(N, D), "w": case.array(D, M), "b": case.array(M)}


def neuron(case):
    D = case.size()
    return {"x": case.array(D), "w": case.array(D), "b": case.number(-2, 2)}


# Losses and measures


def predictions(case):
    shape = case.shape(low=1)
    return {"pred": case.array(*shape), "target": case.array(*shape)}


def classes(case):
    N, C = case.size(), case.size()
    return {"logits": case.array(N, C), "y": case.labels(N, C)}


def two_classes(case):
    N = case.size()
    y = case.labels(N, 2) if case.one_of(True, False) else case.rng.random(N)
    return {"logits": case.one_of(1, 10) * case.array(N), "y": y}


def labels_twice(case):
    N, C = case.batch(), case.size()
    return {"y": case.labels(N, C), "pred": case.labels(N, C), "C": C}


# Networks


def network(case, N=None, L=None):
    """A network and a batch, with no weighted sum near relu's kink."""
    sizes = [case.size() for _ in range((L or case.one_of(1, 2, 3, 4)) + 1)]
    x = case.array(case.batch() if N is None else N, sizes[0])
    params, out = case.layers(sizes), x
    for layer in range(1, len(sizes)):
        w, b = params[f"w{layer}"], params[f"b{layer}"]
        while np.any(near := np.abs(out @ w + b) < 0.01):
            b[near.any(axis=0)] += 0.03
        out = np.maximum(out @ w + b, 0)
    return {"params": params, "x": x}


def two_layers(case):
    N = case.size()
    given = network(case, N, L=2)
    return {**given, "y": case.labels(N, len(given["params"]["b2"]))}


def gradients(case):
    return {"grads": case.layers([case.size() for _ in range(case.one_of(2, 3, 4))])}


def limited(case):
    return {**gradients(case), "limit": case.number(0.1, 2)}


def shortened(case):
    return {**gradients(case), "max_norm": case.one_of(0.1, 1.0, 100.0)}


def one_step(case):
    sizes = [case.size() for _ in range(3)]
    lr = case.one_of(0.01, 0.5)
    return {"params": case.layers(sizes), "grads": case.layers(sizes), "lr": lr}


# Regularization


def penalty(case):
    return {"w": case.array(*case.shape(), off=0), "strength": case.one_of(0.0, 0.01, 3.0)}


def dropout(case):
    p, train = case.one_of(0.0, 0.25, 0.9), case.one_of(True, False)
    return {**off_zero(case), "p": p, "seed": case.size(), "train": train}


# Optimizers and schedules: some steps from the same weights, each with a gradient of its own


def steps(case, **settings):
    """Whole settings are drawn from what is given for each."""
    shape = case.shape()
    drawn = {name: case.one_of(*options) for name, options in settings.items()}
    dws = case.array(case.size(), *shape, off=0)
    return {"w": case.array(*shape), "dws": dws, "lr": case.one_of(0.001, 0.1), **drawn}


def momentum(case):
    return steps(case, momentum=(0.0, 0.5, 0.9))


def rmsprop(case):
    return steps(case, decay=(0.5, 0.99), eps=(1e-8, 0.1))


def adam(case):
    return steps(case, beta1=(0.0, 0.5, 0.9), beta2=(0.5, 0.999), eps=(1e-8, 0.1))


def adamw(case):
    return {**adam(case), "weight_decay": case.one_of(0.0, 0.01, 1.0)}


def schedule(case):
    return {"step": case.one_of(*range(12)), "lr": case.number(0.1, 1)}


def staircase(case):
    return {**schedule(case), "every": case.size(), "factor": case.one_of(0.1, 0.5, 1.0)}


def cosine(case):
    return {**schedule(case), "steps": case.one_of(1, 5, 10), "lr_min": case.one_of(0.0, 0.05)}


def warmup(case):
    return {**schedule(case), "warmup": case.size(low=0)}
