"""All rules over all lessons. ``PYTHONPATH=tests python -m notebooks.faults [NN ...]`` prints."""

import functools
import sys
from pathlib import Path

from notebooks.rules import form, lengths, links, pictures, tasks, taught, words
from notebooks.rules.page import Fault, Faults, Page

from bpcourse.authoring.source import read_source
from bpcourse.exercises import Lesson, lessons

SOLUTIONS = Path(__file__).parents[2] / "solutions"

OF_A_LESSON = {
    "opening": form.opening,
    "imports": form.imports,
    "headings": form.headings,
    "exercises": tasks.exercises,
    "checks alone": lengths.checks_are_short,
    "notes": tasks.notes,
    "quizzes": form.quizzes,
    "options": form.options,
    "figures": pictures.figures,
    "widgets": pictures.widgets_asked,
    "closing": form.closing,
    "number of cells": lengths.number_of_cells,
    "minutes": lengths.minutes,
    "words of questions": lambda page: words.words_of_questions(page.lesson),
}
OF_A_CELL = {
    "words": lambda page, cell, pages: words.words(cell),
    "length": lambda page, cell, pages: lengths.length_of_cell(page, cell),
    "links": links.links,
    "references": lambda page, cell, pages: links.references(page, cell),
    "taught": lambda page, cell, pages: taught.taught(page, cell),
    "named": lambda page, cell, pages: taught.named(page, cell),
}


def page_of(lesson: Lesson, course: tuple[Lesson, ...], folder: Path = SOLUTIONS) -> Page | None:
    """A lesson as it is written, or None where it is not."""
    path = folder / f"{lesson.stem}.py"
    return Page(read_source(path), lesson, course) if path.exists() else None


@functools.cache
def pages() -> dict[str, Page]:
    """Every lesson that is written, by its notebook's name."""
    found = {lesson.stem: page_of(lesson, lessons()) for lesson in lessons()}
    return {stem: page for stem, page in found.items() if page}


def faults_of_cell(page: Page, cell, pages: dict[str, Page]) -> list[tuple[str, Fault]]:
    return [(name, f) for name, rule in OF_A_CELL.items() for f in rule(page, cell, pages)]


def faults_of_lesson(page: Page) -> list[tuple[str, Fault]]:
    return [(name, f) for name, rule in OF_A_LESSON.items() for f in rule(page)]


def all_faults(page: Page, pages: dict[str, Page]) -> list[tuple[str, Fault]]:
    """What is wrong with a lesson, each with the name of its rule."""
    found = [(n, f) for cell in page.source.cells for n, f in faults_of_cell(page, cell, pages)]
    return [*faults_of_lesson(page), *found]


def twice(course: tuple[Lesson, ...]) -> Faults:
    """Questions of two lessons with one key."""
    keys = [quiz.key for lesson in course for quiz in lesson.quizzes]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault(f"quiz {key}", "has a key that another question has")


def main(chosen: list[str]) -> None:
    """Print the faults of these lessons, or of all, and the table of minutes."""
    for fault in twice(lessons()):
        print(fault)
    for lesson in lessons():
        if chosen and lesson.number not in chosen:
            continue
        page = pages().get(lesson.stem)
        print(f"\n## {lesson.stem}{'' if page else ': not written'}")
        for name, fault in all_faults(page, pages()) if page else []:
            print(f"- {name}: {fault}")
    print(f"\n{lengths.TABLE_HEAD}")
    for page in pages().values():
        print(lengths.table_row(page))


if __name__ == "__main__":
    main(sys.argv[1:])
