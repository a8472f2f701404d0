"""How activations and gradients grow or shrink from layer to layer of a deep network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..theirs import called, files_of, mistake_in
from .figure import Choice, Figure, Seen, Slider
from .flow import ACTIVATIONS, INITS, Flow, random_flow, words_for
from .flow_own import OwnNetwork
from .flow_ridges import Ridges

DEEPEST, WIDEST = 20, 128


class GradientFlow(Figure):
    """Made by `gradient_flow`."""

    KIND = "gradient_flow"
    LABEL = "Gradient flow"
    QUESTION = "How much of the gradient reaches the first layer?"
    HEADS = ("layer", "activations: std", "zeros", "gradients: std", "zeros")

    def __init__(
        self,
        depth: int,
        width: int,
        activation: str,
        init: str | Callable,
        scale: float,
        seed: int,
        own: OwnNetwork | None,
    ):
        self._own, self._seed = own, seed
        scales = Slider("weights ×", 0.1, 10, log=True)
        if own:
            super().__init__({"scale": scales}, scale=scale)
            return
        self._inits = dict(INITS)
        if callable(init):
            _try_out(init)
            name = getattr(init, "__name__", "yours").replace("<lambda>", "yours")
            self._inits, init = {name: init} | self._inits, name
        controls: dict[str, Slider | Choice] = {
            "depth": Slider("layers", 1, DEEPEST, whole=True),
            "width": Slider("units a layer", 2, WIDEST, whole=True),
            "activation": Choice("activation", tuple(ACTIVATIONS)),
            "init": Choice("initial weights", tuple(self._inits)),
            "scale": scales,
        }
        super().__init__(
            controls, depth=depth, width=width, activation=activation, init=init, scale=scale
        )

    def see(self, scale: float, **values: Any) -> Seen:
        """Work out what is seen for one network."""
        if self._own:
            flow, note = self._own.flow(scale)
        else:
            init, note = self._inits[values["init"]], ""
            size = values["depth"], values["width"], values["activation"]
            flow = random_flow(*size, init, scale, self._seed)
        claim, words = words_for(flow)
        ridges = Ridges(flow, claim)
        return Seen(claim, words, ridges.svg, _rows(flow), note)


def gradient_flow(
    depth: int = 10,
    width: int = 64,
    activation: str = "tanh",
    init: str | Callable = "xavier",
    scale: float = 1.0,
    seed: int = 0,
    *,
    params: dict | None = None,
    x: Any = None,
    y: Any = None,
    forward: Callable | None = None,
    backward: Callable | None = None,
) -> GradientFlow:
    """Show how activations and gradients are spread, layer by layer, before training.

    Parameters
    ----------
    depth : int
        How many layers, 1 to 20.
    width : int
        How many units each has, 2 to 128.
    activation : str
        Between the layers: "tanh", "relu", "sigmoid" or "none".
    init : str or callable
        "xavier", "he", "normal 0.01", or a function ``init(D, M, rng) -> w``.
    scale : float
        By what the weights are multiplied, 0.1 to 10.
    seed : int
    params, x, y
        A network of your own instead, with relu between its layers, and examples; with the
        classes y the gradient is that of the cross-entropy.
    forward, backward : callable, optional
        Your ``network_forward(params, x) -> (logits, cache)`` and
        ``network_backward(dlogits, cache) -> grads``, to find the gradients with.

    Returns
    -------
    GradientFlow
        A widget. `set(depth=20)` moves a slider, `values` says where they stand.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.
    """
    own = None
    if any(given is not None for given in (params, x, y, forward, backward)):
        own = OwnNetwork(params, x, y, forward, backward)
    return GradientFlow(depth, width, activation, init, scale, seed, own)


def _try_out(init: Callable) -> None:
    """Call a learner's init once, so that it fails here and not while a slider moves."""
    try:
        w = called(lambda: init(2, 3, np.random.default_rng(0)), init)
    except Exception as error:
        raise ValueError(str(mistake_in("Your init", error, files_of(init)))) from None
    if np.shape(w) != (2, 3) or np.asarray(w).dtype.kind not in "fiu":
        raise ValueError(
            f"init(D, M, rng) must return an array of shape (D, M); for D = 2 and M = 3 it "
            f"returned {'None' if w is None else f'the shape {np.shape(w)}'}."
        )


def _rows(flow: Flow) -> list[list[Any]]:
    return [
        [f"layer {n}", float(a), _zeros(out), float(d), _zeros(gradient)]
        for n, (a, out, d, gradient) in enumerate(
            zip(flow.forward, flow.activations, flow.backward, flow.gradients, strict=True), start=1
        )
    ]


def _zeros(layer: np.ndarray) -> str:
    return f"{np.mean(layer == 0):.0%}"
