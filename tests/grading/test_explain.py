"""Python's exceptions in words. Every message here is raised, not quoted from memory."""

import numpy as np
import pytest

from bpcourse.grading import Error
from bpcourse.grading.explain import explain

X, V = np.ones((5, 3)), np.ones(4)
NOTHING, NUMBER, LIST = None, 1.0, [1, 2]


class Plain:
    """A class without operators."""


def twice(a, b):
    return a + b


def optional(a, b, c=1):
    return a, b, c


def one(a):
    return a


def forever():
    return forever()


def late():
    early = unborn  # noqa: F821, F841
    unborn = 1  # noqa: F841


def before():
    a = b  # noqa: F821
    b = a
    return b


def put(array, index, value):
    array[index] = value


SAID = [
    (lambda: X @ np.ones((4, 2)), "rows on the left have 3 entries, the columns on the right 4"),
    (lambda: np.dot(X, V), "rows on the left have 3 entries, the columns on the right 4"),
    (lambda: X @ 2.0, "on the right of the matrix product is a single number"),
    (lambda: X * np.ones((5, 4)), "last axis has 3 entries in one and 4 in the other"),
    (lambda: X + np.ones((2, 3)), "last axis but one has 5 entries in one and 2"),
    (lambda: put(np.ones(4), slice(None), np.ones(3)), "the shape (3,), and its place"),
    (lambda: V.__iadd__(np.ones((5, 4))), "into an array of shape (4,)"),
    (lambda: X.reshape(4, 4), "15 entries does not fill the shape (4,4)"),
    (lambda: bool(X > 0), "a whole array of them"),
    (lambda: put(V.copy(), 0, [1, 2]), "room for one"),
    (lambda: {"w1": V}["w2"], "no entry 'w2'. Does your count"),
    (lambda: np.maximum((X, (V, X)), 0), "a function that returns a pair"),
    (lambda: (lambda a, b, c: 0)(*[1, 2]), "too few arguments: 'c' is missing"),
    (lambda: twice(1, 2, 3), "takes 2 arguments is called with 3"),
    (lambda: exec("a, b, c = 1, 2"), "stand 3 names, and on the right come only 2"),
    (lambda: exec("a, b = 1, 2, 3"), "stand 2 names, and on the right come more"),
    (lambda: V.sum(axis=1), "no axis 1 in this array. It has only one, with the number 0"),
    (lambda: V * None, "None, which stands for nothing"),
    (lambda: NOTHING[0], "None, which stands for nothing"),
    (lambda: None.shape, "stands before .shape is None"),
    (lambda: Plain() * Plain(), "Your class Plain has no __mul__"),
    (lambda: Plain() ** 2, "Your class Plain has no __pow__"),
    (lambda: (1, 2) - 1, "One of the two is a tuple"),
    (lambda: [1.0] * 0.5, "a list, not an array"),
    (lambda: V(0), "square brackets"),
    (lambda: NUMBER(2), "this is a float"),
    (lambda: LIST[0, 1], "a list or a tuple, not an array"),
    (lambda: forever(), "calls itself"),
    (lambda: late(), "There is no unborn here|unborn is used before"),
    (lambda: before(), "b is used before"),
    (lambda: nowhere, "There is no nowhere here"),  # noqa: F821
    (lambda: X[7], "5 entries, and they are counted from 0: the last is 4"),
    (lambda: V[0, 1], "has 1 of the 2 axes"),
    (lambda: V[0.5], "whole numbers"),
    (lambda: [1][3], "list is shorter"),
    (lambda: {"w1": 0}["w2"], "no entry 'w2'"),
    (lambda: np.int, "np.int was removed"),
    (lambda: np.sigmoid, "nothing called np.sigmoid"),
    (lambda: (1, 2).T, "a tuple, not an array"),
    (lambda: (1.0).backward(), "plain number"),
    (lambda: Plain().exp(), "A Plain has nothing called exp"),
    (lambda: 1 / 0, "divided by 0"),
    (lambda: optional(), "few arguments: 'a' and 'b' are missing"),
    (lambda: optional(1, 2, 3, 4), "A function that takes 2 to 3 arguments is called with 4"),
    (lambda: one(1, 2), "takes 1 argument is called"),
    (lambda: exec("a, b = [1]"), "stand 2 names, and on the right comes only 1 value"),
    (lambda: exec("a, = 1, 2"), "stands 1 name, and on the right come more values"),
    (lambda: X ^ 2, "^ is no power"),
    (lambda: NUMBER ^ 2, "^ is no power"),
    (lambda: [X * name for name in {"w": X}], "A text stands where numbers belong"),
    (lambda: [X @ name for name in {"w1": X}], "A text stands where numbers belong"),
    (lambda: np.zeros(3, 3), "is one argument, in brackets of its own"),
    (lambda: X[: 3 / 2], "decimal point"),
    (lambda: X.shape[2], "A shape is such a tuple"),
    (lambda: list(np.float64(1)), "a single number"),
    (lambda: list(NUMBER), "a single number"),
    (lambda: exec("a, b = np.float64(1)"), "a single number"),
    (lambda: np.float64(1)[0], "has no entries"),
    (lambda: compile("(1, 2", "f", "exec"), "bracket is opened"),
    (lambda: compile("x = = 2", "f", "exec"), "could not read"),
    (lambda: compile("if 1:\nx = 2", "f", "exec"), "spaces in front"),
]


@pytest.mark.parametrize(("wrong", "words"), SAID, ids=[words for _, words in SAID])
def test_an_exception_is_explained(wrong, words):
    with pytest.raises(Exception) as raised:
        wrong()
    said = explain(Error(type(raised.value).__name__, str(raised.value)))
    assert any(each in said for each in words.split("|")), f"{raised.value}\n{said}"


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        ("AttributeError", "module 'numpy' has no attribute 'product'", "taken by np.prod."),
        ("TypeError", "reshape() got an unexpected keyword argument 'newshape'", "without a name"),
    ],
)
def test_what_newer_versions_removed(kind, message, words):
    """Told from the message, since older versions still have it."""
    assert words in explain(Error(kind, message))


def test_what_is_not_known_gets_no_words():
    assert explain(Error("ValueError", "something else")) == ""
    assert explain(Error("MyError", "name 'x' is not defined")) == ""


def test_a_message_made_to_be_slow_is_cut():
    hostile = "shapes " + "(1," * 600 + " not aligned"
    assert explain(Error("ValueError", hostile)) == ""


def test_too_few_for_a_function_with_a_default():
    said = explain(Error("TypeError", "f() takes from 2 to 3 positional arguments but 1 was given"))
    assert said == "A function that takes 2 to 3 arguments is called with 1."
