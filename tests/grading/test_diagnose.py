"""What is said of a wrong answer, and how sure of it we are."""

import numpy as np
import pytest

from bpcourse.exercises import Exercise, Lesson, Misconception, Probe, find_exercise
from bpcourse.exercises.kit import unpack
from bpcourse.grading import draw_cases, grade_function
from bpcourse.grading.diagnose import diagnose, diagnose_all, diagnose_error
from bpcourse.grading.likeness import MOST_LINES, Trials
from bpcourse.grading.mutants import mutants_of, of_an_error
from bpcourse.nn import linear_backward as reference
from bpcourse.nn import tanh_backward

LINEAR = find_exercise("linear_backward")
BY_HAND = find_exercise("backward_by_hand")
ACCURACY = find_exercise("accuracy")
RELU = find_exercise("relu_backward")
TANH = find_exercise("tanh_backward")
ENTROPY = find_exercise("cross_entropy_backward")


def wrong_in(dx=None, dw=None, db=None):
    """linear_backward with some of its outputs changed."""

    def linear_backward(dout, cache):
        x, w = cache
        right = reference(dout, cache)
        made = (dx, dw, db)
        return tuple(r if f is None else f(r, x, w, dout) for r, f in zip(right, made, strict=True))

    return linear_backward


def diagnoses(function, exercise=LINEAR, seed=0):
    verdict = grade_function(*exercise, function, seed)
    return {d.output: (d.source, d.key, d.certainty) for d in verdict.diagnoses}


def of_relations(function, name, exercise=LINEAR):
    """The diagnosis with the mutants switched off."""
    cases = draw_cases(*exercise, 0)
    return diagnose(cases, cases.reduced(cases.run(function)), name, mutants=False)


def test_two_mistakes_get_two_messages():
    found = diagnoses(
        wrong_in(dx=lambda dx, x, w, dout: -dx, db=lambda db, x, w, dout: dout.mean(0))
    )
    assert found["db"] == ("misconception", "bias-averaged", "recognised")
    assert found["dx"] == ("relation", "sign", "fits")  # turned in the product, or on the way out


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda dw, x, w, dout: -dw, "sign"),
        (lambda dw, x, w, dout: dw * len(x), "factor-N"),
        (lambda dw, x, w, dout: dw / dw.size, "factor-1/entries"),
        (lambda dw, x, w, dout: -dw / 2, "factor-1/2"),
        (lambda dw, x, w, dout: 0.37 * dw, "factor"),
        (lambda dw, x, w, dout: (x.T @ dout).T, "weights-transposed"),
        (lambda dw, x, w, dout: w, "returns-parameters"),
        (lambda dw, x, w, dout: dw + 0.3 * w, "leftover"),
        (lambda dw, x, w, dout: dout, "an-input"),
        (lambda dw, x, w, dout: x @ w, "made-of-two"),
    ],
)
def test_what_is_said_of_a_wrong_dw_without_mutants(make, key):
    assert of_relations(wrong_in(dw=make), "dw").key == key


def test_a_wrong_variable_is_recognised():
    assert diagnoses(wrong_in(dw=lambda dw, x, w, dout: dout))["dw"][2] == "fits"
    returned = diagnoses(
        lambda dout, cache: (lambda dx, dw, db: (dx, dx, db))(*reference(dout, cache))
    )
    assert returned["dw"][0] == "mutant"
    assert returned["dw"][2] == "recognised"


def test_transpose_and_axis_as_relations():
    def relu_backward(dout, x):
        return (dout * (x > 0)).T

    # A batch that is not two-dimensional has no rows and columns to exchange.
    assert diagnoses(relu_backward, RELU)["dx"][1] == "only-one-example"

    def of_axis(db, x, w, dout):
        return x.sum(axis=1)

    assert diagnoses(wrong_in(db=of_axis))["db"][1] == "axis"


def test_an_overflow_does_not_hide_another_mistake():
    def cross_entropy_backward(logits, y):
        p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        return p - np.eye(logits.shape[1])[y]

    found = diagnoses(cross_entropy_backward, ENTROPY)
    assert found["dlogits"] == ("misconception", "mean-missing", "fits")


def test_words_on_two_outputs_need_both():
    def returned(order):
        return lambda dout, cache: order(*reference(dout, cache))

    # dx and dw are not exchanged here: what speaks of both must hold for both.
    assert diagnoses(returned(lambda dx, dw, db: (dw, dw, db)))["dx"][0] == "mutant"
    assert diagnoses(returned(lambda dx, dw, db: (dw, dx, db))) == dict.fromkeys(
        ("dx", "dw"), ("misconception", "return-order", "recognised")
    )


def test_a_factor_that_two_names_fit_is_not_named():
    """Where only the single output is off, two and the number of entries are one number."""

    def twice_for_one_output(dw, *_):
        return 2 * dw if dw.shape[1] == 1 else dw

    assert diagnoses(wrong_in(dw=twice_for_one_output))["dw"][1] == "factor"


def test_nothing_is_claimed_where_nothing_fits():
    found = diagnoses(wrong_in(dx=lambda dx, x, w, dout: np.cos(50 * dx)))
    assert found["dx"] == ("fallback", "differs", "observed")


def test_a_factor_of_one_probe_only_is_no_relation():
    def sometimes(dx, x, w, dout):
        return -dx if len(x) == 5 else np.cos(50 * dx)

    assert diagnoses(wrong_in(dx=sometimes))["dx"][1] == "differs"


# Mutants


def mutant(exercise, change):
    return next(m for m in mutants_of(exercise[1]) if m.change == change)


@pytest.mark.parametrize("exercise", [LINEAR, RELU, TANH, ENTROPY])
def test_a_mutant_is_named_or_a_misconception_that_is_the_same(exercise):
    """Every slip of the reference that gives numbers is named, and never recognised as another."""
    for m in mutants_of(exercise[1]):
        verdict = grade_function(*exercise, m.build(), seed=3)
        for d in verdict.diagnoses:
            assert d.certainty != "observed", m.change
            if d.source == "mutant" and d.certainty == "recognised":
                assert d.words == m.words, m.change
            elif d.source == "mutant":
                words = {m.words, m.idea}
                if verdict.error:
                    words = {of_an_error(said) for said in words}
                assert words & {d.words, *d.others}, m.change


def test_two_slips_in_one_output_are_not_told_as_one():
    def tanh_wrong_twice(dout, out):
        return dout * (1 + out) ** 3

    for seed in range(5):
        found = diagnoses(tanh_wrong_twice, TANH, seed)["dx"]
        assert found[2] != "recognised"
        assert found[0] in {"relation", "fallback"}


def test_two_slips_in_two_outputs_are_each_named():
    one = mutant(LINEAR, "x.T @ dout -> -(x.T @ dout)").build()
    two = mutant(LINEAR, "dout.sum(axis=0) -> dout").build()

    def both(dout, cache):
        dx, _, db = two(dout, cache)
        return dx, one(dout, cache)[1], db

    found = diagnoses(both)
    assert found["db"] == ("misconception", "bias-not-summed", "recognised")
    assert found["dw"] == ("relation", "sign", "fits")


def test_the_same_code_gets_the_same_words_however_often_it_is_asked():
    function = wrong_in(dw=lambda dw, x, w, dout: dout.T @ x)
    first = grade_function(*LINEAR, function, 11).diagnoses
    assert first == grade_function(*LINEAR, function, 11).diagnoses
    draw_cases.cache_clear()
    assert first == grade_function(*LINEAR, function, 11).diagnoses


def test_a_budget_that_is_spent_is_spent_again_when_all_is_known():
    cases = draw_cases(*TANH, 5)
    got = cases.reduced(cases.run(lambda dout, out: dout))
    left = []
    for _ in range(2):
        trials = Trials(cases, got)
        for m in mutants_of(TANH[1]):
            trials.likeness(m.build(), ["dx"], trials.scored)
        left.append(trials._left)
    assert left[0] == left[1] < MOST_LINES


def test_what_does_not_fit_into_the_budget_is_not_claimed(monkeypatch):
    wrong = mutant(TANH, "out ** 2 -> 2 ** out").build()
    assert diagnoses(wrong, TANH)["dx"][2] == "recognised"
    monkeypatch.setattr("bpcourse.grading.likeness.MOST_LINES", 3000)
    found = diagnoses(wrong, TANH)["dx"]
    assert found[2] != "recognised"


def test_zeros_are_no_proof_of_a_slip():
    """A mutant that gives zeros, and a learner who does: each may have come to it differently."""
    found = diagnoses(lambda dout, out: 0 * dout, TANH)["dx"]
    assert found[2] != "recognised"


def test_a_mistake_that_was_seen_only_where_the_code_did_not_stop_is_not_certain():
    def tanh_stops(dout, out):
        if out.ndim != 2:
            raise ValueError("two axes, please")
        return tanh_backward.__wrapped__(dout, 1 - (1 - out))[::1] * 0 + dout * (1 + out**2)

    found = diagnoses(tanh_stops, TANH)["dx"]
    assert found == ("misconception", "plus-for-minus", "fits")


@pytest.mark.parametrize(
    "share",
    [
        lambda right: right.sum() // len(right),
        lambda right: int(right.mean()),
        lambda right: right.all(),
        lambda right: 0.0,
    ],
)
def test_zeros_and_ones_are_no_proof_of_a_misconception(share):
    for seed in range(8):
        found = diagnoses(lambda logits, y: share(logits.argmax(1) == y), ACCURACY, seed)
        assert found["accuracy"][2] != "recognised"


def test_words_on_all_outputs_are_not_certain_where_only_one_is_so():
    """Where a misconception gets more wrong than came in so, it is not the whole story."""

    def two_missing_and_exchanged(a, b, c):
        d = a * b + c
        return d * a, d * b, d

    def of_the_sum(a, b, c):
        d = a * b + c
        return d**2, 2 * d * b, 2 * d * a

    for function in (two_missing_and_exchanged, of_the_sum):
        for source, _, certainty in diagnoses(function, BY_HAND).values():
            assert source != "misconception" or certainty != "recognised"


def test_all_signs_turned_are_told_once():
    verdict = grade_function(*LINEAR, lambda dout, cache: [-a for a in reference(dout, cache)], 0)
    assert {(d.source, d.key) for d in verdict.diagnoses} == {("relation", "sign")}
    (words,) = {d.words for d in verdict.diagnoses}
    assert words.startswith("Your dx, dw and db are exactly minus ours")


# An exercise of our own, in which a slip and a misconception agree by chance.


def scaled(x):
    return x * 2.0


def run(t, x):
    return unpack(t.scaled(x), "y")


CUT = Misconception("cut-off", "It is cut off.", lambda x: np.minimum(x, 5.0) * 4.0)


def one_perhaps_above_five(rng):
    return {"x": np.append(rng.uniform(0.5, 4.5, 7), rng.uniform(4.0, 9.0))}


def test_a_slip_that_agrees_here_and_not_elsewhere_raises_a_doubt():
    """Where all numbers are below 5 nobody can tell whether a result four times is also cut."""
    probe = Probe("eight", one_perhaps_above_five, run)
    exercise = Exercise("scaled", 1, 1, 1, scaled, (probe,), (CUT,), ("",) * 3, ())
    lesson = Lesson("99", "own", "Own", "Why?", 10, (), (exercise,))
    drawn = [draw_cases(lesson, exercise, seed) for seed in range(20)]
    below = next(c for c in drawn if c[0].inputs["x"].max() < 5)
    above = next(c for c in drawn if c[0].inputs["x"].max() > 5)
    for cases, certainty, others in ((below, "fits", 1), (above, "recognised", 0)):
        said = diagnose(cases, cases.reduced(cases.run(CUT.wrong)), "y")
        assert (said.key, said.certainty, len(said.others)) == ("cut-off", certainty, others)


# Errors


def answers_of(function, exercise):
    cases = draw_cases(*exercise, 0)
    return cases, cases.run(function)


def test_an_error_is_held_against_known_mistakes():
    def linear_backward(dout, cache):
        x, w = cache
        return dout @ w, x.T @ dout, dout.sum(axis=0)

    found = diagnose_error(*answers_of(linear_backward, LINEAR))
    assert (found.source, found.key, found.certainty) == (
        "misconception",
        "weights-not-transposed",
        "fits",
    )


def test_an_error_of_a_slip_that_nobody_wrote_down():
    def linear_backward(dout, cache):
        x, w = cache
        return dout @ w.T, x.T @ dout, dout.sum(axis=2)

    assert diagnose_error(*answers_of(linear_backward, LINEAR)) is None

    def cross_entropy_backward(logits, y):
        N = len(y)
        p = np.exp(logits - logits.max(1, keepdims=True))
        p = p / p.sum(1, keepdims=True)
        p[np.arange(N), logits] -= 1
        return p / N

    found = diagnose_error(*answers_of(cross_entropy_backward, ENTROPY))
    assert found is None or found.certainty == "fits"


def test_of_an_error_nobody_says_that_there_is_a_result():
    told = 0
    for m in mutants_of(LINEAR[1]):
        if found := diagnose_error(*answers_of(m.build(), LINEAR)):
            assert "Your result" not in " ".join([found.words, *found.others])
            told += found.words.startswith("The same error comes when ")
    assert told


def test_an_error_that_nothing_known_raises_gets_no_words():
    assert diagnose_error(*answers_of(lambda dout, cache: 1 / 0, LINEAR)) is None


def test_all_outputs_share_one_budget_and_keep_their_order():
    cases = draw_cases(*LINEAR, 0)
    got = cases.reduced(cases.run(lambda dout, cache: [-a for a in reference(dout, cache)]))
    found = diagnose_all(cases, got, ["db", "dx", "dw"])
    assert [d.output for d in found] == ["db", "dx", "dw"]
