"""The table of contents: a notebook made of what the lessons say about themselves."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ..exercises import Exercise, Lesson
from ..learner.notebooks import CONTENTS
from .notebooks import as_bytes, make_notebook
from .problem import Problem
from .source import Cell

# The first lesson of each part, and what the part is called.
PARTS = {
    "00": "Part I · One neuron, one gradient",
    "05": "Part II · Backpropagation, vectorised",
    "09": "Part III · Making it train",
    "13": "Part IV · Architectures",
    "17": "Part V · Out into the world",
}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

TITLE = """\
# Backpropagation, by writing it

**{lessons} lessons, {exercises} exercises, about {hours} hours. At the end, a network of which you
have written every part reads handwritten digits, and you have measured that each part is right.**

You need Python (functions, lists, loops), a little NumPy (arrays and their shapes) and the calculus
of school. Take the lessons in order: each one uses what you wrote before. A click on a name opens
it. New here? Begin with {first}."""

HEAD = """\
| Lesson | What it asks, and what you write (points) | Minutes | Points |
| :-- | :-- | --: | --: |"""

PROGRESS = """\
## Where you are, and what comes next

Click into the cell below and press Shift+Enter. It shows what you have done, and the exercise that
comes next."""

PROGRESS_CODE = """\
from bpcourse import progress

progress()"""

IN_A_LESSON = """\
## In a lesson

Run the cells from the top, one after the other, with Shift+Enter. Where you find
`raise NotImplementedError`, write your own lines in its place.

- `check(relu)`, below each exercise, tells you whether yours is right, and if not, which mistake it
  looks like.
- `hint(relu)` gives one hint each time you run it. The last one is our code; you may take it.
- `quiz("...")` asks before a cell answers. Commit to an answer first: a wrong guess is worth more
  than none.
- `mine(relu)` is your function if it passes, and ours if it does not, so you can always go on."""

ANOTHER_DAY = """\
## Go on another day

Save with Ctrl+S. To stop, press Ctrl-C in the terminal where you started. To go on, run
`bpcourse start` in the same place: nothing that you have written is written over. If a notebook is
beyond repair, `bpcourse start --fresh 05` lays a clean copy of lesson 05 beside yours."""

HAND_IN = """\
## Hand in

Save your notebooks, then run `bpcourse submit` in a terminal in this folder, or, in any cell,
`from bpcourse import submit` and `submit()`. It says what the grader will find and writes one file,
`bpcourse-submission.zip`. That file is what you hand in. The points are for those who are graded;
for everyone else they say how large an exercise is."""

HELP = """\
## Ask for help

First the verdict, then a hint. If you ask an AI assistant, tell it to read [TUTOR.md](TUTOR.md)
first: then it helps you to find the line, and does not write it for you."""


def contents_path(root: Path) -> Path:
    """Where the table of contents lies: among the learners' notebooks."""
    return root / "notebooks" / CONTENTS


def contents(course: Sequence[Lesson]) -> bytes:
    """The table of contents as a file."""
    return as_bytes(make_notebook(cells(course)))


def cells(course: Sequence[Lesson]) -> list[Cell]:
    """What stands in the table of contents."""
    texts = {"title": _title(course), "where-you-are": PROGRESS, "progress": PROGRESS_CODE}
    for number, (name, lessons) in enumerate(groupby(course, _part), start=1):
        texts[f"part-{number}"] = "\n".join([f"## {name}", "", HEAD, *map(_row, lessons)])
    texts |= {"in-a-lesson": IN_A_LESSON, "another-day": ANOTHER_DAY}
    texts |= {"hand-in": HAND_IN, "ask-for-help": HELP}
    return [
        Cell(key, "code" if key == "progress" else "markdown", text) for key, text in texts.items()
    ]


def contents_fault(root: Path, course: Sequence[Lesson]) -> Iterator[Problem]:
    """That the table of contents is missing, or is not what the lessons say now."""
    path = contents_path(root)
    if not path.exists() or path.read_bytes() != contents(course):
        how = "is not what the lessons say" if path.exists() else "is missing"
        yield Problem(path.stem, None, f"notebooks/{path.name} {how}: run bpcourse build")


def _title(course: Sequence[Lesson]) -> str:
    exercises = sum(len(lesson.exercises) for lesson in course)
    hours = max(1, round(sum(lesson.minutes for lesson in course) / 60))
    lessons = NUMBERS[len(course)].capitalize() if len(course) < len(NUMBERS) else len(course)
    return TITLE.format(lessons=lessons, exercises=exercises, hours=hours, first=_link(course[0]))


def _part(lesson: Lesson) -> str:
    return PARTS[max(first for first in PARTS if first <= lesson.number)]


def _link(lesson: Lesson) -> str:
    return f"[{lesson.number} · {lesson.title}]({lesson.stem}.ipynb)"


def _row(lesson: Lesson) -> str:
    written = ", ".join(map(_written, lesson.exercises))
    points = sum(exercise.points for exercise in lesson.exercises)
    return f"| {_link(lesson)} | {lesson.question}<br>{written} | {lesson.minutes} | {points} |"


def _written(exercise: Exercise) -> str:
    parts = f" in {NUMBERS[len(exercise.parts)]} parts" if exercise.parts else ""
    return f"`{exercise.name}`{parts}&nbsp;({exercise.points})"
