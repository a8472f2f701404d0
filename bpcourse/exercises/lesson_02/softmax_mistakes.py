"""What goes wrong in softmax, and what a tutor says to it."""

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


def less(offset):
    """Wrong because another number than the row's maximum is taken off."""
    return lambda x: divided(np.exp(x - offset(x)))


def flat_sums(x):
    e = shifted(x)
    return e / e.sum(axis=1)


def flat_maximum(x):
    return divided(np.exp(x - x.max(axis=1)))


def flat_both(x):
    e = np.exp(x - x.max(axis=1))
    return e / e.sum(axis=1)


def only_row(which):
    """Wrong because one row alone is filled, or alone comes back."""

    def filled(x):
        p = np.zeros(x.shape)
        p[which] = nn.softmax(x)[which]
        return p

    return filled, lambda x: nn.softmax(x)[which]


MISTAKES = (
    *named("no-max-shift", NO_MAX_SHIFT, lambda x: divided(np.exp(x))),
    *named("maximum-of-everything", MAXIMUM_OF_EVERYTHING, less(np.max)),
    *named(
        "not-the-maximum",
        NOT_THE_MAXIMUM,
        less(lambda x: x.min(axis=1, keepdims=True)),
        less(lambda x: x.mean(axis=1, keepdims=True)),
        less(lambda x: x[:, :1]),
    ),
    *named(
        "size-of-the-largest",
        "Right until all logits are large and negative. You take off the largest size, which "
        "drops the sign: what is left is twice as far down, its exponentials vanish, and 0/0 "
        "is left.",
        less(lambda x: np.abs(x).max(axis=1, keepdims=True)),
    ),
    *named(
        "maximum-added",
        "The maximum is added before the exponential, where taking it off would keep the "
        "exponents small. In the fraction it cancels either way, until the exponential overflows.",
        less(lambda x: -x.max(axis=1, keepdims=True)),
    ),
    *named(
        "clipped",
        CLIPPED,
        lambda x: divided(np.exp(np.clip(x, -500, 500))),
        lambda x: divided(np.exp(np.minimum(x, 500))),
    ),
    *named(
        "maximum-of-the-column",
        "The maximum is taken down each column, over the examples, so the entries of one row "
        "lose different amounts, and their probabilities shift. Only an offset that a row has "
        "in common cancels.",
        less(lambda x: x.max(axis=0)),
    ),
    *named("keepdims-missing", KEEPDIMS_MISSING, flat_sums, flat_maximum, flat_both),
    *named(
        "softmax-over-everything",
        "The probabilities of the whole batch sum to 1. Each example has a distribution of "
        "its own: it is the rows that sum to 1.",
        lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum(),
        lambda x: shifted(x) / shifted(x).sum(),
        lambda x: np.exp(x) / np.exp(x).sum(),
    ),
    *named(
        "softmax-over-examples",
        "Your probabilities sum to 1 down each column, over the examples. The classes of one "
        "example compete with each other, and they stand in its row.",
        lambda x: divided(shifted(x, 0), 0),
        lambda x: divided(shifted(x), 0),
        lambda x: divided(np.exp(x), 0),
    ),
    *named(
        "not-divided",
        "These are exponentials. They are positive, but a row of probabilities also sums to "
        "1: what is missing is the division.",
        np.exp,
        shifted,
        lambda x: np.exp(x - x.max()),
    ),
    *named(
        "mean-for-sum",
        "You divide by the mean of the exponentials, not by their sum: your rows sum to the "
        "number of classes.",
        lambda x: divided(shifted(x)) * x.shape[1],
    ),
    *named(
        "averaged",
        "A mean over examples or classes is taken on top, and the rows no longer sum to 1. "
        "Probabilities are not averaged; that is the business of the loss.",
        lambda x: divided(shifted(x)) / len(x),
        lambda x: divided(shifted(x)) / x.shape[1],
    ),
    *named(
        "shift-on-one-side",
        "The maximum is taken off above the fraction bar or below it, not on both sides. It "
        "cancels only if both have lost it.",
        lambda x: shifted(x) / np.exp(x).sum(axis=1, keepdims=True),
        lambda x: np.exp(x) / shifted(x).sum(axis=1, keepdims=True),
    ),
    *named(
        "multiplied-not-divided",
        "The exponentials are multiplied by their sum. Divided by it, they sum to 1.",
        lambda x: shifted(x) * shifted(x).sum(axis=1, keepdims=True),
        lambda x: np.exp(x) * np.exp(x).sum(axis=1, keepdims=True),
    ),
    *named(
        "fraction-upside-down",
        "The fraction is upside down: no probability is larger than 1, and all of yours are.",
        lambda x: shifted(x).sum(axis=1, keepdims=True) / shifted(x),
    ),
    *named(
        "negative",
        "Your probabilities are negative. An exponential never is, and neither is its share of a "
        "sum of exponentials.",
        lambda x: -nn.softmax(x),
    ),
    *named(
        "all-alike",
        "All classes of a row get the same probability, whatever its logits are. Look whether "
        "something is taken away from itself, or divided by itself.",
        lambda x: np.full(x.shape, 1 / x.shape[1]),
        lambda x: np.full(x.shape, 1 / x.size),
    ),
    *named(
        "exponential-missing",
        "The logits are divided by their sum as they are. Some are negative, and so is what "
        "you return; the exponential makes them positive first.",
        divided,
        lambda x: divided(x - x.max(axis=1, keepdims=True)),
    ),
    *named(
        "divided-by-the-maximum",
        "You divide by the maximum, where it is to be taken off: a factor changes how sure "
        "the probabilities are, an offset changes nothing.",
        lambda x: divided(np.exp(x / x.max(axis=1, keepdims=True))),
        lambda x: divided(np.exp(x / x.max())),
    ),
    *named(
        "sign-flipped",
        "The largest logit gets the smallest probability: the sign in the exponent is turned.",
        lambda x: divided(shifted(-x)),
        lambda x: divided(np.exp(x.max(axis=1, keepdims=True) - x)),
    ),
    *named(
        "another-base",
        "You raise another number than e to the power of the logits.",
        lambda x: divided(shifted(x * np.log(2))),
        lambda x: divided(shifted(x * np.log(10))),
    ),
    *named(
        "epsilon",
        "A small constant is added to the sum or to the probabilities, and it shows. Once the "
        "maximum is taken off, one exponential is 1, and the sum cannot come near 0.",
        *(
            wrong
            for epsilon in (1e-5, 1e-4, 1e-3)
            for wrong in (
                lambda x, epsilon=epsilon: (
                    shifted(x) / (shifted(x).sum(axis=1, keepdims=True) + epsilon)
                ),
                lambda x, epsilon=epsilon: divided(shifted(x)) + epsilon,
            )
        ),
    ),
    *named(
        "sigmoid",
        "Each logit is squashed by itself, as a sigmoid does. The probabilities of a row "
        "share a sum of 1, so each depends on all logits of its row.",
        nn.sigmoid,
    ),
    *named(
        "logarithm-returned",
        "These are the logarithms of the probabilities.",
        lambda x: x - nn.logsumexp(x)[:, None],
    ),
    *named(
        "best-class-only",
        "The largest logit of a row gets everything and the others nothing. The soft in "
        "softmax means that the others keep their share.",
        lambda x: (x == x.max(axis=1, keepdims=True)).astype(float),
    ),
    *named(
        "class-returned",
        "The number of the best class comes back, one a row. What is asked for is how "
        "probable each class is.",
        lambda x: np.argmax(x, axis=1),
    ),
    *named(
        "twice",
        "The softmax is taken twice. The second time it sees probabilities, which all lie "
        "between 0 and 1, and makes them nearly equal.",
        lambda x: nn.softmax(nn.softmax(x)),
    ),
    *named(
        "first-row-only",
        "Only the first row is answered. If there is a loop, look in which round it returns.",
        *only_row(0),
    ),
    *named(
        "last-row-only",
        "Only the last row is answered. Each round overwrites what the rounds before it found.",
        *only_row(-1),
    ),
    *named(
        "transposed",
        "The probabilities are right, with rows and columns exchanged. Examples stay rows.",
        lambda x: nn.softmax(x).T,
    ),
    *named(
        "sums-returned",
        "One number a row comes back: the sum that the exponentials are to be divided by.",
        lambda x: shifted(x).sum(axis=1),
        lambda x: np.exp(x).sum(axis=1),
        nn.logsumexp,
    ),
)
