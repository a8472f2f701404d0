"""The operations of a scalar graph: how each is written, and why its slope is what it is."""

from collections.abc import Callable
from dataclasses import dataclass

from .graph import Node
from .numbers import inner, show

Text = Callable[..., str]


@dataclass(frozen=True)
class Operation:
    """Texts are made from the operands: names for formulas, numbers for calculations.

    Each takes (a, b, n, out): two operands, the exponent, and the result.
    """

    formula: Text
    numbers: Text
    slopes: tuple[Text, ...]  # for each operand, as code
    reasons: tuple[Text, ...]  # the same in words; takes the node and the operand's place


def sum_reason(node: Node, i: int) -> str:
    kind = "sum" if node.op == "add" else "difference"
    return f"A {kind} moves as fast as {node.inputs[i].name} does"


def product_reason(node: Node, i: int) -> str:
    other = node.inputs[1 - i]
    if other.constant:
        return f"{node.name} moves {show(other.data)} times as fast as {node.inputs[i].name}"
    if other is node.inputs[i]:
        return f"Both factors are {other.name}, and each moves the product as fast as the other is"
    return f"A product moves with {node.inputs[i].name} as fast as {other.name} is large"


def minus_reason(node: Node, i: int) -> str:
    return f"{node.name} falls as fast as {node.inputs[i].name} grows"


def power_reason(node: Node, i: int) -> str:
    n, a = node.parameter, node.inputs[0].name
    if n == 2:
        return f"A square moves twice as fast as {a} is large"
    return f"The exponent {show(n)} comes down as a factor, and {show(n - 1)} stays above"


def exp_reason(node: Node, i: int) -> str:
    return "exp moves as fast as its result is large"


def relu_reason(node: Node, i: int) -> str:
    a = node.inputs[0]
    if a.data > 0:
        return f"relu is open, since {a.name} is above 0"
    return f"relu is flat, since {a.name} is not above 0"


def tanh_reason(node: Node, i: int) -> str:
    return f"tanh is as steep as 1 minus the square of its result, {node.name}"


def numerator_reason(node: Node, i: int) -> str:
    return f"A quotient moves with {node.inputs[0].name} as fast as 1 / {node.inputs[1].name}"


def denominator_reason(node: Node, i: int) -> str:
    return f"A quotient falls as {node.inputs[1].name} grows, by a / b ** 2"


def power_slope(a, b, n, out):
    return f"2 * {a}" if n == 2 else f"{n:.6g} * {a} ** {n - 1:.6g}"


OPERATIONS = {
    "add": Operation(
        lambda a, b, n, out: f"{a} + {b}",
        lambda a, b, n, out: f"{show(a)} + {inner(b)}",
        (lambda *_: "1", lambda *_: "1"),
        (sum_reason, sum_reason),
    ),
    "sub": Operation(
        lambda a, b, n, out: f"{a} - {b}",
        lambda a, b, n, out: f"{show(a)} − {inner(b)}",
        (lambda *_: "1", lambda *_: "(-1)"),
        (sum_reason, minus_reason),
    ),
    "neg": Operation(
        lambda a, b, n, out: f"-{a}",
        lambda a, b, n, out: f"−{inner(a)}",
        (lambda *_: "(-1)",),
        (minus_reason,),
    ),
    "mul": Operation(
        lambda a, b, n, out: f"{a} * {b}",
        lambda a, b, n, out: f"{show(a)} × {inner(b)}",
        (lambda a, b, n, out: b, lambda a, b, n, out: a),
        (product_reason, product_reason),
    ),
    "div": Operation(
        lambda a, b, n, out: f"{a} / {b}",
        lambda a, b, n, out: f"{show(a)} / {inner(b)}",
        (lambda a, b, n, out: f"1 / {b}", lambda a, b, n, out: f"(-{a}) / {b} ** 2"),
        (numerator_reason, denominator_reason),
    ),
    "pow": Operation(
        lambda a, b, n, out: f"{a} ** {n:.6g}",
        lambda a, b, n, out: f"{inner(a)} ** {inner(n)}",
        (power_slope,),
        (power_reason,),
    ),
    "exp": Operation(
        lambda a, b, n, out: f"exp({a})",
        lambda a, b, n, out: f"exp({show(a)})",
        (lambda a, b, n, out: out,),
        (exp_reason,),
    ),
    "relu": Operation(
        lambda a, b, n, out: f"relu({a})",
        lambda a, b, n, out: f"relu({show(a)})",
        (lambda a, b, n, out: f"({a} > 0)",),
        (relu_reason,),
    ),
    "tanh": Operation(
        lambda a, b, n, out: f"tanh({a})",
        lambda a, b, n, out: f"tanh({show(a)})",
        (lambda a, b, n, out: f"(1 - {out} ** 2)",),
        (tanh_reason,),
    ),
}


def formula(node: Node) -> str:
    """How a node is calculated, in names: "c = a + b"."""
    return f"{node.name} = {_say(node, 'formula', [_code(x) for x in node.inputs])}"


def calculation(node: Node) -> str:
    """How a node is calculated, in numbers: "2 + 3 = 5"."""
    return f"{_say(node, 'numbers', [x.data for x in node.inputs])} = {show(node.data)}"


def slope_formula(node: Node, i: int) -> str:
    """The local derivative with respect to input i, in names."""
    if node.op not in OPERATIONS:
        return f"d{node.name}/d{node.inputs[i].name}"
    a, b = [*map(_code, node.inputs), ""][:2]
    return OPERATIONS[node.op].slopes[i](a, b, node.parameter, node.name)


def reason(node: Node, i: int) -> str:
    """Why the local derivative is what it is, without a full stop."""
    if node.op not in OPERATIONS:
        return f"{node.name} brings its own local derivative for {node.inputs[i].name}"
    return OPERATIONS[node.op].reasons[i](node, i)


def _code(x: Node) -> str:
    """An operand in a formula: its name, or a number as Python reads it."""
    if x.constant and x.name == show(x.data):
        return f"({x.data:.6g})" if x.data < 0 else f"{x.data:.6g}"
    return x.name


def _say(node: Node, which: str, operands: list) -> str:
    if node.op not in OPERATIONS:
        return f"{node.op}({', '.join(x if isinstance(x, str) else show(x) for x in operands)})"
    a, b = [*operands, ""][:2]
    return getattr(OPERATIONS[node.op], which)(a, b, node.parameter, node.name)
