"""softmax: from logits to probabilities."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .shared import INTEGER_BUFFER, one_far_above, rows, whole_rows
from .softmax_mistakes import MISTAKES


def run(t, x):
    return unpack(t.softmax(x), "p")


def by_row(x):
    p = []
    for row in x:
        e = [float(np.exp(value - max(row))) for value in row]
        p.append([value / sum(e) for value in e])
    return p


def in_place(x):
    x -= np.max(x, axis=1)[:, np.newaxis]
    np.exp(x, out=x)
    x /= np.sum(x, axis=1)[:, np.newaxis]
    return x


def through_logarithms(x):
    return {"p": np.exp(x - np.logaddexp.reduce(x, axis=1)[:, None])}


def by_differences(x):
    return 1 / np.exp(x[:, None, :] - x[:, :, None]).sum(axis=2)


def transposed(x):
    e = np.exp(x.T - x.T.max(axis=0))
    return ((e / e.sum(axis=0)).T,)


def with_tiny_epsilon(x):
    e = np.exp(x - np.amax(x, axis=-1).reshape(-1, 1))
    return e / (np.add.reduce(e, axis=-1, keepdims=True) + 1e-12)


def in_a_buffer(x):
    p = np.empty(x.shape, dtype=float)
    for n in range(len(x)):
        weights = np.e ** (x[n] - x[n].max())
        p[n] = weights * (1.0 / weights.sum())
    return p


SOFTMAX = Exercise(
    name="softmax",
    points=1,
    minutes=8,
    lines=2,
    reference=nn.softmax,
    probes=(
        Probe("N=5, C=3", rows(5, 3), run),
        Probe("N=4, C=4", rows(4, 4), run),
        Probe("a batch of one", rows(1, 5), run),
        Probe("all logits near 1500", rows(4, 3, 1500), run),
        Probe("all logits near -1500", rows(4, 3, -1500), run),
        Probe("one row near 0, one near 900", rows(2, 3, [0, 900]), run),
        Probe("one logit far above the others", one_far_above, run),
        Probe("float32", rows(6, 4, dtype=np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole_rows, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=MISTAKES,
    hints=(
        "Work it out for one row, [0, 1], and then for [1000, 1001]. Should the two differ? What "
        "does NumPy make of the exponential of 1000?",
        "Probabilities are never negative and each row sums to 1: the exponential sees to the "
        "first, a division to the second. A number taken off a whole row cancels in the fraction.",
        "Take the maximum of each row off that row, and take the exponential of what is left. "
        "Then divide each row by its own sum; maximum and sum have to stay columns, one number "
        "beside each row.",
    ),
    variants=(
        by_row,
        in_place,
        through_logarithms,
        by_differences,
        transposed,
        with_tiny_epsilon,
        in_a_buffer,
        from_the_prompt.softmax,
    ),
)
