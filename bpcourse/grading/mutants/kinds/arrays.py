"""What goes wrong with the axes of arrays: transposes, reductions, broadcasting."""

import ast

from ..phrases import called, condition, is_module, say, subject
from ..sorts import sort_of
from .register import kind

REDUCTIONS = {"sum", "mean", "max", "min", "std", "argmax", "all", "norm"}


@kind("drop-transpose", ast.Attribute)
def drop_transpose(place):
    if place.node.attr == "T":
        yield (
            place.node.value,
            f"{say(place.node)} is not turned over. A matrix product sums over the last axis of "
            "the left array and the first axis of the right one: is that the axis that should "
            "vanish here?",
        )


@kind("add-transpose", ast.Name, ast.Attribute)
def add_transpose(place):
    node, parent = place.node, place.parent
    turned = isinstance(node, ast.Attribute) and node.attr == "T"
    if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.MatMult) and not turned:
        yield (
            ast.Attribute(node, "T", ast.Load()),
            f"{say(node)} is turned over, rows for columns, before it is multiplied. Which of its "
            "two axes should be summed away?",
        )


def _axis(call):
    for index, keyword in enumerate(call.keywords):
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            yield index, keyword


def _with_keywords(call, keywords):
    return ast.Call(call.func, call.args, keywords)


def _without(call, index):
    return _with_keywords(call, call.keywords[:index] + call.keywords[index + 1 :])


@kind("axis-changed", ast.Call)
def axis_changed(place):
    for index, keyword in _axis(place.node):
        if keyword.value.value in (0, 1):
            other = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            keywords = [*place.node.keywords]
            keywords[index] = other
            way = "across each row" if other.value.value else "down each column"
            yield (
                _with_keywords(place.node, keywords),
                f"{say(place.node)} is taken {way}. Examples stand in rows: decide which axis "
                "should vanish.",
            )


@kind("axis-dropped", ast.Call)
def axis_dropped(place):
    for index, _ in _axis(place.node):
        yield (
            _without(place.node, index),
            f"{say(place.node)} is taken over all entries at once, into a single number. Decide "
            "which axis should vanish, and which one should stay.",
        )


@kind("keepdims-dropped", ast.Call)
def keepdims_dropped(place):
    for index, keyword in enumerate(place.node.keywords):
        if keyword.arg == "keepdims":
            yield (
                _without(place.node, index),
                f"{say(place.node)} comes out flat, one number beside the other, where they "
                "should stand one a row: each row then meets the numbers of other rows.",
            )


@kind("reduction-dropped", ast.Call)
def reduction_dropped(place):
    node = place.node
    if called(node) in REDUCTIONS and (about := subject(node)) is not None:
        yield (
            about,
            f"{say(node)} is left away: the numbers that should become one go on as they are.",
        )


@kind("sum-mean", ast.Call)
def sum_mean(place):
    node, name = place.node, called(place.node)
    other = {"sum": "mean", "mean": "sum"}.get(name)
    if other and isinstance(node.func, ast.Attribute):
        func = ast.Attribute(node.func.value, other, ast.Load())
        about = say(subject(node))
        yield (
            ast.Call(func, node.args, node.keywords),
            f"{about} is {'averaged' if other == 'mean' else 'added up'}. A sum and a mean differ "
            "by the number of things that went in: which of the two does the definition speak of?",
        )


@kind("elementwise", ast.BinOp)
def elementwise(place):
    node = place.node
    if isinstance(node.op, ast.MatMult):
        yield (
            ast.BinOp(node.left, ast.Mult(), node.right),
            f"{say(node.left)} and {say(node.right)} are multiplied entry by entry. Each result "
            "should add up several products; an elementwise product makes only one.",
        )


@kind("matrix-product", ast.BinOp)
def matrix_product(place):
    node = place.node
    arrays = sort_of(node.left) == sort_of(node.right) == "array"
    if isinstance(node.op, ast.Mult) and arrays:
        yield (
            ast.BinOp(node.left, ast.MatMult(), node.right),
            f"{say(node.left)} and {say(node.right)} meet in a matrix product, which adds up. Here "
            "each entry stands alone.",
        )


@kind("index-dropped", ast.Subscript)
def index_dropped(place):
    node = place.node
    if isinstance(node.ctx, ast.Load):
        yield (
            node.value,
            f"all of {say(node.value)} is used where only {say(node)} is meant.",
        )


@kind("columns-for-entries", ast.Subscript)
def columns_for_entries(place):
    node = place.node
    if isinstance(node.slice, ast.Tuple):
        rows, columns = node.slice.elts[0], node.slice.elts[-1]
        if isinstance(rows, ast.Call) and called(rows) == "arange":
            yield (
                ast.Subscript(node.value, ast.Tuple([ast.Slice(), columns]), node.ctx),
                f"whole columns of {say(node.value)} are picked, for every row. Each row goes "
                "together with one label, its own.",
            )


@kind("where-swapped", ast.Call)
def where_swapped(place):
    node = place.node
    if called(node) == "where" and is_module(node.func) and len(node.args) == 3:
        where, yes, no = node.args
        yield (
            ast.Call(node.func, [where, no, yes], []),
            f"the two choices have traded places: where {condition(where)}, you take what belongs "
            "where that does not hold.",
        )
