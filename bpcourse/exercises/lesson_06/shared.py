"""What several exercises of this lesson share: networks whose relus are far from their kinks."""

from itertools import pairwise

import numpy as np

MARGIN = 0.03  # how far every weighted sum stays away from 0, where relu has no slope


def network(N, *sizes, dtype=np.float64):
    """A maker of a batch of N and of a network: ``sizes`` are D, the hidden layers, and C."""

    def make(rng):
        x = rng.standard_normal((N, sizes[0]))
        inputs, out = {"x": x.astype(dtype)}, x
        for layer, shape in enumerate(pairwise(sizes), start=1):
            w, b, z = draw_layer(rng, out, shape)
            inputs |= {f"w{layer}": w.astype(dtype), f"b{layer}": b.astype(dtype)}
            out = np.maximum(z, 0)
        return inputs

    return make


def draw_layer(rng, x, shape):
    """Weights, biases and weighted sums; each example has sums of both signs."""
    while True:
        w = rng.standard_normal(shape) * np.sqrt(2 / shape[0])
        b = 0.5 * rng.standard_normal(shape[1])
        z = x @ w + b
        mixed = shape[1] == 1 or ((z > 0).any(axis=1) & (z < 0).any(axis=1)).all()
        if mixed and np.abs(z).min() > MARGIN:
            return w, b, z


def with_labels(make):
    """The same with a true class for each example, not all of them equal."""

    def make_labelled(rng):
        inputs = make(rng)
        N, C = len(inputs["x"]), len(inputs[list(inputs)[-1]])
        y = (np.arange(N) + rng.integers(1, C)) % C
        return {"x": inputs.pop("x"), "y": y, **inputs}

    return make_labelled


def with_dlogits(make):
    """The same with a gradient that comes in, of both signs."""

    def make_with(rng):
        inputs = make(rng)
        N, C = len(inputs["x"]), len(inputs[list(inputs)[-1]])
        return {**inputs, "dlogits": rng.standard_normal((N, C)).astype(inputs["x"].dtype)}

    return make_with


def with_seed(make):
    """The same with a seed, from which `run` draws its directions."""
    return lambda rng: {**make(rng), "seed": rng.integers(2**31)}
