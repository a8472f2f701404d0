"""Backward passes of lesson 05: right ones raise no alarm, wrong ones are caught and named."""

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.exercises.lesson_05 import LESSON
from bpcourse.widgets.walk import Walk

RNG = np.random.default_rng(8)
SQUARE = {f"{k}{i}": RNG.standard_normal((3, 3) if k == "w" else 3) for i in (1, 2) for k in "wb"}
OBLONG = {
    "w1": RNG.standard_normal((2, 4)),
    "b1": RNG.standard_normal(4),
    "w2": RNG.standard_normal((4, 3)),
    "b2": RNG.standard_normal(3),
}


def walk_with(name, function, params):
    short = name.removesuffix("_backward")
    activation = short if short in ("relu", "tanh", "sigmoid") else "relu"
    loss = "cross_entropy" if short == "cross_entropy" else "mse"
    n = 3 if params is SQUARE else 5
    rng = np.random.default_rng(4)
    x = rng.standard_normal((n, params["w1"].shape[0]))
    y = rng.integers(0, 3, n) if loss == "cross_entropy" else rng.standard_normal((n, 3))
    walk = Walk.of_layers(x, y, params, activation, loss, {short: function})
    walk.go(walk.length)
    return walk


RIGHT = [(e.name, f) for e in LESSON.exercises for f in (getattr(nn, e.name), *e.variants)]


@pytest.mark.parametrize(("name", "function"), RIGHT)
@pytest.mark.parametrize("params", [SQUARE, OBLONG], ids=["square", "oblong"])
def test_a_right_one_raises_no_alarm(name, function, params):
    assert walk_with(name, function, params).state["differs"] == []


WRONG = [(e, m) for e in LESSON.exercises for m in e.misconceptions]
# Right for logits that are not large, and so they are here; and right for 3 x 3.
RARE = {"no-max-shift", "maximum-of-everything"}


@pytest.mark.parametrize(
    ("exercise", "mistake"), WRONG, ids=[f"{e.name}-{m.key}" for e, m in WRONG]
)
def test_each_known_mistake_is_caught_and_never_called_another(exercise, mistake):
    if mistake.key in RARE:
        assert walk_with(exercise.name, mistake.wrong, OBLONG).differs == []
        return
    found = [
        entry
        for params in (SQUARE, OBLONG)
        for entry in walk_with(exercise.name, mistake.wrong, params).differs
    ]
    assert found
    for entry in found:
        others = [m for m in exercise.misconceptions if m.words in entry["words"]]
        assert all(m.words == mistake.words for m in others)
        assert entry["yours"] is None or entry["yours"] != entry["measured"]


def test_the_words_name_array_entry_and_both_numbers():
    def wrong(dout, cache):
        x, w = cache
        return dout @ w.T, -(x.T @ dout), dout.sum(axis=0)

    walk = walk_with("linear_backward", wrong, OBLONG)
    assert [entry["where"] for entry in walk.differs] == ["w2-s2", "w1-s1"]
    entry = walk.differs[0]
    walk.go([step.edge for step in walk.steps].index("w2-s2") + 1)
    right = walk.state["grads"]["w2"][entry["entry"][0]][entry["entry"][1]]
    assert entry["yours"] == pytest.approx(-right)
    assert entry["measured"] == pytest.approx(right)
    assert f"dw2{entry['entry']} is" in entry["words"]
    assert walk.state["differs"] == [entry]  # the other one comes later


def boom(*_):
    raise KeyError("w")


def forever(*_):
    while True:
        pass


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (boom, "Your relu_backward stops with KeyError"),
        (lambda dout, x: None, "is a return missing?"),
        (lambda dout, x: dout.sum(axis=0), "returns dx in the shape (4,)"),
        (lambda dout, x: dout * np.nan, "is nan, measured is"),
        (forever, "still running"),
    ],
)
def test_what_stops_or_returns_something_else_becomes_words(function, words):
    walk = walk_with("relu_backward", function, OBLONG)
    assert words in walk.state["differs"][0]["words"]


def test_nothing_of_ours_is_changed_by_what_works_in_place():
    def in_place(dout, x):
        x[:] = 7
        dout[:] = 9
        return dout

    walk = walk_with("relu_backward", in_place, OBLONG)
    assert walk.differs
    plain = walk_with("relu_backward", nn.relu_backward, OBLONG)
    assert walk.state["grads"] == plain.state["grads"]
