"""relu: what is positive stays, the rest becomes 0."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
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
    return unpack(t.relu(x), "out")


def inputs(size, dtype=np.float64):
    """Numbers of both signs and of very different sizes, none of them 0."""

    def make(rng):
        x = rng.choice([-1.0, 1.0], size) * 10 ** rng.uniform(-3, 1.5, size)
        # In every case: a number to keep and one to stop, and the last one is large.
        x.flat[:2] = -np.abs(x.flat[0]), np.abs(x.flat[1])
        x.flat[-1] = rng.uniform(2, 4)
        return {"x": x.astype(dtype)}

    return make


LARGEST = (
    "You return the largest number {}. Relu compares every entry with 0, and gives back as many "
    "numbers as came in."
)
SLOPE = (
    "You return 1 where x is positive: that is the slope of relu, or the answer to the question "
    "whether to keep x. What comes out there is the number itself."
)


# Correct code, written another way.


def by_loop(x):
    out = []
    for v in x.flat:
        out.append(float(v) if v > 0 else 0.0)
    return np.reshape(out, x.shape)


def in_place(x):
    x[x < 0] = 0
    return x


def by_mask(x):
    return (x * (x > 0)).tolist()


def by_where(x):
    return (np.where(x <= 0, 0, x),)


def by_absolute_value(x):
    return {"out": (x + np.abs(x)) / 2}


def by_clip(x):
    return x.clip(min=0)


def as_what_is_left(x):
    return x - np.fmin(x, np.zeros_like(x))


RELU = Exercise(
    name="relu",
    points=1,
    minutes=4,
    lines=1,
    reference=nn.relu,
    probes=(
        *(Probe(name, inputs(size), run) for name, size in SIZES.items()),
        Probe("float32", inputs((6, 2), np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "nothing-stopped",
            "x comes back as it was, negative numbers too. Those are the ones that relu stops.",
            lambda x: x,
        ),
        Misconception(
            "absolute-value",
            "Negative numbers come back with their sign turned. Relu does not turn them, it puts "
            "0 in their place.",
            np.abs,
        ),
        Misconception(
            "inverted",
            "You keep what is negative and stop what is positive: it should be the other way "
            "round.",
            lambda x: np.minimum(x, 0),
        ),
        Misconception(
            "of-minus-x",
            "This is relu of -x: negative numbers come through with their sign turned, and "
            "positive ones are stopped.",
            lambda x: np.maximum(-x, 0),
        ),
        Misconception("slope-for-value", SLOPE, lambda x: x > 0),
        Misconception(
            "sign-for-value",
            "You return 1 and -1: only the sign of x is left. Relu keeps how large a positive "
            "number is.",
            np.sign,
        ),
        Misconception(
            "leaky",
            "A little of the negative numbers comes through, in proportion to x. That is leaky "
            "relu, a relative; here they become exactly 0.",
            lambda x: np.where(x > 0, x, 0.01 * x),
        ),
        Misconception(
            "leaky",
            "A little of the negative numbers comes through, in proportion to x. That is leaky "
            "relu, a relative; here they become exactly 0.",
            lambda x: np.where(x > 0, x, 0.1 * x),
        ),
        Misconception(
            "largest-along-an-axis",
            LARGEST.format("of each column: a second argument can mean an axis"),
            lambda x: np.max(x, 0),
        ),
        Misconception(
            "largest-along-an-axis",
            LARGEST.format("of each row"),
            lambda x: np.max(x, -1),
        ),
        Misconception(
            "largest-of-all",
            LARGEST.format("of the whole array"),
            lambda x: np.maximum(x.max(), 0),
        ),
        Misconception(
            "taken-out",
            "The negative numbers are gone, and the array has become shorter. Each keeps its "
            "place and becomes 0, so that the shape stays.",
            lambda x: x[x > 0],
        ),
        Misconception(
            "cut-above",
            "Nothing above 1 comes through: you cut on both sides. Relu has no upper end.",
            lambda x: np.clip(x, 0, 1),
        ),
        Misconception(
            "threshold-at-one",
            "Numbers between 0 and 1 are stopped as well. The border lies at 0.",
            lambda x: x * (x > 1),
        ),
        Misconception(
            "floor-at-one",
            "Nothing that you return is below 1: x is compared with 1. What is not positive "
            "becomes 0.",
            lambda x: np.maximum(x, 1),
        ),
        Misconception(
            "squared",
            "Positive numbers come back squared: x is multiplied in once too often. Relu does "
            "not change them.",
            lambda x: x * np.maximum(x, 0),
        ),
        Misconception(
            "rounded",
            "Your numbers are right up to the point, and what stands behind it is cut off: they "
            "have become whole numbers on the way.",
            lambda x: np.maximum(x, 0).astype(int),
        ),
        Misconception(
            "sigmoid",
            "This is the sigmoid, which squeezes everything between 0 and 1. Relu does not "
            "change positive numbers.",
            nn.sigmoid,
        ),
        Misconception("flattened", FLATTENED, lambda x: nn.relu(x).ravel()),
        Misconception("first-turn-only", FIRST_ROW_ONLY, first_row_only(nn.relu)),
        Misconception("first-turn-only", FIRST_ENTRY_ONLY, first_entry_only(nn.relu)),
    ),
    hints=(
        "Take x = (4, -1, 0.5, -7) and write down what should come out, and below each number what "
        "it was multiplied by. Which were kept, and which became 0?",
        "Entry by entry, what comes out is the larger one of two numbers: x, and 0.",
        "NumPy has one function that finds the largest number in an array, and another that "
        "compares two things entry by entry and keeps the larger. You want the second.",
    ),
    variants=(
        by_loop,
        in_place,
        by_mask,
        by_where,
        by_absolute_value,
        by_clip,
        as_what_is_left,
        from_the_prompt.relu,
    ),
)
