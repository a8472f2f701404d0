"""Of what sort an expression is, as far as its form and its names tell.

A mutant that can only raise an error, such as minus a list, teaches nobody anything.
"""

import ast

from .names import SORTS
from .phrases import called

NUMERIC_CALLS = {
    *("exp", "log", "log1p", "abs", "mean", "sum", "max", "maximum", "std", "norm", "sqrt"),
    *("tanh", "sinh", "relu", "softmax", "logsumexp", "cross_entropy", "where", "float", "power"),
    *("f", "loss", "relu_backward", "cross_entropy_backward", "standard_normal", "astype"),
    *("as_float", "_as_value"),
}
COUNT_CALLS = {"len", "round", "range", "argmax"}


def sort_of(node: ast.AST) -> str | None:
    """The sort as in `names.SORTS`: "array", "number", "count"; None if it cannot be told."""
    if isinstance(node, ast.Name):
        return SORTS.get(node.id)
    if isinstance(node, ast.Constant):
        return "number" if isinstance(node.value, (int, float)) else None
    if isinstance(node, ast.Attribute):
        found = {"T": "array", "data": "number", "grad": "number", "size": "count"}
        return found.get(node.attr)
    if isinstance(node, ast.Call):
        name = called(node)
        return "count" if name in COUNT_CALLS else "array" if name in NUMERIC_CALLS else None
    if isinstance(node, ast.Subscript):
        held = sort_of(node.value)
        return {"dict": "array", "array": "array", "number": "number"}.get(held)
    if isinstance(node, ast.UnaryOp):
        return sort_of(node.operand)
    if isinstance(node, ast.BinOp):
        sorts = {sort_of(node.left), sort_of(node.right)}
        return next((s for s in ("array", "number", "count") if s in sorts), None)
    return None


def is_numeric(node: ast.AST) -> bool:
    """Whether minus this expression makes sense."""
    return sort_of(node) in {"array", "number"}
