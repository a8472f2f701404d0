"""The operations of layers with small matrices: forward, backward, and how one entry is made."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpcourse import nn

from .numbers import inner, show

Array = np.ndarray


@dataclass(frozen=True)
class Part:
    """One gradient of an operation: where it goes, its formula, and why.

    ``formula`` and ``reason`` take names: those of the operands, then that of the result.
    ``calculate`` takes arrays: the operands, the result, and its gradient. ``factor`` is what
    meets the gradient, if there is one: the matrix of a product, or the slopes. ``entry`` writes
    one entry in numbers.
    """

    formula: Callable[..., str]
    reason: Callable[..., str]
    calculate: Callable[..., Array]
    factor: Callable[..., Array] | None
    entry: Callable[..., str]


def linear_entry(i: tuple, x: Array, w: Array, b: Array) -> str:
    return f"{total(x[i[0]], w[:, i[1]])} + {inner(b[i[1]])}"


def total(a: Array, b: Array) -> str:
    """A sum of products in numbers: "1 × 2 + 3 × (−1)"."""
    pairs = zip(a, b, strict=True)
    return " + ".join(
        f"{inner(x) if k else show(x)} × {inner(y)}" for k, (x, y) in enumerate(pairs)
    )


def plus(numbers: Array) -> str:
    """A sum in numbers: "1 + (−2)"."""
    first, *others = numbers
    return " + ".join([show(first), *map(inner, others)])


LINEAR = (
    Part(
        lambda x, w, b, s: f"d{x} = d{s} @ {w}.T",
        lambda x, w, b, s: (
            f"Each entry of {x} reached all of its row of {s}, so d{x} adds up over the outputs"
        ),
        lambda x, w, b, s, ds: nn.linear_backward(ds, (x, w))[0],
        lambda x, w, b, s: w.T,
        lambda i, x, w, b, s, ds: total(ds[i[0]], w[i[1]]),
    ),
    Part(
        lambda x, w, b, s: f"d{w} = {x}.T @ d{s}",
        lambda x, w, b, s: f"A weight served every example, so d{w} adds up over the examples",
        lambda x, w, b, s, ds: nn.linear_backward(ds, (x, w))[1],
        lambda x, w, b, s: x.T,
        lambda i, x, w, b, s, ds: total(x[:, i[0]], ds[:, i[1]]),
    ),
    Part(
        lambda x, w, b, s: f"d{b} = d{s}.sum(axis=0)",
        lambda x, w, b, s: f"A bias was added in every row, so d{b} adds up the rows of d{s}",
        lambda x, w, b, s, ds: nn.linear_backward(ds, (x, w))[2],
        None,
        lambda i, x, w, b, s, ds: plus(ds[:, i[0]]),
    ),
)


def slope_part(formula: str, reason: str, slopes: Callable[[Array, Array], Array]) -> Part:
    """The backward pass of an elementwise activation."""
    return Part(
        lambda s, a: formula.format(s=s, a=a),
        lambda s, a: reason.format(s=s, a=a),
        lambda s, a, da: da * slopes(s, a),
        lambda s, a: slopes(s, a),
        lambda i, s, a, da: f"{show(da[i])} × {inner(slopes(s, a)[i])}",
    )


ACTIVATIONS = {
    "relu": slope_part(
        "d{s} = d{a} * ({s} > 0)",
        "relu lets a gradient through where {s} is above 0",
        lambda s, a: nn.relu_backward(np.ones_like(s), s),
    ),
    "tanh": slope_part(
        "d{s} = d{a} * (1 - {a} ** 2)",
        "tanh is as steep as 1 minus the square of its result",
        lambda s, a: nn.tanh_backward(np.ones_like(a), a),
    ),
    "sigmoid": slope_part(
        "d{s} = d{a} * {a} * (1 - {a})",
        "The sigmoid is as steep as its result times what is left to 1",
        lambda s, a: nn.sigmoid_backward(np.ones_like(a), a),
    ),
}


def cross_entropy_entry(i: tuple, s: Array, y: Array) -> str:
    p = show(nn.softmax(s)[i])
    return f"({p} − 1) / {len(y)}" if y[i[0]] == i[1] else f"{p} / {len(y)}"


LOSSES = {
    "mse": Part(
        lambda s, y: f"d{s} = 2 * ({s} - {y}) / {s}.size",
        lambda s, y: f"The loss is a mean over all entries of {s}, and each has a share in it",
        lambda s, y, loss, dloss: dloss * nn.mse_loss_backward(s, y),
        lambda s, y, loss: nn.mse_loss_backward(s, y),
        lambda i, s, y, loss, dloss: f"2 × ({show(s[i])} − {inner(y[i])}) / {s.size}",
    ),
    "cross_entropy": Part(
        lambda s, y: f"d{s} = (softmax({s}) - one_hot({y})) / len({y})",
        lambda s, y: f"Raising {s} at the true class lowers the loss, and elsewhere it raises it",
        lambda s, y, loss, dloss: dloss * nn.cross_entropy_backward(s, y),
        lambda s, y, loss: nn.cross_entropy_backward(s, y),
        lambda i, s, y, loss, dloss: cross_entropy_entry(i, s, y),
    ),
}


def forward_of(op: str) -> Callable[..., Array | float]:
    """The forward pass of an operation."""
    return {
        "linear": lambda x, w, b: nn.linear_forward(x, w, b)[0],
        "relu": nn.relu,
        "tanh": nn.tanh,
        "sigmoid": nn.sigmoid,
        "mse": nn.mse_loss,
        "cross_entropy": nn.cross_entropy,
    }[op]


def parts_of(op: str) -> tuple[Part, ...]:
    """What comes back from an operation, one part for each operand that gets a gradient."""
    return LINEAR if op == "linear" else ((ACTIVATIONS | LOSSES)[op],)


def cross_entropy_losses(s: Array, y: Array) -> Array:
    """The loss of each example."""
    return nn.logsumexp(s) - s[np.arange(len(y)), y]
