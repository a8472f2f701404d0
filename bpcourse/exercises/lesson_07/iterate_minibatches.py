"""iterate_minibatches: all examples, shuffled, dealt out in batches."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, as_array
from ..model import Exercise, Probe
from . import from_the_prompt
from .minibatches_wrong import MISCONCEPTIONS

ONCE = "turns of an example (fewest, most), how many of them come"
PAIRS = "pairs of x and y"
SHUFFLED = "shuffling"
ANEW = "a new order each epoch"
FROM_RNG = "randomness from rng"
FIRST = 2  # the label of the first example; no label is 0 or 1


def run(t, x, y, batch_size, seeds):
    """Two epochs with one generator, and for each further seed one more."""
    dealt, given, most = [], (x.copy(), y.copy()), 4 + 5 * int(np.ceil(len(x) / batch_size))
    rng = np.random.default_rng(int(seeds[0]))
    rngs = [rng, rng, *(np.random.default_rng(int(seed)) for seed in seeds[1:])]
    for epoch, rng in enumerate(rngs):
        batches = t.iterate_minibatches(x, y, int(batch_size), rng)
        x, y = given[0].copy(), given[1].copy()
        if batches is None:
            raise WrongReturn("it returned None, where batches come: is a yield or return missing?")
        if isinstance(batches, tuple) and any(isinstance(part, np.ndarray) for part in batches):
            raise WrongReturn(
                "it hands out one batch and ends: return leaves the loop, yield goes on"
            )
        before = len(dealt)
        for _, batch in zip(range(most), batches, strict=False):
            dealt.append((epoch, *map(np.array, batch)))
        if len(dealt) - before == most:
            raise WrongReturn(f"it deals {len(x)} examples out in {most} batches, and goes on")
    if not dealt:
        raise WrongReturn("no batch comes out")
    if any(len(parts) != 3 for parts in dealt):
        raise WrongReturn("each batch should be a pair: some of x, and the same of y")
    epochs, xs, ys = zip(*dealt, strict=True)
    shapes = [(a.shape, b.shape) for a, b in zip(xs, ys, strict=True)]
    odd = [(a, b) for a, b in shapes if len(a) != 2 or len(b) != 1 or a[0] != b[0]]
    if odd or len({a[1] for a, _ in shapes}) > 1:
        raise WrongReturn(
            f"a batch should be x of shape (n, {given[0].shape[1]}) and y of shape (n,), but there "
            f"is one with the shapes {(odd or shapes)[0][0]} and {(odd or shapes)[0][1]}"
        )
    return {
        "x": as_array("x", np.concatenate(xs)),
        "y": as_array("y", np.concatenate(ys)),
        "sizes": np.array([len(b) for b in ys]),
        "epochs": np.array(epochs),
    }


class Dealt:
    """What was dealt out: for each epoch the numbers of the examples, batch by batch.

    Raises
    ------
    ValueError
        If there is something else than examples, or nothing.
    """

    def __init__(self, outputs, inputs):
        self.N, self.sizes = len(inputs["x"]), outputs["sizes"]
        self.order = outputs["y"].astype(int) - FIRST
        known = (self.order >= 0) & (self.order < self.N)
        if not known.all() or not known.size or self.sizes.sum() != known.size:
            raise ValueError("labels that were never put in")
        self.x, self.epochs = outputs["x"], outputs["epochs"]
        starts = np.cumsum(self.sizes) - self.sizes
        self.by_epoch = [
            self.order[starts[here][0] : starts[here][-1] + self.sizes[here][-1]]
            for here in (self.epochs == epoch for epoch in range(self.epochs.max() + 1))
        ]


def reduce_small(outputs, inputs):
    """Sizes, each example once, and x beside its y."""
    return counted(Dealt(outputs, inputs), inputs)


def counted(dealt, inputs):
    counts = [np.bincount(order, minlength=dealt.N) for order in dealt.by_epoch[:2]]
    matches = dealt.x.shape[1:] == inputs["x"].shape[1:] and np.allclose(
        dealt.x, inputs["x"][dealt.order]
    )
    return {
        "batch sizes": dealt.sizes[dealt.epochs < 2],
        ONCE: np.array([np.min(counts), np.max(counts), *np.count_nonzero(counts, axis=1)]),
        PAIRS: np.array(float(matches)),
    }


def reduce_large(outputs, inputs):
    """Also whether the orders are random, and differ, and come from the generator.

    Nothing is said of the order where examples come twice or beside another label, nor of where it
    comes from if it is the one in x, or too short to tell.
    """
    dealt = Dealt(outputs, inputs)
    first, second, same, other = dealt.by_epoch
    reduced = counted(dealt, inputs)
    if reduced[ONCE][1] > 1 or not reduced[PAIRS]:
        return reduced
    reduced[SHUFFLED] = graded([disorder(order, dealt.N) for order in dealt.by_epoch])
    few = min(map(len, dealt.by_epoch)) < dealt.N / 2
    if few or all((np.diff(order) > 0).all() for order in dealt.by_epoch):
        return reduced
    repeats, renews = not differ(first, same), differ(first, other)
    return {
        **reduced,
        ANEW: np.array(float(differ(first, second))),
        FROM_RNG: np.array(repeats + 2.0 * renews),
    }


def disorder(order, N):
    """How far an order is from that in x: neighbours that were torn apart, and the ways gone.

    Both are 1 on average in a random order, and near 0 in one that is not. Of 100 numbers about 2
    of 99 neighbours stay neighbours (a Poisson number), and the ways, N/3 on average, have a
    standard deviation of 0.064 of that.
    """
    if len(order) < N / 2:  # too few to tell
        return np.array([1.0, 1.0])
    torn = np.mean(np.abs(np.diff(order)) != 1)
    ways = np.abs(order - np.linspace(0, N - 1, len(order)))
    return np.array([torn, np.mean(ways) / (N / 3)])


def graded(disorders):
    """The mean over epochs as a mark: 8 is random, 0 is the order in x.

    Each of the two has three grades. A random order gets less than the highest with a probability
    below 1e-30: 50 of 99 neighbours would have to stay together, or the ways to be 11 standard
    deviations too short.
    """
    torn, ways = np.mean(disorders, axis=0)
    return np.array(3.0 * np.sum(torn > [0.05, 0.5]) + np.sum(ways > [0.02, 0.25]))


def differ(a, b):
    """Whether two orders have less than half of their places in common."""
    return len(a) != len(b) or np.mean(a == b) < 0.5


def numbered(N, batch_size, *seeds):
    """A maker of N examples whose labels are their numbers, counted from FIRST."""

    def make(rng):
        return {
            "x": rng.standard_normal((N, 3)),
            "y": np.arange(N) + FIRST,
            "batch_size": np.array(batch_size),
            "seeds": np.array([0, *seeds]) + rng.integers(2**20),
        }

    return make


# Correct code, written another way.


def as_a_list(x, y, batch_size, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    cuts = range(batch_size, len(y), batch_size)
    return list(zip(np.split(x[order], cuts), np.split(y[order], cuts), strict=True))


def by_sorting_random_numbers(x, y, batch_size, rng):
    left = list(np.argsort(rng.random(len(x))))
    while left:
        now, left = left[:batch_size], left[batch_size:]
        yield [np.array([x[i] for i in now]), [y[i] for i in now]]


def in_place(x, y, batch_size, rng):
    order = rng.permutation(x.shape[0])
    x[:], y[:] = x[order], y[order]
    batches = []
    for start in range(0, len(x), batch_size):
        batches.append((x[start : start + batch_size], y[start : start + batch_size]))
    return tuple(batches)


def drawing_one_by_one(x, y, batch_size, rng):
    left, batch = list(range(len(x))), []
    while left:
        batch.append(left.pop(int(rng.integers(len(left)))))
        if len(batch) == batch_size or not left:
            yield x[batch], y[batch]
            batch = []


def joined(x, y, batch_size, rng):
    table = np.column_stack([x, y])
    table = rng.choice(table, size=len(table), replace=False)
    full = len(x) // batch_size * batch_size
    parts = [table[i : i + batch_size] for i in range(0, full, batch_size)]
    parts += [table[full:]] if full < len(x) else []
    return ((part[:, :-1], part[:, -1].astype(y.dtype)) for part in parts)


ITERATE_MINIBATCHES = Exercise(
    name="iterate_minibatches",
    points=2,
    minutes=10,
    lines=4,
    reference=nn.iterate_minibatches,
    probes=(
        Probe("N=10, batches of 4", numbered(10, 4), run, reduce_small),
        Probe("N=12, batches of 4", numbered(12, 4), run, reduce_small),
        Probe("N=9, batches of 1", numbered(9, 1), run, reduce_small),
        Probe("N=6, one batch", numbered(6, 6), run, reduce_small),
        Probe("N=5, batches of 8", numbered(5, 8), run, reduce_small),
        Probe("a single example", numbered(1, 3), run, reduce_small),
        Probe("N=100, batches of 7", numbered(100, 7, 0, 1), run, reduce_large),
    ),
    misconceptions=MISCONCEPTIONS,
    says={
        "batch sizes": "The batches do not have the right sizes: each holds batch_size examples, "
        "the last one what is left.",
        ONCE: "In an epoch every example should come exactly once. Here some come more often, or "
        "not at all.",
        PAIRS: "Some examples stand beside the label of another one.",
        SHUFFLED: "The order of the examples is not random enough: it still shows how they lay in "
        "x.",
        ANEW: "Two epochs have the same order. Each call should shuffle anew.",
        FROM_RNG: "The order does not come from rng alone: two generators with the same seed "
        "should give the same order, and two with different seeds another one.",
    },
    hints=(
        "Shuffling x and y each by itself would tear them apart. What could you shuffle instead, "
        "once, so that both can follow it?",
        "A random order of the numbers 0 to N-1 tells which example comes when. Cut that order "
        "into pieces of batch_size; the same piece picks rows of x and of y.",
        "rng.permutation(N) draws an order. Step through it from 0 to N in steps of batch_size; "
        "a slice beyond the end is cut short by itself. yield hands out one pair and goes on.",
    ),
    variants=(
        as_a_list,
        by_sorting_random_numbers,
        in_place,
        drawing_one_by_one,
        joined,
        from_the_prompt.iterate_minibatches,
    ),
)
