"""mlp_forward: layers one after the other, with relu between them."""

import functools
import itertools

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .mistaken_mlp import MISCONCEPTIONS


def run(t, x, **params):
    return unpack(t.mlp_forward(params, x), "logits")


def run_again(t, x, **params):
    """What the second call returns, on other numbers: nothing of the first may be left."""
    t.mlp_forward({name: 2 * value for name, value in params.items()}, x + 1)
    return unpack(t.mlp_forward(params, x), "logits")


def network(N, *widths, dtype=np.float64):
    """A maker of a network from widths[0] features to widths[-1] logits, and a batch of N."""

    def make(rng):
        numbers = {"x": rng.standard_normal((N, widths[0]))}
        for layer, (D, M) in enumerate(itertools.pairwise(widths), start=1):
            numbers[f"w{layer}"] = rng.standard_normal((D, M)) * np.sqrt(2 / D)
            numbers[f"b{layer}"] = rng.choice([-1, 1], M) * rng.uniform(0.2, 0.6, M)
        return {name: value.astype(dtype) for name, value in numbers.items()}

    return make


def last_layer_first(rng):
    """A network whose names come in another order: which layer is which is said by the names."""
    numbers = network(3, 3, 3, 3)(rng)
    return {name: numbers[name] for name in ("x", "w2", "b2", "w1", "b1")}


# Correct code, written another way.


def by_recursion(params, x):
    def layer(out, number):
        out = np.dot(out, params[f"w{number}"]) + params[f"b{number}"]
        if f"w{number + 1}" not in params:
            return out
        return layer(np.where(out > 0, out, 0), number + 1)

    return layer(x, 1)


def by_lists(params, x):
    rows = x.tolist()
    for layer in range(1, len(params) // 2 + 1):
        if layer > 1:
            rows = [[max(v, 0.0) for v in row] for row in rows]
        columns = [[*w, b] for w, b in zip(params[f"w{layer}"].T, params[f"b{layer}"], strict=True)]
        rows = [
            [sum(p * q for p, q in zip([*row, 1.0], column, strict=True)) for column in columns]
            for row in rows
        ]
    return rows


def in_the_order_given(params, x):
    values = list(params.values())
    *hidden, last = zip(values[::2], values[1::2], strict=True)
    out = functools.reduce(lambda h, layer: nn.relu(h @ layer[0] + layer[1]), hidden, x)
    return {"logits": out @ last[0] + last[1]}


def by_sorted_numbers(params, x):
    numbers = sorted(int(name[1:]) for name in params if name.startswith("w"))
    kept = [x]
    for number in numbers:
        z = np.einsum("nd,dm->nm", kept[-1], params[f"w{number}"]) + params[f"b{number}"]
        kept.append(np.clip(z, 0, np.inf))
    return [*z]


def used_up(params, x):
    layer = 1
    while params:
        w, b = params.pop("w" + str(layer)), params.pop("b" + str(layer))
        x = x @ w
        x += b
        if params:
            x[x < 0] = 0
        layer += 1
    return (x,)


def example_by_example(params, x):
    L = max(int(name.lstrip("wb")) for name in params)
    logits = np.zeros((len(x), params[f"b{L}"].size))
    for n, h in enumerate(x):
        for layer in range(1, L):
            h = h @ params[f"w{layer}"] + params[f"b{layer}"]
            h *= h > 0
        logits[n] = params[f"w{L}"].T @ h + params[f"b{L}"]
    return logits


MLP_FORWARD = Exercise(
    name="mlp_forward",
    points=3,
    minutes=12,
    lines=6,
    reference=nn.mlp_forward,
    probes=(
        Probe("two layers", network(5, 3, 7, 4), run),
        Probe("one layer", network(4, 3, 2), run),
        Probe("three layers", network(6, 4, 8, 6, 3), run),
        Probe("two layers, all sizes 5", network(5, 5, 5, 5), run),
        Probe("three layers, all sizes 4", network(4, 4, 4, 4, 4), run),
        Probe("eleven layers, all of width 6", network(4, *[6] * 12), run),
        Probe("a batch of one", network(1, 4, 9, 7, 3), run),
        Probe("a single logit", network(6, 2, 7, 1), run),
        Probe("float32", network(7, 3, 8, 2, dtype=np.float32), run, rtol=1e-3),
        Probe("a second call", network(3, 2, 7, 8, 4), run_again),
        Probe(
            "names in another order",
            last_layer_first,
            run,
            advice="Where params lists its layers in another order, other numbers come out. Which "
            "layer is which is said by the names. It costs no points.",
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Draw three layers as boxes on a line, from x to the logits, and write a w and a b into "
        "each. What goes into the second box? Between which boxes does a relu stand?",
        "What one layer puts out is what the next one takes in. params holds two arrays a layer, "
        "so you can count the layers; relu comes after every layer but the last.",
        "Keep one variable, which begins as x. Go through the layers in a loop, from 1 on; in "
        "each turn your linear_forward gives it a new value (of the pair it returns you want the "
        'first), and relu follows unless this was the last. f"w{layer}" is the name of a weight.',
    ),
    variants=(
        by_recursion,
        by_lists,
        in_the_order_given,
        by_sorted_numbers,
        used_up,
        example_by_example,
        from_the_prompt.mlp_forward,
    ),
)
