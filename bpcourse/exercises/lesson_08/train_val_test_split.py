"""train_val_test_split: examples to learn from, to choose with, and to judge with."""

import numpy as np

from bpcourse import data

from ..kit import WrongReturn, unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .wrong_splits import MISCONCEPTIONS

FIRST, SECOND, THIRD = "first", "second", "third"


def run(t, x, y, fractions, seed):
    """Two splits by one generator and one by another of the same seed, each as six arrays."""
    rng, outputs = np.random.default_rng(seed), {}
    again, third = (x.copy(), y.copy(), rng), (x.copy(), y.copy(), np.random.default_rng(seed))
    calls = {"first": (x, y, rng), "second": again, "third": third}
    for call, (examples, labels, source) in calls.items():
        parts = t.train_val_test_split(examples, labels, tuple(fractions.tolist()), source)
        if isinstance(parts, dict):
            parts = list(parts.values())
        if not isinstance(parts, (tuple, list)) or len(parts) != 3:
            raise WrongReturn(
                "it did not return three pairs (x, y), one each for train, val and test"
            )
        for name, pair in zip(("train", "val", "test"), parts, strict=True):
            if not isinstance(pair, (tuple, list, dict)):
                raise WrongReturn(f"what it returned for {name} is not a pair (x, y)")
            for part, value in unpack(pair, "x", "y").items():
                outputs[f"{call} {name} {part}"] = value * 1.0
    return outputs


def near(a, b, rtol, atol):
    """As np.isclose, for b that is finite; that one takes longer than the split itself."""
    return np.abs(a - b) <= atol + rtol * np.abs(b)


def places(rows, x):
    """Which example of x each row is; -1 where it is none of them."""
    if rows.shape[1:] != x.shape[1:]:
        return np.full(len(rows) if rows.ndim else 0, -1)
    rows, x = rows.reshape(len(rows), x[0].size), x.reshape(len(x), -1)
    nearest = np.abs(rows[:, :1] - x[:, 0]).argmin(axis=1)
    known = near(rows, x[nearest], 1e-6, 1e-6).all(axis=1)
    return np.where(known, nearest, -1)


def beside(found, labels, y):
    """Of the examples that were found, how many have their own y beside them."""
    if labels.shape != (len(found), *y.shape[1:]):
        return 0
    close = near(labels, y[found], 1e-5, 1e-8).reshape(len(found), y[0].size).all(axis=1)
    return int(np.sum(close & (found >= 0)))


def properties(outputs, inputs):
    """What must hold of every split, whoever shuffles."""
    x, y, N = inputs["x"], inputs["y"], len(inputs["x"])
    times, sizes, right = np.zeros((2, N)), np.zeros((2, 3)), 0
    for k, call in enumerate((FIRST, SECOND)):
        for j, part in enumerate(("train", "val", "test")):
            found = places(outputs[f"{call} {part} x"], x)
            right += beside(found, outputs[f"{call} {part} y"], y)
            np.add.at(times[k], found[found >= 0], 1)
            sizes[k, j] = np.sum(found >= 0)
    return {
        "sizes": sizes,
        "times each example comes": times,
        "share of y beside its x": np.array(right / max(times.sum(), 1)),
    }


AT_RANDOM, AS_THEY_COME, THE_FIRST_MIXED, NEIGHBOURS, AGAIN, NONE = 1, 0, -1, -2, -3, -4


def properties_and_chance(outputs, inputs):
    """Also: whether training examples are picked at random, anew at each call, and by rng.

    Drawn at random, 180 of 300, neighbours differ 144 times with a standard deviation of 8.3;
    in a block they do so twice, which is 17 of these. Two draws agree on 156 with one of 8.3; the
    same draw agrees on 300, which is 17 as well.
    """
    chosen, picked = np.zeros((2, len(inputs["x"])), dtype=bool), []
    for k, call in enumerate((FIRST, SECOND)):
        found = places(outputs[f"{call} train x"], inputs["x"])
        found = found[found >= 0]
        chosen[k, found] = True
        changes = np.sum(chosen[k, 1:] != chosen[k, :-1])
        if not found.size:
            picked.append(NONE)
        elif abs(changes - 144) > 6 * 8.3:
            block = np.arange(len(found))
            first = AS_THEY_COME if np.array_equal(found, block) else THE_FIRST_MIXED
            picked.append(first if np.array_equal(np.sort(found), block) else NEIGHBOURS)
        elif k and abs(np.sum(chosen[0] == chosen[1]) - 156) > 6 * 8.3:
            picked.append(AGAIN)
        else:
            picked.append(AT_RANDOM)
    if picked[0] == AT_RANDOM:
        first, third = (places(outputs[f"{call} train x"], inputs["x"]) for call in (FIRST, THIRD))
        repeats = float(np.array_equal(first, third))
    else:
        repeats = NONE
    return {
        **properties(outputs, inputs),
        "choice for training": np.array(picked, dtype=float),
        "randomness from rng": np.array(repeats, dtype=float),
    }


def examples(N, fractions, size=(3,), targets=()):
    """Examples in the order of their labels, as data often come; y numbers them."""

    def make(rng):
        y = np.sort(rng.choice(10 * N, N, replace=False))
        if targets:
            y = rng.standard_normal((N, *targets))
        return {
            "x": rng.standard_normal((N, *size)),
            "y": y,
            "fractions": np.array(fractions),
            "seed": rng.integers(0, 2**32, 4),
        }

    return make


# Correct code, written another way. Whoever draws the order does so in a way of their own.


def by_sorting_numbers(x, y, fractions, rng):
    N = len(x)
    order = np.argsort(rng.random(N))
    cuts = np.cumsum([round(f * N) for f in fractions[:2]])
    return list(zip(np.split(x[order], cuts), np.split(y[order], cuts), strict=True))


def by_a_list(x, y, fractions, rng):
    pairs = list(zip(x, y, strict=True))
    rng.shuffle(pairs)
    a = int(np.rint(fractions[0] * len(pairs)))
    b = a + int(np.rint(fractions[1] * len(pairs)))
    parts = pairs[:a], pairs[a:b], pairs[b:]
    return tuple(
        (
            np.array([row for row, _ in part]).reshape(-1, *x.shape[1:]),
            np.array([label for _, label in part]).reshape(-1, *y.shape[1:]),
        )
        for part in parts
    )


def in_place(x, y, fractions, rng):
    for last in range(len(x) - 1, 0, -1):
        k = rng.integers(last + 1)
        x[[k, last]], y[[k, last]] = x[[last, k]], y[[last, k]]
    a, b = (int(f * len(x) + 0.5) for f in fractions[:2])
    return [[x[:a], y[:a]], [x[a : a + b], y[a : a + b]], [x[a + b :], y[a + b :]]]


def by_names(x, y, fractions, rng):
    N = len(x)
    names = np.full(N, 2)
    order = rng.choice(N, N, replace=False)
    n_train, n_val = round(N * fractions[0]), round(N * fractions[1])
    names[order[:n_train]] = 0
    names[order[n_train : n_train + n_val]] = 1
    return {
        name: {"x": x[names == k], "y": y[names == k]}
        for k, name in enumerate(("train", "val", "test"))
    }


def part_by_part(x, y, fractions, rng):
    left, parts = list(range(len(x))), []
    for fraction in fractions[:2]:
        taken = [left.pop(rng.integers(len(left))) for _ in range(round(fraction * len(x)))]
        parts.append(taken)
    return tuple((x[part], y[part]) for part in (*parts, rng.permutation(np.array(left, int))))


TRAIN_VAL_TEST_SPLIT = Exercise(
    name="train_val_test_split",
    points=2,
    minutes=12,
    lines=6,
    reference=data.train_val_test_split,
    probes=(
        Probe("N=13, shares 0.6, 0.2, 0.2", examples(13, (0.6, 0.2, 0.2)), run, properties),
        Probe("N=17, shares 0.7, 0.15, 0.15", examples(17, (0.7, 0.15, 0.15)), run, properties),
        Probe("N=12, shares 0.45, 0.1, 0.45", examples(12, (0.45, 0.1, 0.45)), run, properties),
        Probe("N=9, nothing to test", examples(9, (0.75, 0.25, 0.0)), run, properties),
        Probe("N=100, shares 0.58, 0.29, 0.13", examples(100, (0.58, 0.29, 0.13)), run, properties),
        Probe("pictures", examples(14, (0.5, 0.3, 0.2), size=(2, 2)), run, properties),
        Probe("two targets", examples(16, (0.6, 0.2, 0.2), targets=(2,)), run, properties),
        Probe("N=300", examples(300, (0.6, 0.2, 0.2)), run, properties_and_chance),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Examples often come sorted, by class or by writer. What would the three parts hold if you "
        "cut them off as they come? And what must happen to y whenever something happens to x?",
        "Draw one order of the N numbers of the examples. Training gets the first round(f0 N) of "
        "it, validation the next round(f1 N), and test whatever is left.",
        "A Generator has a method that draws such an order: permutation. Cut it in three by "
        "slices; the second begins where the first ends. An array of numbers picks rows: use each "
        "piece on x and on y alike.",
    ),
    variants=(
        by_sorting_numbers,
        by_a_list,
        in_place,
        by_names,
        part_by_part,
        from_the_prompt.train_val_test_split,
    ),
    says={
        "sizes": "Training should have the rounded share of the examples, validation likewise, and "
        "test all the rest. Here stands how many each part has, call by call.",
        "times each example comes": "Each example should be in exactly one part. Here stands how "
        "often each one comes, call by call.",
        "share of y beside its x": "Every example should keep its own y. Here stands the share "
        "of those that do.",
        "choice for training": "The training examples should come from all over the data, at "
        "random, and a second call should pick others. Here stands 1 for each call that does.",
        "randomness from rng": "A generator with the same seed should give the same split again: "
        "what is random in it comes from the rng that is handed over.",
    },
)
