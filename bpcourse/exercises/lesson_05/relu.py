"""relu_backward: a slope that is 0 or 1."""

import numpy as np

from bpcourse import nn

from ..kit import unpack
from ..lesson_01.shared import SIZES
from ..model import INTEGER_BUFFER, Exercise, Misconception, Probe
from . import from_the_prompt
from .shared import ADDED, NO_DOUT, slope


def run(t, x, dout):
    return unpack(t.relu_backward(dout, x), "dx")


def away_from_zero(rng, size):
    """Numbers of both signs and of very different sizes, none of them 0."""
    return rng.choice([-1.0, 1.0], size) * 10 ** rng.uniform(-4, 1, size)


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
        *(Probe(name, relu_inputs(size), run) for name, size in SIZES.items()),
        Probe("float32", relu_inputs((6, 2), np.float32), run, rtol=1e-3),
        Probe("whole numbers in x", relu_whole_numbers, run, advice=INTEGER_BUFFER),
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
    variants=(
        relu_by_loop,
        relu_in_place,
        relu_heaviside,
        relu_where,
        relu_by_copy,
        from_the_prompt.relu_backward,
    ),
)
