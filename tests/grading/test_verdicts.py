"""Verdicts on the kinds of code that learners hand in."""

import json
import sys

import jsonschema
import numpy as np
import pytest

from bpcourse.exercises import find_exercise
from bpcourse.grading import Verdict, as_html, as_text, grade_function
from bpcourse.grading.message import LABELS
from bpcourse.nn import linear_backward as reference

LINEAR = find_exercise("linear_backward")
RELU = find_exercise("relu_backward")


def wrong_in(dx=None, dw=None, db=None):
    """linear_backward with some of its outputs changed."""

    def linear_backward(dout, cache):
        x, w = cache
        right = reference(dout, cache)
        made = (dx, dw, db)
        return tuple(r if f is None else f(r, x, w, dout) for r, f in zip(right, made, strict=True))

    return linear_backward


def test_points_go_by_outputs():
    verdict = grade_function(*LINEAR, wrong_in(dw=lambda dw, *_: dw + 1e-3))
    assert (verdict.status, verdict.score, verdict.points) == ("failed", 2, 3)
    assert [d.output for d in verdict.diagnoses] == ["dw"]


def test_nearly_right_is_said_with_digits_that_tell_the_two_apart():
    verdict = grade_function(*LINEAR, wrong_in(dw=lambda dw, *_: dw + 1e-5))
    assert verdict.diagnoses[0].key == "nearly"
    worst = next(line for line in as_text(verdict).splitlines() if "Furthest" in line)
    yours, ours = worst.split("yours ")[1].rstrip(".").split(", ours ")
    assert yours != ours


def test_an_error_comes_with_the_shapes_and_with_what_was_right():
    def linear_backward(dout, cache):
        x, w = cache
        return dout @ w, x.T @ dout, dout.sum(axis=0)

    text = as_text(grade_function(*LINEAR, linear_backward))
    assert "It got through 1 of 7 probes; dw and db are right there." in text
    assert "x (5, 3), w (3, 4), b (4,), dout (5, 4)" in " ".join(text.split())


def test_what_the_first_call_leaves_behind_is_found():
    sums = {}

    def linear_backward(dout, cache):
        dx, dw, db = reference(dout, cache)
        sums[dw.shape] = sums.get(dw.shape, 0) + dw
        return dx, sums[dw.shape], db

    assert grade_function(*LINEAR, linear_backward).score == 2


@pytest.mark.parametrize("shift", [np.min, np.mean])
def test_a_shift_that_is_not_the_maximum_overflows(shift):
    def cross_entropy_backward(logits, y):
        e = np.exp(logits - shift(logits, axis=1, keepdims=True))
        return (e / e.sum(axis=1, keepdims=True) - np.eye(logits.shape[1])[y]) / len(y)

    exercise = find_exercise("cross_entropy_backward")
    assert grade_function(*exercise, cross_entropy_backward).score == 0


def test_one_mistake_in_two_outputs_is_said_once():
    def linear_backward(dout, cache):
        dx, dw, db = reference(dout, cache)
        return dw, dx, db

    text = as_text(grade_function(*LINEAR, linear_backward))
    assert text.count("each stands in the other's place") == 1
    assert "The same mistake." in text


def test_a_stub_is_not_started():
    def linear_backward(dout, cache):
        """Docstring."""
        raise NotImplementedError

    verdict = grade_function(*LINEAR, linear_backward)
    assert (verdict.status, verdict.score) == ("not_started", 0)


def test_not_implemented_from_deeper_down_is_an_error():
    def linear_backward(dout, cache):
        helper()

    def helper():
        raise NotImplementedError("complex dtype")

    assert grade_function(*LINEAR, linear_backward).status == "error"


def test_an_error_shows_their_line_and_not_ours():
    def linear_backward(dout, cache):
        x, w = cache
        return dout @ np.zeros((99, 3)), x, w

    verdict = grade_function(*LINEAR, linear_backward)
    assert verdict.status == "error"
    assert verdict.error.type == "ValueError"
    assert verdict.error.line == linear_backward.__code__.co_firstlineno + 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "is a return missing"),
        (np.zeros(3), "one array"),
        ((np.zeros(3), np.zeros(3)), "2 of the 3"),
        ({"dx": 0.0, "dw": 0.0}, "'db'"),
        (("a", "b", "c"), "dx should be an array of numbers"),
    ],
)
def test_a_return_that_cannot_be_read(value, words):
    verdict = grade_function(*LINEAR, lambda dout, cache: value)
    assert verdict.status == "failed"
    assert verdict.score == 0
    assert words in verdict.error.message


def test_sys_exit_is_an_answer_and_ctrl_c_is_not():
    def leaves(dout, cache):
        raise SystemExit(0)

    def interrupted(dout, cache):
        raise KeyboardInterrupt

    assert grade_function(*LINEAR, leaves).error.type == "SystemExit"
    with pytest.raises(KeyboardInterrupt):
        grade_function(*LINEAR, interrupted)


def test_what_costs_no_points_is_a_note():
    def in_place(dout, cache):
        x, w = cache
        dx, dw, db = reference(dout, cache)
        x[...] = 0
        return dx, dw, db[None], "extra"

    # The last value is no array; it is not looked at.
    verdict = grade_function(*LINEAR, in_place)
    assert verdict.status == "passed"
    notes = " ".join(verdict.notes)
    assert "costs no points, it stops" not in notes
    assert "changes x in place" in notes
    assert "shape (1, 4), expected (4,)" in notes
    assert "more than it was asked for" in notes


def test_an_integer_buffer_is_a_note_and_a_wrong_buffer_is_not():
    def integer_buffer(dout, x):
        dx = np.zeros_like(x)
        dx[x > 0] = dout[x > 0]
        return dx

    verdict = grade_function(*RELU, integer_buffer)
    assert verdict.status == "passed"
    assert any("whole numbers" in note for note in verdict.notes)

    verdict = grade_function(*RELU, lambda dout, x: integer_buffer(-dout, x))
    assert verdict.status == "failed"
    assert not any("whole numbers" in note for note in verdict.notes)


@pytest.mark.parametrize(
    ("dtype", "words"), [(bool, "True and False"), (int, "whole numbers"), (float, None)]
)
def test_a_type_without_room_is_noted(dtype, words):
    def relu_backward(dout, x):
        dx = np.zeros(x.shape, dtype)
        dx[x > 0] = dout[x > 0]
        return dx

    notes = grade_function(*RELU, relu_backward).notes
    assert len(notes) == (words is not None)
    assert all(words in note for note in notes)


def test_an_error_in_a_probe_that_costs_nothing_is_a_note():
    def mse_loss_backward(pred, target):
        pred -= target
        pred *= 2 / pred.size
        return pred

    verdict = grade_function(*find_exercise("mse_loss_backward"), mse_loss_backward)
    assert verdict.status == "passed"
    assert any("which costs no points, it stops" in note for note in verdict.notes)


def test_a_shape_is_no_note_where_the_numbers_are_wrong():
    verdict = grade_function(*LINEAR, wrong_in(db=lambda db, *_: 3 * db[None]))
    assert verdict.notes == []


def test_infinities_are_judged_without_a_warning():
    """Warnings from bpcourse are errors here."""
    verdict = grade_function(*LINEAR, wrong_in(dw=lambda dw, *_: np.full_like(dw, np.inf)))
    assert verdict.status == "failed"


def test_prints_are_kept_apart_and_capped(capsys):
    def linear_backward(dout, cache):
        print("shape", dout.shape, "x" * 1500)
        print("y" * 10_000)
        return dout

    verdict = grade_function(*LINEAR, linear_backward)
    assert verdict.printed.startswith("shape (5, 4)")
    assert len(verdict.printed) <= 2000
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("raised", [ValueError, SystemExit])
def test_an_exception_that_cannot_be_printed(raised):
    class Mute(Exception):
        def __str__(self):
            raise raised

    def linear_backward(dout, cache):
        raise Mute

    error = grade_function(*LINEAR, linear_backward).error
    assert (error.type, error.message) == ("Mute", "(its message cannot be shown)")


def test_closing_what_is_printed_to_hurts_nobody():
    def linear_backward(dout, cache):
        print("before")
        sys.stdout.close()
        return reference(dout, cache)

    verdict = grade_function(*LINEAR, linear_backward)
    assert (verdict.status, verdict.printed) == ("passed", "before\n")


def test_the_same_code_gets_the_same_words():
    function = wrong_in(dw=lambda dw, *_: dw * 3)
    assert as_text(grade_function(*LINEAR, function)) == as_text(grade_function(*LINEAR, function))


def test_equal_behaviour_has_an_equal_hash():
    a = grade_function(*LINEAR, wrong_in(dw=lambda dw, *_: dw * 3))
    b = grade_function(*LINEAR, wrong_in(dw=lambda dw, x, w, dout: 3 * (dout.T @ x).T))
    c = grade_function(*LINEAR, wrong_in(dw=lambda dw, *_: dw * 2))
    assert a.behaviour == b.behaviour != c.behaviour


SAMPLES = [
    reference,
    wrong_in(dw=lambda dw, *_: dw * np.nan),
    wrong_in(dx=lambda dx, *_: dx.T, db=lambda db, x, w, dout: dout.sum()),
    lambda dout, cache: 1 / 0,
    lambda dout, cache: None,
]


@pytest.mark.parametrize("function", SAMPLES)
def test_the_record_is_strict_json_and_comes_back(function, verdict_schema):
    verdict = grade_function(*LINEAR, function)
    text = json.dumps(verdict.to_dict(), allow_nan=False)
    jsonschema.validate(json.loads(text), verdict_schema)
    again = Verdict.from_dict(json.loads(text))
    assert as_text(again) == as_text(verdict)
    assert as_html(again) == as_html(verdict)


def test_every_status_has_a_label(verdict_schema):
    assert set(LABELS) == set(verdict_schema["properties"]["status"]["enum"])


def test_a_record_of_another_schema_is_refused():
    record = grade_function(*LINEAR, reference).to_dict()
    with pytest.raises(ValueError, match="schema"):
        Verdict.from_dict({**record, "schema": 99})


def test_html_escapes_what_the_learner_wrote():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    def linear_backward(dout, cache):
        print(hostile)
        raise ValueError(hostile)

    html = as_html(grade_function(*LINEAR, linear_backward))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
