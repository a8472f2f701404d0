"""The learner's notebooks: where they come with the package, and a copy of them to work in.

A copy remembers, in ``.bpcourse/copied.json``, which version of each file was handed out. A file
that is still that version holds no work and may be replaced by a newer one; any other is
somebody's work and is never written to.

Two files are no lessons: a table of contents, which comes first, and a letter to whatever AI
assistant is asked for help.
"""

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import bpcourse

OURS = ".bpcourse"
CONTENTS = "_contents.ipynb"  # JupyterLab and most others list what begins with _ first


def notebooks_dir() -> Path:
    """The folder of the learner's notebooks: in the installed package, else in the checkout.

    Raises
    ------
    LookupError
        If this installation has none.
    """
    package = Path(bpcourse.__file__).resolve().parent
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if lesson_files(folder):
            return folder
    raise LookupError(
        "this installation of bpcourse has no notebooks; install it again: pip install ."
    )


def lesson_files(folder: Path) -> list[Path]:
    """The notebooks of lessons in a folder of ours, in order."""
    return sorted(file for file in folder.glob("*.ipynb") if file.name != CONTENTS)


def tutor() -> Path:
    """How an AI assistant should help; it is laid beside the notebooks."""
    return Path(__file__).with_name("TUTOR.md")


def handed_out_files() -> list[Path]:
    """All that a learner's folder gets: contents, lessons, the letter to the assistant."""
    folder = notebooks_dir()
    contents = folder / CONTENTS
    return [*([contents] if contents.exists() else []), *lesson_files(folder), tutor()]


def find_notebook(lesson: str) -> Path:
    """The notebook of a lesson, "05" or "5", as it comes with the package.

    Raises
    ------
    LookupError
        If there is none; the message lists those there are.
    """
    notebooks = lesson_files(notebooks_dir())
    for notebook in notebooks:
        if notebook.name.split("_")[0] == lesson.zfill(2):
            return notebook
    known = ", ".join(notebook.name.split("_")[0] for notebook in notebooks)
    raise LookupError(f"there is no lesson {lesson!r}; there are: {known}")


@dataclass(frozen=True)
class Laid:
    """What became of one file in the learner's folder.

    Attributes
    ----------
    name : str
        Its file name.
    state : str
        "copied" (it was not there), "same" (it is the newest version, untouched), "updated" (it
        was an older version, untouched) or "kept" (it is the learner's work).
    beside : str or None
        The file name of a clean copy that was laid beside it.
    """

    name: str
    state: str
    beside: str | None = None


def lay_notebooks(directory: Path, fresh: str | None = None) -> list[Laid]:
    """Copy the notebooks, and what goes with them, to a folder, and never write over work.

    Parameters
    ----------
    directory : Path
        Made where it is missing.
    fresh : str, optional
        The number of a lesson of which a clean copy is laid beside the learner's own.

    Returns
    -------
    list of Laid
        One a file: the table of contents, the lessons in order, the letter to the assistant.

    Raises
    ------
    LookupError
        If `fresh` is no lesson or there are no notebooks; nothing has been written then.
    OSError
        If the folder cannot be written to.
    """
    sources = handed_out_files()
    wanted = find_notebook(fresh).name if fresh is not None else None
    record = directory / OURS / "copied.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    copied = _read(record)
    laid = []
    for source in sources:
        laid.append(_lay(source, directory, copied.get(source.name), source.name == wanted))
        copied[source.name] = _digest(source.name, source.read_bytes())
    _write(record, json.dumps(copied, indent=1).encode())
    return laid


def _lay(source: Path, directory: Path, copied: str | None, fresh: bool) -> Laid:
    """Bring one file up to date; `copied` is the version that was handed out last."""
    newest = source.read_bytes()
    target = directory / source.name
    if not target.exists():
        _write(target, newest)
        return Laid(source.name, "copied")
    there = target.read_bytes()
    known = _digest(source.name, there)
    if known == _digest(source.name, newest):
        return Laid(source.name, "same")
    if known == copied:
        _write(target, newest)
        return Laid(source.name, "updated")
    # The learner's work, or a copy of which the record is lost: to be safe, the same.
    beside = None
    if fresh:
        beside = _lay_beside(target, "fresh", newest)
    elif _digest(source.name, newest) != copied:
        beside = _lay_beside(target, "new", newest)
    return Laid(source.name, "kept", beside)


def _lay_beside(target: Path, word: str, content: bytes) -> str:
    """Write the first of NAME-word, NAME-word-2, ... that is free or has this content already."""
    number = 1
    while True:
        ending = f"-{word}" if number == 1 else f"-{word}-{number}"
        beside = target.with_stem(target.stem + ending)
        if not beside.exists():
            _write(beside, content)
        if beside.read_bytes() == content:
            return beside.name
        number += 1


def _read(record: Path) -> dict[str, str]:
    """What was handed out; nothing where the record is lost or damaged."""
    try:
        copied = json.loads(record.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return copied if isinstance(copied, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def _digest(name: str, content: bytes) -> str:
    """By what a version is known: its bytes; of the contents only what is written in the cells.

    Whoever runs its one cell and saves has changed nothing.
    """
    if name == CONTENTS:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            cells = json.loads(content)["cells"]
            sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
            content = json.dumps(sources).encode()
    return hashlib.sha256(content).hexdigest()
