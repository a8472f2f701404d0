"""mse_loss_backward: where the backward pass begins, for numbers."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..lesson_02.mse import pairs
from ..model import INTEGER_BUFFER, Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, pred, target):
    return unpack(t.mse_loss_backward(pred, target), "dpred")


def whole_pairs(rng):
    return {"pred": rng.integers(-4, 5, (5, 3)), "target": rng.integers(-4, 5, (5, 3)) * 2 + 1}


def mse(make):
    """A wrong gradient from the difference, the number of entries and the number of rows."""
    return lambda pred, target: make(pred - target, pred.size, len(pred))


def mse_by_loop(pred, target):
    dpred = np.zeros(pred.shape)
    for i in np.ndindex(pred.shape):
        dpred[i] = 2.0 * (pred[i] - target[i]) / pred.size
    return dpred


def mse_in_place(pred, target):
    pred -= target
    pred *= 2 / np.prod(pred.shape)
    return pred


def mse_weights(pred, target):
    weight = np.ones_like(pred, dtype=float)
    weight /= weight.sum()
    return {"dpred": -2 * weight * (target - pred)}


def mse_twice_the_mean(pred, target):
    return (np.subtract(pred, target) * 2 / target.size,)


def mse_from_the_square(pred, target):
    error = pred - target
    return [*((error + error) / float(error.size))]


MSE_LOSS_BACKWARD = Exercise(
    name="mse_loss_backward",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.mse_loss_backward,
    probes=(
        Probe("N=5, M=3", pairs((5, 3)), run),
        Probe("a square batch", pairs((4, 4)), run),
        Probe("a batch of one", pairs((1, 6)), run),
        Probe("one number an example", pairs((7, 1)), run),
        Probe("a vector", pairs((6,)), run),
        Probe("float32", pairs((3, 8), np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole_pairs, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=(
        Misconception(
            "sign-flipped",
            "The sign is turned: yours points from the prediction to the target. The gradient "
            "says where the loss grows, and it grows when a prediction that is too high rises.",
            mse(lambda e, size, N: -2 * e / size),
        ),
        Misconception(
            "two-missing",
            "Your gradient is half of what it should be. The square brings down a factor that "
            "another convention cancels by a 1/2 in the loss; this loss has no 1/2.",
            mse(lambda e, size, N: e / size),
        ),
        Misconception(
            "mean-missing",
            "Your gradient is that of the sum of squares. The loss is a mean over all entries: "
            "moving one prediction moves only its share of it.",
            mse(lambda e, size, N: 2 * e),
        ),
        Misconception(
            "two-and-mean-missing",
            "This is the bare error. Two constants are lost: the one that the square brings "
            "down, and the one that makes a mean out of a sum.",
            mse(lambda e, size, N: e),
        ),
        Misconception(
            "mean-over-examples",
            "You divide by the number of examples. The mean here runs over all entries, every "
            "feature of every example.",
            mse(lambda e, size, N: 2 * e / N),
        ),
        Misconception(
            "two-missing-mean-over-examples",
            "Two things at once: the factor that the square brings down is lost, and the mean "
            "is taken over the examples, where it runs over all entries.",
            mse(lambda e, size, N: e / N),
        ),
        Misconception(
            "mean-over-features",
            "You divide by the number of entries in a row. The mean here runs over all entries "
            "of all rows.",
            mse(lambda e, size, N: 2 * e * N / size),
        ),
        Misconception(
            "averaged-twice",
            "The mean is taken twice: your gradient is too small by the number of entries once "
            "more.",
            mse(lambda e, size, N: 2 * e / size**2),
        ),
        Misconception(
            "loss-not-gradient",
            "These are the terms of the loss itself, squares and all; none can be negative. The "
            "gradient is what becomes of them under the derivative.",
            mse(lambda e, size, N: e**2 / size),
        ),
        Misconception(
            "loss-not-gradient",
            "These are the terms of the loss itself, squares and all; none can be negative. The "
            "gradient is what becomes of them under the derivative.",
            mse(lambda e, size, N: e**2),
        ),
        Misconception(
            "bare-error-flipped",
            "This is the bare distance from prediction to target: its sign is turned, and the two "
            "constants of the square and of the mean are lost.",
            mse(lambda e, size, N: -e),
        ),
        Misconception(
            "sign-flipped-mean-over-examples",
            "Two things at once: the sign is turned, and the mean is taken over the examples, "
            "where it runs over all entries.",
            mse(lambda e, size, N: -2 * e / N),
        ),
        Misconception(
            "one-number",
            "One number comes back for the whole batch. Each prediction has a gradient of its "
            "own: the result has the shape of pred.",
            mse(lambda e, size, N: 2 * e.mean()),
        ),
        Misconception(
            "broadcast",
            "A column of predictions meets a flat list of targets, and NumPy pairs each with "
            "each: the result is a square. pred and target have the same shape; keep it.",
            lambda pred, target: 2 * (pred - target.ravel()) / pred.size,
        ),
        Misconception(
            "absolute-error",
            "Only the sign of each error is left. That is how the absolute error behaves; with "
            "the squared error, a larger miss pulls harder.",
            mse(lambda e, size, N: 2 * np.sign(e) / size),
        ),
        Misconception(
            "target-forgotten",
            "The target does not enter. What the square acts on is the distance between "
            "prediction and target.",
            lambda pred, target: 2 * pred / pred.size,
        ),
    ),
    hints=(
        "Take a single prediction p and its target t, and move p a little upwards. How does "
        "(p - t) squared change? What if it is only one of several entries in a mean?",
        "Differentiate one term of the mean with respect to its own prediction: all other terms "
        "stand still. The chain rule brings down a factor, and the mean's divisor stays.",
        "Three things, entry by entry: the constant from the square, the signed distance from "
        "target to prediction, and the number of entries to divide by. An array knows its own "
        "number of entries.",
    ),
    variants=(
        mse_by_loop,
        mse_in_place,
        mse_weights,
        mse_twice_the_mean,
        mse_from_the_square,
        from_the_prompt.mse_loss_backward,
    ),
)
