"""binary_cross_entropy: how wrong the answers to a question of yes or no are."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .binary_cross_entropy_mistakes import MISTAKES


def run(t, logits, y):
    return unpack(t.binary_cross_entropy(logits, y), "loss")


def answers(low, high, *y, dtype=np.float64, label=np.int64):
    """Make logits of ordinary size, for labels that are given."""

    def make(rng):
        logits = rng.uniform(low, high, len(y))
        return {"logits": logits.astype(dtype), "y": np.array(y, label)}

    return make


def sure(logit, right):
    """Make two ordinary answers and one that is as sure as can be."""

    def make(rng):
        logits = np.append(rng.uniform(-1, 1, 2), logit)
        return {"logits": logits, "y": np.array([1, 0, (logit > 0) == right], np.int64)}

    return make


def by_branches(logits, y):
    total = 0.0
    for z, label in zip(logits, y, strict=True):
        away = -z if label == 1 else z
        if away > 0:
            total += away + math.log(1 + math.exp(-away))
        else:
            total += math.log(1 + math.exp(away))
    return total / len(y)


def by_logaddexp(logits, y):
    return (np.average(np.logaddexp(0, logits) - y * logits),)


def two_classes(logits, y):
    pairs = np.stack([np.zeros_like(logits), logits], axis=1)
    m = pairs.max(axis=1)
    total = m + np.log(np.exp(pairs - m[:, None]).sum(axis=1))
    return {"loss": np.mean(total - np.where(y == 1, logits, 0))}


def in_place(logits, y):
    logits *= 1 - 2 * y
    top = np.maximum(logits, 0)
    logits -= 2 * top
    return np.mean(np.log1p(np.exp(logits)) + top, keepdims=True)


def by_labels(logits, y):
    yes, no = logits[y == 1], logits[y == 0]
    total = np.logaddexp(0, -yes).sum() + np.logaddexp(0, no).sum()
    return np.array(total / (len(yes) + len(no)))


def through_log_sigmoid(logits, y):
    log_p = np.where(logits < 0, logits, 0) - np.log1p(np.exp(-abs(logits)))
    losses = [-(t * a + (1 - t) * (a - z)) for t, a, z in zip(y, log_p, logits, strict=True)]
    return [sum(losses) / len(losses)]


BINARY_CROSS_ENTROPY = Exercise(
    name="binary_cross_entropy",
    points=2,
    minutes=15,
    lines=2,
    reference=nn.binary_cross_entropy,
    probes=(
        Probe("N=7", answers(-2, 2, 0, 1, 1, 0, 1, 0, 0), run),
        Probe("N=4", answers(-2, 2, 1, 0, 1, 1), run),
        Probe("a batch of one, class 1", answers(-2, 2, 1), run),
        Probe("a batch of one, class 0", answers(-2, 2, 0), run),
        Probe("all logits between 0 and 1", answers(0.1, 0.9, 0, 1, 1, 0, 1), run),
        Probe("labels as floats", answers(-2, 2, 0, 1, 0, 1, 1, label=np.float64), run),
        Probe("a logit of 1000, and right", sure(1000.0, True), run),
        Probe("a logit of -1000, and right", sure(-1000.0, True), run),
        Probe("a logit of 1000, and wrong", sure(1000.0, False), run),
        Probe("a logit of -1000, and wrong", sure(-1000.0, False), run),
        Probe(
            "float32",
            answers(-2, 2, 1, 0, 0, 1, 1, 0, dtype=np.float32, label=np.float32),
            run,
            rtol=1e-3,
        ),
    ),
    misconceptions=MISTAKES,
    hints=(
        "Take one example of class 1. What should its loss be if its logit is 0? About what if it "
        "is 1000, and if it is -1000? Then look what sigmoid returns for these.",
        "With p the sigmoid of the logit z, minus the logarithm of 1 - p is log(1 + exp(z)), and "
        "minus the logarithm of p is less than that by z. So the label only decides whether z is "
        "taken off.",
        "log(1 + exp(z)) is a logsumexp of two numbers, 0 and z: take the larger of the two out, "
        "and only the exponential of minus the size of z is left. np.maximum, np.abs and np.log1p "
        "do it for all examples at once; then the label's term, and the mean.",
    ),
    variants=(
        by_branches,
        by_logaddexp,
        two_classes,
        in_place,
        by_labels,
        through_log_sigmoid,
        from_the_prompt.binary_cross_entropy,
    ),
)
