"""directional_check: a whole gradient, checked by two values of f."""

import numpy as np

from bpcourse import gradcheck

from ..kit import unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .wrong_checks import MISCONCEPTIONS


def run(t, x, a, b, c, scale, h, seed):
    """Check the gradient times each of some factors, and note where f is asked."""
    start, asked = x.copy(), []
    truth = b + 2 * a * start + 2 * np.sum(c * start) * c
    rng = np.random.default_rng(seed)

    def f(u):
        if np.shape(u) != start.shape:
            raise ValueError(f"f takes an array of shape {start.shape}, and got {np.shape(u)}")
        asked.append(u - start)
        return float((a * u**2).sum() + (b * u).sum() + (c * u).sum() ** 2)

    def longest_step():
        return max(asked, key=np.linalg.norm, default=np.zeros(start.shape))

    found = {"analytic": [], "numeric": [], "step": []}
    for k in range(len(scale)):
        asked.clear()
        here = x if k == 0 else start.copy()
        got = t.directional_check(f, here, scale[k] * truth, rng, *h.tolist())
        for name, value in unpack(got, "analytic", "numeric").items():
            found.setdefault(name, []).append(value)
        found["step"].append(longest_step())
    asked.clear()
    t.directional_check(f, start.copy(), truth, np.random.default_rng(seed), *h.tolist())
    found["again"] = longest_step()
    return {name: np.array(values) for name, values in found.items()}


def ratios_and_directions(outputs, inputs):
    """What a factor in the gradient must show, and what a direction must be, whoever draws it."""
    analytic, numeric = outputs["analytic"], outputs["numeric"]
    axes = max(analytic.ndim, numeric.ndim)
    analytic, numeric = (p.reshape(p.shape + (1,) * (axes - p.ndim)) for p in (analytic, numeric))
    h = inputs["h"][0] if inputs["h"].size else 1e-5
    v = outputs["step"].reshape(len(inputs["scale"]), -1) / h
    sizes = np.sqrt(np.mean(v**2, axis=1))
    with np.errstate(all="ignore"):
        cosines = v @ v[0] / (v.shape[1] * sizes * sizes[0])
    facts = (
        (v != 0).all(),
        (v > 0).any() and (v < 0).any(),
        np.min(np.abs(cosines)) < 0.999999 and np.ptp(numeric) > 0,
        ((sizes > 0.02) & (sizes < 50)).all(),
        same_way(outputs["again"].ravel() / h, v[0]),
    )
    return {"analytic / numeric": analytic / numeric, "direction": np.array(facts, dtype=float)}


def same_way(a, b):
    """Whether two directions are one, there or back, but for what a step in float32 loses."""
    near = 0.01 * np.linalg.norm(b)
    return bool(min(np.linalg.norm(a - b), np.linalg.norm(a + b)) < near)


def bowl(size, *h, dtype=np.float64):
    """A place and a quadratic: its central difference is exact, its one-sided one is not."""

    def make(rng):
        a, b, c = rng.uniform(0.5, 1.5, (3, *size))
        scale = rng.permutation([1.0, -0.5, 3.0, 0.2]) * rng.uniform(0.8, 1.2)
        return {
            "x": rng.standard_normal(size).astype(dtype),
            "a": a,
            "b": b,
            "c": c / np.sqrt(c.size),
            "scale": scale,
            "h": np.array(h),
            "seed": rng.integers(0, 2**32, 4),
        }

    return make


def whole(rng):
    return {**bowl((3, 3), 0.1)(rng), "x": rng.integers(-2, 3, (3, 3))}


# Correct code, written another way.


def with_inner_products(f, x, grad, rng, h=1e-5):
    v = rng.standard_normal(x.shape)
    return [np.vdot(v, grad), (f(x + v * h) - f(x - v * h)) / h / 2]


def of_length_one(f, x, grad, rng, h=1e-5):
    v = rng.normal(size=x.shape)
    v /= np.linalg.norm(v)
    return {
        "numeric": (f(x + h * v) - f(x - h * v)) / (2 * h),
        "analytic": np.tensordot(grad, v, grad.ndim),
    }


def by_coins(f, x, grad, rng, h=1e-5):
    v = 2.0 * rng.integers(0, 2, x.shape) - 1
    return float((grad * v).sum()), (f(x + h * v) - f(x - h * v)) * 0.5 / h


def there_and_back(f, x, grad, rng, h=1e-5):
    v = rng.standard_normal(x.size).reshape(x.shape)
    x += h * v
    above = f(x)
    x -= 2 * h * v
    below = f(x)
    x += h * v
    return sum((grad * v).flat), (above - below) / (2 * h)


def by_the_derivative(f, x, grad, rng, h=1e-5):
    v = rng.uniform(-1, 1, x.shape)
    numeric = gradcheck.numerical_derivative(lambda s: f(x + s * v), 0.0, h)
    return np.array([np.einsum("i,i", grad.ravel(), v.ravel()), numeric]).tolist()


DIRECTIONAL_CHECK = Exercise(
    name="directional_check",
    points=2,
    minutes=10,
    lines=5,
    reference=gradcheck.directional_check,
    probes=(
        Probe("a vector, h = 0.1", bowl((8,), 0.1), run, ratios_and_directions),
        Probe("two rows, five columns, h = 0.3", bowl((2, 5), 0.3), run, ratios_and_directions),
        Probe("a square, h = 0.1", bowl((3, 3), 0.1), run, ratios_and_directions),
        Probe("three axes, h = 0.2", bowl((2, 3, 2), 0.2), run, ratios_and_directions),
        Probe("h not given", bowl((4, 2)), run, ratios_and_directions, rtol=1e-4),
        Probe(
            "float32, h = 0.1",
            bowl((2, 4), 0.1, dtype=np.float32),
            run,
            ratios_and_directions,
            rtol=1e-3,
        ),
        Probe(
            "whole numbers in x, h = 0.1",
            whole,
            run,
            ratios_and_directions,
            advice="Where x holds whole numbers, your two slopes do not fit each other: a step "
            "that is put into an array of whole numbers is cut. It costs no points.",
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Two numbers are asked for, and both say how fast f climbs along one direction. One is "
        "what the gradient promises, the other is what f does. Which of the two needs f?",
        "If x moves along v, each entry moves v[i] as fast and f climbs by grad[i] times that; "
        "what the entries bring adds up. The other number is a central difference in the one "
        "number s of f(x + s v), at s = 0.",
        "Draw v once, standard normal and shaped like x. The first number is the sum over all "
        "entries of the product of two arrays. The second compares f one step of h times v ahead "
        "with f one such step behind. Return the promised one first.",
    ),
    variants=(
        with_inner_products,
        of_length_one,
        by_coins,
        there_and_back,
        by_the_derivative,
        from_the_prompt.directional_check,
    ),
    says={
        "analytic / numeric": "Where the gradient that comes in is right but for a factor, the "
        "first number should be that many times the second.",
        "direction": "Along a good direction every entry of x moves, some up and some down, by "
        "about h, and the next call takes another direction; a generator with the same seed gives "
        "the same one again. Of these five, a 0 marks what fails.",
    },
)
