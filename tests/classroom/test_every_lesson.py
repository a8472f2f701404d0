"""What passes in a learner's notebook passes in a class, in every lesson."""

import shutil
from pathlib import Path

import pytest

from bpcourse.classroom import grade_folder
from bpcourse.exercises import lessons

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.stem)
def test_the_solutions_of_a_lesson_get_all_points(lesson, tmp_path):
    """Also where they build on what the notebook takes from earlier lessons by `mine`."""
    learner = tmp_path / "submissions" / "learner"
    learner.mkdir(parents=True)
    for notebook in SOLUTIONS.glob("*.ipynb"):  # the whole course is handed in
        shutil.copy(notebook, learner)
    report = grade_folder(learner.parent, tmp_path / "out", lesson=lesson.number)
    (row,) = report.rows
    assert {verdict.exercise: verdict.status for verdict in row.verdicts} == {
        exercise.name: "passed" for exercise in lesson.exercises
    }
    assert row.notes == ()
