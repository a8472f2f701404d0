"""neuron_forward: a weighted sum, and a bias."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, x, w, b):
    return unpack(t.neuron_forward(x, w, float(b)), "z")


def neuron(D, sign, dtype=np.float64):
    """A neuron of D inputs whose sum, bias and all, has this sign and is away from 0."""

    def make(rng):
        x, w = rng.choice([-1, 1], (2, D)) * rng.uniform(0.3, 2, (2, D))
        b = sign * (np.abs(x @ w) + rng.uniform(0.5, 1.5))
        return {"x": x.astype(dtype), "w": w.astype(dtype), "b": np.array(b, dtype)}

    return make


def small_bias(D):
    """The weighted sum decides here, not the bias."""

    def make(rng):
        x, w = rng.uniform(0.5, 2, (2, D)) * rng.choice([-1, 1], D)
        return {"x": x, "w": w, "b": np.array(rng.uniform(-0.4, -0.2))}

    return make


ADDED = (
    "Inputs and weights are added. A weight says how much its input counts, so the two are "
    "multiplied, pair by pair."
)
ACTIVATED = (
    "Your z went through {}: an activation. A neuron usually has one, and it comes after this "
    "step; here the weighted sum with its bias is wanted as it is."
)
ONE_PAIR = (
    "Your z holds the product of the {} input and its weight, and the bias; the other inputs are "
    "missing. {}"
)
LEFT_OUT = "The {} input is left out of your sum. Look where your loop begins and where it ends."


# Correct code, written another way.


def by_loop(x, w, b):
    total = b
    for d in range(len(x)):
        total += x[d] * w[d]
    return total


def by_sum(x, w, b):
    return {"z": np.sum(w * x) + b}


def by_einsum(x, w, b):
    return (np.einsum("d,d->", x, w) + b,)


def with_one_input_more(x, w, b):
    return np.append(x, 1) @ np.append(w, b)


def in_place(x, w, b):
    x *= w
    x[0] += b
    return x.sum(keepdims=True)


def exactly(x, w, b):
    pairs = zip(x.tolist(), w.tolist(), strict=True)
    return [math.fsum([b, *(p * q for p, q in pairs)])]


def as_a_row_and_a_column(x, w, b):
    return x.reshape(1, -1) @ w.reshape(-1, 1) + b


NEURON_FORWARD = Exercise(
    name="neuron_forward",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.neuron_forward,
    probes=(
        Probe("D=3, z above 0", neuron(3, 1), run),
        Probe("D=5, z below 0", neuron(5, -1), run),
        Probe("a small bias", small_bias(4), run),
        Probe("a single input", neuron(1, -1), run),
        Probe("float32", neuron(6, 1, np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "bias-forgotten",
            "The weighted sum is right, and the bias is missing from it.",
            lambda x, w, b: x @ w,
        ),
        Misconception(
            "not-summed",
            "You return one number for each input. A neuron gives a single number: the products "
            "of inputs and weights are added up.",
            lambda x, w, b: x * w + b,
        ),
        Misconception(
            "not-summed",
            "You return one number for each input, and without the bias. A neuron gives a single "
            "number: the products of inputs and weights are added up.",
            lambda x, w, b: x * w,
        ),
        Misconception(
            "bias-once-an-input",
            "The bias is added once for each input. A neuron has one bias, and it comes in once, "
            "after the sum.",
            lambda x, w, b: (x * w + b).sum(),
        ),
        Misconception(
            "bias-in-the-bracket",
            "The bias is multiplied by the inputs, as if it were a part of each weight. It is a "
            "term of its own and stands beside the sum; brackets decide what a product reaches.",
            lambda x, w, b: x @ (w + b),
        ),
        Misconception(
            "bias-in-the-bracket",
            "The bias is multiplied by the weights, as if it were a part of each input. It is a "
            "term of its own and stands beside the sum; brackets decide what a product reaches.",
            lambda x, w, b: (x + b) @ w,
        ),
        Misconception(
            "bias-subtracted",
            "The bias is taken away where it should be added.",
            lambda x, w, b: x @ w - b,
        ),
        Misconception(
            "bias-multiplied",
            "The weighted sum is multiplied by the bias. The bias moves the sum up or down; it "
            "does not stretch it.",
            lambda x, w, b: x @ w * b,
        ),
        Misconception("added-not-multiplied", ADDED, lambda x, w, b: (x + w).sum() + b),
        Misconception("added-not-multiplied", ADDED, lambda x, w, b: x + w + b),
        Misconception(
            "sums-multiplied",
            "You add up the inputs, add up the weights, and multiply the two sums. Each input has "
            "a weight of its own: multiply in pairs first.",
            lambda x, w, b: x.sum() * w.sum() + b,
        ),
        Misconception(
            "averaged",
            "The products are averaged. With more inputs a weighted sum may grow; nothing is "
            "divided.",
            lambda x, w, b: (x * w).mean() + b,
        ),
        Misconception(
            "weights-ignored",
            "The inputs are added up as they are. How much each one counts is the business of its "
            "weight, and no weight is in your z.",
            lambda x, w, b: x.sum() + b,
        ),
        Misconception(
            "inputs-ignored",
            "The weights are added up, and your z is the same whatever comes in. Each weight says "
            "how much its input counts.",
            lambda x, w, b: w.sum() + b,
        ),
        Misconception(
            "weights-ignored",
            "The inputs meet themselves, each is squared, and no weight is in your z. How much "
            "each input counts is the business of its weight.",
            lambda x, w, b: x @ x + b,
        ),
        Misconception(
            "inputs-ignored",
            "The weights meet themselves, each is squared, and your z is the same whatever comes "
            "in. Each weight says how much its input counts.",
            lambda x, w, b: w @ w + b,
        ),
        Misconception(
            "bias-alone",
            "Your z is the bias alone. If you do add up in a loop, look whether the sum is what "
            "you return.",
            lambda x, w, b: b,
        ),
        Misconception(
            "one-pair-only",
            ONE_PAIR.format("last", "In a loop, each product is added to what is there."),
            lambda x, w, b: x[-1] * w[-1] + b,
        ),
        Misconception(
            "one-pair-only",
            ONE_PAIR.format("first", "A return inside a loop ends it in the first turn."),
            lambda x, w, b: x[0] * w[0] + b,
        ),
        Misconception("one-left-out", LEFT_OUT.format("first"), lambda x, w, b: x[1:] @ w[1:] + b),
        Misconception("one-left-out", LEFT_OUT.format("last"), lambda x, w, b: x[:-1] @ w[:-1] + b),
        Misconception(
            "every-pair",
            "You return a square of numbers: every input times every weight. Each input belongs "
            "to one weight, and a neuron gives a single number.",
            lambda x, w, b: np.outer(x, w) + b,
        ),
        Misconception(
            "activated",
            ACTIVATED.format("relu"),
            lambda x, w, b: nn.relu(x @ w + b),
        ),
        Misconception(
            "activated",
            ACTIVATED.format("the sigmoid"),
            lambda x, w, b: nn.sigmoid(x @ w + b),
        ),
        Misconception(
            "activated",
            ACTIVATED.format("tanh"),
            lambda x, w, b: np.tanh(x @ w + b),
        ),
        Misconception(
            "activated",
            "You return 0 or 1: z went through a step, as in the oldest neurons. Here the "
            "weighted sum with its bias is wanted as it is.",
            lambda x, w, b: float(x @ w + b > 0),
        ),
        Misconception(
            "rounded",
            "Your z is a whole number: what stands behind the point is cut off on the way.",
            lambda x, w, b: int(x @ w + b),
        ),
    ),
    hints=(
        "Three inputs, three weights, one bias: how many numbers come out? Work it out by hand "
        "for x = (1, 2, 3), w = (4, 5, 6) and b = 1; you should get 33.",
        "Each input is multiplied by the weight in the same place. The products are added up, "
        "and the bias is added once.",
        "A sum of products, pair by pair, is what NumPy's matrix product gives for two vectors. "
        "One thing is left to add.",
    ),
    variants=(
        by_loop,
        by_sum,
        by_einsum,
        with_one_input_more,
        in_place,
        exactly,
        as_a_row_and_a_column,
        from_the_prompt.neuron_forward,
    ),
)
