"""What goes wrong in binary_cross_entropy where the network is sure."""

import numpy as np

from .shared import named


def of_probabilities(make):
    """A wrong loss because the probabilities are: right labels, right logarithm, right mean."""

    def wrong(logits, y):
        p = make(logits)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    return wrong


def plain_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def picked(logits, y):
    p = plain_sigmoid(logits)
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))


def added(epsilon):
    """An epsilon keeps 0 out of the logarithm, and moves every probability a little."""

    def wrong(logits, y):
        p = plain_sigmoid(logits)
        return -np.mean(y * np.log(p + epsilon) + (1 - y) * np.log(1 - p + epsilon))

    return wrong


def bounded(epsilon):
    """An epsilon keeps 0 out of the logarithm, and leaves ordinary probabilities alone."""
    return of_probabilities(lambda z: np.clip(plain_sigmoid(z), epsilon, 1 - epsilon))


CAPPED = (
    *(added(epsilon) for epsilon in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)),
    *(bounded(10.0**-digits) for digits in range(2, 16)),
)
STABILITY = (
    *named(
        "log-of-a-rounded-probability",
        "Right for ordinary logits, and not a number at 1000 or -1000: there the probability is "
        "rounded to exactly 0 or 1, and a logarithm of 0 is met. Written with the logit itself, "
        "the loss needs no probability.",
        of_probabilities(plain_sigmoid),
    ),
    *named(
        "infinite-where-wrong",
        "Right until the network is as sure as 1000 and wrong: the loss should be about 1000 "
        "there, and yours is infinite. Either a probability is rounded to 0 before its logarithm "
        "is taken, or an exponential is too large for a float.",
        picked,
        lambda logits, y: np.mean(np.log1p(np.exp((1 - 2 * y) * logits))),
    ),
    *named(
        "exponential-overflows",
        "Right for ordinary logits, and not a number where an exponential of 1000 is met: that is "
        "too large for any float. Of two exponentials that are summed, the larger can be taken "
        "out as a factor, as in logsumexp.",
        lambda logits, y: np.mean(np.log1p(np.exp(logits)) - y * logits),
        lambda logits, y: np.mean(np.log1p(np.exp(-logits)) + (1 - y) * logits),
    ),
    *named(
        "capped-by-an-epsilon",
        "Right for ordinary logits. Where the network is as sure as 1000 and wrong, the loss "
        "should be about 1000, and yours stops far below: an epsilon keeps the logarithm of 0 "
        "away, and hides how wrong it is. The logit itself still knows.",
        *CAPPED,
    ),
    *named(
        "epsilon",
        "A constant is added before the logarithm, and it shows: your loss is a little off "
        "everywhere. Written with the logit itself, the loss needs no epsilon.",
        *(added(epsilon) for epsilon in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)),
    ),
    *named(
        "clipped",
        "Large logits are cut off. That keeps the exponential finite, but a logit beyond the "
        "limit then costs no more than one at the limit.",
        *(
            lambda logits, y, most=most: np.mean(
                np.logaddexp(0, np.clip(logits, -most, most)) - y * np.clip(logits, -most, most)
            )
            for most in (20, 30, 50, 100, 500, 700)
        ),
    ),
)
