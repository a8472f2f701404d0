"""The measuring tools are held against functions whose derivatives are known by heart."""

import math
import re

import numpy as np
import pytest

from bpcourse.gradcheck import (
    directional_check,
    numerical_derivative,
    numerical_gradient,
    relative_error,
)

pytestmark = pytest.mark.filterwarnings("error")


# Derivatives


@pytest.mark.parametrize(
    "f, x, want",
    [
        (lambda x: x**2, 3.0, 6.0),
        (lambda x: x**2, 3, 6.0),
        (lambda x: 2 * x**3, -1.5, 13.5),
        (np.sin, 0.7, math.cos(0.7)),
        (np.exp, np.float32(1), math.e),
        (np.log, np.array(0.25), 4.0),
    ],
)
def test_derivative_of_a_known_function(f, x, want):
    got = numerical_derivative(f, x)
    assert type(got) is float
    assert got == pytest.approx(want, rel=1e-9)


def test_derivative_is_central():
    # Of x**3 at 1: 3 + h**2, where one side alone gives 3 + 3h + h**2.
    assert numerical_derivative(lambda x: x**3, 1.0, h=0.1) == pytest.approx(3.01, rel=1e-12)


def test_derivative_uses_the_step_it_is_given():
    asked = []
    numerical_derivative(lambda x: asked.append(x) or x, 1.0, h=0.25)
    assert sorted(asked) == [0.75, 1.25]


# Gradients


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 4), (4, 4), (1, 3), (2, 1, 3), (0,)])
def test_gradient_of_a_weighted_sum_of_squares(shape):
    rng = np.random.default_rng(1)
    x, c = rng.standard_normal((2, *shape))
    grad = numerical_gradient(lambda x: np.sum(c * x**2), x)
    assert isinstance(grad, np.ndarray)
    assert grad.shape == shape
    assert grad.dtype == np.float64
    assert relative_error(grad, 2 * c * x) < 1e-9


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_, np.float32])
def test_gradient_is_measured_in_float64_whatever_x_is(dtype):
    x = np.array([[0, 1], [1, 0]], dtype=dtype)
    seen = set()

    def f(x):
        seen.add(x.dtype)
        return np.sum(np.exp(x))

    grad = numerical_gradient(f, x)
    assert seen == {np.dtype(np.float64)}
    assert relative_error(grad, np.exp(x.astype(np.float64))) < 1e-9


def test_gradient_of_a_list():
    np.testing.assert_allclose(numerical_gradient(lambda x: x[0] * x[1], [2, 3]), [3, 2])


def test_gradient_uses_the_step_it_is_given():
    grad = numerical_gradient(lambda x: np.sum(x**3), np.ones(2), h=0.1)
    np.testing.assert_allclose(grad, 3.01)


def test_nan_passes_through():
    grad = numerical_gradient(lambda x: x[0] * x[1], np.array([np.nan, 2.0]))
    assert np.isnan(grad[0])
    assert np.isnan(grad[1])


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64])
def test_x_stays_as_it_was_even_if_f_changes_what_it_is_given(dtype):
    x = np.array([1, -2, 3], dtype=dtype)
    before = x.copy()

    def f(x):
        x[x < 0] = 0
        return np.sum(x**2)

    np.testing.assert_allclose(numerical_gradient(f, x), [2, 0, 6], atol=1e-9)
    directional_check(f, x, np.ones(3), np.random.default_rng(2))
    np.testing.assert_array_equal(x, before)


def test_x_stays_as_it_was_even_if_f_raises():
    x = np.arange(3.0)
    calls = []

    def f(x):
        calls.append(x)
        if len(calls) == 4:
            raise ArithmeticError("no more")
        return 0.0

    with pytest.raises(ArithmeticError, match="no more"):
        numerical_gradient(f, x)
    np.testing.assert_array_equal(x, [0, 1, 2])


# Relative error


@pytest.mark.parametrize(
    "a, b, want",
    [
        ([3.0, 4.0], [3.0, 4.0], 0.0),
        ([3.0, 4.0], [-3.0, -4.0], 1.0),
        ([3.0, 4.0], [0.0, 0.0], 1.0),
        ([[3.0, 0.0], [0.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]], 1.0),
        ([3.0, 4.0], [6.0, 8.0], 1 / 3),
        ([3.0, 4.0], [4.0, 3.0], math.sqrt(2) / 10),
        ([1, 2, 2], [1, 2, 2], 0.0),
        (2.0, 1.0, 1 / 3),
        ([0.0, 0.0], [0.0, 0.0], 0.0),
        ([1e-13], [0.0], 0.1),
        ([], [], 0.0),
    ],
)
def test_relative_error(a, b, want):
    got = relative_error(np.array(a), np.array(b))
    assert type(got) is float
    assert got == pytest.approx(want, rel=1e-12)


def test_relative_error_sees_an_axis_beyond_the_second():
    a = np.ones((2, 3, 4))
    assert relative_error(a, 3 * a) == pytest.approx(0.5, rel=1e-12)


def test_relative_error_of_float32_is_computed_in_float64():
    a = np.full(100_000, 0.1, dtype=np.float32)
    b = a * np.float32(1 + 1e-3)
    want = np.linalg.norm(b.astype(float) - a) / (np.linalg.norm(a.astype(float)) * 2.001)
    assert relative_error(a, b) == pytest.approx(want, rel=1e-6)


def test_relative_error_of_nan_is_nan():
    assert math.isnan(relative_error(np.array([1.0, np.nan]), np.ones(2)))


# One direction


def square(x):
    return np.sum(x**2)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 4), (2, 1, 3)])
def test_directional_check_of_a_right_gradient(shape):
    x = np.random.default_rng(3).standard_normal(shape)
    analytic, numeric = directional_check(square, x, 2 * x, np.random.default_rng(4))
    v = np.random.default_rng(4).standard_normal(shape)
    assert type(analytic) is type(numeric) is float
    assert analytic == pytest.approx(np.sum(2 * x * v), rel=1e-12)
    assert numeric == pytest.approx(analytic, rel=1e-8)


@pytest.mark.parametrize("factor", [1.001, -1, 0, 2])
def test_directional_check_of_a_scaled_gradient_shows_the_factor(factor):
    x = np.random.default_rng(3).standard_normal((3, 4))
    analytic, numeric = directional_check(square, x, factor * 2 * x, np.random.default_rng(4))
    assert analytic / numeric == pytest.approx(factor, rel=1e-7, abs=1e-9)


def test_directional_check_of_one_wrong_entry():
    x = np.random.default_rng(3).standard_normal((3, 4))
    grad = 2 * x
    grad[1, 2] *= 1.01
    analytic, numeric = directional_check(square, x, grad, np.random.default_rng(4))
    v = np.random.default_rng(4).standard_normal(x.shape)
    assert analytic - numeric == pytest.approx(0.02 * x[1, 2] * v[1, 2], rel=1e-4)


def test_directional_check_uses_the_step_it_is_given():
    x = np.ones(1)
    analytic, numeric = directional_check(
        lambda x: np.sum(x**3), x, np.array([3.0]), np.random.default_rng(4), h=0.1
    )
    v = np.random.default_rng(4).standard_normal()
    assert numeric - analytic == pytest.approx(0.01 * v**3, rel=1e-9)


def test_directional_check_draws_a_new_direction_every_time():
    x, rng = np.ones(3), np.random.default_rng(5)
    first, second = (directional_check(square, x, 2 * x, rng) for _ in range(2))
    assert first != second


def test_directional_check_asks_for_f_twice_however_large_x_is():
    calls = []
    directional_check(
        lambda x: calls.append(1) or np.sum(x), np.ones(500), np.ones(500), np.random.default_rng(6)
    )
    assert len(calls) == 2


def test_directional_check_promotes_integers():
    x = np.array([1, 2, 3])
    analytic, numeric = directional_check(square, x, 2 * x, np.random.default_rng(7))
    assert numeric == pytest.approx(analytic, rel=1e-8)


# Clear errors

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    "call, error, message",
    [
        (
            lambda: numerical_derivative(4.0, 2.0),
            TypeError,
            "f must be a function, got float: hand it over uncalled",
        ),
        (
            lambda: numerical_derivative(np.sin, np.zeros(3)),
            ValueError,
            "x must be one number, got (3,)",
        ),
        (
            lambda: numerical_derivative(np.sin, "2"),
            TypeError,
            "x must hold real numbers, got str",
        ),
        (lambda: numerical_derivative(np.sin, 2, h=0), ValueError, "h must be above 0, got 0"),
        (
            lambda: numerical_derivative(np.sin, 2, h=-1e-5),
            ValueError,
            "h must be above 0, got -1e-05",
        ),
        (
            lambda: numerical_derivative(lambda x: [x, x], 2),
            ValueError,
            "what f returns must be one number, got (2,)",
        ),
        (
            lambda: numerical_gradient(np.sin, np.zeros((2, 3))),
            ValueError,
            "what f returns must be one number, got (2, 3)",
        ),
        (
            lambda: numerical_gradient(lambda x: None, np.zeros(3)),
            TypeError,
            "what f returns must hold real numbers, got NoneType",
        ),
        (
            lambda: numerical_gradient(7.5, np.zeros(3)),
            TypeError,
            "f must be a function, got float: hand it over uncalled",
        ),
        (
            lambda: numerical_gradient(np.sum, np.zeros(3), h=np.nan),
            ValueError,
            "h must be above 0, got nan",
        ),
        (
            lambda: numerical_gradient(np.sum, np.zeros(3, dtype=complex)),
            TypeError,
            "x must hold real numbers, got ndarray of dtype complex128",
        ),
        (
            lambda: relative_error(np.zeros((3, 1)), np.zeros(3)),
            ValueError,
            "b must have shape (3, 1), got (3,)",
        ),
        (
            lambda: relative_error(None, np.zeros(3)),
            TypeError,
            "a must hold real numbers, got NoneType",
        ),
        (
            lambda: directional_check(np.sum, np.zeros((2, 3)), np.zeros((3, 2)), RNG),
            ValueError,
            "grad must have shape (2, 3), got (3, 2)",
        ),
        (
            lambda: directional_check(np.sum, np.zeros(3), np.zeros(3), 0),
            TypeError,
            "rng must be a Generator such as np.random.default_rng(0), got int",
        ),
        (
            lambda: directional_check(np.cos, np.zeros(3), np.zeros(3), RNG),
            ValueError,
            "what f returns must be one number, got (3,)",
        ),
        (
            lambda: directional_check(None, np.zeros(3), np.zeros(3), RNG),
            TypeError,
            "f must be a function, got NoneType",
        ),
        (
            lambda: directional_check(np.sum, np.zeros(3), np.zeros(3), RNG, h=[1e-5, 1e-6]),
            ValueError,
            "h must be one number, got (2,)",
        ),
    ],
)
def test_a_slip_is_named(call, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        call()
