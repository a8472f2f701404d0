"""The same for a network that exists already, sent through the learner's own functions."""

from functools import partial

import numpy as np

from ... import nn
from ...gradcheck import relative_error
from ..theirs import called, files_of, mistake_in
from .flow import Flow, flow_through

MOST = 32  # examples: each is sent through the learner's functions by itself
NEAR = 1e-6


class OwnNetwork:
    """A learner's parameters and data, and functions if there are any.

    Parameters
    ----------
    params : dict of str to ndarray
        ``"w1", "b1", ..., "wL", "bL"``; relu stands between the layers.
    x : ndarray of shape (N, D)
    y : ndarray of int of shape (N,), optional
        Classes: the gradient then is that of the cross-entropy, else it is random.
    forward, backward : callable, optional
        ``network_forward(params, x) -> (logits, cache)`` and
        ``network_backward(dlogits, cache) -> grads``.

    Raises
    ------
    TypeError, ValueError
        If params and x do not make a network.
    """

    def __init__(self, params, x, y=None, forward=None, backward=None):
        if params is None or x is None:
            raise TypeError(
                "a network of yours needs params and x: gradient_flow(params=..., x=...)"
            )
        for name, given in (("forward", forward), ("backward", backward)):
            if given is not None and not callable(given):
                raise TypeError(f"{name} must be a function, got {given!r}")
        if backward and not forward:
            raise TypeError("backward needs the cache that your forward makes: give forward too")
        logits = nn.mlp_forward(params, x)  # says what does not fit
        if y is not None:
            nn.cross_entropy(logits, y)
        self.params = {name: np.asarray(array, float) for name, array in params.items()}
        self.x = np.asarray(x, float)[:MOST]
        self.y = None if y is None else np.asarray(y)[:MOST]
        if not len(self.x):
            raise ValueError("x must hold one example at least")
        self.forward, self.backward = forward, backward

    def flow(self, scale: float) -> tuple[Flow, str]:
        """Send the examples there and back, with the weights multiplied by a number.

        Parameters
        ----------
        scale : float

        Returns
        -------
        flow : Flow
            The gradients are those of the learner's functions, where these work.
        note : str
            What is wrong with them, "" if nothing is.
        """
        params = {
            name: array * scale if name.startswith("w") else array
            for name, array in self.params.items()
        }
        with np.errstate(all="ignore"):
            logits = nn.mlp_forward(params, self.x)
            if self.y is None:
                dlogits = np.random.default_rng(0).standard_normal(logits.shape)
            else:
                dlogits = nn.cross_entropy_backward(logits, self.y)
        ours = flow_through(params, self.x, dlogits, "relu")
        if not self.forward:
            return ours, ""
        try:
            work = partial(self._through_theirs, params, dlogits, ours)
            with np.errstate(all="ignore"):
                return called(work, self.forward, self.backward)
        except _Odd as odd:
            return ours, f"{odd} The picture shows ours instead."
        except Exception as error:  # whatever the learner's code raises is theirs to read
            files = files_of(self.forward, self.backward)
            return ours, f"{mistake_in('Your code', error, files)} The picture shows ours instead."

    def _through_theirs(self, params: dict, dlogits: np.ndarray, ours: Flow) -> tuple[Flow, str]:
        """Send example by example: then db of a layer is the gradient of its sums z."""
        logits, _ = self._forwarded(params, self.x, ours.activations[-1].shape)
        note = ""
        if not _near(logits, ours.activations[-1]):
            note = "The logits of your forward differ from ours, which has relu between the layers."
        if not self.backward:
            return ours, note
        L = len(params) // 2
        rows: list[list[np.ndarray]] = [[] for _ in range(L)]
        for n in range(len(self.x)):
            _, cache = self._forwarded(params, self.x[n : n + 1], (1, logits.shape[1]))
            grads = self.backward(dlogits[n : n + 1].copy(), cache)
            _check_grads(grads, params)
            for layer in range(L):
                rows[layer].append(np.asarray(grads[f"b{layer + 1}"], float))
        theirs = Flow(ours.activations, [np.array(layer) for layer in rows])
        for layer in range(L, 0, -1):
            mine, yours = ours.gradients[layer - 1], theirs.gradients[layer - 1]
            if not note and not _near(yours, mine):
                note = f"Your gradients differ from ours from layer {layer} downwards: there "
                if _near(yours, -mine):
                    note += "they have the opposite sign."
                else:
                    note += f"their standard deviation is {np.std(yours):.3g}, "
                    note += f"and ours {np.std(mine):.3g}."
        return theirs, note or self._of_the_batch(params, dlogits, ours)

    def _of_the_batch(self, params: dict, dlogits: np.ndarray, ours: Flow) -> str:
        """Say which gradient of all examples together differs: of a weight, or in its sum."""
        _, cache = self._forwarded(params, self.x, dlogits.shape)
        grads = self.backward(dlogits.copy(), cache)
        _check_grads(grads, params)
        came_in = [self.x, *ours.activations]
        for layer in range(len(params) // 2, 0, -1):
            dz = ours.gradients[layer - 1]
            for name, mine in (("b", dz.sum(axis=0)), ("w", came_in[layer - 1].T @ dz)):
                yours = np.asarray(grads[f"{name}{layer}"], float)
                if not _near(yours, mine):
                    return (
                        f"Your gradient of {name}{layer} differs from ours: its norm is "
                        f"{np.linalg.norm(yours):.3g}, and that of ours {np.linalg.norm(mine):.3g}."
                    )
        return ""

    def _forwarded(self, params: dict, x: np.ndarray, shape: tuple) -> tuple[np.ndarray, object]:
        """What the learner's forward makes of copies, if it is of the right form."""
        made = self.forward({name: array.copy() for name, array in params.items()}, x.copy())
        if not isinstance(made, tuple) or len(made) != 2:
            raise _Odd("Your forward must return two things, logits and a cache.")
        logits = made[0]
        if np.shape(logits) != shape:
            raise _Odd(
                f"For x of shape {x.shape} your forward returns logits of shape "
                f"{np.shape(logits)}, not {shape}."
            )
        return np.asarray(logits, float), made[1]


class _Odd(Exception):
    """What a learner's function returned is not what it should be; the message is shown."""


def _check_grads(grads: object, params: dict) -> None:
    if not isinstance(grads, dict):
        raise _Odd(f"Your backward must return a dict of gradients, not a {type(grads).__name__}.")
    missing = [name for name in params if name not in grads]
    if missing:
        raise _Odd(f"Your backward returns no gradient for {', '.join(missing)}.")
    for name, array in params.items():
        if np.shape(grads[name]) != array.shape:
            raise _Odd(
                f"Your gradient of {name} has shape {np.shape(grads[name])}; {name} itself has "
                f"{array.shape}."
            )
        if np.isnan(grads[name]).any() and np.isfinite(array).all():
            raise _Odd(f"Your gradient of {name} holds NaN.")


def _near(a: np.ndarray, b: np.ndarray) -> bool:
    finite = np.isfinite(b)
    same = np.array_equal(np.isfinite(a), finite)
    return same and bool(relative_error(np.where(finite, a, 0), np.where(finite, b, 0)) < NEAR)
