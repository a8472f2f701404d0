"""What lesson 03 says in numbers that none of its cells prints."""

import numpy as np
import pytest

from bpcourse.gradcheck import numerical_derivative, relative_error
from bpcourse.widgets import step_size_curve


def cube(x):
    return x * x * x


def test_the_valley_in_float32():
    widget = step_size_curve("x**3", 2.0, derivative=numerical_derivative)
    widget.set(precision="float32")
    assert "h ≈ 0.006 (central)" in repr(widget)
    for h, digits in ((0.006, 5), (1e-5, 2)):
        seen = widget.see(h, "x**3", "float32")
        assert f"the central difference has {digits} right digits" in seen.words


@pytest.mark.parametrize("k", [2, 4, 1000])
def test_a_factor_shows_in_the_relative_error(k):
    a = np.random.default_rng(0).standard_normal((3, 4))
    assert relative_error(a, k * a) == pytest.approx((k - 1) / (k + 1))


def test_the_error_of_one_side_and_of_both():
    x, h = 1.7, 0.01
    one_side = (cube(x + h) - cube(x)) / h
    assert one_side == pytest.approx(3 * x**2 + 3 * x * h + h**2, rel=1e-12)
    assert numerical_derivative(cube, x, h) == pytest.approx(3 * x**2 + h**2, rel=1e-12)


def test_the_best_step_to_one_side():
    """The blank of the lesson is filled by 1e-8; its error is 300 times the best of both sides."""
    one_side = {k: abs((cube(2 + 10.0**-k) - 8.0) / 10.0**-k - 12) for k in range(1, 17)}
    assert [k for k, error in one_side.items() if error < 1e-7] == [8]
    assert 300 < one_side[8] / abs(numerical_derivative(cube, 2.0) - 12) < 400


def test_the_smallest_slope_that_can_be_seen():
    assert (1 - np.nextafter(1, 0)) / 2e-5 == pytest.approx(5.5e-12, rel=0.01)
