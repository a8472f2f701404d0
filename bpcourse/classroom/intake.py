"""Intake: from a folder of submissions to the code cells of one notebook a learner.

Everything in that folder was made by strangers. A notebook is read as JSON and never run here;
links are not followed; what cannot be read becomes a submission with a `problem`, so that one
bad file never stops the rest.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..exercises import Lesson
from ..slicing import slice_cells
from .harmless import one_line

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Entry:
    """A place in the folder where a learner's work should be: a notebook, or a folder."""

    learner: str
    path: Path
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """What one learner handed in.

    Attributes
    ----------
    learner : str
        As a person reads it, on one line.
    file : str
        The notebook that was read, seen from the folder of submissions.
    cells : tuple of str
        The sources of its code cells, in order.
    digest : str
        SHA-256 of the file. Equal work has an equal digest.
    problem : str
        Why there is nothing to grade, or "".
    ours : bool
        Whether the problem lies with the machine that grades, not with the learner.
    notes : tuple of str
        What the instructor and the learner should know about the intake.
    """

    learner: str
    file: str
    cells: tuple[str, ...] = ()
    digest: str = ""
    problem: str = ""
    ours: bool = False
    notes: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file is no notebook that can be graded; the message says why, to the learner."""


def find_entries(folder: Path) -> tuple[list[Entry], list[str]]:
    """List who handed in: ``NAME.ipynb`` or ``NAME/``, and the names of files passed over."""
    entries, passed_over = [], []
    for path in sorted(folder.iterdir(), key=lambda p: (p.name.casefold(), p.name)):
        if path.name.startswith((".", "__MACOSX")):
            if path.suffix.lower() == ".ipynb" and not path.name.startswith("._"):
                passed_over.append(one_line(path.name))
            continue
        if path.is_dir() or path.suffix.lower() == ".ipynb":
            name = path.stem if path.suffix.lower() == ".ipynb" else path.name
            entries.append(Entry(one_line(name), path))
        else:
            passed_over.append(one_line(path.name))
    return _note_namesakes(entries), passed_over


def _note_namesakes(entries: list[Entry]) -> list[Entry]:
    files = defaultdict(list)
    for entry in entries:
        files[entry.learner].append(entry.path.name)
    return [
        replace(entry, notes=(f"Handed in under one name: {one_line(', '.join(names))}.",))
        if len(names := files[entry.learner]) > 1
        else entry
        for entry in entries
    ]


def take_in(entry: Entry, lesson: Lesson) -> Submission:
    """Read what a learner handed in. Whatever is wrong with it becomes its `problem`."""
    file = entry.path
    notes = entry.notes
    try:
        if file.is_symlink():
            raise Unreadable("This is a link to another place, and links are not followed.")
        if file.is_dir():
            file, why = choose_notebook(file, lesson)
            notes += why
        cells, digest, damaged = read_notebook(file)
        notes += damaged
    except Unreadable as e:
        return Submission(entry.learner, _name(file, entry), problem=str(e), notes=notes)
    except OSError as e:
        problem = f"The file cannot be read on this machine: {e.strerror}."
        return Submission(
            entry.learner, _name(file, entry), problem=problem, ours=True, notes=notes
        )
    return Submission(entry.learner, _name(file, entry), cells, digest, notes=notes)


def _name(file: Path, entry: Entry) -> str:
    return one_line(file.relative_to(entry.path.parent).as_posix())


def choose_notebook(folder: Path, lesson: Lesson) -> tuple[Path, tuple[str, ...]]:
    """Choose the notebook to grade in a learner's folder, and say which where there are several.

    The one in which most exercises are written, stubs not counted; of equals the one that is
    the lesson by name, else the first.
    """
    files = sorted(_notebooks(folder), key=lambda p: (len(p.parts), p.as_posix()))
    if not files:
        raise Unreadable("There is no notebook (.ipynb) in this folder.")
    if len(files) == 1:
        return files[0], ()
    names = {lesson.stem.casefold(), "lesson"}
    chosen = max(files, key=lambda f: (_written(f, lesson), f.stem.casefold() in names))
    others = ", ".join(f.relative_to(folder).as_posix() for f in files if f != chosen)
    name = chosen.relative_to(folder).as_posix()
    note = f"{len(files)} notebooks were handed in. Graded: {name}. Not graded: {others}."
    return chosen, (one_line(note),)


def _notebooks(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_give_up):
        folders[:] = [f for f in folders if not f.startswith((".", "__MACOSX"))]
        for file in files:
            path = Path(place, file)
            if path.suffix.lower() == ".ipynb" and file[0] != "." and not path.is_symlink():
                yield path


def _give_up(error: OSError) -> None:
    """A folder that cannot be listed is not an empty one."""
    raise error


def _written(file: Path, lesson: Lesson) -> int:
    """How many of the lesson's exercises are written in a notebook."""
    try:
        cells, _, _ = read_notebook(file)
    except (Unreadable, OSError):
        return -1
    slices = (slice_cells(cells, exercise.name) for exercise in lesson.exercises)
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
