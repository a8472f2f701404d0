"""One function of ours against one that is not: forwards by value, backwards by two oracles.

Arguments and gradients are trees: a leaf, or a dict or tuple of trees.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from autograd import make_vjp
from hypothesis import Phase, given, settings

from .cases import cases

CASES = 200
# How far apart two arrays may be: for the length of the wanted one, and beyond that.
RELATIVE = {np.float64: 1e-9, np.float32: 1e-4}
ABSOLUTE = {np.float64: 1e-12, np.float32: 1e-6}
STEP = 1e-5  # of a finite difference
MEASURED = 1e-6  # how far a slope may be from a measured one


@dataclass(frozen=True)
class Back:
    """The backward pass that belongs to a forward pass.

    Attributes
    ----------
    name : str
        What it is called in `bpcourse.nn`.
    call : callable
        How it is called: takes it, dout and the forward's arguments by name, returns what is
        compared. A loss has the dout 1.
    wrt : tuple of str
        The arguments that its gradients belong to, in their order.
    """

    name: str
    call: Callable
    wrt: tuple = ("x",)


@dataclass(frozen=True)
class Oracle:
    """A function of ours, and the same by somebody else.

    Attributes
    ----------
    name : str
        What ours is called in `bpcourse.nn`.
    given : callable
        Makes its arguments, by name, out of a `Case`.
    truth : callable
        The same function written another way; in `autograd.numpy` if it has a backward pass.
    call : callable
        How ours is called: takes it and the arguments, returns what is compared.
    back : Back, optional
    """

    name: str
    given: Callable
    truth: Callable
    call: Callable = lambda f, **given: f(**given)
    back: Back | None = None


def check_forward(entry, f, dtype=np.float64, **options):
    """Compare a forward pass with its oracle."""

    def compare(arguments, rng):
        got = entry.call(f, **with_dtype(dtype, arguments))
        assert_close(got, entry.truth(**rounded(dtype, arguments)), dtype)

    every_case(entry.given, compare, **options)


def autograd_gradient(entry, dout, arguments):
    """The gradients, by argument, that autograd makes of an oracle."""
    names = entry.back.wrt

    def function(*values):
        return entry.truth(**{**arguments, **dict(zip(names, values, strict=True))})

    values = [arguments[name] for name in names]
    vjp, _ = make_vjp(function, argnum=tuple(range(len(names))))(*values)
    return dict(zip(names, vjp(dout), strict=True))


def check_backward(entry, f, dtype=np.float64, gradient=autograd_gradient, **options):
    """Compare a backward pass with the gradient of its forward's oracle."""

    def compare(arguments, rng):
        dout = draw_dout(entry.truth(**rounded(dtype, arguments)), rng)
        got = entry.back.call(f, with_dtype(dtype, dout), **with_dtype(dtype, arguments))
        want = gradient(entry, rounded(dtype, dout), rounded(dtype, arguments))
        assert_close(by_argument(entry, got), want, dtype)

    every_case(entry.given, compare, **options)


def check_slope(entry, f, forward, **options):
    """Compare a backward pass with finite differences of our own forward pass."""

    def compare(arguments, rng):
        def loss(name, x):
            return np.sum(dout * entry.call(forward, **{**arguments, name: x}))

        dout = draw_dout(entry.call(forward, **arguments), rng)
        grads = by_argument(entry, entry.back.call(f, dout, **arguments))
        for name in entry.back.wrt:
            x, grad = arguments[name], grads[name]
            v = each(lambda x: rng.standard_normal(x.shape), x)
            above = loss(name, each(lambda x, v: x + STEP * v, x, v))
            below = loss(name, each(lambda x, v: x - STEP * v, x, v))
            numeric = (above - below) / (2 * STEP)
            analytic = sum(np.sum(leaf) for leaf in leaves(each(np.multiply, grad, v)).values())
            # An entry like sigmoid(z) - 1 is off by a rounding of the 1, even where it is 0 itself.
            rounding = np.finfo(float).eps * length(v)
            allowed = MEASURED * (length(grad) * length(v) + abs(above)) + rounding
            assert abs(analytic - numeric) <= allowed, f"{name}: {analytic}, but {numeric}"

    every_case(entry.given, compare, **options)


def every_case(make, compare, wanted=CASES, shrink=True):
    """Run a comparison on many cases, the same ones in every run."""

    @settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=wanted,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
    )
    @given(cases(make))
    def run(case):
        compare(*case)

    run()


def assert_close(got, want, dtype):
    """Say so if an array is missing, of another shape, or too far from the one wanted."""
    got, want = leaves(got), leaves(want)
    assert got.keys() == want.keys()
    for path, b in want.items():
        a = np.asarray(got[path], float)
        assert a.shape == np.shape(b), f"{path} has shape {a.shape}, wanted {np.shape(b)}"
        allowed = RELATIVE[dtype] * np.linalg.norm(b) + ABSOLUTE[dtype]
        assert np.linalg.norm(a - b) <= allowed, f"{path} is {a}, wanted {b}"


def draw_dout(out, rng):
    """A gradient for an output; that of a loss, which is one number, is 1."""
    return rng.standard_normal(np.shape(out)) if np.ndim(out) else np.float64(1)


def by_argument(entry, grads):
    """Name the gradients of a backward pass by the arguments that they belong to."""
    if len(entry.back.wrt) == 1:
        grads = (grads,)
    return dict(zip(entry.back.wrt, grads, strict=True))


def each(f, *trees):
    """Apply f to each leaf, or to those of several trees at the same place."""
    first = trees[0]
    if isinstance(first, dict):
        return {key: each(f, *(tree[key] for tree in trees)) for key in first}
    if isinstance(first, tuple):
        return tuple(each(f, *parts) for parts in zip(*trees, strict=True))
    return f(*trees)


def leaves(tree, path=()):
    """The leaves of a tree, each by the names and places that lead to it."""
    if isinstance(tree, dict):
        branches = tree.items()
    elif isinstance(tree, tuple):
        branches = enumerate(tree)
    else:
        return {path: tree}
    found = {}
    for key, branch in branches:
        found.update(leaves(branch, (*path, key)))
    return found


def length(tree):
    return np.sqrt(sum(np.sum(np.square(leaf)) for leaf in leaves(tree).values()))


def with_dtype(dtype, tree):
    """Give arrays of floats another type; labels, numbers and switches stay what they are."""
    return each(lambda leaf: leaf.astype(dtype) if is_floats(leaf) else leaf, tree)


def is_floats(leaf):
    return isinstance(leaf, (np.ndarray, np.floating)) and leaf.dtype.kind == "f"


def rounded(dtype, tree):
    """The same numbers in float64: an oracle is given what ours is given, and is more exact."""
    return with_dtype(np.float64, with_dtype(dtype, tree))
