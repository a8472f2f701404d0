"""What is told of what was done: from one record, as text and as HTML."""

import html.parser
import re

import numpy as np
import pytest

from bpcourse import check, exercises, hint, progress, quiz
from bpcourse.exercises import lessons
from bpcourse.learner.progress import progress_in
from bpcourse.learner.progress_html import as_html
from bpcourse.learner.progress_text import as_text
from bpcourse.learner.record import change_record

NOTEBOOK = "05_layers_backward.ipynb"


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


class Counter:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Counter(self.n + other.n)


def told(capsys):
    capsys.readouterr()
    progress()
    return capsys.readouterr().out


def test_nothing_is_done_yet(capsys, folder):
    text = told(capsys)
    assert text.startswith(f"Your progress: 0 of {sum(len(x.exercises) for x in lessons())} exer")
    for lesson in lessons():
        assert f"○ {lesson.number} {lesson.title}" in text
    assert "Next: " in text
    assert not (folder / ".bpcourse" / "progress.json").exists()


def test_something_is_done(capsys, toy):
    check(relu_backward)
    check(linear_backward)
    check(linear_backward)
    hint(linear_backward)
    quiz("reach-of-a-weight", "c")
    text = told(capsys)
    assert text.startswith("Your progress: 1 of 9 exercises passed · 3 of ")
    assert "◐ 05 Layers backward   1 of 6 passed · questions: 1 of 8 right" in text
    assert re.search(r"✓ relu_backward +passed · 1 check\n", text)
    assert re.search(r"◐ linear_backward +not yet · 2 of 3 points · 2 checks · 1 hint\n", text)
    assert re.search(r"○ tanh_backward +not started, about \d+ minutes\n", text)
    assert "○ 90 Toy lesson" in text
    assert "Counter" not in text  # not begun, so not shown one by one
    step = f"Next: go on with linear_backward in {NOTEBOOK}. A hint: hint(linear_backward)"
    assert step in " ".join(text.split())


def test_parts(capsys, toy):
    check(Counter, "add")
    text = told(capsys)
    assert re.search(r"◐ Counter +not yet · 2 of 4 points · right: add · 1 check", text)


def test_what_comes_next_is_where_someone_was_last(capsys, toy, write):
    write("90_toy_lesson.ipynb", "")
    assert progress_in(write("90_x.ipynb", "").parent).next_step.startswith("Next: linear_backward")
    check(Counter, "add")
    told = progress_in(write("90_x.ipynb", "").parent).next_step
    assert told.startswith("Next: go on with Counter in 90_toy_lesson.ipynb. Its parts still to")
    assert "double" in told


def done(best, points, status="passed"):
    return {
        "best": best,
        "points": points,
        "status": status,
        "attempts": 1,
        "parts": {},
        "hints": 0,
        "when": "2026-01-01T00:00:00Z",
    }


def keep(**entries):
    change_record(lambda record: record["exercises"].update(entries))


def test_all_is_done(capsys, toy):
    for lesson in exercises.lessons():
        keep(**{e.name: done(e.points, e.points) for e in lesson.exercises})
    text = told(capsys)
    assert "9 of 9 exercises passed" in text
    assert "Every exercise has passed its check. Hand in with submit()." in text


def test_points_count_as_they_are_today(capsys, toy):
    keep(linear_backward=done(10, 10), relu_backward=done(2, 4, "failed"))
    text = told(capsys)
    assert re.search(r"✓ linear_backward +passed · 3 of 3 points", text)
    assert re.search(r"◐ relu_backward +not yet", text)


def test_passed_once_and_not_the_last_time(capsys):
    keep(relu_backward=done(1, 1, "failed"))
    assert re.search(r"✓ relu_backward +passed · the last check did not pass", told(capsys))


def test_an_exercise_that_the_course_no_longer_has(capsys):
    keep(gone=done(1, 1))
    assert "gone" not in told(capsys)


def test_a_damaged_record(capsys, folder):
    (folder / ".bpcourse").mkdir()
    (folder / ".bpcourse" / "progress.json").write_bytes(b"{")
    text = told(capsys)
    assert "cannot be read. It is put aside with" in " ".join(text.split())
    assert (folder / ".bpcourse" / "progress.json").read_bytes() == b"{"


def test_a_folder_that_cannot_be_written_to(capsys, folder):
    (folder / ".bpcourse").write_text("")
    assert "cannot be written to, so your checks are not recorded" in " ".join(told(capsys).split())


def test_switched_off(capsys, monkeypatch):
    monkeypatch.setenv("BPCOURSE_PROGRESS", "OFF")
    assert "Nothing is recorded here" in told(capsys)


class Reader(html.parser.HTMLParser):
    """Every tag that is opened is closed, and the text is kept."""

    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += f"{data} "


def test_html_says_what_the_text_says(capsys, toy, folder):
    check(relu_backward)
    check(linear_backward)
    check(Counter, "add")
    found = progress_in(folder)
    reader = Reader()
    reader.feed(as_html(found))
    assert reader.open == []
    said = " ".join(reader.text.split())
    for line in as_text(found).replace("\n\n", "\n").splitlines():
        for piece in re.split(r" {2,}| · questions.*| passed$", line.strip()):
            mark, _, words = piece.partition(" ")
            piece = words if mark in {"✓", "◐", "○"} else piece
            assert piece in said, piece


def test_html_marks_by_more_than_colour(folder):
    page = as_html(progress_in(folder))
    assert 'aria-label="not started">○' in page
    assert "<script" not in page


@pytest.mark.parametrize("present", [True, False])
def test_lessons_without_a_notebook_are_shown_all_the_same(present, capsys, toy, write):
    if present:
        write("90_toy_lesson.ipynb", "")
    assert "90 Toy lesson" in told(capsys)
