"""What is said first, what below it, and in which words."""

import dataclasses

import numpy as np
import pytest
from grading.made import failed, output

from bpcourse.exercises import find_exercise
from bpcourse.grading import Diagnosis, Error, Own, Verdict, as_html, as_text, grade_function
from bpcourse.grading.message import LABELS, compose

EYE, ONES, NAN = np.eye(2), np.ones((2, 2)), np.full((2, 2), np.nan)


def first_line(verdict):
    return compose(verdict).title


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        ([output("a", EYE, EYE), output("b", ONES[0], EYE)], "a is right, b has the wrong shape"),
        ([output("a", ONES, EYE)], "a has the right shape, but wrong numbers"),
        (
            [output("a", NAN, EYE), output("b", ONES, EYE)],
            "a holds nan or inf, b has wrong numbers",
        ),
        ([output("a", 1, 2)], "a is not the right number"),
        (
            [output("a", EYE, EYE, probe="p"), output("a", NAN, EYE)],
            "a is right in 1 of 2 probes; in the other it holds nan or inf",
        ),
        (
            [*(output(f"a{i}", EYE, EYE) for i in range(6)), output("b", ONES, EYE)],
            "6 outputs are right, b has wrong numbers",
        ),
    ],
)
def test_the_first_line_says_what_is_right_and_what_is_not(outputs, said):
    assert first_line(failed(*outputs)) == f"Not yet: {said}."


def test_shapes_come_before_what_is_not_finite_and_named_mistakes_before_others():
    outputs = [
        output("differs", ONES, EYE),
        output("named", ONES, EYE),
        output("nan", NAN, EYE),
        output("shape", ONES[0], EYE),
    ]
    told = compose(failed(*outputs, named=["named"])).wrong
    assert [w.name for w in told] == ["shape", "nan", "named", "differs"]


def test_the_same_words_are_said_once():
    verdict = failed(output("a", ONES, EYE), output("b", ONES, EYE), named=["a", "b"])
    for diagnosis in verdict.diagnoses:
        diagnosis.words = "Words on both."
    assert as_text(verdict).count("Words on both.") == 1


def test_a_property_is_told_by_its_sentence_and_without_numbers():
    verdict = failed(
        output("once", 1, 1), output("shuffled", 0, 1, says="They come in order. They should not.")
    )
    verdict.diagnoses[0] = Diagnosis("relation", "factor", "shuffled", "fits", "0 times ours.")
    text = as_text(verdict)
    assert text.startswith("✗ Not yet. They come in order.\n")
    assert "once is right; shuffled is not." in text
    assert "They should not. Seen in" in text
    assert "yours" not in text
    assert "0 times" not in text
    assert "<svg" not in as_html(verdict)


def test_a_property_of_several_flags_shows_them():
    text = as_text(failed(output("flags", [1, 0], [1, 1], says="A 0 marks what fails.")))
    assert "[1. 0.]" in text


OWN = [
    (0.5, 0.5, "Your backward pass is right for your forward pass", "look at your forward pass"),
    (1.0, 0.5, "the backward pass is where to look", "look at your backward pass"),
    (0.0, 0.0, "gives the same, whatever goes in", "look at your forward pass"),
]


@pytest.mark.parametrize(("analytic", "numeric", "words", "step"), OWN)
def test_the_learners_own_slope_says_which_pass_to_look_at(analytic, numeric, words, step):
    verdict = failed(output("dx", ONES, EYE), own=[Own("dx", analytic, numeric)])
    message = compose(verdict)
    assert words in message.own
    assert step in message.next_step


def test_nothing_is_said_of_outputs_that_were_not_measured():
    outputs = output("dx", ONES, EYE), output("dw", ONES, EYE)
    assert "Your dx is right" in compose(failed(*outputs, own=[Own("dx", 2.0, 2.0)])).own
    assert compose(failed(outputs[1], output("dx", EYE, EYE), own=[Own("dx", 2.0, 2.0)])).own == ""
    assert compose(failed(*outputs, own=[Own("dx", np.nan, 2.0)])).own == ""


def value(*, mul=6.0, power=8.0, error=None):
    """A class in three parts."""
    return failed(
        output("a + b", 5, 5, probe="add", part="add"),
        output("a * b", mul, 6, probe="mul", part="mul"),
        output("a ** b", power, 8, probe="pow", part="pow"),
        status="error" if error else "failed",
        error=error,
    )


def test_parts_are_told_the_first_that_fails_first():
    text = as_text(value(mul=5, power=9))
    assert text.startswith("✗ Not yet: add is right, mul and pow are not right yet.")
    assert "✓ add   ✗ mul   ✗ pow" in text
    assert text.index("a * b should be 6") < text.index("Also: a ** b should be 8")


def test_an_error_in_a_later_part_waits():
    error = Error("NameError", "name 'q' is not defined", probe="pow", line=3, text="return q")
    text = as_text(value(mul=5, power=None, error=error))
    assert text.index("a * b should be 6") < text.index("return q")
    alone = as_text(value(power=None, error=error))
    assert alone.startswith("✗ Not yet: add and mul are right, pow stops with an error.")
    assert "Next: mend your line 3" in alone


def test_a_part_that_is_not_written_is_no_error():
    verdict = value(power=None)
    for one in verdict.outputs:
        one.absent = "unwritten" if one.part == "pow" else None
    assert first_line(verdict).endswith("pow is not written yet.")


def test_a_part_that_fails_points_to_its_own_hint():
    verdict = failed(output("a * b", 5, 6, part="mul"), part="mul")
    assert 'Stuck? hint(Value, "mul")' in as_text(dataclasses.replace(verdict, exercise="Value"))


def test_the_verdict_on_one_part_says_so():
    verdict = failed(output("a * b", 6, 6, part="mul"), status="passed", part="mul")
    assert as_text(verdict).splitlines()[0] == "✓ f, part mul: passed · this part alone"
    assert "check(f)" in as_text(verdict)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "it returned None, where dx was expected: is a return missing?",
            "Not yet: your function returned None, where dx was expected. Is a return missing?",
        ),
        ("the dict it returned has no entry 'db'", "the dict your function returned has no"),
        ("it should be a pair: the loss", "what your function returns should be a pair: the loss."),
    ],
)
def test_what_cannot_be_read_is_told_as_a_sentence_on_their_function(message, said):
    assert said in first_line(failed(error=Error("WrongReturn", message)))


def test_an_error_is_told_before_what_ran():
    verdict = failed(
        output("a", ONES, EYE),
        output("a", None, EYE, probe="q"),
        named=["a"],
        status="error",
        error=Error("ZeroDivisionError", "division by zero", "q", 4, 2, "f", "    x = 1 / 0"),
    )
    text = as_text(verdict)
    assert text.startswith("✗ Stopped by an error in line 4 of your code cell 2.")
    assert "It got through 1 of 2 probes." in text
    assert text.index("x = 1 / 0") < text.index("Where it runs, a differs")
    assert "Words on a." in text
    assert "yours" not in text


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("relu", "mend your line 3, or what your f hands to relu, run the cell"),
        ("f", "mend your line 3, run the cell"),
        ("<lambda>", "mend your line 3, run the cell"),
        (None, "mend your line 3, run the cell"),
    ],
)
def test_an_error_in_another_function_may_be_the_fault_of_who_calls_it(function, said):
    error = Error("ValueError", "odd", line=3, function=function, text="return x")
    verdict = dataclasses.replace(failed(status="error", error=error), exercise="f")
    assert said in as_text(verdict).replace("\n  ", " ")


def test_mistakes_that_would_end_in_the_error_stand_below_it():
    error = Error("ValueError", "odd", probe="q", line=1, inputs={"x": [2, 3], "h": []})
    verdict = failed(output("a", None, EYE, probe="q"), status="error", error=error)
    verdict.diagnoses = [Diagnosis("mutant", "k", "error", "fits", "One.", ["Two."])]
    text = as_text(verdict)
    assert "What may be behind it:\n    One.\n    Two." in text
    assert "The shapes there: x (2, 3)." in text
    assert "One." in as_html(verdict)


def test_what_has_to_wait_and_what_never_ends():
    waits = Verdict("f", "blocked", error=Error("", "It builds on g: write that first."))
    assert as_text(waits).startswith("○ This has to wait. It builds on g: write that first.")
    error = Error("", "After 10 seconds your code was still running", line=7, text="while True:")
    text = as_text(Verdict("f", "timeout", error=error))
    assert text.startswith("✗ After 10 seconds your code was still running.")
    assert "It was at your line 7:\n      while True:\n  If this is a loop" in text


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("level", ["kernel", "seccomp"])
def test_every_status_can_be_told(status, level):
    verdict = Verdict("f", status, error=Error("", "words"), points=1, level=level)
    assert as_text(verdict)
    assert 'role="group"' in as_html(verdict)
    assert as_text(dataclasses.replace(verdict, error=None))


def test_lines_keep_to_their_width():
    outputs = [output(f"a long name {i}", ONES, EYE, probe="a very long name " * 9) for i in "abc"]
    assert max(map(len, as_text(failed(*outputs)).splitlines())) <= 88


def test_what_costs_no_points_is_not_in_the_first_line():
    outputs = [
        output("a", ONES, EYE, probe="costs nothing", advice=True),
        output("b", EYE, EYE, probe="costs nothing", advice=True),
        output("a", EYE, EYE, probe="p"),
        output("a", ONES, EYE, probe="q"),
    ]
    text = as_text(failed(*outputs))
    assert text.startswith("✗ Not yet: a is right in 1 of 2 probes; in the other")
    assert "costs nothing" not in text
    passed = as_text(failed(*outputs[:3], status="passed"))
    assert "a is right." in passed


def test_a_loss_alone_that_is_wrong_is_not_laid_on_the_backward_pass():
    own = [Own("gradient", -0.912, -4.56)]
    message = compose(failed(output("loss", 5, 1), output("dw", EYE, EYE), own=own))
    assert "your gradients are right, and your loss is not" in message.own
    assert "look at your forward pass" in message.next_step
    both = compose(failed(output("loss", 5, 1), output("dw", ONES, EYE), own=own))
    assert "look at the forward pass first" in both.own
    grads = compose(failed(output("loss", 1, 1), output("dw", ONES, EYE), own=own))
    assert "the backward pass is where to look" in grads.own


def test_a_loss_that_is_right_is_not_blamed():
    own, loss = [Own("gradient", 1.0, 1.0)], output("loss", 1, 1)
    assert compose(failed(loss, output("dw", ONES, EYE), own=own)).own == ""
    mostly = [output("dw", EYE, EYE, probe="p"), output("dw", ONES, EYE)]
    assert compose(failed(*mostly, own=own)).own == ""


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_the_logarithm_of_0_is_among_what_gives_no_number(odd):
    assert "logarithm of 0" in as_text(failed(output("a", [odd, 1], [1, 1]))).replace("\n  ", " ")


def test_names_in_the_plural_take_their_verb():
    line = first_line(failed(output("batch sizes", ONES, EYE), output("loss", 1, 1)))
    assert line == "Not yet: loss is right, batch sizes have wrong numbers."
    text = as_text(failed(output("grads of the chain", ONES, EYE)))
    assert "grads of the chain have the right shape" in text
    assert "grads of the chain differ from ours" in text
    few = [output("sizes", EYE, EYE, probe="p"), output("sizes", ONES, EYE)]
    assert "sizes are right in 1 of 2 probes; in the other they have" in first_line(failed(*few))


def test_many_outputs_with_one_mistake_are_one_line():
    verdict = failed(*(output(n, ONES, EYE) for n in "abcd"), named="abcd")
    for diagnosis in verdict.diagnoses:
        diagnosis.words = "Words on all."
    text = as_text(verdict)
    assert "The same mistake is in b, c and d." in text
    assert "Also" not in text
    assert "The same mistake is in b, c and d." in as_html(verdict)
    assert first_line(verdict).startswith("Not yet: a, b, c and d have")


def test_many_parts_are_counted_as_parts():
    parts = [output(f"a{i}", 5, 5, part=f"p{i}") for i in range(6)]
    verdict = failed(*parts, output("b", 1, 2, part="last"))
    assert first_line(verdict) == "Not yet: 6 parts are right, last is not right yet."


@pytest.mark.parametrize("kind", ["WrongReturn", "TypeError"])
@pytest.mark.parametrize(
    "message", ["a + b gives None, and not a Value: is a return missing?", "a grad is None: why?"]
)
def test_of_a_class_too_it_is_said_what_came(kind, message):
    verdict = value(power=None, error=Error(kind, message, probe="pow"))
    text = as_text(verdict)
    assert f"In your class {message.split(':')[0]}" in text
    assert "Python says" not in text
    assert ("return" in text) == ("return" in message)


def test_only_what_reaches_the_function_has_its_shape_told():
    shown = {}
    for name in ("directional_check", "local_derivatives", "linear_backward", "gradient_step"):
        lesson, exercise = find_exercise(name)
        verdict = grade_function(lesson, exercise, lambda *args: np.ones(3) @ np.ones(4))
        shown[name] = set(verdict.error.inputs)
    assert shown["directional_check"] == {"x"}
    assert shown["local_derivatives"] == set()
    assert shown["linear_backward"] >= {"x", "w", "b", "dout"}
    assert shown["gradient_step"] >= {"w1", "b1"}
    assert "dw1" not in shown["gradient_step"]
