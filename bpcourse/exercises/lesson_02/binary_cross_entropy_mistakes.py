"""What goes wrong in binary_cross_entropy, and what a tutor says to it."""

import numpy as np

from bpcourse import nn

from .binary_cross_entropy_stability import CAPPED, STABILITY, of_probabilities
from .binary_cross_entropy_stable_form import STABLE_FORM
from .shared import named


def bce(make):
    """A wrong loss from log p, log(1 - p), the labels and the number of examples."""

    def wrong(logits, y):
        return make(-np.logaddexp(0, -logits), -np.logaddexp(0, logits), y, len(y))

    return wrong


def of_terms(make):
    """A wrong loss from each example's own, right but for how they are put together."""
    return bce(lambda a, b, y, N: make(-(y * a + (1 - y) * b), N))


def summed(wrong):
    """The same as a sum over the batch."""
    return lambda logits, y: len(y) * wrong(logits, y)


THE_MEAN = (
    *named(
        "mean-missing",
        "Your loss is the sum over the batch: it grows with the number of examples. The loss is "
        "the mean, so that batches of different sizes can be compared.",
        of_terms(lambda t, N: np.sum(t)),
        *map(summed, CAPPED),
    ),
    *named(
        "averaged-twice",
        "The mean over the batch is taken twice: your loss is too small by the number of examples "
        "once more.",
        of_terms(lambda t, N: np.mean(t) / N),
    ),
    *named(
        "another-summary",
        "The loss of one example, the middle one or the worst, stands for all of them. In the "
        "mean each has a share.",
        of_terms(lambda t, N: np.median(t)),
        of_terms(lambda t, N: np.max(t)),
    ),
    *named(
        "input-averaged",
        "This is the mean of the logits or of the labels. Look which array you average at the end.",
        lambda logits, y: np.mean(logits),
        lambda logits, y: np.mean(y),
    ),
    *named(
        "always-zero",
        "Your loss is 0 for every batch. Look whether anything enters the number that you return.",
        lambda logits, y: 0.0,
    ),
    *named(
        "half",
        "Your loss is half of what it should be. There are two terms, but of each example only "
        "one counts: no average is taken over them.",
        of_terms(lambda t, N: np.mean(t) / 2),
    ),
    *named(
        "not-averaged",
        "The losses come back one by one. They are the right terms; what is missing is the one "
        "number made of them.",
        of_terms(lambda t, N: t),
        of_terms(lambda t, N: t / N),
    ),
    *named(
        "minus-missing",
        "Your loss is negative: the minus is missing. The logarithm of a probability is below 0, "
        "and the loss is what lies between it and 0.",
        of_terms(lambda t, N: -np.mean(t)),
    ),
    *named(
        "minus-and-mean-missing",
        "Two things at once: the loss is negative, since the minus is missing, and it is a sum "
        "over the batch, where it should be the mean.",
        of_terms(lambda t, N: -np.sum(t)),
    ),
    *named(
        "first-example-only",
        "Only the first example enters your loss. If there is a loop, look in which round it "
        "returns.",
        of_terms(lambda t, N: t[0]),
        of_terms(lambda t, N: t[0] / N),
    ),
    *named(
        "last-example-only",
        "Only the last example enters your loss. Each round overwrites what the rounds before it "
        "found, where their terms should come together.",
        of_terms(lambda t, N: t[-1]),
        of_terms(lambda t, N: t[-1] / N),
    ),
    *named(
        "one-example-skipped",
        "One example, the first or the last, does not enter the sum, though it is counted in the "
        "divisor. Look where the loop begins and ends.",
        of_terms(lambda t, N: np.sum(t[:-1]) / N),
        of_terms(lambda t, N: np.sum(t[1:]) / N),
    ),
)
THE_TERMS = (
    *named(
        "labels-exchanged",
        "Your loss is that of the opposite labels: it is small where the network is sure and "
        "wrong. The logit speaks for class 1.",
        bce(lambda a, b, y, N: -np.mean((1 - y) * a + y * b)),
    ),
    *named(
        "only-class-1",
        "Only the examples of class 1 count. If the network says yes to everything, your loss "
        "does not mind; examples of class 0 have a term of their own.",
        bce(lambda a, b, y, N: -np.mean(y * a)),
        bce(lambda a, b, y, N: -np.sum(y * a)),
    ),
    *named(
        "only-class-0",
        "Only the examples of class 0 count. Those of class 1 have a term of their own.",
        bce(lambda a, b, y, N: -np.mean((1 - y) * b)),
        bce(lambda a, b, y, N: -np.sum((1 - y) * b)),
    ),
    *named(
        "minus-on-one-term",
        "The two terms have different signs, so that examples of one class make the loss smaller "
        "by being wrong. A minus in front reaches both terms only if they stand in brackets.",
        bce(lambda a, b, y, N: np.mean(-y * a + (1 - y) * b)),
        bce(lambda a, b, y, N: np.mean(y * a - (1 - y) * b)),
        bce(lambda a, b, y, N: np.sum(-y * a + (1 - y) * b)),
        bce(lambda a, b, y, N: np.sum(y * a - (1 - y) * b)),
    ),
    *named(
        "bracket-missing",
        "In the second term, 1 stands alone, and the label alone is multiplied with the "
        "logarithm. A product binds before a difference does.",
        bce(lambda a, b, y, N: -np.mean(y * a + 1 - y * b)),
    ),
    *named(
        "both-terms-for-all",
        "Both terms count for every example, as if each were of both classes. The label decides "
        "which one does.",
        bce(lambda a, b, y, N: -np.mean(a + b)),
        bce(lambda a, b, y, N: -np.mean(y * a + b)),
        bce(lambda a, b, y, N: -np.mean(a + (1 - y) * b)),
    ),
    *named(
        "label-forgotten",
        "The label does not enter: every example is treated as if it were of the same class.",
        bce(lambda a, b, y, N: -np.mean(a)),
        bce(lambda a, b, y, N: -np.mean(b)),
    ),
    *named(
        "same-logarithm-twice",
        "The same logarithm stands in both terms, so the label cancels or only turns the sign. "
        "Class 0 has the probability that is left over.",
        bce(lambda a, b, y, N: -np.mean(y * a - (1 - y) * a)),
    ),
    *named(
        "another-base",
        "Your logarithm has another base than e. With the natural logarithm the exponential of "
        "the sigmoid cancels, and derivatives come out without a factor.",
        of_terms(lambda t, N: np.mean(t) / np.log(10)),
        of_terms(lambda t, N: np.mean(t) / np.log(2)),
    ),
    *named(
        "log-missing",
        "The probabilities are used as they are; their logarithms are missing. The logarithm is "
        "what makes a sure mistake cost far more than a doubtful one.",
        of_terms(lambda t, N: -np.mean(np.exp(-t))),
        of_terms(lambda t, N: np.mean(np.exp(-t))),
        of_terms(lambda t, N: 1 - np.mean(np.exp(-t))),
    ),
    *named(
        "log-of-mean",
        "The probabilities are averaged before the logarithm is taken. Each example has a "
        "logarithm of its own, and these are averaged.",
        of_terms(lambda t, N: -np.log(np.mean(np.exp(-t)))),
    ),
    *named(
        "squared-error",
        "This is the squared distance between probabilities and labels. Cross-entropy takes a "
        "logarithm, so that a sure mistake costs far more than a doubtful one.",
        lambda logits, y: np.mean((nn.sigmoid(logits) - y) ** 2),
    ),
    *named(
        "error-rate",
        "You count which examples are classified rightly or wrongly. That is the accuracy, or "
        "what it lacks; the loss also feels how sure the network was.",
        lambda logits, y: np.mean((logits > 0) != (y == 1)),
        lambda logits, y: np.mean((logits > 0) == (y == 1)),
    ),
    *named(
        "gradient-not-loss",
        "This is the gradient of the loss, one number an example. What is asked for is the loss "
        "itself, one number for the batch.",
        lambda logits, y: (nn.sigmoid(logits) - y) / len(y),
        lambda logits, y: nn.sigmoid(logits) - y,
    ),
    *named(
        "each-with-each",
        "A column meets a flat list, and NumPy pairs each example's logit with each other's "
        "label: far too many terms. Logits and labels have the same shape; keep it.",
        lambda logits, y: np.mean(np.logaddexp(0, logits[:, None]) - logits[:, None] * y),
        lambda logits, y: np.mean(np.logaddexp(0, logits) - logits[:, None] * y),
        lambda logits, y: np.sum(np.logaddexp(0, logits[:, None]) - logits[:, None] * y) / len(y),
        lambda logits, y: np.logaddexp(0, logits[:, None]) - logits[:, None] * y,
    ),
)
THE_SIGMOID = (
    *named(
        "sigmoid-missing",
        "The logits are used as if they were probabilities. They are any numbers, and the sigmoid "
        "has not made probabilities of them.",
        of_probabilities(lambda z: z),
        lambda logits, y: -np.mean(y * logits + (1 - y) * (1 - logits)),
        lambda logits, y: -np.mean(np.where(y == 1, np.log(logits), np.log(1 - logits))),
    ),
    *named(
        "sigmoid-twice",
        "The sigmoid is taken twice. The second time it sees probabilities, all of them positive, "
        "and says yes to everything.",
        of_probabilities(lambda z: nn.sigmoid(nn.sigmoid(z))),
    ),
    *named(
        "softmax-over-the-batch",
        "Your probabilities sum to 1 over the batch, as if the examples were classes that compete. "
        "Each example is a question of its own.",
        of_probabilities(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
        lambda logits, y: -np.mean(y * (logits - np.logaddexp.reduce(logits))),
        lambda logits, y: -np.sum(y * (logits - np.logaddexp.reduce(logits))),
    ),
)
MISTAKES = (*STABILITY, *STABLE_FORM, *THE_MEAN, *THE_TERMS, *THE_SIGMOID)
