"""What goes wrong in logsumexp, and what a tutor says to it."""

import numpy as np

from bpcourse import nn

from .shared import (
    CLIPPED,
    KEEPDIMS_MISSING,
    MAXIMUM_OF_EVERYTHING,
    NO_MAX_SHIFT,
    NOT_THE_MAXIMUM,
    named,
    shifted,
)


def sums(x):
    """The logarithms, before the maximum is added back."""
    return np.log(shifted(x).sum(axis=1))


def less(offset):
    """Wrong because another number than the row's maximum is taken off."""

    def wrong(x):
        m = offset(x)
        return m[:, 0] + np.log(np.exp(x - m).sum(axis=1))

    return wrong


def maximum_of_everything(x):
    return x.max() + np.log(np.exp(x - x.max()).sum(axis=1))


def flat_maximum(x):
    m = x.max(axis=1)
    return m + np.log(np.exp(x - m).sum(axis=1))


def over_everything(x):
    return x.max() + np.log(np.exp(x - x.max()).sum())


def over_everything_shifted(x):
    return x.max(axis=1) + np.log(shifted(x).sum())


def over_examples(x):
    return x.max(axis=0) + np.log(shifted(x, 0).sum(axis=0))


def over_examples_shifted_by_row(x):
    return x.max(axis=0) + np.log(np.exp(x - x.max(axis=0)).sum(axis=1))


MISTAKES = (
    *named("no-max-shift", NO_MAX_SHIFT, lambda x: np.log(np.exp(x).sum(axis=1))),
    *named("maximum-of-everything", MAXIMUM_OF_EVERYTHING, maximum_of_everything),
    *named(
        "not-the-maximum",
        NOT_THE_MAXIMUM,
        less(lambda x: x.min(axis=1, keepdims=True)),
        less(lambda x: x.mean(axis=1, keepdims=True)),
        less(lambda x: x[:, :1]),
    ),
    *named(
        "size-of-the-largest",
        "Right until all numbers are large and negative. You take off the largest size, which "
        "drops the sign: what is left is twice as far down, and its exponentials vanish.",
        less(lambda x: np.abs(x).max(axis=1, keepdims=True)),
    ),
    *named(
        "clipped",
        CLIPPED,
        lambda x: np.log(np.exp(np.clip(x, -500, 500)).sum(axis=1)),
        lambda x: np.log(np.exp(np.clip(x, -700, 700)).sum(axis=1)),
        lambda x: np.log(np.exp(np.minimum(x, 700)).sum(axis=1)),
    ),
    *named(
        "keepdims-missing",
        KEEPDIMS_MISSING,
        flat_maximum,
        lambda x: x.max(axis=1)[0] + np.log(np.exp(x - x.max(axis=1)).sum(axis=1)),
        lambda x: x.max(axis=1) + sums(x)[0],
    ),
    *named(
        "maximum-of-the-column",
        "The maximum is taken down each column, over the examples, so the entries of one row lose "
        "different amounts. Only an offset that a row has in common comes out of its sum.",
        over_examples_shifted_by_row,
        lambda x: x.max(axis=0)[0] + np.log(np.exp(x - x.max(axis=0)).sum(axis=1)),
        lambda x: x.max(axis=1) + np.log(np.exp(x - x.max(axis=0)).sum(axis=1)),
    ),
    *named(
        "maximum-added",
        "The maximum is added before the exponential, where taking it off would keep the "
        "exponents small.",
        lambda x: x.max(axis=1) + np.log(np.exp(x + x.max(axis=1, keepdims=True)).sum(axis=1)),
    ),
    *named(
        "another-given-back",
        "What you give back at the end is another number than the one that you took off before "
        "the exponential. Only if they are the same has the offset no effect.",
        lambda x: x[:, 0] + sums(x),
        lambda x: x.max() + sums(x),
        lambda x: x.min(axis=1) + sums(x),
        lambda x: x.mean(axis=1) + sums(x),
        lambda x: x.max(axis=1) + np.log(np.exp(x - x.max()).sum(axis=1)),
    ),
    *named(
        "logarithm-taken-away",
        "The logarithm is taken away from the maximum. The sum is at least as large as its "
        "largest term, so the result cannot lie below the maximum.",
        lambda x: x.max(axis=1) - sums(x),
    ),
    *named(
        "sign-in-the-exponent",
        "The sign in the exponent is turned: the smallest entry of a row counts most.",
        lambda x: x.max(axis=1) + np.log(np.exp(x.max(axis=1, keepdims=True) - x).sum(axis=1)),
        lambda x: nn.logsumexp(-x),
    ),
    *named(
        "entries-lost",
        "This is the maximum, and the logarithm of how many entries a row has. How far the others "
        "lie below the maximum does not enter: look whether something is taken away from itself.",
        lambda x: x.max(axis=1) + np.log(x.shape[1]),
    ),
    *named(
        "always-zero",
        "Your result is 0 for every row. Look whether something is taken away from itself.",
        lambda x: np.zeros(len(x)),
    ),
    *named(
        "column-plus-list",
        "A column with one maximum a row meets a flat list of logarithms, and NumPy adds each "
        "to each: a square comes back. Both belong to the same row; give them the same shape.",
        lambda x: x.max(axis=1, keepdims=True) + sums(x),
        lambda x: x.max(axis=1) + sums(x)[:, None],
    ),
    *named(
        "left-as-a-column",
        "The numbers are right, but they stand in a column, in an array with two axes. Take "
        "one entry a row away from it, as the next loss does, and NumPy pairs each with each. "
        "One number a row is a flat array.",
        lambda x: (x.max(axis=1) + sums(x))[:, None],
    ),
    *named(
        "maximum-lost",
        "The maximum that you take off before the exponential is not given back. It leaves "
        "the sum as a factor, and a factor comes out of a logarithm as a term.",
        sums,
    ),
    *named(
        "maximum-taken-off-again",
        "The maximum is taken off a second time at the end, where it should be given back: "
        "it left the sum as a factor, and comes out of the logarithm as a term.",
        lambda x: sums(x) - x.max(axis=1),
    ),
    *named(
        "maximum-multiplied",
        "The maximum is multiplied in at the end. It left the sum as a factor, but a factor "
        "comes out of a logarithm as a term.",
        lambda x: sums(x) * x.max(axis=1),
    ),
    *named(
        "maximum-inside",
        "The maximum is given back inside the logarithm. There it would have to be a factor; "
        "outside, it is a term.",
        lambda x: np.log(x.max(axis=1) + shifted(x).sum(axis=1)),
    ),
    *named(
        "maximum-given-back-unasked",
        "The maximum is added at the end, though it was not taken off before the exponential.",
        lambda x: x.max(axis=1) + np.log(np.exp(x).sum(axis=1)),
    ),
    *named(
        "maximum-alone",
        "This is the maximum of each row. The result lies a little above it: the smaller "
        "entries count as well.",
        lambda x: x.max(axis=1),
    ),
    *named(
        "log-missing",
        "The exponentials are summed, and the logarithm is missing.",
        lambda x: np.exp(x).sum(axis=1),
        lambda x: x.max(axis=1) + shifted(x).sum(axis=1),
        lambda x: shifted(x).sum(axis=1),
    ),
    *named(
        "exponential-missing",
        "The numbers are summed as they are. Logarithm and exponential do not cancel here: a "
        "sum stands between them.",
        lambda x: x.sum(axis=1),
    ),
    *named(
        "log-before-sum",
        "The exponentials are not summed before the logarithm is taken: logarithm and "
        "exponential cancel each other, and what comes back is the input, or a column of it.",
        lambda x: x,
        lambda x: x[:, 0],
        lambda x: x.max(axis=1, keepdims=True) + np.log(shifted(x)),
        lambda x: x.max(axis=1) + np.log(shifted(x))[:, 0],
    ),
    *named(
        "mean-for-sum",
        "The exponentials are averaged, where they are to be summed: your result is too small "
        "by the logarithm of the number of columns.",
        lambda x: x.max(axis=1) + np.log(shifted(x).mean(axis=1)),
    ),
    *named(
        "another-base",
        "Your logarithm has another base than e. The natural logarithm is the one that undoes "
        "the exponential.",
        lambda x: x.max(axis=1) + sums(x) / np.log(10),
        lambda x: x.max(axis=1) + sums(x) / np.log(2),
        lambda x: (x.max(axis=1) + sums(x)) / np.log(10),
        lambda x: (x.max(axis=1) + sums(x)) / np.log(2),
    ),
    *named(
        "one-added",
        "A 1 is added inside the logarithm. That belongs to another formula, in which one of "
        "the numbers is known to be 0.",
        lambda x: x.max(axis=1) + np.log1p(shifted(x).sum(axis=1)),
        lambda x: np.log1p(np.exp(x).sum(axis=1)),
    ),
    *named(
        "epsilon",
        "A small constant is added inside the logarithm, and it shows. Once the maximum is "
        "taken off, one exponential is 1, and the sum cannot come near 0.",
        lambda x: x.max(axis=1) + np.log(shifted(x).sum(axis=1) + 1e-5),
        lambda x: x.max(axis=1) + np.log(shifted(x).sum(axis=1) + 1e-4),
        lambda x: x.max(axis=1) + np.log(shifted(x).sum(axis=1) + 1e-3),
    ),
    *named(
        "sign-flipped",
        "The sign of the whole result is turned.",
        lambda x: -(x.max(axis=1) + sums(x)),
    ),
    *named(
        "over-everything",
        "The exponentials of the whole batch go into one sum. Each row has a sum of its own.",
        over_everything,
        over_everything_shifted,
    ),
    *named(
        "over-examples",
        "You go down the columns, over the examples. The entries of one example stand beside "
        "each other, in its row.",
        over_examples,
        lambda x: x.max(axis=1) + np.log(shifted(x).sum(axis=0)),
        lambda x: x.max(axis=1) + np.log(shifted(x).sum(axis=0))[0],
    ),
    *named(
        "one-number",
        "One number comes back for the whole batch, made of the results of all rows. Each row "
        "keeps a number of its own.",
        lambda x: (x.max(axis=1) + sums(x)).mean(),
        lambda x: (x.max(axis=1) + sums(x)).sum(),
    ),
    *named(
        "first-row-only",
        "Only the first row is answered. If there is a loop, look in which round it returns.",
        lambda x: (x.max(axis=1) + sums(x))[0],
    ),
    *named(
        "last-row-only",
        "Only the last row is answered. Each round overwrites what the rounds before it found.",
        lambda x: (x.max(axis=1) + sums(x))[-1],
    ),
    *named(
        "softmax-returned",
        "These are probabilities: the exponentials, divided by their sum. What is asked for "
        "is the logarithm of that sum.",
        nn.softmax,
    ),
    *named(
        "log-softmax-returned",
        "These are the logarithms of probabilities, one an entry: each is the input less the "
        "number that is asked for.",
        lambda x: x - nn.logsumexp(x)[:, None],
    ),
)
