"""How numbers are written and read."""

import math

import pytest

from bpcourse.widgets.walk.numbers import inner, near, plain, read, show


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3, "3"),
        (-3.0, "−3"),
        (-0.0, "0"),
        (0.46211715, "0.4621"),
        (-123456, "−123456"),
        (1234567, "1.235e6"),
        (-1.5e-9, "−1.5e−9"),
        (math.inf, "inf"),
        (-math.inf, "−inf"),
        (math.nan, "nan"),
    ],
)
def test_show_and_read_again(number, text):
    assert show(number) == text
    assert near(read(text), number, 4)


def test_negative_numbers_stand_in_parentheses_after_a_sign():
    assert (inner(-2), inner(2)) == ("(−2)", "2")


@pytest.mark.parametrize(
    ("text", "number"),
    [("1/4", 0.25), ("0,5", 0.5), (" −3 ", -3), ("1e3", 1000), ("-inf", -math.inf), (2, 2)],
)
def test_read(text, number):
    assert read(text) == number


@pytest.mark.parametrize("text", ["", "three", "1/0", "1,2,3", "--1", None, [1, 2]])
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="number"):
        read(text)


@pytest.mark.parametrize(
    ("answer", "target", "right"),
    [
        (0.333, 1 / 3, True),
        (0.33, 1 / 3, False),
        (0.3334, 1 / 3, True),
        (12300, 12345, True),
        (12400, 12345, False),
        (0, 0, True),
        (0.001, 0, False),
        (0, 1e-17, True),
        (-5, 5, False),
        (math.inf, math.inf, True),
        (-math.inf, math.inf, False),
        (math.inf, 5, False),
        (math.nan, math.nan, True),
        (math.nan, 5, False),
        (5, math.nan, False),
    ],
)
def test_near(answer, target, right):
    assert near(answer, target) is right


def test_plain_is_strict_json():
    assert plain({"a": [math.inf, 1, True, None, "x"]}) == {"a": ["inf", 1, True, None, "x"]}
