"""progress: what is done across the lessons, and what to do next."""

from dataclasses import dataclass, field
from pathlib import Path

from bpcourse import exercises
from bpcourse.exercises import Exercise, Lesson

from .notebooks import OURS
from .own_notebooks import handed_out, notebook_of
from .progress_html import as_html
from .progress_text import as_text
from .record import FILE, Damaged, Record, is_off, read_record
from .show import show


@dataclass
class Done:
    """One exercise, and how far someone is with it."""

    name: str
    state: str  # "passed", "begun" or "new"
    score: float
    points: float
    minutes: int
    attempts: int = 0
    hints: int = 0
    slipped: bool = False  # it passed once, and the last check did not
    parts: list[tuple[str, bool]] = field(default_factory=list)


@dataclass
class LessonDone:
    """One lesson: its exercises, and how many of its questions were answered right."""

    number: str
    title: str
    exercises: list[Done]
    questions: int
    answered: int
    open: bool = False  # whether its exercises are shown one by one

    @property
    def passed(self) -> int:
        """How many of its exercises have passed their check."""
        return sum(done.state == "passed" for done in self.exercises)

    @property
    def score(self) -> float:
        """The best points so far, of all its exercises."""
        return sum(done.score for done in self.exercises)

    @property
    def points(self) -> float:
        """What there is to be had."""
        return sum(done.points for done in self.exercises)


@dataclass
class Progress:
    """What is told: text and HTML are two renderings of this."""

    lessons: list[LessonDone]
    next_step: str
    notes: list[str] = field(default_factory=list)


def progress() -> None:
    """Show what you have done in all lessons, and what to do next.

    It is kept in the folder of your notebooks, in ``.bpcourse/progress.json``; nothing is sent
    anywhere, and your notebooks alone are what is graded.
    """
    told = progress_in(Path())
    show(as_text(told), html=as_html(told))


def progress_in(folder: Path) -> Progress:
    """What was done in a folder."""
    record, notes = _read(folder)
    lessons = [_lesson_done(lesson, record) for lesson in exercises.lessons()]
    upcoming = _next(record, folder)
    for lesson in lessons:
        begun = any(done.state != "new" for done in lesson.exercises)
        finished = lesson.passed == len(lesson.exercises)
        is_next = upcoming is not None and lesson.number == upcoming[0].number
        lesson.open = is_next or (begun and not finished)
    return Progress(lessons, _in_words(upcoming, record, folder), notes)


def _read(folder: Path) -> tuple[Record, list[str]]:
    """The record, and what is to be said of it."""
    notes = []
    try:
        record = read_record(folder)
    except (Damaged, OSError):
        record = {"exercises": {}, "quizzes": {}}
        notes.append(
            f"The record of your progress, {OURS}/{FILE}, cannot be read. It is put aside with "
            "your next check; your notebooks are as they were."
        )
    if is_off():
        notes.append("Nothing is recorded here: BPCOURSE_PROGRESS is set to off.")
    elif not _can_be_kept(folder):
        notes.append(
            "This folder cannot be written to, so your checks are not recorded. They work as ever."
        )
    return record, notes


def _can_be_kept(folder: Path) -> bool:
    place = folder / OURS
    try:
        place.mkdir(exist_ok=True)
        with open(place / "progress.lock", "ab"):
            return True
    except OSError:
        return False


def _lesson_done(lesson: Lesson, record: Record) -> LessonDone:
    answered = sum(record["quizzes"].get(q.key, {}).get("right", False) for q in lesson.quizzes)
    return LessonDone(
        lesson.number,
        lesson.title,
        [_done(exercise, record) for exercise in lesson.exercises],
        len(lesson.quizzes),
        answered,
    )


def _done(exercise: Exercise, record: Record) -> Done:
    """How far someone is with an exercise, counted in the points that it has today."""
    done = Done(exercise.name, "new", 0.0, exercise.points, exercise.minutes)
    entry = record["exercises"].get(exercise.name)
    if entry is None:
        return done
    share = entry["best"] / entry["points"] if entry["points"] else 0.0
    done.score = exercise.points * min(share, 1.0)
    done.state = "passed" if share >= 1 else "begun" if entry["attempts"] else "new"
    done.attempts, done.hints = entry["attempts"], entry["hints"]
    done.slipped = done.state == "passed" and entry["status"] != "passed"
    if entry["parts"]:
        done.parts = [(part, entry["parts"].get(part) is True) for part in exercise.parts]
    return done


def _next(record: Record, folder: Path) -> tuple[Lesson, Exercise] | None:
    """The exercise to do next: where someone was last, else the first; there must be a notebook."""
    every = [(lesson, e) for lesson in exercises.lessons() for e in lesson.exercises]
    todo = [(lesson, e) for lesson, e in every if _done(e, record).state != "passed"]
    with_notebook = [one for one in todo if _notebook_name(one[0], folder)]
    todo = with_notebook or todo
    if not todo:
        return None
    tried = {name: entry for name, entry in record["exercises"].items() if entry["when"]}
    touched = [(lesson, e) for lesson, e in every if e.name in tried]
    if touched:
        last = max(touched, key=lambda one: tried[one[1].name]["when"])[0]
        here = [one for one in todo if one[0] is last]
        after = [one for one in todo if one[0].number > last.number]
        return (here or after or todo)[0]
    return todo[0]


def _notebook_name(lesson: Lesson, folder: Path) -> str | None:
    """The file in which a lesson is written: the learner's, else the one that comes with us."""
    if own := notebook_of(lesson, folder):
        return own.name
    return ours.name if (ours := handed_out(lesson)) else None


def _in_words(upcoming: tuple[Lesson, Exercise] | None, record: Record, folder: Path) -> str:
    if upcoming is None:
        return "Every exercise has passed its check. Hand in with submit()."
    lesson, exercise = upcoming
    done = _done(exercise, record)
    where = (
        f" in {name}" if (name := _notebook_name(lesson, folder)) else f", lesson {lesson.number}"
    )
    if done.state == "begun":
        missing = [part for part, right in done.parts if not right]
        rest = f" Its parts still to come: {', '.join(missing)}." if missing else ""
        return f"Next: go on with {exercise.name}{where}.{rest} A hint: hint({exercise.name})"
    return f"Next: {exercise.name}{where}, about {exercise.minutes} minutes."
