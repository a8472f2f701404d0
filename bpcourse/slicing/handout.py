"""What a lesson gives, as source in a clean namespace.

A function's ``__globals__`` hands over its whole module, `linear_backward` beside
`linear_forward`. So what a submission may use is cut out of our modules by name, and the rest
is not there.
"""

import ast
import functools
import importlib
import importlib.util
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field

from .cells import Statement, read_cells
from .needs import gather

PACKAGE = __package__.partition(".")[0]

# Notebooks take what earlier lessons wrote by `mine("05", ...)`. In a batch that is the reference.
MINE = """\
def mine(what, name=None):
    if name is None:
        return what
    if name not in {given}:
        raise KeyError(f"{{name}} is not among what this lesson gives")
    return globals()[name]
"""


@dataclass(frozen=True)
class Handout:
    """The part of bpcourse that a submission may use.

    Attributes
    ----------
    source : str
        Defines every name that is given, and what those need, in one flat namespace.
    exports : dict of str to list of str
        Module -> the names that can be imported from it.
    """

    source: str = ""
    exports: dict[str, list[str]] = field(default_factory=dict)


@functools.cache
def handout_for(lesson) -> Handout:
    """The handout of a lesson: what it gives, in its room's package and its own module; `mine`."""
    handout = module_slice({name: thing.__module__ for name, thing in lesson.given.items()})
    rooms: dict[str, list[str]] = {}
    for path in sorted(lesson.gives):
        room, _, name = path.rpartition(".")
        rooms.setdefault(f"{PACKAGE}.{room or 'nn'}", []).append(name)
    source = handout.source + MINE.format(given=sorted(lesson.given))
    return Handout(source, {PACKAGE: ["mine"], **rooms, **handout.exports})


def module_slice(names: Mapping[str, str]) -> Handout:
    """Cut names, and what they need, out of our own modules.

    Parameters
    ----------
    names : mapping of str to str
        Name -> the module that defines it.

    Returns
    -------
    Handout

    Raises
    ------
    ValueError
        If a module does not define a name, or if what is needed cannot be told apart in one flat
        namespace. It is for the author of the module to mend.
    """
    flat = _Flat()
    exports: dict[str, list[str]] = {}
    for name, module in sorted(names.items()):
        exports.setdefault(module, []).append(name)
    for module, wanted in exports.items():
        flat.add(module, wanted)
    return Handout("".join(f"{text}\n" for text in flat.texts), exports)


class _Flat:
    """Statements of several modules, collected into one namespace."""

    def __init__(self):
        self.texts: dict[str, None] = {}  # an ordered set
        self.owners: dict[str, str] = {}

    def add(self, module, wanted):
        """Add what these names of a module need, other modules of ours first."""
        read = read_cells([inspect.getsource(importlib.import_module(module))])
        taken, _ = gather(read.statements, wanted, len(read.statements))
        bound = {name for statement in taken for name in statement.names.binds}
        if lost := set(wanted) - bound:
            raise ValueError(f"{module} does not define {', '.join(sorted(lost))}")
        for statement in taken:
            home = _home(statement, module)
            if home:
                alias = statement.node.names[0]
                self.add(home, [alias.name])
                if alias.asname:
                    self._write(f"{alias.asname} = {alias.name}", {alias.asname}, module)
            else:
                _refuse_inner_imports(statement, module)
                self._write(statement.source, statement.names.binds, module)

    def _write(self, text, binds, module):
        for name in binds:
            if self.owners.setdefault(name, text) != text:
                raise ValueError(f"{module} needs a second {name!r}: one handout, one meaning")
        self.texts[text] = None


def _home(statement: Statement, module: str) -> str | None:
    """The module of ours that a ``from`` import takes from; None for any other statement."""
    node = statement.node
    if isinstance(node, ast.ImportFrom):
        target = "." * node.level + (node.module or "")
        home = importlib.util.resolve_name(target, module.rpartition(".")[0])
        return home if home.partition(".")[0] == PACKAGE else None
    return None


def _refuse_inner_imports(statement, module):
    for node in ast.walk(statement.node):
        if isinstance(node, ast.ImportFrom) and (node.level or node.module.startswith(PACKAGE)):
            raise ValueError(f"{module}: what a lesson gives imports from {PACKAGE} at its top")
