"""Right gradients pass: at kinks, where they are tiny, where the loss is rounded away."""

import numpy as np
import pytest
from gradcheck.right import RIGHT, draw

from bpcourse.gradcheck import check_gradients
from bpcourse.nn import Network

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("kind", RIGHT)
@pytest.mark.parametrize("seed", range(15))
def test_right_networks(kind, seed):
    network, x, y, rng = RIGHT[kind](seed)
    report = check_gradients(network, x, y, rng=rng)
    assert report.ok, f"\n{report}"
    assert report.faults == {}


@pytest.mark.parametrize("kind", RIGHT)
def test_and_yet_wrong_ones_are_found_there(kind):
    """No verdict of "ok" by closing the eyes: the last layer's bias can be measured anywhere."""
    found = 0
    for seed in range(5):
        network, x, y, rng = RIGHT[kind](seed)
        last = f"b{len(network.sizes) - 1}"

        def loss_and_grads(params, x, y, network=network, last=last):
            loss, grads = network.loss_and_grads(params, x, y)
            return loss, {**grads, last: -grads[last]}

        report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
        found += report.verdicts[last] == "wrong"
    assert found >= (3 if kind == "large logits" else 5)


@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy", "mse"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_loss_of_network_in_both_types(loss, dtype):
    rng = np.random.default_rng(4)
    outputs = 1 if loss == "binary_cross_entropy" else 3
    network = Network([5, 7, outputs], "tanh", loss, rng, dtype=dtype)
    x = rng.standard_normal((6, 5)).astype(dtype)
    y = {
        "cross_entropy": rng.integers(3, size=6),
        "binary_cross_entropy": rng.integers(2, size=6),
        "mse": rng.standard_normal((6, 3)).astype(dtype),
    }[loss]
    before = {name: array.copy() for name, array in network.params.items()}
    report = check_gradients(network, x, y)
    assert set(report.verdicts.values()) == {"agrees"}
    assert max(report.errors.values()) < 1e-7
    for name, array in network.params.items():
        assert array.dtype == dtype
        np.testing.assert_array_equal(array, before[name])


def test_a_gradient_too_small_to_be_measured_is_said_to_be():
    x = np.ones(3)
    report = check_gradients(lambda x: 1 + 1e-18 * np.sum(x), x, grad=np.full(3, 1e-18))
    assert report.ok
    assert report.verdicts == {"x": "too small"}
    assert "x: too small to be measured." in str(report)


def test_a_rough_measurement_is_said_to_be():
    x = np.full(3, 1e-4)
    report = check_gradients(lambda x: 1e8 + np.sum(x**2), x, grad=lambda x: 2 * x)
    assert report.verdicts == {"x": "agrees"}
    assert "of its length only" in str(report)


def test_a_loss_in_float32_is_recognised():
    network, x, y, rng = draw(0, ("tanh",))

    def loss_and_grads(params, x, y):
        loss, grads = network.loss_and_grads(params, x, y)
        return np.float32(loss), grads

    report = check_gradients(loss_and_grads, x, y, params=network.params, rng=rng)
    assert report.ok
    assert "computed in float32" in str(report)


def test_a_loss_that_is_rounded_to_nothing():
    """log(1 + e) is 0 in float64 for a tiny e, and its slope e is not."""
    x = np.zeros(3)

    def f(x):
        return np.sum(np.log(1 + np.exp(x - 50)))

    report = check_gradients(f, x, grad=lambda x: np.exp(x - 50))
    assert report.verdicts == {"x": "too small"}
    assert not check_gradients(f, x, grad=lambda x: np.exp(x - 5)).ok


def test_two_deceived_directions_of_ten_are_not_believed():
    """Of tiny weights nearly every step crosses kinks; here two directions seem wrong."""
    network, x, y, _ = RIGHT["tiny weights"](0)
    report = check_gradients(network, x, y, rng=np.random.default_rng(4007))
    assert "wrong" in {finding.verdict for check in report.checks for finding in check.findings}
    assert report.ok
