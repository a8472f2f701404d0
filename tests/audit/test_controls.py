"""The audit itself: each measure finds what is planted for it, and finds nothing in good work."""

import dataclasses

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.authoring.audit import naming, pairs, rejection, stability, survivor, words
from bpcourse.authoring.audit.run import slowest_first
from bpcourse.authoring.audit.survivor import Survivor
from bpcourse.exercises import Misconception, Probe, find_exercise
from bpcourse.grading import Diagnosis, draw_cases

LESSON, LINEAR = find_exercise("linear_backward")
RELU = find_exercise("relu_backward")[1]


def only(exercise, *names):
    """The exercise with some of its probes."""
    return dataclasses.replace(
        exercise, probes=tuple(p for p in exercise.probes if p.name in names)
    )


def listed(monkeypatch, *entries):
    table = {entry.change: entry for entry in entries}
    monkeypatch.setattr(rejection, "survivors_of", lambda lesson, exercise: table)


def test_probes_with_a_hole_let_mutants_through():
    """With one example, a sum over the batch cannot be told from a mean, nor from the last row."""
    assert not rejection.measure(LESSON, LINEAR, [0], 10).problems
    hole = rejection.measure(LESSON, only(LINEAR, "a batch of one"), [0], 10)
    assert any("sum" in problem for problem in hole.problems)
    assert hole.rejected + len(hole.problems) == hole.mutants


def test_a_mutant_that_passes_under_one_seed_only_is_found():
    def make(rng):
        return {"x": np.array([1.0, -1.0]), "dout": rng.integers(-1, 2, 2).astype(float)}

    lucky = dataclasses.replace(RELU, probes=(Probe("lucky", make, RELU.probes[0].run),))
    found = rejection.measure(LESSON, lucky, range(6), 10).problems
    assert any("of 6 seeds" in problem for problem in found)


def test_a_case_that_can_add_nothing_is_not_run():
    cases, asked = draw_cases(LESSON, LINEAR, 0), []

    def right_but_for_dw(index):
        asked.append(index)
        return {**cases.want[index], "dw": np.zeros(0)}

    assert list(rejection.wrong_in(cases, right_but_for_dw)) == [("dw", 0)]
    scored = [index for index, case in enumerate(cases) if not case.probe.advice]
    assert asked == scored
    asked.clear()
    found = rejection.wrong_in(cases, lambda index: asked.append(index), [2, 0, 1])
    assert dict(found) == dict.fromkeys(cases.want[2], 2)
    assert asked == [2]


def test_known_mistakes_return_the_same_with_and_without_a_budget():
    cases = draw_cases(LESSON, LINEAR, 3)
    for mistake in LINEAR.misconceptions:
        for index in range(len(cases)):
            plain, limited = (run(mistake.wrong, index) for run in (cases.unlimited, cases.wrong))
            assert plain is limited is None or all(
                np.array_equal(plain[name], limited[name], equal_nan=True) for name in limited
            )


def survivors(exercise):
    return [
        problem.split(": ")[1].split(" passes")[0]
        for problem in rejection.measure(LESSON, exercise, [0], 10).problems
    ]


def test_an_entry_has_to_be_what_it_says(monkeypatch):
    hole = only(LINEAR, "a batch of one")
    changes = survivors(hole)
    entries = [Survivor(hole.name, change, "equivalent", "says the author") for change in changes]
    listed(monkeypatch, *entries)
    whole = dataclasses.replace(hole, probes=LINEAR.probes)
    assert not rejection.measure(LESSON, hole, [0], 10).problems
    stale = rejection.measure(LESSON, whole, [0], 10).problems
    assert len(stale) == len(entries)
    assert all("drop its entry" in problem for problem in stale)


@pytest.mark.parametrize(
    ("kind", "wrong", "says"),
    [
        ("equivalent", lambda dout, x: dout * (x > 0) + 0.0, None),
        ("equivalent", lambda dout, x: dout * (x > 0) * (1 + 1e-9), "differs"),
        ("tolerated", lambda dout, x: dout * (x > 0) * (1 + 1e-9), None),
        ("tolerated", lambda dout, x: dout * (x > 0) * (1 + 1e-4), "rejected"),
        ("tolerated", lambda dout, x: dout * (x > 0), "it is equivalent"),
        ("beyond", lambda dout, x: dout * (x >= 0), None),
        ("beyond", lambda dout, x: dout, "differs"),
        ("beyond", lambda dout, x: dout[9, 9, 9], "raises"),
    ],
)
def test_entries_are_verified(kind, wrong, says):
    entry = Survivor("relu_backward", "this -> that", kind, "a reason")
    told = survivor.verify(entry, survivor.fresh_draws(LESSON, RELU, 60), wrong)
    assert told is None if says is None else says in told


def test_survivors_are_verified_on_as_many_scored_cases_as_asked_for():
    fresh = survivor.fresh_draws(LESSON, LINEAR, 60)
    scored = [sum(not case.probe.advice for case in cases) for cases in fresh]
    assert sum(scored) >= 60 > sum(scored[:-1])


def said(words_, certainty="recognised", source="misconception", key="k", output="dx"):
    return Diagnosis(source, key, output, certainty, words_)


def test_a_diagnosis_is_true_only_of_what_behaves_like_it():
    witness = naming.Witness(LESSON, RELU)
    by_key = {m.key: m for m in RELU.misconceptions}
    missing, inverted = by_key["mask-missing"], by_key["mask-inverted"]
    assert witness.true(said(missing.words), lambda dout, x: 1.0 * dout)
    assert not witness.true(said(missing.words), inverted.wrong)
    assert not witness.true(said("nobody's words"), inverted.wrong)


def test_a_relation_has_to_hold_on_inputs_not_seen():
    witness = naming.Witness(LESSON, RELU)
    sign = said("", "fits", "relation", "sign")
    assert witness.true(sign, lambda dout, x: -dout * (x > 0), mutants=False)
    assert not witness.true(sign, lambda dout, x: 2 * dout * (x > 0), mutants=False)


def test_what_is_named_is_counted_and_what_is_false_is_told(monkeypatch):
    wrongs = [
        ("sign", [lambda dout, x: -dout * (x > 0)]),
        ("raises", [lambda dout, x: dout[9, 9, 9]]),
    ]
    witness = naming.Witness(LESSON, RELU)
    counted = naming.measure(LESSON, RELU, wrongs, witness)
    assert (counted.asked, counted.named, counted.raised, counted.false) == (1, 1, 1, [])
    lie = said(RELU.misconceptions[0].words, key=RELU.misconceptions[0].key)
    monkeypatch.setattr(naming, "diagnose_all", lambda *args, **kwargs: [lie])
    counted = naming.measure(LESSON, RELU, wrongs, witness)
    assert counted.named == 0
    assert len(counted.false) == 1


def test_a_misconception_that_another_hides_is_found():
    assert not naming.misconceptions(LESSON, RELU, [0])
    double = Misconception("the-same", "Other words.", RELU.misconceptions[0].wrong)
    unclear = dataclasses.replace(RELU, misconceptions=(*RELU.misconceptions, double))
    assert any("mask-missing" in problem for problem in naming.misconceptions(LESSON, unclear, [0]))
    right = Misconception("right", "It is right.", nn.relu_backward)
    passes = dataclasses.replace(RELU, misconceptions=(right,))
    assert "passes under seed 0" in naming.misconceptions(LESSON, passes, [0])[0]


def test_correct_code_that_fails_is_found():
    assert not stability.acceptance(LESSON, RELU, [0])
    bad = dataclasses.replace(RELU, variants=(*RELU.variants, lambda dout, x: dout))
    assert len(stability.acceptance(LESSON, bad, [0])) == 1
    few = dataclasses.replace(RELU, variants=RELU.variants[:2])
    assert "too few" in stability.acceptance(LESSON, few, [0])[0]


def test_a_verdict_that_hangs_on_the_seed_is_found():
    def make(rng):
        return {"x": np.ones(1), "dout": rng.integers(0, 2, 1).astype(float)}

    noisy = dataclasses.replace(RELU, probes=(Probe("noisy", make, RELU.probes[0].run),))
    assert not stability.noise(LESSON, RELU, range(3))
    assert any("changes under seed" in p for p in stability.noise(LESSON, noisy, range(20)))


@pytest.mark.parametrize(
    "bad",
    [
        "Write x.T @ dout in its place.",
        "It should be dout * (x > 0).",
        "You forgot dw += share.",
        "One word " * 70,
    ],
)
def test_words_that_give_the_line_away_are_found(bad):
    leaky = dataclasses.replace(RELU, misconceptions=(Misconception("k", bad, RELU.reference),))
    assert any("misconception k" in fault for fault in words.faults(leaky))
    assert not words.faults(RELU)


def test_the_exercises_that_take_longest_come_first():
    assert slowest_first(["relu", "fit", "softmax"]) == ["fit", "softmax", "relu"]


def test_pairs_are_two_changes_and_the_same_in_every_audit():
    drawn = pairs.pairs_of(LINEAR, 8)
    assert [p.source for p in drawn] == [p.source for p in pairs.pairs_of(LINEAR, 8)]
    single = {m.source for m in rejection.mutants_of(LINEAR)}
    assert len(drawn) == 8
    assert not single & {p.source for p in drawn}
    cases = draw_cases(LESSON, LINEAR, 0)
    assert sum(bool(rejection.wrong_outputs(cases, p.build())) for p in drawn) >= 6


def test_of_a_pair_it_is_enough_to_name_one_change(monkeypatch):
    first, second = RELU.misconceptions[0], RELU.misconceptions[2]
    names_one = said(first.words, key=first.key)
    monkeypatch.setattr(naming, "diagnose_all", lambda *args, **kwargs: [names_one])
    witness = naming.Witness(LESSON, RELU)
    alone = naming.measure(LESSON, RELU, [("a pair", [second.wrong])], witness)
    assert len(alone.false) == 1
    told = naming.measure(LESSON, RELU, [("a pair", [second.wrong, first.wrong])], witness)
    assert (told.named, told.false) == (1, [])


def test_the_changes_of_a_pair_are_mutants_of_their_own():
    for pair in pairs.pairs_of(LINEAR, 4):
        changes = pairs.changes_of(LINEAR, pair)
        assert 1 <= len(changes) <= 2
        assert all(change.source != pair.source for change in changes)
