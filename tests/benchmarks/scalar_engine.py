"""The scalar engine beside micrograd, on micrograd's own network; and its time a node.

The targets are a third of micrograd's time for a training step of its MLP(2, [16, 16, 1]) on 100
moons, and a time a node that does not grow with the graph. Python's garbage collector is on, as
it is for a learner; it is called before each turn, untimed, so that no engine pays for what the
other left behind. Both have to find the same loss and gradients to 1e-9, or there is no table.
"""

import argparse
import gc
import platform
import random
import time
from functools import partial
from itertools import pairwise
from statistics import median

from common import show, take_off_detours

STEPS = 5  # in a row, as in training: the graph of one step is litter in the next
SIZES = (1_000, 10_000, 100_000)
TRIED = """
What a node costs more in a large graph is mostly the collector: it walks over every object that
can hold others, again and again while a graph grows. A full walk waits until a quarter of them
are new, which bounds the growth. Tried: two inputs and two derivatives in slots of their own, in
place of the tuples, are 1.3 to 1.6 times faster and grow nearly as much; the class gets longer.
To switch the collector off while training is for a user to decide, not for an engine.
"""


class Network:
    """A multi-layer perceptron of scalars: relu between the layers, none after the last."""

    def __init__(self, value, sizes):
        self.layers = [
            [([value(0.0) for _ in range(D)], value(0.0)) for _ in range(M)]
            for D, M in pairwise(sizes)
        ]

    def __call__(self, x):
        for layer in self.layers:
            x = [sum((w * xi for w, xi in zip(ws, x, strict=True)), b) for ws, b in layer]
            if layer is not self.layers[-1]:
                x = [out.relu() for out in x]
        return x[0]

    def parameters(self):
        return [p for layer in self.layers for ws, b in layer for p in (*ws, b)]


def loss_of(model, value, x, y):
    """Mean hinge loss with a little L2, the same lines for either engine."""
    scores = [model([value(xi) for xi in row]) for row in x]
    losses = [(1 + -yi * score).relu() for yi, score in zip(y, scores, strict=True)]
    return sum(losses) * (1 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())


def step(model, value, x, y):
    """Forward pass of all examples, backward pass, update; returns the loss and the gradients."""
    loss = loss_of(model, value, x, y)
    for p in model.parameters():
        p.grad = 0.0
    loss.backward()
    for p in model.parameters():
        p.data -= 0.1 * p.grad
    return loss.data, *(p.grad for p in model.parameters())


def check_equal(ours, theirs):
    """Stop if the two engines do not calculate the same thing."""
    off = max(abs(a - b) / max(abs(b), 1.0) for a, b in zip(ours, theirs, strict=True))
    if not off <= 1e-9:
        raise SystemExit(f"losses or gradients differ by {off:.1e}: nothing to compare")


def seconds(run, times):
    """CPU time of one of several runs in a row, after a clean sweep."""
    gc.collect()
    began = time.process_time()
    for _ in range(times):
        run()
    return (time.process_time() - began) / times


def chain(value, n):
    """A graph n nodes deep, each the sum of the one before and the same leaf."""
    leaf = out = value(1.0)
    for _ in range(n - 1):
        out = out + leaf
    return out


def wide(value, n):
    """A sum of n/4 products of two leaves: four nodes for each."""
    return sum((value(1.0) * value(2.0) for _ in range(n // 4)), value(0.0))


def walk(build):
    """Build a graph, walk it backward and let it go."""
    build().backward()


def moons(n):
    """Two half moons as lists, with labels -1 and 1."""
    import numpy as np

    from bpcourse.data import make_moons

    x, y = make_moons(n, noise=0.1, rng=np.random.default_rng(0))
    return x.tolist(), (2 * y - 1).tolist()


def two_engines():
    """Each engine's Value, and its network with the same weights."""
    from bpcourse.autodiff import Value

    try:
        from micrograd.engine import Value as MicrogradValue
        from micrograd.nn import MLP
    except ModuleNotFoundError:
        raise SystemExit("micrograd is missing: pip install micrograd==0.1.0") from None

    random.seed(0)  # micrograd draws its weights from there
    theirs = MLP(2, [16, 16, 1])
    ours = Network(Value, [2, 16, 16, 1])
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        p.data = q.data
    return {"bpcourse": (ours, Value), "micrograd": (theirs, MicrogradValue)}


def race(engines, rounds):
    """Train both networks side by side, and print what a step costs."""
    from bpcourse.autodiff import topological_order

    x, y = moons(100)
    milliseconds = {name: [] for name in engines}
    for _ in range(rounds):
        check_equal(*(step(*engine, x, y) for engine in engines.values()))
        for name, engine in engines.items():
            run = partial(step, *engine, x, y)
            milliseconds[name].append(1e3 * seconds(run, STEPS))
    check_equal(*(step(*engine, x, y) for engine in engines.values()))

    nodes = len(topological_order(loss_of(*engines["bpcourse"], x, y)))
    slow = median(milliseconds["micrograd"])
    show(
        (f"a step, {nodes:,} nodes", "ms", "best", "worst", "times as fast"),
        *(
            (name, *(f"{f(ms):.0f}" for f in (median, min, max)), f"{slow / median(ms):.1f}")
            for name, ms in milliseconds.items()
        ),
    )


def growth(engines, rounds):
    """Print what a node costs in small graphs and in large ones."""
    from bpcourse.autodiff import Value, topological_order

    rows = [("microseconds a node", *(f"{n:,} nodes" for n in SIZES), "last / first")]
    for collector in ("on", "off"):
        costs = {}
        for n in SIZES:
            batch = moons(max(2, round(n / 658)))  # 658 nodes an example
            graphs = {
                "chain": partial(chain, Value, n),
                "wide": partial(wide, Value, n),
                "network": partial(loss_of, *engines["bpcourse"], *batch),
                "network, micrograd": partial(loss_of, *engines["micrograd"], *batch),
            }
            for name, build in graphs.items():
                same = graphs["network"] if "network" in name else build
                nodes = len(topological_order(same()))
                if collector == "off":
                    gc.disable()
                turns = [seconds(partial(walk, build), SIZES[-1] // n) for _ in range(rounds)]
                gc.enable()
                costs.setdefault(name, []).append(1e6 * median(turns) / nodes)
        for name, cost in costs.items():
            cells = (f"{us:.2f}" for us in (*cost, cost[-1] / cost[0]))
            rows.append((f"{name}, collector {collector}", *cells))
    show(*rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default: 5)")
    rounds = parser.parse_args().rounds
    take_off_detours()
    engines = two_engines()
    print(f"Python {platform.python_version()}, CPU time, medians of {rounds}, collector on\n")
    race(engines, rounds)
    print("\nBuilt, walked backward and freed:\n")
    growth(engines, rounds)
    print(TRIED)


if __name__ == "__main__":
    main()
