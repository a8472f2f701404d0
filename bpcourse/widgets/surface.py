"""`Surface`: a loss over two parameters, and optimizers that race down from one point."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import traitlets

from .base import CourseWidget
from .charts.parts import short
from .descent.descent import Descent
from .descent.landscape import check_point
from .surface_twin import twin_of

RANGES = {"lr": (1e-6, 1e3), "momentum": (0.0, 0.999), "steps": (1, 500)}


class Surface(CourseWidget):
    """Optimizers on the loss of two parameters: from the crawl to the overshoot to the blow-up.

    Parameters
    ----------
    loss : str or callable
        "bowl", "ravine", "saddle", "rosenbrock", "two valleys", "line fit", or a function of
        yours: ``loss(w1, w2)``, or ``loss(w)`` with w (2,). It returns one number.
    grad : callable, optional
        Its gradient, called in the same way: returns two numbers. Without it the slopes are
        measured. It is used as it is; that it does not fit the loss is said.
    x, y : sequences of N numbers, optional
        Data for "line fit": the mean squared error over slope w and intercept b.
    start : two numbers, optional
        Where all begin.
    lr : float
        Learning rate.
    momentum : float
        Of those optimizers that have one.
    optimizers : sequence of str and callable
        "sgd", "momentum", "nesterov", "rmsprop", "adam", and functions of yours:
        ``step(w, dw, state, lr) -> (w, state)`` or ``gradient_step(params, grads, lr) -> params``.
    steps : int
        How many each takes, 1 to 500.
    ranges : two pairs of numbers, optional
        The part of the plane that is shown: ``((w1 from, w1 to), (w2 from, w2 to))``.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be. What goes wrong inside your functions is said in
        the widget.

    Notes
    -----
    All arguments but grad, x, y and ranges can be read and set afterwards: ``surface.lr = 0.3``.
    """

    NAME = "surface"
    ACTIONS = frozenset({"choose"})

    lr = traitlets.Float(0.1).tag(sync=True)
    momentum = traitlets.Float(0.9).tag(sync=True)
    steps = traitlets.Int(100).tag(sync=True)
    start = traitlets.Tuple(traitlets.Float(), traitlets.Float(), default_value=(0.0, 0.0)).tag(
        sync=True
    )
    optimizers = traitlets.List().tag(sync=True)
    entrants = traitlets.List().tag(sync=True)  # all that can be chosen
    scene = traitlets.Dict().tag(sync=True)  # the loss as a picture
    result = traitlets.Dict().tag(sync=True)  # the race as a picture

    def __init__(
        self,
        loss: str | Callable = "bowl",
        grad: Callable | None = None,
        x: Any = None,
        y: Any = None,
        start: Sequence[float] | None = None,
        lr: float = 0.1,
        momentum: float = 0.9,
        optimizers: Sequence[str | Callable] = ("sgd",),
        steps: int = 100,
        ranges: Any = None,
    ):
        self._descent = Descent(loss, grad, x, y, ranges, start)
        self._lock = threading.RLock()  # the kernel may call from more than one thread
        super().__init__()
        self.lr, self.momentum, self.steps = lr, momentum, steps
        self.optimizers = list(optimizers)
        self._begin()
        self.observe(self._changed, ["lr", "momentum", "steps", "start", "optimizers"])

    @property
    def loss(self) -> str:
        """The name of the loss; another of the names can be set."""
        return self._descent.name

    @loss.setter
    def loss(self, name: str) -> None:
        self.choose(name)

    @property
    def paths(self) -> dict[str, np.ndarray]:
        """Where each optimizer went: the start and the point after every step, (steps + 1, 2)."""
        return {name: run.path.copy() for name, run in self._descent.runs.items()}

    @property
    def losses(self) -> dict[str, np.ndarray]:
        """The loss at every point of the paths, (steps + 1,)."""
        return {name: run.losses.copy() for name, run in self._descent.runs.items()}

    @property
    def words(self) -> dict[str, str]:
        """What became of each optimizer, in a sentence."""
        return {name: told.words for name, told in self._descent.told.items()}

    def choose(self, name: str) -> None:
        """Show another loss, from the start that it brings."""
        with self._lock:
            self._descent.choose(name)
            self._begin()

    def twin(self) -> str:
        return twin_of(self.scene, self.result, self.start, self._settings())

    def alternative(self) -> str:
        return f"Surface: {self._in_short()}"

    def _begin(self) -> None:
        landscape = self._descent.landscape
        with self.hold_trait_notifications():
            self.scene = self._descent.scene()
            if landscape is not None:
                self.start = landscape.start
        self._changed()

    def _changed(self, change: Any = None) -> None:
        """Race again with the settings as they are now."""
        with self._lock:
            if change is not None and change["name"] == "optimizers":
                self._descent.forgive()
            self._descent.race(self.optimizers, self.start, self.lr, self.momentum, self.steps)
            self.result = self._descent.result()
            self.status = self._in_short()

    def _in_short(self) -> str:
        return f"{self._settings()}: {self._descent.trouble or self.result['title']}"

    def _settings(self) -> str:
        return (
            f"{self.loss}, learning rate {short(self.lr)}, momentum {short(self.momentum)}, "
            f"{self.steps} steps"
        )

    @traitlets.validate("lr", "momentum", "steps")
    def _check_number(self, proposal: dict) -> float:
        name, value = proposal["trait"].name, proposal["value"]
        low, high = RANGES[name]
        if not low <= value <= high:
            raise ValueError(f"{name} must lie between {low:g} and {high:g}, got {value:g}")
        return value

    @traitlets.validate("start")
    def _check_start(self, proposal: dict) -> tuple[float, float]:
        return check_point("start", proposal["value"])

    @traitlets.validate("optimizers")
    def _check_optimizers(self, proposal: dict) -> list[str]:
        names = {self._descent.enrol(each) for each in proposal["value"]}
        self.entrants = self._descent.entrants()
        return [name for name in self._descent.optimizers if name in names]
