"""A slice of the audit, over every exercise; `bpcourse audit` takes all of it."""

import pytest

from bpcourse.authoring.audit.plan import FAST
from bpcourse.authoring.audit.run import audit_exercise
from bpcourse.authoring.audit.survivor import survivors_of
from bpcourse.exercises import lessons

EXERCISES = [(lesson, exercise) for lesson in lessons() for exercise in lesson.exercises]


@pytest.mark.parametrize("name", [exercise.name for _, exercise in EXERCISES])
def test_nothing_falls_short(name):
    finding = audit_exercise(name, FAST)
    assert {measure: found for measure, found in finding.problems.items() if found} == {}


def test_parts_one_and_two_are_complete():
    assert [lesson.number for lesson in lessons()] == [f"{n:02}" for n in range(9)]
    assert len(EXERCISES) == 38


def test_every_survivor_has_a_reason():
    for lesson, exercise in EXERCISES:
        for survivor in survivors_of(lesson, exercise).values():
            assert survivor.kind in {"equivalent", "tolerated", "beyond"}
            assert len(survivor.reason.split()) >= 3, survivor
