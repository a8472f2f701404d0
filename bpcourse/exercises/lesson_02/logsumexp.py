"""logsumexp: the sum of exponentials that would overflow, as a logarithm that does not."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .logsumexp_mistakes import MISTAKES
from .shared import INTEGER_BUFFER, one_far_above, rows, whole_rows


def run(t, x):
    return unpack(t.logsumexp(x), "out")


def run_and_subtract(t, x):
    """Use it as the next loss does, where a column would be paired with every row."""
    first = x[:, 0].copy()
    return {"out": unpack(t.logsumexp(x), "out")["out"] - first}


def pairwise(x):
    return np.logaddexp.reduce(x, axis=1)


def by_row(x):
    out = []
    for row in x.tolist():
        m = max(row)
        out.append(m + math.log(sum(math.exp(value - m) for value in row)))
    return out


def in_place(x):
    m = np.amax(x, axis=-1)
    x -= m[:, None]
    np.exp(x, out=x)
    return (m + np.log(np.einsum("nc->n", x)),)


def entry_by_entry(x):
    out = x[:, 0].astype(float)
    for column in x.T[1:]:
        high, low = np.maximum(out, column), np.minimum(out, column)
        out = high + np.log1p(np.exp(low - high))
    return {"out": out}


def transposed(x):
    columns = np.transpose(x)
    m = columns.max(0)
    return np.log((np.e ** (columns - m)).sum(0)) + m


def through_log_probabilities(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    best = np.argmax(x, axis=1)
    return [row[k] - np.log(q[k]) for row, q, k in zip(x, p, best, strict=True)]


LOGSUMEXP = Exercise(
    name="logsumexp",
    points=2,
    minutes=10,
    lines=2,
    reference=nn.logsumexp,
    probes=(
        Probe("N=5, C=3", rows(5, 3), run),
        Probe("N=4, C=4", rows(4, 4), run),
        Probe("a batch of one", rows(1, 5), run),
        Probe("all numbers near 1500", rows(4, 3, 1500), run),
        Probe("all numbers near -1500", rows(4, 3, -1500), run),
        Probe("one row near 0, one near 900", rows(2, 3, [0, 900]), run),
        Probe("one number far above the others", one_far_above, run),
        # Square, so that whatever comes back can be subtracted from.
        Probe("minus the first column", rows(3, 3), run_and_subtract),
        Probe("float32", rows(6, 4, dtype=np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole_rows, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=MISTAKES,
    hints=(
        "Work it out for one row, [0, 0], and then for [1000, 1000]. How should the second result "
        "follow from the first? What does NumPy say to the exponential of 1000?",
        "A number m taken off every entry of a row comes out of the sum as the factor exp(m), and "
        "out of the logarithm as the term m. Any m is right; which one leaves no exponent above 0?",
        "Take the maximum of each row, kept as a column so that it can be taken off its row. "
        "Exponential, sum over the classes, logarithm; then the maximum comes back, one number a "
        "row, and the result is flat.",
    ),
    variants=(
        pairwise,
        by_row,
        in_place,
        entry_by_entry,
        transposed,
        through_log_probabilities,
        from_the_prompt.logsumexp,
    ),
)
