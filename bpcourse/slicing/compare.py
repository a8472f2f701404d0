"""The bare source of a function, and whether two sources say the same."""

import ast
import inspect
import symtable
import textwrap
from collections.abc import Callable

from .names import DEFINITIONS, is_docstring


def source_of(function: Callable | str) -> str:
    """The source of a function (or a source as it is), beginning in the first column."""
    text = function if isinstance(function, str) else inspect.getsource(function)
    return textwrap.dedent(text)


def bare_source(function: Callable | str) -> str:
    """The source of a function without docstring and argument checks; comments are kept.

    Parameters
    ----------
    function : callable or str
        A function, or the text of one. Argument checks are the decorator ``@checked(...)`` and
        statements that call a name beginning with ``check_``.

    Returns
    -------
    str
        Ends in a newline.
    """
    text = source_of(function)
    lines = text.rstrip("\n").split("\n")
    tree = ast.parse(text)
    idle = [node for body in _bodies(tree) for node in body if _is_idle(node, body)]
    dropped = {
        number
        for node in idle + _checking_decorators(tree)
        for number in range(node.lineno, node.end_lineno + 1)
    }
    kept: list[str] = []
    for number, line in enumerate(lines, start=1):
        after_gap = not kept or not kept[-1].strip() or number - 1 in dropped
        if number not in dropped and (line.strip() or not after_gap):
            kept.append(line)
    return "\n".join(kept) + "\n"


def same_code(source_a: str, source_b: str) -> bool:
    """Whether two functions are one, once what does not matter is put aside.

    That is: docstrings, argument checks, comments, layout, and what locals are called. Arguments
    keep their names.
    """
    return _canonical(source_a) == _canonical(source_b)


def _bodies(tree):
    """All lists of statements in a tree."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            if isinstance(body := getattr(node, field, None), list):
                yield body


def _is_idle(node, body):
    """Whether a statement of this body is a docstring or an argument check."""
    if is_docstring(node):
        return node is body[0]
    if not isinstance(node, (ast.Expr, ast.Assign, ast.AnnAssign)):
        return False
    calls = (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return any(isinstance(c.func, ast.Name) and c.func.id.startswith("check_") for c in calls)


def _checking_decorators(tree):
    return [
        decorator
        for node in ast.walk(tree)
        if isinstance(node, DEFINITIONS)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "checked"
    ]


def _canonical(source):
    """A dump of the tree, idle statements dropped and locals numbered as they appear."""
    text = source_of(source)
    tree = ast.parse(text)
    for body in _bodies(tree):
        body[:] = [node for node in body if not _is_idle(node, body)]
    checking = _checking_decorators(tree)
    for node in ast.walk(tree):
        if isinstance(node, DEFINITIONS):
            node.decorator_list = [d for d in node.decorator_list if d not in checking]
    renamed = _locals(symtable.symtable(text, "<function>", "exec"))
    numbers: dict[str, str] = {}
    for node in ast.walk(tree):
        field = "id" if isinstance(node, ast.Name) else "name"
        if not isinstance(node, (ast.Name, ast.ExceptHandler, *DEFINITIONS)):
            continue
        name = getattr(node, field)
        if name in renamed:
            setattr(node, field, numbers.setdefault(name, f"local {len(numbers)}"))
    return ast.dump(tree)


def _locals(module):
    """Names that are local somewhere, an argument nowhere and global nowhere."""
    local, kept = set(), set()
    tables = list(module.get_children())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            fixed = symbol.is_parameter() or symbol.is_global() or table.get_type() == "class"
            (kept if fixed else local).add(symbol.get_name())
    return local - kept
