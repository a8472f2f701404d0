"""mse_loss: how far off numbers are."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .mse_mistakes import MISTAKES


def run(t, pred, target):
    return unpack(t.mse_loss(pred, target), "loss")


def pairs(size, dtype=np.float64):
    def make(rng):
        pred, target = rng.standard_normal((2, *size)).astype(dtype)
        return {"pred": pred, "target": target}

    return make


def by_loop(pred, target):
    total, count = 0.0, 0
    for p, t in zip(pred.flat, target.flat, strict=True):
        total += (p - t) * (p - t)
        count += 1
    return total / count


def in_place(pred, target):
    pred -= target
    pred *= pred
    return pred.mean(keepdims=True)


def by_dot(pred, target):
    error = np.ravel(target - pred)
    return np.array(error @ error / len(error))


def by_norm(pred, target):
    return [np.linalg.norm(pred - target) ** 2 / np.prod(pred.shape)]


def row_by_row(pred, target):
    losses = [np.mean(np.square(p - t)) for p, t in zip(pred, target, strict=True)]
    return {"loss": sum(losses) / len(losses)}


def by_generator(pred, target):
    pairs = zip(pred.ravel().tolist(), target.ravel().tolist(), strict=True)
    return (math.fsum(math.pow(p - t, 2) for p, t in pairs) / pred.size,)


MSE_LOSS = Exercise(
    name="mse_loss",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.mse_loss,
    probes=(
        Probe("N=5, M=3", pairs((5, 3)), run),
        Probe("a square batch", pairs((4, 4)), run),
        Probe("a batch of one", pairs((1, 6)), run),
        Probe("one number an example", pairs((7, 1)), run),
        Probe("a vector", pairs((6,)), run),
        Probe("three axes", pairs((2, 3, 4)), run),
        Probe("float32", pairs((3, 8), np.float32), run, rtol=1e-3),
    ),
    misconceptions=MISTAKES,
    hints=(
        "Take two predictions and two targets, and work out the loss on paper: first how far each "
        "prediction is off, then what one big miss counts beside two small ones.",
        "Three steps: the error of each entry, its square, and the mean over all entries of the "
        "array, whatever its shape. There is no factor 1/2.",
        "Subtract target from pred, square the result entry by entry, and let NumPy take one mean "
        "over everything, with no axis named.",
    ),
    variants=(
        by_loop,
        in_place,
        by_dot,
        by_norm,
        row_by_row,
        by_generator,
        from_the_prompt.mse_loss,
    ),
)
