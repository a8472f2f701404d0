"""Mistakes in predicting a number, each with the number that it leads to.

A slip is (key, number, words). Two slips may lead to the same number; whoever compares then names
both, so nothing here has to know of the others.
"""

import math
from collections.abc import Iterator

from bpcourse.autodiff.floats import exp, power

from .graph import Node
from .numbers import inner, show
from .step import Slip

SIGN = "look at the sign"


def value_slips(node: Node) -> list[Slip]:
    """What goes wrong in an operation of the forward pass."""
    a, *others = [x.data for x in node.inputs]
    name, b, n, out = node.inputs[0].name, others[0] if others else None, node.parameter, node.data
    slips = [("sign", -out, SIGN)]
    if node.op == "add":
        slips += [("multiplied", a * b, "you multiplied, and this is a sum")]
        slips += [("sign", number, SIGN) for number in (a - b, b - a)]
    elif node.op == "sub":
        slips += [("sign", a + b, "you added; this is a difference, so look at the signs")]
    elif node.op == "mul":
        slips += [("added", a + b, "you added, and this is a product")]
    elif node.op == "div":
        slips += [("turned", b * power(a, -1.0), "you divided the other way")]
        slips += [("multiplied", a * b, "you multiplied, and this is a quotient")]
    elif node.op == "pow":
        times = f"you took {name} times {show(n)}; the power multiplies {name} by itself"
        slips += [("power", a * n, times)]
        slips += [("power", power(n, a), "you exchanged the base and the exponent")]
    elif node.op == "exp":
        slips += [("exp", math.e * a, f"that is e times {name}; here {name} is the exponent")]
        slips += [("exp", a, "exp is still to be taken")]
    elif node.op == "relu":
        flat = "relu gives 0 for what is negative"
        slips += [("relu", a if a < 0 else 0.0, flat if a < 0 else "relu keeps what is positive")]
        slips += [("relu", -a, "relu does not turn signs; it gives 0 for what is negative")]
    elif node.op == "tanh":
        slips += [("tanh", a, "tanh is still to be taken")]
    for x, slope in zip(node.inputs, node.slopes, strict=True):
        words = f"that is the slope d{node.name}/d{x.name}; asked for is the value of {node.name}"
        slips.append(("slope", slope, words))
    return slips


def seed_slips(root: Node) -> list[Slip]:
    """What goes wrong at the start of the backward pass."""
    return [
        ("value", root.data, f"that is the value of {root.name}; asked for is how fast it moves"),
        ("zero", 0.0, "with 0 nothing would come back to any node"),
    ]


def arrival_slips(
    node: Node, i: int, upstream: float, product: float, before: float | None
) -> list[Slip]:
    """What goes wrong where a gradient comes back along one edge, or meets an earlier one."""
    x = node.inputs[i]
    slips = list(_at_the_edge(node, i, upstream, product))
    if before is not None:
        slips = [(key, before + number, words) for key, number, words in slips]
        slips[0] = "sign", before - product, f"{SIGN} of what arrives"
        there = f"{show(before)} was there already"
        slips += [
            ("path", product, f"you forgot to add the earlier path; {there}"),
            ("path", before, "you forgot to add what arrives by this path"),
            ("times", before * product, "where paths meet, they are added, not multiplied"),
        ]
    return [*slips, ("value", x.data, f"that is the value of {x.name}; asked for is its gradient")]


def _at_the_edge(node: Node, i: int, upstream: float, product: float) -> Iterator[Slip]:
    x, local = node.inputs[i], node.slopes[i]
    yield "sign", -product, SIGN
    words = f"that is the local derivative alone; what reached {node.name} is not multiplied in yet"
    yield "upstream", local, words
    words = f"that is what reached {node.name}; the local derivative is not multiplied in yet"
    yield "local", upstream, words
    words = "you added; what reached the node and the local derivative are multiplied"
    yield "added", upstream + local, words
    for key, slope, words in _wrong_slopes(node, i):
        yield key, upstream * slope, words
        if slope * upstream != slope:
            yield f"{key}+upstream", slope, f"{words}; and what reached {node.name} is missing"
    yield from _with_grads(node, i, upstream, x)


def _with_grads(node: Node, i: int, upstream: float, x: Node) -> Iterator[Slip]:
    if node.op in ("mul", "pow") and node.data != x.data:
        words = f"you multiplied by the value of {node.name} itself, not by the slope"
        yield "result", upstream * node.data, words


def _wrong_slopes(node: Node, i: int) -> Iterator[Slip]:
    """Slopes that people take for the right one."""
    x, out, n = node.inputs[i], node.data, node.parameter
    a = x.data
    if node.op == "mul":
        words = f"you took the value of {x.name}; {node.name} moves with {x.name} as fast as "
        yield "factor", a, words + f"the other factor is large, {show(node.inputs[1 - i].data)}"
    elif node.op in ("add", "sub"):
        for operand in node.inputs:
            words = "you multiplied by an operand, as in a product; this is a "
            yield "product", operand.data, words + ("sum" if node.op == "add" else "difference")
    elif node.op == "pow":
        kept = f"the exponent is not lowered: {inner(a)} belongs to the power {show(n - 1)}"
        lost = f"the exponent {show(n)} is missing as a factor"
        yield "exponent", n * power(a, n), kept
        yield "exponent", power(a, n - 1), lost
        if n != 2:
            yield "exponent", n * a, f"{inner(a)} belongs to the power {show(n - 1)}, not to 1"
            yield "exponent", 2 * a, "that is the slope of a square"
        yield "exponent", (n - 1) * power(a, n - 1), "the factor is the exponent as it was"
        yield "exponent", n * power(a, n + 1), "the exponent was raised, not lowered"
    elif node.op == "exp":
        yield "input", a, f"you took {x.name}; exp is as steep as its result, {show(out)}"
        yield "exponent", a * exp(a - 1), "you took the rule for powers; exp has its own"
    elif node.op == "relu":
        words = f"relu is flat here, since {x.name} is not above 0"
        yield "relu", float(a <= 0), words if a <= 0 else "relu is open: what arrives comes through"
        words = "you multiplied by the value of relu; its slope is 0 or 1"
        yield "relu", max(a, 0.0), words
    elif node.op == "tanh":
        yield "tanh", 1 - out, f"the result {node.name} enters as its square"
        yield "tanh", 1 + out**2, "the square is taken away from 1, not added"
        yield "tanh", 1 - a**2, f"the square is that of the result {node.name}, not of {x.name}"
        yield "tanh", out, "you took the value of tanh, not its slope"
    elif node.op == "div" and i == 0:
        yield "turned", node.inputs[1].data, "you multiplied by the divisor; the slope is 1 over it"
    elif node.op == "div":
        b, top = node.inputs[1].data, node.inputs[0].data
        yield "square", -top * power(b, -1.0), "the divisor enters as its square"
        yield "numerator", -power(b, -2.0), "the numerator is missing"
