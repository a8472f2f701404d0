"""The shapes of every array of a network for a batch, drawn so that products fit like bricks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .drawing import draw_network
from .figure import Choice, Figure, Seen, Slider
from .shapes import (
    Layer,
    arrays,
    check_sizes,
    layers_of_params,
    layers_of_sizes,
    memory,
    shape,
)

LARGEST_BATCH, LARGEST_HIDDEN = 256, 128


class Architecture(Figure):
    """Made by `architecture_summary`."""

    KIND = "architecture"
    LABEL = "Architecture"
    QUESTION = "Which shapes change with the batch?"
    HEADS = ("array", "shape", "numbers", "memory")

    def __init__(self, sizes_or_params: Sequence[int] | Mapping, batch: int):
        self._sizes, self._fixed, self._itemsize = (), [], 8
        largest = LARGEST_BATCH
        if isinstance(batch, int | np.integer) and not isinstance(batch, bool):
            largest = max(largest, min(int(batch), 100_000))
        controls: dict[str, Slider | Choice] = {"batch": Slider("batch N", 1, largest, whole=True)}
        values: dict[str, Any] = {"batch": batch}
        if isinstance(sizes_or_params, Mapping):
            self._fixed = layers_of_params(sizes_or_params)
            self._itemsize = np.result_type(*map(np.asarray, sizes_or_params.values())).itemsize
        else:
            self._sizes = check_sizes(sizes_or_params)
            for n, size in enumerate(self._sizes[1:-1], start=1):
                most = max(LARGEST_HIDDEN, size)
                controls[f"hidden{n}"] = Slider(f"hidden layer {n}", 1, most, whole=True)
                values[f"hidden{n}"] = size
        super().__init__(controls, **values)

    def see(self, batch: int, **hidden: int) -> Seen:
        """Work out what is seen for one batch."""
        layers = self._fixed
        if self._sizes:
            layers = layers_of_sizes((self._sizes[0], *hidden.values(), self._sizes[-1]))
        trouble = " ".join(filter(None, (layer.trouble() for layer in layers)))
        claim, words = self._words(layers, batch, bool(trouble))

        def draw(width: float) -> str:
            return draw_network(layers, batch, width, claim)

        return Seen(claim, words, draw, self._rows(layers, batch), trouble)

    def _words(self, layers: list[Layer], batch: int, broken: bool) -> tuple[str, str]:
        counts = [layer.parameters for layer in layers]
        total = sum(counts)
        if broken:
            return "These shapes do not meet", f"{total:,} parameters, and no output."
        held = sum(int(np.prod(size)) for _, size, changes in arrays(layers, batch) if changes)
        by_layer = " + ".join(f"{count:,}" for count in counts)
        claim = f"{total:,} parameters, whatever the batch"
        words = (
            f"With N = {batch} the arrays below have {batch} row{'s' * (batch != 1)} each: "
            f"{held:,} numbers, {memory(held, self._itemsize)}. The parameters above are "
            f"{by_layer}{f' = {total:,}' if len(counts) > 1 else ''}, "
            f"{memory(total, self._itemsize)}."
        )
        return claim, words

    def _rows(self, layers: list[Layer], batch: int) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for name, size, _ in arrays(layers, batch):
            numbers = int(np.prod(size))
            rows.append([name, shape(size), f"{numbers:,}", memory(numbers, self._itemsize)])
        for layer in layers:
            count = layer.parameters
            what = f"parameters of layer {layer.number}"
            rows.append([what, "", f"{count:,}", memory(count, self._itemsize)])
        total = sum(layer.parameters for layer in layers)
        rows.append(["all parameters", "", f"{total:,}", memory(total, self._itemsize)])
        return rows


def architecture_summary(
    sizes_or_params: Sequence[int] | Mapping = (2, 8, 8, 1), batch: int = 32
) -> Architecture:
    """Show the shape of every array of a network with relu between its layers.

    Parameters
    ----------
    sizes_or_params : sequence of int, or dict of str to ndarray
        The sizes of the inputs and of every layer, then hidden ones get a slider each; or
        ``"w1", "b1", ..., "wL", "bL"``. Shapes that do not meet are shown where they do not.
    batch : int
        How many examples, N.

    Returns
    -------
    Architecture
        A widget. `set(batch=64)` moves its slider, `values` says where it stands.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.
    """
    return Architecture(sizes_or_params, batch)
