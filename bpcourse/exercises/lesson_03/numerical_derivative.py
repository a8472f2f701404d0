"""numerical_derivative: the slope of a curve, measured."""

import numpy as np

from bpcourse import gradcheck

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from .differences import DEFAULT_TOO_LONG, DEFAULT_TOO_SHORT, misconceptions


def run_polynomial(t, a, x, h):
    def f(u):
        return float(a[0] + a[1] * u + a[2] * u**2 + a[3] * (u**3 + u**5))

    return unpack(t.numerical_derivative(f, float(x), float(h)), "derivative")


def run_wave(t, a, x, h):
    def f(u):
        return a[0] * np.exp(a[1] * u) + np.sin(a[2] * u)

    return unpack(t.numerical_derivative(f, float(x), float(h)), "derivative")


def run_at_places(t, a, x):
    """At several places, without h, as most calls are."""

    def f(u):
        return a[0] + a[1] * np.sin(a[2] * u)

    found = [unpack(t.numerical_derivative(f, place), "derivative") for place in x.tolist()]
    return {name: np.array([got[name] for got in found]) for name in found[0]}


def steep_wave(level):
    """A wave that tells steps apart by their errors.

    A step h is off by (w h)^2 / 6, wherever it is taken, with a w near 8: 1e-5 of the slope for
    1e-3, which is never let through, and 1e-7 for 1e-4, which always is. Far above 0 rounding
    is off by 3e-7 for 1e-6, which is let through, and by ten times that for 1e-7, which is not.
    """

    def make(rng):
        a = np.array([level, rng.uniform(0.55, 0.65), rng.uniform(7.5, 8.5)])
        return {"a": a, "x": rng.uniform(-2, 2, 32)}

    return make


def curve(h, high=2.0):
    """Coefficients none of which is small, a place well beyond 1 or -1, and the step."""

    def make(rng):
        a = rng.uniform(0.5, high, 4) * rng.choice([-1.0, 1.0], 4)
        x = rng.uniform(1.2, 2) * rng.choice([-1, 1])
        return {"a": a, "x": np.array(x), "h": np.array(h)}

    return make


def curve_at_zero(rng):
    return {**curve(0.2)(rng), "x": np.array(0.0)}


def with_difference(difference):
    return lambda f, x, h=1e-5: difference(lambda s: f(x + s), h)


def by_steps(step=lambda x, h: h, default=1e-5):
    """A central difference, with a step of its own or a default of its own."""

    def wrong(f, x, h=default):
        h = step(x, h)
        return (f(x + h) - f(x - h)) / (2 * h)

    return wrong


# Correct code, written another way.


def with_a_step_of_1e_4(f, x, h=1e-4):
    return (f(x + h) - f(x - h)) / (2 * h)


def with_a_step_of_1e_6(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


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
        Probe("a wave, h = 0.01", curve(0.01, high=1.2), run_wave),
        Probe("a steep wave, h not given", steep_wave(0.0), run_at_places),
        Probe("a steep wave far above 0, h not given", steep_wave(3e4), run_at_places),
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
            "step-in-proportion",
            "Your step grows with x, where x is beyond 1 or -1. h is meant to be the length of "
            "the step itself, wherever x is.",
            by_steps(lambda x, h: h * max(1, abs(x))),
        ),
        Misconception(
            "step-in-proportion",
            "Your step is longer the further x is from 0. h is meant to be the length of the step "
            "itself, wherever x is.",
            by_steps(lambda x, h: h * (1 + abs(x))),
        ),
        *(
            Misconception("default-too-long", DEFAULT_TOO_LONG, by_steps(default=default))
            for default in (1e-1, 1e-2, 1e-3)
        ),
        *(
            Misconception("default-too-short", DEFAULT_TOO_SHORT, by_steps(default=default))
            for default in (1e-7, 1e-8)
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
        with_a_step_of_1e_4,
        with_a_step_of_1e_6,
        from_the_prompt.numerical_derivative,
    ),
)
