"""A learner's cells -> the slice that an exercise needs.

Found by name in the code, never by cell metadata, and without running a cell.
"""

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .cells import Cells, Problem, Statement, read_cells
from .names import BLOCKS, DEFINITIONS, is_stub, same_scope
from .needs import gather


@dataclass(frozen=True)
class Slice:
    """What of a notebook one exercise needs.

    Attributes
    ----------
    name : str
        The exercise.
    status : str
        "found", "stub" (only the untouched stub is there), "not_found", or "syntax" (the
        definition stands in a cell that cannot be read as Python).
    source : str
        The text to execute; "" unless found.
    notes : tuple of str
        What a person should know: cells left out, assignments not used.
    fallback : tuple of (int, str)
        The statements above the definition, for a slice that fails with a NameError: each the
        number of its first line, for `locate`, and its text.
    problem : Problem or None
        Of status "syntax": where and why.
    missing : tuple of str
        Which of the companions asked for are not there, or not written.
    origin : tuple of (int, int, str)
        Of each line, those of the fallback after those of the source: see `locate`.
    """

    name: str
    status: str
    source: str = ""
    notes: tuple[str, ...] = ()
    fallback: tuple[tuple[int, str], ...] = ()
    problem: Problem | None = None
    missing: tuple[str, ...] = ()
    origin: tuple[tuple[int, int, str], ...] = ()

    def locate(self, line: int | None) -> tuple[int, int, str] | None:
        """Where a line of the source was written.

        Returns
        -------
        tuple or None
            Cell and line in that cell, both from 1, and the text of the line; None if there is
            no such line.
        """
        if line is None or not 1 <= line <= len(self.origin):
            return None
        return self.origin[line - 1]


def slice_cells(cells: Sequence[str], name: str, also: Iterable[str] = ()) -> Slice:
    """Cut out of a notebook what one exercise needs.

    The last definition (def, class) that is not the untouched stub is the learner's; an
    assignment to the exercise's name is not one. A name that it needs means what it meant when
    the learner last ran ``check(name)`` below the definition, or without such a check what it
    means after *Run all*.

    Parameters
    ----------
    cells : sequence of str
        The sources of the code cells, in order.
    name : str
        The exercise.
    also : iterable of str
        Companions: functions of the same notebook that the probes call, found in the same way.

    Returns
    -------
    Slice
    """
    read = read_cells(cells)
    definitions = _definitions(read, name)
    written = [s for s in definitions if not _is_stub(s, name)]
    notes = [f"left out, because it cannot be read as Python: {p}" for p in read.problems]
    if not written:
        problem = _broken_definition(read, name)
        status = "syntax" if problem else "stub" if definitions else "not_found"
        notes += _unused(read, name, None)
        return Slice(name, status, notes=tuple(notes), problem=problem)
    definition = written[-1]
    notes += _unused(read, name, definition)
    chosen, missing = {name: definition}, []
    for companion in also:
        own = [s for s in _definitions(read, companion) if not _is_stub(s, companion)]
        if own:
            chosen[companion] = own[-1]
        else:
            missing.append(companion)
    taken, _ = gather(read.statements, chosen, _horizon(read, name, definition), chosen)
    taken += [s for key, s in chosen.items() if _is_rebound(key, s, taken)]
    source, origin = _write(read, taken)
    fallback = []
    for statement in read.statements[: definition.index]:
        fallback.append((len(origin) + 1, statement.source))
        origin += _origin(read, statement, statement.source)
    return Slice(
        name,
        "found",
        source,
        tuple(notes),
        tuple(fallback),
        missing=tuple(missing),
        origin=tuple(origin),
    )


def _definitions(read: Cells, name: str) -> list[Statement]:
    """The statements that define a name by def or class, at top level or in a block there."""
    return [s for s in read.statements if _defined_in(s, name)]


def _defined_in(statement, name):
    if not isinstance(statement.node, (*DEFINITIONS, *BLOCKS)):
        return []
    inner = (node for node in same_scope(statement.node) if isinstance(node, DEFINITIONS))
    return [node for node in inner if node.name == name]


def _is_stub(statement, name):
    return all(is_stub(node) for node in _defined_in(statement, name))


def _horizon(read: Cells, name: str, definition: Statement) -> int:
    """The learner's last check of the exercise, below its definition; else the end."""
    horizon = len(read.statements)
    for statement in read.statements[definition.index + 1 :]:
        call = getattr(statement.node, "value", None)
        if (
            isinstance(statement.node, ast.Expr)
            and isinstance(call, ast.Call)
            and call.args
            and getattr(call.func, "id", getattr(call.func, "attr", None)) == "check"
            and getattr(call.args[0], "id", None) == name
        ):
            horizon = statement.index
    return horizon


def _is_rebound(name, definition, taken):
    """Whether something that is taken for another name's sake binds this one again."""
    after = taken[taken.index(definition) + 1 :]
    return any(name in statement.names.binds for statement in after)


def _unused(read: Cells, name: str, definition: Statement | None) -> list[str]:
    """Notes on what gives the exercise's name a value and is not a definition."""
    notes = []
    for statement in read.statements:
        if name not in statement.names.binds or _defined_in(statement, name):
            continue
        if statement.is_import and definition and statement.index < definition.index:
            continue  # an import above the learner's own definition: the definition serves
        text = statement.source.split("\n")[0][:80]
        notes.append(
            f"{text} in cell {statement.cell} was not used: an exercise is what you write "
            f"after `def {name}`"
        )
    return notes


def _broken_definition(read: Cells, name: str) -> Problem | None:
    """The problem of the last unreadable cell in whose text the name is defined."""
    pattern = re.compile(rf"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+{re.escape(name)}\b", re.M)
    found = [p for p in read.problems if pattern.search("\n".join(read.lines[p.cell - 1]))]
    return found[-1] if found else None


def _write(read: Cells, taken: list[Statement]) -> tuple[str, list[tuple[int, int, str]]]:
    """One text of all statements taken, and the origin of each of its lines."""
    parts, origin = [], []
    for statement in taken:
        text = statement.source
        if statement.is_star:  # what it would bring is not known, so it may be missing
            text = f"try:\n    {text}\nexcept ImportError:\n    pass"
        parts.append(text)
        origin += _origin(read, statement, text)
    return "".join(part + "\n" for part in parts), origin


def _origin(read, statement, text):
    lines = read.lines[statement.cell - 1]
    numbers = range(statement.line, statement.line + text.count("\n") + 1)
    if statement.is_import:
        numbers = [statement.line] * len(numbers)
    return [(statement.cell, number, lines[number - 1]) for number in numbers]
