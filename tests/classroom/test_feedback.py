"""The words of a feedback page."""

import dataclasses

import pytest

from bpcourse.classroom.feedback import feedback_page, greeting, next_steps
from bpcourse.classroom.report import GRADED, UNGRADED, UNREADABLE, Row
from bpcourse.exercises import find_lesson
from bpcourse.grading import Verdict
from bpcourse.grading.message import LABELS

LESSON = find_lesson("05")


def row(*statuses, status=GRADED, **fields):
    verdicts = [
        Verdict(exercise.name, s, score=float(s == "passed"), points=1.0)
        for exercise, s in zip(LESSON.exercises, statuses, strict=False)
    ]
    fields = {"problem": "", "notes": (), **fields}
    return Row("first", "first.ipynb", "", status, verdicts, len(verdicts), "first", **fields)


@pytest.mark.parametrize(
    ("statuses", "title"),
    [
        (["passed"] * 6, "All six are right"),
        (["passed"], "It is right"),
        (["passed"] * 5 + ["error"], "Five of six are right"),
        (["passed"] + ["failed"] * 5, "One of six is right"),
        (["not_started"] * 6, "Nothing is written yet"),
        (["failed"] + ["not_started"] * 5, "A start is made"),
    ],
)
def test_the_greeting_says_what_was_achieved(statuses, title):
    assert greeting(row(*statuses))[0] == title


def test_half_an_exercise_is_on_the_way():
    half = row("failed", "not_started")
    half.verdicts[0].score = 0.5
    assert greeting(half)[0] == "You are on the way"


def test_a_problem_is_the_first_thing_said():
    unread = row(*["not_found"] * 6, status=UNREADABLE, problem="The file is empty.")
    assert greeting(unread) == ("Your notebook could not be read", "The file is empty.")
    page = feedback_page(LESSON, unread)
    assert "Hand in <code>05_layers_backward.ipynb</code>" in page
    assert "bpc-verdict bpc-" not in page


def test_a_fault_of_ours_shows_no_total():
    page = feedback_page(LESSON, row(*["ungraded"] * 6, status=UNGRADED))
    assert "lose no points" in page
    assert "of 6 points" not in page


@pytest.mark.parametrize("status", sorted({*LABELS} - {"passed"}))
def test_every_status_has_a_next_step_and_a_page(status):
    one = row(status, status, "passed")
    (step,) = next_steps(one.verdicts)
    assert "<code>linear_backward</code> and <code>relu_backward</code>" in step
    assert step in feedback_page(LESSON, one)


def test_notes_are_escaped_and_the_exercises_that_passed_come_last():
    page = feedback_page(LESSON, row("passed", "failed", notes=("<b>bold</b>",)))
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert page.index('<div id="relu_backward">') < page.index('<div id="linear_backward">')


def test_a_name_is_escaped():
    page = feedback_page(LESSON, dataclasses.replace(row("passed"), learner="<script>"))
    assert "<script" not in page
