"""What goes wrong in a formula: operators, signs, lost terms and factors."""

import ast

from ..phrases import say
from ..sorts import is_numeric
from .register import kind


def _binary(node, op):
    return ast.BinOp(node.left, op, node.right)


@kind("plus-minus", ast.BinOp)
def plus_minus(place):
    node = place.node
    if isinstance(node.op, ast.Add):
        yield (
            _binary(node, ast.Sub()),
            f"{say(node.right)} is taken away from {say(node.left)}. Look at the sign between "
            "them.",
        )
    if isinstance(node.op, ast.Sub):
        yield (
            _binary(node, ast.Add()),
            f"{say(node.right)} is added to {say(node.left)}. Look at the sign between them.",
        )


@kind("times-over", ast.BinOp)
def times_over(place):
    node = place.node
    if isinstance(node.op, ast.Mult):
        yield (
            _binary(node, ast.Div()),
            f"{say(node.left)} is divided by {say(node.right)}.{_asked(node, 'shrink')}",
        )
    if isinstance(node.op, ast.Div):
        yield (
            _binary(node, ast.Mult()),
            f"{say(node.left)} is multiplied by {say(node.right)}.{_asked(node, 'grow')}",
        )


def _asked(node, how):
    """A question about the right operand, where that is something that can grow."""
    if any(isinstance(side, ast.Compare) for side in (node.left, node.right)):
        return " It only says what counts and what does not."
    if isinstance(node.right, ast.Constant):
        return " Should it be?"
    return f" Should the result {how} when {say(node.right)} grows?"


@kind("times-plus", ast.BinOp)
def times_plus(place):
    node = place.node
    if isinstance(node.op, ast.Mult):
        yield (
            _binary(node, ast.Add()),
            f"{say(node.left)} and {say(node.right)} are added. One says how strongly the other "
            "counts, and that is a product.",
        )
    if isinstance(node.op, ast.Add):
        yield (
            _binary(node, ast.Mult()),
            f"{say(node.left)} and {say(node.right)} are multiplied, although neither scales the "
            "other.",
        )


@kind("power-changed", ast.BinOp)
def power_changed(place):
    node = place.node
    if isinstance(node.op, ast.Pow):
        yield (
            _binary(node, ast.Mult()),
            f"{say(node.left)} is multiplied by the exponent, where it should be raised to it.",
        )
        yield (
            node.left,
            f"{say(node)} is used without the power: {say(node.left)} goes in as it is.",
        )


@kind("minus-dropped", ast.UnaryOp)
def minus_dropped(place):
    if isinstance(place.node.op, ast.USub):
        yield (
            place.node.operand,
            f"a minus sign is lost: {say(place.node.operand)} goes in with the sign that it has.",
        )


@kind("minus-added", ast.BinOp, ast.Call, ast.Name, ast.Attribute, ast.Subscript)
def minus_added(place):
    """The sign of a whole result, of a part of it, or of what is passed on."""
    node, parent = place.node, place.parent
    result = isinstance(parent, (ast.Return, ast.Assign)) and place.field == "value"
    part = isinstance(parent, ast.Tuple) and isinstance(parent.ctx, ast.Load)
    passed = isinstance(parent, ast.Call) and place.field == "args"
    grown = isinstance(parent, ast.AugAssign) and place.field == "value"
    if is_numeric(node) and (result or part or passed or grown):
        yield (
            ast.UnaryOp(ast.USub(), node),
            f"the sign of {say(node)} is turned. Which way should the result move when it grows?",
        )


@kind("term-dropped", ast.BinOp)
def term_dropped(place):
    node = place.node
    if isinstance(node.op, (ast.Add, ast.Sub)):
        minus = isinstance(node.op, ast.Sub)
        yield node.left, f"{say(node.right)} is missing: it should count beside {say(node.left)}."
        yield (
            ast.UnaryOp(ast.USub(), node.right) if minus else node.right,
            f"{say(node.left)} is missing: it should count beside {say(node.right)}.",
        )


@kind("factor-dropped", ast.BinOp)
def factor_dropped(place):
    node = place.node
    if isinstance(node.op, (ast.Mult, ast.MatMult)):
        yield (
            node.left,
            f"{say(node.right)} is missing: {say(node.left)} should meet it in a product.",
        )
        yield (
            node.right,
            f"{say(node.left)} is missing: {say(node.right)} should meet it in a product.",
        )
    if isinstance(node.op, ast.Div):
        yield node.left, f"{say(node.left)} is not divided by {say(node.right)}."
        yield (
            ast.BinOp(ast.Constant(1), ast.Div(), node.right),
            f"{say(node.left)} is missing: only the division by {say(node.right)} is left.",
        )


@kind("operands-swapped", ast.BinOp)
def operands_swapped(place):
    node = place.node
    if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
        yield (
            ast.BinOp(node.right, node.op, node.left),
            f"{say(node.left)} and {say(node.right)} have traded places: here the order matters.",
        )


@kind("brackets-lost", ast.BinOp)
def brackets_lost(place):
    """a * (b - c) -> a * b - c: the brackets around a sum that is a factor are forgotten."""
    node = place.node
    sums = (ast.Add, ast.Sub)
    if isinstance(node.op, (ast.Mult, ast.Div)):
        right, left = node.right, node.left
        if isinstance(right, ast.BinOp) and isinstance(right.op, sums):
            yield (
                ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right),
                f"{say(right.right)} stands outside the brackets: products come before sums.",
            )
        if isinstance(left, ast.BinOp) and isinstance(left.op, sums):
            yield (
                ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right)),
                f"{say(left.left)} stands outside the brackets: products come before sums.",
            )
    if isinstance(node.op, ast.Pow) and isinstance(node.left, ast.BinOp):
        inner = node.left
        yield (
            ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, ast.Pow(), node.right)),
            f"the power reaches only {say(inner.right)}, and not {say(inner.left)}.",
        )
    if isinstance(node.op, ast.Div) and _product(node.right):
        inner = node.right
        yield (
            ast.BinOp(ast.BinOp(node.left, ast.Div(), inner.left), ast.Mult(), inner.right),
            f"only {say(inner.left)} stands below the fraction line; {say(inner.right)} has come "
            "to stand above it.",
        )


def _product(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)


@kind("accumulation-lost", ast.AugAssign)
def accumulation_lost(place):
    node = place.node
    if isinstance(node.op, (ast.Add, ast.Sub)):
        yield (
            ast.Assign([node.target], node.value),
            f"{say(node.target)} is overwritten each time. What was there before still counts: "
            "only the last share is left.",
        )


@kind("accumulation-turned", ast.AugAssign)
def accumulation_turned(place):
    node = place.node
    other = {ast.Add: ast.Sub, ast.Sub: ast.Add}.get(type(node.op))
    if other:
        what = "taken away from" if other is ast.Sub else "added to"
        yield (
            ast.AugAssign(node.target, other(), node.value),
            f"each share is {what} {say(node.target)}. Look at the direction.",
        )
