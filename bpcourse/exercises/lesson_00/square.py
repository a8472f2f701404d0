"""square_derivative: one line, to see how an exercise is written, checked and mended."""

import math

import numpy as np

from bpcourse import autodiff

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, x):
    return unpack(t.square_derivative(float(x)), "derivative")


def between(low, high):
    """A maker of one number."""
    return lambda rng: {"x": np.array(rng.uniform(low, high))}


def zero(rng):
    return {"x": np.array(0.0)}


def one_sided(h):
    """The slope over a step to the right, as it is measured."""
    return lambda x: ((x + h) ** 2 - x**2) / h


ROUNDED = (
    "Your derivative is a whole number for every x, and the fraction is lost. A slope can be any "
    "number: look for a rounding on the way."
)
STEP_LEFT = (
    "Your derivative is too large by the same amount at every x. A step to the right measures "
    "the slope on the way there, not the slope at x, and the step is still in your answer."
)


# Correct code, written another way.


def by_sum(x):
    return [x + x]


def by_central_difference(x, h=1e-5):
    return np.array([((x + h) ** 2 - (x - h) ** 2) / (2 * h)])


def by_complex_step(x, h=1e-20):
    return {"derivative": ((x + h * 1j) ** 2).imag / h}


def by_polynomial(x):
    return (np.polyval(np.polyder([1, 0, 0]), x),)


def by_product_rule(x):
    factor, slope = x, 1.0
    return slope * factor + factor * slope


def in_single_precision(x):
    return math.fsum([np.float32(x)] * 2)


SQUARE_DERIVATIVE = Exercise(
    name="square_derivative",
    points=1,
    minutes=3,
    lines=1,
    reference=autodiff.square_derivative,
    probes=(
        Probe("an x above 1", between(1.5, 6), run),
        Probe("an x below 0", between(-6, -1.5), run),
        Probe("an x between 0 and 1", between(0.05, 0.4), run),
        Probe("a large x", between(50, 500), run),
        Probe("x = 0", zero, run),
    ),
    misconceptions=(
        Misconception(
            "value-for-slope",
            "This is the square itself. It says how high the curve is at x; the derivative says "
            "how steeply it climbs there.",
            lambda x: x**2,
        ),
        Misconception(
            "factor-lost",
            "Your derivative is half of what it should be, at every x. One power has gone, which "
            "is right; the exponent that stood there does not disappear, though.",
            lambda x: x,
        ),
        Misconception(
            "constant",
            "You return the same number for every x. The square gets steeper the further x is "
            "from 0, so its slope has to depend on x.",
            lambda x: 2.0,
        ),
        Misconception(
            "power-kept",
            "Your derivative still grows like a square. The exponent came down as a factor, and "
            "in doing so it should have left one power fewer behind.",
            lambda x: 2 * x**2,
        ),
        Misconception(
            "cube",
            "This is the slope of the cube: an exponent of 3 has come down. The function here is "
            "the square.",
            lambda x: 3 * x**2,
        ),
        Misconception(
            "integral",
            "You went the other way: this is the area under the square, its integral. Asked is "
            "how steep the square is.",
            lambda x: x**3 / 3,
        ),
        Misconception(
            "divided",
            "Your derivative is only a quarter of the slope. The exponent comes down as a factor, "
            "and yours divides.",
            lambda x: x / 2,
        ),
        Misconception(
            "added",
            "The exponent is added to x, and at 0, where the square is flat, your slope is not 0. "
            "An exponent that comes down multiplies.",
            lambda x: 2 + x,
        ),
        Misconception(
            "sign-flipped",
            "The sign of your derivative is turned. To the right of 0 the square rises, so its "
            "slope is positive there.",
            lambda x: -2 * x,
        ),
        Misconception(
            "sign-lost",
            "Right for x above 0, and of the wrong sign below. To the left of 0 the square comes "
            "down as x grows, and a slope that goes down is negative.",
            lambda x: 2 * abs(x),
        ),
        Misconception(
            "power-of-two",
            "This is 2 to the power x. In the square it is the other way round: x is the base "
            "and 2 the exponent. And it is the slope of that which is asked for.",
            lambda x: 2.0**x,
        ),
        Misconception("rounded", ROUNDED, lambda x: int(2 * x)),
        Misconception("rounded", ROUNDED, lambda x: round(2 * x)),
        *(Misconception("step-left", STEP_LEFT, one_sided(h)) for h in (1, 0.1, 0.01, 1e-3)),
        *(Misconception("step-left", STEP_LEFT, one_sided(h)) for h in (1e-4, 1e-5, 1e-6)),
    ),
    hints=(
        "Go through the table of slopes line by line: x on the left, the slope on the right. What "
        "do you do to 1 to get 2, to 3 to get 6, to 10 to get 20? Does it hold at -1 and at 0?",
        "The slope is x times one number, the same in every line. At x = 3 you should get 6, at "
        "x = -1 you should get -2. (As a rule for powers: bring the exponent down as a factor, and "
        "leave one power fewer of x.)",
        "One power fewer of a square is x itself; the factor is the exponent that came down. "
        "Return their product.",
    ),
    variants=(
        by_sum,
        by_central_difference,
        by_complex_step,
        by_polynomial,
        by_product_rule,
        in_single_precision,
        from_the_prompt.square_derivative,
    ),
)
