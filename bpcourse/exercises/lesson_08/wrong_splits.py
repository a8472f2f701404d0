"""What goes wrong in train_val_test_split; each function is right but for one thing."""

import math

import numpy as np

from ..model import Misconception


def sizes(N, fractions):
    return round(fractions[0] * N), round(fractions[1] * N)


def cut(x, y, order, n_train, n_val):
    parts = np.split(order, [n_train, n_train + n_val])
    return tuple((x[part], y[part]) for part in parts)


def by_order(draw):
    """Right but for the order."""

    def wrong(x, y, fractions, rng):
        return cut(x, y, draw(len(x), rng), *sizes(len(x), fractions))

    return wrong


def by_sizes(count):
    """Right but for the sizes of train and val."""

    def wrong(x, y, fractions, rng):
        return cut(x, y, rng.permutation(len(x)), *count(len(x), fractions))

    return wrong


def by_slices(slices):
    """Right but for where the order is cut."""

    def wrong(x, y, fractions, rng):
        order = rng.permutation(len(x))
        parts = (order[s] for s in slices(len(x), *sizes(len(x), fractions)))
        return tuple((x[part], y[part]) for part in parts)

    return wrong


def y_left_behind(x, y, fractions, rng):
    return cut(x[rng.permutation(len(x))], y, np.arange(len(x)), *sizes(len(x), fractions))


def shuffled_apart(x, y, fractions, rng):
    x, y = x[rng.permutation(len(x))], y[rng.permutation(len(y))]
    return cut(x, y, np.arange(len(x)), *sizes(len(x), fractions))


def shuffled_in_parts(x, y, fractions, rng):
    parts = cut(x, y, np.arange(len(x)), *sizes(len(x), fractions))
    orders = [rng.permutation(len(part)) for part, _ in parts]
    return tuple((a[order], b[order]) for (a, b), order in zip(parts, orders, strict=True))


def drawn_with_replacement(N, rng):
    return rng.integers(0, N, N)


def drawn_for_each_part(x, y, fractions, rng):
    n_train, n_val = sizes(len(x), fractions)
    counts = (n_train, n_val, len(x) - n_train - n_val)
    parts = [rng.permutation(len(x))[:count] for count in counts]
    return tuple((x[part], y[part]) for part in parts)


def drawn_for_each_example(x, y, fractions, rng):
    names = rng.choice(3, len(x), p=fractions)
    return tuple((x[names == k], y[names == k]) for k in range(3))


def up(N, fractions):
    return math.ceil(fractions[0] * N), math.ceil(fractions[1] * N)


def down(N, fractions):
    return int(fractions[0] * N), int(fractions[1] * N)


def val_of_the_rest(N, fractions):
    n_train = round(fractions[0] * N)
    return n_train, round(fractions[1] * (N - n_train))


def test_by_its_own_share(x, y, fractions, rng):
    order, (n_train, n_val) = rng.permutation(len(x)), sizes(len(x), fractions)
    n_test = int(fractions[2] * len(x))
    parts = order[:n_train], order[n_train : n_train + n_val], order[len(x) - n_test :]
    return tuple((x[part], y[part]) for part in parts)


def val_and_test_swapped(x, y, fractions, rng):
    train, val, test = cut(x, y, rng.permutation(len(x)), *sizes(len(x), fractions))
    return train, test, val


MISCONCEPTIONS = (
    Misconception(
        "not-shuffled",
        "The examples are cut off in the order in which they come. Data are often sorted, and then "
        "some classes are only in training and others only in the test.",
        by_order(lambda N, rng: np.arange(N)),
    ),
    Misconception(
        "shuffled-in-parts",
        "The parts are shuffled, but only after they were cut off: which example is in which part "
        "is settled by the order in which the data came.",
        shuffled_in_parts,
    ),
    Misconception(
        "turned-not-shuffled",
        "Your order begins at a random place, and then goes on in the order of the data: the "
        "examples of each part are neighbours. Each should come from anywhere.",
        by_order(lambda N, rng: np.roll(np.arange(N), rng.integers(1, N))),
    ),
    Misconception(
        "another-source-of-randomness",
        "The order does not come from the rng that is handed over, but from one that your function "
        "finds elsewhere. Nobody can then repeat your split.",
        by_order(lambda N, rng: np.random.default_rng().permutation(N)),
    ),
    Misconception(
        "same-order-every-time",
        "Every call picks the same examples. The order should come from the generator that is "
        "passed in, which goes on from call to call.",
        by_order(lambda N, rng: np.random.default_rng(0).permutation(N)),
    ),
    Misconception(
        "y-left-behind",
        "x is shuffled, and y stays as it was: most examples now have the label of another. One "
        "order must serve both.",
        y_left_behind,
    ),
    Misconception(
        "shuffled-apart",
        "x and y are shuffled in two different orders: most examples now have the label of "
        "another. Draw one order, and use it for both.",
        shuffled_apart,
    ),
    Misconception(
        "drawn-with-replacement",
        "Some examples come several times, others not at all: each place is drawn anew, as if what "
        "was drawn were put back. An example that is in training and in the test makes the test "
        "worthless.",
        by_order(drawn_with_replacement),
    ),
    Misconception(
        "drawn-for-each-part",
        "Each part is drawn from all the examples, so some are in two parts and others in none. An "
        "example that is in training and in the test makes the test worthless.",
        drawn_for_each_part,
    ),
    Misconception(
        "drawn-for-each-example",
        "The sizes of your parts are left to chance. The fractions are meant to say how many "
        "examples each part has.",
        drawn_for_each_example,
    ),
    Misconception(
        "rounded-down",
        "The shares are cut off to whole numbers. Even 0.29 times 100, which comes out as a little "
        "less than 29, then becomes 28: the nearest whole number is meant.",
        by_sizes(down),
    ),
    Misconception(
        "rounded-up",
        "The shares are rounded up. The nearest whole number is meant.",
        by_sizes(up),
    ),
    Misconception(
        "share-of-the-rest",
        "Validation gets its fraction of what training has left over. All three fractions are "
        "meant of all examples.",
        by_sizes(val_of_the_rest),
    ),
    Misconception(
        "val-and-test-swapped",
        "The parts come back in another order: train, test, val, where val is expected second.",
        val_and_test_swapped,
    ),
    Misconception(
        "test-of-its-own-share",
        "Some examples are in no part at all: when each share is rounded for itself, the three "
        "need not add up to all. Test gets whatever is left.",
        test_by_its_own_share,
    ),
    Misconception(
        "val-begins-too-early",
        "Validation begins again at the beginning, so its examples are training examples as well. "
        "It should begin where training ends.",
        by_slices(lambda N, a, b: (slice(a), slice(b), slice(a + b, N))),
    ),
    Misconception(
        "val-ends-too-early",
        "Validation ends where its own size says, counted from the beginning of the order. Count "
        "from where it begins.",
        by_slices(lambda N, a, b: (slice(a), slice(a, b), slice(a + b, N))),
    ),
    Misconception(
        "test-begins-too-early",
        "Test begins where validation does, so it holds the validation examples as well. It should "
        "begin where validation ends.",
        by_slices(lambda N, a, b: (slice(a), slice(a, a + b), slice(a, N))),
    ),
    Misconception(
        "test-begins-too-early",
        "Test begins after as many examples as validation has, and so holds training and "
        "validation examples as well. It should begin where validation ends.",
        by_slices(lambda N, a, b: (slice(a), slice(a, a + b), slice(b, N))),
    ),
    Misconception(
        "last-example-lost",
        "The last example of your order is in no part. A slice ends before its second number, and "
        "without one it goes to the end.",
        by_slices(lambda N, a, b: (slice(a), slice(a, a + b), slice(a + b, N - 1))),
    ),
    Misconception(
        "one-lost-at-each-cut",
        "An example is lost at each cut. A slice ends before its second number, so the next one "
        "begins at that same number.",
        by_slices(lambda N, a, b: (slice(a), slice(a + 1, a + b), slice(a + b + 1, N))),
    ),
)
