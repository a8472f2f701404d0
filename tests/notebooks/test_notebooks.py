"""Every lesson's notebooks: solutions all passed, learners' all "not started", none stale.

The run of the solution notebooks is nbval's, in solutions/: it holds what is read here.
"""

import re
import time
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

every_lesson = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.stem)

# In how many seconds an untouched notebook should run on two cores. It is printed, and judged only
# where something hangs: the machine that tests may be busy.
SECONDS = {"08": 60}
USUAL_SECONDS = 25
HANGS = 240


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def checks_of(exercise):
    """How a verdict calls what a lesson checks: an exercise, or each part of a class."""
    return [f"{exercise.name}, part {part}" for part in exercise.parts] or [exercise.name]


@every_lesson
def test_every_solution_passes_its_check(lesson):
    notebook = nbformat.read(ROOT / "solutions" / f"{lesson.stem}.ipynb", as_version=4)
    text = "\n".join(text_of(output) for output in outputs(notebook))
    passed = {f"{name}: passed" for exercise in lesson.exercises for name in checks_of(exercise)}
    verdicts = set(
        re.findall(r"(?<!Your )\b(\w+(?:, part \w+)?: \w[\w ]*) · (?:[\d.]+ of|this part)", text)
    )
    assert passed <= verdicts <= passed | {f"{one.name}: passed" for one in lesson.exercises}


def unstarted(exercise):
    """What is said where nothing is written: what builds on another exercise has to wait for it."""
    return "blocked" if exercise.own else "not_started"


@every_lesson
def test_an_untouched_notebook_runs_and_nothing_is_started(lesson, tmp_path, capsys):
    notebook = nbformat.read(notebooks_dir() / f"{lesson.stem}.ipynb", as_version=4)
    began = time.monotonic()
    ran = outputs(run_notebook(notebook, tmp_path, timeout=HANGS))
    took, want = time.monotonic() - began, SECONDS.get(lesson.number, USUAL_SECONDS)
    with capsys.disabled():
        print(f"\n{lesson.stem} ran in {took:.0f} s, and should in {want} s", end=" ")
    assert took < HANGS
    assert list(tmp_path.iterdir()) == []  # a run leaves no files behind
    assert [output for output in ran if output.output_type == "error"] == []
    assert [output.text for output in ran if output.get("name") == "stderr"] == []

    shown = [output.data for output in ran if VERDICT in output.get("data", {})]
    statuses = {(data[VERDICT]["exercise"], data[VERDICT]["status"]) for data in shown}
    assert statuses == {(exercise.name, unstarted(exercise)) for exercise in lesson.exercises}
    for data in shown:
        first = data["text/plain"].split("\n")[0]
        name, status = data[VERDICT]["exercise"], data[VERDICT]["status"]
        said = "This has to wait" if status == "blocked" else rf"{name}(, part \w+)?: not started"
        assert re.search(said, first)


@every_lesson
def test_every_solution_has_a_line_that_check_would_find(lesson):
    source = read_source(ROOT / "solutions" / f"{lesson.stem}.py")
    codes = [cell for cell in source.cells if cell.kind == "code"]
    watched = {line.exercise for cell in codes for line in lines_of(cell)}
    anybodys = {"square_derivative"}  # its line is too short to be told from others
    assert watched == {exercise.name for exercise in lesson.exercises} - anybodys


def test_sources_and_notebooks_agree_and_nothing_is_given_away():
    assert "\n".join(map(str, check(ROOT))) == ""
