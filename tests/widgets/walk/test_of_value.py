"""A graph that stands already: operations inferred, names given, and what cannot be told."""

import pytest

from bpcourse.autodiff import Value
from bpcourse.exercises.lesson_04.shared import engine
from bpcourse.exercises.lesson_04.value import VALUE
from bpcourse.widgets.walk import Walk


def formulas(walk):
    return {node["name"]: node["formula"] for node in walk.scene["nodes"] if node["formula"]}


def test_names_and_operations():
    a, b = Value(2), Value(3)
    c = a + b
    d = a * b
    y = c + d + c * d
    walk = Walk.of_value(y, {"a": a, "b": b, "c": c, "d": d, "y": y, "other": 5})
    found = formulas(walk)
    assert found["c"] == "a + b"
    assert found["d"] == "a * b"
    assert sorted(found) == ["c", "d", "v1", "v2", "y"]
    walk.go(walk.length)
    names = {node["name"]: node["id"] for node in walk.scene["nodes"]}
    assert [walk.state["grads"][names[x]] for x in "ab"] == [25, 19]
    assert (a.grad, b.grad) == (0.0, 0.0)  # the graph itself stays as it is


@pytest.mark.parametrize(
    ("make", "formula"),
    [
        (lambda a, b: a + b, "a + b"),
        (lambda a, b: a * b, "a * b"),
        (lambda a, b: a**2 + b, "v1 + b"),
        (lambda a, b: (a + b) ** -1.5, "v1 ** -1.5"),
        (lambda a, b: (a * b).exp(), "exp(v1)"),
        (lambda a, b: (a * b).relu(), "relu(v1)"),
        (lambda a, b: (a * b).tanh(), "tanh(v1)"),
    ],
)
def test_each_operation_where_2_and_2_are_ambiguous(make, formula):
    a, b = Value(2), Value(2)
    root = make(a, b)
    walk = Walk.of_value(root, {"a": a, "b": b})
    assert formulas(walk)["L"] == formula
    walk.edit("a", 5)
    walk.go(walk.length)
    last = next(node["id"] for node in walk.scene["nodes"] if node["root"])
    assert walk.state["values"][last] == pytest.approx(make(Value(5), Value(2)).data)


def test_without_names_every_leaf_is_an_input():
    walk = Walk.of_value(Value(2) * 3 + 1)
    assert {node["name"] for node in walk.scene["nodes"] if node["input"]} == {"a", "b", "c"}


def test_with_names_the_others_are_constants():
    a = Value(2)
    walk = Walk.of_value(a * 3 + 1, {"a": a})
    assert {node["name"] for node in walk.scene["nodes"] if node["constant"]} == {"3", "1"}


@pytest.mark.parametrize("variant", VALUE.variants[1:], ids=lambda v: v.__name__)
def test_the_learners_own_class(variant):
    Own = variant if isinstance(variant, type) else variant()
    a, b = Own(2.0), Own(3.0)
    walk = Walk.of_value((a + b) * (a * b), {"a": a, "b": b})
    assert walk.differs == []
    assert sorted(formulas(walk).values()) == ["a * b", "a + b", walk.steps[2].formula[4:]]


def test_a_wrong_class_of_the_learners_is_caught():
    Own = engine(mul=lambda a, b: (a * b, (a, b)))
    a, b = Own(2.0), Own(3.0)
    walk = Walk.of_value(a * b, {"a": a, "b": b})
    assert [entry["yours"] for entry in walk.differs] == [2, 3]


class Bare:
    def __init__(self, data, inputs=()):
        self.data, self.inputs = data, inputs


@pytest.mark.parametrize(
    "root",
    [
        Bare(4, (Bare(2), Bare(2))),  # 2 + 2, or 2 * 2
        Bare(4, {Bare(2)}),  # 2 ** 2, or 2 + 2 with its inputs in a set
        Bare(17, (Bare(2), Bare(3))),
        Bare(6, (Bare(1), Bare(2), Bare(3))),
    ],
)
def test_what_cannot_be_told_is_said(root):
    with pytest.raises(ValueError, match="cannot be told from the numbers"):
        Walk.of_value(root)


def test_a_sum_with_itself_whose_inputs_are_a_set():
    a = Bare(3)
    walk = Walk.of_value(Bare(6, {a}), {"a": a})
    assert formulas(walk)["L"] == "a + a"
