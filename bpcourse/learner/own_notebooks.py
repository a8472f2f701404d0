"""The learner's own notebook of a lesson, among several the one in which most is written."""

from pathlib import Path

from bpcourse.exercises import Lesson
from bpcourse.slicing import written_in

from .notebooks import notebooks_dir


def notebook_of(lesson: Lesson, folder: Path) -> Path | None:
    """The notebook ``NN_*.ipynb`` of a folder in which most of a lesson is written.

    Of equals the one that has the lesson's own name, else the first. None where there is none.
    """
    files = sorted(f for f in folder.glob(f"{lesson.number}_*.ipynb") if f.is_file())
    if len(files) < 2:
        return files[0] if files else None
    names = [exercise.name for exercise in lesson.exercises]
    return max(files, key=lambda f: (written_in(f, names), f.stem == lesson.stem))


def handed_out(lesson: Lesson) -> Path | None:
    """The notebook of a lesson as it comes with us; some lessons are exercises only so far."""
    try:
        file = notebooks_dir() / f"{lesson.stem}.ipynb"
    except LookupError:
        return None
    return file if file.exists() else None
