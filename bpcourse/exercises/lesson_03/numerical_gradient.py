"""numerical_gradient: the slope along each entry of an array."""

import numpy as np

from bpcourse import gradcheck

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .wrong_gradients import MISCONCEPTIONS


def run(t, x, a, b, w, level, h):
    """Twice with the same x: what the first call does to it shows in the second.

    Without h, as most calls are, where h holds nothing.
    """

    def f(u):
        if np.shape(u) != a.shape:
            raise ValueError(f"f takes an array of shape {a.shape}, and got one of {np.shape(u)}")
        return float(level + (a * np.sin(w * u)).sum() + (b * u).sum() ** 2)

    t.numerical_gradient(f, x, *h.tolist())
    return unpack(t.numerical_gradient(f, x, *h.tolist()), "grad")


def curve(size, *h, level=0.0, dtype=np.float64):
    """A place and a curve in which every entry feels the others; no step is the default.

    It bends so much that 1e-3 for the default is never let through, and 1e-4 always is; see
    `steep_wave` beside `numerical_derivative`.
    """

    def make(rng):
        x = rng.uniform(0.5, 2, size) * rng.choice([-1, 1], size)
        a, b = rng.uniform(0.5, 1.5, size), rng.uniform(0.1, 0.3, size)
        return {
            "x": np.asarray(x, dtype),
            "a": np.asarray(a),
            "b": np.asarray(b),
            "w": np.array(rng.uniform(7.5, 8.5)),
            "level": np.array(level),
            "h": np.array(h),
        }

    return make


def whole(*h):
    def make(rng):
        x = rng.choice([-2, -1, 1, 2], (2, 3))
        return {**curve((2, 3), *h)(rng), "x": x}

    return make


# Correct code, written another way.


def in_place_and_back(f, x, h=1e-5):
    x = x if x.dtype == float else x.astype(float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / h / 2
    return grad


def up_and_down_again(f, x, h=1e-5):
    moved, slopes = np.array(x, dtype=float), []
    for k in range(moved.size):
        moved.flat[k] += h
        above = f(moved)
        moved.flat[k] -= 2 * h
        slopes.append((above - f(moved)) / (2 * h))
        moved.flat[k] += h
    return np.reshape(slopes, x.shape).tolist()


def with_unit_arrays(f, x, h=1e-5):
    units = h * np.eye(x.size).reshape(x.size, *x.shape)
    return (np.array([(f(x + e) - f(x - e)) / (2 * h) for e in units]).reshape(x.shape),)


def through_the_derivative(f, x, h=1e-5):
    grad = np.empty_like(x, dtype=np.float64)
    for k in range(x.size):

        def along(value, k=k):
            moved = x.astype(np.float64)
            moved.ravel()[k] = value
            return f(moved)

        grad.ravel()[k] = gradcheck.numerical_derivative(along, float(x.flat[k]), h)
    return {"grad": grad}


def by_recursion(f, x, h=1e-5):
    if not x.ndim:
        return (f(x + h) - f(x - h)) / (2 * h)
    rows = []
    for k in range(len(x)):

        def of_row(row, k=k):
            return f(np.concatenate([x[:k], row[np.newaxis], x[k + 1 :]]))

        rows.append(by_recursion(of_row, np.asarray(x[k]), h))
    return np.array(rows)


NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    points=2,
    minutes=12,
    lines=8,
    reference=gradcheck.numerical_gradient,
    probes=(
        Probe("a vector, h = 0.1", curve((3,), 0.1), run),
        # No rounding but that of results that are kept in float32 reaches 1e-9 here.
        Probe("two rows, three columns, h = 0.1", curve((2, 3), 0.1), run, rtol=1e-9),
        Probe("a square, h = 0.2", curve((3, 3), 0.2), run),
        Probe("three axes, h = 0.3", curve((2, 3, 2), 0.3), run),
        Probe("one number, h = 0.1", curve((), 0.1), run),
        Probe("h not given", curve((4, 5)), run),
        Probe("far above 0, h not given", curve((4, 5), level=6e4), run),
        Probe("whole numbers in x, h = 0.2", whole(0.2), run),
        Probe("whole numbers in x, h not given", whole(), run),
        Probe("float32, h = 0.1", curve((2, 4), 0.1, dtype=np.float32), run, rtol=1e-3),
        Probe(
            "float32, h = 0.1, to nine digits",
            curve((2, 4), 0.1, dtype=np.float32),
            run,
            rtol=1e-9,
            advice="Where x comes in float32, your gradient has about seven digits: the steps or "
            "the results are kept in float32 too. It costs no points.",
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "You can measure the slope of one number already. Which one number do you move to get one "
        "entry of the gradient, and what do all the others do meanwhile?",
        "Entry i of the gradient is a central difference: f with only entry i of x moved up by h, "
        "less f with only entry i moved down, over 2h. Everything else stands still, and is back "
        "in its place before the next entry has its turn.",
        "Make an array of float64 zeros in x's shape for the result. np.ndindex(x.shape) gives you "
        "the index of every entry, whatever the shape. For each, make a step: zeros with h in that "
        "one entry, to be added to x and taken from it without changing x.",
    ),
    variants=(
        in_place_and_back,
        up_and_down_again,
        with_unit_arrays,
        through_the_derivative,
        by_recursion,
        from_the_prompt.numerical_gradient,
    ),
)
