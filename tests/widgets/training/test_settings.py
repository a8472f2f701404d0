"""Each setting says what is wrong with it."""

import numpy as np
import pytest

from bpcourse.widgets.training import Settings, TrainingRun

X, Y = np.random.default_rng(0).standard_normal((30, 2)), np.arange(30) % 3


@pytest.mark.parametrize(
    "settings, kind, words",
    [
        ({"data": "moon"}, ValueError, "data"),
        ({"data": 3}, TypeError, "pair of arrays"),
        ({"data": (X[:, :1], Y)}, ValueError, "x of data"),
        ({"data": (X, Y[:20])}, ValueError, "x of data"),
        ({"data": (X, Y + 0.5)}, TypeError, "y of data"),
        ({"data": (X, Y - 1)}, ValueError, "y of data"),
        ({"data": (X, Y + 9)}, ValueError, "y of data"),
        ({"data": (X[:5], Y[:5])}, ValueError, "at least 20"),
        ({"data": (X * np.nan, Y)}, ValueError, "finite"),
        ({"noise": -1}, ValueError, "noise"),
        ({"examples": 3}, ValueError, "examples"),
        ({"examples": 1e9}, (ValueError, TypeError), "examples"),
        ({"hidden": 8}, TypeError, "hidden"),
        ({"hidden": "88"}, TypeError, "hidden"),
        ({"hidden": (17,)}, ValueError, "hidden"),
        ({"hidden": (0,)}, ValueError, "hidden"),
        ({"hidden": (2,) * 7}, ValueError, "hidden"),
        ({"activation": "linear"}, ValueError, "activation"),
        ({"optimizer": "newton"}, ValueError, "optimizer"),
        ({"lr": 0}, ValueError, "lr"),
        ({"lr": "fast"}, TypeError, "lr"),
        ({"lr": float("nan")}, ValueError, "lr"),
        ({"batch_size": 0}, ValueError, "batch_size"),
        ({"l2": -0.1}, ValueError, "l2"),
        ({"seed": -1}, ValueError, "seed"),
    ],
)
def test_bad_settings(settings, kind, words):
    with pytest.raises(kind, match=words):
        Settings(**settings)


def test_own_arrays_train():
    run = TrainingRun(Settings(data=(X.tolist(), Y.tolist()), hidden=[4]))
    assert run.sizes == [2, 4, 3]
    assert (len(run.x), len(run.x_val)) == (24, 6)
    run.epoch()
    assert run.trouble is None
    assert run.train_loss < 2


def test_own_arrays_are_copied():
    x, y = X.copy(), Y.copy()
    settings = Settings(data=(x, y))
    x[:], y[:] = 0, 0
    assert settings.points()[0].any()
    assert settings.points()[1].any()


def test_numbers_of_numpy_will_do():
    settings = Settings(hidden=np.array([3, 4]), lr=np.float32(0.5), seed=np.int64(3))
    assert settings.hidden == (3, 4)
    assert type(settings.lr) is float


def test_a_batch_larger_than_the_data():
    run = TrainingRun(Settings(examples=50, batch_size=1000))
    run.step()
    assert run.epochs == 1


@pytest.mark.parametrize("data", ["moons", "circles", "spirals", "xor", "blobs"])
def test_the_data_come_from_the_seed(data):
    first, again = TrainingRun(Settings(data=data)), TrainingRun(Settings(data=data))
    other = TrainingRun(Settings(data=data, seed=1))
    np.testing.assert_array_equal(first.x, again.x)
    assert not np.array_equal(first.x, other.x)
