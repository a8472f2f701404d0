"""tanh_backward: the slope from the output, once more."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..lesson_01.shared import SIZES
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from .shared import ADDED, NO_DOUT, inputs, slope


def run(t, x, dout):
    return unpack(t.tanh_backward(dout, t.tanh(x)), "dx")


def tanh_by_loop(dout, out):
    flat = [g * (1 - s * s) for g, s in zip(dout.flat, out.flat, strict=True)]
    return np.array(flat).reshape(out.shape)


def tanh_in_place(dout, out):
    np.square(out, out=out)
    out *= -1
    out += 1
    dout *= out
    return dout


def tanh_factored(dout, out):
    return ((1 - out) * (1 + out) * dout).tolist()


def tanh_through_the_input(dout, out):
    return (dout / np.cosh(np.arctanh(out)) ** 2,)


def tanh_from_math(dout, out):
    return {"dx": dout - dout * np.vectorize(math.pow)(out, 2)}


TANH_BACKWARD = Exercise(
    name="tanh_backward",
    points=1,
    minutes=4,
    lines=1,
    reference=nn.tanh_backward,
    probes=(
        *(Probe(name, inputs(size), run) for name, size in SIZES.items()),
        Probe("float32", inputs((6, 2), np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "tanh-again",
            "out is treated as if it were x. It is what the forward pass returned, already "
            "squeezed into (-1, 1), and the slope has to be said with that.",
            slope(lambda out: 1 - np.tanh(out) ** 2),
        ),
        Misconception(
            "square-missing",
            "out enters the slope to the first power. Tanh is as steep at -x as at x, so its "
            "slope cannot tell the two signs of out apart; yours does.",
            slope(lambda out: 1 - out),
        ),
        Misconception(
            "slope-of-sigmoid",
            "This is the slope of the sigmoid. Where tanh is steepest, out is 0, and yours is "
            "flat just there.",
            slope(lambda out: out * (1 - out)),
        ),
        Misconception(
            "plus-for-minus",
            "Your slope grows with the size of out. Tanh flattens towards both ends: look at "
            "the sign.",
            slope(lambda out: 1 + out**2),
        ),
        Misconception(
            "square-of-the-difference",
            "The square is taken of the whole difference. Only out is squared; check where the "
            "brackets close.",
            slope(lambda out: (1 - out) ** 2),
        ),
        Misconception(
            "square-missing-bracket",
            "dout reaches only a part of the slope. Products come before differences, so check "
            "your brackets.",
            lambda dout, out: dout * 1 - out**2,
        ),
        Misconception(
            "one-missing",
            "The slope is nothing where out is 0, and that is where tanh is steepest. From what is "
            "the square of out taken away?",
            slope(lambda out: out**2),
        ),
        Misconception(
            "dout-for-out",
            "The slope is made from dout. It is a matter of tanh alone and needs only out; dout "
            "comes in once, as a factor.",
            lambda dout, out: dout * (1 - dout**2),
        ),
        Misconception("ignores-dout", NO_DOUT.format("tanh"), lambda dout, out: 1 - out**2),
        Misconception("added", ADDED, lambda dout, out: dout + 1 - out**2),
    ),
    hints=(
        "As with the sigmoid, the argument is the output. What is out where tanh is steepest, "
        "and how steep is it there?",
        "The derivative of tanh can be written with its output alone. It is 1 in the middle, 0 "
        "at both ends, and the same for out and -out.",
        "Take the square of the output away from something, and multiply by what comes in.",
    ),
    variants=(
        tanh_by_loop,
        tanh_in_place,
        tanh_factored,
        tanh_through_the_input,
        tanh_from_math,
        from_the_prompt.tanh_backward,
    ),
)
