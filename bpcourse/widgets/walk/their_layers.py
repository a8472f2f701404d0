"""The learner's own backward passes of layers beside finite differences of ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from bpcourse.exercises.kit import unpack

from .attempt import attempt, never_ended
from .matrices import forward_of, parts_of
from .measured import STEP, measured
from .numbers import show
from .recognise import name_among

OPERATIONS = {
    "linear": "linear",
    "relu": "relu",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "mse_loss": "mse",
    "cross_entropy": "cross_entropy",
}
RETURNS = {"linear": ("dx", "dw", "db"), "mse": ("dpred",), "cross_entropy": ("dlogits",)}


def check_names(backward: Mapping[str, Callable]) -> dict[str, Callable]:
    """Find the operation for each function: "linear" or "linear_backward", "mse_loss" ...

    Raises
    ------
    ValueError
        If there is none.
    """
    found = {}
    if not isinstance(backward, Mapping):
        raise ValueError('backward is a dict of functions: {"linear": linear_backward}, say.')
    for name, function in backward.items():
        short = name.removesuffix("_backward")
        short = "mse_loss" if short == "mse" else short
        if short not in OPERATIONS or not callable(function):
            raise ValueError(
                f"backward may hold functions called {', '.join(OPERATIONS)}; got {name!r}."
            )
        found[OPERATIONS[short]] = function
    return found


def compare_layers(
    layers: Sequence[Any], numbers: Mapping[str, Any], backward: Mapping[str, Callable]
) -> list[dict]:
    """Say where they differ: each function gets what is right in our walk.

    Returns
    -------
    list of dict
        "where" (an edge, or a node where the function fails), "entry", "yours", "measured",
        "words": for each array its worst entry.
    """
    found, grads = [], {"loss": 1.0}
    for layer in reversed(layers):
        operands, out = [numbers[x] for x in layer.operands], numbers[layer.name]
        for x, part in zip(layer.walked, parts_of(layer.op), strict=True):
            grads[x] = part.calculate(*operands, out, grads[layer.name])
        if layer.op in backward and not never_ended(found):
            found += _differences(layer, operands, out, grads[layer.name], backward[layer.op])
    return found


def called(op: str, function: Callable, operands: list, out: Any, dout: Any) -> dict:
    """Call a backward pass with copies of what it needs, and name what it returns."""
    copies = [np.array(x) for x in operands]
    if op == "linear":
        returned = function(np.array(dout), (copies[0], copies[1]))
    elif op == "relu":
        returned = function(np.array(dout), copies[0])
    elif op in ("tanh", "sigmoid"):
        returned = function(np.array(dout), np.array(out))
    else:
        returned = function(*copies)
    return unpack(returned, *RETURNS.get(op, ("dx",)))


def _differences(
    layer: Any, operands: list, out: Any, dout: Any, function: Callable
) -> Iterator[dict]:
    name = full_name(layer.op)
    returned, trouble = attempt(
        lambda: called(layer.op, function, operands, out, dout),
        f"your {name}",
        function,
    )
    if trouble:
        yield _entry(layer.name, None, None, None, trouble) | {"backward": True}
        return
    for k, (x, key) in enumerate(zip(layer.walked, RETURNS.get(layer.op, ("dx",)), strict=True)):
        yours, edge = returned[key], f"{x}-{layer.name}"
        if np.squeeze(yours).shape != np.squeeze(operands[k]).shape:
            words = (
                f"Your {name} returns {key} in the shape {yours.shape}; the gradient of {x} has "
                f"its shape, {operands[k].shape}."
            )
            yield _entry(edge, None, None, None, words)
            continue
        yours = yours.reshape(operands[k].shape)  # as in a check, axes of length 1 are forgiven
        worst = _worst(layer.op, operands, k, dout, yours)
        if worst is None:
            continue
        i, there = worst
        cause = cause_of(layer.op, function, key)
        at = f"d{x}{list(i)}"
        fact = f"Your {name}: {at} is {show(yours[i])}, measured is {show(there)}."
        words = f"{fact} {cause}".strip()
        yield _entry(edge, list(i), float(yours[i]), there, words) | {"cause": cause}


def full_name(op: str) -> str:
    """What the exercise calls the backward pass."""
    return f"{'mse_loss' if op == 'mse' else op}_backward"


def _worst(
    op: str, operands: list, k: int, dout: Any, yours: np.ndarray
) -> tuple[tuple, float] | None:
    """The entry that is wrong by most, and what is measured there."""
    forward = forward_of(op)

    def moved(i):
        def at(t):
            arrays = [np.array(x, copy=True) for x in operands]
            arrays[k][i] += t
            with np.errstate(all="ignore"):
                return float(np.sum(dout * forward(*arrays)))

        return at

    found = []
    for i in np.ndindex(yours.shape):
        loss = moved(i)
        slope = (loss(STEP) - loss(-STEP)) / (2 * STEP)
        if abs(slope - yours[i]) <= 1e-6 * abs(slope) + 1e-9:
            continue
        there = measured(loss, float(yours[i]))
        if there is not None:
            found.append((abs(there - yours[i]), i, there))
    return max(found, key=lambda row: row[0])[1:] if found else None


def cause_of(op: str, function: Callable, key: str) -> str:
    """The words to a known mistake in one array that is returned; "" if none alone fits."""
    from bpcourse import nn
    from bpcourse.exercises.lesson_05 import LESSON

    name = full_name(op)
    exercise = next(e for e in LESSON.exercises if e.name == name)
    draws = [draw(op, shape) for shape in ((4, 3), (3, 3), (1, 4))]

    def trials(f):
        return [lambda draw=draw: called(op, f, *draw)[key].ravel().tolist() for draw in draws]

    theirs, trouble = attempt(
        lambda: [trial() for trial in trials(function)], f"your {name}", function
    )
    if trouble:
        return ""
    right = [trial() for trial in trials(getattr(nn, name))]
    if theirs == right:
        return ""
    known = [(m.key, m.words, trials(m.wrong)) for m in exercise.misconceptions]
    return name_among(theirs, known)


def draw(op: str, shape: tuple[int, int]) -> tuple[list, Any, Any]:
    """Operands, result and incoming gradient of an operation, off zero and of both signs."""
    rng = np.random.default_rng(5)
    s = rng.choice([-1.0, 1.0], shape) * rng.uniform(0.3, 2.0, shape)
    if op == "linear":
        w, b = rng.standard_normal((shape[1], shape[0])), rng.standard_normal(shape[0])
        operands = [s, w, b]
    elif op == "mse":
        operands = [s, rng.standard_normal(shape)]
    elif op == "cross_entropy":
        operands = [s, rng.integers(0, shape[1], shape[0])]
    else:
        operands = [s]
    out = forward_of(op)(*operands)
    return operands, out, rng.standard_normal(np.shape(out))


def _entry(
    where: str, entry: list | None, yours: float | None, there: float | None, words: str
) -> dict:
    return {"where": where, "entry": entry, "yours": yours, "measured": there, "words": words}
