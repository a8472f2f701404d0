"""The known mistakes of iterate_minibatches. Each is right but for one thing."""

import math

import numpy as np

from ..model import Misconception


def dealt(x, y, pieces):
    return [(x[piece], y[piece]) for piece in pieces]


def cut(order, batch_size):
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


def wrong_order(make):
    """Batches of the right sizes, in the order ``make(N, batch_size, rng)``."""

    def iterate(x, y, batch_size, rng):
        return dealt(x, y, cut(make(len(x), batch_size, rng), batch_size))

    return iterate


def wrong_pieces(make):
    """A random order, cut into the pieces ``make(order, batch_size)``."""

    def iterate(x, y, batch_size, rng):
        return dealt(x, y, make(rng.permutation(len(x)), batch_size))

    return iterate


def only_x_shuffled(x, y, batch_size, rng):
    pieces = cut(rng.permutation(len(x)), batch_size)
    plain = cut(np.arange(len(y)), batch_size)
    return [(x[a], y[b]) for a, b in zip(pieces, plain, strict=True)]


def shuffled_apart(x, y, batch_size, rng):
    one, other = (cut(rng.permutation(len(x)), batch_size) for _ in range(2))
    return [(x[a], y[b]) for a, b in zip(one, other, strict=True)]


def within_batches(N, batch_size, rng):
    return np.concatenate([rng.permutation(p) for p in cut(np.arange(N), batch_size)])


def whole_batches(x, y, batch_size, rng):
    pieces = cut(np.arange(len(x)), batch_size)
    last = pieces.pop() if len(x) % batch_size else None
    order = [pieces[i] for i in rng.permutation(len(pieces))]
    return dealt(x, y, order + ([] if last is None else [last]))


def each_batch_by_itself(x, y, batch_size, rng):
    sizes = [len(piece) for piece in cut(np.arange(len(x)), batch_size)]
    return dealt(x, y, [rng.choice(len(x), size, replace=False) for size in sizes])


DROPPED = (
    "The examples that do not fill a whole batch are left out. The last batch may be short, but "
    "it is dealt out too."
)
REPLACED = (
    "Some examples come twice in an epoch and others not at all: they are drawn again and again "
    "from all of them. Dealing out means that what is gone is gone."
)
UNPAIRED = (
    "The labels no longer stand beside their examples: x and y are not shuffled by the same order."
)

MISCONCEPTIONS = (
    Misconception(
        "short-batch-dropped",
        DROPPED,
        wrong_pieces(lambda o, b: [p for p in cut(o, b) if len(p) == b]),
    ),
    Misconception(
        "empty-last-batch",
        "There is an empty batch at the end, where batch_size divides the number of examples. "
        "The mean loss of no examples is not a number.",
        wrong_pieces(
            lambda o, b: (
                [o[start : start + b] for start in range(0, len(o) + 1, b)] if len(o) >= b else [o]
            )
        ),
    ),
    Misconception(
        "not-shuffled",
        "The examples come in the order in which they lie in x. If those of one class lie side by "
        "side, a batch sees only that class.",
        wrong_order(lambda N, b, rng: np.arange(N)),
        joint=("shuffling",),
    ),
    Misconception("labels-left-behind", UNPAIRED, only_x_shuffled),
    Misconception("labels-left-behind", UNPAIRED, shuffled_apart),
    Misconception(
        "drawn-with-replacement",
        REPLACED,
        wrong_order(lambda N, b, rng: rng.integers(0, N, N)),
    ),
    Misconception("drawn-with-replacement", REPLACED, each_batch_by_itself),
    Misconception(
        "shuffled-within-batches",
        "Only what is inside a batch is shuffled: the same examples meet in the same batch in "
        "every epoch. Shuffle before you cut.",
        wrong_order(within_batches),
    ),
    Misconception(
        "batches-shuffled-whole",
        "Whole batches change places, and what is inside stays together. Shuffle the examples "
        "before you cut.",
        whole_batches,
    ),
    Misconception(
        "same-order-every-epoch",
        "Every call deals out in the same order: the generator inside is made anew from the same "
        "seed. Use the one that you are given; it goes on where it stopped.",
        wrong_order(lambda N, b, rng: np.random.default_rng(0).permutation(N)),
    ),
    Misconception(
        "another-source-of-randomness",
        "The order does not come from rng, so a run cannot be repeated: the same seed gives "
        "another order each time.",
        wrong_order(lambda N, b, rng: np.random.default_rng().permutation(N)),
    ),
    Misconception(
        "first-batch-only",
        "There is one batch and no more. See where the function ends, and what it has dealt out "
        "by then.",
        wrong_pieces(lambda o, b: [o[:b]]),
    ),
    Misconception(
        "last-batch-only",
        "Only the last batch comes out. See what in your function stands inside the loop, and "
        "what after it.",
        wrong_pieces(lambda o, b: cut(o, b)[-1:]),
    ),
    Misconception(
        "overlapping",
        "Neighbouring batches share an example: each is one too long. A slice ends before the "
        "number that stands behind its colon.",
        wrong_pieces(lambda o, b: [o[start : start + b + 1] for start in range(0, len(o), b)]),
    ),
    Misconception(
        "one-missing-in-each",
        "Each batch lacks one example. A slice ends before the number that stands behind its "
        "colon, so nothing has to be taken off.",
        wrong_pieces(lambda o, b: [o[start : start + b - 1] for start in range(0, len(o), b)]),
    ),
    Misconception(
        "everything-every-time",
        "Every batch holds all the examples.",
        wrong_pieces(lambda o, b: [o for _ in cut(o, b)]),
    ),
    Misconception(
        "first-batch-again",
        "The first batch comes again and again. Which numbers of the order are taken should "
        "move on with the loop.",
        wrong_pieces(lambda o, b: [o[:b] for _ in cut(o, b)]),
    ),
    Misconception(
        "one-at-a-time",
        "The window moves on by one example at a time, so the batches overlap nearly wholly.",
        wrong_pieces(lambda o, b: [o[start : start + b] for start in range(len(o))]),
    ),
    Misconception(
        "number-of-batches",
        "batch_size is taken for the number of batches. It is the number of examples in each.",
        wrong_pieces(lambda o, b: np.array_split(o, b)),
    ),
    Misconception(
        "evened-out",
        "The batches are made equally large. Asked for are batch_size examples in each, and what "
        "is left over in the last one.",
        wrong_pieces(lambda o, b: np.array_split(o, math.ceil(len(o) / b))),
    ),
)
