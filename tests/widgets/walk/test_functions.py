"""What functions may be walked through, what their numbers are called, and what is refused."""

import math

import pytest

from bpcourse.autodiff import Value
from bpcourse.widgets.walk import Walk


def named(walk):
    return {node["name"]: node["formula"] for node in walk.scene["nodes"] if node["formula"]}


def test_names_come_from_local_variables():
    def f(a, b):
        product = a * b
        total = product + 1
        return total**2

    walk = Walk.of_function(f, {"a": 1, "b": 2})
    assert named(walk) == {"product": "a * b", "total": "product + 1", "L": "total ** 2"}


def test_names_in_lists_and_dicts():
    def f(a):
        h = [a * 2, a * 3]
        out = {"z": h[0] + h[1]}
        return out["z"]

    walk = Walk.of_function(f, {"a": 1})
    assert named(walk) == {"h[0]": "a * 2", "h[1]": "a * 3", "z": "h[0] + h[1]"}


def test_names_that_are_taken_are_not_given_twice():
    def f(L, v1):
        return L * v1 + 1

    walk = Walk.of_function(f, {"L": 1, "v1": 2})
    names = [node["name"] for node in walk.scene["nodes"]]
    assert len(set(names)) == len(names)
    assert named(walk) == {"v2": "L * v1", "loss": "v2 + 1"}


def test_helpers_classes_and_values_of_the_function():
    class Neuron:
        def __call__(self, x):
            w = Value(3)
            return (w * x).tanh()

    walk = Walk.of_function(Neuron(), {"x": 0})
    assert [node["name"] for node in walk.scene["nodes"] if node["constant"]] == ["w"]
    walk.go(walk.length)
    x = next(node["id"] for node in walk.scene["nodes"] if node["name"] == "x")
    assert walk.state["grads"][x] == 3


def test_a_profiler_that_is_at_work_is_put_back():
    import sys

    def profiler(*_):
        return None

    sys.setprofile(profiler)
    try:
        Walk.of_function(lambda a: a + 1, {"a": 1})
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)


def many(a):
    for _ in range(30):
        a = a * 2
    return a


@pytest.mark.parametrize(
    ("f", "inputs", "words"),
    [
        (lambda a: a.data * 2, {"a": 1}, "it returned float. Did it take .data"),
        (lambda a: None, {"a": 1}, "it returned NoneType"),
        (lambda a: Value(3), {"a": 1}, "it returned a constant"),
        (lambda a: a / "x", {"a": 1}, "The function stops with TypeError"),
        (lambda a: a + b, {"a": 1}, "NameError: name 'b' is not defined"),  # noqa: F821
        (lambda a, b: a + b, {"a": 1}, "missing 1 required positional argument: 'b'"),
        (lambda: 1, {}, "at least one input"),
        (many, {"a": 1}, "The graph has 61 nodes; up to 60"),
        (lambda a: a, {"a": "two"}, "'two' is not a number"),
        (lambda a: a, {"a": float("nan")}, "a needs a finite number"),
        (3, {"a": 1}, "A function is needed here, got int"),
    ],
)
def test_what_is_refused_is_refused_in_words(f, inputs, words):
    with pytest.raises(ValueError) as caught:
        Walk.of_function(f, inputs)
    assert words in str(caught.value)


def test_sixty_nodes_are_not_too_many():
    def f(a, b):
        for _ in range(58):
            a = a * b
        return a

    walk = Walk.of_function(f, {"a": 1, "b": 1})
    assert len(walk.scene["nodes"]) == 60


def test_an_edit_recalculates_all_and_keeps_the_position():
    walk = Walk.of_function(lambda a, b: a * b + a, {"a": 2, "b": 3})
    walk.go(4)
    walk.edit("b", "−5")
    assert walk.position == 4
    assert list(walk.state["values"].values()) == [2, -5, -10, -8]
    walk.go(walk.length)
    a = walk.scene["nodes"][0]["id"]
    assert walk.state["grads"][a] == -4


def test_an_edit_that_changes_the_graph_begins_anew():
    def f(a):
        return a * a if a.data > 0 else a + 1

    walk = Walk.of_function(f, {"a": 2})
    walk.go(3)
    walk.edit("a", -2)
    assert walk.position == 0
    assert named(walk) == {"L": "a + 1"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("z", 1, "There is no input 'z'; the inputs are a."),
        ("a", "", "'' is not a number"),
        ("a", "inf", "a needs a finite number, got inf"),
        ("a", 7, "The function stops with RuntimeError in line"),
    ],
)
def test_an_edit_that_fails_changes_nothing(name, value, words):
    def f(a):
        if a.data == 7:
            raise RuntimeError("seven")
        return a * a

    walk = Walk.of_function(f, {"a": 2})
    walk.go(2)
    before = walk.state
    with pytest.raises(ValueError) as caught:
        walk.edit(name, value)
    assert words in str(caught.value)
    assert walk.state == before


def test_a_function_that_never_ends_is_ended():
    def f(a):
        while a.data < 3:
            pass
        return a * 2

    walk = Walk.of_function(f, {"a": 5})
    with pytest.raises(ValueError, match="The function was still running after 2 seconds"):
        walk.edit("a", 1)
    assert walk.state["values"][walk.scene["nodes"][0]["id"]] == 5


def test_the_class_of_the_numbers_is_called_value():
    with pytest.raises(ValueError, match="not Value") as caught:
        Walk.of_function(lambda a: math.exp(a), {"a": 1})
    assert "Traced" not in str(caught.value)
