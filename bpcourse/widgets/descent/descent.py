"""The machine behind `Surface`: a loss, those who can race on it, and the last race."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from .curvature import curvature
from .geometry import style_of
from .gradient import check_gradient
from .landscape import Landscape, check_point, check_ranges
from .line_fit import check_data, line_fit
from .mistake import LearnersMistake, guarded
from .optimizers import MOST, Optimizer, known_optimizers, own_optimizer
from .own_loss import name_of, own_landscape
from .presets import PRESETS, preset
from .race import Race, Run
from .scene import result_of, scene_of
from .words import Told, tell

LINE_FIT = "line fit"


class Descent:
    """A loss over two parameters and optimizers on it.

    Parameters
    ----------
    loss : str or callable
    grad : callable or None
        The gradient of a loss that is callable.
    x, y : arrays of N numbers or None
        The data of "line fit".
    ranges, start : pairs or None
        For the first loss; others that are chosen later bring their own.

    Attributes
    ----------
    landscape : Landscape or None
        None where the learner's loss does not work; then `trouble` says why.
    remarks : list of str
        What is to be said of the loss and of its gradient.
    runs, told : dict
        The last race, by optimizers' names.
    """

    def __init__(
        self,
        loss: str | Callable = "bowl",
        grad: Callable | None = None,
        x: Any = None,
        y: Any = None,
        ranges: Any = None,
        start: Any = None,
    ):
        if grad is not None and not (callable(loss) and callable(grad)):
            raise TypeError("grad goes with a loss of your own: give both as functions")
        if x is not None and loss != LINE_FIT:
            raise ValueError('x and y are the data of loss="line fit"')
        self.data = check_data(x, y)
        self._own = (loss, grad) if callable(loss) else None
        self._given = (
            None if ranges is None else check_ranges(ranges),
            None if start is None else check_point("start", start),
        )
        self._first = name_of(loss) if callable(loss) else loss
        self._known: dict[str, Optimizer] = known_optimizers()
        self.runs: dict[str, Run] = {}
        self.told: dict[str, Told] = {}
        self.choose(self._first)

    @property
    def losses(self) -> list[str]:
        """The names of all losses that can be chosen, the learner's first."""
        own = [name_of(self._own[0])] if self._own else []
        return [*own, *(name for name in (*PRESETS, LINE_FIT) if name not in own)]

    @property
    def optimizers(self) -> list[str]:
        """The names of all who can race."""
        return list(self._known)

    def choose(self, name: str) -> None:
        """Take another loss, by its name."""
        if name not in self.losses:
            raise ValueError(
                f"loss must be a function or one of {_listed(self.losses)}, got {name!r}"
            )
        self.name, self.trouble, self.remarks, self.landscape = name, "", [], None
        self.runs, self.told = {}, {}
        try:
            landscape = self._made(name)
            if landscape.functions:
                work = lambda: (self._checks(landscape), curvature(landscape))  # noqa: E731
                said, self.curvature = guarded(name, work, list(landscape.functions))
                self.remarks = [*landscape.remarks, *said]
            else:
                self.curvature = curvature(landscape)
        except LearnersMistake as mistake:
            self.trouble = str(mistake)
            return
        self.landscape = landscape
        self._race = Race(landscape)

    def enrol(self, optimizer: str | Callable) -> str:
        """Let an optimizer take part; return the name by which it races."""
        if not callable(optimizer):
            if optimizer not in self._known:
                names = _listed(self._known)
                raise ValueError(f"an optimizer is a function or one of {names}, got {optimizer!r}")
            return optimizer
        for known in self._known.values():
            if known.step is optimizer:
                return known.name
        if len(self._known) == MOST:
            raise ValueError(f"there is room for {MOST} optimizers, and this is one more")
        new = own_optimizer(optimizer, len(self._known), set(self._known))
        self._known[new.name] = new
        return new.name

    def race(
        self,
        optimizers: Iterable[str],
        start: tuple[float, float],
        lr: float,
        momentum: float,
        steps: int,
    ) -> None:
        """Let them all walk from one point."""
        if self.landscape is None:
            return
        racing = [self._known[name] for name in optimizers]
        self.lr, self.start = lr, start
        self.runs = self._race.run(racing, start, lr, momentum, steps)
        self.told = {name: self._tell(run) for name, run in self.runs.items()}

    def forgive(self) -> None:
        """Call functions again that did not come to an end."""
        if self.landscape is not None:
            self._race.forgive()

    def scene(self) -> dict:
        """What the page draws of the loss."""
        drawn = {} if self.landscape is None else self._drawn()
        return {
            **drawn,
            "name": self.name,
            "losses": self.losses,
            "trouble": self.trouble,
            "remarks": self.remarks,
        }

    def result(self) -> dict:
        """What the page draws of the race."""
        if self.landscape is None:
            return {}
        return result_of(
            self.runs,
            self.told,
            self.landscape,
            self.curvature,
            self.lr,
            self.start,
            self._data_shown(),
        )

    def entrants(self) -> list[dict]:
        """All who can race, with their styles."""
        return [{"name": each.name, **style_of(each.style)} for each in self._known.values()]

    def _made(self, name: str) -> Landscape:
        ranges, start = self._given if name == self._first else (None, None)
        if self._own and name == name_of(self._own[0]):
            return own_landscape(*self._own, ranges, start)
        made = line_fit(*self.data) if name == LINE_FIT else preset(name)
        return replace(made, ranges=ranges or made.ranges, start=start or made.start)

    def _checks(self, landscape: Landscape) -> list[str]:
        if self._own[1] is None:
            return []
        checked = check_gradient(landscape)
        return [] if checked.ok else [checked.words]

    def _tell(self, run: Run) -> Told:
        with np.errstate(all="ignore"):
            return tell(run, self.landscape)

    def _drawn(self) -> dict:
        return scene_of(self.landscape, self._data_shown())

    def _data_shown(self):
        return self.data if self.name == LINE_FIT else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
