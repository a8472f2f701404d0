"""Places in a syntax tree: a node, what is around it, and its replacement for a moment."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

ONE_LINE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return)


@dataclass(frozen=True)
class Place:
    """A node in a function, and where it hangs.

    Attributes
    ----------
    node : ast.AST
    above : tuple of ast.AST
        What it is in, the function first.
    field : str
        The field of its parent that holds it.
    index : int or None
        Its place in that field, where it is a list.
    lines : list of str
        The source of the function.
    """

    node: ast.AST
    above: tuple[ast.AST, ...]
    field: str
    index: int | None
    lines: list[str]

    @property
    def parent(self) -> ast.AST:
        """What the node hangs on."""
        return self.above[-1]

    @property
    def function(self) -> ast.FunctionDef:
        """The function that is mutated."""
        return self.above[0]

    @property
    def statement(self) -> ast.AST:
        """The innermost statement that the node is, or is in."""
        return next(n for n in (self.node, *reversed(self.above)) if isinstance(n, ast.stmt))

    @property
    def loop(self) -> ast.AST | None:
        """The innermost loop around the node."""
        found = (n for n in reversed(self.above) if isinstance(n, (ast.For, ast.While)))
        return next(found, None)

    def source_with(self, new: ast.AST | list[ast.stmt]) -> str:
        """The source of the function with something else in this place."""
        for node in new if isinstance(new, list) else [new]:
            ast.fix_missing_locations(node)
        held = getattr(self.parent, self.field)
        if self.index is None:
            replaced = new
        else:
            items = new if isinstance(new, list) else [new]
            replaced = [*held[: self.index], *items, *held[self.index + 1 :]]
            if not replaced and self.field == "body":
                replaced = [ast.Pass()]
        setattr(self.parent, self.field, replaced)
        try:
            if isinstance(self.node, ast.stmt) or not isinstance(self.statement, ONE_LINE):
                return ast.unparse(self.function)
            # To write one line anew takes a third of the time.
            number = self.statement.lineno - 1
            line = " " * self.statement.col_offset + ast.unparse(self.statement)
            return "\n".join([*self.lines[:number], line, *self.lines[number + 1 :]])
        finally:
            setattr(self.parent, self.field, held)


def places(function: ast.FunctionDef) -> Iterator[Place]:
    """Every place in a function, outermost first, in the order of the source.

    The function has been parsed from what `ast.unparse` makes of it.
    """
    return _inside(function, (), ast.unparse(function).split("\n"))


def _inside(outer, above, lines):
    above = (*above, outer)
    for field, value in ast.iter_fields(outer):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if isinstance(node, ast.AST):
                yield Place(node, above, field, index, lines)
                yield from _inside(node, above, lines)


def names_before(place: Place) -> list[str]:
    """The names that are bound where this place is reached, arguments first."""
    bound: dict[str, None] = {}
    for node in place.above:
        if isinstance(node, ast.FunctionDef):
            bound |= dict.fromkeys(a.arg for a in ast.walk(node.args) if isinstance(a, ast.arg))
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            bound |= dict.fromkeys(_stored(loop.target))
    for node in ast.walk(place.function):
        if isinstance(node, ast.stmt) and node.lineno < place.statement.lineno:
            for target in getattr(node, "targets", []):
                bound |= dict.fromkeys(_stored(target))
    return list(bound)


def _stored(target):
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
