"""What goes wrong in relative_error; each function is right but for one thing."""

import numpy as np

from ..model import Misconception


def length(a):
    return np.sqrt(np.sum(a.astype(float) ** 2))


def wrong_size(size):
    """Right above the line; below it another size of the two."""
    return lambda a, b: length(a - b) / max(size(a, b), 1e-12)


def wrong_length(norm):
    """Right but for what it takes for the length of an array."""
    return lambda a, b: norm(a - b) / max(norm(a) + norm(b), 1e-12)


def wrong_gap(gap):
    """Right below the line."""
    return lambda a, b: gap(a, b) / max(length(a) + length(b), 1e-12)


def wrong_floor(floored):
    return lambda a, b: length(a - b) / floored(length(a) + length(b))


def entrywise(summary):
    def wrong(a, b):
        return summary(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12))

    return wrong


def largest(a):
    return np.max(np.abs(a))


def spectral(a):
    return np.linalg.norm(a, 2) if a.ndim else np.abs(a)


ENTRYWISE = (
    "The errors of the entries are computed one by one{}. An entry that is nearly 0 then looks "
    "wrong for the rounding of the large ones beside it: take the array as one vector."
)


MISCONCEPTIONS = (
    Misconception(
        "entry-by-entry",
        ENTRYWISE.format(", and you return all of them"),
        entrywise(lambda e: e),
    ),
    Misconception(
        "entry-by-entry", ENTRYWISE.format(", and you return the largest"), entrywise(np.max)
    ),
    Misconception(
        "entry-by-entry", ENTRYWISE.format(", and you return their mean"), entrywise(np.mean)
    ),
    Misconception("entry-by-entry", ENTRYWISE.format(", and you add them up"), entrywise(np.sum)),
    Misconception(
        "not-divided",
        "This is the distance of the two arrays, whatever their size. A distance of 0.1 is "
        "much between small numbers and nothing between large ones.",
        lambda a, b: length(a - b),
    ),
    Misconception(
        "one-size-only",
        "The distance is held against the size of the first array alone. Exchange the two, "
        "and another number comes out; both sizes should count.",
        wrong_size(lambda a, b: length(a)),
    ),
    Misconception(
        "one-size-only",
        "The distance is held against the size of the second array alone. Exchange the two, "
        "and another number comes out; both sizes should count.",
        wrong_size(lambda a, b: length(b)),
    ),
    Misconception(
        "larger-size",
        "The distance is held against the larger of the two sizes, so opposite arrays show 2. "
        "With the sizes together below the line, the error never exceeds 1.",
        wrong_size(lambda a, b: max(length(a), length(b))),
    ),
    Misconception(
        "mean-size",
        "Your error is twice too large: the distance is held against the mean of the two "
        "sizes. Here it is held against both together.",
        wrong_size(lambda a, b: (length(a) + length(b)) / 2),
    ),
    Misconception(
        "sizes-multiplied",
        "The two sizes are multiplied. Make both arrays ten times larger, and your error "
        "shrinks; a relative error should stay what it is.",
        wrong_size(lambda a, b: length(a) * length(b)),
    ),
    Misconception(
        "size-of-the-sum",
        "Below the line stands the size of the sum. In a sum, opposite arrays cancel, and "
        "little is left to divide by; each array should bring its own size.",
        wrong_size(lambda a, b: length(a + b)),
    ),
    Misconception(
        "difference-of-sizes",
        "You compare how long the two arrays are. Two arrays of one length may still point in "
        "quite different directions: the distance is the size of their difference.",
        wrong_gap(lambda a, b: abs(length(a) - length(b))),
    ),
    Misconception(
        "signs-cancel",
        "Above the line the differences are added with their signs, so those above and those "
        "below cancel. What is asked for is a length, and that is never negative.",
        wrong_gap(lambda a, b: np.sum(a - b)),
    ),
    Misconception(
        "signs-cancel",
        "The entries are added with their signs, so positive and negative ones cancel. What "
        "is asked for are lengths, and those are never negative.",
        wrong_length(np.sum),
    ),
    Misconception(
        "signs-cancel",
        "The entries are averaged with their signs, so positive and negative ones cancel. "
        "What is asked for are lengths, and those are never negative.",
        wrong_length(np.mean),
    ),
    Misconception(
        "root-missing",
        "The sums of squares are compared, and no root is taken. Squares make a small error "
        "look far smaller: a part in a thousand becomes a part in a million.",
        wrong_length(lambda a: np.sum(a.astype(float) ** 2)),
    ),
    Misconception(
        "sum-of-sizes",
        "You take the sum of the absolute entries for the size of an array. The norm that is "
        "meant is the length of a vector, as Pythagoras has it.",
        wrong_length(lambda a: np.sum(np.abs(a))),
    ),
    Misconception(
        "largest-entry",
        "You take the largest entry for the size of an array. The norm that is meant is the "
        "length of a vector, in which every entry counts.",
        wrong_length(largest),
    ),
    Misconception(
        "norm-of-a-matrix",
        "Right for a vector, but with two axes another norm is at work, the one of a matrix. "
        "Take all entries as one long vector, however the array is shaped.",
        wrong_length(spectral),
    ),
    Misconception(
        "norm-along-an-axis",
        "Each row, or each column, has an error of its own. One number is asked for, for the "
        "array as a whole.",
        lambda a, b: (
            np.linalg.norm(a - b, axis=-1)
            / np.maximum(np.linalg.norm(a, axis=-1) + np.linalg.norm(b, axis=-1), 1e-12)
        ),
    ),
    Misconception(
        "norm-along-an-axis",
        "Each row, or each column, has an error of its own. One number is asked for, for the "
        "array as a whole.",
        lambda a, b: (
            np.linalg.norm(a - b, axis=0)
            / np.maximum(np.linalg.norm(a, axis=0) + np.linalg.norm(b, axis=0), 1e-12)
        ),
    ),
    Misconception(
        "floor-missing",
        "Right until both arrays vanish: then the size below the line goes to 0, and two "
        "zeros divided are not a number. A smallest size keeps that from happening.",
        wrong_floor(lambda size: np.float64(size)),
    ),
    Misconception(
        "floor-added",
        "The small constant is added to every size, not only to those that are smaller. For "
        "gradients that have nearly vanished, that changes the answer.",
        wrong_floor(lambda size: size + 1e-12),
    ),
    Misconception(
        "floor-too-high",
        "Your smallest size is too large: gradients that have nearly vanished, but are still "
        "numbers to compare, seem right whatever they are.",
        wrong_floor(lambda size: max(size, 1e-8)),
    ),
    Misconception(
        "floor-too-high",
        "A constant that is not so small is added to every size: gradients that have nearly "
        "vanished, but are still numbers to compare, seem right whatever they are.",
        wrong_floor(lambda size: size + 1e-8),
    ),
    Misconception(
        "floor-for-size",
        "The smaller of the two is chosen where the larger belongs: you divide by the tiny "
        "constant, and everything seems wrong.",
        wrong_floor(lambda size: min(size, 1e-12)),
    ),
)
