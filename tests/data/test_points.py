"""Points in the plane: where they lie without noise, what noise adds, who tells them apart."""

import inspect

import numpy as np
import pytest
import scipy.stats
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from bpcourse.data import (
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    make_xor,
    noisy_sine,
)

pytestmark = pytest.mark.filterwarnings("error:::bpcourse")

# Per name: what draws n points with a Generator and a noise, and the number of classes.
MAKERS = {
    "moons": (make_moons, 2),
    "circles": (make_circles, 2),
    "spirals": (make_spirals, 2),
    "five spirals": (lambda n, rng, **noise: make_spirals(n, rng, classes=5, **noise), 5),
    "xor": (make_xor, 2),
    "blobs": (make_blobs, 3),
    "eight blobs": (lambda n, rng, **noise: make_blobs(n, rng, classes=8, **noise), 8),
}
every_maker = pytest.mark.parametrize("make, classes", MAKERS.values(), ids=MAKERS)

N = 10_000


def rng(seed=0):
    return np.random.default_rng(seed)


def angle(x):
    """Where a point is seen from the origin, from 0 to 2 pi."""
    return np.arctan2(x[:, 1], x[:, 0]) % (2 * np.pi)


def assert_drawn_from(values, distribution):
    """Kolmogorov and Smirnov's test, at about 6 sigma."""
    assert scipy.stats.kstest(values, distribution).pvalue > 2e-9


# Without noise


def check_moons(make):
    x, y = make(N, rng(), noise=0)
    for label, center, side in [(0, (-0.5, -0.25), 1), (1, (0.5, 0.25), -1)]:
        around = side * (x[y == label] - center)
        np.testing.assert_allclose(np.linalg.norm(around, axis=1), 1, rtol=1e-12)
        assert around[:, 1].min() > -1e-12
        assert_drawn_from(angle(around) / np.pi, "uniform")


def check_circles(make):
    x, y = make(N, rng(), noise=0)
    np.testing.assert_allclose(np.linalg.norm(x, axis=1), np.where(y, 1.5, 0.5), rtol=1e-12)
    for label in range(2):
        assert_drawn_from(angle(x[y == label]) / (2 * np.pi), "uniform")


def check_spirals(make, classes):
    x, y = make(N, rng(), classes=classes, noise=0)
    r = np.linalg.norm(x, axis=1)
    turns = (angle(x) - np.pi * r) / (2 * np.pi) - y / classes
    np.testing.assert_allclose(turns, np.round(turns), atol=1e-12)
    for label in range(classes):
        assert_drawn_from((r[y == label] - 0.25) / 1.75, "uniform")


def test_moons_are_half_circles():
    check_moons(make_moons)


def test_circles_have_the_radii_a_half_and_one_and_a_half():
    check_circles(make_circles)


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_spirals_turn_with_their_radius(classes):
    check_spirals(make_spirals, classes)


@pytest.mark.parametrize("n", [4, 5, 6, 7, 100])
def test_xor_is_the_truth_table(n):
    x, y = make_xor(n, rng(), noise=0)
    table = {(-1, -1): 0, (-1, 1): 1, (1, -1): 1, (1, 1): 0}
    assert {tuple(corner) for corner in x} == table.keys()
    assert [table[tuple(corner)] for corner in x] == y.tolist()
    counts = np.unique(x, axis=0, return_counts=True)[1]
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("classes", [2, 3, 8])
def test_blobs_shrink_to_their_centers(classes):
    x, y = make_blobs(50, rng(), classes=classes, noise=0)
    centers = 1.5 * np.exp(2j * np.pi * np.arange(classes) / classes)
    np.testing.assert_allclose(x[:, 0] + 1j * x[:, 1], centers[y], rtol=1e-12)


def upper_for_both(n, rng, noise):
    x, y = make_moons(n, rng, noise)
    return np.abs(x), y


def moons_of_all_angles(n, rng, noise):
    y, t = rng.permutation(np.arange(n) % 2), rng.uniform(0, 2 * np.pi, n)
    return np.stack([np.cos(t), np.sin(t)], 1) + np.where(y, 1, -1)[:, None] * [0.5, 0.25], y


def moons_by_width(n, rng, noise):
    y, u = rng.permutation(np.arange(n) % 2), rng.uniform(-1, 1, n)
    x = np.stack([u - 0.5, np.sqrt(1 - u**2) - 0.25], 1)
    return np.where(y, -1, 1)[:, None] * x, y


@pytest.mark.parametrize("wrong", [upper_for_both, moons_of_all_angles, moons_by_width])
def test_wrong_moons_are_seen(wrong):
    with pytest.raises(AssertionError):
        check_moons(wrong)


def test_wrong_circles_and_spirals_are_seen():
    def swapped(n, rng, noise):
        x, y = make_circles(n, rng, noise)
        return x, 1 - y

    def clockwise(n, rng, classes, noise):
        x, y = make_spirals(n, rng, classes, noise)
        return x * [1, -1], y

    with pytest.raises(AssertionError):
        check_circles(swapped)
    with pytest.raises(AssertionError):
        check_spirals(clockwise, 3)


# What noise adds


def check_noise(make):
    clean, _ = make(N, rng(), noise=0)
    for noise in (0.05, 2.0):
        x, y = make(N, rng(), noise=noise)
        added = (x - clean) / noise
        for coordinate in added.T:
            assert_drawn_from(coordinate, "norm")
            assert abs(coordinate.mean()) < 6 / np.sqrt(N)
            assert abs(coordinate.std() - 1) < 6 / np.sqrt(2 * N)
        for name, pair in {
            "the coordinates": added.T,
            "the class": (added.sum(axis=1), y),
            "the place": (added[:, 0], clean[:, 0]),
        }.items():
            assert abs(np.corrcoef(*pair)[0, 1]) < 6 / np.sqrt(N), f"noise hangs on {name}"


@every_maker
def test_noise_is_normal_and_has_the_deviation_asked_for(make, classes):
    check_noise(make)


def with_noise(add):
    """Circles with noise of another kind."""

    def make(n, rng, noise):
        x, y = make_circles(n, rng, noise=0)
        return x + add(noise, rng, y), y

    return make


@pytest.mark.parametrize(
    "add",
    [
        lambda noise, rng, y: noise**2 * rng.standard_normal((len(y), 2)),
        lambda noise, rng, y: noise * 1.1 * rng.standard_normal((len(y), 2)),
        lambda noise, rng, y: noise * rng.standard_normal((len(y), 1)) * [1, 1],
        lambda noise, rng, y: noise * rng.uniform(-1, 1, (len(y), 2)) * np.sqrt(3),
        lambda noise, rng, y: noise * np.abs(rng.standard_normal((len(y), 2))),
        lambda noise, rng, y: noise * (rng.standard_normal((len(y), 2)) + y[:, None] / 5),
    ],
    ids=["squared", "10 % more", "one for both", "uniform", "to one side", "by class"],
)
def test_wrong_noise_is_seen(add):
    with pytest.raises(AssertionError):
        check_noise(with_noise(add))


# Classes, order, types


def check_order(make, classes):
    """Balanced, and position says nothing about label or place."""
    for n in [max(classes, 4), 13, 100, 101, N]:
        counts = np.bincount(make(n, rng())[1], minlength=classes)
        assert len(counts) == classes
        assert counts.sum() == n
        assert counts.max() - counts.min() <= 1
    x, y = make(N, rng())
    changes = np.mean(y[1:] != y[:-1])
    p = 1 - 1 / classes
    assert abs(changes - p) < 6 * np.sqrt(p * (1 - p) / N)
    for column in (*x.T, y):
        assert abs(np.corrcoef(column, np.arange(N))[0, 1]) < 6 / np.sqrt(N)


@every_maker
def test_classes_are_balanced_and_in_random_order(make, classes):
    check_order(make, classes)


def reordered(order):
    def make(n, rng):
        x, y = make_circles(n, rng)
        rows = order(x, y)
        return x[rows], y[rows]

    return make


@pytest.mark.parametrize(
    "order",
    [
        lambda x, y: np.argsort(y),
        lambda x, y: np.argsort(x[:, 0]),
        lambda x, y: np.argsort(y).reshape(2, -1).T.ravel() if len(y) == N else np.arange(len(y)),
        lambda x, y: np.arange(len(y) - 1),
        lambda x, y: np.arange(len(y)) // 3,
    ],
    ids=["by class", "by place", "in turns", "one lost", "repeated"],
)
def test_a_wrong_order_is_seen(order):
    with pytest.raises(AssertionError):
        check_order(reordered(order), 2)


@every_maker
def test_shapes_types_and_range(make, classes):
    x, y = make(2000, rng())
    assert x.shape == (2000, 2)
    assert x.dtype == np.float64
    assert y.shape == (2000,)
    assert y.dtype == np.int64
    assert 1 < np.abs(x).max() < 3
    assert np.abs(np.quantile(x, [0.01, 0.99])).max() < 2.5


@every_maker
def test_the_generator_is_the_only_source_of_randomness(make, classes):
    x, y = make(50, rng(3))
    np.random.seed(1)
    before = np.random.get_state()[1].copy()
    again_x, again_y = make(50, rng(3))
    np.testing.assert_array_equal(np.random.get_state()[1], before)
    np.testing.assert_array_equal(again_x, x)
    np.testing.assert_array_equal(again_y, y)
    one = rng(3)
    make(50, one)
    assert not np.array_equal(make(50, one)[0], x)


# Who can tell them apart, as the docstrings say


def accuracy_of(model, make):
    x, y = make(300, rng(0))
    return model.fit(x, y).score(*make(2000, rng(1)))


@pytest.mark.parametrize(
    "make, low, high",
    [
        (make_moons, 0.84, 0.91),
        (make_circles, 0.45, 0.6),
        (make_spirals, 0.45, 0.65),
        (make_xor, 0.4, 0.6),
        (make_blobs, 0.99, 1),
    ],
)
def test_what_a_model_without_a_hidden_layer_gets_right(make, low, high):
    assert low <= accuracy_of(LogisticRegression(), make) <= high


@pytest.mark.parametrize(
    "make, units",
    [(make_moons, 16), (make_circles, 8), (make_spirals, 16), (make_xor, 4), (make_blobs, 4)],
)
def test_one_hidden_layer_learns_it(make, units):
    network = MLPClassifier(
        (units,), "tanh", batch_size=32, learning_rate_init=0.03, alpha=0, random_state=0,
        max_iter=200, n_iter_no_change=200,
    )  # fmt: skip
    with pytest.warns(match="Maximum iterations"):
        assert accuracy_of(network, make) > 0.97


# Bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: make_moons(1, rng()), "n must be at least 2, got 1"),
        (lambda: make_circles(0, rng()), "n must be at least 2, got 0"),
        (lambda: make_xor(3, rng()), "n must be at least 4, got 3"),
        (lambda: make_spirals(4, rng(), classes=5), "n must be at least 5, got 4"),
        (lambda: make_blobs(2, rng()), "n must be at least 3, got 2"),
        (lambda: make_blobs(5, rng(), classes=1), "classes must be at least 2, got 1"),
        (lambda: make_moons(5, rng(), noise=-0.1), "noise must be at least 0, got -0.1"),
        (lambda: make_xor(5, rng(), noise=np.nan), "noise must be at least 0, got nan"),
        (lambda: make_xor(5, rng(), noise=[1, 2]), "noise must .*got"),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: make_moons(5, 0), "rng must be a Generator .*got int"),
        (lambda: make_circles(5, np.random), "rng must be a Generator .*got module"),
        (lambda: make_blobs(5, 3, rng()), "rng must be a Generator .*got int"),
        (lambda: make_moons(5), "make_moons: missing a required argument: 'rng'"),
        (lambda: make_moons(5.0, rng()), "n must be a whole number, got float"),
        (lambda: make_spirals(5, rng(), classes=2.5), "classes must be a whole number, got float"),
        (lambda: make_xor(5, rng(), noise="much"), "noise must hold real numbers, got str"),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=message):
        call()


def test_spirals_begin_and_end_where_they_say():
    x, _ = make_spirals(10_000, np.random.default_rng(0), noise=0)
    r = np.hypot(*x.T)
    assert 1 / 4 <= r.min() < 0.252
    assert 1.998 < r.max() <= 2


@pytest.mark.parametrize(
    "make", [make_blobs, make_circles, make_moons, make_spirals, make_xor, noisy_sine]
)
@pytest.mark.parametrize(
    "argument, value, error, message",
    [
        ("n", 0, ValueError, "n must be at least"),
        ("n", 4.0, TypeError, "n must be a whole number"),
        ("rng", 0, TypeError, "rng must be a Generator"),
        ("noise", -0.1, ValueError, "noise must be at least 0, got -0.1"),
        ("noise", "much", TypeError, "noise must hold real numbers"),
        ("classes", 1, ValueError, "classes must be at least 2, got 1"),
        ("classes", 2.0, TypeError, "classes must be a whole number"),
    ],
)
def test_every_argument_of_every_data_set_is_checked(make, argument, value, error, message):
    if argument in inspect.signature(make).parameters:
        with pytest.raises(error, match=f"^{message}"):
            make(**{"n": 12, "rng": np.random.default_rng(0), argument: value})
