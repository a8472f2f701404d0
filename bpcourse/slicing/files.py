"""Notebook files: their code cells, read as text; and which of several holds most work.

A notebook is read as JSON and never run here. Whoever made it may be a stranger.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from .notebook import slice_cells

MAX_BYTES = 50_000_000


class Unreadable(Exception):
    """A file is no notebook that can be graded; the message says why, to the learner."""


def written_in(file: Path, names: Iterable[str]) -> int:
    """How many of these exercises are written in a notebook, stubs not counted.

    Where it cannot be read, -1: any other notebook is more.
    """
    try:
        cells, _, _ = read_notebook(file)
    except (Unreadable, OSError):
        return -1
    slices = (slice_cells(cells, name) for name in names)
    return sum(piece.status in {"found", "syntax"} for piece in slices)


def read_notebook(file: Path) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Read the code cells of a notebook file, its digest, and what had to be left out.

    Raises
    ------
    Unreadable
        If it is no notebook of format 4.
    """
    if not file.is_file():
        raise Unreadable("This is not a file.")
    if file.stat().st_size > MAX_BYTES:
        raise Unreadable(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB. In JupyterLab, Edit, Clear "
            "Outputs of All Cells makes it small."
        )
    data = file.read_bytes()
    book = _parse(data)
    notes = []
    sources = []
    for number, cell in enumerate(book["cells"], start=1):
        kind, source = _read_cell(cell)
        if kind is None:
            notes.append(f"Cell {number} of the file is damaged and was left out.")
        elif kind == "code":
            sources.append(source)
    return tuple(sources), hashlib.sha256(data).hexdigest(), tuple(notes)


def _parse(data: bytes) -> dict:
    text = data.strip().removeprefix(b"\xef\xbb\xbf")
    if not text:
        raise Unreadable("The file is empty.")
    if not text.startswith(b"{"):
        raise Unreadable("This is not a notebook file, whatever its name says.")
    try:
        book = json.loads(text)
    except json.JSONDecodeError as e:
        raise Unreadable(
            f"The file is damaged or cut off: it cannot be read beyond line {e.lineno}."
        ) from None
    except (ValueError, RecursionError):  # not UTF-8, numbers or nesting beyond all measure
        raise Unreadable("The file is damaged: it cannot be read as a notebook.") from None
    version = book.get("nbformat")
    if not isinstance(version, int):
        raise Unreadable("This is not a notebook: it names no notebook format.")
    if version != 4:
        raise Unreadable(
            f"The notebook is of format {version}, and only format 4 is read. JupyterLab saves it "
            "in that format."
        )
    if not isinstance(book.get("cells"), list):
        raise Unreadable("This is not a notebook: it has no list of cells.")
    return book


def _read_cell(cell: object) -> tuple[str | None, str]:
    """The kind and the source of a cell; the kind is None where it cannot be read."""
    if not isinstance(cell, dict):
        return None, ""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    kind = cell.get("cell_type")
    if not isinstance(source, str) or not isinstance(kind, str):
        return None, ""
    return kind, source.encode("utf-8", "replace").decode()  # JSON can hold half a character
