"""What goes wrong in mse_loss, and what a tutor says to it."""

import numpy as np

from ..model import Misconception


def mse(make):
    """A wrong loss from the difference, the number of entries and the number of rows."""
    return lambda pred, target: make(pred - target, pred.size, len(pred))


def each_with_each(pred, target):
    return np.mean((pred.reshape(-1, 1) - target.ravel()) ** 2)


def first_or_last(key, which, words):
    """The ways to let one example alone enter the loss."""
    makes = (
        lambda e, size, N: np.mean(e[which] ** 2),
        lambda e, size, N: np.mean(e[which] ** 2) / N,
        lambda e, size, N: np.sum(e[which] ** 2),
        lambda e, size, N: np.sum(e[which] ** 2) / N,
        lambda e, size, N: e.flat[which] ** 2,
        lambda e, size, N: e.flat[which] ** 2 / size,
    )
    return [Misconception(key, words, mse(make)) for make in makes]


def named(key, words, *makes):
    """One mistake in several spellings."""
    return [Misconception(key, words, mse(make)) for make in makes]


MISTAKES = (
    *named(
        "mean-missing",
        "Your loss is the sum of the squares: it grows with the number of entries. The mean does "
        "not, so that batches of different sizes can be compared.",
        lambda e, size, N: np.sum(e**2),
    ),
    *named(
        "half",
        "Your loss is half of what it should be. Some books put a factor of one half in front, to "
        "cancel the one that the derivative brings; this loss has none.",
        lambda e, size, N: np.mean(e**2) / 2,
    ),
    *named(
        "mean-over-examples",
        "The squares of a whole row are added up, and only the rows are averaged. The mean here "
        "runs over all entries, every feature of every example.",
        lambda e, size, N: np.sum(e**2) / N,
    ),
    *named(
        "mean-over-features",
        "You divide by the number of entries in a row. The mean here runs over all entries of all "
        "rows.",
        lambda e, size, N: np.sum(e**2) * N / size,
        lambda e, size, N: np.sum(e**2) / e.shape[-1],
    ),
    *named(
        "half-of-the-sum",
        "Two things at once: a factor of one half that this loss does not have, and a sum where "
        "it is a mean.",
        lambda e, size, N: np.sum(e**2) / 2,
    ),
    *named(
        "half-mean-over-examples",
        "Two things at once: a factor of one half that this loss does not have, and a mean over "
        "the examples, where it runs over all entries.",
        lambda e, size, N: np.sum(e**2) / (2 * N),
    ),
    *named(
        "averaged-twice",
        "The mean is taken, and then it is divided by a number of examples or entries once more. "
        "One average is enough: your loss shrinks as the batch grows.",
        lambda e, size, N: np.mean(e**2) / size,
        lambda e, size, N: np.mean(e**2) / N,
    ),
    *named(
        "one-less",
        "You divide by one less than the number of entries, as one does for a variance that is "
        "estimated from few numbers. A mean divides by how many there are.",
        lambda e, size, N: np.sum(e**2) / (size - 1),
    ),
    *named(
        "doubled",
        "Your loss is twice what it should be. A factor of two belongs to the derivative of a "
        "square, not to the square.",
        lambda e, size, N: 2 * np.mean(e**2),
    ),
    *named(
        "sign-flipped",
        "Your loss is negative. A square never is: the further off, the larger the loss, so that "
        "training can make it small.",
        lambda e, size, N: -np.mean(e**2),
    ),
    *named(
        "root",
        "A root is taken at the end. This loss stays in squares; the root of it is another "
        "measure, with a name of its own.",
        lambda e, size, N: np.sqrt(np.mean(e**2)),
    ),
    *named(
        "length-of-the-error",
        "This is the length of the error, the root of the sum of squares. The loss is the mean of "
        "the squares, and no root is taken.",
        lambda e, size, N: np.sqrt(np.sum(e**2)),
    ),
    *named(
        "absolute-error",
        "The errors are counted by their size, not by their square: this is the absolute error. "
        "Squared, a miss twice as far counts four times as much.",
        lambda e, size, N: np.mean(np.abs(e)),
        lambda e, size, N: np.sum(np.abs(e)),
        lambda e, size, N: np.sum(np.abs(e)) / N,
    ),
    *named(
        "square-missing",
        "The errors are put together as they are: one that is too high cancels one that is too "
        "low. Squared, none is negative.",
        lambda e, size, N: np.mean(e),
        lambda e, size, N: np.mean(-e),
        lambda e, size, N: np.sum(e),
        lambda e, size, N: np.sum(-e),
    ),
    *named(
        "square-last",
        "The errors are put together first and squared afterwards: too high and too low have "
        "cancelled by then. Each error is squared by itself.",
        lambda e, size, N: np.mean(e) ** 2,
        lambda e, size, N: np.sum(e) ** 2,
        lambda e, size, N: np.sum(e) ** 2 / size,
    ),
    *named(
        "variance",
        "This is how much the errors scatter around their own mean. If all predictions are too "
        "high by the same amount, it is 0; the loss is not.",
        lambda e, size, N: np.var(e),
    ),
    *named(
        "one-axis-only",
        "The squares are put together along one axis, and the other axes are left standing: an "
        "array comes back. The loss is one number for everything.",
        lambda e, size, N: np.mean(e**2, axis=0),
        lambda e, size, N: np.mean(e**2, axis=1),
        lambda e, size, N: np.mean(e**2, axis=-1),
        lambda e, size, N: np.sum(e**2, axis=0),
        lambda e, size, N: np.sum(e**2, axis=1),
        lambda e, size, N: np.sum(e**2, axis=-1),
    ),
    *named(
        "not-averaged",
        "The squared errors come back one by one. They are the right terms; what is missing is "
        "the one number made of them.",
        lambda e, size, N: e**2,
    ),
    *named(
        "gradient-not-loss",
        "This is the derivative of the loss, one number an entry. What is asked for is the loss "
        "itself, one number for everything.",
        lambda e, size, N: 2 * e / size,
    ),
    *named(
        "one-example-skipped",
        "One example, the first or the last, does not enter the sum, though it is counted in the "
        "divisor. Look where the loop begins and ends.",
        lambda e, size, N: np.sum(e[:-1] ** 2) / size,
        lambda e, size, N: np.sum(e[1:] ** 2) / size,
    ),
    *first_or_last(
        "first-example-only",
        0,
        "Only the first example, or its first entry, enters your loss. If there is a loop, look "
        "in which round it returns.",
    ),
    *first_or_last(
        "last-example-only",
        -1,
        "Only the last example, or its last entry, enters your loss. Each round overwrites what "
        "the rounds before it found, where their terms should come together.",
    ),
    Misconception(
        "squares-subtracted",
        "Prediction and target are squared first and subtracted afterwards. What counts is the "
        "square of the distance between them.",
        lambda pred, target: np.mean(pred**2 - target**2),
    ),
    *named(
        "another-summary",
        "One of the squared errors, the middle one or the worst, stands for all of them. In the "
        "mean each has a share.",
        lambda e, size, N: np.median(e**2),
        lambda e, size, N: np.max(e**2),
    ),
    *named(
        "doubled-not-squared",
        "The errors are multiplied by 2, where they are to be squared: too high and too low "
        "cancel.",
        lambda e, size, N: np.mean(2 * e),
    ),
    *named(
        "another-power",
        "The errors are raised to another power than two.",
        *(lambda e, size, N, power=power: np.mean(e**power) for power in (3, 4, -2)),
    ),
    *named(
        "always-zero",
        "Your loss is 0 for every batch. Look whether something is taken away from itself.",
        lambda e, size, N: np.mean(e - e),
    ),
    Misconception(
        "square-on-one-side",
        "The square reaches only one of the two, prediction or target. It is the distance between "
        "them that is squared; a power binds before a difference does.",
        lambda pred, target: np.mean(pred - target**2),
    ),
    Misconception(
        "square-on-one-side",
        "The square reaches only one of the two, prediction or target. It is the distance between "
        "them that is squared; a power binds before a difference does.",
        lambda pred, target: np.mean(pred**2 - target),
    ),
    Misconception(
        "prediction-forgotten",
        "The prediction does not enter. A loss says how far it is from the target.",
        lambda pred, target: np.mean(target**2),
    ),
    Misconception(
        "target-forgotten",
        "The target does not enter. A loss says how far the prediction is from it.",
        lambda pred, target: np.mean(pred**2),
    ),
    Misconception(
        "added",
        "Prediction and target are added. How far two numbers are apart is their difference.",
        lambda pred, target: np.mean((pred + target) ** 2),
    ),
    *[
        Misconception(
            "each-with-each",
            "A column of numbers meets a flat list, and NumPy pairs each prediction with each "
            "target: far too many terms. pred and target have the same shape; keep it.",
            wrong,
        )
        for wrong in (
            each_with_each,
            lambda pred, target: np.mean((pred - target.ravel()) ** 2),
            lambda pred, target: np.mean((pred.reshape(-1, 1) - target) ** 2),
            lambda pred, target: np.sum((pred - target.ravel()) ** 2) / len(pred),
        )
    ],
)
