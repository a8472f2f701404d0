"""What goes wrong in cross_entropy, and what a tutor says to it."""

import numpy as np

from bpcourse import nn

from .cross_entropy_probabilities import PROBABILITIES
from .shared import named

LOG_MISSING = (
    "The probability of the true class is used as it is; its logarithm is missing. The logarithm "
    "is what makes a sure mistake cost far more than a doubtful one."
)


def truth(logits, y):
    """The logarithm of the probability of each example's true class."""
    return logits[np.arange(len(y)), y] - nn.logsumexp(logits)


def of_truth(make):
    """A wrong loss from the logarithms of the true classes' probabilities, and the sizes."""
    return lambda logits, y: make(truth(logits, y), *logits.shape)


def of_all(make):
    """A wrong loss from all probabilities, the one-hot labels and the sizes."""
    return lambda logits, y: make(nn.softmax(logits), np.eye(logits.shape[1])[y], *logits.shape)


def index_mixed(logits, y):
    log_p = np.log(nn.softmax(logits))
    return -sum(log_p[:, c].sum() for c in range(logits.shape[1]) if y[c] == c) / len(y)


def of_class(logits, classes):
    return -np.mean(truth(logits, classes))


def one_example(key, which, words):
    """The ways to let one example alone enter the loss."""
    return named(
        key,
        words,
        of_truth(lambda t, N, C: -t[which]),
        of_truth(lambda t, N, C: -t[which] / N),
        of_truth(lambda t, N, C: -t[which] / C),
    )


THE_MEAN = (
    *named(
        "mean-missing",
        "Your loss is the sum over the batch: it grows with the number of examples. The loss is "
        "the mean, so that batches of different sizes can be compared.",
        of_truth(lambda t, N, C: -np.sum(t)),
    ),
    *named(
        "averaged-twice",
        "The mean over the batch is taken twice: your loss is too small by the number of examples "
        "once more.",
        of_truth(lambda t, N, C: -np.mean(t) / N),
    ),
    *named(
        "averaged-over-classes",
        "You divide by the number of all entries. The loss is one number an example, and the "
        "mean runs over the examples only.",
        of_truth(lambda t, N, C: -np.sum(t) / (N * C)),
    ),
    *named(
        "averaged-over-classes-only",
        "You divide by the number of classes. The loss is one number an example, and the mean "
        "runs over the examples.",
        of_truth(lambda t, N, C: -np.sum(t) / C),
    ),
    *named(
        "not-averaged",
        "The losses come back one by one, or entry by entry. They are the right terms; what is "
        "missing is the one number made of them.",
        of_truth(lambda t, N, C: -t),
        of_all(lambda p, t, N, C: -t * np.log(p)),
        of_all(lambda p, t, N, C: -t * np.log(p) / N),
        of_all(lambda p, t, N, C: -(t * np.log(p)).mean(axis=0)),
        of_all(lambda p, t, N, C: -(t * np.log(p)).sum(axis=0)),
        of_all(lambda p, t, N, C: -(t * np.log(p)).mean(axis=1)),
    ),
    *named(
        "minus-missing",
        "Your loss is negative: the minus is missing. The logarithm of a probability is below 0, "
        "and the loss is what lies between it and 0.",
        of_truth(lambda t, N, C: np.mean(t)),
    ),
    *named(
        "minus-and-mean-missing",
        "Two things at once: the loss is negative, since the minus is missing, and it is a sum "
        "over the batch, where it should be the mean.",
        of_truth(lambda t, N, C: np.sum(t)),
    ),
    *named(
        "minus-missing-averaged-over-classes",
        "Two things at once: the loss is negative, since the minus is missing, and the mean runs "
        "over all entries, where it should run over the examples only.",
        of_truth(lambda t, N, C: np.sum(t) / (N * C)),
    ),
    *named(
        "another-summary",
        "The loss of one example, the middle one or the worst, stands for all of them. In the "
        "mean each has a share.",
        of_truth(lambda t, N, C: np.median(-t)),
        of_truth(lambda t, N, C: np.max(-t)),
    ),
    *named(
        "always-zero",
        "Your loss is 0 for every batch. Look whether anything enters the number that you return.",
        lambda logits, y: 0.0,
    ),
    *named(
        "half",
        "Your loss is half of what it should be. A factor of one half belongs to some squared "
        "losses; there is none here.",
        of_truth(lambda t, N, C: -np.mean(t) / 2),
    ),
    *one_example(
        "first-example-only",
        0,
        "Only the first example enters your loss. If there is a loop, look in which round it "
        "returns.",
    ),
    *one_example(
        "last-example-only",
        -1,
        "Only the last example enters your loss. Each round overwrites what the rounds before it "
        "found, where their terms should come together.",
    ),
    *named(
        "one-example-skipped",
        "One example, the first or the last, does not enter the sum, though it is counted in the "
        "divisor. Look where the loop begins and ends.",
        of_truth(lambda t, N, C: -np.sum(t[:-1]) / N),
        of_truth(lambda t, N, C: -np.sum(t[1:]) / N),
    ),
)
THE_LOGARITHM = (
    *named(
        "log-missing",
        LOG_MISSING,
        of_truth(lambda t, N, C: -np.mean(np.exp(t))),
        of_truth(lambda t, N, C: np.mean(np.exp(t))),
        of_truth(lambda t, N, C: 1 - np.mean(np.exp(t))),
        of_truth(lambda t, N, C: -np.sum(np.exp(t))),
    ),
    *named(
        "log-of-mean",
        "The probabilities are averaged or summed before the logarithm is taken. Each example "
        "has a logarithm of its own, and these are averaged: one very wrong example must count.",
        of_truth(lambda t, N, C: -np.log(np.mean(np.exp(t)))),
        of_truth(lambda t, N, C: -np.log(np.sum(np.exp(t)))),
        of_truth(lambda t, N, C: -np.log(np.sum(np.exp(t))) / N),
    ),
    *named(
        "another-base",
        "Your logarithm has another base than e. With the natural logarithm the exponential of "
        "the softmax cancels, and derivatives come out without a factor.",
        of_truth(lambda t, N, C: -np.mean(t) / np.log(10)),
        of_truth(lambda t, N, C: -np.mean(t) / np.log(2)),
        of_truth(lambda t, N, C: -np.sum(t) / np.log(10)),
    ),
    *named(
        "epsilon",
        "A constant is added before the logarithm, and it shows: your loss is a little off "
        "everywhere. Such an epsilon is meant to keep 0 out of the logarithm; it has to be far "
        "smaller than any probability that matters.",
        *(
            of_truth(lambda t, N, C, epsilon=epsilon: -np.mean(np.log(np.exp(t) + epsilon)))
            for epsilon in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
        ),
    ),
    *named(
        "one-added",
        "A 1 is added inside the logarithm. The logarithm of a probability alone is asked for: it "
        "is 0 where the network is sure and right.",
        of_truth(lambda t, N, C: -np.mean(np.log1p(np.exp(t)))),
    ),
    *named(
        "loss-as-exponential",
        "An exponential is taken at the end. The loss stays a logarithm.",
        of_truth(lambda t, N, C: np.exp(-np.mean(t))),
        of_truth(lambda t, N, C: np.mean(np.exp(-t))),
    ),
)
THE_LABELS = (
    *named(
        "true-class-forgotten",
        "The label does not enter, only the logsumexp of each row does. What makes the loss small "
        "is the logit of the true class: it has to come off.",
        lambda logits, y: np.mean(nn.logsumexp(logits)),
    ),
    *named(
        "all-classes",
        "Every class counts as if it were the true one. Of each row, only the probability at its "
        "label enters the loss.",
        of_all(lambda p, t, N, C: -np.log(p).sum() / N),
        of_all(lambda p, t, N, C: -np.log(p).mean()),
        of_all(lambda p, t, N, C: -np.log(p).sum()),
    ),
    *named(
        "whole-columns",
        "Whole columns are picked: every row with the labels of all examples. Example n has its "
        "own true class: rows and labels go together in pairs.",
        lambda logits, y: np.mean(nn.logsumexp(logits)[:, None] - logits[:, y]),
        lambda logits, y: np.sum(nn.logsumexp(logits)[:, None] - logits[:, y]) / len(y),
        lambda logits, y: np.sum(nn.logsumexp(logits)[:, None] - logits[:, y]),
    ),
    *named(
        "labels-as-rows",
        "The labels pick rows, and of these all classes enter. A row is an example; the label "
        "says which entry of that row counts.",
        lambda logits, y: -np.mean(np.log(nn.softmax(logits))[y]),
        lambda logits, y: -np.sum(np.log(nn.softmax(logits))[y]) / len(y),
    ),
    *named(
        "rows-and-columns-exchanged",
        "The label picks the row and the example's number the column. It is the other way round: "
        "examples are rows.",
        lambda logits, y: -np.mean(np.log(nn.softmax(logits))[y, np.arange(len(y))]),
        lambda logits, y: np.mean(nn.logsumexp(logits) - logits[y, np.arange(len(y))]),
    ),
    *named(
        "best-class-for-label",
        "Your loss takes the class that the network likes best, and not the true one: it praises "
        "the network for being sure, right or wrong.",
        lambda logits, y: of_class(logits, np.argmax(logits, axis=1)),
    ),
    *named(
        "error-rate",
        "You count which examples are classified rightly or wrongly. That is the accuracy, or "
        "what it lacks; the loss also feels how sure the network was.",
        lambda logits, y: np.mean(np.argmax(logits, axis=1) != y),
        lambda logits, y: np.mean(np.argmax(logits, axis=1) == y),
    ),
    *named(
        "labels-from-one",
        "Each label picks the class beside it. Labels count from 0, as columns do, so a label is "
        "the number of its column.",
        lambda logits, y: of_class(logits, y - 1),
        lambda logits, y: of_class(logits, y + 1),
        lambda logits, y: of_class(logits, (y + 1) % logits.shape[1]),
    ),
    *named(
        "labels-from-the-end",
        "Each label picks its class from the far end of the row: the sign of the label is turned, "
        "or the columns are. Labels count from 0 at the left.",
        lambda logits, y: of_class(logits, -y),
        lambda logits, y: of_class(logits, logits.shape[1] - 1 - y),
    ),
    *named(
        "true-logit-added",
        "The logit of the true class makes your loss larger. The more a network favours the true "
        "class, the smaller its loss should be.",
        lambda logits, y: np.mean(nn.logsumexp(logits) + logits[np.arange(len(y)), y]),
    ),
    *named(
        "index-mixed",
        "The label is looked up with the number of a class, where the number of the example "
        "belongs. In two loops, one counter runs over examples and the other over classes.",
        index_mixed,
    ),
    *named(
        "labels-as-weights",
        "The label is multiplied in as a number: class 2 counts twice as much as class 1, and "
        "class 0 not at all. A label is a name; it says which entry to pick.",
        lambda logits, y: -np.sum(y[:, None] * np.log(nn.softmax(logits))) / len(y),
        lambda logits, y: -np.mean(y[:, None] * np.log(nn.softmax(logits))),
        lambda logits, y: -np.sum(y * np.log(nn.softmax(logits))) / len(y),
        lambda logits, y: -np.mean(y * np.log(nn.softmax(logits))),
        lambda logits, y: -np.mean(y * truth(logits, y)),
    ),
    *named(
        "each-class-as-binary",
        "The wrong classes have terms of their own, as if each class were a question of yes or "
        "no. Here the classes share one probability of 1, and the true one says it all.",
        of_all(lambda p, t, N, C: -np.sum(t * np.log(p) + (1 - t) * np.log1p(-p * (1 - t))) / N),
        of_all(lambda p, t, N, C: -np.mean(t * np.log(p) + (1 - t) * np.log1p(-p * (1 - t)))),
    ),
    *named(
        "squared-error",
        "This is the squared distance between probabilities and labels. Cross-entropy takes the "
        "logarithm of the true class's probability.",
        of_all(lambda p, t, N, C: np.mean((p - t) ** 2)),
        of_all(lambda p, t, N, C: np.sum((p - t) ** 2) / N),
    ),
    *named(
        "gradient-not-loss",
        "This is the gradient of the loss, one number an entry. What is asked for is the loss "
        "itself, one number for the batch.",
        of_all(lambda p, t, N, C: (p - t) / N),
        of_all(lambda p, t, N, C: p - t),
    ),
)
MISTAKES = (*THE_MEAN, *THE_LOGARITHM, *THE_LABELS, *PROBABILITIES)
