"""What lesson 02 says in formulas and no cell of it prints."""

import numpy as np
import pytest

from bpcourse.data import make_moons
from bpcourse.nn import binary_cross_entropy, cross_entropy, logsumexp, sigmoid, softmax

Z = np.random.default_rng(2).uniform(-3, 3, (6, 4))
Y = np.array([0, 3, 1, 1, 2, 0])


def test_softmax_as_it_is_written_and_its_ratios():
    s = np.exp(Z).sum(axis=1, keepdims=True)
    p = softmax(Z)
    assert p == pytest.approx(np.exp(Z) / s)
    one_larger = Z.copy()
    one_larger[:, 0] = Z[:, 1] + 1
    p = softmax(one_larger)
    assert p[:, 0] / p[:, 1] == pytest.approx(np.e)


def test_a_shift_cancels_in_softmax_and_comes_back_in_logsumexp():
    m = np.array([[5.0], [-2.0], [0.0], [1.0], [100.0], [-100.0]])
    assert softmax(Z - m) == pytest.approx(softmax(Z))
    assert m[:, 0] + np.log(np.exp(Z - m).sum(axis=1)) == pytest.approx(logsumexp(Z))


def test_the_price_is_logsumexp_less_the_logit_of_the_truth():
    rows = np.arange(len(Y))
    price = logsumexp(Z) - Z[rows, Y]
    assert price == pytest.approx(-np.log(softmax(Z)[rows, Y]))
    assert cross_entropy(Z, Y) == pytest.approx(price.mean())


def test_yes_or_no_is_a_softmax_of_zero_and_z():
    z, y = Z[:, 0], np.array([0, 1, 1, 0, 1, 0])
    two = np.stack([np.zeros_like(z), z], axis=1)
    assert softmax(two)[:, 1] == pytest.approx(sigmoid(z))
    losses = np.log(np.exp(0) + np.exp(z)) - y * z
    assert binary_cross_entropy(z, y) == pytest.approx(losses.mean())
    assert np.log(1 + np.exp(2.0)) == pytest.approx(2.127, abs=5e-4)
    assert np.log(1 + np.exp(2.0)) - 2 == pytest.approx(0.127, abs=5e-4)


def test_the_numbers_of_the_text_and_the_quizzes():
    assert -np.log(1e-12) == pytest.approx(27.6, abs=0.05)
    assert np.isfinite(np.exp(709.0))
    x, y = make_moons(40, np.random.default_rng(0), noise=0.2)
    z = x @ np.array([1.0, -2.0])
    assert np.abs(z).min() > 0.001  # no point is so close to the border
    assert np.array_equal(z >= 0, 10 * z >= 0)
    b = np.linspace(-4, 4, 801)
    accuracy = [np.mean((z + shift >= 0) == y) for shift in b]
    lowest = np.argmin([binary_cross_entropy(z + shift, y) for shift in b])
    assert accuracy[lowest] < max(accuracy)


def test_the_landscape_has_one_lowest_point_and_its_rings_lean():
    x = np.array([0.0, 1.0, 2.0, 3.0])
    curvature = 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1]])
    assert np.linalg.eigvalsh(curvature)[0] > 0
    assert curvature[0, 1] > 0  # steeper, so a smaller b
