"""Networks with a mistake planted in their backward pass, for the tests and the benchmark."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from bpcourse import nn

# Which of its input and its output an activation's backward pass is given.
KEPT = {"relu": 0, "leaky_relu": 0, "gelu": 0, "sigmoid": 1, "tanh": 1}

# Where each can occur: which arrays it makes wrong first, those of a layer l of L.
BUGS = {
    "scaled by 1.001": "w b",
    "missing 1/N": "w b",
    "sign": "w b",
    "lost activation derivative": "all",  # of the activation after layer l, so l < L
    "permuted rows": "w",
    "one lost example": "w b",
    "dead unit": "w b",
    "one entry x 1.01": "w b",
}


def places(bug, L):
    """List the arrays in which a bug can be planted; "3" for one that takes all of layer 3."""
    if BUGS[bug] == "all":
        return [str(layer) for layer in range(1, L)]
    return [f"{kind}{layer}" for layer in range(1, L + 1) for kind in BUGS[bug].split()]


def draw_params(sizes, rng, scale=1.0):
    """Draw the parameters of a network, biases too."""
    params = {}
    for layer, (D, M) in enumerate(pairwise(sizes), start=1):
        params[f"w{layer}"] = scale * rng.standard_normal((D, M)) * np.sqrt(2 / D)
        params[f"b{layer}"] = scale * 0.1 * rng.standard_normal(M)
    return params


class Planted:
    """A classifier like `bpcourse.nn.Network`, with a bug in one place or with none.

    Parameters
    ----------
    params : dict of str to ndarray
    activation : str
    bug, place : str, optional
    rng : numpy.random.Generator, optional
        Chooses the unit, the entry or the example.
    """

    def __init__(self, params, activation="relu", bug=None, place=None, rng=None):
        self.params, self.activation, self.bug, self.place = params, activation, bug, place
        self.act = getattr(nn, activation).__wrapped__
        self.back = getattr(nn, f"{activation}_backward").__wrapped__
        self.chosen = rng.integers(2**31) if rng is not None else 0
        self.planted = SimpleNamespace(index=None)

    def forward(self, params, x):
        L, out, cache = len(params) // 2, x, []
        for layer in range(1, L + 1):
            z = out @ params[f"w{layer}"] + params[f"b{layer}"]
            cache.append((out, z))
            out = self.act(z) if layer < L else z
        return out, cache

    def loss(self, params, x, y):
        return nn.cross_entropy.__wrapped__(self.forward(params, x)[0], y)

    def loss_and_grads(self, params, x, y):
        logits, cache = self.forward(params, x)
        dout, grads = nn.cross_entropy_backward.__wrapped__(logits, y), {}
        for layer in range(len(cache), 0, -1):
            into, z = cache[layer - 1]
            if layer < len(cache) and not (self._is("lost activation derivative", str(layer))):
                kept = (z, cache[layer][0])[KEPT[self.activation]]
                dout = self.back(dout, kept)
            grads[f"w{layer}"] = into.T @ dout
            grads[f"b{layer}"] = dout.sum(axis=0)
            for name in (f"w{layer}", f"b{layer}"):
                if self.place == name:
                    grads[name] = self._wrong(grads[name], into, dout)
            dout = dout @ params[f"w{layer}"].T
        return nn.cross_entropy.__wrapped__(logits, y), {name: grads[name] for name in params}

    def _is(self, bug, place):
        return self.bug == bug and self.place == place

    def _wrong(self, grad, into, dout):
        if self.bug == "scaled by 1.001":
            return 1.001 * grad
        if self.bug == "missing 1/N":
            return len(into) * grad
        if self.bug == "sign":
            return -grad
        if self.bug == "permuted rows":
            return np.roll(grad, 1, axis=0)
        if self.bug == "one lost example":
            n = self.chosen % len(into)
            lost = into[n, :, None] * dout[n] if grad.ndim == 2 else dout[n]
            return grad - lost
        alive = np.argwhere(grad)
        index = tuple(alive[self.chosen % len(alive)])
        grad = grad.copy()
        if self.bug == "dead unit":
            index = (..., index[-1])
            grad[index] = 0
        else:
            grad[index] *= 1.01
        self.planted.index = index
        return grad
