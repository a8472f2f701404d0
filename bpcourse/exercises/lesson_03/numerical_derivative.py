"""numerical_derivative: the slope of a curve, measured."""

import numpy as np

from bpcourse import gradcheck

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from .differences import misconceptions


def run_polynomial(t, a, x, h):
    """Without h, as most calls are, where h holds nothing."""

    def f(u):
        return float(a[0] + a[1] * u + a[2] * u**2 + a[3] * (u**3 + u**5))

    return unpack(t.numerical_derivative(f, float(x), *h.tolist()), "derivative")


def run_wave(t, a, x, h):
    def f(u):
        return a[0] * np.exp(a[1] * u) + np.sin(a[2] * u)

    return unpack(t.numerical_derivative(f, float(x), *h.tolist()), "derivative")


def run_at_places(t, a, x):
    """At several places, without h; far above 0, where too small a step drowns in rounding."""

    def f(u):
        return a[0] + a[1] * np.sin(u) + a[2] * u

    found = [unpack(t.numerical_derivative(f, place), "derivative") for place in x.tolist()]
    return {name: np.array([got[name] for got in found]) for name in found[0]}


def high_curve(rng):
    return {
        "a": np.array([3e4, rng.uniform(1, 2), rng.uniform(3, 4)]),
        "x": rng.uniform(-2, 2, 8),
    }


def curve(*h, low=0.5, high=2.0):
    """Coefficients none of which is small, a place, and the step; no step is the default."""

    def make(rng):
        a = rng.uniform(low, high, 4) * rng.choice([-1.0, 1.0], 4)
        return {"a": a, "x": np.array(rng.uniform(-2, 2)), "h": np.array(h)}

    return make


def curve_at_zero(rng):
    return {**curve(0.2)(rng), "x": np.array(0.0)}


def with_difference(difference):
    return lambda f, x, h=1e-5: difference(lambda s: f(x + s), h)


def slope_of_each_side(f, x, h=1e-5):
    ahead = (f(x + h) - f(x)) / h
    behind = (f(x) - f(x - h)) / h
    return np.array([(ahead + behind) / 2])


def through_an_array(f, x, h=1e-5):
    rises = np.diff([f(place) for place in np.linspace(x - h, x + h, 3)])
    return [rises.sum() / h / 2]


def in_long_double(f, x, h=1e-5):
    ends = np.array([f(x - h), f(x + h)], dtype=np.longdouble)
    return np.asarray(np.ptp(ends) * np.sign(ends[1] - ends[0]) / (2 * h))


def by_weights(f, x, h=1e-5):
    return {"derivative": sum(side * f(x + side * h) for side in (1, -1)) * 0.5 / h}


def with_a_fitted_line(f, x, h=1e-5):
    line = np.polynomial.Polynomial.fit([-1, 1], [f(x - h), f(x + h)], 1)
    return line.deriv()(0.0) / h


NUMERICAL_DERIVATIVE = Exercise(
    name="numerical_derivative",
    points=1,
    minutes=6,
    lines=1,
    reference=gradcheck.numerical_derivative,
    probes=(
        Probe("h = 0.1", curve(0.1), run_polynomial),
        Probe("h = 0.5", curve(0.5), run_polynomial),
        Probe("at x = 0, h = 0.2", curve_at_zero, run_polynomial),
        Probe("h not given", curve(), run_polynomial),
        Probe("a curve far above 0, h not given", high_curve, run_at_places),
        Probe("a wave, h = 0.01", curve(0.01, high=1.2), run_wave),
        Probe("a wave, h not given", curve(high=1.2), run_wave),
    ),
    misconceptions=(
        *misconceptions(with_difference),
        Misconception(
            "step-in-proportion",
            "Your step grows and shrinks with x, and where x is 0 there is none. h is meant to be "
            "the length of the step itself.",
            lambda f, x, h=1e-5: (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h * x),
        ),
        Misconception(
            "step-in-proportion",
            "Your places are x made larger and smaller by a share h, but the rise is divided by "
            "steps of h. h is meant to be the length of the step itself.",
            lambda f, x, h=1e-5: (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h),
        ),
        Misconception(
            "outside-of-f",
            "h is added to the value of f, not to its argument. Ask f at another place: that is "
            "where another value comes from.",
            lambda f, x, h=1e-5: ((f(x) + h) - (f(x) - h)) / (2 * h),
        ),
        Misconception(
            "outside-of-f",
            "The two values are those of f at h and at minus h, and x plays no part. The places "
            "to ask at lie around x.",
            lambda f, x, h=1e-5: (f(h) - f(-h)) / (2 * h),
        ),
    ),
    hints=(
        "You cannot look inside f, only ask it for values. Which two places beside x would you "
        "ask at, so that x lies in their middle?",
        "A slope is a rise divided by the way along which it rises. The rise is a difference of "
        "two values of f; how long is the way between the two places?",
        "Ask f once at a distance h above x and once at a distance h below. Take the second "
        "value from the first, and divide by the whole way; put brackets round both.",
    ),
    variants=(
        slope_of_each_side,
        through_an_array,
        in_long_double,
        by_weights,
        with_a_fitted_line,
        from_the_prompt.numerical_derivative,
    ),
)
