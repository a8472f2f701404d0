"""The shapes of every array of a network, and where they do not meet. No widgets here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MOST_LAYERS = 8


@dataclass(frozen=True)
class Layer:
    """One linear layer: what comes in has N rows and `inputs` columns."""

    number: int
    inputs: int
    w: tuple[int, int]
    b: tuple[int, ...]
    last: bool

    @property
    def meets(self) -> bool:
        """Whether what comes in has as many columns as w has rows."""
        return self.inputs == self.w[0]

    @property
    def fits(self) -> bool:
        """Whether b has one number a column of w."""
        return self.b == (self.w[1],)

    @property
    def parameters(self) -> int:
        """How many numbers w and b hold."""
        return int(np.prod(self.w) + np.prod(self.b))

    @property
    def entering(self) -> str:
        """The name of what comes in."""
        return f"a{self.number - 1}" if self.number > 1 else "x"

    @property
    def leaving(self) -> tuple[str, ...]:
        """The names of what comes out: the weighted sums, and what relu makes of them."""
        return ("logits",) if self.last else (f"s{self.number}", f"a{self.number}")

    def trouble(self) -> str:
        """Where it does not meet, in words; "" where it does."""
        n, rows = self.number, self.w[0]
        words = ""
        if not self.meets:
            words = (
                f"{self.entering} has {self.inputs} columns and w{n} has {rows} rows, so "
                f"{self.entering} @ w{n} cannot be calculated: the inner sizes must be equal."
            )
        if not self.fits:
            words += (
                f" {self.entering} @ w{n} has {self.w[1]} columns and b{n} has the shape "
                f"{shape(self.b)}: one number a column is needed, ({self.w[1]},)."
            )
        return words.strip()


def layers_of_sizes(sizes: Sequence[int]) -> list[Layer]:
    """The layers between sizes, the inputs first."""
    last = len(sizes) - 1
    pairs = enumerate(pairwise(sizes), start=1)
    return [Layer(n, D, (D, M), (M,), n == last) for n, (D, M) in pairs]


def check_sizes(sizes: object) -> tuple[int, ...]:
    """Return sizes as whole numbers, or say what they must be."""
    if isinstance(sizes, str) or not isinstance(sizes, Sequence | np.ndarray):
        raise TypeError(
            f"sizes are a list of whole numbers, like [2, 8, 1], and params a dict; got {sizes!r}"
        )
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, int | np.integer):
            raise TypeError(f"sizes must be whole numbers, got {size!r}")
        if not 1 <= size <= 10_000:
            raise ValueError(f"a layer has 1 to 10,000 units, got {size}")
    if not 2 <= len(sizes) <= MOST_LAYERS + 1:
        raise ValueError(
            f"sizes are those of the inputs, of each layer: 2 to {MOST_LAYERS + 1} numbers; "
            f"got {len(sizes)}"
        )
    return tuple(int(size) for size in sizes)


def layers_of_params(params: Mapping) -> list[Layer]:
    """The layers of a dict "w1", "b1", ..., whether or not they fit.

    Raises
    ------
    TypeError, ValueError
        If a name is missing, or a w is no matrix.
    """
    L = len(params) // 2
    names = [f"{kind}{n}" for n in range(1, L + 1) for kind in "wb"]
    if not 1 <= L <= MOST_LAYERS or set(names) != set(params):
        raise ValueError(
            f"params must hold w1, b1 and so on to w{MOST_LAYERS}, b{MOST_LAYERS} at most; "
            f"got {', '.join(map(str, params)) or 'nothing'}"
        )
    shapes = {name: np.shape(params[name]) for name in names}
    layers, inputs = [], None
    for n in range(1, L + 1):
        w = shapes[f"w{n}"]
        if len(w) != 2 or 0 in w:
            raise ValueError(f"w{n} must be a matrix with rows and columns, got shape {shape(w)}")
        inputs = w[0] if inputs is None else inputs
        layers.append(Layer(n, inputs, w, shapes[f"b{n}"], n == L))
        inputs = w[1]
    return layers


def shape(sizes: Sequence[int]) -> str:
    """Write a shape as NumPy does: (32, 2) and (8,)."""
    return str(tuple(int(size) for size in sizes))


def arrays(layers: list[Layer], batch: int) -> list[tuple[str, tuple[int, ...], bool]]:
    """Every array in order: its name, its shape, and whether that changes with the batch.

    It ends where two shapes do not meet.
    """
    found: list[tuple[str, tuple[int, ...], bool]] = [("x", (batch, layers[0].inputs), True)]
    broken = False
    for layer in layers:
        found.append((f"w{layer.number}", layer.w, False))
        found.append((f"b{layer.number}", layer.b, False))
        broken = broken or bool(layer.trouble())
        if not broken:
            found += [(name, (batch, layer.w[1]), True) for name in layer.leaving]
    return found


def memory(numbers: int, itemsize: int) -> str:
    """Write how much memory so many numbers take."""
    size, unit = float(numbers * itemsize), "bytes"
    for larger in ("kB", "MB", "GB"):
        if size >= 1000:
            size, unit = size / 1000, larger
    return f"{int(size)} bytes" if unit == "bytes" else f"{size:.3g} {unit}"
