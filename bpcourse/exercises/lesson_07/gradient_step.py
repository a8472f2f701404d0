"""gradient_step: a little downhill."""

from itertools import pairwise

import numpy as np

from bpcourse import nn

from ..kit import entries
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, lr, **arrays):
    """One step; the gradients come as dw1, db1, ..., in an order of their own."""
    params = {name: a for name, a in arrays.items() if name[0] != "d"}
    grads = {name[1:]: a for name, a in arrays.items() if name[0] == "d"}
    return entries(t.gradient_step(params, grads, float(lr)), *params)


def run_twice(t, lr, **arrays):
    """A second step from where the first one ended: nothing else of it may be left."""
    names = [name for name in arrays if name[0] != "d"]
    params = {name: arrays[name] for name in names}
    for factor in (1, -3):
        grads = {name: factor * arrays[f"d{name}"] for name in names}
        params = entries(t.gradient_step(params, grads, float(lr)), *names)
    return params


def shapes(*sizes, lr, reverse=False, dtype=np.float64):
    """A maker of the params of a network, of gradients for them, and of a learning rate."""

    def make(rng):
        params = {}
        for layer, (D, M) in enumerate(pairwise(sizes), start=1):
            params |= {
                f"w{layer}": rng.standard_normal((D, M)),
                f"b{layer}": rng.standard_normal(M),
            }
        grads = {f"d{name}": 2 * rng.standard_normal(w.shape) for name, w in params.items()}
        if reverse:
            grads = dict(reversed(grads.items()))
        arrays = {name: a.astype(dtype) for name, a in {**params, **grads}.items()}
        return {**arrays, "lr": np.array(lr)}

    return make


def other_names(rng):
    arrays = {name: rng.standard_normal((3, 3)) for name in ("gain", "shift", "dgain", "dshift")}
    return {**arrays, "lr": np.array(0.3)}


# Each wrong answer is right but for one thing.


def each(make):
    """A wrong step that is ``make(w, g, lr)`` for each array."""
    return lambda params, grads, lr: {n: make(w, grads[n], lr) for n, w in params.items()}


def some(condition):
    """A step for those arrays only for whose name and place ``condition`` holds."""

    def step(params, grads, lr):
        return {
            name: w - lr * grads[name] if condition(name, i, len(params)) else w
            for i, (name, w) in enumerate(params.items())
        }

    return step


def by_position(params, grads, lr):
    pairs = zip(params.items(), grads.values(), strict=True)
    return {name: w - lr * g for (name, w), g in pairs}


def along_the_unit_gradient(params, grads, lr):
    length = np.sqrt(sum(np.sum(g**2) for g in grads.values()))
    return {name: w - lr * grads[name] / length for name, w in params.items()}


# Correct code, written another way.


def in_place(params, grads, lr):
    for name in params:
        params[name] -= lr * grads[name]
    return params


def by_loops(params, grads, lr):
    new = {}
    for name in sorted(params):
        flat = [w - lr * g for w, g in zip(params[name].flat, grads[name].flat, strict=True)]
        new[name] = np.reshape(flat, params[name].shape).tolist()
    return new


def joined(params, grads, lr):
    flat = np.concatenate([w.ravel() for w in params.values()]).astype(np.float64)
    flat += -lr * np.concatenate([grads[name].ravel() for name in params])
    new, start = {}, 0
    for name, w in params.items():
        new[name] = flat[start : start + w.size].reshape(w.shape)
        start += w.size
    return new


def from_copies(params, grads, lr):
    new = {name: np.array(w, dtype=np.float64) for name, w in params.items()}
    for name, g in grads.items():
        np.subtract(new[name], np.multiply(lr, g), out=new[name])
    return new


def scaling_the_gradients(params, grads, lr):
    for g in grads.values():
        g *= -lr
    return dict(zip(params, (np.add(w, grads[n]) for n, w in params.items()), strict=True))


GRADIENT_STEP = Exercise(
    name="gradient_step",
    points=1,
    minutes=5,
    lines=2,
    reference=nn.gradient_step,
    probes=(
        Probe("two layers", shapes(3, 5, 2, lr=0.1), run),
        Probe(
            "all sizes 3, gradients in another order", shapes(3, 3, 3, lr=0.5, reverse=True), run
        ),
        Probe("a large learning rate", shapes(2, 4, 3, lr=2.5), run),
        Probe("two steps", shapes(4, 2, 2, lr=0.01), run_twice),
        Probe("other names", other_names, run),
        Probe("float32", shapes(3, 4, 2, lr=0.2, dtype=np.float32), run, rtol=1e-3),
    ),
    misconceptions=(
        Misconception(
            "uphill",
            "The step goes uphill. The gradient points where the loss grows, and you want it to "
            "fall.",
            each(lambda w, g, lr: w + lr * g),
        ),
        Misconception(
            "learning-rate-forgotten",
            "The step is the whole gradient. The learning rate, which says how far to go, has no "
            "say in it.",
            each(lambda w, g, lr: w - g),
        ),
        Misconception(
            "learning-rate-twice",
            "The learning rate is multiplied in twice, so the step has the wrong length.",
            each(lambda w, g, lr: w - lr * lr * g),
        ),
        Misconception(
            "divided-by-learning-rate",
            "The gradient is divided by the learning rate: the smaller the rate, the larger your "
            "step. It should be the other way round.",
            each(lambda w, g, lr: w - g / lr),
        ),
        Misconception(
            "learning-rate-subtracted",
            "The learning rate is taken away by itself, next to the gradient. It says what part of "
            "the gradient to go.",
            each(lambda w, g, lr: w - lr - g),
        ),
        Misconception(
            "everything-scaled",
            "The learning rate scales the parameter as well as its gradient. Only the way to go is "
            "scaled, not the place where you stand.",
            each(lambda w, g, lr: lr * (w - g)),
        ),
        Misconception(
            "brackets",
            "What is taken from 1 or from the parameter before the product is made? The gradient "
            "has come into a factor of the parameter, where it should stand by itself.",
            each(lambda w, g, lr: w * (1 - lr * g)),
        ),
        Misconception(
            "brackets",
            "What is taken from 1 or from the parameter before the product is made? The learning "
            "rate has come off the parameter before the gradient is multiplied in.",
            each(lambda w, g, lr: (w - lr) * g),
        ),
        Misconception(
            "returns-gradients",
            "What comes back are the gradients. They say which way to go; asked for is where you "
            "arrive.",
            each(lambda w, g, lr: g),
        ),
        Misconception(
            "returns-the-step",
            "What comes back is the step alone. Asked for is where it leads, from the params you "
            "were given.",
            each(lambda w, g, lr: -lr * g),
        ),
        Misconception(
            "returns-the-step",
            "What comes back is the learning rate times the gradient alone. Asked for is where a "
            "step leads, from the params you were given.",
            each(lambda w, g, lr: lr * g),
        ),
        Misconception(
            "from-gradient-to-params",
            "The two have traded places: a part of the params is taken away from the gradients.",
            each(lambda w, g, lr: g - lr * w),
        ),
        Misconception(
            "sign-turned",
            "All signs are turned: you take the place from the step, where the step should be "
            "taken from the place.",
            each(lambda w, g, lr: lr * g - w),
        ),
        Misconception(
            "unchanged",
            "These are the params as they came. The new values are made, but what is returned does "
            "not hold them.",
            each(lambda w, g, lr: w),
        ),
        Misconception(
            "only-the-last",
            "Only the last array has moved. See what in your function stands inside the loop, and "
            "what after it.",
            some(lambda name, i, n: i == n - 1),
            joint=("w1",),
        ),
        Misconception(
            "only-the-first",
            "Only the first array has moved. See where the loop ends.",
            some(lambda name, i, n: i == 0),
            joint=("w2",),
        ),
        Misconception(
            "weights-only",
            "The weights move and the biases stay. They are parameters too, and have gradients.",
            some(lambda name, i, n: not name.startswith("b")),
            joint=("b1", "b2"),
        ),
        Misconception(
            "by-position",
            "Params and gradients are paired by their place in the dict. They belong together by "
            "name; in a dict the order may be any.",
            by_position,
        ),
        Misconception(
            "sign-of-the-gradient",
            "Every entry moves equally far: only the sign of the gradient is left. Where the slope "
            "is steeper, the step is longer.",
            each(lambda w, g, lr: w - lr * np.sign(g)),
        ),
        Misconception(
            "unit-gradient",
            "The gradient is brought to length 1 before the step. Here its length counts: near a "
            "minimum it shrinks, and so do the steps.",
            along_the_unit_gradient,
        ),
        Misconception(
            "unit-gradient",
            "Each gradient is brought to length 1 before the step. Here its length counts: near a "
            "minimum it shrinks, and so do the steps.",
            each(lambda w, g, lr: w - lr * g / np.linalg.norm(g)),
        ),
        Misconception(
            "averaged-once-more",
            "Each gradient is divided by a number of entries before the step. If a mean belongs "
            "into it, the loss has taken it.",
            each(lambda w, g, lr: w - lr * g / len(g)),
        ),
        Misconception(
            "averaged-once-more",
            "Each gradient is divided by its number of entries before the step. If a mean belongs "
            "into it, the loss has taken it.",
            each(lambda w, g, lr: w - lr * g.mean()),
        ),
    ),
    hints=(
        "The gradient points where the loss grows fastest. Where do you want to go, and what does "
        "the learning rate say about the way?",
        "Every entry of every array moves by the learning rate times its own gradient, against "
        "it. Arrays of one name belong together.",
        "Make a new dict: for each name in params, its array less lr times the array of the same "
        "name in grads. A dict comprehension does it in one line.",
    ),
    variants=(
        in_place,
        by_loops,
        joined,
        from_copies,
        scaling_the_gradients,
        from_the_prompt.gradient_step,
    ),
)
