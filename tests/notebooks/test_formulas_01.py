"""What lesson 01 says in formulas and numbers, and no cell of it prints."""

import numpy as np
import pytest

from bpcourse.data import make_moons
from bpcourse.nn import linear_forward, mlp_forward, relu, sigmoid
from bpcourse.widgets.training import Settings, TrainingRun

X, Y = make_moons(200, np.random.default_rng(0))
AT, TURNS = np.array([-2.0, -0.5, 0.5]), np.array([1.0, -2.0, 2.0])
PARAMS = {
    "w1": np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]),
    "b1": np.array([2.0, 0.5, -0.5, 2.0]),
    "w2": np.array([[1.0], [-2.0], [2.0], [-1.0]]),
    "b2": np.array([1.0]),
}


def rule(first, second):
    """Six rules with five numbers."""
    if second > 0.32 or first < -0.7:
        return 0
    if first > 1 or second < -0.33:
        return 1
    return int(first < 0)


def test_rules_can_do_it_and_no_line_can():
    assert np.mean([rule(*point) for point in X] == Y) == 1
    best = 0
    for angle in np.linspace(0, 2 * np.pi, 721):
        along = X @ [np.cos(angle), np.sin(angle)]
        right = (along[:, None] > np.linspace(-2, 2, 161)) == Y[:, None]
        best = max(best, right.mean(axis=0).max())
    assert 0.88 < best < 0.91


def test_a_larger_bias_moves_the_border_by_a_half():
    w = np.array([1.0, -2.0])
    on_the_line = np.array([[t, t / 2] for t in (-1.0, 0.0, 2.0)])
    assert on_the_line @ w == pytest.approx(0)
    assert (on_the_line + np.array([0, 0.5])) @ w + 1 == pytest.approx(0)


def test_two_layers_are_one():
    x = np.array([[1.0, 2.0], [3.0, -1.0]])
    w1, b1 = np.array([[2.0, -1.0, 0.0], [1.0, 3.0, -2.0]]), np.array([1.0, 0.0, -1.0])
    w2, b2 = np.array([[1.0], [2.0], [-1.0]]), np.array([3.0])
    two = linear_forward(linear_forward(x, w1, b1)[0], w2, b2)[0]
    assert two == pytest.approx(x @ (w1 @ w2) + (b1 @ w2 + b2))
    assert (w1 @ w2).ravel() == pytest.approx([0, 9])
    assert b1 @ w2 + b2 == pytest.approx([5])


def test_the_blank_and_the_network_by_hand():
    slope = np.diff(relu(np.array([[-1.5], [-1], [-0.5], [0.5], [1], [2]]) - AT) @ TURNS)
    assert slope == pytest.approx([0.5, 0.5, -1, 0.5, 1])
    border = relu(X[:, :1] - AT) @ TURNS - 1
    assert ((X[:, 1] < border) == Y).all()
    assert X[:, 1].min() > -2
    logits = mlp_forward(PARAMS, X)[:, 0]
    assert logits == pytest.approx(border - X[:, 1])
    assert ((sigmoid(logits) > 0.5) == Y).all()
    assert sum(array.size for array in PARAMS.values()) == 17


@pytest.mark.parametrize(
    ("units", "seed", "low", "high"),
    [(1, 0, 0.87, 0.92), (4, 0, 0.98, 1), (4, 1, 0.87, 0.92), *((8, n, 0.98, 1) for n in range(5))],
)
def test_how_many_units_the_moons_need(units, seed, low, high):
    settings = {"noise": 0.1, "hidden": (units,), "activation": "relu", "lr": 0.3, "seed": seed}
    run = TrainingRun(Settings("moons", **settings))
    for _ in range(2000):
        run.step()
    train, _ = run.accuracy
    assert low <= train <= high
