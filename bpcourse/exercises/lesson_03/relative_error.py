"""relative_error: one number that says how far apart two arrays are."""

import math

import numpy as np

from bpcourse import gradcheck

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .wrong_errors import MISCONCEPTIONS


def run(t, a, b):
    return unpack(t.relative_error(a, b), "error")


def apart(size, scale=1.0, longer=4, dtype=np.float64):
    """Two arrays of different lengths, each with entries of both signs."""

    def make(rng):
        a, b = scale * rng.standard_normal(size), longer * scale * rng.standard_normal(size)
        return {"a": np.asarray(a, dtype), "b": np.asarray(b, dtype)}

    return make


def nearly_equal(rng):
    a = rng.standard_normal((3, 4))
    return {"a": a, "b": a + 1e-4 * rng.standard_normal(a.shape)}


def one_entry_nearly_zero(rng):
    a = rng.standard_normal(6)
    a[2] = 1e-9
    b = a.copy()
    b[2] = 3e-9
    b[4] += 0.01
    return {"a": a, "b": b}


def equal(rng):
    a = rng.standard_normal((2, 3))
    return {"a": a, "b": a.copy()}


def opposite(rng):
    a = rng.standard_normal(5)
    return {"a": a, "b": -a}


def nothing(rng):
    return {"a": np.zeros((2, 2)), "b": np.zeros((2, 2))}


def whole(rng):
    return {"a": rng.integers(-9, 10, (3, 2)), "b": rng.integers(1, 10, (3, 2))}


# Correct code, written another way.


def by_loop(a, b):
    gap = size_a = size_b = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        gap += (p - q) ** 2
        size_a += p * p
        size_b += q * q
    return math.sqrt(gap) / max(math.sqrt(size_a) + math.sqrt(size_b), 1e-12)


def by_inner_products(a, b):
    a, b = np.ravel(a), np.ravel(b)
    d = a - b
    size = np.sqrt(a @ a) + np.sqrt(b @ b)
    return np.array([np.sqrt(d @ d) / (size if size > 1e-12 else 1e-12)])


def in_place(a, b):
    size = np.linalg.norm(a) + np.linalg.norm(b)
    a -= b
    return [np.linalg.norm(a) / np.maximum(size, 1e-12)]


def by_hypot(a, b):
    d, p, q = (math.hypot(*np.ravel(v)) for v in (a - b, a, b))
    return {"error": d / np.clip(p + q, 1e-12, None)}


def in_two_cases(a, b):
    a, b = np.asarray(a, dtype=np.longdouble), np.asarray(b, dtype=np.longdouble)
    d, p, q = (np.sqrt(np.square(v).sum()) for v in (b - a, a, b))
    if p + q <= 1e-12:
        return d * 1e12
    return 1 / ((p + q) / d) if d else 0


RELATIVE_ERROR = Exercise(
    name="relative_error",
    points=1,
    minutes=6,
    lines=3,
    reference=gradcheck.relative_error,
    probes=(
        Probe("a vector", apart((5,)), run),
        Probe("N=3, D=4", apart((3, 4), longer=1 / 4), run),
        Probe("a square", apart((3, 3), longer=1 / 4), run),
        Probe("three axes", apart((2, 3, 2)), run),
        Probe("two numbers", apart(()), run),
        Probe("nearly equal", nearly_equal, run),
        Probe("one entry nearly 0", one_entry_nearly_zero, run),
        Probe("equal arrays", equal, run),
        Probe("opposite arrays", opposite, run),
        Probe("zeros on both sides", nothing, run),
        Probe("gradients that have nearly vanished", apart((4, 2), 1e-10), run),
        Probe("less than the smallest size", apart((2, 2), 1e-14), run),
        Probe("float32", apart((4, 3), dtype=np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole, run),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "There are three lengths: of a, of b, and of their difference. What should come out for "
        "two equal arrays, and what for a and minus a?",
        "The length of the difference, for the lengths of the two together. It must not divide "
        "by 0, so the lower line has a smallest value, 1e-12.",
        "NumPy's linalg.norm takes all entries of an array as one vector if you give it nothing "
        "but the array. Python's max chooses between the two lengths together and 1e-12.",
    ),
    variants=(
        by_loop,
        by_inner_products,
        in_place,
        by_hypot,
        in_two_cases,
        from_the_prompt.relative_error,
    ),
)
