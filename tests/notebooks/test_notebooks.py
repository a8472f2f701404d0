"""Every lesson's notebooks: solutions all passed, learners' all "not started", none stale.

The run of the solution notebooks is nbval's, in solutions/: it holds what is read here.
"""

import re
from pathlib import Path

import nbformat
import pytest

from bpcourse.authoring import check
from bpcourse.authoring.leaks import lines_of
from bpcourse.authoring.notebooks import text_of
from bpcourse.authoring.run import run_notebook
from bpcourse.authoring.source import read_source
from bpcourse.exercises import lessons
from bpcourse.learner.notebooks import notebooks_dir

ROOT = Path(__file__).parents[2]
VERDICT = "application/vnd.bpcourse.verdict+json"

# The exercises of a lesson may come before its text does.
WRITTEN = [lesson for lesson in lessons() if (ROOT / "solutions" / f"{lesson.stem}.py").exists()]
every_lesson = pytest.mark.parametrize("lesson", WRITTEN, ids=lambda lesson: lesson.stem)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@every_lesson
def test_every_solution_passes_its_check(lesson):
    notebook = nbformat.read(ROOT / "solutions" / f"{lesson.stem}.ipynb", as_version=4)
    text = "\n".join(text_of(output) for output in outputs(notebook))
    verdicts = set(re.findall(r"(\w+): (\w[\w ]*) · [\d.]+ of \d+ point", text))
    assert verdicts == {(exercise.name, "passed") for exercise in lesson.exercises}


@every_lesson
def test_an_untouched_notebook_runs_and_nothing_is_started(lesson, tmp_path):
    notebook = nbformat.read(notebooks_dir() / f"{lesson.stem}.ipynb", as_version=4)
    ran = outputs(run_notebook(notebook, tmp_path))
    assert [output for output in ran if output.output_type == "error"] == []
    assert [output.text for output in ran if output.get("name") == "stderr"] == []

    shown = [output.data for output in ran if VERDICT in output.get("data", {})]
    statuses = {(data[VERDICT]["exercise"], data[VERDICT]["status"]) for data in shown}
    assert statuses == {(exercise.name, "not_started") for exercise in lesson.exercises}
    for data in shown:
        assert f"{data[VERDICT]['exercise']}: not started" in data["text/plain"].split("\n")[0]


@every_lesson
def test_every_solution_has_a_line_that_check_would_find(lesson):
    source = read_source(ROOT / "solutions" / f"{lesson.stem}.py")
    codes = [cell for cell in source.cells if cell.kind == "code"]
    watched = {line.exercise for cell in codes for line in lines_of(cell)}
    assert watched == {exercise.name for exercise in lesson.exercises}


def test_sources_and_notebooks_agree_and_nothing_is_given_away():
    assert "\n".join(map(str, check(ROOT))) == ""
