"""The derivatives found with a pencil, against finite differences and worked numbers."""

import math

import numpy as np
import pytest

from bpcourse.autodiff import backward_by_hand, local_derivatives, square_derivative

OPERATIONS = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "pow": lambda a, b: a**b}


def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


@pytest.mark.parametrize("x", [-3, 0.0, 0.7, np.float64(2.5), np.float32(4), True])
def test_square_derivative(x):
    got = square_derivative(x)
    assert type(got) is float
    assert got == pytest.approx(slope(lambda z: z * z, float(x)), abs=1e-8)


@pytest.mark.parametrize("op", OPERATIONS)
@pytest.mark.parametrize(("a", "b"), [(2.0, 3.0), (0.3, -1.7), (5.0, 0.0), (1.0, 2.0)])
def test_local_derivatives(op, a, b):
    f = OPERATIONS[op]
    got = local_derivatives(op, a, b)
    assert all(type(number) is float for number in got)
    want = slope(lambda z: f(z, b), a), slope(lambda z: f(a, z), b)
    assert got == pytest.approx(want, rel=1e-7, abs=1e-8)


def test_local_derivatives_of_a_known_power():
    assert local_derivatives("pow", 2, 3) == pytest.approx((12, 8 * math.log(2)))


def test_backward_by_hand_worked():
    # (2 * 3 + 4)**2 = 100: the square passes on 20, the product 20 * 3 and 20 * 2
    assert backward_by_hand(2, 3, 4) == (60.0, 40.0, 20.0)


@pytest.mark.parametrize("point", [(1.5, -2.0, 0.3), (-0.4, 0.9, 5.0), (0.0, 3.0, 0.0)])
def test_backward_by_hand_by_differences(point):
    def loss(*abc):
        a, b, c = abc
        return (a * b + c) ** 2

    want = [slope(lambda z, k=k: loss(*point[:k], z, *point[k + 1 :]), point[k]) for k in range(3)]
    assert backward_by_hand(*point) == pytest.approx(want, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: square_derivative("2"), TypeError, "x must hold real numbers, got str"),
        (lambda: square_derivative(np.ones(2)), ValueError, "x must be one number, got (2,)"),
        (lambda: local_derivatives("sub", 1, 2), ValueError, "\"pow\", got 'sub'"),
        (lambda: local_derivatives("pow", 0, 2), ValueError, "a must be above 0"),
        (lambda: local_derivatives("pow", -1, 2), ValueError, "a must be above 0"),
        (lambda: local_derivatives("add", None, 2), TypeError, "a must hold real numbers"),
        (lambda: backward_by_hand(1, 2, 3j), TypeError, "c must hold real numbers, got complex"),
    ],
)
def test_bad_input(call, error, words):
    with pytest.raises(error) as raised:
        call()
    assert words in str(raised.value)


def test_too_large_for_a_float_is_infinite():
    assert local_derivatives("pow", 10, 400) == (math.inf, math.inf)


def test_only_a_power_wants_a_base_above_0():
    assert local_derivatives("add", -2.0, 3.0) == (1.0, 1.0)
    assert local_derivatives("mul", -2.0, 3.0) == (3.0, -2.0)
    assert local_derivatives("mul", 0.0, 3.0) == (3.0, 0.0)


def test_whole_numbers_give_floats():
    for got in (local_derivatives("mul", 2, 3), backward_by_hand(1, 2, 3)):
        assert {type(d) for d in got} == {float}


@pytest.mark.parametrize(
    "call, name",
    [
        (lambda: local_derivatives("mul", "1", 2), "a"),
        (lambda: local_derivatives("mul", 1, "2"), "b"),
        (lambda: backward_by_hand("1", 2, 3), "a"),
        (lambda: backward_by_hand(1, "2", 3), "b"),
        (lambda: backward_by_hand(1, 2, "3"), "c"),
    ],
)
def test_what_is_no_number_is_named(call, name):
    with pytest.raises(TypeError, match=f"^{name} must hold real numbers, got str$"):
        call()
