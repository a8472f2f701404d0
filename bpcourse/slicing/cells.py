"""Read code cells as statements, each with its place in the notebook."""

import ast
import functools
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .magics import without_magics
from .names import Names, names_of

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Problem:
    """Why a cell cannot be read as Python, and where. Cells and lines count from 1."""

    cell: int
    line: int
    message: str
    text: str

    def __str__(self) -> str:
        return f"cell {self.cell}, line {self.line}: {self.message}: {self.text.strip()[:80]}"


@dataclass(frozen=True, eq=False)
class Statement:
    """One top-level statement; of an import, one alias.

    Attributes
    ----------
    index : int
        Its place among all statements of the notebook.
    cell, line : int
        Where it begins, from 1.
    node : ast.stmt
    source : str
        Its text, beginning in the first column.
    names : Names
        What it does with names.
    """

    index: int
    cell: int
    line: int
    node: ast.stmt
    source: str
    names: Names

    @property
    def is_import(self) -> bool:
        """Whether it is an import, and not one inside a block."""
        return isinstance(self.node, (ast.Import, ast.ImportFrom))

    @property
    def is_star(self) -> bool:
        """Whether it is ``from somewhere import *``."""
        return isinstance(self.node, ast.ImportFrom) and self.node.names[0].name == "*"

    @property
    def is_future(self) -> bool:
        """Whether it is ``from __future__ import ...``."""
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"


@dataclass(frozen=True)
class Cells:
    """The code cells of a notebook, read.

    Attributes
    ----------
    lines : tuple of tuple of str
        The lines of each cell as they were written.
    statements : tuple of Statement
        Of all cells that can be read, in order.
    problems : tuple of Problem
        One for each cell that cannot.
    """

    lines: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


def read_cells(sources: Sequence[str]) -> Cells:
    """Read code cells; one that is not Python costs itself and no other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a learner's invalid escape is not the grader's news
        return _read_cells(tuple(sources))


@functools.lru_cache(maxsize=4)  # six exercises are sliced from one notebook
def _read_cells(sources):
    lines, statements, problems = [], [], []
    for number, source in enumerate(sources, start=1):
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        lines.append(tuple(source.split("\n")))
        try:
            source, tree = _parse(source)
        except UNREADABLE as e:
            problems.append(_problem(e, number, lines[-1]))
            continue
        text = source.split("\n")
        for node in tree.body:
            line = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
            for piece, written in _pieces(node, text, line):
                names = names_of(piece, written)
                statements.append(Statement(len(statements), number, line, piece, written, names))
    return Cells(tuple(lines), tuple(statements), tuple(problems))


def _parse(source):
    """Parse a cell as it stands, or without its magics if that fails."""
    try:
        return source, _tree(source)
    except UNREADABLE:
        source = without_magics(source)
        return source, _tree(source)


def _tree(source):
    """Parse and compile: some errors, such as a return outside a function, show only then."""
    tree = ast.parse(source)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    compile(source, "<cell>", "exec", flags=flags, dont_inherit=True)
    return tree


def _pieces(node: ast.stmt, text: list[str], line: int) -> Iterator[tuple[ast.stmt, str]]:
    """The statement and its text; an import alias by alias."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            one = ast.Import([alias])
            if isinstance(node, ast.ImportFrom):
                one = ast.ImportFrom(node.module, [alias], node.level)
            yield one, ast.unparse(one)
        return
    # Only simple statements share a line with others, and columns count bytes.
    last = text[node.end_lineno - 1].encode()[: node.end_col_offset].decode()
    chosen = [*text[line - 1 : node.end_lineno - 1], last]
    if line == node.lineno:
        chosen[0] = chosen[0].encode()[node.col_offset :].decode()
    yield node, "\n".join(chosen)


def _problem(error, number, lines):
    line = min(max(getattr(error, "lineno", None) or 1, 1), len(lines))
    message = getattr(error, "msg", None) or str(error) or type(error).__name__
    return Problem(number, line, message, lines[line - 1])
