"""What lesson 07 says in numbers that none of its cells prints."""

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.widgets import Playground, Surface


def distances(curvature, lr, steps):
    """How far from the bottom of a parabola, beginning at a distance of 1."""
    w, walk = 1.0, [1.0]
    for _ in range(steps):
        w = w - lr * curvature * w
        walk.append(w)
    return np.array(walk)


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.9, 1.1])
@pytest.mark.parametrize("curvature", [0.4, 2.0, 16.0])
def test_each_step_multiplies_the_distance(curvature, lr):
    walk = distances(curvature, lr, 6)
    assert walk == pytest.approx((1 - lr * curvature) ** np.arange(7))


def test_the_blank_is_a_fifth():
    ends = [abs(distances(10, lr, 50)[-1]) for lr in (0.99 * 0.2, 1.01 * 0.2)]
    assert np.round(ends, 2).tolist() == [0.36, 2.69]


def test_the_ravine():
    def end(lr):
        return Surface("ravine", lr=lr, optimizers=[nn.gradient_step])

    rates = np.arange(0.1, 0.1251, 0.001)
    lengths = [np.linalg.norm(end(float(lr)).paths["gradient_step"][-1]) for lr in rates]
    assert rates[np.argmin(lengths)] == pytest.approx(0.121)
    assert "leaves the picture at step 12" in end(0.13).words["gradient_step"]


@pytest.fixture
def play():
    open_ones = []

    def of(**settings):
        open_ones.append(Playground(**settings))
        return open_ones[-1]

    yield of
    for one in open_ones:
        one.close()


def trained(play, lr):
    own = {"forward": nn.network_forward, "backward": nn.network_backward}
    one = play(**own, hidden=(16,), lr=lr)
    one.step(500)
    return one


def test_three_rates_of_the_playground(play):
    assert round(trained(play, 0.01).loss[0], 2) == 0.28
    assert round(trained(play, 1.0).loss[0], 2) == 0.01


def test_a_rate_from_which_it_never_recovers(play):
    one = trained(play, 10.0)
    assert round(one.loss[0], 2) == 0.87
    before_relu = one.run.examples.x @ one.params["w1"] + one.params["b1"]
    assert not (before_relu > 0).any()
    one.lr = 0.1
    one.step(500)
    assert one.loss[0] == pytest.approx(np.log(2), abs=0.01)


def test_back_to_the_start_with_another_rate(play):
    deep = play(data="blobs", hidden=(8, 8, 8, 8), activation="leaky_relu", lr=3.0)
    deep.step(10)
    assert deep.trouble.title == "The loss is no longer finite: step 7, learning rate 3.0."
    deep.rewind(0)
    deep.lr = 0.1
    deep.step(500)
    assert deep.accuracy == (1, 1)
    assert nn.leaky_relu(np.array([-1.0])) == pytest.approx(-0.01)


def test_a_sum_takes_a_fiftieth_of_the_rate():
    w, x, y = np.ones((3, 1)), np.random.default_rng(0).standard_normal((50, 3)), np.zeros((50, 1))
    of_mean = x.T @ nn.mse_loss_backward(x @ w, y)
    of_sum = 50 * of_mean
    assert w - 0.002 * of_sum == pytest.approx(w - 0.1 * of_mean)
