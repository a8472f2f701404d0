"""How long a cell is, how many there are, and how many minutes a lesson takes."""

from dataclasses import dataclass

from bpcourse.authoring.source import Cell

from .page import (
    RECAP,
    TOOL,
    Fault,
    Faults,
    Page,
    as_learner,
    asked_in,
    calls,
    flat,
    is_check,
    lines_of_code,
    quizzes_in,
    words_of_prose,
    words_read,
)
from .pictures import figures_in, widgets_in
from .tasks import ASKED

MOST_WORDS = 75
MOST_LINES = 8
MOST_LINES_OF_A_TOOL = 20
MOST_LINES_OF_A_PART = 10
# 04: a class in seven parts, a check for each. 05: six exercises.
CELLS = {"00": (20, 35), "04": (35, 80), "05": (35, 72)}
USUAL_CELLS = (35, 70)
WORDS_A_MINUTE = 150


def length_of_cell(page: Page, cell: Cell) -> Faults:
    """75 words of prose, 8 lines of code; more for a title, a recap, an exercise and a tool."""
    if cell.kind == "markdown":
        count = words_of_prose(cell.source)
        free = cell.instructor or cell is page.cells[0] or RECAP in cell.source
        if count > MOST_WORDS and not free:
            yield Fault(cell.key, f"{count} words of prose; {MOST_WORDS} are the most")
        return
    count = lines_of_code(as_learner(cell))
    most = lines_allowed(page, cell)
    if count > most:
        yield Fault(cell.key, f"{count} lines of code; {most} are the most")


def lines_allowed(page: Page, cell: Cell) -> int:
    asked = asked_in(cell)
    parts = [len(e.parts) for e in page.lesson.exercises if e.name in asked]
    if sum(parts):  # a class is one cell, whatever the number of its parts
        return MOST_LINES_OF_A_TOOL + MOST_LINES_OF_A_PART * sum(parts)
    if asked or cell.key == "imports" or TOOL in cell.source:
        return MOST_LINES_OF_A_TOOL
    return MOST_LINES


def number_of_cells(page: Page) -> Faults:
    low, high = CELLS.get(page.lesson.number, USUAL_CELLS)
    if not low <= len(page.cells) <= high:
        yield Fault(None, f"{len(page.cells)} cells for learners; {low} to {high} are right")


@dataclass(frozen=True)
class Minutes:
    """What a lesson takes, and what it says that it takes."""

    exercises: int
    reading: float
    predictions: int
    pictures: int
    said: int

    @property
    def sum(self) -> float:
        return self.exercises + self.reading + self.predictions + self.pictures


def minutes_of(page: Page) -> Minutes:
    """Exercises as they say, 150 words a minute, a minute a prediction, figure or widget.

    A blank to fill takes what its cell says. The closing questions are read; of a prediction the
    minute is for all of it.
    """
    read = sum(words_read(cell.source) for cell in page.texts())
    cells = [cell for cell in page.cells[: page.closing] if cell.kind == "code"]
    last = {key for cell in page.cells[page.closing :] for key in quizzes_in(cell)}
    for quiz in page.lesson.quizzes:
        if quiz.key in last:
            texts = [quiz.question, *(f"{o.text} {o.why}" for o in quiz.options)]
            read += words_read(" ".join(texts))
    blanks = [cell.source for cell in page.texts() if "blank" in cell.source]
    return Minutes(
        sum(exercise.minutes for exercise in page.lesson.exercises)
        + sum(int(minutes) for text in blanks for _, minutes in ASKED.findall(flat(text))),
        read / WORDS_A_MINUTE,
        sum(len(quizzes_in(cell)) for cell in cells),
        sum(len(figures_in(cell)) + len(widgets_in(page, cell)) for cell in page.codes()),
        page.lesson.minutes,
    )


def minutes(page: Page) -> Faults:
    took = minutes_of(page)
    if not 0.75 * took.said <= took.sum <= 1.25 * took.said:
        yield Fault(
            None,
            f"says {took.said} minutes, and adds up to {took.sum:.0f}: exercises "
            f"{took.exercises}, reading {took.reading:.0f}, predictions {took.predictions}, "
            f"figures and widgets {took.pictures}",
        )
    low, high = {"00": (15, 20), "04": (30, 90), "05": (30, 90)}.get(page.lesson.number, (30, 75))
    if not low <= took.said <= high:
        yield Fault(None, f"says {took.said} minutes; {low} to {high} are right")


TABLE_HEAD = (
    f"{'lesson':<22}{'cells':>6}{'exercises':>11}{'reading':>9}{'predict':>9}"
    f"{'pictures':>10}{'sum':>6}{'said':>6}"
)


def table_row(page: Page) -> str:
    took = minutes_of(page)
    return (
        f"{page.lesson.stem:<22}{len(page.cells):>6}{took.exercises:>11}{took.reading:>9.0f}"
        f"{took.predictions:>9}{took.pictures:>10}{took.sum:>6.0f}{took.said:>6}"
    )


def checks_are_short(page: Page) -> Faults:
    """A check stands alone."""
    for cell in page.codes():
        if calls(cell, "check") and not is_check(cell):
            yield Fault(cell.key, "check stands alone in its cell")
