"""A race: every optimizer walks from the same point, and its path is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..charts.parts import short
from .landscape import Landscape
from .mistake import Endless, LearnersMistake, guarded
from .optimizers import Optimizer

FAR = 100  # pictures away from the minimum: what is not finite there has grown, step by step


@dataclass(frozen=True)
class Run:
    """Where one optimizer went. Rows after a trouble, or after an overflow, are NaN."""

    optimizer: Optimizer
    path: np.ndarray  # (steps + 1, 2)
    losses: np.ndarray  # (steps + 1,)
    slopes: np.ndarray  # (steps + 1, 2): the gradient that was used at every point
    trouble: str = ""

    @property
    def taken(self) -> int:
        """How many steps led to a point where the loss is finite."""
        alive = np.isfinite(self.losses) & np.isfinite(self.path).all(axis=1)
        return len(alive) - 1 if alive.all() else int(np.argmin(alive)) - 1


class Race:
    """Runs on one landscape.

    A function that does not come to an end costs seconds; it is remembered, and not called again
    before `forgive`.
    """

    def __init__(self, landscape: Landscape):
        self.landscape = landscape
        self._endless: dict[object, str] = {}

    def forgive(self) -> None:
        """Call endless functions again: their writer may have changed what they use."""
        self._endless.clear()

    def run(
        self,
        optimizers: Iterable[Optimizer],
        start: tuple[float, float],
        lr: float,
        momentum: float,
        steps: int,
    ) -> dict[str, Run]:
        """Let each optimizer take its steps."""
        return {each.name: self._one(each, start, lr, momentum, steps) for each in optimizers}

    def _one(
        self,
        optimizer: Optimizer,
        start: tuple[float, float],
        lr: float,
        momentum: float,
        steps: int,
    ) -> Run:
        path = np.full((steps + 1, 2), np.nan)
        losses, slopes = np.full(steps + 1, np.nan), np.full((steps + 1, 2), np.nan)
        path[0] = start

        def walk() -> None:
            move = optimizer.begin(lr, momentum)
            w = path[0].copy()
            for k in range(steps + 1):
                losses[k] = self.landscape.loss(w)
                slopes[k] = self.landscape.grad(w)
                if not (np.isfinite(losses[k]) and np.isfinite(slopes[k]).all()):
                    _not_by_growth(
                        self.landscape, f"{optimizer.name} stops: the loss or its gradient", w, k
                    )
                    return
                if k < steps:
                    w = move(w, slopes[k])
                    if not np.isfinite(w).all():
                        what = f"{optimizer.name} stops: the w that it makes"
                        _not_by_growth(self.landscape, what, path[k], k)
                        return
                    path[k + 1] = w

        trouble = self._endless.get(optimizer.step, "")
        if not trouble:
            trouble = self._guarded(optimizer, walk)
        return Run(optimizer, path, losses, slopes, trouble)

    def _guarded(self, optimizer: Optimizer, walk) -> str:
        if not (optimizer.own or self.landscape.functions):
            with np.errstate(all="ignore"):
                walk()
            return ""
        functions = [optimizer.step, *self.landscape.functions]
        try:
            guarded(optimizer.name, walk, functions)
        except LearnersMistake as mistake:
            if isinstance(mistake, Endless):
                self._endless[optimizer.step] = str(mistake)
            return str(mistake)
        return ""


def _not_by_growth(landscape: Landscape, what: str, w: np.ndarray, step: int) -> None:
    """Tell an overflow far out, which is a blow-up, from a number that never was one."""
    if np.abs((w - landscape.minima[0]) / landscape.widths).max() < FAR:
        at = ", ".join(short(float(number)) for number in w)
        raise LearnersMistake(f"{what} is no finite number at step {step}, at w = ({at}).")
