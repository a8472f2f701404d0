"""Backpropagation, one operation a step: a computational graph, walked forward and backward."""

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets

from .base import CourseWidget
from .stepper_layout import layout
from .walk import Walk
from .walk.numbers import inner, read, show, texts
from .walk.state import said_once
from .walk.step import Step


class BackpropStepper(CourseWidget):
    """Walk through a calculation forward, and then backward along every edge.

    Parameters
    ----------
    f : callable, or a Value
        A function of Values that returns one; its local variables name what lies between. Or a
        Value, yours or ours, whose graph stands already; what is walked and edited is a copy.
    Value : type, optional
        Your own class. f is calculated with it as well, and where its gradients differ from
        slopes that are measured, the graph says so.
    local_derivatives : callable, optional
        Your own ``(op, a, b) -> (d/da, d/db)``, compared in the same way.
    **inputs : float
        What f is given, by name.

    Attributes
    ----------
    scene, places, state : dict
        The graph, where it is drawn, and what the present step shows.
    predict : bool
        Whether each number is asked before it is shown.
    position : int
        How many steps are taken.

    Raises
    ------
    ValueError
        If f fails or its graph is too large to be read, in words.

    Examples
    --------
    >>> stepper = BackpropStepper(lambda a, b: a * b + a, a=2, b=-3)
    >>> stepper.go(stepper.length)
    >>> stepper.gradients
    {'a': -2.0, 'b': 2.0, 'v1': 1.0, 'L': 1.0}
    """

    NAME = "stepper"
    ACTIONS = frozenset({"next", "back", "go", "edit", "answer", "show_me"})
    scene = traitlets.Dict().tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        f: Any,
        /,
        Value: type | None = None,
        local_derivatives: Callable | None = None,
        **inputs: float,
    ):
        if isinstance(f, Walk):
            walk = f
        elif hasattr(f, "data") and hasattr(f, "inputs"):
            walk = Walk.of_value(f)
        else:
            walk = Walk.of_function(f, inputs, Value, local_derivatives)
        super().__init__()
        self._walk = walk
        self._show()

    @classmethod
    def of_layers(
        cls,
        x: Any,
        y: Any,
        params: dict[str, Any],
        activation: str = "relu",
        loss: str = "mse",
        backward: dict[str, Callable] | None = None,
    ) -> "BackpropStepper":
        """Walk through the layers of a small network, matrix by matrix.

        Parameters
        ----------
        x, y : ndarray
            A few examples, up to 5 by 5.
        params : dict of ndarray
            "w1", "b1", "w2", ...
        activation, loss : str
            Names as in `bpcourse.nn`.
        backward : dict of str to callable, optional
            Your own backward passes, ``{"linear": linear_backward, ...}``; where they differ from
            slopes that are measured, the graph says so.
        """
        return cls(Walk.of_layers(x, y, params, activation, loss, backward))

    @property
    def position(self) -> int:
        return self._walk.position

    @property
    def length(self) -> int:
        """The number of steps, forward and backward."""
        return self._walk.length

    @property
    def values(self) -> dict[str, Any]:
        """What is calculated so far, by name."""
        return self._by_name(self.state["values"])

    @property
    def gradients(self) -> dict[str, Any]:
        """The gradients so far, by name; before the end some lack a path."""
        return self._by_name(self.state["grads"])

    def next(self) -> None:
        """Take a step."""
        self._walk.next()
        self._show()

    def back(self) -> None:
        """Take back a step."""
        self._walk.back()
        self._show()

    def go(self, position: int) -> None:
        """Go to a position: 0 is before the first step."""
        self._walk.go(position)
        self._show()

    def edit(self, name: str, value: Any, entry: list[int] | None = None) -> None:
        """Give an input another number, or one entry of an array, and calculate everything anew."""
        if entry is not None:
            array = np.array(self.values.get(name, ()), float)
            if len(entry) != array.ndim or not np.all(np.less(entry, array.shape)):
                raise ValueError(f"{name} has no entry {entry}: there is no such place to edit.")
            array[tuple(entry)] = read(value)
            value = array
        self._walk.edit(name, value)
        self._show()

    def answer(self, number: float | str) -> dict[str, Any]:
        """Answer the question; a right answer steps on."""
        step = self._walk.steps[self.position - 1]
        reply = self._walk.answer(number)
        if reply["right"] and self.position < self.length:
            self._walk.next()
        self._show(f"Right. {step.sentence}" if reply["right"] else reply["words"])
        return reply

    def show_me(self) -> None:
        """Show the number that is asked."""
        self._walk.show_me()
        self._show()

    @traitlets.observe("predict")
    def _predicting(self, _: Any) -> None:
        self._walk.predicting = self.predict
        self._show()

    def _by_name(self, numbers: dict[str, Any]) -> dict[str, Any]:
        nodes = self.scene["nodes"]
        return {node["name"]: numbers[node["id"]] for node in nodes if node["id"] in numbers}

    def _show(self, status: str = "") -> None:
        walk = self._walk
        with self.hold_sync():
            self.scene = walk.scene
            self.places = layout(walk.scene, *longest(walk), *marked(walk))
            taken = walk.steps[: walk.position - bool(walk.asked)]
            entry = walk.steps[walk.position - 1].entry if walk.position else None
            state = walk.state
            self.state = {
                **state,
                "flows": flows(taken),
                "entry": entry and list(entry),
                "differs": [{**one, "badge": badge(one)} for one in said_once(state["differs"])],
            }
            self.status = status

    def twin(self) -> str:
        from .stepper_twin import twin

        return twin(self._walk, self.places, flows(self._walk.steps))

    def alternative(self) -> str:
        nodes = self.scene["nodes"]
        given = ", ".join(node["name"] for node in nodes if node["input"])
        return (
            f"BackpropStepper: {len(nodes)} nodes, inputs {given}, "
            f"step {self.position} of {self.length}"
        )


def flows(steps: list[Step]) -> dict[str, dict[str, Any]]:
    """What came back along each edge: the local derivative, and upstream × local."""
    return {step.edge: flow(step) for step in steps if step.edge}


def flow(step: Step) -> dict[str, Any]:
    """The numbers of a step along an edge, as text; arrays are told by the formula."""
    if step.local is None or np.ndim(step.product):
        name, rule = step.formula.split("= ", 1)  # "dw =" or "dw +="
        return {"local": "", "lines": [f"{name}=", rule]}
    return {
        "local": show(step.local),
        "lines": [f"{show(step.upstream)} × {inner(step.local)}", f"= {show(step.product)}"],
    }


def badge(difference: dict[str, Any]) -> str:
    """Both numbers, where there are two; else only the words say what is wrong."""
    yours, measured = difference["yours"], difference["measured"]
    if yours is None or measured is None:
        return "≠ see below"
    return f"≠ yours {show(yours)}\nmeasured {show(measured)}"


def marked(walk: Walk) -> tuple[bool, set[str]]:
    """Whether edges need room for what differs, and which cards do."""
    return bool(walk.differs), {one["where"] for one in walk.differs}


def longest(walk: Walk) -> tuple[dict[str, int], dict[str, int]]:
    """How many characters the numbers of each card have, and the lines at each edge."""
    digits: dict[str, int] = {}
    letters: dict[str, int] = {}
    names = {edge["id"]: edge["local"] or "" for edge in walk.scene["edges"]}
    given = walk.state["texts"]["values"]
    written = [*given.items(), *((step.node, texts(step.number)) for step in walk.steps)]
    for node, numbers in written:
        size = max(len(str(text)) for text in np.ravel(np.array(numbers, object)))
        digits[node] = max(digits.get(node, 0), size)
    for step in walk.steps:
        if step.edge:
            told = flow(step)
            slope = f"{names[step.edge]} = {told['local']}" if told["local"] else ""
            letters[step.edge] = max(map(len, [slope, *told["lines"]]))
    for difference in walk.differs:
        if (edge := difference["where"]) in letters:
            lines = badge(difference).splitlines()
            letters[edge] = max(letters[edge], *(len(line) + 2 for line in lines))  # bold
    return digits, letters
