"""sigmoid: any number, squeezed into (0, 1)."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import INTEGER_BUFFER, Exercise, Misconception, Probe
from . import from_the_prompt
from .shared import (
    FIRST_ENTRY_ONLY,
    FIRST_ROW_ONLY,
    FLATTENED,
    SIZES,
    first_entry_only,
    first_row_only,
)


def run(t, x):
    return unpack(t.sigmoid(x), "out")


def inputs(size, dtype=np.float64):
    """Numbers of both signs, away from 0, none so large that the curve is flat."""

    def make(rng):
        x = rng.choice([-1, 1], size) * rng.uniform(0.1, 4, size)
        x.flat[:2] = -np.abs(x.flat[0]), np.abs(x.flat[1])  # both signs in every case
        return {"x": x.astype(dtype)}

    return make


def far_from_zero(rng):
    """Up to 1000 on both sides: the exponential of 1000 is too big for any float."""
    return {"x": np.array([[-1.0, 1, -1], [1, -1, 1]]) * rng.uniform([[20], [800]], [[60], [1000]])}


def whole_numbers(rng):
    return {"x": rng.integers(-3, 4, (5, 3))}


def slope(x):
    return nn.sigmoid(x) * (1 - nn.sigmoid(x))


def in_two_branches(make):
    """A wrong fraction from what stands above the bar and the exponential, which stays below 1."""

    def wrong(x):
        e = np.exp(-np.abs(x))
        return make(np.where(x >= 0, 1, e), e)

    return wrong


def two_branches_that_agree(x):
    """Two ways to write it, one for each sign, and an exponent that does not go with them."""
    e = np.exp(-x)
    return np.where(x >= 0, 1, e) / (1 + e)


RIGHT_HALF = (
    "Right for positive x; for negative x you return what belongs to -x. The sigmoid is below "
    "1/2 there, and yours never is."
)
MIRRORED = (
    "Your curve falls where it should rise: large numbers go to 0, very negative ones to 1. Look "
    "at the sign in the exponent, and at what stands above the fraction bar."
)
OVERFLOW = (
    "Right for small x, and not a number for large x: the exponential of 1000 is too big for any "
    "float, and infinity over infinity has no value. The same fraction can be written so that "
    "only the lower half overflows, or nothing at all."
)
TANH = (
    "Your curve runs from -1 to 1 and is 0 in the middle, as tanh does. The sigmoid, its "
    "relative, runs from 0 to 1."
)
FEW_DIGITS = (
    "Your numbers are very nearly right: the base of your exponential has too few digits. NumPy "
    "knows them all."
)


# Correct code, written another way.


def as_it_is_defined(x):
    return 1 / (1 + np.exp(-x))


def from_tanh(x):
    return ((np.tanh(x / 2) + 1) / 2).tolist()


def by_loop(x):
    out = []
    for v in x.flat:
        e = math.exp(-abs(v))
        out.append(1 / (1 + e) if v > 0 else e / (1 + e))
    return np.reshape(out, x.shape)


def in_place(x):
    np.negative(x, out=x)
    np.exp(x, out=x)
    x += 1
    x **= -1
    return x


def through_the_logarithm(x):
    return (np.exp(-np.logaddexp(0, -x)),)


def clipped(x):
    e = np.exp(np.clip(x, -500, 500))
    return {"out": e / (e + 1)}


def by_masks(x):
    out = np.empty(x.shape)
    right = x >= 0
    out[right] = 1 / (1 + np.exp(-x[right]))
    e = np.exp(x[~right])
    out[~right] = 1 - 1 / (1 + e)
    return out


SIGMOID = Exercise(
    name="sigmoid",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.sigmoid,
    probes=(
        *(Probe(name, inputs(size), run) for name, size in SIZES.items()),
        Probe("x up to 1000 and down to -1000", far_from_zero, run),
        Probe("float32", inputs((6, 2), np.float32), run, rtol=1e-3),
        Probe("whole numbers", whole_numbers, run, advice=INTEGER_BUFFER),
    ),
    misconceptions=(
        Misconception("mirrored", MIRRORED, lambda x: 1 / (1 + np.exp(x))),
        Misconception("mirrored", MIRRORED, lambda x: np.exp(-x) / (1 + np.exp(-x))),
        Misconception("mirrored", MIRRORED, lambda x: 1 - nn.sigmoid(x)),
        Misconception("overflow", OVERFLOW, lambda x: np.exp(x) / (1 + np.exp(x))),
        Misconception(
            "lower-half-only",
            "Your numbers are all above 1, and grow without end for negative x. This is what "
            "belongs below the fraction bar. If you did divide, look how far your division "
            "reaches: without brackets it comes before a sum.",
            lambda x: 1 / 1 + np.exp(-x),
        ),
        Misconception(
            "one-lost-below",
            "Your numbers grow without end, as the exponential does. What keeps a sigmoid below "
            "1 is a lower half that is always larger than the upper one: a term is missing there.",
            lambda x: 1 / np.exp(-x),
        ),
        Misconception(
            "exponential-alone",
            "This is the exponential of minus x, and nothing more is done with it. It is only a "
            "part of the fraction.",
            lambda x: np.exp(-x),
        ),
        Misconception(
            "minus-for-plus",
            "Your curve breaks in two: it is below 0 on the left side and above 1 on the right. A "
            "difference stands below the fraction bar, and it passes through 0 where x does.",
            lambda x: 1 / (1 - np.exp(-x)),
        ),
        Misconception(
            "minus-for-plus",
            "Your numbers grow without end near 0. A difference stands below the fraction bar, "
            "and it nearly vanishes there.",
            in_two_branches(lambda above, e: above / (1 - e)),
        ),
        Misconception(
            "upper-half-only",
            "This is only what belongs above the fraction bar: 1 for every positive x, and an "
            "exponential for the others. If you do divide, look whether that is what you return.",
            in_two_branches(lambda above, e: above),
        ),
        Misconception(
            "brackets-missing",
            "Your numbers lie above 1 for positive x. Without brackets a division reaches only "
            "what stands right behind it, and the sum below the fraction bar falls apart.",
            in_two_branches(lambda above, e: above / 1 + e),
        ),
        Misconception(
            "slope-for-value",
            "This is the slope of the sigmoid: highest in the middle, and going to 0 on both "
            "sides. Asked is the value, which rises from 0 to 1.",
            slope,
        ),
        Misconception("tanh", TANH, np.tanh),
        Misconception("tanh", TANH, lambda x: 2 * nn.sigmoid(x) - 1),
        Misconception("few-digits", FEW_DIGITS, lambda x: 1 / (1 + 2.72**-x)),
        Misconception("few-digits", FEW_DIGITS, lambda x: 1 / (1 + 2.718**-x)),
        Misconception("one-half-only", RIGHT_HALF, lambda x: 1 / (1 + np.exp(-np.abs(x)))),
        Misconception("one-half-only", RIGHT_HALF, two_branches_that_agree),
        Misconception(
            "one-half-only",
            "Right for negative x; for positive x you return what belongs to -x. The sigmoid is "
            "above 1/2 there, and yours never is.",
            lambda x: nn.sigmoid(-np.abs(x)),
        ),
        Misconception(
            "shares-of-the-whole",
            "Your numbers share a sum of 1: each depends on all the others. The sigmoid looks at "
            "one number at a time.",
            lambda x: np.exp(x) / np.exp(x).sum(),
        ),
        Misconception(
            "shares-of-the-whole",
            "Your numbers share a sum of 1: each depends on all the others. The sigmoid looks at "
            "one number at a time.",
            lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum(),
        ),
        Misconception(
            "summed-below",
            "The exponentials of all entries are added up below the fraction bar. The sigmoid "
            "looks at one number at a time.",
            lambda x: 1 / (1 + np.exp(-x).sum()) + np.zeros(x.shape),
        ),
        Misconception(
            "step",
            "You return 0 or 1 and nothing between. The sigmoid goes from one to the other "
            "smoothly: that is what will give it a slope to learn from.",
            lambda x: np.where(x > 0, 1.0, 0.0),
        ),
        Misconception(
            "relu",
            "This is relu: 0 for negative numbers, and x itself for positive ones. The sigmoid "
            "stays below 1 however large x is.",
            nn.relu,
        ),
        Misconception("flattened", FLATTENED, lambda x: nn.sigmoid(x).ravel()),
        Misconception("first-turn-only", FIRST_ROW_ONLY, first_row_only(nn.sigmoid)),
        Misconception("first-turn-only", FIRST_ENTRY_ONLY, first_entry_only(nn.sigmoid)),
    ),
    hints=(
        "Put in three numbers by hand: 0, 5 and -5. What is exp(-x) for each, and what should "
        "come out: close to 0, in the middle, or close to 1?",
        "A sigmoid is 1 divided by something that is always larger than 1: very large for very "
        "negative x, and hardly more than 1 for large x.",
        "Below the fraction bar stands the sum of 1 and an exponential; mind the sign in the "
        "exponent, and put brackets around the sum. NumPy's exp takes a whole array at once.",
    ),
    variants=(
        as_it_is_defined,
        from_tanh,
        by_loop,
        in_place,
        through_the_logarithm,
        clipped,
        by_masks,
        from_the_prompt.sigmoid,
    ),
)
