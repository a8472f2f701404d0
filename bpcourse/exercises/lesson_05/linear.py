"""linear_backward: three gradients out of one."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, x, w, b, dout):
    _, cache = t.linear_forward(x, w, b)
    return unpack(t.linear_backward(dout, cache), "dx", "dw", "db")


def run_again(t, x, w, b, dout):
    """What the second call returns, as in training: nothing of the first may be left."""
    _, cache = t.linear_forward(x.copy(), w.copy(), b)
    t.linear_backward(dout.copy(), cache)
    _, cache = t.linear_forward(x, w, b)
    return unpack(t.linear_backward(dout, cache), "dx", "dw", "db")


def shapes(N, D, M, dtype=np.float64):
    """A maker of inputs for a layer from D to M features and a batch of N."""

    def make(rng):
        sizes = {"x": (N, D), "w": (D, M), "b": (M,), "dout": (N, M)}
        return {name: rng.standard_normal(size).astype(dtype) for name, size in sizes.items()}

    return make


PROBES = (
    Probe("N=5, D=3, M=4", shapes(5, 3, 4), run),
    Probe("all sizes 4", shapes(4, 4, 4), run),
    Probe("a batch of one", shapes(1, 3, 2), run),
    Probe("as many examples as outputs", shapes(3, 5, 3), run),
    Probe("a single output", shapes(6, 2, 1), run),
    Probe("float32", shapes(7, 2, 3, np.float32), run, rtol=1e-3),
    Probe("a second call", shapes(4, 2, 3), run_again),
)


# Each wrong answer is right but for one thing.


def right(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)


def wrong_dx(make):
    return lambda dout, cache: (make(dout, *cache), *right(dout, cache)[1:])


def wrong_dw(make):
    def wrong(dout, cache):
        dx, _, db = right(dout, cache)
        return dx, make(dout, *cache), db

    return wrong


def wrong_db(make):
    return lambda dout, cache: (*right(dout, cache)[:2], make(dout))


def ignores_dout(dout, cache):
    return right(np.ones_like(dout), cache)


def local_slopes_only(dout, cache):
    x, w = cache
    return w, x, np.ones(dout.shape[1])


def cache_swapped(dout, cache):
    w, x = cache
    return right(dout, (x, w))


def returns_in_another_order(dout, cache):
    dx, dw, db = right(dout, cache)
    return dw, dx, db


def returns_the_parameters(dout, cache):
    x, w = cache
    return x, w, right(dout, cache)[2]


NO_DOUT = (
    "Your gradient does not depend on dout: it is the layer's own slope, before the rest of the "
    "network has its say. What the loss feels is that slope times the gradient that comes in."
)
ELEMENTWISE = (
    "{} is built entry by entry. Each of its entries should add up several products; an "
    "elementwise product makes only one."
)
LAST_EXAMPLE = (
    "{} holds what the last example contributes, and nothing of the others. In a loop over the "
    "batch each example adds its share to what is there."
)

MISCONCEPTIONS = (
    Misconception(
        "bias-not-summed",
        "db has one row for each example. b is the same vector for all of them: it is used once "
        "per example, and every use adds to its gradient.",
        wrong_db(lambda dout: dout),
    ),
    Misconception(
        "bias-summed-over-outputs",
        "db is summed over the outputs of each example. It should keep one entry per output, and "
        "add up over the batch.",
        wrong_db(lambda dout: dout.sum(axis=1)),
    ),
    Misconception(
        "bias-one-number",
        "db is a single number, the sum of all of dout. Each output has a bias of its own, so "
        "each keeps a sum of its own.",
        wrong_db(lambda dout: dout.sum()),
    ),
    Misconception(
        "bias-averaged",
        "db is averaged over the batch. If the loss is a mean, its 1/N is inside dout already "
        "when it arrives here; the layer itself adds up.",
        wrong_db(lambda dout: dout.mean(axis=0)),
    ),
    Misconception(
        "weights-averaged",
        "dw is averaged over the batch. If the loss is a mean, its 1/N is inside dout already "
        "when it arrives here; the layer itself adds up.",
        wrong_dw(lambda dout, x, w: x.T @ dout / len(x)),
    ),
    Misconception(
        "weights-transposed",
        "dw comes out lying on its side: rows are outputs and columns are inputs. A gradient has "
        "the shape of what it belongs to, and w has a row for each input.",
        wrong_dw(lambda dout, x, w: dout.T @ x),
    ),
    Misconception(
        "weights-not-transposed",
        "dx takes dout through w the way the forward pass went. Going back, each output hands "
        "its gradient to the inputs it came from, so rows and columns of w trade places.",
        wrong_dx(lambda dout, x, w: dout @ w),
    ),
    Misconception(
        "inputs-not-transposed",
        "dw multiplies x and dout as if their rows and columns met. What they share is the "
        "batch, and that is the axis to be summed away.",
        wrong_dw(lambda dout, x, w: x @ dout),
    ),
    Misconception(
        "elementwise-dx",
        ELEMENTWISE.format("dx"),
        wrong_dx(lambda dout, x, w: dout * w),
    ),
    Misconception(
        "elementwise-dx",
        ELEMENTWISE.format("dx"),
        wrong_dx(lambda dout, x, w: dout * w.T),
    ),
    Misconception(
        "elementwise-dw",
        ELEMENTWISE.format("dw"),
        wrong_dw(lambda dout, x, w: x * dout),
    ),
    Misconception(
        "elementwise-dw",
        ELEMENTWISE.format("dw"),
        wrong_dw(lambda dout, x, w: x.T * dout),
    ),
    Misconception("ignores-dout", NO_DOUT, ignores_dout),
    Misconception("ignores-dout", NO_DOUT, local_slopes_only),
    Misconception(
        "last-example-only",
        LAST_EXAMPLE.format("dw"),
        wrong_dw(lambda dout, x, w: np.outer(x[-1], dout[-1])),
    ),
    Misconception(
        "last-example-only",
        LAST_EXAMPLE.format("db"),
        wrong_db(lambda dout: dout[-1]),
    ),
    Misconception(
        "last-output-only",
        "dx holds what comes back through the last output, and nothing of the others. An input "
        "feeds every output, and each of them sends a share back.",
        wrong_dx(lambda dout, x, w: np.outer(dout[:, -1], w[:, -1])),
    ),
    Misconception(
        "cache-order",
        "x and w have traded places: the cache is unpacked in another order than the forward "
        "pass packed it.",
        cache_swapped,
        joint=("dx", "dw"),
    ),
    Misconception(
        "return-order",
        "dx and dw are both right, but each stands in the other's place: the gradients come back "
        "in the order of the forward pass's arguments.",
        returns_in_another_order,
        joint=("dx", "dw"),
    ),
    Misconception(
        "returns-parameters",
        "What comes back is x or w itself, not its gradient: two names that differ by one letter "
        "are easily mixed up.",
        returns_the_parameters,
    ),
    Misconception(
        "adds-the-input",
        "dx is right but for x itself, added on top. A gradient is built from slopes and from "
        "what comes in; the value of x has no term of its own here.",
        wrong_dx(lambda dout, x, w: dout @ w.T + x),
    ),
)


# Correct code, written another way.


def by_loops(dout, cache):
    x, w = cache
    N, D = x.shape
    M = w.shape[1]
    dx = [[0.0] * D for _ in range(N)]
    dw = [[0.0] * M for _ in range(D)]
    db = [0.0] * M
    for n in range(N):
        for m in range(M):
            db[m] += dout[n, m]
            for d in range(D):
                dx[n][d] += dout[n, m] * w[d, m]
                dw[d][m] += dout[n, m] * x[n, d]
    return dx, dw, db


def by_einsum(dout, cache):
    x, w = cache
    return [
        np.einsum("nm,dm->nd", dout, w),
        np.einsum("nd,nm->dm", x, dout),
        np.einsum("nm->m", dout),
    ]


def as_a_dict(dout, cache):
    x, w = cache
    ones = np.ones((1, len(x)))
    return {"db": ones @ dout, "dw": np.dot(dout.T, x).T, "dx": np.dot(w, dout.T).T}


def in_place(dout, cache):
    x, w = cache
    dw = x.T @ dout
    db = dout.sum(0, keepdims=True)
    x[...] = dout @ w.T
    dout[...] = 0
    return x, dw, db


def example_by_example(dout, cache):
    x, w = cache
    dw = np.zeros(w.shape)
    dx = np.empty(x.shape)
    for n, (row, back) in enumerate(zip(x, dout, strict=True)):
        dw += np.outer(row, back)
        dx[n] = w @ back
    return dx, dw, np.add.reduce(dout)


LINEAR_BACKWARD = Exercise(
    name="linear_backward",
    points=3,
    minutes=12,
    lines=4,
    reference=nn.linear_backward,
    probes=PROBES,
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Begin with the shapes. dx looks like x, dw like w, db like b; you hold dout (N, M), "
        "x (N, D) and w (D, M). Which axes have to vanish in each of the three?",
        "Write one entry of each with indices. An input reaches the loss through all outputs of "
        "its own example: sum over m. A weight or a bias serves every example: sum over n.",
        "A sum over an index that two arrays share is a matrix product, once that index stands "
        "last in the left one and first in the right one; turn an array over where it does not. "
        "With only dout in the sum, it is a sum along one axis.",
    ),
    variants=(
        by_loops,
        by_einsum,
        as_a_dict,
        in_place,
        example_by_example,
        from_the_prompt.linear_backward,
    ),
)
