"""The learner's own Value beside what finite differences measure: by operation, and as a whole."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.autodiff import Value

from .attempt import attempt
from .graph import Graph, Node, run_watched
from .measured import measured
from .numbers import near, show
from .recognise import name_of_operation_mistake, name_of_whole_mistake
from .traced import Traced, apply

WHOLE = ("whole",)  # the key of its cause, beside those of operations
FLOAT32 = 6  # digits in which a right number agrees, also where data is held as np.float32
METHODS = {"sub": "__sub__", "div": "__truediv__", "neg": "__neg__"}
LACKING = {
    "sub": "Your Value has no minus, which the lesson does not ask for. a + b * -1 needs none.",
    "div": "Your Value has no division, which the lesson does not ask for. a * b ** -1 needs none.",
    "neg": "Your Value has no minus, which the lesson does not ask for. a * -1 needs none.",
}


def alone(engine: type, node: Node, data: list[float]) -> tuple[Any, list[Any]]:
    """One operation of the graph, built from fresh leaves of an engine, and these leaves.

    A constant of the graph goes in as the plain number that it was.
    """
    operands = [
        number if x.constant else engine(number)
        for x, number in zip(node.inputs, data, strict=True)
    ]
    return apply(node.op, node.parameter, operands), operands


def compare_value(
    f: Callable,
    graph: Graph,
    inputs: dict[str, float],
    engine: type,
    causes: dict[tuple, str],
) -> list[dict]:
    """Say where the learner's engine differs from what is there.

    Each operation is built alone, from fresh leaves, and walked back; then the whole. What is
    wrong as a whole is said only where every operation alone is right.

    Returns
    -------
    list of dict
        "where", "yours", "measured", "words"; see `Walk`.
    """
    found: list[dict] = []  # causes once found are kept: they are the engine's, not the inputs'

    def cause_of(node: Node) -> str:
        kind = node.op, *(x.constant for x in node.inputs)
        if kind not in causes:
            causes[kind] = name_of_operation_mistake(node, engine)
        return causes[kind]

    for node in graph.operations:
        entries = list(_operation(graph, node, engine, cause_of))
        found += entries
        if any(entry["yours"] is None for entry in entries):
            return found  # it stops, so there is no whole
    return found or list(_whole(f, graph, inputs, engine, causes))


def _operation(
    graph: Graph, node: Node, engine: type, cause_of: Callable[[Node], str]
) -> Iterator[dict]:
    data = [x.data for x in node.inputs]
    name = node.op

    def forward():
        out, leaves = alone(engine, node, data)
        return out, leaves, float(out.data)

    def backward():
        out.backward()
        pairs = zip(node.inputs, leaves, strict=True)
        return [None if x.constant else float(y.grad) for x, y in pairs]

    made, trouble = attempt(forward, f"your {name}", engine)
    if trouble:
        missing = node.op in METHODS and not hasattr(engine, METHODS[node.op])
        yield _entry(node.id, None, node.data, LACKING[node.op] if missing else trouble)
        return
    out, leaves, number = made
    if np.isfinite(node.data) and not near(number, node.data, FLOAT32):
        words = f"Your {name} makes {node.name} = {show(number)}; it is {show(node.data)}."
        yield _entry(node.id, number, node.data, words, cause_of(node))
    grads, trouble = attempt(backward, f"your backward through {name}", engine)
    if trouble:
        yield _entry(node.id, None, None, trouble) | {"backward": True}
        return
    for i, (x, yours) in enumerate(zip(node.inputs, grads, strict=True)):
        if yours is None:
            continue

        def moved(t, i=i):
            operands = [Value(y + t * (k == i)) for k, y in enumerate(data)]
            return apply(node.op, node.parameter, operands).data

        there = measured(moved, yours)
        if there is None:
            continue
        words = (
            f"Your {name} hands {x.name} the local derivative {show(yours)}; measured is "
            f"{show(there)}."
        )
        yield _entry(graph.edge_id(node, i), yours, there, words, cause_of(node))


def _whole(
    f: Callable,
    graph: Graph,
    inputs: dict[str, float],
    engine: type,
    causes: dict[tuple, str],
) -> Iterator[dict]:
    def run():
        leaves = {name: engine(number) for name, number in inputs.items()}
        root, local = run_watched(f, leaves)
        root.backward()
        named = {name: x for name, x in local.items() if hasattr(x, "grad")}
        return {name: float(x.grad) for name, x in (named | leaves).items()}

    grads, trouble = attempt(run, "your Value", engine, f)
    if trouble:
        yield _entry("", None, None, trouble) | {"backward": True}
        return
    for node in (node for node in graph.nodes if node.is_input):
        yours = grads[node.name]

        def moved(t, name=node.name):
            leaves = {key: Traced(x + t * (key == name)) for key, x in inputs.items()}
            return f(**leaves).data

        there = measured(moved, yours)
        if there is None:
            continue
        if not causes.get(WHOLE):
            causes[WHOLE] = name_of_whole_mistake(f, inputs, engine)
        words = (
            f"Each of your operations alone is right, and backward as a whole is not: your "
            f"d{node.name} is {show(yours)}, measured is {show(there)}."
        )
        yield _entry(node.id, yours, there, words, causes[WHOLE]) | {"backward": True}


def _entry(
    where: str, yours: float | None, there: float | None, words: str, cause: str = ""
) -> dict:
    words = f"{words} {cause}".strip()
    return {"where": where, "yours": yours, "measured": there, "words": words, "cause": cause}
