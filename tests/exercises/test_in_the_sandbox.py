"""Every exercise in a process of its own, as in a batch: what crosses is enough."""

import pytest

from bpcourse.classroom.judging import Batch, judge_cells
from bpcourse.exercises import lessons
from bpcourse.sandbox import Limits, Sandbox
from bpcourse.slicing import module_slice

LESSONS = pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.number)


def judged(lesson, source):
    with Sandbox() as sandbox:
        verdicts, _ = judge_cells([source], Batch(lesson, seed=5), sandbox, Limits())
    return {verdict.exercise: verdict for verdict in verdicts}


@LESSONS
def test_the_references_pass(lesson):
    homes = {e.name: e.reference.__module__ for e in lesson.exercises}
    verdicts = judged(lesson, module_slice(homes).source)
    assert {name: (v.status, v.notes) for name, v in verdicts.items()} == dict.fromkeys(
        homes, ("passed", [])
    )


@LESSONS
def test_what_returns_nothing_scores_nothing(lesson):
    bodies = {
        e.name: f"class {e.name}:\n    def __init__(self, data, inputs=()):\n        pass\n"
        if e.parts
        else f"def {e.name}(*args):\n    pass\n"
        for e in lesson.exercises
    }
    verdicts = judged(lesson, "\n".join(bodies.values()))
    assert {name: v.score for name, v in verdicts.items()} == dict.fromkeys(bodies, 0)
    assert "passed" not in {v.status for v in verdicts.values()}
