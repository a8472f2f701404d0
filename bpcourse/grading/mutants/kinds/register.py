"""The list of all kinds, which fills as their modules are read."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..tree import Place

Made = Iterator[tuple]


@dataclass(frozen=True)
class Kind:
    """A way to change code: where it applies, and what it makes of a place.

    `make` yields (new, words) or (new, words, change): what comes to stand there, what a tutor
    would say, and the change in short where it is more than one expression for another.
    """

    name: str
    nodes: tuple[type[ast.AST], ...]
    make: Callable[[Place], Made]


KINDS: list[Kind] = []


def kind(name: str, *nodes: type[ast.AST]) -> Callable:
    """Register a kind of mutation for these types of nodes."""

    def register(make):
        KINDS.append(Kind(name, nodes, make))
        return make

    return register
