"""One step of a walk: which number is new, and everything that can be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Number = Any  # a float, or an ndarray where the graph is one of layers
Slip = tuple[str, float, str]  # its key, the number that it leads to, what a tutor says to it


@dataclass(frozen=True)
class Step:
    """What happens between two positions of a walk.

    ``kind`` says which number is new: a "value" of the forward pass, the "seed" (the loss with
    respect to itself), a gradient that "arrives" at a node for the first time, or the "sum" where
    another path reaches it.
    """

    kind: str
    node: str
    edge: str | None
    number: Number  # the value, or the gradient so far, this step included
    what: str  # "c" or "da"
    formula: str
    with_numbers: str
    sentence: str
    question: str
    reason: str = ""
    local: Number = None
    upstream: Number = None
    product: Number = None
    before: Number = None
    complete: Sequence[str] = ()  # nodes whose gradient is complete from here on
    entry: tuple[int, ...] | None = None  # of an array: which entry is asked
    also_right: Sequence[float] = ()  # what the rounded numbers on the screen lead to
    slips: Callable[[], Sequence[Slip]] = field(default=tuple, compare=False)

    @property
    def phase(self) -> str:
        """The pass that the step belongs to."""
        return "forward" if self.kind == "value" else "backward"

    @property
    def asked(self) -> float:
        """The number that is asked when the next one is to be predicted."""
        return float(self.number if self.entry is None else self.number[self.entry])
