"""The reference's code as the last rung of the hints shows it: what the exercise asks for."""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable

from bpcourse.exercises import Exercise
from bpcourse.slicing import bare_source


def our_code(exercise: Exercise, part: str | None = None) -> str:
    """The reference without docstrings and argument checks.

    Of a class: its ``__init__`` and the methods of its parts, or of one part, and the helpers of
    its module that these call. Notes to tools are left out.

    Parameters
    ----------
    exercise : Exercise
    part : str, optional
        Of a class: show this part alone.
    """
    reference = inspect.unwrap(exercise.reference)
    if not isinstance(reference, type):
        return _shown(reference)
    asked = {m for p in ([part] if part else exercise.parts) for m in _methods(p)}
    text = _shown(reference)
    (tree,) = ast.parse(text).body
    kept = [node for node in tree.body if _binds(node) & (asked | {"__init__"})]
    if not asked & {name for node in kept for name in _binds(node)}:
        kept = tree.body  # parts that are not called like methods: all of it
    lines = text.split("\n")
    pieces = ["\n".join(lines[_first(node) - 1 : node.end_lineno]) for node in kept]
    body = _spaced(kept, pieces)
    helpers = [f"\n\n{helper.rstrip()}" for helper in _helpers(reference, body)]
    return f"class {reference.__name__}:\n{body}\n" + "".join(h + "\n" for h in helpers)


def _shown(thing: type | Callable) -> str:
    return re.sub(r"  # noqa.*", "", bare_source(thing))


def _methods(part: str) -> set[str]:
    """What the methods of a part may be called: ``mul``, ``__mul__``, ``__rmul__``."""
    return {part, f"__{part}__", f"__r{part}__"}


def _binds(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {node.name} if isinstance(node, ast.FunctionDef) else set()


def _first(node: ast.stmt) -> int:
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])


def _spaced(nodes: list[ast.stmt], pieces: list[str]) -> str:
    """The pieces, an empty line around each method."""
    text = ""
    for i, (node, piece) in enumerate(zip(nodes, pieces, strict=True)):
        apart = i and (
            isinstance(node, ast.FunctionDef) or isinstance(nodes[i - 1], ast.FunctionDef)
        )
        text += ("\n\n" if apart else "\n" if i else "") + piece
    return text


def _helpers(reference: type, body: str) -> list[str]:
    """The private functions of the class's module that the code shown uses."""
    used = {
        node.id
        for node in ast.walk(ast.parse(textwrap.dedent(f"if True:\n{body}")))
        if isinstance(node, ast.Name)
    }
    module = vars(sys.modules[reference.__module__])
    found = [module.get(name) for name in sorted(used) if name.startswith("_")]
    return [_shown(f) for f in found if inspect.isfunction(f)]
