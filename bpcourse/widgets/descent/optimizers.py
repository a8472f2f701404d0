"""The optimizers that race: the textbook's, and a learner's own."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...nn import adam_step, momentum_step, nesterov_step, rmsprop_step, sgd_step
from .mistake import LearnersMistake, kind_of, two_numbers
from .own_loss import name_of, takes

# Without their checks: a race takes thousands of steps, and its arrays are checked here.
STEPS = {
    name: step.__wrapped__
    for name, step in (
        ("sgd", sgd_step),
        ("momentum", momentum_step),
        ("nesterov", nesterov_step),
        ("rmsprop", rmsprop_step),
        ("adam", adam_step),
    )
}
MOST = 8  # on one course: as many as there are colours


@dataclass(frozen=True)
class Optimizer:
    """One that takes part in a race."""

    name: str
    step: Callable
    style: int  # its colour, dash and marker
    own: bool = False

    def begin(self, lr: float, momentum: float) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
        """Make a function from w and dw to the next w, with a fresh state."""
        if _is_of_lesson_07(self.step):
            return self._by_params(lr)
        settings = {"momentum": momentum} if "momentum" in _arguments(self.step) else {}
        state: object = {}

        def move(w: np.ndarray, dw: np.ndarray) -> np.ndarray:
            nonlocal state
            if not self.own:
                w, state = self.step(w, dw, state, lr, **settings)
                return w
            returned = self.step(w.copy(), dw.copy(), state, lr, **settings)
            if not isinstance(returned, tuple | list) or len(returned) != 2:
                what = kind_of(returned)
                raise LearnersMistake(
                    f"Your {self.name} must return two things, w and state, not {what}."
                )
            w, state = returned
            return two_numbers(f"The w that your {self.name} returns must have the shape (2,)", w)

        return move

    def _by_params(self, lr: float) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
        def move(w: np.ndarray, dw: np.ndarray) -> np.ndarray:
            params = self.step({"w": w.copy()}, {"w": dw.copy()}, lr)
            if not isinstance(params, dict) or "w" not in params:
                raise LearnersMistake(
                    f'Your {self.name} must return params, a dict with "w" in it, not '
                    f"{kind_of(params)}."
                )
            return two_numbers(
                f'The params["w"] that your {self.name} returns must have the shape (2,)',
                params["w"],
            )

        return move


def known_optimizers() -> dict[str, Optimizer]:
    """Those of the textbook by name, each with its style."""
    return {name: Optimizer(name, step, style) for style, (name, step) in enumerate(STEPS.items())}


def own_optimizer(function: Callable, style: int, taken: set[str]) -> Optimizer:
    """Make one of a learner's function, under a name that is still free.

    Raises
    ------
    ValueError
        If it takes other arguments than a step of lesson 07 or 09.
    """
    names, needed = _arguments(function), takes(function)
    wanted = 3 if _is_of_lesson_07(function) else 4
    spare = [name for name in needed or [] if name not in (*names[:wanted], "momentum")]
    if needed is not None and (len(names) < 3 or spare):
        raise ValueError(
            f"{name_of(function)} must take (w, dw, state, lr) or (params, grads, lr), and no more "
            f"without a default; it takes ({', '.join(needed)})"
        )
    name = name_of(function)
    while name in taken:
        name = f"your {name}" if not name.startswith("your ") else f"{name}'"
    return Optimizer(name, function, style, own=True)


def _is_of_lesson_07(step: Callable) -> bool:
    names = _arguments(step)
    return len(names) == 3 or names[2:3] == ["lr"]


def _arguments(function: Callable) -> list[str]:
    """The names of all arguments, with a default or without; [] where they cannot be told."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []
