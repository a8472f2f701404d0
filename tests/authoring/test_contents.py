"""The table of contents and the letter to the assistant: fresh, true, and silent on solutions."""

import json
import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.authoring import contents as module
from bpcourse.authoring.contents import contents
from bpcourse.exercises import Exercise, Lesson, find_exercise, lessons
from bpcourse.grading.judge import grade_function
from bpcourse.grading.text import as_text
from bpcourse.learner.notebooks import tutor


def course_of(*numbers, parts=()):
    exercise = Exercise("relu", 3, 5, 1, nn.relu, (), (), (), (), parts=parts)
    return [
        Lesson(number, "small", "Small", "Why is that?", 30, (), (exercise,)) for number in numbers
    ]


def texts(course):
    cells = json.loads(contents(course))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells}


def test_a_lesson_is_a_row():
    told = texts(course_of("00", "01", "05", parts=("add", "mul")))
    rows = [line for line in told["part-1"].split("\n") if line.startswith("| [")]
    assert rows == [
        f"| [{number} · Small]({number}_small.ipynb) "
        "| Why is that?<br>`relu` in two parts&nbsp;(3) | 30 | 3 |"
        for number in ("00", "01")
    ]
    assert told["part-1"].startswith("## Part I · One neuron")
    assert told["part-2"].startswith("## Part II · ")
    assert "**Three lessons, 3 exercises, about 2 hours." in told["title"]
    assert "Begin with [00 · Small](00_small.ipynb)" in told["title"]


def test_every_lesson_and_every_exercise_of_the_course_is_in_it():
    told = "\n".join(texts(lessons()).values())
    for lesson in lessons():
        assert told.count(f"\n| [{lesson.number} · {lesson.title}]({lesson.stem}.ipynb) |") == 1
        assert f"| {lesson.question}<br>" in told
        for exercise in lesson.exercises:
            assert re.search(rf"`{exercise.name}`[\w ]*&nbsp;\({exercise.points}\)", told)


def test_no_cell_of_it_leaves_a_file_or_stores_an_output():
    cells = json.loads(contents(lessons()))["cells"]
    (code,) = [cell for cell in cells if cell["cell_type"] == "code"]
    assert "".join(code["source"]) == "from bpcourse import progress\n\nprogress()"
    assert code["outputs"] == []


@pytest.mark.parametrize("damage", ["edited", "old", "missing"])
def test_a_stale_one_is_a_problem(laid, damage):
    path = laid.learner.with_name("_contents.ipynb")
    if damage == "missing":
        path.unlink()
    elif damage == "edited":
        laid.replace("# Backpropagation, by writing it", "# Backpropagation", path)
    else:
        path.write_bytes(contents(course_of("05")))
    (problem,) = laid.check()
    assert (problem.lesson, problem.cell) == ("_contents", None)
    assert "run bpcourse build" in problem.message


def test_a_lesson_without_a_notebook_is_a_problem(laid):
    laid.path.rename(laid.path.with_name("06_other.py"))
    said = [str(problem) for problem in laid.check()]
    assert "05_small: there is no solutions/05_small.py for its exercises: write it" in said


def test_a_line_of_a_solution_in_the_letter_is_found(laid, tmp_path, monkeypatch):
    letter = tmp_path / "TUTOR.md"
    letter.write_text("Say: `dw = x.T @ dout` is the line.", encoding="utf-8")
    monkeypatch.setattr("bpcourse.authoring.shown.tutor", lambda: letter)
    (problem,) = laid.check()
    assert "TUTOR.md gives away a line of linear_backward" in problem.message


def test_the_verdict_in_the_letter_is_what_check_says():
    def mse_loss(pred, target):
        return np.sum((pred - target) ** 2) / len(pred)

    said = as_text(grade_function(*find_exercise("mse_loss"), mse_loss))
    (shown,) = re.findall(r"```\n(.*?)```", tutor().read_text("utf-8"), re.S)
    assert said.startswith(shown.rstrip())


def test_the_letter_names_what_there_is():
    told = tutor().read_text("utf-8")
    assert len(told.split()) < 900
    for name in re.findall(r"`(?:check|hint)\((\w+)\)`", told):
        find_exercise(name)
    assert f"`{module.CONTENTS}`" in told
    assert f"`{lessons()[0].stem}.ipynb`" in told
