import numpy as np
import pytest
import scipy.stats
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPRegressor

from bpcourse.data import noisy_sine

N = 10_000


def rng(seed=0):
    return np.random.default_rng(seed)


def test_without_noise_it_is_the_sine():
    x, y = noisy_sine(N, rng(), noise=0)
    np.testing.assert_array_equal(y, np.sin(np.pi * x / 2))
    assert scipy.stats.kstest((x[:, 0] + 2) / 4, "uniform").pvalue > 2e-9
    assert abs(np.corrcoef(x[:, 0], np.arange(N))[0, 1]) < 6 / np.sqrt(N)
    # One period: lowest at -1, highest at 1, and 0 at the ends.
    assert y[(x > -1.1) & (x < -0.9)].max() < -0.98
    assert y[(x > 0.9) & (x < 1.1)].min() > 0.98
    assert np.abs(y[np.abs(x) > 1.99]).max() < 0.02


@pytest.mark.parametrize("noise", [0.1, 2.0])
def test_noise_is_normal_and_in_y_alone(noise):
    x, y = noisy_sine(N, rng(), noise)
    clean_x, clean_y = noisy_sine(N, rng(), noise=0)
    np.testing.assert_array_equal(x, clean_x)
    added = (y - clean_y)[:, 0] / noise
    assert scipy.stats.kstest(added, "norm").pvalue > 2e-9
    assert abs(added.mean()) < 6 / np.sqrt(N)
    assert abs(added.std() - 1) < 6 / np.sqrt(2 * N)
    assert abs(np.corrcoef(added, x[:, 0])[0, 1]) < 6 / np.sqrt(N)


def test_shapes_and_types():
    for array in noisy_sine(7, rng()):
        assert array.shape == (7, 1)
        assert array.dtype == np.float64


def test_the_generator_is_the_only_source_of_randomness():
    x, y = noisy_sine(50, rng(3))
    np.random.seed(1)
    before = np.random.get_state()[1].copy()
    again_x, again_y = noisy_sine(50, rng(3))
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    np.testing.assert_array_equal(again_x, x)
    np.testing.assert_array_equal(again_y, y)


def test_a_line_misses_the_curve_and_one_hidden_layer_follows_it():
    x, y = noisy_sine(200, rng(0))
    new_x, new_y = noisy_sine(N, rng(1))

    def loss_of(model):
        return np.mean((model.fit(x, y[:, 0]).predict(new_x) - new_y[:, 0]) ** 2)

    assert loss_of(LinearRegression()) > 0.15
    network = MLPRegressor(
        hidden_layer_sizes=(8,), activation="tanh", solver="lbfgs", alpha=0, random_state=0
    )
    assert 0.009 < loss_of(network) < 0.02


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ((0, rng()), ValueError, "n must be at least 1, got 0"),
        ((5, rng(), -1), ValueError, "noise must be at least 0, got -1"),
        ((5, 0), TypeError, "rng must be a Generator .*got int"),
        (("5", rng()), TypeError, "n must be a whole number, got str"),
    ],
)
def test_bad_input_is_named(arguments, error, message):
    with pytest.raises(error, match=message):
        noisy_sine(*arguments)
