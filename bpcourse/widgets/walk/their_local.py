"""The learner's own ``local_derivatives(op, a, b)`` beside finite differences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from bpcourse.autodiff.floats import power
from bpcourse.exercises.kit import WrongReturn, unpack

from .attempt import attempt
from .graph import Graph, Node
from .measured import measured
from .numbers import show
from .recognise import name_among

RULES = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "pow": power}
POINTS = ((1.7, 2.3), (2.6, 0.7), (0.4, 3.1), (3.3, -1.2))


def compare_local(graph: Graph, theirs: Callable) -> list[dict]:
    """Say where they differ, on the edges of sums, products, and powers of what is above 0."""
    found = []
    for node in graph.operations:
        if node.op not in RULES:
            continue
        a, b = [*(x.data for x in node.inputs), node.parameter][:2]
        if node.op == "pow" and a <= 0:
            continue  # outside of what the exercise asks for
        pair, trouble = attempt(
            lambda n=node, a=a, b=b: _pair(theirs, n.op, a, b), _whose(node), theirs
        )
        if trouble:
            return [
                *found,
                {"where": node.id, "yours": None, "measured": None, "words": trouble},
            ]
        for i in range(len(node.inputs)):
            there = measured(_moved(node, a, b, i), pair[i])
            if there is None or node.inputs[i].constant:
                continue
            cause = _cause(theirs, node.op)
            words = (
                f"Your local_derivatives gives d{node.name}/d{node.inputs[i].name} = "
                f"{show(pair[i])}; measured is {show(there)}. {cause}"
            )
            entry = {"where": graph.edge_id(node, i), "yours": pair[i], "measured": there}
            found.append(entry | {"words": words.strip(), "cause": cause})
    return found


def _moved(node: Node, a: float, b: float, i: int) -> Callable[[float], float]:
    return lambda t: RULES[node.op](a + t * (i == 0), b + t * (i == 1))


def _whose(node: Node) -> str:
    return f'your local_derivatives of "{node.op}"'


def _pair(theirs: Callable, op: str, a: float, b: float) -> list[float]:
    pair: Any = theirs(op, a, b)
    pair = pair.tolist() if isinstance(pair, np.ndarray) else pair
    numbers = unpack(pair, "da", "db")
    if len(numbers) > 2:
        raise WrongReturn(f"it returned {len(numbers)} values, where (da, db) was expected")
    if any(np.size(x) != 1 for x in numbers.values()):
        raise WrongReturn("it returned arrays, where (da, db) are one number each")
    return [float(x.item()) for x in numbers.values()]


def _cause(theirs: Callable, op: str) -> str:
    from bpcourse.exercises.lesson_04.local_derivatives import LOCAL_DERIVATIVES

    def trials(f: Callable) -> list[Callable[[], list[float]]]:
        """This operation alone; then all of them, where two mistakes agree in this one."""
        return [lambda: behave(f, (op,)), lambda: behave(f, tuple(RULES))]

    numbers, trouble = attempt(lambda: [trial() for trial in trials(theirs)], "", theirs)
    known = [(m.key, m.words, trials(m.wrong)) for m in LOCAL_DERIVATIVES.misconceptions]
    return "" if trouble else name_among(numbers, known)


def behave(f: Callable, ops: tuple[str, ...]) -> list[float]:
    """What a function gives for operations, at several points."""
    return [x for op in ops for point in POINTS for x in _pair(f, op, *point)]
