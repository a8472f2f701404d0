"""Every lesson read as a text: words, form, lengths, links, order. Nothing is run.

What is looked for stands in `rules`; that each rule finds what it looks for, in `test_rules`.
``PYTHONPATH=tests python -m notebooks.faults`` prints all that is found, and the table of minutes.
"""

import pytest
from notebooks.faults import (
    OF_A_CELL,
    OF_A_LESSON,
    faults_of_cell,
    pages,
    twice,
)
from notebooks.rules import lengths

from bpcourse.exercises import lessons

every_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.stem)


def none(faults):
    assert not faults, "\n".join(["", *map(str, faults)])


def cells():
    for stem, page in pages().items():
        for cell in page.source.cells:
            yield pytest.param(page, cell, id=f"{stem}-{cell.key or 'without-key'}")


@every_lesson
def test_it_is_written(lesson):
    assert lesson.stem in pages(), f"there is no solutions/{lesson.stem}.py"
    assert "\n".join(map(str, pages()[lesson.stem].source.problems)) == ""


@pytest.mark.parametrize("rule", OF_A_LESSON)
@every_lesson
def test_the_lesson(lesson, rule):
    assert lesson.stem in pages(), f"there is no solutions/{lesson.stem}.py"
    none(list(OF_A_LESSON[rule](pages()[lesson.stem])))


@pytest.mark.parametrize(("page", "cell"), list(cells()))
def test_the_cell(page, cell):
    none([f"{name}: {fault}" for name, fault in faults_of_cell(page, cell, pages())])


def test_no_two_questions_of_the_course_have_one_key():
    none(list(twice(lessons())))


def test_the_table_of_minutes():
    """Nothing can fail here; `pytest -rP` shows the table."""
    print(lengths.TABLE_HEAD, *map(lengths.table_row, pages().values()), sep="\n")
    assert set(OF_A_CELL).isdisjoint(OF_A_LESSON)
