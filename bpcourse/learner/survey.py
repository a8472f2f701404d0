"""What is in a learner's folder to be handed in, found with what the grader finds it with."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from bpcourse import exercises
from bpcourse.exercises import Exercise, Lesson
from bpcourse.slicing import Unreadable, read_notebook, slice_cells

from .own_notebooks import handed_out, notebook_of
from .record import Damaged, Record, read_record

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One exercise, and whether the grader will find it.

    `state` is "found", "stub", "not_found", "syntax" or "blocked" (a companion is not written);
    `reason` says more of the last two. `passed` is what the last check said, None without one.
    """

    name: str
    state: str
    reason: str = ""
    passed: bool | None = None

    @property
    def ready(self) -> bool:
        """Whether it is found, and passed its last check."""
        return self.state == "found" and self.passed is True


@dataclass(frozen=True)
class Work:
    """One lesson's notebook.

    `problem` says why it cannot be read. `unsaved` names exercises that were checked after the
    file was last saved. `passed_over` are other notebooks of the lesson.
    """

    lesson: Lesson
    file: Path
    saved: datetime.datetime
    found: tuple[Found, ...] = ()
    problem: str = ""
    unsaved: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether there is anything in it that was not handed out."""
        return any(one.state in {"found", "syntax", "blocked"} for one in self.found)


@dataclass(frozen=True)
class Survey:
    """The notebooks of a folder, and the lessons that have none there."""

    works: tuple[Work, ...] = ()
    absent: tuple[Lesson, ...] = field(default=())

    @property
    def written(self) -> list[Work]:
        """Those that are handed in."""
        return [work for work in self.works if work.is_written]


def survey(folder: Path) -> Survey:
    """Look at every lesson's notebook in a folder, as it is on disk.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    try:
        record = read_record(folder)
    except (Damaged, OSError):
        record = {"exercises": {}}
    works, absent = [], []
    for lesson in exercises.lessons():
        file = notebook_of(lesson, folder)
        if file is not None:
            works.append(_look_at(lesson, file, record))
        elif handed_out(lesson):
            absent.append(lesson)
    return Survey(tuple(works), tuple(absent))


def _look_at(lesson: Lesson, file: Path, record: Record) -> Work:
    saved = datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC)
    others = sorted(f.name for f in file.parent.glob(f"{lesson.number}_*.ipynb") if f != file)
    try:
        cells, _, _ = read_notebook(file)
    except Unreadable as e:
        return Work(lesson, file, saved, problem=str(e), passed_over=tuple(others))
    except OSError as e:
        problem = f"The file cannot be read: {e.strerror}."
        return Work(lesson, file, saved, problem=problem, passed_over=tuple(others))
    untouched = _untouched(lesson)
    return Work(
        lesson,
        file,
        saved,
        tuple(_find(exercise, cells, untouched, record) for exercise in lesson.exercises),
        unsaved=tuple(_checked_since(lesson, saved, record)),
        passed_over=tuple(others),
    )


def _untouched(lesson: Lesson) -> Cells:
    """The code cells of a lesson as they are handed out."""
    file = handed_out(lesson)
    return read_notebook(file)[0] if file else ()


def _find(exercise: Exercise, cells: Cells, untouched: Cells, record: Record) -> Found:
    piece = slice_cells(cells, exercise.name, also=exercise.own)
    entry = record["exercises"].get(exercise.name)
    passed = entry["status"] == "passed" if entry and entry["attempts"] else None
    if piece.status == "syntax":
        return Found(exercise.name, "syntax", str(piece.problem), passed)
    if piece.status != "found":
        return Found(exercise.name, piece.status, "", passed)
    if piece.source == slice_cells(untouched, exercise.name, also=exercise.own).source:
        return Found(exercise.name, "stub", "", passed)  # a class of which some lines are given
    if piece.missing:
        return Found(exercise.name, "blocked", " and ".join(piece.missing), passed)
    return Found(exercise.name, "found", "", passed)


def _checked_since(lesson: Lesson, saved: datetime.datetime, record: Record) -> list[str]:
    """The exercises of a lesson that were checked after its notebook was last saved."""
    names = []
    for exercise in lesson.exercises:
        entry = record["exercises"].get(exercise.name)
        if entry and entry["attempts"] and _time_of(entry["when"]) > saved:
            names.append(exercise.name)
    return names


def _time_of(when: str) -> datetime.datetime:
    """A time of the record; one that cannot be read is long ago."""
    try:
        return datetime.datetime.strptime(when, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)
