"""How a `Value` is tried: each operation alone first, then graphs of them."""

import numpy as np

from ..model import Probe
from . import value_runs as run

# A run is told by its place which operation is meant: only arrays are handed to it.
BINARY = ("add", "mul")
UNARY = ("exp", "relu", "tanh")
ALL = ("+", "*", "**", "exp", "relu", "tanh")

ACCUMULATES = (
    "Where backward runs a second time, yours gives other numbers: what the first run left in grad "
    "is still there, and the new is added to it. That is a convention, and other engines have it "
    "too; here backward clears the grads before it begins. It costs no points."
)


def signed(rng, signs):
    """Numbers of given signs, neither small nor large."""
    return rng.uniform(0.4, 1.8, len(signs)) * signs


def points(place=None, **signs):
    """A maker of numbers of given signs; `place` names the operation."""

    def make(rng):
        arrays = {name: signed(rng, s) for name, s in signs.items()}
        return arrays if place is None else {"op": np.array(place), **arrays}

    return make


def beside_numbers(place):
    """A maker of numbers that get a plain number beside them: one with a fraction, one without."""

    def make(rng):
        number = [-rng.uniform(0.4, 1.8), rng.integers(2, 6)]
        return {"op": np.array(place), "a": signed(rng, [1, -1]), "number": np.array(number)}

    return make


def both_sides(place):
    """A maker of numbers on both sides of 0, and of 1 and -1."""

    def make(rng):
        a = rng.uniform(0.3, 0.7, 4) + np.array([0, 1, 1, 0])
        return {"op": np.array(place), "a": a * [1, -1, 1, -1]}

    return make


def relu_inside(rng):
    """Numbers on both sides of 0, and factors below 0 that are put behind relu."""
    return {"a": signed(rng, [1, -1, 1, 1]), "k": signed(rng, [-1] * 4)}


def powers(rng):
    """An odd exponent for a base below 0; others, 0 among them, for one above."""
    n = [rng.choice([3, 5]), -rng.integers(1, 3), rng.uniform(0.3, 2.5), 0]
    return {"a": signed(rng, [-1, 1, 1, 1]), "n": np.array(n, dtype=float)}


def whole_numbers(rng):
    a, b = rng.choice([-5, -3, 3, 5]), rng.choice([-4, -2, 4, 6])  # 2 + 2 is 2 * 2
    return {"a": np.array(a), "b": np.array(b)}


def one_each(*names):
    """A maker of single numbers, some below 0, that are not alike."""

    def make(rng):
        sizes = rng.permutation(np.linspace(0.5, 1.7, len(names))) * rng.uniform(0.9, 1.1)
        signs = rng.choice([-1, 1], len(names))
        return {name: np.array(x) for name, x in zip(names, sizes * signs, strict=True)}

    return make


def steps(count):
    """A maker of what a chain starts from, in which nothing vanishes or explodes."""

    def make(rng):
        numbers = {"x": rng.uniform(0.5, 1.5), "w": rng.uniform(0.99, 1.01), "b": -0.1}
        return {name: np.array(x) for name, x in (numbers | {"steps": count}).items()}

    return make


def behind(place):
    """A maker of what one operation is tried on inside a chain; relu has to be open there."""

    def make(rng):
        a, b, c = signed(rng, [1, *rng.choice([-1, 1], 2)])
        if ALL[place] == "relu":  # near enough to 0 to tell where it opens; from above comes
            a, c = a / 2, -abs(c)  # a gradient below 0
        numbers = {"a": a, "b": b, "c": c, "n": rng.integers(3, 6), "op": place}
        return {name: np.array(number) for name, number in numbers.items()}

    return make


def of_two(place, part):
    """The probes of a sum or a product."""
    sign = "+*"[place]
    pairs, beside = points(place, a=[1, -1], b=[-1, -1]), beside_numbers(place)
    return (
        Probe(f"a {sign} b, forward", pairs, run.binary_values, part=part),
        Probe(f"a {sign} b, backward", pairs, run.binary_gradients, part=part),
        Probe(f"{sign} with a number, forward", beside, run.number_values, part=part),
        Probe(f"{sign} with a number, backward", beside, run.number_gradients, part=part),
    )


def of_one(place, part):
    """The probes of a function of one number, on both sides of 0."""
    make = both_sides(place)
    return (
        Probe(f"{part}, forward", make, run.unary_values, part=part),
        Probe(f"{part}, backward", make, run.unary_gradients, part=part),
    )


PROBES = (
    *(probe for place, part in enumerate(BINARY) for probe in of_two(place, part)),
    Probe("pow, forward", powers, run.power_values, part="pow"),
    Probe("pow, backward", powers, run.power_gradients, part="pow"),
    *(probe for place, part in enumerate(UNARY) for probe in of_one(place, part)),
    Probe("relu, with a gradient below 0", relu_inside, run.relu_inside, part="relu"),
    Probe("a lone number", points(a=[-1]), run.leaf, part="backward"),
    *(
        Probe(f"{name} twice, inside a chain", behind(i), run.through, part="backward")
        for i, name in enumerate(ALL)
    ),
    Probe("two results of one number", one_each("a", "b"), run.equal, part="backward"),
    Probe("a diamond", one_each("a", "b"), run.diamond, part="backward"),
    Probe("a short way and a long one", one_each("a", "b"), run.two_ways, part="backward"),
    Probe("a chain of 4", steps(2), run.chain, part="backward"),
    Probe("a chain of 200", steps(100), run.chain, part="backward"),
    Probe("a root that is used again", one_each("a", "b", "c"), run.used_again, part="backward"),
    Probe("whole numbers", whole_numbers, run.whole, part="backward"),
    Probe("what a node remembers", one_each("a", "b"), run.remembered, part="backward"),
    Probe("a second run", one_each("a", "b"), run.again, part="backward", advice=ACCUMULATES),
)
