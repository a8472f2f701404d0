"""A small network as a graph of matrices: its nodes, its numbers, and what may be edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .attempt import never_ended
from .layer_steps import layer_steps
from .matrices import ACTIVATIONS, LOSSES, forward_of
from .scene import make_scene
from .step import Step
from .their_layers import check_names, compare_layers

LARGEST = 5


@dataclass(eq=False)
class Layer:
    """One operation: the name of its result, and the names of its operands."""

    name: str
    op: str
    operands: tuple[str, ...]

    @property
    def walked(self) -> tuple[str, ...]:
        """The operands that get a gradient: all but the labels or targets y."""
        return tuple(x for x in self.operands if x != "y")


class LayersSource:
    """Layers of a network; see `Walk.of_layers`."""

    read_only = ""

    def __init__(
        self,
        x: Any,
        y: Any,
        params: Mapping[str, Any],
        activation: str = "relu",
        loss: str = "mse",
        backward: Mapping[str, Callable] | None = None,
    ):
        loss = loss.removesuffix("_loss")
        check_choice("activation", activation, ACTIVATIONS)
        check_choice("loss", loss, LOSSES)
        self.backward = check_names(backward or {})
        self.differs: list[dict] = []
        self.theirs = "Your backward passes agree" if self.backward else ""
        self.layers = layers_of(len(params) // 2, activation, loss)
        arrays = {"x": x, **{name: params[name] for name in names_of(params)}, "y": y}
        self._calculate({name: as_small(name, array, loss) for name, array in arrays.items()})

    def edit(self, name: str, value: Any) -> None:
        if name not in self.arrays:
            names = ", ".join(self.arrays)
            raise ValueError(f"There is no array {name!r}; those that you may edit are {names}.")
        before = self.arrays[name]
        array = as_small(name, value, self.layers[-1].op)
        if array.shape != before.shape:
            raise ValueError(f"{name} has the shape {before.shape}, what you give {array.shape}.")
        self._calculate(self.arrays | {name: array})

    def _calculate(self, arrays: dict[str, np.ndarray]) -> None:
        numbers = dict(arrays)
        with np.errstate(all="ignore"):
            for layer in self.layers:
                operands = [numbers[name] for name in layer.operands]
                try:
                    numbers[layer.name] = forward_of(layer.op)(*operands)
                except (TypeError, ValueError) as error:
                    names = ", ".join(layer.operands)
                    raise ValueError(
                        f"{layer.name} cannot be calculated from {names}: {error}"
                    ) from None
                check_size(layer.name, np.shape(numbers[layer.name]))
            self.steps: list[Step] = layer_steps(self.layers, numbers)
        self.arrays, self.given = arrays, dict(arrays)
        self.scene = self._scene(numbers)
        if not never_ended(self.differs):
            self.differs = compare_layers(self.layers, numbers, self.backward)

    def _scene(self, numbers: dict[str, Any]) -> dict:
        made = {layer.name: layer for layer in self.layers}
        # Each after what it is made from, and parameters beside the layer that needs them.
        order = dict.fromkeys(x for layer in self.layers for x in (*layer.operands, layer.name))
        nodes = [
            {
                "id": name,
                "name": name,
                "op": made[name].op if name in made else "",
                "formula": formula(made[name]) if name in made else "",
                "shape": list(np.shape(numbers[name])),
                "input": name in self.arrays,
                "constant": False,
                "root": name == "loss",
            }
            for name in order
        ]
        edges = [
            {
                "id": edge_id(layer, x),
                "from": x,
                "to": layer.name,
                "input": i,
                "local": f"d{layer.name}/d{x}",
                "walked": x != "y",
            }
            for layer in self.layers
            for i, x in enumerate(layer.operands)
        ]
        return make_scene(nodes, edges, [name for name in self.arrays if name != "x"])


def layers_of(count: int, activation: str, loss: str) -> list[Layer]:
    """Linear layers with an activation between them and none after the last, then the loss."""
    layers, x = [], "x"
    for k in range(1, count + 1):
        layers.append(Layer(f"s{k}", "linear", (x, f"w{k}", f"b{k}")))
        x = f"s{k}"
        if k < count:
            layers.append(Layer(f"a{k}", activation, (x,)))
            x = f"a{k}"
    return [*layers, Layer("loss", loss, (x, "y"))]


def edge_id(layer: Layer, operand: str) -> str:
    """The id of an edge: between two nodes there is never more than one."""
    return f"{operand}-{layer.name}"


def formula(layer: Layer) -> str:
    """How the result is calculated, in names."""
    a, *others = layer.operands
    if layer.op == "linear":
        return f"{a} @ {others[0]} + {others[1]}"
    name = "mse_loss" if layer.op == "mse" else layer.op
    return f"{name}({', '.join(layer.operands)})"


def names_of(params: Mapping[str, Any]) -> list[str]:
    """The names of the parameters in the order of the layers.

    Raises
    ------
    ValueError
        If one is missing, or there is one too many.
    """
    count = (len(params) + 1) // 2
    names = [f"{letter}{k}" for k in range(1, count + 1) for letter in "wb"]
    if not params or set(names) != set(params):
        raise ValueError(
            f"params must be w1, b1, w2, b2 and so on, two for each layer; got "
            f"{', '.join(map(str, params)) or 'none'}."
        )
    if count > 4:
        raise ValueError(f"Up to 4 layers can be drawn so that you can read them; got {count}.")
    return names


def as_small(name: str, value: Any, loss: str) -> np.ndarray:
    """Read an array that is small enough to be shown, as floats; labels as integers.

    Raises
    ------
    ValueError
        If it is too large, or holds something else than finite numbers.
    """
    try:
        array = np.array(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be an array of numbers.") from None
    check_size(name, array.shape)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers.")
    if name == "y" and loss == "cross_entropy":
        if (array != np.round(array)).any():
            raise ValueError("With cross_entropy, y holds classes: whole numbers 0, 1, 2, ...")
        return array.astype(int)
    return array


def check_size(name: str, shape: tuple[int, ...]) -> None:
    """Say so if an array is too large to be shown.

    Raises
    ------
    ValueError
        If it has more than two axes, or more than 5 entries along one.
    """
    if len(shape) > 2 or any(n > LARGEST for n in shape):
        raise ValueError(
            f"{name} has the shape {shape}; matrices up to {LARGEST} x {LARGEST} can be shown. "
            "Take fewer examples, or smaller layers."
        )


def check_choice(what: str, name: str, known: Mapping[str, Any]) -> None:
    """Say so if there is no such activation or loss.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name not in known:
        names = " or ".join(f'"{k}"' for k in known)
        raise ValueError(f"{what} must be {names}, got {name!r}")
