"""Lessons as a learner gets them: opened in JupyterLab, run to the end, looked at.

A few are enough each time; ``BPCOURSE_LESSONS=all`` (or ``"02 06"``) takes the others by hand.
"""

import os
import time

import pytest
from browser import reading
from browser.lab_page import LabPage, records
from browser.widget_page import WidgetPage
from notebooks.faults import page_of
from notebooks.rules.pictures import figures_in, widgets_in

from bpcourse.exercises import lessons
from bpcourse.learner.notebooks import CONTENTS

pytestmark = pytest.mark.browser

CHOSEN = os.environ.get("BPCOURSE_LESSONS", "01 04 05 08")
LESSONS = [one for one in lessons() if CHOSEN == "all" or one.number in CHOSEN.split()]
SECONDS = {"08": 60}  # in which a lesson should have run; printed, not judged
USUAL_SECONDS = 25

PICTURES = """() => [...document.querySelectorAll('.jp-Notebook .jp-OutputArea img')]
    .map(img => img.complete ? Math.min(img.naturalWidth, img.getBoundingClientRect().width) : 0)"""


@pytest.fixture
def opened(course, window, screenshots):
    """A page for the notebooks of the learner's folder; errors on its console fail the test."""
    page = WidgetPage(window, course, screenshots)
    yield page
    page.shut_down()
    window.close()
    assert page.errors == []


def begin(opened, name):
    opened.name = name
    opened.open(name)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_an_untouched_lesson(lesson, opened, screenshots, capsys):
    written = page_of(lesson, lessons())
    assert written, "it is not written"
    begin(opened, f"{lesson.stem}.ipynb")
    began = time.monotonic()
    opened.run_all()  # fails where a cell raises
    took = time.monotonic() - began
    with capsys.disabled():
        print(f" {took:.0f} s of {SECONDS.get(lesson.number, USUAL_SECONDS)} s", end=" ")

    for theme in ("light", "dark"):
        opened.look(theme)
        LabPage.photograph(opened, screenshots / f"lesson-{lesson.number}-{theme}")

    cells = opened.cells()
    outputs = [output for cell in cells.values() for output in cell["outputs"]]
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []
    shown = [record for cell in cells.values() for record in records(cell["outputs"])]
    assert {(record["exercise"], record["status"]) for record in shown} == {
        (exercise.name, "blocked" if exercise.own else "not_started")
        for exercise in lesson.exercises
    }

    codes = {cell.key: cell for cell in written.codes()}
    figures = sum(len(figures_in(cell)) for cell in codes.values())
    drawn = opened.page.evaluate(PICTURES)
    assert len(drawn) >= figures
    assert all(width > 200 for width in drawn), drawn
    faults = []
    for key, cell in codes.items():
        if widgets_in(written, cell):
            widget = opened.widget_of(key)
            widget.wait_for()
            faults += [f"{key}: {fault}" for fault in reading.too_wide(widget)]
            assert widget.bounding_box()["height"] > 100, key
    reading.none(faults)


def test_the_table_of_contents(opened, course, screenshots):
    """It comes first among the files; it shows progress, and a click opens a lesson."""
    begin(opened, course.notebook)
    assert course.notebook == CONTENTS
    opened.run_all()
    (progress,) = [cell for cell in opened.cells().values() if cell["type"] == "code"]
    assert "Next: " in str(progress["outputs"])
    for theme in ("light", "dark"):
        opened.look(theme)
        LabPage.photograph(opened, screenshots / f"contents-{theme}")
    files = opened.page.locator(".jp-DirListing-itemText").all_text_contents()
    assert files[0] == CONTENTS
    assert {f"{lesson.stem}.ipynb" for lesson in lessons()} <= set(files)
    last = lessons()[-1]
    opened.page.get_by_role("link", name=f"{last.number} · {last.title}").click()
    opened.page.wait_for_url(f"**/{last.stem}.ipynb**")
