"""One small class that takes any of the steps over a whole dict of parameters."""

import inspect

import numpy as np

from .checks import check_number, check_params
from .optimizer_steps import (
    adam_step,
    adamw_step,
    momentum_step,
    nesterov_step,
    rmsprop_step,
    sgd_step,
)

ALL = "all"  # what the vector of all parameters is called in `state`
STEPS = {
    "sgd": sgd_step,
    "momentum": momentum_step,
    "nesterov": nesterov_step,
    "rmsprop": rmsprop_step,
    "adam": adam_step,
    "adamw": adamw_step,
}


class Optimizer:
    """A step, its learning rate and settings, and what it remembers of every parameter.

    Parameters
    ----------
    step : str or function, default "sgd"
        "sgd", "momentum", "nesterov", "rmsprop", "adam" or "adamw"; or a function of your own,
        which is called as `momentum_step` is and returns as much.
    lr : float or function, optional
        The learning rate; or a schedule, a function from the number of steps already taken to
        the learning rate of the next, such as ``lambda t: cosine_schedule(t, 0.1, 500)``. Without
        one it is 0.1 for sgd and a step of your own, and 0.01 for the others, which go farther.
    **settings : float
        What else the step takes, by name, such as momentum. What is not given here has the
        step's own default.

    Attributes
    ----------
    state : dict of str to dict
        By parameter, what the step returned for it last.
    steps : int
        How many steps have been taken.

    Raises
    ------
    TypeError
        If step or lr is of another type, or a setting is none of the step's.
    ValueError
        If there is no step of this name, or a number is out of its range.

    Examples
    --------
    >>> optimizer = Optimizer("momentum", lr=0.125, momentum=0.5)
    >>> optimizer.update({"w1": np.array([1.0])}, {"w1": np.array([2.0])})
    {'w1': array([0.75])}
    >>> optimizer
    Optimizer("momentum", lr=0.125, momentum=0.5), steps taken: 1
    """

    def __init__(self, step="sgd", lr=None, **settings):
        self.step = _step_named(step) if isinstance(step, str) else step
        if lr is None:
            lr = 0.01 if self.step in STEPS.values() and self.step is not sgd_step else 0.1
        self.lr = _schedule(lr) if callable(lr) else check_number("lr", lr, above=0)
        self.state = {}
        self.steps = 0
        self._shapes = {}
        self._joined = None
        if not callable(self.step):
            raise TypeError(f"step must be a name or a function, got {type(step).__name__}")
        self.settings = _checked_settings(self.step, settings)
        self._inner = _without_checks(self.step)

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "_inner"}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._inner = _without_checks(self.step)

    @property
    def lr_now(self):
        """The learning rate of the next step, as a float."""
        if callable(self.lr):
            return float(check_number(f"lr({self.steps})", self.lr(self.steps), at_least=0))
        return float(self.lr)

    def update(self, params, grads):
        """Take one step with every parameter.

        Parameters
        ----------
        params : dict of str to ndarray
        grads : dict of str to ndarray
            Gradients under the same names, of the same shapes.

        Returns
        -------
        params : dict of str to ndarray
            New arrays; those given are left as they were. They keep their type: float32 stays.

        Raises
        ------
        TypeError
            If params or grads is not a dict of arrays of real numbers.
        ValueError
            If a name or a shape differs between the two, or a shape from the update before.
        """
        if not self._expected(params, grads):
            params, grads = self._examined(params, grads)
        return self._stepped(params, grads)

    def update_in_place(self, params, grads):
        """Take one step with every parameter, for a loop that is in a hurry.

        Parameters
        ----------
        params : Joined
            Written into.
        grads : Joined
            Of the same names, shapes and type. Used up: what they hold afterwards means nothing.

        Raises
        ------
        ValueError
            If params are not those of the update before, and a name or a shape differs; or if
            `update` has been called before, since it remembers in another way.

        Notes
        -----
        Our steps treat every entry alike, so one step on the joined vector does it. For six
        arrays of 8 by 8, that and `update` took 0.9 and 7.8 microseconds with sgd, 8 and 37 with
        adam. The `state` is then that of the vector, under the name "all". A step of your own is
        still taken array by array.
        """
        if params is not self._joined:
            self._examined(params, grads)
            self._joined = params
        if self.step is sgd_step:  # without a third array, which large networks feel
            grads.vector *= self.lr_now
            params.vector -= grads.vector
            self.steps += 1
        elif self.step in STEPS.values():
            params.vector[:] = self._stepped({ALL: params.vector}, {ALL: grads.vector})[ALL]
        else:
            for name, w in self._stepped(params, grads).items():
                params[name][...] = w

    def _stepped(self, params, grads):
        if self.state and (ALL in self.state) != (ALL in params):
            raise ValueError("update and update_in_place cannot take turns: take a new Optimizer")
        lr = self.lr_now
        new, state = {}, dict(self.state)
        for name, w in params.items():
            new[name], state[name] = self._inner(
                w, grads[name], state.get(name, {}), lr, **self.settings
            )
        self.state = state
        self.steps += 1
        return new

    def _expected(self, params, grads):
        """Whether all arrays are as in the update before. A tiny network feels every lookup."""
        try:
            if not (self._shapes and self._shapes.keys() == params.keys() == grads.keys()):
                return False
            for name, w in params.items():
                dw = grads[name]
                if not (self._shapes[name] == w.shape == dw.shape and w.dtype == dw.dtype):
                    return False
        except AttributeError:
            return False
        return True

    def _examined(self, params, grads):
        """Arrays of floats of one type, or words for what is wrong with them."""
        params = check_params("params", params)
        grads = check_params("grads", grads, like=("params", params))
        shapes = {name: w.shape for name, w in params.items()}
        for name, shape in shapes.items():
            before = self._shapes.get(name, shape)
            if shape != before:
                raise ValueError(
                    f'params["{name}"] must have shape {before} as in the update before, '
                    f"got {shape}: another network needs another Optimizer"
                )
        self._shapes = shapes
        return params, {name: dw.astype(params[name].dtype) for name, dw in grads.items()}

    def __repr__(self):
        step = _name_of(self.step).removesuffix("_step")
        lr = _name_of(self.lr) if callable(self.lr) else self.lr
        settings = "".join(f", {name}={value}" for name, value in self.settings.items())
        return f'Optimizer("{step}", lr={lr}{settings}), steps taken: {self.steps}'


def _name_of(function):
    return getattr(function, "__name__", type(function).__name__)


def _step_named(name):
    if name not in STEPS:
        raise ValueError(f'step must be one of {", ".join(STEPS)}, or a function, got "{name}"')
    return STEPS[name]


def _schedule(lr):
    """Return a schedule, or say so if it wants more than the number of steps."""
    try:
        inspect.signature(lr).bind(0)
    except TypeError:
        raise TypeError(
            "lr must be a number or a function of the step alone, such as "
            "lambda t: cosine_schedule(t, 0.1, 500)"
        ) from None
    return lr


def _checked_settings(step, settings):
    """Return the settings, or say so if the step does not take them."""
    parameters = list(inspect.signature(step).parameters.values())[4:]
    takes = [parameter.name for parameter in parameters]
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        takes += settings
    for name in settings:
        if name not in takes:
            wanted = f"the settings {', '.join(takes)}" if takes else "no settings"
            raise TypeError(f"{_name_of(step)} takes {wanted}, got {name}")
    if step not in STEPS.values():
        return settings
    step(np.ones(1), np.ones(1), {}, 0.1, **settings)  # says which value is out of its range
    return {name: float(value) for name, value in settings.items()}


def _without_checks(step):
    """What `update` calls: our steps undecorated, since it checks for all of them at once."""
    if step in STEPS.values():
        return step.__wrapped__

    def own_step(w, dw, state, lr, **settings):
        result = step(w, dw, state, lr, **settings)
        if not (isinstance(result, tuple) and len(result) == 2 and np.shape(result[0]) == w.shape):
            got = type(result).__name__
            if isinstance(result, tuple):
                got = f"({', '.join(type(part).__name__ for part in result)})"
            raise ValueError(
                f"{_name_of(step)} must return (w, state) with w of shape {w.shape}, got {got}"
            )
        return result

    return own_step
