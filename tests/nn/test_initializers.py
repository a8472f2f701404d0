"""Initializers by statistics: mean, standard deviation and shape of the bell."""

import math
import re

import numpy as np
import pytest

from bpcourse import nn

pytestmark = pytest.mark.filterwarnings("error")

D, M = 500, 300
STD = {
    "normal_init": 0.01,
    "xavier_init": math.sqrt(2 / (D + M)),
    "he_init": math.sqrt(2 / D),
}


@pytest.fixture
def rng():
    return np.random.default_rng(13)


def surprise(init, std, rng):
    """How many sigmas lie between a normal distribution of this width and what `init` draws."""
    w = init(D, M, rng)
    if w.shape != (D, M):
        return math.inf
    within = math.erf(1 / math.sqrt(2))  # the share closer to 0 than one standard deviation
    mean = abs(w.mean()) / (std / math.sqrt(w.size))
    width = abs(w.std() / std - 1) * math.sqrt(2 * w.size)
    bell = abs(np.mean(np.abs(w) < std) - within) / math.sqrt(within * (1 - within) / w.size)
    alike = [abs(np.std(w.mean(axis=axis)) / std * math.sqrt(w.shape[axis]) - 1) for axis in (0, 1)]
    rows_and_columns = max(alike) * math.sqrt(2 * min(D, M))
    return max(mean, width, bell, rows_and_columns)


@pytest.mark.parametrize("name", STD)
def test_weights_are_normal_with_the_right_width(rng, name):
    assert surprise(getattr(nn, name), STD[name], rng) < 6


def of_width(std):
    return lambda D, M, rng: std(D, M) * rng.standard_normal((D, M))


@pytest.mark.parametrize(
    "name, wrong",
    [
        pytest.param("he_init", of_width(lambda D, M: math.sqrt(1 / D)), id="1 for 2"),
        pytest.param("he_init", of_width(lambda D, M: math.sqrt(2 / M)), id="fan-out for fan-in"),
        pytest.param("he_init", of_width(lambda D, M: 2 / D), id="no root"),
        pytest.param("he_init", nn.xavier_init, id="xavier"),
        pytest.param("he_init", lambda D, M, rng: nn.he_init(M, D, rng), id="sizes swapped"),
        pytest.param("he_init", lambda D, M, rng: nn.zeros_init(D, M), id="zeros"),
        pytest.param("he_init", lambda D, M, rng: abs(nn.he_init(D, M, rng)), id="no negative"),
        pytest.param(
            "he_init",
            lambda D, M, rng: nn.he_init(D, M, rng)[:1].repeat(D, axis=0),
            id="one row for all",
        ),
        pytest.param(
            "he_init",
            lambda D, M, rng: nn.he_init(D, M, rng)[:, :1].repeat(M, axis=1),
            id="one column for all",
        ),
        pytest.param("xavier_init", of_width(lambda D, M: math.sqrt(1 / D)), id="fan-in alone"),
        pytest.param("xavier_init", of_width(lambda D, M: math.sqrt(1 / M)), id="fan-out alone"),
        pytest.param("xavier_init", of_width(lambda D, M: math.sqrt(1 / (D + M))), id="1 for 2 "),
        pytest.param("xavier_init", of_width(lambda D, M: 2 / (D + M)), id="no root "),
        pytest.param("xavier_init", nn.he_init, id="he"),
        pytest.param(
            "xavier_init",
            lambda D, M, rng: rng.uniform(-1, 1, (D, M)) * math.sqrt(6 / (D + M)),
            id="uniform",
        ),
        pytest.param("normal_init", of_width(lambda D, M: 0.01**2), id="variance for std"),
        pytest.param("normal_init", lambda D, M, rng: 0.01 * rng.random((D, M)), id="random"),
    ],
)
def test_a_wrong_neighbour_is_rejected_from_afar(rng, name, wrong):
    assert surprise(wrong, STD[name], rng) > 12


def test_normal_init_takes_any_width(rng):
    assert surprise(lambda D, M, rng: nn.normal_init(D, M, rng, std=3), 3, rng) < 6
    assert not nn.normal_init(D, M, rng, std=0).any()


def test_zeros_init():
    w = nn.zeros_init(3, 2)
    assert w.dtype == np.float64
    np.testing.assert_array_equal(w, np.zeros((3, 2)))
    np.testing.assert_array_equal(nn.zeros_init(3, 2, np.random.default_rng(0)), w)


@pytest.mark.parametrize("name", STD)
def test_the_generator_decides(name):
    def init(rng):
        return getattr(nn, name)(3, 2, rng)

    w = init(np.random.default_rng(1))
    assert w.dtype == np.float64
    np.testing.assert_array_equal(init(np.random.default_rng(1)), w)
    assert not (init(np.random.default_rng(2)) == w).any()


RNG = np.random.default_rng(0)


@pytest.mark.parametrize("name", ["zeros_init", *STD])
def test_bad_input_is_named(name):
    init = getattr(nn, name)
    with pytest.raises(ValueError, match=r"^D must be at least 1, got 0$"):
        init(0, 3, RNG)
    with pytest.raises(TypeError, match=r"^M must be a whole number, got float$"):
        init(3, 2.0, RNG)


@pytest.mark.parametrize("name", STD)
def test_a_seed_is_no_generator(name):
    message = "rng must be a Generator such as np.random.default_rng(0), got int"
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        getattr(nn, name)(3, 2, 0)


def test_a_negative_width_is_named():
    with pytest.raises(ValueError, match=r"^std must be at least 0, got -1$"):
        nn.normal_init(3, 2, RNG, std=-1)
