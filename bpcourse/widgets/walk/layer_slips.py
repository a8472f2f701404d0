"""Mistakes in predicting one entry of an array, each with the number that it leads to."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse import nn

from .slips import SIGN
from .step import Slip

Entry = tuple[int, ...]


def forward_slips(layer: Any, i: Entry, operands: list, out: Any) -> list[Slip]:
    """What goes wrong in one entry of a forward pass (i is () for the loss)."""
    slips = [("sign", -out[i] if i else -out, SIGN)]
    with np.errstate(all="ignore"):
        slips += _FORWARD[layer.op](i, *operands)
    return _clean(slips)


def backward_slips(
    layer: Any, x: str, i: Entry, operands: list, out: Any, upstream: Any, dx: np.ndarray
) -> list[Slip]:
    """What goes wrong in one entry of the gradient of x, coming from a layer."""
    slips = [("sign", -dx[i], SIGN)]
    with np.errstate(all="ignore"):
        if layer.op == "linear":
            which = "xwb"[layer.operands.index(x)]
            slips += _LINEAR[which](i, operands[0], operands[1], upstream, layer)
        elif layer.op in ("mse", "cross_entropy"):
            slips += _LOSS[layer.op](i, *operands)
        else:
            slips += _slope(layer, i, operands[0], out, upstream)
    return _clean(slips)


def _clean(slips: list[Slip]) -> list[Slip]:
    return [(key, float(number), words) for key, number, words in slips]


def other_entries(name: str, i: Entry, array: Any) -> Iterator[Slip]:
    """Another entry of the same array, if only one holds that number."""
    for j in np.ndindex(array.shape):
        if j != i and np.sum(np.isclose(array, array[j])) == 1:
            kind = "transposed" if j == i[::-1] else "entry"
            yield (
                kind,
                float(array[j]),
                f"that is the entry {name}{list(j)}; asked for is {list(i)}",
            )


def _linear_forward(i: Entry, x: np.ndarray, w: np.ndarray, b: np.ndarray) -> Iterator[Slip]:
    right = x[i[0]] * w[:, i[1]]
    yield "bias", right.sum(), "the bias is not added yet"
    yield "first", right[0] + b[i[1]], "that is the first product only; they are added up"
    if w.shape[0] == w.shape[1]:
        turned = x[i[0]] @ w[i[1]] + b[i[1]]
        yield "transposed", turned, "a row of x meets a column of w; you took a row of w"


def _activation_forward(name: str, slope: Callable) -> Callable:
    def slips(i: Entry, s: np.ndarray) -> Iterator[Slip]:
        yield "activation", s[i], f"{name} is still to be taken"
        words = f"that is the slope of {name}; asked for is its value"
        yield "slope", slope(s)[i], words

    return slips


def _mse_forward(i: Entry, s: np.ndarray, y: np.ndarray) -> Iterator[Slip]:
    total = np.sum((s - y) ** 2)
    yield "mean", total, "that is the sum of the squares; the loss is their mean"
    yield "mean", total / len(s), "the mean is over all entries, not over the examples alone"
    yield "half", total / s.size / 2, "there is no factor 1/2 in this loss"
    yield "square", np.mean(s - y), "the differences are not squared yet"
    yield "square", np.mean(np.abs(s - y)), "the differences are not squared yet"


def _cross_entropy_forward(i: Entry, s: np.ndarray, y: np.ndarray) -> Iterator[Slip]:
    losses = nn.logsumexp(s) - s[np.arange(len(y)), y]
    yield "mean", losses.sum(), "that is the sum over the examples; the loss is their mean"
    yield "log", np.mean(np.exp(-losses)), "that is the mean probability; −log is to be taken"


_FORWARD = {
    "linear": _linear_forward,
    "relu": _activation_forward("relu", lambda s: (s > 0).astype(float)),
    "tanh": _activation_forward("tanh", lambda s: 1 - np.tanh(s) ** 2),
    "sigmoid": _activation_forward("the sigmoid", lambda s: nn.sigmoid(s) * (1 - nn.sigmoid(s))),
    "mse": _mse_forward,
    "cross_entropy": _cross_entropy_forward,
}


def _weight_slips(
    i: Entry, x: np.ndarray, w: np.ndarray, ds: np.ndarray, layer: Any
) -> Iterator[Slip]:
    terms, a, s = x[:, i[0]] * ds[:, i[1]], layer.operands[0], layer.name
    yield "sum", terms[0], "that is the first example only; a weight served all of them"
    yield "mean", terms.mean(), "you took the mean over the examples; they add up here"
    yield "upstream", x[:, i[0]].sum(), f"d{s} is not multiplied in yet"
    yield (
        "local",
        ds[:, i[1]].sum(),
        f"{a} is not multiplied in yet; it is as for a bias",
    )
    if x.shape[0] == x.shape[1]:
        words = f"you took a row of {a}; entry {list(i)} needs its column {i[0]}"
        yield "transposed", x[i[0]] @ ds[:, i[1]], words


def _input_slips(
    i: Entry, x: np.ndarray, w: np.ndarray, ds: np.ndarray, layer: Any
) -> Iterator[Slip]:
    terms, s, name = ds[i[0]] * w[i[1]], layer.name, layer.operands[1]
    yield "sum", terms[0], "that is the first output only; the entry reached all of them"
    yield "mean", terms.mean(), "you took the mean over the outputs; they add up here"
    yield "upstream", w[i[1]].sum(), f"d{s} is not multiplied in yet"
    yield "local", ds[i[0]].sum(), f"{name} is not multiplied in yet"
    if w.shape[0] == w.shape[1]:
        words = f"you took a column of {name}; on the way back it is the row: the transpose"
        yield "transposed", ds[i[0]] @ w[:, i[1]], words


def _bias_slips(
    i: Entry, x: np.ndarray, w: np.ndarray, ds: np.ndarray, layer: Any
) -> Iterator[Slip]:
    column = ds[:, i[0]]
    yield "sum", column[0], "that is the first row only; a bias was added in every row"
    yield "mean", column.mean(), "you took the mean of the rows; they add up here"
    if i[0] < len(ds):
        words = "you added along the row; a bias belongs to a column"
        yield "axis", ds[i[0]].sum(), words
    yield "axis", ds.sum(), "you added up everything; each column has its own bias"


_LINEAR = {"x": _input_slips, "w": _weight_slips, "b": _bias_slips}


def _slope(layer: Any, i: Entry, s: np.ndarray, a: np.ndarray, da: np.ndarray) -> Iterator[Slip]:
    slope = {
        "relu": lambda: (s > 0).astype(float),
        "tanh": lambda: 1 - a**2,
        "sigmoid": lambda: a * (1 - a),
    }[layer.op]()
    yield "upstream", slope[i], f"that is the slope alone; d{layer.name} is not multiplied in yet"
    yield "local", da[i], f"that is d{layer.name}; the slope is not multiplied in yet"
    yield "added", da[i] + slope[i], f"you added; d{layer.name} and the slope are multiplied"
    yield "value", da[i] * a[i], f"you multiplied by the value of {layer.op}, not by its slope"
    if layer.op == "relu":
        mask = max(da[i], 0.0)
        yield "mask", mask, f"the sign of {layer.operands[0]} decides, not that of d{layer.name}"
    elif layer.op == "tanh":
        yield "square", da[i] * (1 - a[i]), f"{layer.name} enters as its square"
        yield "input", da[i] * (1 - s[i] ** 2), f"the square is that of the result, {layer.name}"
    else:
        words = f"the slope is made of the result {layer.name}"
        yield "input", da[i] * s[i] * (1 - s[i]), words
        yield "rest", da[i] * (1 - a[i]), f"{layer.name} itself is missing as a factor"


def _mse_slips(i: Entry, s: np.ndarray, y: np.ndarray) -> Iterator[Slip]:
    error = s[i] - y[i]
    yield "two", error / s.size, "the 2 of the square is missing"
    yield "mean", 2 * error, f"the mean is missing: each entry has the share 1 / {s.size}"
    yield "mean", 2 * error / len(s), "the mean is over all entries, not over the examples alone"
    yield "error", error, "that is the difference; the 2 of the square and the mean are missing"


def _cross_entropy_slips(i: Entry, s: np.ndarray, y: np.ndarray) -> Iterator[Slip]:
    p, true = nn.softmax(s)[i], float(y[i[0]] == i[1])
    yield "mean", p - true, f"the mean over the {len(y)} examples is missing"
    if true:
        words = "this is the true class: 1 is taken away from its probability"
        yield "label", p / len(y), words
        yield "label", p, f"{words}; and the mean is missing"
    else:
        words = "1 is taken away at the true class only"
        yield "label", (p - 1) / len(y), words
    yield "softmax", (s[i] - true) / len(y), "the softmax is still to be taken"


_LOSS = {"mse": _mse_slips, "cross_entropy": _cross_entropy_slips}
