"""sigmoid_backward: the slope from the output."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..lesson_01.shared import SIZES
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from .shared import ADDED, NO_DOUT, inputs, slope


def run(t, x, dout):
    return unpack(t.sigmoid_backward(dout, t.sigmoid(x)), "dx")


def sigmoid_by_loop(dout, out):
    dx = np.zeros(out.shape)
    for i in np.ndindex(out.shape):
        dx[i] = dout[i] * out[i] * (1 - out[i])
    return dx


def sigmoid_in_place(dout, out):
    dout *= out
    out *= dout
    dout -= out
    return dout


def sigmoid_through_the_input(dout, out):
    x = np.log(out) - np.log1p(-out)
    return [*(dout / (2 + np.exp(x) + np.exp(-x)))]


def sigmoid_completed_square(dout, out):
    return {"dx": np.multiply(dout, 0.25 - np.square(out - 0.5))}


def sigmoid_from_tanh(dout, out):
    return (0.25 * dout * (1 - (2 * out - 1) ** 2),)


SIGMOID_BACKWARD = Exercise(
    name="sigmoid_backward",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.sigmoid_backward,
    probes=(
        *(Probe(name, inputs(size), run) for name, size in SIZES.items()),
        Probe("float32", inputs((6, 2), np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "sigmoid-again",
            "out is treated as if it were x. It is what the forward pass returned, already "
            "squeezed into (0, 1), and the slope has to be said with that.",
            slope(lambda out: nn.sigmoid(out) * (1 - nn.sigmoid(out))),
        ),
        Misconception(
            "first-factor-only",
            "The slope lacks a factor: yours keeps growing with out, but a sigmoid that is close "
            "to 1 is as flat as one that is close to 0.",
            slope(lambda out: out),
        ),
        Misconception(
            "second-factor-only",
            "The slope lacks a factor: yours is largest where out is close to 0, but a sigmoid "
            "is as flat there as it is close to 1.",
            slope(lambda out: 1 - out),
        ),
        Misconception(
            "slope-of-tanh",
            "This is the slope of tanh. The sigmoid's slope, written in terms of its output, is "
            "another expression; its largest value is 1/4.",
            slope(lambda out: 1 - out**2),
        ),
        Misconception(
            "square-missing-bracket",
            "The last term stands outside: dout reaches only a part of the slope. Products come "
            "before differences, so check your brackets.",
            lambda dout, out: dout * out * 1 - out,
        ),
        Misconception(
            "plus-for-minus",
            "Your slope keeps growing with out. It should shrink again on the way to 1: look at "
            "the sign in the second factor.",
            slope(lambda out: out * (1 + out)),
        ),
        Misconception(
            "dout-for-out",
            "One factor of the slope is made from dout. The slope is a matter of the sigmoid "
            "alone and needs only out; dout comes in once.",
            lambda dout, out: out * dout * (1 - dout),
        ),
        Misconception(
            "dout-for-out",
            "The slope is made from dout. It is a matter of the sigmoid alone and needs only "
            "out; dout comes in once, as a factor.",
            lambda dout, out: dout * (1 - dout),
        ),
        Misconception(
            "output-for-exponential",
            "out stands where the exponential of the derivation belongs. The two are different "
            "numbers: where x is 0 the one is 1/2 and the other 1.",
            slope(lambda out: out / (1 + out) ** 2),
        ),
        Misconception(
            "ignores-dout", NO_DOUT.format("the sigmoid"), lambda dout, out: out * (1 - out)
        ),
        Misconception("added", ADDED, lambda dout, out: dout + out * (1 - out)),
    ),
    hints=(
        "The argument is out, the sigmoid's own output: you need no exponential. Where is the "
        "slope largest, and what is out there?",
        "With s for the output, the derivative of 1 / (1 + exp(-x)) can be written with s alone. "
        "It is a product of two factors; one dies as s goes to 0, the other as s goes to 1.",
        "Multiply three things, entry by entry: what comes in, the output, and how far the "
        "output is from 1.",
    ),
    variants=(
        sigmoid_by_loop,
        sigmoid_in_place,
        sigmoid_through_the_input,
        sigmoid_completed_square,
        sigmoid_from_tanh,
        from_the_prompt.sigmoid_backward,
    ),
)
