"""A graph that stands already: which operation made each node is read from its numbers."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bpcourse.autodiff import topological_order
from bpcourse.autodiff.floats import power

from .traced import Traced, apply

HINTS = {"+": "add", "*": "mul", "-": "sub", "/": "div", "**": "pow"}
LETTERS = "abcdefghijkmnopqrstuvwxyz"  # no l, which looks like 1


class Unknown(ValueError):
    """The numbers do not tell how a node was calculated."""


def function_of(root: Any, names: Mapping[str, Any] | None) -> tuple[Callable, dict[str, float]]:
    """Make a function that calculates a graph again, and its inputs.

    Parameters
    ----------
    root : Value, or any object with ``.data`` and ``.inputs``
    names : dict of str to node, optional
        What nodes are called; other entries are passed over, so that ``globals()`` will do.
        With it, a leaf without a name is a constant; without it, every leaf is an input.

    Returns
    -------
    f : callable
    inputs : dict of str to float

    Raises
    ------
    Unknown
        If it cannot be told how some node was calculated.
    """
    order = topological_order(root)
    known = {id(node): name for name, node in (names or {}).items()}
    leaves = [node for node in order if not list(node.inputs)]
    free = iter([c for c in LETTERS if c not in known.values()] or [])
    called = {id(x): known.get(id(x)) or (None if known else next(free, None)) for x in leaves}
    if not known and None in called.values():
        called = {id(x): f"x{i}" for i, x in enumerate(leaves, 1)}
    if not any(called.values()):
        raise Unknown("None of the leaves has a name: pass names={'a': a, ...} with your inputs.")
    inputs = {called[id(x)]: float(x.data) for x in leaves if called[id(x)]}
    rules = {id(node): rule_of(node) for node in order if list(node.inputs)}

    def f(**given):
        made = {}
        for node in order:
            if list(node.inputs):
                made[id(node)] = rules[id(node)]([made[id(x)] for x in node.inputs])
            elif called[id(node)]:
                made[id(node)] = given[called[id(node)]]
            else:
                made[id(node)] = float(node.data)
        local.clear()
        local.update({name: made[x] for x, name in known.items() if x in made})
        return made[id(root)]

    local: dict[str, Any] = {}
    return f, inputs


def rule_of(node: Any) -> Callable[[list], Any]:
    """The operation of a node, as a function of a list of its inputs.

    Local derivatives decide where the node has them (2 + 2 and 2 * 2 give the same number).

    Raises
    ------
    Unknown
        If no operation fits.
    """
    data = [float(x.data) for x in node.inputs]
    hint = HINTS.get(getattr(node, "op", "") or getattr(node, "_op", ""))
    slopes = getattr(node, "local_derivatives", None)
    found = {}
    for op, parameter in _candidates(node, data):
        made = _made(op, parameter, [Traced(x) for x in data])
        fits = slopes is None or _all_same(made.local_derivatives, slopes)
        if _same(made.data, node.data) and fits and hint in (None, op):
            found.setdefault((op, parameter), made.local_derivatives)
    first = next(iter(found.values()), None)
    if first is None or not all(_all_same(first, others) for others in found.values()):
        raise Unknown(
            f"How {float(node.data):.6g} was made from {' and '.join(f'{x:.6g}' for x in data)} "
            "cannot be told from the numbers. Give the stepper the function instead: "
            "BackpropStepper(f, a=2, b=3, Value=YourClass)."
        )
    op, parameter = next(iter(found))
    return lambda operands: _made(op, parameter, operands)


def _candidates(node: Any, data: list[float]) -> list[tuple[str, float | None]]:
    if len(data) == 2:
        return [("add", None), ("mul", None), ("sub", None), ("div", None)]
    if len(data) != 1:
        return []
    usual = [(op, None) for op in ("twice", "relu", "exp", "tanh", "neg")]
    return [*usual, *_powers(node, data[0])]


def _made(op: str, parameter: float | None, operands: list) -> Any:
    """One operation; "twice" is a sum whose inputs, kept as a set, hold its operand once."""
    return operands[0] + operands[0] if op == "twice" else apply(op, parameter, operands)


def _powers(node: Any, a: float) -> list[tuple[str, float]]:
    """Exponents that fit: the one that the slope tells, then small whole and half numbers."""
    slopes = getattr(node, "local_derivatives", ())
    told = [slopes[0] * a / node.data] if slopes and node.data and math.isfinite(node.data) else []
    usual = [n / 2 for n in (4, 6, -2, 1, -1, -4, 8, 10, 2, 0)]
    exponents = [*(round(n, 9) for n in told if math.isfinite(n)), *usual]
    return [("pow", float(n)) for n in exponents if _same(power(a, float(n)), node.data)]


def _all_same(slopes: Sequence[float], others: Sequence[float]) -> bool:
    if len(slopes) != len(others):  # a + a, beside operations with one operand
        return _same(sum(slopes), sum(others))
    return all(map(_same, slopes, others))


def _same(x: float, y: float) -> bool:
    x, y = float(x), float(y)
    return x == y or math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12) or (x != x and y != y)
