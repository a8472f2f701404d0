import functools
import importlib

import numpy as np
import pytest

from bpcourse import check, hint, mine, nn
from bpcourse.exercises import find_exercise
from bpcourse.learner.trouble import Trouble


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def tanh_backward(dout, out):
    raise NotImplementedError


def sigmoid_backward(dout, out):
    return dout * undefined_name  # noqa: F821


def test_check_prints_a_verdict(capsys):
    check(linear_backward)
    text = capsys.readouterr().out
    assert text.startswith("✗ linear_backward: not yet · 2 of 3 points")
    assert "dx and dw are right. db is not yet." in text
    assert "db is summed over the outputs" in text


def test_check_is_kind_to_what_is_not_started(capsys):
    check(tanh_backward)
    assert capsys.readouterr().out.startswith("○ tanh_backward: not started")


def test_check_shows_their_line(capsys):
    check(sigmoid_backward)
    text = capsys.readouterr().out
    assert "return dout * undefined_name" in text
    assert "NameError" in text
    assert "runner.py" not in text


def test_check_after_a_pass_offers_ours(capsys):
    check(relu_backward)
    text = capsys.readouterr().out
    assert text.startswith("✓ relu_backward: passed · 1 of 1 point")
    assert "hint(relu_backward, 'ours')" in text


def test_check_of_the_courses_own_function_is_not_started(capsys):
    check(nn.relu_backward)
    text = capsys.readouterr().out
    assert text.startswith("○ relu_backward: not started")
    assert "the course's own" in text


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (None, "the name of a function"),
        (np.zeros(3), "this is a ndarray"),
        ("relu_backward", r"without quotes: check\(relu_backward\)"),
        (nn.relu, "relu is not an exercise. Did you mean relu_backward?"),
        (len, "len is not an exercise. The exercises are linear_backward"),
    ],
)
def test_check_of_something_else_says_what_to_write(thing, words):
    with pytest.raises(Trouble, match=words) as raised:
        check(thing)
    assert raised.value._render_traceback_() == [str(raised.value)]


def test_mine_is_theirs_once_it_passes(capsys):
    assert mine(relu_backward).__wrapped__ is relu_backward
    assert mine(tanh_backward) is nn.tanh_backward
    assert mine(linear_backward) is nn.linear_backward
    assert capsys.readouterr().out.splitlines() == [
        "relu_backward: yours.",
        "tanh_backward: ours, since yours is not written yet.",
        "linear_backward: ours, since yours does not pass yet.",
    ]


@pytest.mark.parametrize("name", ["linear_backward", "mse_loss_backward"])
def test_mine_fits_where_ours_does(name):
    """Whatever container it returns, and whatever it does to its arguments."""
    _, exercise = find_exercise(name)
    for variant in exercise.variants:
        variant = functools.wraps(exercise.reference)(functools.partial(variant))
        x, w, dout = np.ones((2, 3)), np.full((3, 4), 2.0), np.ones((2, 4))
        args = (dout, (x, w)) if name == "linear_backward" else (x, np.zeros((2, 3)))
        want = exercise.reference(*args)
        got = mine(variant)(*args)
        for a, b in zip(got, want, strict=True):
            np.testing.assert_allclose(np.squeeze(a), b)
        assert (x == 1).all()
        assert (dout == 1).all()


@pytest.fixture
def fresh_ladder(monkeypatch):
    monkeypatch.setattr(importlib.import_module("bpcourse.learner.hint"), "_climbed", {})


def test_hint_climbs_and_ends_with_our_code(capsys, fresh_ladder):
    seen = []
    for _ in range(5):
        hint(linear_backward)
        seen.append(capsys.readouterr().out)
    assert [text.splitlines()[0] for text in seen[:3]] == [
        f"Hint {i} of 4 on linear_backward" for i in (1, 2, 3)
    ]
    assert all("x.T @ dout" not in text for text in seen[:3])
    assert "dw = x.T @ dout" in seen[3]
    assert "nn/linear.py" in seen[3]
    assert "check_array" not in seen[3]
    assert "Parameters" not in seen[3]
    assert seen[4] == seen[3]


def test_hint_by_rung_and_by_name(capsys, fresh_ladder):
    hint("relu_backward", 2)
    assert capsys.readouterr().out.startswith("Hint 2 of 4")
    hint(relu_backward, "ours")
    assert "return dout * (x > 0)" in capsys.readouterr().out
    with pytest.raises(Trouble, match="hints 1 to 4"):
        hint(relu_backward, 5)
    with pytest.raises(Trouble, match="Did you mean tanh_backward"):
        hint("tanh_backwards")
