import numpy as np
import pytest

from bpcourse.grading.compare import agree, compare, worst_entry

WANT = np.array([[1.0, -2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("got", "problem"),
    [
        (WANT, None),
        (WANT * (1 + 1e-9), None),
        (WANT * (1 + 1e-4), "value"),
        (WANT.T, "value"),
        (WANT[:1], "shape"),
        (WANT[None], None),
        (np.where(WANT > 3, np.nan, WANT), "not finite"),
        (np.where(WANT > 3, np.inf, WANT), "not finite"),
        (None, "missing"),
    ],
)
def test_compare(got, problem):
    assert compare(got, WANT, 1e-6).problem == problem


def test_a_shape_that_differs_by_an_axis_of_one_is_noted():
    assert compare(WANT[None], WANT, 1e-6).squeezed
    assert not compare(WANT, WANT, 1e-6).squeezed


def test_a_zero_gradient_is_matched_absolutely():
    assert compare(np.zeros(3), np.zeros(3), 1e-6).problem is None
    assert compare(np.full(3, 1e-9), np.zeros(3), 1e-6).problem == "value"


def test_agree_holds_not_a_numbers_equal_where_both_have_them():
    odd = np.array([np.nan, 1.0])
    assert agree(odd, odd, 1e-9)
    assert not agree(odd, np.array([1.0, np.nan]), 1e-9)
    assert not agree(odd, np.array([0.0, 1.0]), 1e-9)


def test_worst_entry():
    assert worst_entry(WANT + np.array([[0, 0], [0.5, -2]]), WANT) == {
        "index": [1, 1],
        "got": 2.0,
        "want": 4.0,
    }
    assert worst_entry(np.where(WANT > 3, np.nan, WANT), WANT)["index"] == [1, 1]


def test_agree_does_not_take_an_overflow_for_agreement():
    with np.errstate(over="ignore"):
        assert not agree(np.full(3, 1e300), np.array([0.0, 1e300, -1e300]), 1e-9)


def test_huge_numbers_agree_with_themselves_and_with_nothing_else(recwarn):
    huge = np.array([1.7e308, -1.7e308, 1.0])
    assert agree(huge, huge.copy(), 1e-6)
    assert not agree(huge, -huge, 1e-6)
    assert not agree(huge, huge / 2, 1e-6)
    assert not agree(huge, np.ones(3), 1e-6)
    assert compare(huge, np.ones(3), 1e-6).problem == "value"
    assert not recwarn.list
