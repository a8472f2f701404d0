"""The step-size curve: its numbers, and that what it says is true at every step."""

import math
import re

import numpy as np
import pytest

from bpcourse.gradcheck import numerical_derivative
from bpcourse.widgets import step_size_curve
from bpcourse.widgets.figures.differences import (
    FUNCTIONS,
    PRECISIONS,
    STEPS,
    derivative_of,
    digits,
    measure,
    nearest,
)


def own_central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def own_forward(f, x, h):
    return (f(x + h) - f(x)) / h


def own_without_2(f, x, h):
    return (f(x + h) - f(x - h)) / h


def test_the_errors_are_those_of_the_quotients():
    forward, central = measure(np.exp, 1.0, math.e, "float64")
    for h in (1e-13, 1e-8, 1e-5, 0.1, 1.0):
        n = nearest(h)
        assert STEPS[n] == pytest.approx(h, rel=1e-12)
        x = np.float64(1)
        want = abs((np.exp(x + h) - np.exp(x)) / h - math.e)
        assert forward.errors[n] == pytest.approx(want, rel=1e-9)
        want = abs((np.exp(x + h) - np.exp(x - h)) / (2 * h) - math.e)
        assert central.errors[n] == pytest.approx(want, rel=1e-9)


def test_float32_is_float32_in_every_operation():
    def kept(x):
        assert isinstance(x, np.float32)
        return x * x

    forward, central = measure(kept, 1.0, 2.0, "float32")
    assert 1e-5 < forward.smooth[forward.best] < 1e-2
    _, central64 = measure(lambda x: x * x * x, 1.0, 3.0, "float64")
    assert central64.smooth[central64.best] < 1e-8 < central.smooth[nearest(1e-3)]


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    ("precision", "far_left", "right"), [("float64", 1e-12, 1e-3), ("float32", 1e-5, 0.2)]
)
def test_what_eats_the_digits_is_what_the_slope_says(name, precision, far_left, right):
    f, df = FUNCTIONS[name]
    truth = float(df(1.0))
    for one, order in zip(measure(f, 1.0, truth, precision), (1, 2), strict=True):
        assert one.eats(nearest(far_left)) == "rounding"
        assert one.eats(nearest(right)) == "truncation"
        assert one.eats(one.best) == "both"
        assert one.order in (order, None)
        a, b = nearest(right), nearest(right) + 10  # half a decade
        slope = 2 * math.log10(one.errors[b] / one.errors[a])
        assert slope == pytest.approx(order, abs=0.35)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_a_step_that_is_rounded_away_is_lost(precision):
    forward, central = measure(np.exp, 1.0, math.e, precision)
    n = nearest(1e-16)
    kind = PRECISIONS[precision]
    gone = kind(1) + kind(STEPS[n]) == kind(1) and kind(1) - kind(STEPS[n]) == kind(1)
    assert (central.eats(n) == "lost") == gone
    assert forward.lost.tolist() == central.lost.tolist()


def test_at_the_ends_the_words_are_true():
    curve = step_size_curve()
    curve.set(h=1.0)
    assert "truncation" in curve.status
    assert "rounding eats" not in curve.status
    assert "shrinks as h²: a step ten times shorter, an error a hundred times" in curve.status
    assert "shrinks as h: a step ten times shorter, an error ten times" in curve.status
    forward, central = ([float(row[k]) for row in curve._seen.rows] for k in (1, 2))
    assert forward[-3] / forward[-4] == pytest.approx(10, rel=0.1)  # 0.01 and 0.001
    assert central[-3] / central[-4] == pytest.approx(100, rel=0.1)
    curve.set(h=1e-13)
    assert "In both rounding eats the digits" in curve.status
    curve.set(h=1e-16, precision="float32")
    assert "no digit of either difference is right" in curve.status
    assert "the step is lost" in curve.status


def test_a_straight_line_has_no_truncation():
    curve = step_size_curve(lambda x: 3 * x, df=lambda x: 3.0)
    assert "only rounding is left" in curve.alternative()
    for h in (1e-12, 1e-4, 1.0):
        curve.set(h=h)
        assert "truncation" not in curve.status
    curve = step_size_curve(lambda x: 5.0, df=lambda x: 0.0)
    assert "exact" in curve.status


def test_the_number_of_right_digits():
    assert digits(0.0, 2.0) == 17
    assert digits(2e-5, 2.0) == 5
    assert digits(3.0, 2.0) == 0
    assert digits(math.nan, 2.0) == 0
    assert digits(1e-4, 0.0) == 4


def test_the_right_digits_are_underlined():
    picture = step_size_curve().shown["picture"]
    assert "<b>2.718281828</b>" in picture  # central: 10
    assert "<b>2.7182</b>" in picture  # forward: 5


def test_the_table_holds_the_errors():
    curve = step_size_curve("sin", 0.5)
    row = next(row for row in curve._seen.rows if row[0] == "0.001")
    h = 1e-3
    assert row[1] == pytest.approx(abs((math.sin(0.5 + h) - math.sin(0.5)) / h - math.cos(0.5)))
    assert row[2] == pytest.approx(
        abs((math.sin(0.5 + h) - math.sin(0.5 - h)) / (2 * h) - math.cos(0.5)), rel=1e-4
    )
    assert len(curve.shown["rows"]) >= 17
    curve.set(h=3.2e-8)
    assert any("(here)" in row[0] for row in curve.shown["rows"])


@pytest.mark.parametrize(
    ("f", "x", "truth", "how"),
    [
        (np.exp, 1.0, math.e, "complex"),
        (math.exp, 1.0, math.e, "Richardson"),
        (abs, -2.0, -1.0, "Richardson"),
        (lambda x: x**5 - x, 2.0, 79.0, "complex"),
        (math.sqrt, 0.01, 5.0, "Richardson"),
    ],
)
def test_the_derivative_is_found_and_said_how(f, x, truth, how):
    found, words = derivative_of(f, x)
    assert found == pytest.approx(truth, rel=1e-9)
    assert how in words
    assert how in step_size_curve(f, x).status


def test_a_wrong_df_is_said():
    curve = step_size_curve(np.sin, 1.0, df=np.sin)
    assert "Is df the derivative of f?" in curve.shown["note"]
    assert "Is df" in curve.twin()
    assert step_size_curve(np.sin, 1.0, df=np.cos).shown["note"] == ""


def test_a_kink_is_said():
    curve = step_size_curve(lambda x: abs(x - 1), 1.0, df=lambda x: 1.0)
    assert curve.shown["note"] != ""
    curve = step_size_curve(lambda x: max(x, 1.0), 1.0, df=lambda x: 0.5)
    assert "forward difference comes near the derivative at no step" in curve.shown["note"]


@pytest.mark.parametrize(
    ("derivative", "words"),
    [
        (own_central, "Yours lies on the central curve"),
        (numerical_derivative, "Yours lies on the central curve"),
        (own_forward, "Yours lies on the forward curve"),
        (own_without_2, "Yours is 2 times the central one"),
        (lambda f, x, h: -own_central(f, x, h), "Yours is −1 times the central one"),
        (lambda f, x, h: own_central(f, x, 0.01), "Yours is the same at every step"),
        (lambda f, x, h: own_central(f, x, h + 0.01), "Yours comes no nearer than"),
    ],
)
def test_a_learners_derivative_is_drawn_and_compared(derivative, words):
    curve = step_size_curve("exp", derivative=derivative)
    assert words in curve.status
    assert "yours" in curve.shown["picture"]
    assert curve.frame["heads"][-1] == "yours: error"
    assert curve.shown["note"] == ""


def raises(f, x, h):
    return f(x) + None


def endless(f, x, h):
    while True:
        x = x + 0


@pytest.mark.parametrize(
    ("derivative", "words"),
    [
        (raises, "TypeError"),
        (lambda f, x, h: None, "is None"),
        (lambda f, x, h: np.zeros(3), r"array of shape \(3,\)"),
        (lambda f, x: 1.0, "TypeError"),
        (endless, "still running"),
    ],
)
def test_a_derivative_that_fails_gets_a_message(monkeypatch, derivative, words):
    monkeypatch.setattr("bpcourse.widgets.theirs.time_limit.SECONDS", 0.2)
    curve = step_size_curve("exp", derivative=derivative)
    assert re.search(words, curve.shown["note"])
    assert "central" in curve.status  # ours are shown nevertheless


def test_an_endless_f_is_refused_in_words(monkeypatch):
    def f(x):
        while True:
            x = x + 0

    monkeypatch.setattr("bpcourse.widgets.theirs.time_limit.SECONDS", 0.2)
    with pytest.raises(ValueError, match=r"f was still running after 0\.2 seconds"):
        step_size_curve(f)


def test_nan_from_a_learners_derivative_breaks_its_line_only():
    curve = step_size_curve(
        "exp", derivative=lambda f, x, h: np.nan if h > 0.1 else own_central(f, x, h)
    )
    assert "nan" not in curve.shown["picture"].lower()


def test_functions_without_a_derivative_at_x_are_not_offered():
    options = step_size_curve(x=-1.0).frame["controls"][1]["options"]
    assert "sqrt(x)" not in options
    assert "sin(x)" in options


def test_where_f_has_no_value_that_is_said():
    curve = step_size_curve(math.sqrt, 0.5)
    curve.set(h=1.0)
    assert "f has no value so far from x" in curve.status
    assert "no value" in curve.shown["picture"]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"f": "cosine"}, ValueError, "one of exp"),
        ({"f": 3}, ValueError, "a function or one of"),
        ({"x": "1"}, TypeError, "x must be a number"),
        ({"x": math.inf}, ValueError, "finite"),
        ({"f": np.exp, "df": 2}, TypeError, "df must be a function"),
        ({"df": np.cos}, TypeError, "df comes with a function"),
        ({"derivative": 2}, TypeError, "derivative must be a function"),
        ({"f": lambda x: None}, TypeError, "is None"),
        ({"f": lambda x: np.zeros(2)}, TypeError, "one real number"),
        ({"f": math.log, "x": -3.0}, ValueError, "no derivative of f was found"),
        ({"f": "sqrt", "x": -1.0}, ValueError, "has no derivative at x = -1"),
    ],
)
def test_bad_arguments_are_refused_in_words(arguments, error, words):
    with pytest.raises(error, match=words):
        step_size_curve(**arguments)


def seen(widget, **values):
    widget.set(**values)
    return widget.see(**widget.values)


def test_a_square_is_exact_for_the_central_difference_only():
    what = seen(step_size_curve(lambda x: x**2, x=3.0), h=1e-5)
    assert "only the forward difference, down to h ≈" in what.claim
    assert "Forward: truncation" in what.words


def test_a_step_helps_all_the_way_where_nothing_is_subtracted():
    assert "however short it is" in seen(step_size_curve("x**3", x=0.0)).claim


@pytest.mark.parametrize("f", [abs, lambda x: max(x, 0.0)])
def test_at_a_kink_neither_rounding_nor_truncation_is_blamed(f):
    what = seen(step_size_curve(f, x=0.0), h=1e-5)
    assert "kink" in what.note
    assert what.claim == "No step brings both differences near the derivative"
    assert "rounding" not in what.words and "truncation" not in what.words


@pytest.mark.parametrize(
    ("derivative", "words"),
    [
        (lambda f, x, h: (f(x + h) - f(x - h)) / h, "Yours is 2 times the central one"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, "Yours is h² times the central one"),
        (lambda f, x, h: f(x + h) - f(x - h), "Yours is h × 2 times the central one"),
        (lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h), "Yours is −1 times the central one"),
    ],
)
def test_how_many_times_the_central_one_is_true_at_every_step(derivative, words):
    assert words in seen(step_size_curve("exp", derivative=derivative)).words


@pytest.mark.parametrize("x", [800.0, 1e8, 1e37, 1e-9])
def test_far_away_the_functions_that_have_a_derivative_are_offered(x):
    widget = step_size_curve(x=x)
    for function in widget._functions:
        assert "Is df" not in seen(widget, function=function).note


def test_an_x_that_float32_does_not_hold_is_refused_in_words():
    with pytest.raises(ValueError, match="x must lie within"):
        step_size_curve(x=1e300)


def test_a_derivative_that_never_ends_is_called_once():
    calls = []

    def derivative(f, x, h):
        calls.append(h)
        while True:
            pass

    widget = step_size_curve(derivative=derivative)
    assert len(calls) == 1
    assert "still running" in seen(widget, function="sin(x)").note
