"""How large numbers are on their way through a deep network, there and back. No widgets here."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ... import nn
from ..charts.parts import short

EXAMPLES = 64
TINY, HUGE = 1e-2, 1e2  # from one end of the network to the other: vanishing, exploding
LESS, MORE = 0.2, 5  # between these it is about the same


def _relu_slope(dout, z, out):
    return nn.relu_backward(dout, z)


def _tanh_slope(dout, z, out):
    return nn.tanh_backward(dout, out)


def _sigmoid_slope(dout, z, out):
    return nn.sigmoid_backward(dout, out)


ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "tanh": (nn.tanh, _tanh_slope),
    "relu": (nn.relu, _relu_slope),
    "sigmoid": (nn.sigmoid, _sigmoid_slope),
    "none": (lambda z: z, lambda dout, z, out: dout),
}
INITS: dict[str, Callable] = {
    "xavier": nn.xavier_init,
    "he": nn.he_init,
    "normal 0.01": lambda D, M, rng: nn.normal_init(D, M, rng, 0.01),
}


@dataclass(frozen=True)
class Flow:
    """What comes out of every layer, and the gradient that comes back to it.

    `activations[l]` is what layer l + 1 hands on, `gradients[l]` the gradient of the loss with
    respect to that layer's weighted sums z; both have one row an example.
    """

    activations: list[np.ndarray]
    gradients: list[np.ndarray]

    @property
    def forward(self) -> np.ndarray:
        """The standard deviation of every layer's activations."""
        return np.array([spread(layer) for layer in self.activations])

    @property
    def backward(self) -> np.ndarray:
        """The standard deviation of every layer's gradients."""
        return np.array([spread(layer) for layer in self.gradients])


def spread(layer: np.ndarray) -> float:
    """The standard deviation, NaN if a number is not finite."""
    if not np.isfinite(layer).all():
        return math.nan
    largest = float(np.abs(layer).max(initial=0))
    if largest == 0:
        return 0.0
    return float(largest * np.std(layer / largest))  # squares of the numbers would overflow


def factor(spreads: np.ndarray) -> float:
    """By what the spread changes from one layer to the next, on average (geometric)."""
    if len(spreads) < 2 or not spreads[0] or not np.isfinite(spreads).all():
        return math.nan
    return float((spreads[-1] / spreads[0]) ** (1 / (len(spreads) - 1)))


def random_flow(
    depth: int, width: int, activation: str, init: Callable, scale: float, seed: int = 0
) -> Flow:
    """Send random examples forward through a network as it is before training, and a gradient back.

    Parameters
    ----------
    depth, width : int
        Layers, and units in each.
    activation : str
        After every layer but the last: a name in ACTIVATIONS.
    init : callable
        ``init(D, M, rng) -> w``.
    scale : float
        By what the initial weights are multiplied.
    seed : int

    Returns
    -------
    Flow
        The last layer gets a gradient of random numbers with standard deviation 1.
    """
    rng = np.random.default_rng(seed)
    params = {}
    for layer in range(1, depth + 1):
        params[f"w{layer}"] = scale * init(width, width, rng)
        params[f"b{layer}"] = np.zeros(width)
    x = rng.standard_normal((EXAMPLES, width))
    return flow_through(params, x, rng.standard_normal((EXAMPLES, width)), activation)


def flow_through(params: dict, x: np.ndarray, dlogits: np.ndarray, activation: str) -> Flow:
    """Send examples through a network, and a gradient from its end back.

    Parameters
    ----------
    params : dict of str to ndarray
    x : ndarray of shape (N, D)
    dlogits : ndarray of shape (N, C)
    activation : str

    Returns
    -------
    Flow
    """
    act, slope = ACTIVATIONS[activation]
    L = len(params) // 2
    with np.errstate(all="ignore"):
        outs, sums = [x], []
        for layer in range(1, L + 1):
            z = outs[-1] @ params[f"w{layer}"] + params[f"b{layer}"]
            sums.append(z)
            outs.append(act(z) if layer < L else z)
        gradients = [dlogits]
        for layer in range(L, 1, -1):
            dout = gradients[0] @ params[f"w{layer}"].T
            gradients.insert(0, slope(dout, sums[layer - 2], outs[layer - 1]))
    return Flow(outs[1:], gradients)


def words_for(flow: Flow) -> tuple[str, str]:
    """Say what becomes of the numbers.

    Returns
    -------
    claim : str
        A few words: what the gradient does.
    words : str
        Sentences with the factors per layer.
    """
    layers = len(flow.gradients)
    there, back = list(range(1, layers + 1)), list(range(layers, 0, -1))  # as they travel
    claim, backward = _travel(flow.gradients[::-1], "gradient", "back", back)
    _, forward = _travel(flow.activations, "activations", "forward", there)
    return claim, f"{backward} {forward}{_shut(flow)}"


def _travel(arrays: list, what: str, way: str, numbers: list[int]) -> tuple[str, str]:
    """The claim and the sentence on numbers whose spread changes from layer to layer."""
    spreads = np.array([spread(layer) for layer in arrays])
    one = what == "gradient"
    are, they, s = ("is", "it", "s") if one else ("are", "they", "")
    if not np.isfinite(spreads).all():
        at = numbers[int(np.argmin(np.isfinite(spreads)))]
        words = f"Going {way}, the {what} {are} no longer finite at layer {at}: {they} overflow{s}."
        return f"The {what} overflow{s} at layer {at}", words
    alive = [layer.any() for layer in arrays]
    if not all(alive):
        at = numbers[alive.index(False)]
        words = f"Going {way}, the {what} {are} 0 from layer {at} on: nothing gets through."
        return f"No {what} gets through to layer {at}", words
    if not spreads.all():
        at = numbers[int(np.argmin(spreads != 0))]
        words = f"At layer {at} the {what} {are} one number everywhere: there is no spread to tell."
        return f"The {what} {are} one number at layer {at}", words
    if len(spreads) < 2:
        return f"One layer: the {what} {are} what came in", ""
    each, whole = short(factor(spreads), 2), float(spreads[-1] / spreads[0])
    fate = "keep" + s + " about " + ("its" if one else "their") + " size"
    if whole < TINY:
        fate = "vanishes" if one else "vanish"
    elif whole > HUGE:
        fate = f"explode{s}"
    elif not LESS <= whole <= MORE:
        fate = f"shrink{s}" if whole < 1 else f"grow{s}"
    return f"The {what} {fate}: × {each} a layer", (
        f"Going {way}, the {what} {are} multiplied by {each} a layer on average, "
        f"by {short(whole, 2)} in all: {they} {fate}."
    )


def _shut(flow: Flow) -> str:
    """Say so if most of the hidden activations are 0."""
    hidden = flow.activations[:-1]
    zeros = [float(np.mean(layer == 0)) for layer in hidden]
    if zeros and max(zeros) > 0.9:
        at = int(np.argmax(zeros)) + 1
        return f" In layer {at}, {max(zeros):.0%} of the activations are 0."
    return ""
