"""What goes wrong in directional_check; each function is right but for one thing."""

import numpy as np

from bpcourse import gradcheck

from ..model import Misconception
from .differences import misconceptions


def normal(x, rng):
    return rng.standard_normal(x.shape)


def central(f, x, v, h):
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def with_difference(difference):
    def wrong(f, x, grad, rng, h=1e-5):
        v = normal(x, rng)
        return np.sum(grad * v), difference(lambda s: f(x + s * v), h)

    return wrong


def wrong_direction(draw):
    def wrong(f, x, grad, rng, h=1e-5):
        v = draw(x, rng)
        return np.sum(grad * v), central(f, x, v, h)

    return wrong


def wrong_analytic(make):
    """Wrong in the first number, made of the gradient, the direction and x."""

    def wrong(f, x, grad, rng, h=1e-5):
        v = normal(x, rng)
        numeric = central(f, x, v, h)
        return make(grad, v, x), numeric

    return wrong


def wrong_pair(make):
    def wrong(f, x, grad, rng, h=1e-5):
        v = normal(x, rng)
        return make(np.sum(grad * v), central(f, x, v, h), v)

    return wrong


def one_entry(x, rng):
    v = np.zeros(x.size)
    v[rng.integers(x.size)] = 1
    return v.reshape(x.shape)


def drawn_twice(f, x, grad, rng, h=1e-5):
    return np.sum(grad * normal(x, rng)), central(f, x, normal(x, rng), h)


def drawn_for_each_side(f, x, grad, rng, h=1e-5):
    v = normal(x, rng)
    return np.sum(grad * v), (f(x + h * v) - f(x - h * normal(x, rng))) / (2 * h)


def entry_by_entry(f, x, grad, rng, h=1e-5):
    v = normal(x, rng)
    return np.sum(grad * v), np.sum(gradcheck.numerical_gradient(f, x, h) * v)


def one_entry_moved_back(f, x, grad, rng, h=1e-5):
    v = normal(x, rng)
    x = x + h * v
    above = f(x)
    x = x - h * v
    return np.sum(grad * v), (above - f(x)) / (2 * h)


MISCONCEPTIONS = (
    *misconceptions(with_difference, but=("half-steps", "finer-than-asked", "one-sided-halved")),
    Misconception(
        "one-sided-halved",
        "You divide by two steps, but the way you measure is only one: from x to one side of it. "
        "If you move down after moving up, mind where you start from.",
        one_entry_moved_back,
    ),
    Misconception(
        "direction-of-ones",
        "Your direction is the same every time, and has no negative entries: errors of opposite "
        "signs in the gradient cancel along it, every time. Let chance choose.",
        wrong_direction(lambda x, rng: np.ones(x.shape)),
    ),
    Misconception(
        "direction-positive",
        "No entry of your direction is ever negative. Errors of opposite signs in the gradient "
        "then tend to cancel; draw entries of both signs.",
        wrong_direction(lambda x, rng: rng.random(x.shape)),
    ),
    Misconception(
        "direction-of-its-own",
        "Two calls check along the same direction. If one is unlucky, so are all: the direction "
        "should come from the generator that is passed in, which goes on from call to call.",
        wrong_direction(lambda x, rng: np.random.default_rng(0).standard_normal(x.shape)),
    ),
    Misconception(
        "another-source-of-randomness",
        "The direction does not come from the rng that is handed over, but from one that your "
        "function finds elsewhere. Nobody can then repeat your check.",
        wrong_direction(lambda x, rng: np.random.default_rng().standard_normal(x.shape)),
    ),
    Misconception(
        "one-entry-moves",
        "Your direction moves a single entry of x, and leaves the others unchecked. One direction "
        "can move all of them at once.",
        wrong_direction(one_entry),
    ),
    Misconception(
        "entry-by-entry",
        "The numeric slope is right, but f is asked along every entry in turn. Along one direction "
        "two values of f are enough, however large x is: that is what makes this check cheap.",
        entry_by_entry,
    ),
    Misconception(
        "two-directions",
        "The two numbers belong to two different directions: each use of the generator draws "
        "anew. Draw one direction, and keep it.",
        drawn_twice,
    ),
    Misconception(
        "two-directions",
        "f is asked along two different directions, one for each side: each use of the generator "
        "draws anew. Draw one direction, and keep it.",
        drawn_for_each_side,
    ),
    Misconception(
        "direction-missing",
        "The first number adds up the gradient, whatever the direction. What the gradient promises "
        "along v depends on v: each entry counts as much as v moves along it.",
        wrong_analytic(lambda grad, v, x: np.sum(grad)),
    ),
    Misconception(
        "length-of-the-gradient",
        "The first number is the length of the gradient. That is the slope along the steepest "
        "direction; along a random one it is less, and may be negative.",
        wrong_analytic(lambda grad, v, x: np.linalg.norm(grad)),
    ),
    Misconception(
        "not-summed",
        "The first of your numbers is an array: what each entry contributes. The slope along the "
        "direction is all of it together, one number.",
        wrong_analytic(lambda grad, v, x: grad * v),
    ),
    Misconception(
        "mean-for-sum",
        "The first number is averaged over the entries. When all entries move at once, what they "
        "contribute to f adds up.",
        wrong_analytic(lambda grad, v, x: np.mean(grad * v)),
    ),
    Misconception(
        "sign-lost",
        "The first number lost its sign. Along a random direction f may well fall; then both "
        "numbers are negative.",
        wrong_analytic(lambda grad, v, x: abs(np.sum(grad * v))),
    ),
    Misconception(
        "place-for-gradient",
        "The first number is made from x and the direction. What promises a slope is the gradient; "
        "x is only the place.",
        wrong_analytic(lambda grad, v, x: np.sum(x * v)),
    ),
    Misconception(
        "step-for-direction",
        "The first number carries a factor h. h says how far to step for the measurement; the "
        "slope that the gradient promises knows nothing of it.",
        lambda f, x, grad, rng, h=1e-5: wrong_analytic(lambda g, v, _: np.sum(g * h * v))(
            f, x, grad, rng, h
        ),
    ),
    Misconception(
        "length-of-v",
        "Only one of the two numbers is divided by the length of the direction. Either both are, "
        "or none.",
        wrong_pair(lambda analytic, numeric, v: (analytic, numeric / np.linalg.norm(v))),
    ),
    Misconception(
        "length-of-v",
        "Only one of the two numbers is divided by the length of the direction. Either both are, "
        "or none.",
        wrong_pair(lambda analytic, numeric, v: (analytic / np.linalg.norm(v), numeric)),
    ),
    Misconception(
        "swapped",
        "Both numbers are right, but in each other's place: what the gradient promises comes "
        "first, what is measured second.",
        wrong_pair(lambda analytic, numeric, v: (numeric, analytic)),
    ),
    Misconception(
        "measured-twice",
        "Your two numbers always agree, even for a wrong gradient, since the gradient plays no "
        "part in them. A check that cannot fail says nothing.",
        wrong_pair(lambda analytic, numeric, v: (numeric, numeric)),
    ),
    Misconception(
        "measured-twice",
        "Your two numbers always agree, even for a wrong gradient, since f plays no part in them. "
        "A check that cannot fail says nothing.",
        wrong_pair(lambda analytic, numeric, v: (analytic, analytic)),
    ),
)
