"""Where a learner's code was written: in a notebook, each cell is a file of its own."""

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any


def files_of(*things: Any) -> frozenset[str]:
    """The files of functions and classes, and of all that they call by name.

    An endless loop may stand in a helper, written in another cell; libraries are left out.
    """
    files, waiting, seen = set(), list(things), set()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, type):
            waiting += [x for base in thing.__mro__[:-1] for x in vars(base).values()]
        thing = getattr(thing, "__func__", getattr(thing, "fget", thing))
        if not isinstance(thing, FunctionType):
            thing = getattr(type(thing), "__call__", None) if thing in things else None  # noqa: B004
        if isinstance(thing, FunctionType):
            files.add(thing.__code__.co_filename)
            waiting += [x for x in _used(thing) if _is_theirs(x)]
    return frozenset(files)


def _used(function: FunctionType) -> Iterator[Any]:
    """Functions and classes that a function knows by name, or closes over."""
    names = set(_names(function.__code__))
    found = [function.__globals__[name] for name in names if name in function.__globals__]
    for cell in function.__closure__ or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:  # not filled yet
            continue
    return (x for x in found if isinstance(x, FunctionType | type))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _is_theirs(thing: Any) -> bool:
    module = (getattr(thing, "__module__", None) or "").partition(".")[0]
    return module not in ("bpcourse", "numpy", "builtins", "math")
