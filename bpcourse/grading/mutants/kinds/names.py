"""What goes wrong with names: another variable, another key, values in another order."""

import ast

from ..names import alike
from ..phrases import nth, say
from ..tree import names_before
from .register import kind


@kind("wrong-variable", ast.Name)
def wrong_variable(place):
    node = place.node
    known = names_before(place)
    calls = isinstance(place.parent, ast.Call) and place.field == "func"
    if not isinstance(node.ctx, ast.Load) or calls or node.id not in known:
        return
    for other in known:
        if alike(node.id, other):
            new = ast.Name(other, ast.Load())
            yield (
                new,
                f"{say(new)} stands in a place where {say(node)} belongs. Say aloud what each of "
                "the two holds.",
            )


def _strings(function):
    """The names that a function uses as keys and words."""
    return dict.fromkeys(
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@kind("wrong-key", ast.Constant)
def wrong_key(place):
    old = place.node.value
    if not isinstance(old, str) or isinstance(place.parent, (ast.JoinedStr, ast.Expr)):
        return
    for new in _strings(place.function):
        if new != old and len(new) in {len(old), len(old) + 2, len(old) - 2}:
            yield (
                ast.Constant(new),
                f"the name {new} stands where {old} belongs. Names that differ by a letter are "
                "easily mixed up.",
            )


@kind("wrong-key", ast.JoinedStr)
def wrong_prefix(place):
    first, *rest = place.node.values
    other = {"w": "b", "b": "w"}.get(getattr(first, "value", None))
    if other:
        new = ast.JoinedStr([ast.Constant(other), *rest])
        yield (
            new,
            f"the layer's {'bias' if other == 'b' else 'weights'} stand where its "
            f"{'weights' if other == 'b' else 'bias'} belong.",
        )


@kind("values-swapped", ast.Tuple)
def values_swapped(place):
    """Two neighbours of a tuple trade places: what is returned, or what is kept together."""
    items = place.node.elts
    if any(getattr(item, "value", 0) is None or getattr(item, "id", "") == "_" for item in items):
        return  # what is nothing cannot be mistaken for anything
    returned = isinstance(place.parent, ast.Return)
    for index in range(len(items) - 1):
        swapped = [*items]
        swapped[index], swapped[index + 1] = swapped[index + 1], swapped[index]
        one, two = say(items[index]), say(items[index + 1])
        if one == two:
            one, two = f"the {nth(index)} value", f"the {nth(index + 1)}"
        where = "in what comes back" if returned else "where they stand together"
        words = f"{one} and {two} have traded places {where}: the order matters."
        if place.field == "slice" and isinstance(place.parent, ast.Subscript):
            words = f"rows and columns of {say(place.parent.value)} have traded places."
        yield ast.Tuple(swapped, place.node.ctx), words


@kind("value-dropped", ast.Tuple)
def value_dropped(place):
    items = place.node.elts
    if isinstance(place.node.ctx, ast.Load) and isinstance(
        place.parent, (ast.Return, ast.Yield, ast.Call)
    ):
        for index in range(len(items)):
            left = items[:index] + items[index + 1 :]
            yield (
                left[0] if len(left) == 1 else ast.Tuple(left, ast.Load()),
                f"{say(items[index])}, the {nth(index)} of {len(items)} values, is missing.",
            )


@kind("entry-dropped", ast.Dict)
def entry_dropped(place):
    node = place.node
    for index, key in enumerate(node.keys):
        what = say(node.values[index])
        yield (
            ast.Dict(
                node.keys[:index] + node.keys[index + 1 :],
                node.values[:index] + node.values[index + 1 :],
            ),
            f"the entry with {what} is missing from the dictionary."
            if key is not None
            else f"what was in {what} before is lost.",
        )
