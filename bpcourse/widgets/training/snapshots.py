"""Moments of a run, kept so that it can be rewound: at most 1,000, thinned by half when full."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

MOST = 1000


@dataclass(frozen=True)
class Snapshot:
    """All that a run needs to go on from here, and what was measured here."""

    step: int
    vector: np.ndarray  # the parameters, joined
    optimizer: tuple[str, dict, int]  # its name, its state, how many steps it has taken
    rng: dict
    order: np.ndarray  # of the examples in this epoch
    place: int  # how many of them have been seen
    epochs: float
    train: float
    val: float
    gradient_norms: tuple[float, ...]


class Snapshots:
    """Snapshots in the order of their steps, evenly spread over a run of any length."""

    def __init__(self, most: int = MOST) -> None:
        self._all: list[Snapshot] = []
        self._most = most
        self.interval = 1  # steps between two

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self):
        return iter(self._all)

    @property
    def steps(self) -> list[int]:
        return [snapshot.step for snapshot in self._all]

    @property
    def last(self) -> int:
        """The step of the last one."""
        return self._all[-1].step

    def due(self, step: int) -> bool:
        """Whether it is time for another."""
        return step - self._all[-1].step >= self.interval

    def keep(self, snapshot: Snapshot) -> None:
        """Add one at the end."""
        if len(self._all) == self._most:
            self._all = self._all[::2]
            self.interval *= 2
        self._all.append(snapshot)

    def at(self, step: int) -> Snapshot:
        """The last one that is not after a step."""
        where = bisect_right(self._all, step, key=lambda snapshot: snapshot.step)
        return self._all[max(where - 1, 0)]

    def latest(self, number: int) -> list[Snapshot]:
        """The last ones, so many of them."""
        return self._all[-number:]

    def drop_after(self, step: int) -> None:
        """Forget what lay ahead."""
        while self._all and self._all[-1].step > step:
            self._all.pop()

    def history(self) -> dict[str, np.ndarray]:
        """What was measured, one row a snapshot."""
        return {
            "step": np.array(self.steps, float),
            "train": np.array([s.train for s in self._all]),
            "val": np.array([s.val for s in self._all]),
            "gradient_norms": np.array([s.gradient_norms for s in self._all]),
        }
