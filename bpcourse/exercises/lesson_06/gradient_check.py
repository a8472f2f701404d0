"""gradient_check_network: planted mistakes, to be found one array at a time."""

from itertools import pairwise

import numpy as np

from bpcourse import gradcheck

from ..kit import WrongReturn, as_array, entries
from ..model import Exercise, Probe
from . import from_the_prompt
from .gradient_check_wrong import AFTER, FROM_RNG, MISCONCEPTIONS

LITTLE = {"w1": 0.99, "b2": 1.01}
ALL = {"w1": 0.5, "b1": 2, "w2": 3, "b2": 0.4}
NAMES = ("w1", "b1", "w2", "b2")
SMALL = 3e-6


def run(t, x, y, scales, exchanged, seeds, signs, **arrays):
    """Check a network of linear layers under half the sum of squares, with mistakes planted.

    Along any direction of one array its loss is a parabola, so a central difference is exact. Each
    seed has a check of its own, of the loss or of its negative.
    """
    names, L = list(arrays), len(arrays) // 2
    scaled = {name: s for name, s in zip(names, scales, strict=True) if s != 1}
    given = {"x": x.copy(), "y": y.copy()}
    swapped = [name for name, swap in zip(names, exchanged, strict=True) if swap]
    sign = 1

    def loss_and_grads(params, x, y):
        kept = [x]
        for layer in range(1, L + 1):
            kept.append(kept[-1] @ params[f"w{layer}"] + params[f"b{layer}"])
        dout, grads = sign * (kept[L] - y), {}
        loss = sign * 0.5 * (dout**2).sum()
        for layer in range(L, 0, -1):
            grads |= {f"w{layer}": kept[layer - 1].T @ dout, f"b{layer}": dout.sum(axis=0)}
            dout = dout @ params[f"w{layer}"].T
        for name, scale in scaled.items():
            grads[name] = scale * grads[name]
        if not (np.array_equal(x, given["x"]) and np.array_equal(y, given["y"])):
            grads = {name: -grad for name, grad in grads.items()}  # of another batch
        for name in swapped:
            grads[name].flat[[0, -1]] = grads[name].flat[[-1, 0]]
        return float(loss), grads

    checks, after = [], []
    for seed, sign_now in zip(seeds, signs, strict=True):
        sign = int(sign_now)
        params = {name: array.copy() for name, array in arrays.items()}
        rng = np.random.default_rng(int(seed))
        batch = given["x"].copy(), given["y"].copy()
        errors = entries(t.gradient_check_network(loss_and_grads, params, *batch, rng), *names)
        checks.append([np.reshape(errors[name], -1) for name in names])
        after.append(np.concatenate([as_array(n, params.get(n)).ravel() for n in names]))
    if any(error.size != 1 for errors in checks for error in errors):
        raise WrongReturn("each error should be one number")
    return {"errors": np.array(checks)[:, :, 0], "after": np.array(after)}


def reduce(outputs, inputs):
    """The errors: those that are as they should be, within their tolerance, by one number.

    Now and then a direction lies so nearly across the gradient that rounding is all that is left
    of the slope, and the error of right code is large. So most seeds have to fit, not all.

    That params were left as they were is worth something where the errors are right: who does
    nothing leaves everything as it was.
    """
    names = [name for name in inputs if name[0] in "wb"]
    reduced, planted = {}, zip(names, inputs["scales"], inputs["exchanged"], strict=True)
    for (name, scale, swap), error in zip(planted, outputs["errors"].T, strict=True):
        right = abs(scale - 1) / (abs(scale) + 1)
        if swap:
            fits, right = (error > SMALL) & (error < 1 + SMALL), 0.4
        else:
            fits = abs(error - right) < SMALL
        seeds_that_fit = fits.reshape(len(set(inputs["seeds"])), -1).all(axis=1)
        found = seeds_that_fit.mean() > 0.5
        reduced[name] = np.where(found, right, error[np.argmin(fits)])
        reduced["all right"] = reduced.get("all right", True) and found
    before = np.concatenate([inputs[name].ravel() for name in names])
    left = bool((np.abs(outputs["after"] - before) < 1e-9).all())
    if reduced.pop("all right") or not left:
        reduced[AFTER] = np.array(float(left))
    return reduced


def reduce_seeds(outputs, inputs):
    """Whether two checks with one seed agree, both times, and those with other seeds do not.

    How large an error is whose entries were exchanged depends on the direction; but it is 1 along
    many of them, so it takes several seeds.
    """
    errors = outputs["errors"].astype(float)
    repeats = np.allclose(errors[[0, 2]], errors[[1, 3]], rtol=1e-6, atol=1e-9)
    renews = not np.allclose(errors[0], errors[2:], rtol=1e-6, atol=1e-9)
    return {FROM_RNG: np.array([repeats, renews], dtype=float)}


def planted(N, *sizes, scales, exchanged=(), checks=(1, 1, 1), signs=(1,)):
    """A maker of a batch, a network of linear layers, and what is wrong with its gradients.

    Parameters
    ----------
    N, *sizes : int
    scales : dict of str to float
        Name of an array -> how many times too large its gradient is.
    exchanged : tuple of str
        Names of the arrays in whose gradient the first and the last entry trade places.
    checks : tuple of int
        How many there are with each seed.
    signs : tuple of int
        In turn, 1 for a check of the loss, -1 for one of its negative.
    """

    def make(rng):
        inputs = {"x": 6 * rng.choice([-1, 1], (N, sizes[0])) + rng.standard_normal((N, sizes[0]))}
        arrays, out = {}, inputs["x"]
        for layer, shape in enumerate(pairwise(sizes), start=1):
            arrays[f"w{layer}"] = rng.standard_normal(shape) + np.eye(*shape)
            arrays[f"b{layer}"] = rng.standard_normal(shape[1])
            out = out @ arrays[f"w{layer}"] + arrays[f"b{layer}"]
        error = rng.choice([-1, 1], out.shape) * rng.uniform(0.5, 2, out.shape)
        return {
            **inputs,
            "y": out + error,
            "scales": np.array([scales.get(name, 1.0) for name in arrays]),
            "exchanged": np.array([name in exchanged for name in arrays]),
            "seeds": np.repeat(rng.permutation(2**16)[: len(checks)], checks),
            "signs": np.resize(signs, sum(checks)),
            **arrays,
        }

    return make


def probe(name, *sizes, **mistakes):
    return Probe(name, planted(*sizes, **mistakes), run, reduce)


# Correct code, written another way.


def one_call_for_the_slopes(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    errors = {}
    for name, w in params.items():
        v = rng.normal(size=np.shape(w))
        above = loss_and_grads(params | {name: w + 1e-5 * v}, x, y)[0]
        below = loss_and_grads(params | {name: w - 1e-5 * v}, x, y)[0]
        a, n = np.vdot(grads[name], v), (above - below) / 2e-5
        errors[name] = abs(a - n) / max(abs(a) + abs(n), 1e-12)
    return errors


def in_place(loss_and_grads, params, x, y, rng):
    errors = {}
    for name in params:
        grads = loss_and_grads(params, x, y)[1]
        v = rng.standard_normal(params[name].shape)
        params[name] += 1e-5 * v
        above, _ = loss_and_grads(params, x, y)
        params[name] -= 2e-5 * v
        below, _ = loss_and_grads(params, x, y)
        params[name] += 1e-5 * v
        errors[name] = gradcheck.relative_error(
            np.array([np.sum(grads[name] * v)]), np.array([(above - below) / 2e-5])
        )
    return errors


def with_the_whole_gradient(loss_and_grads, params, x, y, rng):
    """Slope by slope, and only then the direction: slow, and as right."""
    _, grads = loss_and_grads(params, x, y)
    errors = dict.fromkeys(params)
    for name in reversed(params):

        def f(array, name=name):
            return loss_and_grads({**params, name: array}, x, y)[0]

        numeric = gradcheck.numerical_gradient(f, params[name])
        v = rng.standard_normal(numeric.shape)
        errors[name] = gradcheck.relative_error(np.sum(grads[name] * v), np.sum(numeric * v))
    return errors


def with_a_unit_direction(loss_and_grads, params, x, y, rng):
    _, grads = loss_and_grads(params, x, y)
    errors = {}
    for name, saved in list(params.items()):
        v = rng.uniform(-1, 1, saved.shape)
        v /= np.linalg.norm(v)
        slopes = []
        for step in (-1e-4, 1e-4):
            params[name] = saved + step * v
            slopes.append(loss_and_grads(params, x, y)[0] / 2e-4)
        params[name] = saved
        errors[name] = np.array(
            [gradcheck.relative_error((grads[name] * v).sum(), slopes[1] - slopes[0])]
        )
    return errors


def in_one_expression(loss_and_grads, params, x, y, rng):
    import copy

    mine, (_, grads) = copy.deepcopy(params), loss_and_grads(params, x, y)
    return {
        name: gradcheck.relative_error(
            *gradcheck.directional_check(
                lambda w, name=name: loss_and_grads(dict(mine, **{name: w}), x, y)[0],
                mine[name],
                grads[name],
                rng,
                h=1e-4,
            )
        )
        for name in sorted(mine)
    }


GRADIENT_CHECK_NETWORK = Exercise(
    name="gradient_check_network",
    points=3,
    minutes=15,
    lines=8,
    reference=gradcheck.gradient_check_network,
    probes=(
        probe("dw2 and db1 wrong", 5, 3, 6, 4, scales={"w2": 2.6, "b1": 0.4}),
        probe("all sizes 4, dw2 and db1 wrong", 4, 4, 4, 4, scales={"w2": 0.5, "b1": 2.5}),
        probe("dw1 of the wrong sign, db2 wrong", 6, 2, 5, 3, scales={"w1": -2, "b2": 2.2}),
        probe("a batch of one, dw1 and db2 a little off", 1, 3, 4, 2, scales=LITTLE),
        probe("dw1 and db2 wrong", 5, 2, 3, 4, scales={"w1": 2.8, "b2": 0.45}),
        probe("two entries of dw1 exchanged", 5, 3, 4, scales={"b1": 1.5}, exchanged=("w1",)),
        # Every slope once with either sign: an error has none.
        probe("all wrong, both ways", 4, 3, 5, 2, scales=ALL, checks=(2, 2, 2), signs=(1, -1)),
        Probe(
            "several seeds",
            planted(3, 3, 3, 3, scales={}, exchanged=NAMES, checks=(2, 2, 1, 1, 1, 1, 1)),
            run,
            reduce_seeds,
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    says={
        **{name: f"The error of {name} is not what it should be." for name in NAMES},
        AFTER: "The arrays in params are not what they were before your check.",
        FROM_RNG: "The directions should come from rng, and from nothing else. The same seed "
        "should give the same errors, and another seed other ones.",
    },
    hints=(
        "directional_check of lesson 03 wants a function of one array, and your loss is a "
        "function of many. Which arrays move while you check dw1, and which stay?",
        "For each name: a function of one array that puts it in the place of that name, leaves "
        "all others as they are, and returns the loss alone. Its two slopes, analytic and "
        "numeric, make one relative error.",
        "Ask loss_and_grads once for the gradients. Then loop over the names: in a new dict made "
        "from params one entry is replaced, so that params stay as they were. A function made in "
        "a loop sees the loop's variable as it is when called: hand it the name as a default.",
    ),
    variants=(
        one_call_for_the_slopes,
        in_place,
        with_the_whole_gradient,
        with_a_unit_direction,
        in_one_expression,
        from_the_prompt.gradient_check_network,
    ),
)
