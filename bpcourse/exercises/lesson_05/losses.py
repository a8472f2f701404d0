"""mse_loss_backward and cross_entropy_backward: where every backward pass begins."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from .linear import INTEGER_BUFFER

# ---------------------------------------------------------------- mse_loss_backward


def run_mse(t, pred, target):
    return unpack(t.mse_loss_backward(pred, target), "dpred")


def pairs(size, dtype=np.float64):
    def make(rng):
        pred, target = rng.standard_normal((2, *size)).astype(dtype)
        return {"pred": pred, "target": target}

    return make


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
        Probe("N=5, M=3", pairs((5, 3)), run_mse),
        Probe("a square batch", pairs((4, 4)), run_mse),
        Probe("a batch of one", pairs((1, 6)), run_mse),
        Probe("one number an example", pairs((7, 1)), run_mse),
        Probe("a vector", pairs((6,)), run_mse),
        Probe("float32", pairs((3, 8), np.float32), run_mse, rtol=1e-3),
        Probe("whole numbers", whole_pairs, run_mse, advice=INTEGER_BUFFER),
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
    variants=(mse_by_loop, mse_in_place, mse_weights, mse_twice_the_mean, mse_from_the_square),
)


# ---------------------------------------------------------------- cross_entropy_backward


def run_cross_entropy(t, logits, y):
    return unpack(t.cross_entropy_backward(logits, y), "dlogits")


def labelled(N, C, offset=None, dtype=np.float64):
    """Logits of ordinary size, labels of which at least one is not the row's number."""

    def make(rng):
        logits = 1.5 * rng.standard_normal((N, C))
        if offset is not None:
            logits = logits + np.reshape(offset, (-1, 1))
        return {"logits": logits.astype(dtype), "y": (np.arange(N) + rng.integers(1, C)) % C}

    return make


def repeated_labels(rng):
    return {"logits": 1.5 * rng.standard_normal((6, 3)), "y": np.array([2, 0, 2, 2, 1, 0])}


def whole_logits(rng):
    return {"logits": rng.integers(-3, 4, (5, 3)), "y": rng.integers(0, 3, 5)}


def onehot(logits, y):
    return np.eye(logits.shape[1])[y]


def xent(make):
    """A wrong gradient from the probabilities, the one-hot labels and the two sizes."""

    def wrong(logits, y):
        return make(nn.softmax(logits), onehot(logits, y), *logits.shape)

    return wrong


def no_max_shift(logits, y):
    e = np.exp(logits)
    return (e / e.sum(axis=1, keepdims=True) - onehot(logits, y)) / len(y)


def maximum_of_everything(logits, y):
    e = np.exp(logits - logits.max())
    return (e / e.sum(axis=1, keepdims=True) - onehot(logits, y)) / len(y)


def softmax_over_everything(logits, y):
    e = np.exp(logits - logits.max())
    return (e / e.sum() - onehot(logits, y)) / len(y)


def softmax_over_examples(logits, y):
    e = np.exp(logits - logits.max(axis=0))
    return (e / e.sum(axis=0) - onehot(logits, y)) / len(y)


def whole_columns(logits, y):
    dlogits = nn.softmax(logits)
    dlogits[:, y] -= 1
    return dlogits / len(y)


def by_example(logits, y):
    rows = []
    for row, label in zip(logits, y, strict=True):
        e = np.exp(row - row.max())
        p = e / e.sum()
        p[label] -= 1
        rows.append(p / len(y))
    return rows


def with_onehot(logits, y):
    z = logits - np.log(np.exp(logits - logits.max(1)[:, None]).sum(1))[:, None]
    p = np.exp(z - logits.max(1)[:, None])
    return (p - np.where(np.arange(logits.shape[1]) == y[:, None], 1, 0)) / logits.shape[0]


def shift_in_place(logits, y):
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    np.subtract.at(logits, (np.arange(len(y)), y), 1)
    logits /= len(y)
    return logits


def by_the_jacobian(logits, y):
    p = nn.softmax(logits)
    dp = -onehot(logits, y) / np.clip(p, 1e-300, None) / len(y)
    return {"dlogits": p * (dp - (p * dp).sum(axis=1, keepdims=True))}


def tiny_epsilon(logits, y):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    p = e / (e.sum(axis=-1, keepdims=True) + 1e-12)
    return (1 / y.size * (p - onehot(logits, y)),)


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    points=2,
    minutes=10,
    lines=4,
    reference=nn.cross_entropy_backward,
    probes=(
        Probe("N=5, C=3", labelled(5, 3), run_cross_entropy),
        Probe("N=4, C=4", labelled(4, 4), run_cross_entropy),
        Probe("a batch of one", labelled(1, 5), run_cross_entropy),
        Probe("labels that repeat", repeated_labels, run_cross_entropy),
        Probe("all logits near 1500", labelled(4, 3, 1500), run_cross_entropy),
        Probe("one row near 0, one near 900", labelled(2, 3, [0, 900]), run_cross_entropy),
        Probe("float32", labelled(6, 4, dtype=np.float32), run_cross_entropy, rtol=1e-3),
        Probe("whole numbers", whole_logits, run_cross_entropy, advice=INTEGER_BUFFER),
    ),
    misconceptions=(
        Misconception(
            "mean-missing",
            "Your gradient is that of the summed loss, too large by the number of examples. The "
            "loss is a mean over the batch: each example has only a share in it.",
            xent(lambda p, t, N, C: p - t),
        ),
        Misconception(
            "averaged-twice",
            "The mean over the batch is taken twice: your gradient is too small by the number of "
            "examples once more.",
            xent(lambda p, t, N, C: (p - t) / N**2),
        ),
        Misconception(
            "averaged-over-classes",
            "You divide by the number of all entries. The loss is one number an example, and the "
            "mean runs over the examples only.",
            xent(lambda p, t, N, C: (p - t) / (N * C)),
        ),
        Misconception(
            "averaged-over-classes-only",
            "You divide by the number of classes. The loss is one number an example, and the "
            "mean runs over the examples.",
            xent(lambda p, t, N, C: (p - t) / C),
        ),
        Misconception(
            "only-labels-averaged",
            "The share of the mean reaches the true class alone: the probabilities are not "
            "divided, so a row no longer sums to 0.",
            xent(lambda p, t, N, C: p - t / N),
        ),
        Misconception(
            "set-not-lowered",
            "The entry at the true class is overwritten, and its probability is lost. It should "
            "be lowered: how sure the network already is still counts.",
            xent(lambda p, t, N, C: np.where(t == 1, -1.0, p) / N),
        ),
        Misconception(
            "sign-flipped",
            "The sign is turned. The gradient says where the loss grows: it grows with the "
            "logits of the wrong classes, so those entries are positive.",
            xent(lambda p, t, N, C: (t - p) / N),
        ),
        Misconception(
            "sign-at-true-class",
            "Every entry is right but the ones at the true class, which are too large: they "
            "should be negative, since raising that logit lowers the loss.",
            xent(lambda p, t, N, C: (p + t) / N),
        ),
        Misconception(
            "true-class-forgotten",
            "These are the probabilities themselves, shared over the batch. Nothing in them "
            "knows the labels: the true class is treated like the others.",
            xent(lambda p, t, N, C: p / N),
        ),
        Misconception(
            "once-per-class",
            "At the true class, 1 is taken away once for each class. An example has one true "
            "class, so it happens once.",
            xent(lambda p, t, N, C: (p - C * t) / N),
        ),
        Misconception(
            "once-per-class",
            "At the true class, 1 is taken away for each of the other classes. An example has "
            "one true class, so it happens once.",
            xent(lambda p, t, N, C: (p - (C - 1) * t) / N),
        ),
        Misconception(
            "whole-columns",
            "Whole columns are lowered, in every row. Example n has its own true class: rows and "
            "labels go together in pairs.",
            whole_columns,
        ),
        Misconception(
            "only-true-class",
            "Only the entries at the true class are filled. The other logits matter as well: "
            "raising one takes probability away from the true class.",
            xent(lambda p, t, N, C: (p - t) * t / N),
        ),
        Misconception(
            "stopped-at-probabilities",
            "This is the gradient with respect to the probabilities. There is one more step to "
            "go back, through the softmax, where every class depends on every logit.",
            xent(lambda p, t, N, C: -t / p / N),
        ),
        Misconception(
            "softmax-slope-twice",
            "The slope of the last step is multiplied in once more. The difference between "
            "probabilities and labels already contains the way through the softmax.",
            xent(lambda p, t, N, C: (p - t) * p * (1 - p) / N),
        ),
        Misconception(
            "softmax-forgotten",
            "The logits are used as if they were probabilities. They have to go through the "
            "softmax first.",
            lambda logits, y: (logits - onehot(logits, y)) / len(y),
        ),
        Misconception(
            "no-max-shift",
            "Right for small logits, and not a number for large ones: the exponential of 1500 is "
            "too big for any float. Softmax does not care about a common offset in a row, so "
            "you may choose one that keeps the exponents small.",
            no_max_shift,
        ),
        Misconception(
            "maximum-of-everything",
            "Right until one row lies far below another: then all exponentials of that row "
            "vanish, and 0/0 is left. Each row needs an offset of its own.",
            maximum_of_everything,
        ),
        Misconception(
            "softmax-over-everything",
            "The probabilities of the whole batch sum to 1. Each example has a distribution of "
            "its own: it is the rows that sum to 1.",
            softmax_over_everything,
        ),
        Misconception(
            "softmax-over-examples",
            "Your probabilities sum to 1 down each column, over the examples. The classes of one "
            "example compete with each other, and they stand in its row.",
            softmax_over_examples,
        ),
    ),
    hints=(
        "The loss of one example is logsumexp(logits) - logits[y], from lesson 02. Differentiate "
        "the two terms one by one; what does each say about a class that is not y?",
        "The derivative of logsumexp is the softmax, the second term touches the true class "
        "alone, and the mean over the batch gives each example the same share.",
        "Make the probabilities (the lesson gives you softmax). Then change one entry in each "
        "row, the one of its true class: np.arange(N) and y together pick them. Share out over "
        "the batch at the end.",
    ),
    variants=(by_example, with_onehot, shift_in_place, by_the_jacobian, tiny_epsilon),
)
