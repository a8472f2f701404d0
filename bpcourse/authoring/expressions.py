"""Expressions in a normal form, the same for many ways of writing the same calculation.

``dout @ w.T``, ``np.dot(dout, w.transpose())`` and ``(dout @ w.T)`` have one normal form; so have
``dout * (x > 0)`` and ``(0 < x) * dout``, and ``p[i] -= 1`` and ``p[i] = p[i] - 1``.
"""

import ast
import itertools
from collections.abc import Callable, Iterable

# A tree is a tuple: its kind, then trees and strings. A variable is ("name", "x").
Tree = tuple

_MODULES = {"np", "numpy"}
_REDUCTIONS = {"sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin"}
_CALCULATES = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call)
_MANY_NAMES = 6


def normal(node: ast.AST) -> Tree:
    """The normal form of an expression, or of a statement that assigns into an array."""
    match node:
        case ast.Name(id=name):
            return ("name", name)
        case ast.Constant(value=value):
            return ("constant", repr(value))
        case ast.Attribute() if function := _of_numpy(node):
            return ("function", function)
        case ast.Attribute(value=value, attr=attr):
            return ("." + attr, normal(value))
        case ast.Call():
            return _call(node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _sum([], [normal(operand)])
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, normal(left), normal(right), right)
        case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE() as op], comparators=[right]):
            return ("Lt" if isinstance(op, ast.Gt) else "LtE", normal(right), normal(left))
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() as op], comparators=[right]):
            return (type(op).__name__, normal(left), normal(right))
        case ast.AugAssign(target=target, op=op, value=value):
            changed = _binary(op, normal(target), normal(value), value)
            return ("store", normal(target), changed)
        case ast.Assign(targets=[target], value=value):
            return ("store", normal(target), normal(value))
    fields = [value for name, value in ast.iter_fields(node) if name != "ctx"]
    return (type(node).__name__, *map(_field, fields))


def same(a: Tree, b: Tree, *, renamed: bool = False) -> bool:
    """Whether two normal forms are equal, or become so when variables of one are renamed.

    A variable that both have keeps its name: ``dout * out * (1 - dout)`` is a calculation of its
    own beside ``dout * out * (1 - out)``, and ``dout * s * (1 - s)`` is not.
    """
    if a == b or not renamed or _shape(a) != _shape(b):
        return a == b
    shared = _variables(a) & _variables(b)
    ours, theirs = sorted(_variables(a) - shared), sorted(_variables(b) - shared)
    if len(ours) != len(theirs) or len(ours) > _MANY_NAMES:
        return False
    names = {name: name for name in shared}
    return any(
        _rebuilt(a, {**names, **dict(zip(ours, order, strict=True))}.__getitem__) == b
        for order in itertools.permutations(theirs)
    )


def weight(node: ast.AST) -> int:
    """How much an expression says: its operations, variables, constants, attributes and calls.

    ``np.sum`` is one function, so it counts once; ``x.T`` counts for the attribute and for x.
    """
    if isinstance(node, ast.Attribute) and _of_numpy(node):
        return 1
    own = isinstance(node, ast.expr | ast.AugAssign) and not isinstance(node, ast.Tuple | ast.List)
    return own + sum(weight(child) for child in ast.iter_child_nodes(node))


def calculates(node: ast.AST) -> bool:
    """Whether anything is computed: ``x, w = cache`` and ``return dx, dw`` only hand on."""
    return any(isinstance(child, _CALCULATES) for child in ast.walk(node))


def _of_numpy(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"np.{node.attr}" if node.value.id in _MODULES else None
    return None


def _call(node: ast.Call) -> Tree:
    arguments = [normal(argument) for argument in node.args]
    keywords = {keyword.arg or "**": normal(keyword.value) for keyword in node.keywords}
    function = normal(node.func)
    if isinstance(node.func, ast.Name):
        function = ("function", node.func.id)
    # NumPy has many calculations twice, as a function and as a method of the first argument.
    attr = ""
    if isinstance(node.func, ast.Attribute):
        attr = node.func.attr
        if not _of_numpy(node.func):
            arguments.insert(0, normal(node.func.value))
            function = ("method", attr)
    match attr, arguments:
        case "dot" | "matmul", [left, right]:
            return ("MatMult", left, right)
        case "multiply", [left, right]:
            return _product([left, right], [])
        case "square", [base]:
            return _product([base, base], [])
        case "transpose", [array]:
            return (".T", array)
    if attr in _REDUCTIONS and arguments:
        function = ("method", attr)
        if len(arguments) > 1:
            keywords["axis"] = arguments.pop(1)
    named = [("=", name, value) for name, value in sorted(keywords.items())]
    return ("call", function, *arguments, *named)


def _binary(op: ast.operator, left: Tree, right: Tree, power: ast.AST) -> Tree:
    match op:
        case ast.Add():
            return _sum([left, right], [])
        case ast.Sub():
            return _sum([left], [right])
        case ast.Mult():
            return _product([left, right], [])
        case ast.Div():
            return _product([left], [right])
        case ast.Pow() if isinstance(power, ast.Constant) and power.value in (2, 3):
            return _product([left] * int(power.value), [])
    return (type(op).__name__, left, right)


def _sum(plus: Iterable[Tree], minus: Iterable[Tree]) -> Tree:
    return _flat("sum", plus, minus)


def _product(above: Iterable[Tree], below: Iterable[Tree]) -> Tree:
    return _flat("product", above, below)


def _flat(kind: str, first: Iterable[Tree], second: Iterable[Tree]) -> Tree:
    """A sum or a product without brackets: what is added and taken away, in a fixed order."""
    sides: tuple[list[Tree], list[Tree]] = ([], [])
    for side, terms in enumerate((first, second)):
        for term in terms:
            if term[0] == kind:
                sides[side].extend(term[1])
                sides[1 - side].extend(term[2])
            else:
                sides[side].append(term)
    return (kind, *(tuple(sorted(side, key=repr)) for side in sides))


def _field(value: object) -> object:
    if isinstance(value, ast.expr_context | ast.operator | ast.unaryop | ast.boolop | ast.cmpop):
        return type(value).__name__
    if isinstance(value, ast.AST):
        return normal(value)
    return tuple(map(_field, value)) if isinstance(value, list) else repr(value)


def _shape(tree: Tree) -> Tree:
    return _rebuilt(tree, lambda name: "_")


def _variables(tree: object) -> set[str]:
    if not isinstance(tree, tuple):
        return set()
    if len(tree) == 2 and tree[0] == "name":
        return {tree[1]}
    return set().union(*map(_variables, tree))


def _rebuilt(tree: object, name_of: Callable[[str], str]) -> object:
    """The tree with other names for its variables, its sums and products in order again."""
    if not isinstance(tree, tuple):
        return tree
    if len(tree) == 2 and tree[0] == "name":
        return ("name", name_of(tree[1]))
    parts = tuple(_rebuilt(part, name_of) for part in tree)
    if parts and parts[0] in {"sum", "product"}:
        return (parts[0], *(tuple(sorted(side, key=repr)) for side in parts[1:]))
    return parts
