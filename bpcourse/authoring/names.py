"""Which names a piece of code binds at its top level, and how."""

import ast
from collections.abc import Iterator


def bindings(node: ast.AST) -> Iterator[tuple[str, int, str]]:
    """Every binding of a name in the module's own scope: the name, its line, and by what.

    ``from m import *`` binds the name "*".
    """
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name, node.lineno, "a definition"
            inner = [n for n in ast.walk(node) if isinstance(n, ast.Global)]
            yield from ((name, n.lineno, "global") for n in inner for name in n.names)
            outside = [*node.decorator_list, *_outside(node)]
            for child in outside:
                yield from bindings(child)
            return
        case ast.Lambda(args=arguments):
            yield from bindings(arguments)
            return
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            for alias in aliases:
                yield alias.asname or alias.name.split(".")[0], node.lineno, "an import"
            return
        case ast.Name(id=name, ctx=ast.Store()):
            yield name, node.lineno, "an assignment"
        case ast.Name(id=name, ctx=ast.Del()):
            yield name, node.lineno, "del"
        case ast.ExceptHandler(name=str(name)):
            yield name, node.lineno, "except ... as"
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name, node.lineno, "a pattern"
        case ast.MatchMapping(rest=str(name)):
            yield name, node.lineno, "a pattern"
    for child in ast.iter_child_nodes(node):
        # A comprehension keeps its own variables to itself.
        if isinstance(child, ast.comprehension):
            for part in (child.iter, *child.ifs):
                yield from bindings(part)
        else:
            yield from bindings(child)


def _outside(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.AST]:
    """What of a definition is evaluated outside of it: defaults, or bases."""
    if isinstance(node, ast.ClassDef):
        return [*node.bases, *node.keywords]
    return [node.args, *filter(None, [node.returns])]
