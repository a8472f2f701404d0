"""Predicting an entry of an array: each mistake leads to its words."""

import numpy as np
import pytest

from bpcourse.widgets.walk import Walk

PARAMS = {
    "w1": np.array([[1.3, -0.4, 0.7], [0.9, 2.1, -1.6], [-0.8, 0.6, 1.1]]),
    "b1": np.array([0.35, -0.15, 0.55]),
    "w2": np.array([[1.7, -0.9, 0.4], [0.3, 1.2, -0.7], [-1.9, 0.8, 0.45]]),
    "b2": np.array([0.25, -0.65, 0.95]),
}
X = np.array([[0.5, 1.4, -0.3], [-0.7, 0.2, 1.9], [1.1, -0.6, 0.8]])
Y = np.array([[0.1, 0.9, -0.2], [0.4, -0.5, 0.7], [0.6, 0.3, -0.8]])


def asked(formula, activation="tanh", loss="mse"):
    walk = Walk.of_layers(X, Y if loss == "mse" else [2, 0, 1], PARAMS, activation, loss)
    walk.predicting = True
    walk.go([step.formula for step in walk.steps].index(formula) + 1)
    return walk, numbers_of(walk)


def numbers_of(walk):
    """All numbers of the network, those to come too, and the entry that is asked."""
    values = {step.node: step.number for step in walk.steps if step.phase == "forward"}
    grads = {f"d{step.node}": step.number for step in walk.steps if step.phase == "backward"}
    entry = walk.asked["entry"]
    return {**PARAMS, "x": X, "y": Y, **values, **grads, "entry": entry and tuple(entry)}


def at(rule):
    """The number that a rule for a whole array gives at the entry that is asked."""
    return lambda n: np.asarray(rule(n))[n["entry"]]


MISTAKES = [
    ("s1 = x @ w1 + b1", at(lambda n: n["x"] @ n["w1"]), "bias"),
    ("s1 = x @ w1 + b1", at(lambda n: n["x"] @ n["w1"].T + n["b1"]), "transposed"),
    ("s1 = x @ w1 + b1", at(lambda n: -n["s1"]), "sign"),
    ("a1 = tanh(s1)", at(lambda n: n["s1"]), "activation"),
    ("a1 = tanh(s1)", at(lambda n: 1 - n["a1"] ** 2), "slope"),
    ("loss = mse_loss(s2, y)", lambda n: np.sum((n["s2"] - n["y"]) ** 2), "mean"),
    ("loss = mse_loss(s2, y)", lambda n: np.mean((n["s2"] - n["y"]) ** 2) / 2, "half"),
    ("loss = mse_loss(s2, y)", lambda n: np.mean(np.abs(n["s2"] - n["y"])), "square"),
    ("ds2 = 2 * (s2 - y) / s2.size", at(lambda n: 2 * (n["y"] - n["s2"]) / 9), "sign"),
    ("ds2 = 2 * (s2 - y) / s2.size", at(lambda n: 2 * (n["s2"] - n["y"])), "mean"),
    ("ds2 = 2 * (s2 - y) / s2.size", at(lambda n: 2 * (n["s2"] - n["y"]) / 3), "mean"),
    ("ds2 = 2 * (s2 - y) / s2.size", at(lambda n: (n["s2"] - n["y"]) / 9), "two"),
    ("dw2 = a1.T @ ds2", at(lambda n: n["a1"] @ n["ds2"]), "transposed"),
    ("dw2 = a1.T @ ds2", at(lambda n: (n["a1"].T @ n["ds2"]) / 3), "mean"),
    ("dw2 = a1.T @ ds2", at(lambda n: np.outer(n["a1"][0], n["ds2"][0])), "sum"),
    ("dw2 = a1.T @ ds2", at(lambda n: n["a1"].T @ np.ones((3, 3))), "upstream"),
    ("dw2 = a1.T @ ds2", at(lambda n: np.ones((3, 3)) @ n["ds2"]), "local"),
    ("dw2 = a1.T @ ds2", at(lambda n: np.roll(n["dw2"], 1, axis=0)), "entry"),
    ("db2 = ds2.sum(axis=0)", at(lambda n: n["ds2"].mean(axis=0)), "mean"),
    ("db2 = ds2.sum(axis=0)", at(lambda n: n["ds2"].sum(axis=1)), "axis"),
    ("db2 = ds2.sum(axis=0)", at(lambda n: n["ds2"][0]), "sum"),
    ("da1 = ds2 @ w2.T", at(lambda n: n["ds2"] @ n["w2"]), "transposed"),
    ("da1 = ds2 @ w2.T", at(lambda n: -n["da1"]), "sign"),
    ("da1 = ds2 @ w2.T", at(lambda n: np.ones((3, 3)) @ n["w2"].T), "upstream"),
    ("ds1 = da1 * (1 - a1 ** 2)", at(lambda n: n["da1"]), "local"),
    ("ds1 = da1 * (1 - a1 ** 2)", at(lambda n: 1 - n["a1"] ** 2), "upstream"),
    ("ds1 = da1 * (1 - a1 ** 2)", at(lambda n: n["da1"] * (1 - n["a1"])), "square"),
    ("ds1 = da1 * (1 - a1 ** 2)", at(lambda n: n["da1"] * n["a1"]), "value"),
    ("ds1 = da1 * (1 - a1 ** 2)", at(lambda n: n["da1"] + 1 - n["a1"] ** 2), "added"),
]


@pytest.mark.parametrize(("formula", "wrong", "key"), MISTAKES)
def test_each_mistake_is_recognised(formula, wrong, key):
    walk, numbers = asked(formula)
    reply = walk.answer(float(wrong(numbers)))
    assert not reply["right"]
    assert reply["keys"] == [key], reply


OTHERS = [
    ("sigmoid", "ds1 = da1 * a1 * (1 - a1)", at(lambda n: n["da1"] * (1 - n["a1"])), "rest"),
    ("sigmoid", "ds1 = da1 * a1 * (1 - a1)", at(lambda n: n["da1"] * n["a1"]), "value"),
    ("sigmoid", "a1 = sigmoid(s1)", at(lambda n: n["s1"]), "activation"),
]


@pytest.mark.parametrize(("activation", "formula", "wrong", "key"), OTHERS)
def test_of_other_activations(activation, formula, wrong, key):
    walk, numbers = asked(formula, activation)
    assert walk.answer(float(wrong(numbers)))["keys"] == [key]


def test_of_cross_entropy():
    formula = "ds2 = (softmax(s2) - one_hot(y)) / len(y)"
    walk, numbers = asked(formula, loss="cross_entropy")
    right = walk.steps[walk.position - 1].asked
    assert walk.answer(3 * right)["keys"] == ["mean"]
    assert walk.answer(-right)["keys"] == ["sign"]
    assert walk.answer(right)["right"]
    walk, numbers = asked("loss = cross_entropy(s2, y)", loss="cross_entropy")
    assert walk.answer(3 * walk.steps[walk.position - 1].asked)["keys"] == ["mean"]


def test_the_entry_that_is_the_other_way_round():
    for formula in ("dw2 = a1.T @ ds2", "da1 = ds2 @ w2.T", "dw1 = x.T @ ds1"):
        walk, numbers = asked(formula)
        i, j = numbers["entry"]
        if i == j:
            continue
        name = walk.asked["what"]
        reply = walk.answer(float(numbers[name][j, i]))
        assert reply["keys"] == ["transposed"]
        assert f"that is the entry {name}[{j}, {i}]" in reply["words"].lower()
        return
    raise AssertionError("an entry off the diagonal should be asked somewhere")


def test_the_question_and_what_is_hidden():
    walk, numbers = asked("dw2 = a1.T @ ds2")
    entry = list(numbers["entry"])
    assert walk.asked["words"] == f"dw2 = a1.T @ ds2. What is dw2{entry}?"
    assert walk.asked["entry"] == entry
    assert "w2" not in walk.state["grads"]
    assert walk.state["product"] is None
    shown = f"{numbers['dw2'][numbers['entry']]:.3g}"
    assert walk.answer(shown)["right"]
    assert "w2" in walk.state["grads"]
