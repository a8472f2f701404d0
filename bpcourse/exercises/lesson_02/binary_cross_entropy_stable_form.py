"""What goes wrong on the way to a stable binary_cross_entropy.

For a logit z the loss is log(1 + exp(z)) less z where the label is 1. With the larger of 0 and z
taken out of the sum, the rest is log(1 + exp(-|z|)).
"""

import numpy as np

from .shared import named


def form(make):
    """A wrong loss from the logits, the labels, the larger of 0 and each logit, and the rest."""

    def wrong(logits, y):
        rest = np.log1p(np.exp(-np.abs(logits)))
        return np.mean(make(logits, y, np.maximum(logits, 0), rest))

    return wrong


def forms(key, words, *makes):
    """One mistake in several spellings."""
    return named(key, words, *map(form, makes))


STABLE_FORM = (
    *forms(
        "larger-alone",
        "Only the larger of 0 and the logit counts: right for logits of 1000, and too small for "
        "ordinary ones. The logarithm of what is left of the sum is missing.",
        lambda z, y, top, rest: top - y * z,
    ),
    *forms(
        "exponent-above-zero",
        "After the larger of 0 and the logit is taken out of the sum, an exponent above 0 is "
        "left. What remains beside the larger one must be smaller, whatever the sign of the logit.",
        lambda z, y, top, rest: top - y * z + np.log1p(np.exp(z)),
        lambda z, y, top, rest: top - y * z + np.log1p(np.exp(-z)),
        lambda z, y, top, rest: top - y * z + np.log1p(np.exp(np.abs(z))),
    ),
    *forms(
        "larger-missing",
        "The larger of 0 and the logit is taken out of the sum and not given back.",
        lambda z, y, top, rest: rest - y * z,
        lambda z, y, top, rest: rest,
    ),
    *forms(
        "another-number-out",
        "What you take out of the sum of two exponentials is not the larger of 0 and the logit. "
        "The rest fits only beside that one.",
        lambda z, y, top, rest: np.minimum(z, 0) - y * z + rest,
        lambda z, y, top, rest: z - y * z + rest,
        lambda z, y, top, rest: np.abs(z) - y * z + rest,
        lambda z, y, top, rest: np.maximum(-z, 0) - y * z + rest,
        lambda z, y, top, rest: np.maximum(z, 1) - y * z + rest,
        lambda z, y, top, rest: np.maximum(z, -1) - y * z + rest,
    ),
    *forms(
        "rest-taken-away",
        "The logarithm of what is left of the sum is taken away, where it is to be added: a sum "
        "of two exponentials is larger than the larger of the two.",
        lambda z, y, top, rest: top - y * z - rest,
    ),
    *forms(
        "signs-of-two-terms",
        "The larger of 0 and the logit makes your loss smaller, and the logit of class 1 makes it "
        "larger. It is the other way round.",
        lambda z, y, top, rest: y * z - top + rest,
    ),
    *forms(
        "sign-of-the-label",
        "The logit of an example of class 1 makes your loss larger. The more sure the network is "
        "of class 1, the smaller the loss of such an example should be.",
        lambda z, y, top, rest: top + y * z + rest,
    ),
    *forms(
        "label-without-logit",
        "The label is taken off by itself, or beside the logit. It says whether the logit counts, "
        "and that is a product.",
        lambda z, y, top, rest: top - y + rest,
        lambda z, y, top, rest: top - (y + z) + rest,
    ),
    *forms(
        "labels-and-logits-summed",
        "Labels and logits are multiplied and summed over the batch before the mean: each example "
        "loses what belongs to all of them.",
        lambda z, y, top, rest: top - y @ z + rest,
    ),
    *forms(
        "one-lost",
        "The 1 beside the exponential is lost, so logarithm and exponential cancel. The larger of "
        "two exponentials is taken out of their sum as a factor, and leaves a 1 in its place.",
        lambda z, y, top, rest: top - y * z - np.abs(z),
        lambda z, y, top, rest: top - y * z + np.log(np.exp(-np.abs(z))),
    ),
    *forms(
        "log-of-the-rest-missing",
        "What is left of the sum is added as it is; its logarithm is missing.",
        lambda z, y, top, rest: top - y * z + np.exp(-np.abs(z)),
        lambda z, y, top, rest: top - y * z + 1 + np.exp(-np.abs(z)),
    ),
    *forms(
        "exponential-taken-away",
        "Inside the logarithm, the exponential is taken away from 1. The two are terms of a sum.",
        lambda z, y, top, rest: top - y * z + np.log1p(-np.exp(-np.abs(z))),
    ),
)
