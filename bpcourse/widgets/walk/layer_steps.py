"""The steps through layers: each array as a whole, with one entry written out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .layer_slips import backward_slips, forward_slips, other_entries
from .matrices import Part, cross_entropy_losses, forward_of, linear_entry, parts_of, plus
from .numbers import rounded, show
from .step import Slip, Step


def layer_steps(layers: Sequence[Any], numbers: Mapping[str, Any]) -> list[Step]:
    """All steps in order: forward, the seed, backward.

    Parameters
    ----------
    layers : sequence of Layer
    numbers : dict of str to ndarray or float
        What is put in, and what each layer gives.
    """
    return [*_forward(layers, numbers), *_backward(layers, numbers)]


def entry_name(name: str, entry: tuple[int, ...] | None) -> str:
    """How an entry is written: "w1[0, 1]"."""
    return name if entry is None else f"{name}[{', '.join(map(str, entry))}]"


def _forward(layers: Sequence[Any], numbers: Mapping[str, Any]) -> Iterator[Step]:
    for k, layer in enumerate(layers):
        operands, out = [numbers[x] for x in layer.operands], numbers[layer.name]
        slips = {i: forward_slips(layer, i, operands, out) for i in np.ndindex(np.shape(out))}
        entry = _entry(out, slips, k)
        written = f"{_written(layer.op, entry, operands)} = {show(_at(out, entry))}"
        rule, at = _rule(layer), entry_name(layer.name, entry)
        yield Step(
            kind="value",
            node=layer.name,
            edge=None,
            number=out,
            what=layer.name,
            formula=rule,
            with_numbers=f"{at} = {written}",
            sentence=f"{FORWARD[layer.op].format(*layer.operands)}: {at} = {written}."
            + _remark(out),
            question=f"{rule}. What is {at}?",
            entry=entry,
            also_right=[_at(forward_of(layer.op)(*map(_rounded, operands)), entry)],
            slips=lambda i=entry, array=out, found=slips[entry or ()], name=layer.name: [
                *found,
                *(other_entries(name, i, array) if i else ()),
            ],
        )


def _backward(layers: Sequence[Any], numbers: Mapping[str, Any]) -> Iterator[Step]:
    loss = layers[-1]
    yield Step(
        kind="seed",
        node=loss.name,
        edge=None,
        number=1.0,
        what="dloss/dloss",
        formula="dloss = 1",
        with_numbers="dloss/dloss = 1",
        sentence="The way back begins at the end: the loss moves as fast as itself, so "
        "dloss/dloss = 1.",
        question="How fast does the loss move with itself?",
        complete=["loss"],
        slips=lambda: [
            ("value", numbers["loss"], "that is the loss; asked for is how fast it moves"),
            ("zero", 0.0, "with 0 nothing would come back to any array"),
        ],
    )
    grads: dict[str, Any] = {"loss": 1.0}
    for layer in reversed(layers):
        parts = zip(layer.walked, parts_of(layer.op), strict=True)
        # As the functions of the course return them, but parameters first: on goes the last.
        for x, part in sorted(parts, key=lambda pair: pair[0] == layer.operands[0]):
            yield _arrival(layer, x, part, numbers, grads)


def _arrival(
    layer: Any, x: str, part: Part, numbers: Mapping[str, Any], grads: dict[str, Any]
) -> Step:
    operands, out = [numbers[y] for y in layer.operands], numbers[layer.name]
    names, upstream = [*layer.operands, layer.name], grads[layer.name]
    if layer.op in ("mse", "cross_entropy"):
        names = names[:-1]
    dx = part.calculate(*operands, out, upstream)
    grads[x] = dx
    factor = None if part.factor is None else part.factor(*operands, out)
    slips = {
        i: backward_slips(layer, x, i, operands, out, upstream, dx) for i in np.ndindex(dx.shape)
    }
    entry = _entry(dx, slips, len(grads))
    at = entry_name(f"d{x}", entry)
    written = f"{at} = {part.entry(entry, *operands, out, upstream)} = {show(dx[entry])}"
    near_by = part.calculate(*map(_rounded, operands), _rounded(out), _rounded(upstream))
    return Step(
        kind="arrives",
        node=x,
        edge=f"{x}-{layer.name}",
        number=dx,
        what=f"d{x}",
        formula=part.formula(*names),
        with_numbers=written,
        sentence=f"{part.reason(*names)}: {written}." + _remark(dx),
        question=f"{part.formula(*names)}. What is {at}?",
        reason=part.reason(*names) + ".",
        local=factor,
        upstream=upstream,
        product=dx,
        complete=[x],
        entry=entry,
        also_right=[near_by[entry]],
        slips=lambda: [*slips[entry], *other_entries(f"d{x}", entry, dx)],
    )


FORWARD = {
    "linear": "Each row of {0} meets each column of {1}, and {2} is added to every row",
    "relu": "relu keeps what is above 0 in {0}, and gives 0 for the rest",
    "tanh": "tanh squeezes each entry of {0} into −1 to 1",
    "sigmoid": "The sigmoid squeezes each entry of {0} into 0 to 1",
    "mse": "The loss is the mean of the squares of {0} − {1}, over all entries",
    "cross_entropy": "The loss is the mean of −log softmax({0}) at the true classes {1}",
}


def _rule(layer: Any) -> str:
    from .layers import formula

    return f"{layer.name} = {formula(layer)}"


def _written(op: str, entry: tuple[int, ...] | None, operands: list) -> str:
    """One entry of the forward pass, in numbers."""
    if op == "linear":
        return linear_entry(entry, *operands)
    if op == "mse":
        s, y = operands
        squares = ((s - y) ** 2).ravel()
        if squares.size > 6:
            return f"mean of {squares.size} squares, with the sum {show(squares.sum())}"
        return f"({plus(squares)}) / {squares.size}"
    if op == "cross_entropy":
        losses = cross_entropy_losses(*operands)
        return f"({plus(losses)}) / {len(losses)}"
    return f"{op}({show(operands[0][entry])})"


def _entry(array: Any, slips: Mapping[tuple, Sequence[Slip]], turn: int) -> tuple | None:
    """The entry that is asked: one where mistakes lead to other numbers, in turn over the array."""
    if not np.ndim(array):
        return None
    entries = list(np.ndindex(array.shape))
    turn %= len(entries)
    entries = entries[turn:] + entries[:turn]

    def seen(i):
        return sum(abs(number - array[i]) > 1e-3 * abs(array[i]) for _, number, _ in slips[i])

    return max(entries, key=lambda i: (array[i] != 0, seen(i)))


def _at(array: Any, entry: tuple[int, ...] | None) -> float:
    return float(array if entry is None else array[entry])


def _rounded(array: Any) -> Any:
    if np.asarray(array).dtype.kind == "i":
        return array
    made = np.vectorize(rounded, otypes=[float])(array)
    return made if np.ndim(array) else float(made)


def _remark(array: Any) -> str:
    if np.isnan(array).any():
        return " What has no value is nan, not a number."
    return " What is too large for a float is inf." if np.isinf(array).any() else ""
