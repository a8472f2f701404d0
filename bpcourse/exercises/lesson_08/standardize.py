"""standardize: features of one scale, measured in training alone."""

import numpy as np

from bpcourse import data

from ..kit import unpack
from ..model import INTEGER_BUFFER, Exercise, Probe
from . import from_the_prompt
from .wrong_scales import MISCONCEPTIONS


def run(t, train, val, test):
    return unpack(t.standardize(train, val, test), "train", "val", "test")


def run_one_other(t, train, val):
    return unpack(t.standardize(train, val), "train", "val")


def run_alone(t, train):
    scaled = t.standardize(train)
    return unpack(tuple(scaled) if isinstance(scaled, list) else scaled, "train")


def features(rng, n, D):
    """Features on scales of their own; validation and test data lie a little elsewhere."""
    center, spread = rng.uniform(-5, 5, D), rng.uniform(0.5, 4, D)
    shifts = (0.0, 0.7, -0.5)
    return [
        center + spread * (rng.standard_normal((rows, D)) + shift)
        for rows, shift in zip(n, shifts, strict=False)
    ]


def sets(n, D, dtype=np.float64):
    def make(rng):
        arrays = features(rng, n, D)
        return {
            name: array.astype(dtype)
            for name, array in zip(("train", "val", "test"), arrays, strict=False)
        }

    return make


def constant(value, n=6, elsewhere=True):
    """A feature that is always the same in training; elsewhere it need not be."""

    def make(rng):
        inputs = sets((n, 4, 5), 3)(rng)
        inputs["train"][:, 1] = value
        inputs["val"][:, 1] = value + (rng.standard_normal(4) if elsewhere else 0)
        inputs["test"][:, 1] = value + (rng.standard_normal(5) if elsewhere else 0)
        return inputs

    return make


def constant_in_validation(rng):
    inputs = sets((6, 4, 5), 3)(rng)
    inputs["val"][:, 0] = inputs["val"][0, 0]
    return inputs


def pixels(rng):
    train, val, test = (rng.integers(0, 17, (n, 3)) for n in (7, 4, 5))
    return {"train": train, "val": val, "test": test}


# Correct code, written another way.


def by_columns(train, *others):
    out = [np.zeros(a.shape) for a in (train, *others)]
    for d in range(train.shape[1]):
        column = train[:, d]
        if column.min() == column.max():
            continue
        mean = sum(column.tolist()) / len(column)
        std = (sum((v - mean) ** 2 for v in column.tolist()) / len(column)) ** 0.5
        for scaled_one, a in zip(out, (train, *others), strict=True):
            scaled_one[:, d] = (a[:, d] - mean) / std
    return out


def in_place(train, *others):
    flat = np.ptp(train, axis=0) == 0
    mean, std = train.mean(0), train.std(0)
    std[flat] = 1
    for a in (train, *others):
        a -= mean
        a /= std
        a[:, flat] = 0
    return train, *others


def by_a_generator(train, *others):
    mean = np.average(train, axis=0)
    inverse = np.zeros(train.shape[1])
    varied = np.ptp(train, axis=0) > 0
    inverse[varied] = np.mean((train - mean) ** 2, axis=0)[varied] ** -0.5
    return [np.multiply(a - mean, inverse) for a in (train, *others)]


def with_a_threshold(train, *others):
    mean, std = train.mean(axis=0, keepdims=True), train.std(axis=0, keepdims=True)
    keep = std > 1e-10
    return tuple(
        np.divide(a - mean, std, out=np.zeros(a.shape), where=np.broadcast_to(keep, a.shape))
        for a in (train, *others)
    )


def in_long_double(train, *others):
    wide = train.astype(np.longdouble)
    mean = wide.sum(axis=0) / len(wide)
    var = (wide * wide).sum(axis=0) / len(wide) - mean * mean
    scale = np.array(
        [0 if len(set(c)) == 1 else 1 / np.sqrt(v) for c, v in zip(train.T, var, strict=True)]
    )
    return tuple(((a - mean) * scale).astype(np.float64) for a in (train, *others))


STANDARDIZE = Exercise(
    name="standardize",
    points=2,
    minutes=12,
    lines=5,
    reference=data.standardize,
    probes=(
        Probe("six, four and five examples of three features", sets((6, 4, 5), 3), run),
        Probe("squares", sets((3, 3, 3), 3), run),
        Probe("one example in val and in test", sets((5, 1, 1), 4), run),
        Probe("one example in train", sets((1, 4, 3), 2), run),
        Probe("one other array", sets((7, 3), 2), run_one_other),
        Probe("train alone", sets((5,), 3), run_alone),
        Probe("a single feature", sets((6, 4, 3), 1), run),
        Probe("a feature that is always 3 in train", constant(3.0, 8), run),
        Probe("a feature that is always 3", constant(3.0, 8, elsewhere=False), run),
        Probe("a feature that is always 0.1 in train", constant(0.1, 6), run),
        Probe("a feature that is constant in val only", constant_in_validation, run),
        Probe("float32", sets((9, 4, 3), 3, np.float32), run, rtol=1e-3),
        Probe("whole numbers", pixels, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Which of the arrays may have a say in the mean and the standard deviation? Think of the "
        "day on which the network meets an example that nobody has seen before.",
        "Each feature, a column, has its own mean and standard deviation in train. Every array, "
        "train or not, has that mean taken off and is divided by that standard deviation.",
        "Ask first which columns of train hold equal values: compare train with its first row. "
        "Let their standard deviation be 1, so that nothing is divided by 0, and set those "
        "columns to 0 in the end. *others is a tuple, so one loop serves all arrays.",
    ),
    variants=(
        by_columns,
        in_place,
        by_a_generator,
        with_a_threshold,
        in_long_double,
        from_the_prompt.standardize,
    ),
)
