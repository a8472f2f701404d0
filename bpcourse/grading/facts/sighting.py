"""What a fact is looked for in: one output in one case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ..compare import agree

SMALLEST = 1e-9

Found = tuple[str, str] | None


@dataclass(frozen=True)
class Sighting:
    """One wrong output in one case: what came, what was wanted, and what else was there.

    All arrays hold floats; `outputs` are the other ones, as they should be.
    """

    got: np.ndarray
    want: np.ndarray
    inputs: dict[str, np.ndarray]
    outputs: dict[str, np.ndarray]
    rtol: float

    @property
    def same_shape(self) -> bool:
        """Whether it has the right shape, axes of length 1 put aside."""
        return np.squeeze(self.got).shape == np.squeeze(self.want).shape

    @property
    def fitted(self) -> np.ndarray:
        """What came, in the shape that was wanted."""
        return self.got.reshape(self.want.shape)

    def is_like(self, a: np.ndarray, b: np.ndarray) -> bool:
        """Whether two arrays are the same within the tolerance of the probe."""
        return agree(a, b, max(self.rtol, SMALLEST))


def everywhere(
    sightings: Sequence[Sighting], make: Callable[[Sighting], np.ndarray | float | None]
) -> bool:
    """Whether ``make(sighting)`` gives what came, in every case; None means that it cannot."""
    for s in sightings:
        guess = make(s)
        if guess is None or not s.is_like(s.got, np.asarray(guess)):
            return False
    return True


def same_shapes(sightings: Sequence[Sighting]) -> bool:
    """Whether only numbers are wrong, and no shape."""
    return all(s.same_shape for s in sightings)


def entries(sightings: Sequence[Sighting]) -> int:
    """How many numbers speak: where there are few, much fits them by chance."""
    return sum(s.want.size for s in sightings)


def names_of_inputs(sightings: Sequence[Sighting]) -> list[str]:
    """The inputs that every case has."""
    return [n for n in sightings[0].inputs if all(n in s.inputs for s in sightings)]


def names_of_outputs(sightings: Sequence[Sighting]) -> list[str]:
    """The other outputs that every case has."""
    return [n for n in sightings[0].outputs if all(n in s.outputs for s in sightings)]
