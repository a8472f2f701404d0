"""The known mistakes of gradient_check_network. Each is right but for one thing."""

import numpy as np

from bpcourse.gradcheck import relative_error

from ..model import Misconception

H = 1e-5
AFTER = "params after the check"
FROM_RNG = "randomness from rng"


def loss_of(loss_and_grads, params, x, y, **moved):
    """The loss, with some arrays replaced."""
    return loss_and_grads({**params, **moved}, x, y)[0]


def central(loss_and_grads, params, x, y, name, v):
    """The slope that is there along v, in one array."""
    above = loss_of(loss_and_grads, params, x, y, **{name: params[name] + H * v})
    below = loss_of(loss_and_grads, params, x, y, **{name: params[name] - H * v})
    return (above - below) / (2 * H)


def forward(loss_and_grads, params, x, y, name, v):
    above = loss_of(loss_and_grads, params, x, y, **{name: params[name] + H * v})
    return (above - loss_of(loss_and_grads, params, x, y)) / H


def backward(loss_and_grads, params, x, y, name, v):
    below = loss_of(loss_and_grads, params, x, y, **{name: params[name] - H * v})
    return (loss_of(loss_and_grads, params, x, y) - below) / H


def last_array(loss_and_grads, params, x, y, name, v):
    """The slope of the last array, whichever is asked for."""
    last = list(params)[-1]
    v = np.resize(v, params[last].shape)
    return central(loss_and_grads, params, x, y, last, v)


def wrong(error=relative_error, slope=central, analytic=np.vdot, direction=None):
    """A check with another error, slope or direction."""

    def check(loss_and_grads, params, x, y, rng):
        _, grads = loss_and_grads(params, x, y)
        errors = {}
        for name, w in params.items():
            v = direction(w.shape) if direction else rng.standard_normal(w.shape)
            promised = analytic(grads[name], v)
            errors[name] = error(promised, slope(loss_and_grads, params, x, y, name, v))
        return errors

    return check


def all_at_once(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    vs = {name: rng.standard_normal(w.shape) for name, w in params.items()}
    above = loss_of(loss_and_grads, params, x, y, **{n: params[n] + H * v for n, v in vs.items()})
    below = loss_of(loss_and_grads, params, x, y, **{n: params[n] - H * v for n, v in vs.items()})
    numeric = (above - below) / (2 * H)
    return {name: relative_error(np.vdot(grads[name], v), numeric) for name, v in vs.items()}


def one_number(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    vs = {name: rng.standard_normal(w.shape) for name, w in params.items()}
    above = loss_of(loss_and_grads, params, x, y, **{n: params[n] + H * v for n, v in vs.items()})
    below = loss_of(loss_and_grads, params, x, y, **{n: params[n] - H * v for n, v in vs.items()})
    promised = sum(np.vdot(grads[name], v) for name, v in vs.items())
    return dict.fromkeys(params, relative_error(promised, (above - below) / (2 * H)))


def not_put_back(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    errors = {}
    for name, w in params.items():
        v = rng.standard_normal(w.shape)
        w += H * v
        above = loss_of(loss_and_grads, params, x, y)
        w -= 2 * H * v
        below = loss_of(loss_and_grads, params, x, y)
        errors[name] = relative_error(np.vdot(grads[name], v), (above - below) / (2 * H))
    return errors


def put_back_at_the_end_only(loss_and_grads, params, x, y, rng):
    saved = {name: w.copy() for name, w in params.items()}
    errors = not_put_back(loss_and_grads, params, x, y, rng)
    for name, w in saved.items():
        params[name][...] = w
    return errors


def moved_gradient(loss_and_grads, params, x, y, rng):
    errors = {}
    for name, w in params.items():
        v = rng.standard_normal(w.shape)
        _, grads = loss_and_grads({**params, name: w + H * v}, x, y)
        numeric = central(loss_and_grads, params, x, y, name, v)
        errors[name] = relative_error(np.vdot(grads[name], v), numeric)
    return errors


def two_directions(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    errors = {}
    for name, w in params.items():
        promised = np.vdot(grads[name], rng.standard_normal(w.shape))
        v = rng.standard_normal(w.shape)
        errors[name] = relative_error(promised, central(loss_and_grads, params, x, y, name, v))
    return errors


def two_steps(loss_and_grads, params, x, y, rng):
    """A new direction for each of the two steps of a difference."""
    _, grads = loss_and_grads(params, x, y)
    errors = {}
    for name, w in params.items():
        v, u = rng.standard_normal((2, *w.shape))
        above = loss_of(loss_and_grads, params, x, y, **{name: w + H * v})
        below = loss_of(loss_and_grads, params, x, y, **{name: w - H * u})
        errors[name] = relative_error(np.vdot(grads[name], v), (above - below) / (2 * H))
    return errors


def params_for_gradient(loss_and_grads, params, x, y, rng):
    errors = {}
    for name, w in params.items():
        v = rng.standard_normal(w.shape)
        numeric = central(loss_and_grads, params, x, y, name, v)
        errors[name] = relative_error(np.vdot(w, v), numeric)
    return errors


def gap(a, n):
    return abs(a - n)


ONE_SIDED = (
    "Right gradients show an error that is not small enough: you step to one side only, and "
    "the bend of the loss comes into your slope. A step to each side cancels it."
)
NOT_PUT_BACK = (
    "An array that was moved stays moved while the next ones are measured, so their slopes are "
    "taken at another place than their gradients. Each one has to go back before the next moves."
)
DIVISION = (
    "Right gradients show an error of a third: the slope you measure is off by a factor of two. "
    "Ask how far apart the two points of the difference lie."
)
TWO_VS = (
    "Even right gradients show large errors: the two slopes belong to two different directions. "
    "Both have to be taken along one and the same."
)

MISCONCEPTIONS = (
    Misconception("one-sided", ONE_SIDED, wrong(slope=forward)),
    Misconception("one-sided", ONE_SIDED, wrong(slope=backward)),
    Misconception("not-put-back", NOT_PUT_BACK, not_put_back),
    Misconception("not-put-back", NOT_PUT_BACK, put_back_at_the_end_only),
    Misconception(
        "all-at-once",
        "All arrays move at the same time, so the loss changes for all of them together, and "
        "you hold that against one gradient at a time. Let one move and the others rest.",
        all_at_once,
        joint=("w1",),
    ),
    Misconception(
        "one-number-for-all",
        "Every name has the same error: the arrays are moved and judged together. Then you know "
        "that something is wrong, and not where.",
        one_number,
        joint=("w1",),
    ),
    Misconception(
        "always-the-last-array",
        "The loss is always measured with the last array moved, whatever name stands in front. A "
        "function that was made in a loop sees the loop's variable as it is when it is called.",
        wrong(slope=last_array),
        joint=("w1",),
    ),
    Misconception(
        "absolute-error",
        "What you return is the distance between the two slopes. Whether that is much depends on "
        "how large they are: the error should be relative.",
        wrong(error=gap),
    ),
    Misconception(
        "relative-to-one",
        "The distance is divided by the measured slope alone. Relative error divides by the "
        "lengths of both, so that it never exceeds 1.",
        wrong(error=lambda a, n: gap(a, n) / max(abs(n), 1e-12)),
    ),
    Misconception(
        "relative-to-one",
        "The distance is divided by the promised slope alone. Relative error divides by the "
        "lengths of both, so that it never exceeds 1.",
        wrong(error=lambda a, n: gap(a, n) / max(abs(a), 1e-12)),
    ),
    Misconception(
        "relative-to-the-larger",
        "The distance is divided by the larger of the two slopes. Relative error divides by the "
        "lengths of both, added.",
        wrong(error=lambda a, n: gap(a, n) / max(abs(a), abs(n), 1e-12)),
    ),
    Misconception(
        "relative-to-the-sum",
        "The distance is divided by the sum of the slopes, in which opposite ones cancel. Their "
        "lengths are added, without signs.",
        wrong(error=lambda a, n: gap(a, n) / max(abs(a + n), 1e-12)),
    ),
    Misconception(
        "mean-of-lengths",
        "Your errors are twice as large: the distance is divided by the mean of the two lengths. "
        "Relative error divides by their sum.",
        wrong(error=lambda a, n: 2 * relative_error(a, n)),
    ),
    Misconception(
        "not-divided-by-the-way",
        "Every gradient looks wrong: the rise of the loss is not divided by the way over which "
        "it was measured, so your measured slope is nearly 0.",
        wrong(slope=lambda *args: 2 * H * central(*args)),
        joint=("w1",),
    ),
    Misconception("divided-by-half-the-way", DIVISION, wrong(slope=lambda *a: 2 * central(*a))),
    Misconception("divided-by-half-the-way", DIVISION, wrong(slope=lambda *a: central(*a) / 2)),
    Misconception(
        "nothing-moved",
        "Every error is 1: the slope you measure is 0, as if nothing had moved. Look whether the "
        "array that you move is the one that the loss is given.",
        wrong(slope=lambda *args: 0.0),
        joint=("w1",),
    ),
    Misconception(
        "notices-nothing",
        "Every error is 0, even of a gradient far too large. What you compare must come from "
        "two sources: the gradient on one side, the loss alone on the other.",
        lambda loss_and_grads, params, x, y, rng: dict.fromkeys(params, 0.0),
        joint=("w1",),
    ),
    Misconception(
        "direction-forgotten",
        "The promised slope is the plain sum of the gradient. Along a direction, each entry "
        "counts by how far it moves.",
        wrong(analytic=lambda grad, v: np.sum(grad)),
        joint=("w1",),
    ),
    Misconception(
        "length-for-slope",
        "The promised slope is the length of the gradient. That is the slope along the steepest "
        "direction, not along the one in which you moved.",
        wrong(analytic=lambda grad, v: np.linalg.norm(grad)),
        joint=("w1",),
    ),
    Misconception(
        "params-for-gradient",
        "The promised slope is made with the array itself. What promises a slope is its gradient.",
        params_for_gradient,
        joint=("w1",),
    ),
    Misconception(
        "direction-of-ones",
        "Two entries of a gradient changed places, and your check does not see it: it moves all "
        "entries by the same amount. A random direction tells them apart.",
        wrong(direction=np.ones),
    ),
    Misconception(
        "another-source-of-randomness",
        "The directions do not come from rng, so a check cannot be repeated: the same seed gives "
        "other errors each time.",
        wrong(direction=np.random.default_rng().standard_normal),
    ),
    Misconception(
        "signed-error",
        "Your errors have a sign: it says which slope is the larger one. An error is a distance, "
        "which is never below 0.",
        wrong(error=lambda a, n: (a - n) / max(abs(a) + abs(n), 1e-12)),
    ),
    Misconception("two-directions", TWO_VS, two_directions, joint=("w1",)),
    Misconception("two-directions", TWO_VS, two_steps, joint=("w1",)),
    Misconception(
        "gradient-of-another-place",
        "The gradient is taken after the array has moved. Both slopes belong to the same place: "
        "the params as they came.",
        moved_gradient,
    ),
)
