"""What lesson 06 states in prose and no cell of it computes."""

import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.data import load_digits
from bpcourse.widgets import gradient_flow


def new_params(sizes):
    """As in the lesson."""
    rng, params = np.random.default_rng(1), {}
    for layer in range(1, len(sizes)):
        D, M = sizes[layer - 1], sizes[layer]
        params[f"w{layer}"] = rng.standard_normal((D, M)) * np.sqrt(2 / D)
        params[f"b{layer}"] = np.zeros(M)
    return params


def test_the_two_layers_on_paper():
    x, y = np.array([[1.0, 2.0]]), np.array([0])
    w1, b1 = np.array([[1.0, 1.0], [1.0, -2.0]]), np.array([0.0, 1.0])
    w2, b2 = np.array([[1.0, -1.0], [2.0, 4.0]]), np.array([-3.0, 3.0])
    z1 = x @ w1 + b1
    assert z1.tolist() == [[3, -2]]
    assert (nn.relu(z1) @ w2 + b2).tolist() == [[0, 0]]
    dlogits = nn.cross_entropy_backward(np.zeros((1, 2)), y)
    assert dlogits.tolist() == [[-0.5, 0.5]]
    assert (dlogits @ w2.T).tolist() == [[-1, 1]]
    loss, grads = nn.two_layer_loss_and_grads({"w1": w1, "b1": b1, "w2": w2, "b2": b2}, x, y)
    assert loss == pytest.approx(-np.log(1 / 2)) == pytest.approx(0.6931, abs=5e-5)
    assert not grads["w1"][:, 1].any()
    assert not grads["w2"][1].any()


def test_how_many_lines_numbers_and_relus():
    L = 20
    assert 2 * (L + L - 1) == 78
    assert sum(array.size for array in new_params([64, 32, 10]).values()) == 2410
    assert 20 * 10 * 32 == 6400
    assert len(load_digits()[1]) - 500 == 1297


def test_what_a_factor_shows_as():
    for k, error in ((2, 1 / 3), (20, 19 / 21), (0, 1), (-1, 1)):
        assert abs(k - 1) / (abs(k) + 1) == pytest.approx(error)


def test_what_nineteen_matrices_do():
    assert 2**19 == 524288
    assert round(0.8**19, 3) == 0.014
    assert round(1.25**19) == 69
    assert round(np.log(10), 3) == 2.303
    assert round(0.4 * 0.82**19, 3) == 0.009


def test_where_the_widget_first_says_that_the_gradient_vanishes():
    pictures, digits = load_digits()
    few = np.random.default_rng(0).permutation(len(digits))[:20]
    twenty = new_params([64] + [32] * 19 + [10])
    titles = {}
    for scale in (0.82, 0.84):
        widget = gradient_flow(params=twenty, x=pictures[few], y=digits[few])
        widget.set(scale=scale)
        titles[scale] = re.search("<title>(.*?)</title>", widget.shown["picture"])[1]
    assert "by 0.4 in all" in gradient_flow(params=twenty, x=pictures[few], y=digits[few]).to_html()
    assert "vanishes" in titles[0.82]
    assert "vanishes" not in titles[0.84]
