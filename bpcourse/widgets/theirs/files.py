"""Where the code stands that a learner's function runs: its own file, and those of its helpers.

In a notebook each cell is a file of its own, and a function calls what other cells define.
"""

import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import bpcourse

# What comes with Python or was installed is not the learner's.
NOT_THEIRS = tuple(
    {str(Path(bpcourse.__file__).parent), *(sysconfig.get_path(p) for p in ("stdlib", "platlib"))}
)


def files_of(*things: Any) -> frozenset[str]:
    """The files of functions and classes, and of all that they may call by name.

    Parameters
    ----------
    *things : callable, type or None

    Returns
    -------
    frozenset of str
        ``co_filename`` of the learner's code.
    """
    seen: dict[int, FunctionType] = {}
    ahead = [found for thing in things for found in _functions_in(thing)]
    while ahead:
        function = ahead.pop()
        if id(function) in seen or _file(function).startswith(NOT_THEIRS):
            # A wrapper of the course's holds the learner's function in a cell.
            ahead += [] if id(function) in seen else _held(function)
            seen[id(function)] = function
            continue
        seen[id(function)] = function
        ahead += _held(function)
        for name in _names(function.__code__):
            ahead += _functions_in(function.__globals__.get(name))
    files = (_file(function) for function in seen.values())
    return frozenset(file for file in files if not file.startswith(NOT_THEIRS))


def _file(function: FunctionType) -> str:
    return function.__code__.co_filename


def _functions_in(thing: Any) -> list[FunctionType]:
    """The functions behind something that may be called: itself, its methods, what it wraps."""
    thing = getattr(thing, "func", thing)  # of functools.partial
    thing = getattr(thing, "__func__", thing)  # of a method
    if isinstance(thing, FunctionType):
        return [thing, *_functions_in(getattr(thing, "__wrapped__", None))]
    kind = thing if isinstance(thing, type) else type(thing)
    if kind.__module__ in ("builtins", "numpy"):
        return []
    held = [value for base in kind.__mro__[:-1] for value in vars(base).values()]
    held = [getattr(value, "fget", getattr(value, "__func__", value)) for value in held]
    return [f for f in held if isinstance(f, FunctionType)]


def _held(function: FunctionType) -> list[FunctionType]:
    found = []
    for cell in function.__closure__ or ():
        try:
            found += _functions_in(cell.cell_contents)
        except ValueError:  # an empty cell
            continue
    return found


def _names(code: CodeType) -> Iterator[str]:
    """Names that code looks up, functions inside it too."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
