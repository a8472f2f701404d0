"""cross_entropy_backward: where the backward pass begins, for classes."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import INTEGER_BUFFER, Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, logits, y):
    return unpack(t.cross_entropy_backward(logits, y), "dlogits")


def labelled(N, C, offset=None, dtype=np.float64):
    """Logits of ordinary size, labels of which at least one is not the row's number."""

    def make(rng):
        logits = rng.uniform(-1.5, 1.5, (N, C))
        if offset is not None:
            logits = logits + np.reshape(offset, (-1, 1))
        return {"logits": logits.astype(dtype), "y": (np.arange(N) + rng.integers(1, C)) % C}

    return make


def repeated_labels(rng):
    return {"logits": rng.uniform(-1.5, 1.5, (6, 3)), "y": np.array([2, 0, 2, 2, 1, 0])}


def one_far_above(rng):
    logits = rng.uniform(-1.5, 1.5, (3, 3))
    logits[1] = [0.0, 1500.0, 10.0]
    return {"logits": logits, "y": np.array([2, 1, 0])}


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


def everything_after_row_maximum(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (e / e.sum() - onehot(logits, y)) / len(y)


def flat_sums(logits, y):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1) - onehot(logits, y)) / len(y)


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


def jacobian_with_epsilon(logits, y):
    p = nn.softmax(logits)
    dp = -onehot(logits, y) / (p + 1e-8) / len(y)
    return p * (dp - (p * dp).sum(1, keepdims=True))


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
        Probe("N=5, C=3", labelled(5, 3), run),
        Probe("N=4, C=4", labelled(4, 4), run),
        Probe("a batch of one", labelled(1, 5), run),
        Probe("labels that repeat", repeated_labels, run),
        Probe("all logits near 1500", labelled(4, 3, 1500), run),
        Probe("one row near 0, one near 900", labelled(2, 3, [0, 900]), run),
        Probe("one logit far above the others", one_far_above, run),
        Probe("float32", labelled(6, 4, dtype=np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole_logits, run, advice=INTEGER_BUFFER),
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
            "set-not-lowered",
            "The entry at the true class is overwritten, and its probability is lost. It should "
            "be lowered: how sure the network already is still counts.",
            xent(lambda p, t, N, C: np.where(t == 1, 0.0, p) / N),
        ),
        Misconception(
            "set-not-lowered",
            "The entry at the true class is overwritten, and its probability is lost. It should "
            "be lowered: how sure the network already is still counts.",
            xent(lambda p, t, N, C: np.where(t == 1, 1.0, p) / N),
        ),
        Misconception(
            "probabilities-alone",
            "These are the probabilities themselves. The true class is treated like the others, "
            "and the mean over the batch is missing.",
            xent(lambda p, t, N, C: p),
        ),
        Misconception(
            "keepdims-missing",
            "The sums over the classes lie flat, one a column, where they should stand one a row: "
            "each row is divided by the sums of other rows.",
            flat_sums,
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
            "These are the probabilities themselves, shared over the batch; the true class is "
            "treated like the others. If you do lower it, look which array you lower, and which "
            "one you return.",
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
            "sigmoid-for-softmax",
            "Each logit goes through a sigmoid by itself. The classes share one probability: what "
            "one of them gains the others lose, so all logits of a row belong in each entry.",
            lambda logits, y: (nn.sigmoid(logits) - onehot(logits, y)) / len(y),
        ),
        Misconception(
            "logits-turned",
            "The logits enter the probabilities with the wrong sign: yours are small where a logit "
            "is large.",
            lambda logits, y: (nn.softmax(-logits) - onehot(logits, y)) / len(y),
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
            "softmax-over-everything",
            "The probabilities of the whole batch sum to 1. Each example has a distribution of "
            "its own: it is the rows that sum to 1.",
            everything_after_row_maximum,
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
    variants=(
        by_example,
        with_onehot,
        shift_in_place,
        by_the_jacobian,
        jacobian_with_epsilon,
        tiny_epsilon,
        from_the_prompt.cross_entropy_backward,
    ),
)
