"""Layers with small matrices: numbers by hand, gradients by finite differences, and refusals."""

import json
from itertools import pairwise

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import numerical_gradient
from bpcourse.widgets.walk import Walk

SMALL = {"w1": [[1, -1], [2, 0]], "b1": [0, 1], "w2": [[2], [-1]], "b2": [1]}
X, Y = [[1, 1], [-2, 1]], [[4], [0]]

# s1 = [[3, 0], [0, 3]], relu leaves it; s2 = [[7], [-2]]; differences 3 and -2.
BY_HAND = [
    ("s1", [[3, 0], [0, 3]], "s1 = x @ w1 + b1"),
    ("a1", [[3, 0], [0, 3]], "a1 = relu(s1)"),
    ("s2", [[7], [-2]], "s2 = a1 @ w2 + b2"),
    ("loss", 6.5, "loss = mse_loss(s2, y)"),
    ("loss", 1, "dloss = 1"),
    ("s2", [[3], [-2]], "ds2 = 2 * (s2 - y) / s2.size"),
    ("w2", [[9], [-6]], "dw2 = a1.T @ ds2"),
    ("b2", [1], "db2 = ds2.sum(axis=0)"),
    ("a1", [[6, -3], [-4, 2]], "da1 = ds2 @ w2.T"),
    ("s1", [[6, 0], [0, 2]], "ds1 = da1 * (s1 > 0)"),
    ("w1", [[6, -4], [6, 2]], "dw1 = x.T @ ds1"),
    ("b1", [6, 2], "db1 = ds1.sum(axis=0)"),
    ("x", [[6, 12], [-2, 0]], "dx = ds1 @ w1.T"),
]


def test_every_state_of_two_layers():
    walk = Walk.of_layers(X, Y, SMALL)
    assert walk.forward_length == 4
    assert walk.length == len(BY_HAND)
    for position, (node, number, formula) in enumerate(BY_HAND, 1):
        walk.next()
        state = walk.state
        json.dumps(state, allow_nan=False)
        numbers = state["values" if position <= 4 else "grads"]
        assert numbers[node] == number
        assert state["formula"] == formula
        assert state["active"]["node"] == node
        assert state["after"] == number
    assert walk.state["phase"] == "done"
    assert set(walk.state["complete"]) == {node["id"] for node in walk.scene["nodes"]} - {"y"}


def test_the_parts_of_a_product():
    walk = Walk.of_layers(X, Y, SMALL)
    walk.go(11)
    state = walk.state
    assert state["local"] == [[1, -2], [1, 1]]  # x.T
    assert state["upstream"] == [[6, 0], [0, 2]]
    assert state["product"] == state["after"] == [[6, -4], [6, 2]]
    assert state["active"] == {"node": "w1", "edge": "w1-s1"}
    assert "adds up over the examples" in state["reason"]
    walk.go(12)
    assert walk.state["local"] is None


def test_one_entry_is_written_out():
    walk = Walk.of_layers(X, Y, SMALL)
    for position in range(1, walk.length + 1):
        walk.go(position)
        step = walk.steps[position - 1]
        entry, _, rest = walk.state["with_numbers"].partition(" = ")
        assert rest.rpartition("= ")[2] == f"{step.asked:.6g}".replace("-", "−")
        if step.entry is not None:
            assert entry == f"{step.what}{list(step.entry)}"
    walk.go(11)
    entry = walk.steps[10].entry
    assert "dw1[" in walk.state["with_numbers"]
    assert entry in set(np.ndindex(2, 2))


def test_the_scene():
    walk = Walk.of_layers(X, Y, SMALL, activation="tanh")
    nodes = {node["id"]: node for node in walk.scene["nodes"]}
    assert nodes["w2"]["shape"] == [2, 1]
    assert nodes["loss"]["shape"] == []
    assert nodes["a1"]["formula"] == "tanh(s1)"
    assert [nodes[name]["column"] for name in ("x", "s1", "a1", "s2", "loss")] == [0, 1, 2, 3, 4]
    assert {name for name in nodes if nodes[name]["input"]} == {"x", "y", *SMALL}
    assert not next(e for e in walk.scene["edges"] if e["from"] == "y")["walked"]


def network(rng, sizes, activation, loss, n=4):
    params = {}
    for k, (d, m) in enumerate(pairwise(sizes), 1):
        params |= {f"w{k}": rng.standard_normal((d, m)), f"b{k}": rng.standard_normal(m)}
    x = rng.standard_normal((n, sizes[0]))
    labels = rng.integers(0, sizes[-1], n)
    y = labels if loss == "cross_entropy" else rng.standard_normal((n, sizes[-1]))
    return x, y, params


@pytest.mark.parametrize("loss", ["mse", "cross_entropy"])
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("sizes", [(2, 3), (3, 4, 2), (2, 5, 3, 4)])
def test_gradients_are_those_of_finite_differences(sizes, activation, loss):
    x, y, params = network(np.random.default_rng(3), sizes, activation, loss)
    walk = Walk.of_layers(x, y, params, activation, loss)
    walk.go(walk.length)
    grads = walk.state["grads"]

    def loss_of(arrays):
        out = arrays["x"]
        for k in range(1, len(sizes)):
            out = nn.linear_forward(out, arrays[f"w{k}"], arrays[f"b{k}"])[0]
            out = getattr(nn, activation)(out) if k < len(sizes) - 1 else out
        return nn.mse_loss(out, y) if loss == "mse" else nn.cross_entropy(out, y)

    arrays = params | {"x": x}
    for name, array in arrays.items():
        measured = numerical_gradient(lambda a, name=name: loss_of(arrays | {name: a}), array)
        np.testing.assert_allclose(grads[name], measured, rtol=1e-6, atol=1e-8)


def test_an_edit_recalculates_all():
    walk = Walk.of_layers(X, Y, SMALL)
    walk.go(4)
    walk.edit("b2", [0])
    assert walk.position == 4
    assert walk.state["values"]["s2"] == [[6], [-3]]
    assert walk.state["values"]["loss"] == 6.5
    walk.edit("y", [[6], [-3]])
    assert walk.state["values"]["loss"] == 0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("s1", [[1]], "There is no array 's1'"),
        ("b2", [1, 2], "b2 has the shape (1,), what you give (2,)"),
        ("b2", ["?"], "b2 must be an array of numbers"),
        ("b2", [np.nan], "b2 must hold finite numbers"),
    ],
)
def test_an_edit_that_fails_changes_nothing(name, value, words):
    walk = Walk.of_layers(X, Y, SMALL)
    walk.go(walk.length)
    before = walk.state
    with pytest.raises(ValueError) as caught:
        walk.edit(name, value)
    assert words in str(caught.value)
    assert walk.state == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"x": np.ones((6, 2)), "y": np.ones((6, 1))}, "x has the shape (6, 2); matrices up to"),
        ({"x": [1, 2]}, "s1 cannot be calculated from x, w1, b1"),
        ({"x": [[1, 2, 3]]}, "s1 cannot be calculated"),
        ({"y": [1, 2]}, "loss cannot be calculated from s2, y"),
        ({"params": {"w1": [[1]]}}, "params must be w1, b1, w2, b2"),
        ({"params": {}}, "got none"),
        ({"activation": "gelu"}, 'activation must be "relu" or "tanh" or "sigmoid"'),
        ({"loss": "mae"}, 'loss must be "mse" or "cross_entropy"'),
        ({"loss": "cross_entropy", "y": [0.5, 1]}, "whole numbers"),
        ({"loss": "cross_entropy", "y": [0, 3]}, "loss cannot be calculated"),
        ({"backward": {"gelu": nn.gelu_backward}}, "got 'gelu'"),
    ],
)
def test_what_does_not_fit_is_said(change, words):
    given = {"x": X, "y": Y, "params": SMALL} | change
    with pytest.raises(ValueError) as caught:
        Walk.of_layers(**given)
    assert words in str(caught.value)


def test_overflow_is_said_in_words():
    params = {"w1": [[1e200]], "b1": [0]}
    walk = Walk.of_layers([[1e200]], [[0]], params)
    said = []
    for position in range(1, walk.length + 1):
        walk.go(position)
        json.dumps(walk.state, allow_nan=False)
        said.append(walk.state["sentence"])
    assert "too large for a float" in said[0]
    assert walk.state["values"]["s1"] == [["inf"]]
