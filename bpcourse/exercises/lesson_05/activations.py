"""relu_backward, sigmoid_backward, tanh_backward: one slope an entry."""

import math

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from .linear import INTEGER_BUFFER

SIZES = {
    "N=5, M=3": (5, 3),
    "a square batch": (4, 4),
    "a batch of one": (1, 6),
    "a vector": (7,),
    "four axes": (2, 3, 2, 2),
}

NO_DOUT = (
    "Your gradient is the slope of {} alone and does not depend on dout. What the loss feels is "
    "that slope times the gradient that comes in."
)
ADDED = (
    "The slope and dout are added. In a chain, slopes multiply: twice as steep here makes the "
    "whole path twice as steep."
)


def slope(f):
    """A wrong backward pass that takes f(what is cached) for the slope."""
    return lambda dout, cached: dout * f(cached)


# ---------------------------------------------------------------- relu_backward


def run_relu(t, x, dout):
    return unpack(t.relu_backward(dout, x), "dx")


def away_from_zero(rng, size):
    return rng.choice([-1.0, 1.0], size) * rng.uniform(0.1, 2.0, size)


def relu_inputs(size, dtype=np.float64):
    def make(rng):
        x = away_from_zero(rng, size)
        return {"x": x.astype(dtype), "dout": rng.standard_normal(size).astype(dtype)}

    return make


def relu_whole_numbers(rng):
    x = rng.choice([-3, -2, -1, 1, 2, 3], (5, 3))
    return {"x": x, "dout": rng.standard_normal((5, 3))}


def relu_by_loop(dout, x):
    dx = []
    for g, v in zip(np.ravel(dout), np.ravel(x), strict=True):
        dx.append(g if v > 0 else 0.0)
    return np.reshape(dx, x.shape)


def relu_in_place(dout, x):
    dout[x <= 0] = 0
    return dout


def relu_heaviside(dout, x):
    return (np.multiply(dout, np.heaviside(x, 1)),)


def relu_where(dout, x):
    return np.where(x < 0, 0, dout).tolist()


def relu_by_copy(dout, x):
    dx = np.array(dout, dtype=float)
    np.putmask(dx, np.logical_not(x >= 0), 0.0)
    return {"dx": dx}


RELU_BACKWARD = Exercise(
    name="relu_backward",
    points=1,
    minutes=5,
    lines=1,
    reference=nn.relu_backward,
    probes=(
        *(Probe(name, relu_inputs(size), run_relu) for name, size in SIZES.items()),
        Probe("float32", relu_inputs((6, 2), np.float32), run_relu, rtol=1e-3),
        Probe("whole numbers in x", relu_whole_numbers, run_relu, advice=INTEGER_BUFFER),
    ),
    misconceptions=(
        Misconception(
            "mask-missing",
            "All of dout comes through. Where x was negative, relu put out a flat 0: moving x a "
            "little changes nothing there, so no gradient can pass.",
            lambda dout, x: dout,
        ),
        Misconception(
            "mask-from-dout",
            "The gradient is stopped where dout is negative. Which entries pass was settled on "
            "the way forward, by the sign of x; dout may be negative and still pass.",
            lambda dout, x: dout * (dout > 0),
        ),
        Misconception(
            "mask-inverted",
            "The gradient passes just where it should stop: your mask lets through the entries "
            "whose x was negative.",
            lambda dout, x: dout * (x < 0),
        ),
        Misconception(
            "value-for-slope",
            "dout is multiplied by what relu returns, where its slope belongs. Relu's value "
            "grows with x, but its slope is the same everywhere on the positive side.",
            slope(nn.relu),
        ),
        Misconception(
            "value-for-slope",
            "dout is multiplied by x itself, where the slope of relu belongs. How steep relu is "
            "does not depend on how large x is, only on its sign.",
            slope(lambda x: x),
        ),
        Misconception(
            "sign-for-slope",
            "Where x is negative, dout comes back with its sign turned. Relu does not fall "
            "there: it is flat.",
            slope(np.sign),
        ),
        Misconception(
            "ignores-dout", NO_DOUT.format("relu"), lambda dout, x: (x > 0).astype(float)
        ),
        Misconception(
            "forward-again",
            "This is relu of x once more, the forward pass. The backward pass starts from dout "
            "and asks x only whether to let it through.",
            lambda dout, x: nn.relu(x),
        ),
        Misconception("added", ADDED, lambda dout, x: dout + (x > 0)),
        Misconception(
            "both-masks",
            "Two masks are at work: one by x, which is right, and one by dout, which also stops "
            "the negative gradients. A gradient may be negative.",
            lambda dout, x: np.maximum(dout, 0) * (x > 0),
        ),
    ),
    hints=(
        "Draw relu. What is its slope for x = 2? For x = -3? How much of dout should come "
        "through in each case?",
        "Each entry stands alone: entry by entry, the gradient that comes back is the slope "
        "there times the dout there. The slope takes only two values.",
        "A comparison makes an array of True and False, and NumPy counts them as 1 and 0 when "
        "you multiply. Compare the right one of your two arguments with zero.",
    ),
    variants=(relu_by_loop, relu_in_place, relu_heaviside, relu_where, relu_by_copy),
)


# ---------------------------------------------------------------- sigmoid_backward


def run_sigmoid(t, x, dout):
    return unpack(t.sigmoid_backward(dout, t.sigmoid(x)), "dx")


def inputs(size, dtype=np.float64):
    """Inputs on both sides of zero, none so large that the slope is lost."""

    def make(rng):
        x = rng.uniform(-2.5, 2.5, size)
        return {"x": x.astype(dtype), "dout": rng.standard_normal(size).astype(dtype)}

    return make


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
        *(Probe(name, inputs(size), run_sigmoid) for name, size in SIZES.items()),
        Probe("float32", inputs((6, 2), np.float32), run_sigmoid, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "sigmoid-again",
            "The sigmoid is applied to out, which is a sigmoid already. The argument here is what "
            "the forward pass returned, not what it was given.",
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
            "numbers: at x = 0 the one is 1/2 and the other 1.",
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
    ),
)


# ---------------------------------------------------------------- tanh_backward


def run_tanh(t, x, dout):
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
        *(Probe(name, inputs(size), run_tanh) for name, size in SIZES.items()),
        Probe("float32", inputs((6, 2), np.float32), run_tanh, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "tanh-again",
            "tanh is applied to out, which is a tanh already. The argument here is what the "
            "forward pass returned, not what it was given.",
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
            "The slope is nothing where out is 0, and that is where tanh is steepest. What has "
            "the square of out to be taken from?",
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
    ),
)
