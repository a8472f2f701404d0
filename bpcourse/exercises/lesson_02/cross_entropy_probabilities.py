"""What goes wrong in cross_entropy before the loss: the probabilities are not right."""

import numpy as np

from bpcourse import nn

from .shared import (
    CLIPPED,
    KEEPDIMS_MISSING,
    MAXIMUM_OF_EVERYTHING,
    NO_MAX_SHIFT,
    NOT_THE_MAXIMUM,
    divided,
    named,
    shifted,
)


def of_probabilities(make):
    """A wrong loss because the probabilities are: right labels, right logarithm, right mean."""
    return lambda logits, y: -np.mean(np.log(make(logits)[np.arange(len(y)), y]))


def less(offset):
    """Wrong because another number than the row's maximum is taken off."""
    return of_probabilities(lambda x: divided(np.exp(x - offset(x))))


def flat_sums(x):
    return shifted(x) / shifted(x).sum(axis=1)


def flat_maximum(x):
    return divided(np.exp(x - x.max(axis=1)))


PROBABILITIES = (
    *named(
        "no-max-shift",
        NO_MAX_SHIFT,
        of_probabilities(lambda x: divided(np.exp(x))),
    ),
    *named("maximum-of-everything", MAXIMUM_OF_EVERYTHING, less(np.max)),
    *named(
        "not-the-maximum",
        NOT_THE_MAXIMUM,
        less(lambda x: x.min(axis=1, keepdims=True)),
        less(lambda x: x[:, :1]),
    ),
    *named(
        "size-of-the-largest",
        "Right until all logits are large and negative. You take off the largest size, which "
        "drops the sign: what is left is twice as far down, its exponentials vanish, and 0/0 is "
        "left.",
        less(lambda x: np.abs(x).max(axis=1, keepdims=True)),
    ),
    *named(
        "clipped",
        CLIPPED,
        of_probabilities(lambda x: nn.softmax(np.clip(x, -500, 500))),
        of_probabilities(lambda x: divided(np.exp(np.minimum(x, 500)))),
    ),
    *named(
        "maximum-lost",
        "The maximum that is taken off before the exponential is not given back, while the logit "
        "of the true class still has it. Both terms need the same offset.",
        lambda logits, y: np.mean(
            np.log(shifted(logits).sum(axis=1)) - logits[np.arange(len(y)), y]
        ),
    ),
    *named(
        "maximum-of-the-column",
        "The maximum is taken down each column, over the examples, so the logits of one row lose "
        "different amounts. Only an offset that a row has in common cancels.",
        less(lambda x: x.max(axis=0)),
    ),
    *named(
        "keepdims-missing",
        KEEPDIMS_MISSING,
        of_probabilities(flat_sums),
        of_probabilities(flat_maximum),
    ),
    *named(
        "softmax-over-everything",
        "The probabilities of the whole batch sum to 1. Each example has a distribution of its "
        "own: it is the rows that sum to 1.",
        of_probabilities(lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum()),
        of_probabilities(lambda x: shifted(x) / shifted(x).sum()),
    ),
    *named(
        "softmax-over-examples",
        "Your probabilities sum to 1 down each column, over the examples. The classes of one "
        "example compete with each other, and they stand in its row.",
        of_probabilities(lambda x: divided(shifted(x, 0), 0)),
        of_probabilities(lambda x: divided(shifted(x), 0)),
    ),
    *named(
        "sign-in-the-exponent",
        "The sign of the logits is turned, in the exponent or as a whole: the class with the "
        "smallest logit gets the largest probability.",
        of_probabilities(lambda x: nn.softmax(-x)),
        lambda logits, y: np.mean(nn.logsumexp(-logits) - logits[np.arange(len(y)), y]),
    ),
    *named(
        "softmax-forgotten",
        "The logits are used as if they were probabilities. They are any numbers, and have to go "
        "through the softmax first.",
        of_probabilities(lambda x: x),
        lambda logits, y: -np.mean(logits[np.arange(len(y)), y]),
        lambda logits, y: -np.sum(np.log(logits[np.arange(len(y)), y])),
    ),
    *named(
        "softmax-twice",
        "The softmax is taken twice. The second time it sees probabilities, which all lie "
        "between 0 and 1, and makes them nearly equal.",
        of_probabilities(lambda x: nn.softmax(nn.softmax(x))),
    ),
    *named(
        "sigmoid-for-softmax",
        "Each logit is squashed by itself, as a sigmoid does. The classes of one example share a "
        "probability of 1, so each depends on all logits of its row.",
        of_probabilities(nn.sigmoid),
    ),
    *named(
        "not-divided",
        "The exponentials are not divided by their sum, so they are no probabilities, and your "
        "loss does not feel the other classes.",
        of_probabilities(shifted),
    ),
    *named(
        "column-minus-list",
        "A column with one number a row meets a flat list, and NumPy pairs each example with each "
        "other's label. Both belong to the same row; give them the same shape.",
        lambda logits, y: nn.logsumexp(logits)[:, None] - logits[np.arange(len(y)), y],
    ),
)
