"""Where a calculation leaves the numbers: what inf and nan mean, in words."""

import math

from .graph import Node
from .numbers import inner, show


def value_remark(node: Node) -> str:
    """What to say of a result that is inf or nan; nothing of others. Begins with a space."""
    operands = [x.data for x in node.inputs]
    if math.isnan(node.data):
        if any(map(math.isnan, operands)):
            return " What is calculated from nan is nan."
        if node.op == "pow":
            return (
                f" A negative number has no real power {show(node.parameter)}: the result is nan, "
                "not a number."
            )
        return " This has no value: the result is nan, not a number."
    if math.isinf(node.data):
        if any(map(math.isinf, operands)):
            return ""
        if divides_by_zero(node):
            return " This divides by 0, and the result is infinite."
        return " The result is too large for a float, and becomes infinite."
    return ""


def arrival_remark(
    node: Node, i: int, upstream: float, product: float, before: float | None, after: float
) -> str:
    """The same for a gradient on its way back."""
    x, local = node.inputs[i], node.slopes[i]
    if math.isfinite(after):
        return ""
    if math.isnan(product):
        if math.isnan(local) or math.isnan(upstream):
            return " What is multiplied by nan is nan."
        return " 0 times an infinite number has no value: nan, not a number, arrives."
    if math.isnan(after) and not math.isnan(before or 0.0):
        return " inf and −inf have no sum: the result is nan, not a number."
    if math.isinf(local) and divides_by_zero(node):
        return f" At {x.name} = 0 the slope of {node.name} divides by 0, and is infinite."
    if math.isinf(local) and node.op == "pow" and x.data == 0:
        return f" At {x.name} = 0 the slope divides by 0, and is infinite."
    if math.isfinite(local) and math.isfinite(upstream):
        return f" {show(upstream)} × {inner(local)} is too large for a float, and becomes infinite."
    return ""


def divides_by_zero(node: Node) -> bool:
    """Whether a node is a quotient by 0, or a negative power of 0."""
    if node.op == "div":
        return node.inputs[1].data == 0
    return node.op == "pow" and node.inputs[0].data == 0 and node.parameter < 0
