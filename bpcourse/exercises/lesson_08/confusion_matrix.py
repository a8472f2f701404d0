"""confusion_matrix: what is taken for what, and how often."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, y, pred, C):
    outputs = unpack(t.confusion_matrix(y, pred, int(C)), "counts")
    return {name: value * 1.0 for name, value in outputs.items()}  # counts may be whole numbers


def judged(N, C, classes=None):
    """Labels and predictions, right more often than not, from the first `classes` of C."""
    classes = classes or C

    def make(rng):
        y = rng.integers(0, classes, N)
        pred = np.where(rng.random(N) < 0.5, y, rng.integers(0, classes, N))
        y[:4], pred[:4] = (0, 0, 1, 1), (1, 1, 0, 1)
        return {"y": y, "pred": pred, "C": np.array(C)}

    return make


def one_example(rng):
    return {"y": np.array([2]), "pred": np.array([0]), "C": np.array(3)}


def one_class_taken_for_another(rng):
    N = rng.integers(5, 9)
    return {"y": np.full(N, 1), "pred": np.full(N, 3), "C": np.array(4)}


def pairs(y, pred, C):
    counts = np.zeros((C, C))
    np.add.at(counts, (y, pred), 1)
    return counts


def from_counts(change):
    """The right counts, changed."""
    return lambda y, pred, C: change(pairs(y, pred, C))


def sharing(axis):
    def change(counts):
        sums = counts.sum(axis=axis, keepdims=True)
        return counts / np.where(sums == 0, 1, sums)

    return change


def each_pair_once(y, pred, C):
    counts = np.zeros((C, C))
    counts[y, pred] += 1
    return counts


def classes_from_the_data(y, pred, C):
    return pairs(y, pred, max(y.max(), pred.max()) + 1)


def classes_that_occur(y, pred, C):
    names, places = np.unique(np.concatenate([y, pred]), return_inverse=True)
    return pairs(places[: len(y)], places[len(y) :], len(names))


def each_label_with_each_prediction(y, pred, C):
    return np.outer(np.bincount(y, minlength=C), np.bincount(pred, minlength=C))


# Correct code, written another way.


def by_loop(y, pred, C):
    counts = [[0] * C for _ in range(C)]
    for truth, guess in zip(y, pred, strict=True):
        counts[truth][guess] += 1
    return counts


def by_bincount(y, pred, C):
    return (np.bincount(C * y + pred, minlength=C * C).reshape(C, C),)


def by_comparison(y, pred, C):
    counts = np.empty((C, C), dtype=np.float32)
    for i in range(C):
        for j in range(C):
            counts[i, j] = np.sum((y == i) & (pred == j))
    return counts


def with_onehot(y, pred, C):
    rows = np.eye(C, dtype=int)
    return {"counts": rows[y].T @ rows[pred]}


def by_histogram(y, pred, C):
    edges = np.arange(C + 1) - 0.5
    return np.histogram2d(y, pred, bins=(edges, edges))[0]


CONFUSION_MATRIX = Exercise(
    name="confusion_matrix",
    points=2,
    minutes=7,
    lines=3,
    reference=nn.confusion_matrix,
    probes=(
        Probe("N=20, C=3", judged(20, 3), run),
        Probe("N=9, C=5", judged(9, 5), run),
        Probe("as many classes as examples", judged(6, 6), run),
        Probe("two classes", judged(11, 2), run),
        Probe("the last classes do not occur", judged(12, 5, classes=3), run),
        Probe("one class taken for another", one_class_taken_for_another, run),
        Probe("one example", one_example, run),
    ),
    misconceptions=(
        Misconception(
            "rows-are-predictions",
            "Rows and columns are exchanged: your rows are what was predicted. Here the row is the "
            "truth, and the column what it was taken for.",
            from_counts(lambda counts: counts.T),
        ),
        Misconception(
            "each-pair-once",
            "A pair of truth and prediction is counted once, however often it occurs. Either the "
            "array has no room for more than one, as one of True and False, or many places were "
            "changed at once: then one that is named twice is changed once.",
            each_pair_once,
        ),
        Misconception(
            "shares-of-rows",
            "Your rows sum to 1: these are shares of each true class. Asked for are the counts.",
            from_counts(sharing(1)),
        ),
        Misconception(
            "shares-of-columns",
            "Your columns sum to 1: these are shares of each predicted class. Asked for are the "
            "counts.",
            from_counts(sharing(0)),
        ),
        Misconception(
            "shares-of-all",
            "All your entries together sum to 1: these are shares of all examples. Asked for are "
            "the counts.",
            from_counts(lambda counts: counts / counts.sum()),
        ),
        Misconception(
            "classes-from-the-data",
            "Your matrix ends at the highest class that occurs. How many classes there are is said "
            "by C, and a class that does not occur has a row of zeros.",
            classes_from_the_data,
        ),
        Misconception(
            "classes-that-occur",
            "Your matrix has rows and columns only for classes that occur. How many there are is "
            "said by C, and a class that does not occur has a row of zeros.",
            classes_that_occur,
        ),
        Misconception(
            "only-right-ones",
            "Only the diagonal is counted, what was right. What was confused stands beside it, and "
            "is what the matrix is for.",
            from_counts(lambda counts: np.diag(np.diag(counts))),
        ),
        Misconception(
            "only-right-ones",
            "You return one number for each class: how often it was right. What was confused with "
            "what is lost; that takes a matrix.",
            from_counts(np.diag),
        ),
        Misconception(
            "only-mistakes",
            "The diagonal is empty: what was right is not counted. It belongs into the matrix as "
            "well.",
            from_counts(lambda counts: counts - np.diag(np.diag(counts))),
        ),
        Misconception(
            "truth-with-truth",
            "The labels are counted against themselves, so nothing is ever confused. The column is "
            "chosen by what was predicted.",
            lambda y, pred, C: pairs(y, y, C),
        ),
        Misconception(
            "truth-with-truth",
            "The predictions are counted against themselves, so nothing is ever confused. The row "
            "is chosen by the truth.",
            lambda y, pred, C: pairs(pred, pred, C),
        ),
        Misconception(
            "begins-with-ones",
            "Every entry is one too large. What do you begin with, before anything is counted?",
            from_counts(lambda counts: counts + 1),
        ),
        Misconception(
            "last-example-missing",
            "One example is missing, the last one. Do your rounds reach the end?",
            lambda y, pred, C: pairs(y[:-1], pred[:-1], C),
        ),
        Misconception(
            "first-example-missing",
            "One example is missing, the first one. Where do your rounds begin?",
            lambda y, pred, C: pairs(y[1:], pred[1:], C),
        ),
        Misconception(
            "every-label-with-every-prediction",
            "Every label is counted with every prediction. They go together in pairs, one pair for "
            "each example.",
            each_label_with_each_prediction,
        ),
        Misconception(
            "both-ways",
            "Each confusion is counted in both directions, so your matrix is symmetric. A 1 taken "
            "for a 7 is not a 7 taken for a 1.",
            from_counts(lambda counts: counts + counts.T),
        ),
    ),
    hints=(
        "Take one example of class 2 that was taken for class 0. Which entry of the matrix grows, "
        "and by how much?",
        "Entry (i, j) counts the examples with y equal to i and pred equal to j. All entries "
        "together sum to N, whatever was predicted.",
        "Begin with C by C zeros of whole numbers. Go through y and pred side by side, and add 1 "
        "where the two meet. Without a loop, np.add.at counts a place again each time it is named.",
    ),
    variants=(
        by_loop,
        by_bincount,
        by_comparison,
        with_onehot,
        by_histogram,
        from_the_prompt.confusion_matrix,
    ),
)
