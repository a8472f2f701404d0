"""Where the steps of a walk come from."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from .attempt import never_ended
from .graph import graph_of
from .numbers import read
from .scalar import scalar_scene, scalar_steps
from .step import Step
from .their_local import compare_local
from .their_value import compare_value


class Source(Protocol):
    """Where the steps come from: a function of numbers, or layers of a network."""

    scene: dict
    steps: list[Step]
    given: dict[str, Any]  # id -> number, for what is there before the first step
    differs: list[dict]
    theirs: str  # what of the learner's is compared: "Your Value agrees"; "" if nothing is
    read_only: str  # why nothing can be edited; "" if it can

    def edit(self, name: str, value: Any) -> None: ...


class FunctionSource:
    """A function of single numbers."""

    read_only = ""

    def __init__(
        self,
        f: Callable,
        inputs: Mapping[str, float],
        value_class: type | None = None,
        local_derivatives: Callable | None = None,
    ):
        if not callable(f):
            raise ValueError(f"A function is needed here, got {type(f).__name__}.")
        if not inputs:
            raise ValueError("Give the function at least one input: a=2, for example.")
        self.f, self.value_class, self.local_derivatives = f, value_class, local_derivatives
        self.differs: list[dict] = []
        own = {"Value": value_class, "local_derivatives": local_derivatives}
        names = [name for name, given in own.items() if given]
        agree = "agrees" if len(names) == 1 else "agree"
        self.theirs = f"Your {' and your '.join(names)} {agree}" if names else ""
        self._causes: dict[tuple, str] = {}
        self._calculate({name: read_finite(name, number) for name, number in inputs.items()})

    def edit(self, name: str, value: float | str) -> None:
        if name not in self.inputs:
            names = ", ".join(self.inputs)
            raise ValueError(f"There is no input {name!r}; the inputs are {names}.")
        self._calculate(self.inputs | {name: read_finite(name, value)})

    def _calculate(self, inputs: dict[str, float]) -> None:
        graph = graph_of(self.f, inputs)
        self.inputs, self.graph = inputs, graph
        self.scene, self.steps = scalar_scene(graph), scalar_steps(graph)
        self.given = {node.id: node.data for node in graph.nodes if not node.op}
        if not never_ended(self.differs):
            self.differs = self._compared()

    def _compared(self) -> list[dict]:
        differs = []
        if self.value_class:
            differs += compare_value(
                self.f, self.graph, self.inputs, self.value_class, self._causes
            )
        if self.local_derivatives and not never_ended(differs):
            differs += compare_local(self.graph, self.local_derivatives)
        return differs


def read_finite(name: str, value: float | str) -> float:
    """Read the number of an input.

    Raises
    ------
    ValueError
        If it is none, or not finite, in words.
    """
    number = read(value)
    if abs(number) == float("inf") or number != number:
        raise ValueError(f"{name} needs a finite number, got {number}.")
    return number
