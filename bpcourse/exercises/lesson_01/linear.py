"""linear_forward: many neurons at once, for many examples at once."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .mistaken_linear import MISCONCEPTIONS


def run(t, x, w, b):
    """out, with a cache beside it or without."""
    got = t.linear_forward(x, w, b)
    if isinstance(got, list) and got and isinstance(got[0], np.ndarray) and got[0].ndim == 2:
        got = tuple(got)
    return unpack(got[:1] if isinstance(got, tuple) else got, "out")


def run_with_cache(t, x, w, b):
    """out, if x and w are kept beside it; else nothing."""
    wanted = x.copy(), w.copy()
    got = t.linear_forward(x, w, b)
    if isinstance(got, dict):
        got = got.get("out"), got.get("cache")
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return {}
    out, cache = got
    pair = isinstance(cache, (tuple, list)) and len(cache) == 2
    return unpack((out,), "out") if pair and all(map(np.array_equal, cache, wanted)) else {}


def shapes(N, D, M, dtype=np.float64):
    """A maker of inputs for a layer from D to M features and a batch of N."""

    def make(rng):
        sizes = {"x": (N, D), "w": (D, M), "b": (M,)}
        numbers = {name: rng.standard_normal(size) for name, size in sizes.items()}
        numbers["b"] += np.where(numbers["b"] < 0, -0.5, 0.5)  # a bias that can be seen
        return {name: value.astype(dtype) for name, value in numbers.items()}

    return make


# Correct code, written another way.


def by_loops(x, w, b):
    out = []
    for row in x.tolist():
        pairs = [zip(row, column, strict=True) for column in w.T]
        out.append([sum(p * q for p, q in pair) + c for pair, c in zip(pairs, b, strict=True)])
    return out, [x, w]


def by_einsum(x, w, b):
    return {"cache": (x, w), "out": np.einsum("nd,dm->nm", x, w) + b}


def turned_over(x, w, b):
    out = np.dot(w.T, x.T) + b.reshape(-1, 1)
    return [out.T, (x, w, b)]


def with_one_input_more(x, w, b):
    return np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([w, b])


def example_by_example(x, w, b):
    out = np.tile(b.astype(float), (len(x), 1))
    for n in range(len(x)):
        for d in range(len(w)):
            out[n] += x[n, d] * w[d]
    return out, {"x": x, "w": w}


def in_place(x, w, b):
    out = x @ w
    out += b
    x[...] = 0
    return (out,)


def output_by_output(x, w, b):
    columns = [nn.linear_forward(x, w[:, [m]], b[[m]])[0] for m in range(len(b))]
    return np.concatenate(columns, axis=1), (x, w)


LINEAR_FORWARD = Exercise(
    name="linear_forward",
    points=2,
    minutes=8,
    lines=2,
    reference=nn.linear_forward,
    probes=(
        Probe("N=5, D=3, M=4", shapes(5, 3, 4), run),
        Probe("all sizes 4", shapes(4, 4, 4), run),
        Probe("a batch of one", shapes(1, 3, 2), run),
        Probe("as many examples as outputs", shapes(3, 5, 3), run),
        Probe("a single output", shapes(6, 2, 1), run),
        Probe("a single input", shapes(2, 1, 3), run),
        Probe("float32", shapes(7, 2, 3, np.float32), run, rtol=1e-3),
        Probe(
            "x and w, kept for later",
            shapes(4, 2, 3),
            run_with_cache,
            advice="Lesson 05 will want x and w back: return the pair of them, in this order, "
            "beside out. It costs no points.",
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Begin with the shapes. You hold x (N, D), w (D, M) and b (M,), and out is (N, M): a row "
        "for each example, a column for each output. Which axis has to vanish?",
        "Each entry of out is what neuron_forward gave: a row of x meets a column of w, the "
        "products are added up, and that column's bias is added.",
        "All rows meet all columns in one matrix product, with the axis that vanishes last on the "
        "left and first on the right. NumPy adds a vector of length M to every row. Beside out, "
        "return a pair of what lesson 05 will need.",
    ),
    variants=(
        by_loops,
        by_einsum,
        turned_over,
        with_one_input_more,
        example_by_example,
        in_place,
        output_by_output,
        from_the_prompt.linear_forward,
    ),
)
