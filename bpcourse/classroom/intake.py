"""Intake: from a folder of submissions to the code cells of one notebook a learner.

Everything in that folder was made by strangers. A notebook is read as JSON and never run here;
links are not followed; what cannot be read becomes a submission with a `problem`, so that one
bad file never stops the rest.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..exercises import Lesson, lessons
from ..learner.notebooks import CONTENTS
from ..slicing import Unreadable, read_notebook, written_in
from .harmless import one_line


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
    the lesson by name, else the first. Those of other lessons by name, with nothing of this one
    in them, are left out: whoever hands in all of the course hands in nothing odd.
    """
    files = sorted(_notebooks(folder), key=lambda p: (len(p.parts), p.as_posix()))
    if not files:
        raise Unreadable("There is no notebook (.ipynb) in this folder.")
    files = [file for file in files if not _of_another(file, lesson)] or files
    if len(files) == 1:
        return files[0], ()
    names = {lesson.stem.casefold(), "lesson"}
    exercises = [exercise.name for exercise in lesson.exercises]
    chosen = max(files, key=lambda f: (written_in(f, exercises), f.stem.casefold() in names))
    others = ", ".join(f.relative_to(folder).as_posix() for f in files if f != chosen)
    name = chosen.relative_to(folder).as_posix()
    note = f"{len(files)} notebooks were handed in. Graded: {name}. Not graded: {others}."
    return chosen, (one_line(note),)


def _of_another(file: Path, lesson: Lesson) -> bool:
    stems = {one.stem.casefold() for one in lessons()} - {lesson.stem}
    named = file.stem.casefold() in stems
    return named and not written_in(file, [exercise.name for exercise in lesson.exercises])


def _notebooks(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=_give_up):
        folders[:] = [f for f in folders if not f.startswith((".", "__MACOSX"))]
        for file in files:
            path = Path(place, file)
            if file.lower() == CONTENTS or file[0] == "." or path.is_symlink():
                continue
            if path.suffix.lower() == ".ipynb":
                yield path


def _give_up(error: OSError) -> None:
    """A folder that cannot be listed is not an empty one."""
    raise error
