"""Engines that are right raise no alarm; each that is wrong is caught, and named truly."""

import numpy as np
import pytest

from bpcourse import autodiff
from bpcourse.exercises.lesson_04.shared import engine
from bpcourse.exercises.lesson_04.value import VALUE
from bpcourse.widgets.theirs import files_of
from bpcourse.widgets.walk import Walk


def everything(a, b):
    c = a + b
    d = a * b
    e = c * d + (c + d)  # a diamond, in which the order counts
    f = e * (a**3) + b * (a + a) + (c * d) * (c * c)
    g = (a * 0.3).tanh() + (b * -0.2).exp() + 0.5 * b.relu() * a
    return f + g * e + (-1 * c) ** 3 * (a.relu() + (d * c).tanh() * (a * b).exp() ** 2)


def walk_of(value_class, f=everything, a=0.7, b=-0.4):
    walk = Walk.of_function(f, {"a": a, "b": b}, value_class=value_class)
    walk.go(walk.length)
    return walk


RIGHT = [autodiff.Value, *(v if isinstance(v, type) else v() for v in VALUE.variants)]


@pytest.mark.parametrize("right", RIGHT, ids=range(len(RIGHT)))
@pytest.mark.parametrize("a", [0.7, -1.2, 2.0])
def test_a_right_engine_raises_no_alarm(right, a):
    assert walk_of(right, a=a, b=1.5).state["differs"] == []
    assert walk_of(right, a=a, b=-0.4).state["differs"] == []


WRONG = VALUE.misconceptions
# What it takes to be seen: two nodes with the same number; a number on the left of a sign.
SPECIAL = {"equal-numbers-merged": lambda a, b: (a * b + a) * (b * a + b)}


@pytest.mark.parametrize("mistake", WRONG, ids=[f"{i}-{m.key}" for i, m in enumerate(WRONG)])
def test_each_known_mistake_is_caught_and_never_called_another(mistake):
    f = SPECIAL.get(mistake.key, everything)
    caught = [
        entry
        for a, b in ((0.7, -0.4), (-1.1, 1.3))
        for entry in walk_of(mistake.wrong, f, a, b).differs
    ]
    assert caught
    others = {m.words for m in WRONG if m.words != mistake.words}
    assert not [entry for entry in caught for words in others if words in entry["words"]]
    assert any(mistake.words in entry["words"] for entry in caught)


def test_a_product_that_hands_each_factor_its_own_value():
    wrong = engine(mul=lambda a, b: (a * b, (a, b)))
    walk = walk_of(wrong, lambda a, b: a * b + a, 2, 3)
    first, second = walk.differs
    edges = {edge["id"]: edge["local"] for edge in walk.scene["edges"]}
    assert edges[first["where"]] == "dv1/da"
    assert edges[second["where"]] == "dv1/db"
    assert first["yours"] == 2
    assert first["measured"] == pytest.approx(3)
    assert "Your mul hands a the local derivative 2; measured is 3." in first["words"]
    assert "its own data as its slope" in first["words"]


def test_a_wrong_number_is_shown_at_its_node():
    wrong = engine(add=lambda a, b: (a - b, (1.0, 1.0)))
    walk = walk_of(wrong, lambda a, b: a + b, 2, 3)
    entry = walk.differs[0]
    assert entry["where"] == next(n["id"] for n in walk.scene["nodes"] if n["root"])
    assert (entry["yours"], entry["measured"]) == (-1, 5)
    assert "Your add makes L = −1; it is 5." in entry["words"]


def test_overwriting_is_right_by_operations_and_wrong_as_a_whole():
    wrong = next(m for m in WRONG if m.key == "grad-overwritten")
    walk = walk_of(wrong.wrong, lambda a, b: a + a * b, 2, 3)
    (entry,) = walk.differs
    assert "Each of your operations alone is right" in entry["words"]
    assert wrong.words in entry["words"]
    a = next(n["id"] for n in walk.scene["nodes"] if n["name"] == "a")
    assert entry["where"] == a
    shown = []
    for position in range(walk.length + 1):
        walk.go(position)
        shown.append(bool(walk.state["differs"]))
    assert shown == [False] * 6 + [True] * 2  # the second path reaches a at 6
    assert entry["measured"] == pytest.approx(4)


def test_it_is_said_when_the_walk_gets_there():
    wrong = engine(mul=lambda a, b: (a * b, (a, b)))
    walk = Walk.of_function(lambda a, b: a * b, {"a": 2, "b": 3}, value_class=wrong)
    counts = []
    for position in range(walk.length + 1):
        walk.go(position)
        counts.append(len(walk.state["differs"]))
    assert counts == [0, 0, 0, 1, 2]
    walk.go(2)
    walk.predicting = True
    walk.next()
    assert walk.state["differs"] == []  # the number that is asked stays hidden
    walk.show_me()
    assert len(walk.state["differs"]) == 1


class Broken:
    """An engine whose parts stop, each in its own way."""

    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        raise NotImplementedError

    def __mul__(self, other):
        return Broken(self.data * other, (self,))

    def exp(self):
        return self.exp()

    def relu(self):
        return Broken(self.data, (self,))

    def backward(self):
        pass


class Endless:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return type(self)(self.data + other, (self,))

    def backward(self):
        walk_for_ever()


def walk_for_ever():
    while True:
        pass


class WithoutGrads(Endless):
    def backward(self):
        self.inputs[0].grad = None


@pytest.mark.parametrize(
    ("value_class", "f", "words"),
    [
        (Broken, lambda a: a + 1, "Your __add__ is not written yet."),
        (Broken, lambda a: a * a, "Your mul stops with TypeError"),
        (Broken, lambda a: a.exp(), "Your exp stops with RecursionError"),
        (Broken, lambda a: a.tanh(), "Your tanh stops with AttributeError"),
        (Broken, lambda a: a.relu(), "Your relu hands a the local derivative 0; measured is 1."),
        (Endless, lambda a: a + 1, "still running"),
        (WithoutGrads, lambda a: a + 1, "Your backward through add stops with TypeError"),
        (str, lambda a: a + 1, "Your add stops with"),
        (lambda data: None, lambda a: a + 1, "Your add stops with"),
    ],
)
def test_what_stops_or_never_ends_becomes_words(value_class, f, words):
    walk = Walk.of_function(f, {"a": 2}, value_class=value_class)
    walk.go(walk.length)
    assert words in walk.state["differs"][0]["words"]


def in_a_cell(source, **names):
    """Run source as a cell of a notebook: a file of its own, with the names of earlier cells."""
    space = {"__name__": "__main__", **names}
    exec(compile(source, f"<cell {len(source)}>", "exec"), space)
    return space


def test_an_endless_loop_in_a_helper_of_another_cell_ends():
    helper = in_a_cell("def turn():\n    while True:\n        pass\n")["turn"]
    source = "class Own(Base):\n    def backward(self):\n        turn()\n"
    own = in_a_cell(source, turn=helper, Base=Endless)["Own"]
    assert len(files_of(own)) == 3
    walk = Walk.of_function(lambda a: a + 1, {"a": 2}, value_class=own)
    assert "still running" in walk.differs[0]["words"]


def test_what_never_ended_is_not_called_again():
    calls = []

    class Counted(Endless):
        def backward(self):
            calls.append(1)
            walk_for_ever()

    walk = Walk.of_function(lambda a: a + 1, {"a": 2}, value_class=Counted)
    walk.edit("a", 3)
    assert calls == [1]
    assert "still running" in walk.differs[0]["words"]


def test_an_engine_without_minus_is_told_what_does_without():
    walk = Walk.of_function(lambda a: a - 1, {"a": 2}, value_class=engine())
    (entry,) = walk.differs
    assert "Your Value has no minus" in entry["words"]


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_any_slope_of_relu_at_0_is_right(slope):
    own = engine(relu=lambda a: (max(a, 0.0), (float(a > 0) or (slope if a == 0 else 0.0),)))
    walk = Walk.of_function(lambda a: a.relu() * 3, {"a": 0}, value_class=own)
    assert walk.differs == []


def test_huge_and_infinite_numbers_raise_no_alarm():
    walk = Walk.of_function(
        lambda a, b: (a**-1 + b * 1e300) * b, {"a": 0, "b": 1e10}, value_class=autodiff.Value
    )
    assert walk.differs == []


def twice_the_slope(a, b):
    return a * b, (2 * b, 2 * a)


def queue_of_paths(root, order, hand, seed):
    """Breadth first: a node takes a turn for every path that reaches it."""
    waiting = [root]
    root.grad = seed(root)
    while waiting:
        node = waiting.pop(0)
        waiting += node.inputs
        for i in range(len(node.inputs)):
            hand(node, i)


@pytest.mark.parametrize("wrong", [engine(mul=twice_the_slope), engine(walk=queue_of_paths)])
def test_a_start_is_not_blamed_where_sums_come_out_right(wrong):
    def f(a, b):
        c, d = a + b, a * b
        return c + d + c * d

    caught = walk_of(wrong, f, 2, 3).differs
    assert caught
    assert not [entry for entry in caught if "The backward pass begins" in entry["words"]]


def test_data_in_single_precision_raises_no_alarm():
    single = engine(
        add=lambda a, b: (np.float32(a + b), (1.0, 1.0)),
        mul=lambda a, b: (np.float32(a * b), (b, a)),
        exp=lambda a: (np.exp(np.float32(a)), (np.exp(np.float32(a)),)),
    )
    assert walk_of(single, lambda a, b: (a * 0.3 + b).exp() * b + a * b).differs == []


def not_yet(root, order, hand, seed):
    raise NotImplementedError


def test_a_backward_that_fails_is_not_said_of_the_operation():
    walk = walk_of(engine(walk=not_yet), lambda a, b: a * b, 2, 3)
    assert "is not written yet" in walk.differs[0]["words"]
    assert "mul" not in walk.differs[0]["words"]
    walk.go(walk.forward_length)
    assert walk.state["differs"] == []
    (entry,) = walk_of(engine(walk=lambda *_: 1 / 0), lambda a, b: a * b, 2, 3).differs
    assert entry["words"].startswith("Your backward through mul stops with ZeroDivisionError")


def test_a_value_that_agrees_is_told_so_at_the_end_and_only_there():
    walk = Walk.of_function(lambda a: a * a, {"a": 2}, value_class=autodiff.Value)
    walk.go(walk.length)
    assert "Your Value agrees with what is measured, at these numbers." in walk.state["sentence"]
    walk.back()
    assert "agrees" not in walk.state["sentence"]
    wrong = Walk.of_function(lambda a: a * a, {"a": 2}, value_class=Endless)
    wrong.go(wrong.length)
    assert "agrees" not in wrong.state["sentence"]
    alone = Walk.of_function(lambda a: a * a, {"a": 2})
    alone.go(alone.length)
    assert "agrees" not in alone.state["sentence"]
