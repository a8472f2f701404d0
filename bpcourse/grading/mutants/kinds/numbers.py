"""What goes wrong with numbers: constants, and counts that are off by one."""

import ast

from ..phrases import called, say
from .register import kind

COUNTERS = {"range"}
GIVEN = {
    "at": " that is added each time",
    "where": " that the condition puts in",
    "maximum": " below which nothing falls",
    "max": " below which nothing falls",
}


def _is_number(node):
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _is_place(place):
    """Whether a number says where: an index, a bound of a slice, an argument of range."""
    parent = place.parent
    if isinstance(parent, ast.Call) and called(parent) in COUNTERS:
        return True
    if isinstance(parent, ast.keyword) and parent.arg == "axis":
        return True
    return any(isinstance(up, (ast.Slice, ast.Subscript)) for up in place.above[-3:])


def _around(place):
    """What a constant belongs to, in words."""
    parent = place.parent
    if isinstance(parent, ast.BinOp):
        other = parent.right if parent.left is place.node else parent.left
        return f" beside {say(other)}"
    if isinstance(parent, ast.Call):
        return GIVEN.get(called(parent), f" in the call of {called(parent)}")
    if isinstance(parent, ast.Compare):
        return f" that {say(parent.left)} is compared with"
    if isinstance(parent, ast.Assign):
        return f" that {say(parent.targets[0])} begins with"
    if isinstance(parent, ast.AugAssign):
        return f" by which {say(parent.target)} changes"
    if isinstance(parent, ast.arguments):
        return " that an argument has by default"
    return ""


@kind("constant-changed", ast.Constant)
def constant_changed(place):
    if not _is_number(place.node) or _is_place(place):
        return
    old = place.node.value
    small = 0 < abs(old) < 1e-3
    for new in dict.fromkeys([1e3 * old, 1e-3 * old, 0.0] if small else _others(old)):
        yield (
            ast.Constant(new),
            f"the constant{_around(place)} is {new:g}. Where does that number come from?",
        )


def _others(old):
    found = {0: [1], 1: [0, 2], 2: [1, 3, 4]}.get(old, [old / 2, 2 * old, old + 1, old - 1])
    return [type(old)(new) if type(old)(new) == new else new for new in (*found, *_more(old))]


def _more(old):
    return [-old, old / 2] if old else [-1]


def _shifted(node, by):
    if _is_number(node):
        return ast.Constant(node.value + by)
    op = ast.Add() if by > 0 else ast.Sub()
    return ast.BinOp(node, op, ast.Constant(1))


LESS_MORE = ((-1, "one too early"), (1, "one too late"))


@kind("off-by-one", ast.Call)
def off_by_one_range(place):
    node = place.node
    if called(node) not in COUNTERS:
        return
    for index, arg in enumerate(node.args):
        for by, words in LESS_MORE:
            args = [*node.args]
            args[index] = _shifted(arg, by)
            edge = "ends" if len(args) == 1 or index == 1 else "begins" if index == 0 else "steps"
            yield (
                ast.Call(node.func, args, []),
                f"the loop {edge} {words}. Write down the first and the last round of it.",
            )


@kind("off-by-one", ast.Slice)
def off_by_one_slice(place):
    node = place.node
    held = say(place.above[-1].value) if isinstance(place.parent, ast.Subscript) else "an array"
    for field, edge in (("lower", "begins"), ("upper", "ends")):
        bound = getattr(node, field)
        if bound is None:
            continue
        for by, words in LESS_MORE:
            fields = {"lower": node.lower, "upper": node.upper, "step": node.step}
            fields[field] = _shifted(bound, by)
            yield ast.Slice(**fields), f"the stretch of {held} {edge} {words}."


@kind("off-by-one", ast.Subscript)
def off_by_one_index(place):
    node = place.node
    whole = isinstance(node.slice, (ast.Slice, ast.Tuple, ast.JoinedStr))
    if whole or (isinstance(node.slice, ast.Constant) and not _is_number(node.slice)):
        return
    if isinstance(node.slice, ast.Name) and node.slice.id not in {"layer", "y"}:
        return
    for by, words in ((-1, "one before"), (1, "one after")):
        yield (
            ast.Subscript(node.value, _shifted(node.slice, by), node.ctx),
            f"the entry of {say(node.value)} that is used is the {words} the right one.",
        )


@kind("off-by-one", ast.Tuple)
def off_by_one_columns(place):
    """x[:, 0] -> x[:, 1], and the last bound of a shape."""
    if place.field != "slice" or not isinstance(place.parent, ast.Subscript):
        return
    for index, item in enumerate(place.node.elts):
        if _is_number(item):
            for by, words in ((-1, "before"), (1, "after")):
                items = [*place.node.elts]
                items[index] = _shifted(item, by)
                yield (
                    ast.Tuple(items, ast.Load()),
                    f"the column of {say(place.parent.value)} that is used is the one {words} the "
                    "right one.",
                )


@kind("off-by-one", ast.FormattedValue)
def off_by_one_name(place):
    if isinstance(place.node.value, ast.Name):
        for by, words in ((-1, "before"), (1, "after")):
            yield (
                ast.FormattedValue(_shifted(place.node.value, by), -1),
                f"the arrays of the layer {words} are used. Write down which layer each round of "
                "the loop is about.",
            )
