"""Lesson 05 as a learner takes it, in a real JupyterLab in a real browser."""

import shutil

import pytest
from browser.lab_page import records

from bpcourse import nn
from bpcourse.exercises import find_lesson
from bpcourse.slicing import bare_source

pytestmark = pytest.mark.browser

LESSON = find_lesson("05")

WRONG = """def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)"""


@pytest.fixture
def lesson(lab, course, request):
    """The lesson as it was handed out, each time with a kernel of its own."""
    copy = course.folder / f"{request.node.name}.ipynb"
    shutil.copy(course.folder / f"{LESSON.stem}.ipynb", copy)
    lab.open(copy.name)
    return lab


def verdicts(lab):
    return [record for cell in lab.cells().values() for record in records(cell["outputs"])]


def check_cell(lab, name):
    """The id of the cell that checks an exercise."""
    return next(key for key, cell in lab.cells().items() if cell["source"] == f"check({name})")


def exercise_cell(lab, name):
    """The id of the cell that an exercise is written in."""
    return next(
        key
        for key, cell in lab.cells().items()
        if cell["type"] == "code" and f"def {name}(" in cell["source"]
    )


def write_exercise(lab, name, code):
    """Write a function in the place of its stub; what follows it in the cell stays."""
    key = exercise_cell(lab, name)
    _, stub, below = lab.cells()[key]["source"].partition("raise NotImplementedError")
    assert stub, f"{name} has been written already"
    lab.write(key, code.rstrip() + below)


def failed(lab):
    return [
        (key, output["ename"], output["evalue"])
        for key, cell in lab.cells().items()
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]


def test_wrong_then_right(lesson, expect, screenshots):
    lesson.run("imports")
    written, checked = (
        exercise_cell(lesson, "linear_backward"),
        check_cell(lesson, "linear_backward"),
    )
    lesson.write(written, WRONG)
    (verdict,) = records(lesson.run(checked))
    assert verdict["status"] == "failed"
    named = {one["key"]: one["words"] for one in verdict["diagnoses"]}
    assert "bias-summed-over-outputs" in named
    cell = lesson.cell(checked)
    expect(cell).to_contain_text(named["bias-summed-over-outputs"])
    for theme in ("Light", "Dark"):
        lesson.theme(f"JupyterLab {theme}")
        cell.screenshot(path=screenshots / f"wrong-{theme.lower()}.png")

    lesson.write(written, bare_source(nn.linear_backward))
    (verdict,) = records(lesson.run(checked))
    assert verdict["status"] == "passed"
    for theme in ("Light", "Dark"):
        lesson.theme(f"JupyterLab {theme}")
        lesson.cell(checked).screenshot(path=screenshots / f"right-{theme.lower()}.png")


def test_a_question_is_answered_by_clicking(lesson, expect, screenshots):
    lesson.run("imports")
    question = next(quiz for quiz in LESSON.quizzes if quiz.key == "reach-of-a-weight")
    wrong, right = (
        next(n for n, option in enumerate(question.options) if option.right is wanted)
        for wanted in (False, True)
    )
    key = next(key for key, cell in lesson.cells().items() if question.key in cell["source"])
    lesson.run(key)
    cell = lesson.answer(key, wrong)
    expect(cell).to_contain_text("not this one")
    expect(cell).not_to_contain_text("right.")
    cell = lesson.answer(key, right)
    for option in question.options:
        expect(cell).to_contain_text(option.why.replace("`", ""))
    for theme in ("Light", "Dark"):
        lesson.theme(f"JupyterLab {theme}")
        cell.screenshot(path=screenshots / f"quiz-{theme.lower()}.png")


def test_the_solved_lesson(lesson, screenshots):
    for exercise in LESSON.exercises:
        write_exercise(lesson, exercise.name, bare_source(exercise.reference))
    lesson.run_all()
    assert failed(lesson) == []
    assert {record["status"] for record in verdicts(lesson)} == {"passed"}
    lesson.theme("JupyterLab Light")
    lesson.photograph(screenshots / "solved-light")
