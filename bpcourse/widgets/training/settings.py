"""What a training run is made from, each setting checked when it is given."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ... import data as points
from ...nn.checks import check_array, check_choice, check_count, check_labels, check_number
from ...nn.feedforward import ACTIVATIONS
from ...nn.optimizers import STEPS

DATA = {
    "moons": points.make_moons,
    "circles": points.make_circles,
    "spirals": points.make_spirals,
    "xor": points.make_xor,
    "blobs": points.make_blobs,
}
MOST_LAYERS, MOST_UNITS, MOST_CLASSES = 6, 16, 8
LEAST_EXAMPLES, MOST_EXAMPLES = 20, 5000


@dataclass(frozen=True)
class Settings:
    """The settings of a training run.

    Attributes
    ----------
    data : {"moons", "circles", "spirals", "xor", "blobs"} or pair of ndarray
        A data set of the course; or your own x of shape (N, 2) and y of shape (N,), classes from
        0 on.
    noise : float or None
        Of a data set of the course; None is its own default.
    examples : int
        How many are drawn. A fifth of them is for validation.
    hidden : tuple of int
        Units of each hidden layer: at most 6 layers of at most 16 units.
    activation : {"relu", "tanh", "sigmoid", "leaky_relu", "gelu"}
    optimizer : {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"}
    lr : float
        The learning rate.
    batch_size : int
    l2 : float
        Strength of the penalty on the weights.
    seed : int
        Of the data, the first weights and the order of the examples.

    Raises
    ------
    TypeError, ValueError
        If a setting is not what it should be.
    """

    data: Any = "moons"
    noise: float | None = None
    examples: int = 500
    hidden: tuple[int, ...] = (8, 8)
    activation: str = "tanh"
    optimizer: str = "sgd"
    lr: float = 0.1
    batch_size: int = 32
    l2: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        checked = {
            "data": _data(self.data),
            "noise": None if self.noise is None else check_number("noise", self.noise, at_least=0),
            "examples": _between("examples", self.examples, LEAST_EXAMPLES, MOST_EXAMPLES),
            "hidden": _hidden(self.hidden),
            "activation": check_choice("activation", self.activation, ACTIVATIONS),
            "optimizer": check_choice("optimizer", self.optimizer, STEPS),
            "lr": float(check_number("lr", self.lr, above=0)),
            "batch_size": check_count("batch_size", self.batch_size),
            "l2": float(check_number("l2", self.l2, at_least=0)),
            "seed": check_count("seed", self.seed, at_least=0),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Draw the examples, or hand over those given: x of shape (N, 2), y of shape (N,)."""
        if not isinstance(self.data, str):
            return self.data
        rng = np.random.default_rng(self.seed)
        noise = {} if self.noise is None else {"noise": self.noise}
        return DATA[self.data](self.examples, rng, **noise)


def _data(data: Any) -> Any:
    if isinstance(data, str):
        return check_choice("data", data, DATA)
    if not (isinstance(data, tuple | list) and len(data) == 2):
        raise TypeError(
            f"data must be one of {', '.join(DATA)}, or a pair of arrays (x, y); "
            f"got {type(data).__name__}"
        )
    x, y = (np.array(array) for array in data)
    x = check_array("x of data", x, (len(y) if y.ndim else None, 2)).astype(float)
    if len(x) < LEAST_EXAMPLES:
        raise ValueError(f"data must hold at least {LEAST_EXAMPLES} examples, got {len(x)}")
    if not np.isfinite(x).all():
        raise ValueError("x of data must be finite")
    return x, check_labels("y of data", y, len(x), MOST_CLASSES)


def _hidden(hidden: Any) -> tuple[int, ...]:
    if isinstance(hidden, str) or not np.iterable(hidden):
        raise TypeError(f"hidden must be a list of layer sizes such as [8, 8], got {hidden!r}")
    sizes = tuple(_between("a hidden layer", size, 1, MOST_UNITS) for size in hidden)
    if len(sizes) > MOST_LAYERS:
        raise ValueError(f"hidden must have at most {MOST_LAYERS} layers, got {len(sizes)}")
    return sizes


def _between(name: str, value: Any, low: int, high: int) -> int:
    value = check_count(name, value)
    if not low <= value <= high:
        raise ValueError(f"{name} must be from {low} to {high}, got {value}")
    return value
