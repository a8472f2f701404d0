"""Where numbers leave what floats can hold: words, and never an exception."""

import json

import pytest

from bpcourse.widgets.walk import Walk


def sentences(walk):
    said = {}
    for position in range(1, walk.length + 1):
        walk.go(position)
        json.dumps(walk.state, allow_nan=False)
        said[walk.state["formula"]] = walk.state["sentence"]
    return said


@pytest.mark.parametrize(
    ("f", "inputs", "formula", "words"),
    [
        (lambda a: a**-1, {"a": 0}, "L = a ** -1", "divides by 0"),
        (lambda a: a**-1, {"a": 0}, "da = dL * -1 * a ** -2", "divides by 0"),
        (lambda a: 1 / a, {"a": 0}, "L = 1 / a", "This divides by 0"),
        (lambda a: a.exp(), {"a": 1000}, "L = exp(a)", "too large for a float"),
        (lambda a: a * a, {"a": 1e200}, "L = a * a", "too large for a float"),
        (lambda a: a**0.5, {"a": -4}, "L = a ** 0.5", "A negative number has no real power 0.5"),
        (lambda a: a**0.5, {"a": 0}, "da = dL * 0.5 * a ** -0.5", "At a = 0 the slope divides"),
        (lambda a, b: a**-1 * b, {"a": 0, "b": 0}, "L = v1 * b", "This has no value: the result"),
        (
            lambda a, b: (a**-1 * b) * 2,
            {"a": 0, "b": 0},
            "L = v2 * 2",
            "What is calculated from nan is nan",
        ),
        (
            lambda a, b: a**0.5 * b,
            {"a": 0, "b": 0},
            "da = dv1 * 0.5 * a ** -0.5",
            "0 times an infinite number has no value",
        ),
        (
            lambda a, b: (a * b) * 1e200,
            {"a": 1e-200, "b": 1e200},
            "da = dv1 * b",
            "1e200 × 1e200 is too large for a float",
        ),
        (lambda a: 1 / a - a**-1, {"a": 0}, "L = v1 - v2", "This has no value"),
        (
            lambda a: a**-1 + a**-3 * -1,
            {"a": 0},
            "da += dv1 * -1 * a ** -2",
            "inf and −inf have no sum",
        ),
    ],
)
def test_it_is_said_in_words(f, inputs, formula, words):
    assert words in sentences(Walk.of_function(f, inputs))[formula]


def test_infinite_numbers_are_words_in_json():
    walk = Walk.of_function(lambda a: a**-1, {"a": 0})
    walk.go(walk.length)
    assert list(walk.state["values"].values()) == [0, "inf"]
    assert list(walk.state["grads"].values()) == [1, "-inf"]
    assert walk.state["texts"]["grads"][walk.scene["nodes"][0]["id"]] == "−inf"


def test_an_edit_leads_out_and_back():
    walk = Walk.of_function(lambda a: 6 / a, {"a": 2})
    walk.go(1)
    assert walk.state["with_numbers"] == "6 / 2 = 3"
    walk.edit("a", 0)
    assert walk.state["with_numbers"] == "6 / 0 = inf"
    walk.edit("a", 3)
    assert walk.state["sentence"] == "L = 6 / a: 6 / 3 = 2."


def test_infinity_can_be_predicted():
    walk = Walk.of_function(lambda a: a**-1, {"a": 0})
    walk.predicting = True
    walk.next()
    assert not walk.answer(0)["right"]
    assert walk.answer("inf")["right"]
