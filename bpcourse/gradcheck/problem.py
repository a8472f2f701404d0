"""What is checked: a loss as a function of named arrays, and the gradients that are claimed."""

import numpy as np

from ..nn.checks import check_array, check_loss_and_grads, check_params
from .compare import in_float64


class Problem:
    """A loss near some params, and its claimed gradients there.

    Parameters
    ----------
    loss : callable
        ``loss(params) -> float``.
    loss_and_grads : callable
        ``loss_and_grads(params) -> (loss, grads)``.
    params : dict of str to ndarray of float64
    N : int or None
        How many examples the loss is a mean over, where that is known.
    movable : bool
        Whether the gradients can be asked for at other params.

    Attributes
    ----------
    start : float
        The loss at params.
    grads : dict of str to ndarray of float64
    evaluations : int
        How often the loss has been asked for.
    """

    def __init__(self, loss, loss_and_grads, params, N=None, movable=True):
        self._loss, self._loss_and_grads = loss, loss_and_grads
        self.params, self.N, self.movable = params, N, movable
        self.evaluations = 0
        self.start, self.grads = self._claimed()

    def _claimed(self):
        given = {name: array.copy() for name, array in self.params.items()}
        loss, grads = check_loss_and_grads(self._loss_and_grads(given))
        for name, array in self.params.items():
            if not np.array_equal(given[name], array, equal_nan=True):
                raise ValueError(
                    f'loss_and_grads changes params["{name}"] in place: work on a copy'
                )
        grads = check_params("grads", grads, like=("params", self.params))
        grads = {name: np.array(array, dtype=np.float64) for name, array in grads.items()}
        again = self._at(self.params)
        if abs(loss - again) > 1e-9 * (abs(loss) + abs(again)):
            raise ValueError(
                f"for the same parameters the loss is once {loss:.10g} and once {again:.10g}. It "
                "must draw the same random numbers at every call, and leave x and y as they are"
            )
        return again, grads

    def _at(self, params):
        self.evaluations += 1
        return float(check_array("the loss", self._loss(params), ()))

    def along(self, name, v):
        """Return the loss as a function of t, with t v added to one array."""
        here = self.params[name]
        return lambda t: self._at({**self.params, name: here + t * v})

    def moved(self, rng, by):
        """Return the same problem at params a random step away."""
        params = {
            name: array + by * rng.standard_normal(array.shape)
            for name, array in self.params.items()
        }
        moved = Problem(self._loss, self._loss_and_grads, params, self.N)
        moved.evaluations += self.evaluations
        return moved


def problem_of_network(network, params, x, y):
    """The problem of an object with ``.loss`` and ``.loss_and_grads``, such as a Network."""
    x, y = in_float64(x), in_float64(y)
    return Problem(
        lambda params: network.loss(params, x, y),
        lambda params: network.loss_and_grads(params, x, y),
        _in_float64("params", network.params if params is None else params),
        N=_count(x),
    )


def problem_of_loss_and_grads(loss_and_grads, params, x, y):
    """The problem of a function ``loss_and_grads(params, x, y)``."""
    x, y = in_float64(x), in_float64(y)
    return Problem(
        lambda params: loss_and_grads(params, x, y)[0],
        lambda params: loss_and_grads(params, x, y),
        _in_float64("params", params),
        N=_count(x),
    )


def problem_of_function(f, x, grad):
    """The problem of a function of one array, with its gradient: an array or a function."""
    x = check_array("x", x, None).astype(np.float64)
    if callable(grad):
        gradient = grad
    else:
        grad = check_array("grad", grad, x.shape)
        gradient = lambda x: grad  # noqa: E731
    return Problem(
        lambda params: f(params["x"].copy()),
        lambda params: (f(params["x"].copy()), {"x": gradient(params["x"].copy())}),
        {"x": x},
        movable=callable(grad),
    )


def _count(x):
    return len(x) if np.ndim(x) else None


def _in_float64(name, params):
    return {key: array.astype(np.float64) for key, array in check_params(name, params).items()}
