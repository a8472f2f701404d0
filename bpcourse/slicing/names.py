"""Which names a statement binds, changes and needs.

The scopes are Python's own (`symtable`), so that a shadowed local, a comprehension's variable or
a closure is told from a global exactly as the compiler tells it.
"""

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BLOCKS = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
    *(ast.Try, ast.TryStar, ast.Match),
)
COMPREHENSIONS = {"listcomp", "setcomp", "dictcomp", "genexpr"}


@dataclass(frozen=True)
class Names:
    """What one top-level statement does with names.

    Attributes
    ----------
    binds : frozenset of str
        Names that exist after it.
    changes : frozenset of str
        Names whose value it changes where it is: ``n += 1``, ``n[0] = 1``, ``n.a = 1``.
    calls : frozenset of str
        Names on which it calls a method for its effect: ``n.append(1)``.
    now : frozenset of str
        Names that it needs when it runs.
    later : frozenset of str
        Names that the functions in it need when they are called.
    sure : bool
        Whether it always binds what it binds: a loop or an ``if`` may not.
    """

    binds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    now: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    sure: bool = True


def names_of(node: ast.stmt, source: str) -> Names:
    """Names of one top-level statement, given as its tree and its text."""
    try:
        return _names_of(node, source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names()  # such as a top-level await: fine in a notebook, nothing that can be taken


def _names_of(node, source):
    table = symtable.symtable(source, "<statement>", "exec")
    binds, now, later = set(), set(), set()
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            binds.add(symbol.get_name())
        if symbol.is_referenced():
            now.add(symbol.get_name())
    for child in table.get_children():
        _globals_of(child, now, later, called=False)
    changes, calls = set(), set()
    for inner in same_scope(node):
        for target in _targets(inner):
            if isinstance(inner, ast.AugAssign) or not isinstance(target, ast.Name):
                changes.update(_base(target))
        if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            function = inner.value.func
            calls.update(_base(function) if isinstance(function, ast.Attribute) else ())
        if isinstance(inner, ast.AugAssign):
            now.update(_base(inner.target))
    if isinstance(node, ast.Delete) or (isinstance(node, ast.AnnAssign) and node.value is None):
        binds.clear()
    elif isinstance(node, ast.AugAssign):
        binds -= changes
    return Names(
        *map(frozenset, (binds, changes, calls, now, later)),
        sure=not isinstance(node, (*BLOCKS, ast.Expr)) and not _is_submodule(node),
    )


def _globals_of(table, now, later, called):
    """Collect the globals that a nested scope reads, by when it reads them."""
    called = called or (table.get_type() == "function" and table.get_name() not in COMPREHENSIONS)
    needs = later if called else now
    for symbol in table.get_symbols():  # ``global n; n += 1`` is not a reference to Python
        if symbol.is_declared_global() or (symbol.is_global() and symbol.is_referenced()):
            needs.add(symbol.get_name())
    for child in table.get_children():
        _globals_of(child, now, later, called)


def same_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it that run in the same scope."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, NESTED):
            todo.extend(ast.iter_child_nodes(node))


def _targets(node):
    """What an assignment assigns to, tuples taken apart."""
    if isinstance(node, ast.Assign):
        todo = list(node.targets)
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.For)):
        todo = [node.target]
    else:
        return
    while todo:
        target = todo.pop()
        if isinstance(target, (ast.Tuple, ast.List)):
            todo.extend(target.elts)
        else:
            yield target.value if isinstance(target, ast.Starred) else target


def _base(node):
    """The name at the root of ``name.a[0].b``, as a list of one, or of none."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return [node.id] if isinstance(node, ast.Name) else []


def _is_submodule(node):
    """Whether it is ``import a.b``, which adds to what `a` already is."""
    return isinstance(node, ast.Import) and any(
        "." in alias.name and alias.asname is None for alias in node.names
    )


def is_stub(node: ast.AST) -> bool:
    """Whether a definition is untouched: a docstring and ``raise NotImplementedError``, no more.

    A class is untouched if all its methods are, and it has nothing else.
    """
    body = node.body
    if is_docstring(body[0]):
        body = body[1:]
    if isinstance(node, ast.ClassDef):
        return bool(body) and all(isinstance(n, DEFINITIONS) and is_stub(n) for n in body)
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc
    if isinstance(raised, ast.Call):
        raised = raised.func
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is a bare string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
