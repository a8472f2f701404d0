"""Clipping: small gradients are left alone, large ones end exactly at the limit."""

import math
import re

import numpy as np
import pytest

from bpcourse import nn

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def draw(rng, scale=1.0, dtype=np.float64):
    return {
        "w1": (scale * rng.standard_normal((3, 4))).astype(dtype),
        "b1": (scale * rng.standard_normal(4)).astype(dtype),
    }


# 2, 3 and 6 make 7.
GRADS = {"w1": np.array([[2.0, -3.0]]), "b1": np.array([6.0])}


def test_clip_by_value_by_hand():
    grads = nn.clip_by_value(GRADS, 2.5)
    np.testing.assert_equal(grads, {"w1": np.array([[2.0, -2.5]]), "b1": np.array([2.5])})


def test_global_norm_by_hand():
    norm = nn.global_norm(GRADS)
    assert type(norm) is float
    assert norm == 7


def test_clip_by_global_norm_by_hand():
    grads, norm = nn.clip_by_global_norm(GRADS, 3.5)
    assert type(norm) is float
    assert norm == 7
    np.testing.assert_equal(grads, {"w1": np.array([[1.0, -1.5]]), "b1": np.array([3.0])})


@pytest.mark.parametrize("limit", [7, 7.001, 1e300, math.inf])
def test_small_gradients_are_left_alone_but_are_new_arrays(limit):
    clipped, norm = nn.clip_by_global_norm(GRADS, limit)
    for grads in (clipped, nn.clip_by_value(GRADS, limit)):
        np.testing.assert_equal(grads, GRADS)
        assert not any(np.shares_memory(grads[name], GRADS[name]) for name in GRADS)


@pytest.mark.parametrize("dtype, close", [(np.float64, 1e-14), (np.float32, 1e-6)])
@pytest.mark.parametrize("max_norm", [0.01, 1, np.float64(3)])
def test_the_clipped_norm_is_max_norm_and_the_direction_stays(rng, max_norm, dtype, close):
    before = draw(rng, 100, dtype)
    grads, norm = nn.clip_by_global_norm(before, max_norm)
    assert math.sqrt(sum(float(np.sum(g.astype(float) ** 2)) for g in grads.values())) == (
        pytest.approx(max_norm, rel=close)
    )
    for name, dw in grads.items():
        assert dw.dtype == dtype
        np.testing.assert_allclose(dw * (norm / max_norm), before[name], rtol=10 * close)


@pytest.mark.parametrize("limit", [0.5, np.float64(0.5)])
def test_clip_by_value_keeps_float32(rng, limit):
    grads = nn.clip_by_value(draw(rng, dtype=np.float32), limit)
    assert all(dw.dtype == np.float32 for dw in grads.values())


@pytest.mark.parametrize("dtype, scale", [(np.float64, 1e200), (np.float32, 1e30)])
def test_exploding_gradients_do_not_overflow(dtype, scale):
    huge = {name: (scale * dw).astype(dtype) for name, dw in GRADS.items()}
    assert nn.global_norm(huge) == pytest.approx(7 * scale, rel=1e-6)
    grads, norm = nn.clip_by_global_norm(huge, 7)
    for name, dw in grads.items():
        np.testing.assert_allclose(dw, GRADS[name], rtol=1e-6)


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_passes_through(odd):
    broken = {**GRADS, "b1": np.array([odd])}
    grads, norm = nn.clip_by_global_norm(broken, 1.0)
    np.testing.assert_equal(grads, broken)
    np.testing.assert_equal(norm, abs(odd))
    np.testing.assert_equal(nn.clip_by_value({"b": np.array([np.nan])}, 1)["b"], [np.nan])


def test_no_gradient_is_no_length(rng):
    zeros = {"w": np.zeros((2, 3)), "none": np.zeros((0, 3))}
    grads, norm = nn.clip_by_global_norm(zeros, 1.0)
    assert norm == 0
    np.testing.assert_equal(grads, zeros)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.clip_by_value(GRADS, 0), "limit must be above 0, got 0"),
        (lambda: nn.clip_by_global_norm(GRADS, -1), "max_norm must be above 0, got -1"),
        (lambda: nn.global_norm({}), "grads must hold at least one array, got an empty dict"),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (
            lambda: nn.clip_by_value(GRADS["w1"], 1),
            "grads must be a dict of arrays by name, got ndarray",
        ),
        (
            lambda: nn.clip_by_global_norm({"w1": None}, 1),
            'grads["w1"] must hold real numbers, got NoneType',
        ),
        (
            lambda: nn.clip_by_global_norm(GRADS, None),
            "max_norm must hold real numbers, got NoneType",
        ),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize("dtype, scale", [(np.float64, 1e200), (np.float32, 1e30)])
def test_exploding_gradients_that_are_all_negative_beside_tiny_ones(dtype, scale):
    grads = {
        "w1": np.array([[-3 * scale, -4 * scale]], dtype),
        "b1": np.array([1.0, 0.0], dtype),
        "none": np.zeros((0, 3), dtype),
    }
    assert nn.global_norm(grads) == pytest.approx(5 * scale, rel=1e-6)
    clipped, _ = nn.clip_by_global_norm(grads, 5)
    np.testing.assert_allclose(clipped["w1"], [[-3, -4]], rtol=1e-6)


def test_nan_beside_infinity_is_nan():
    odd = {"w1": np.array([np.inf]), "b1": np.array([np.nan])}
    assert math.isnan(nn.global_norm(odd))
    assert math.isnan(nn.global_norm(dict(reversed(odd.items()))))
