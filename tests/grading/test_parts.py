"""A class that is written part by part: what is not there yet is no error."""

import pytest

from bpcourse.exercises import find_exercise
from bpcourse.grading import as_text, grade_function

VALUE = find_exercise("Value")

FIRST = """
class Value:
    local = ()
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs
"""
ADD = """
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))
        out.local = (1.0, 1.0)
        return out
"""
REVERSED = "    __radd__ = __add__\n"
STUB = "    def backward(self):\n        raise NotImplementedError\n"
BACKWARD = """
    def backward(self):
        order = []
        def visit(node):
            if node not in order:
                for one in node.inputs:
                    visit(one)
                order.append(node)
        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for one, local in zip(node.inputs, node.local):
                one.grad += local * node.grad
"""


def checked(*pieces, part=None):
    space = {"__name__": "a cell"}
    exec("".join(pieces), space)
    return grade_function(*VALUE, space["Value"], part=part)


def states(verdict):
    return {o.part: o.absent for o in verdict.outputs if not o.ok and not o.advice}


@pytest.mark.parametrize("part", [None, "add", "mul"])
def test_a_class_with_nothing_but_its_numbers_is_not_started(part):
    assert checked(FIRST, part=part).status == "not_started"
    assert checked(FIRST, STUB, part=part).status == "not_started"


@pytest.mark.parametrize("backward", ["", STUB])
def test_an_operation_waits_for_backward(backward):
    verdict = checked(FIRST, ADD, REVERSED, backward, part="add")
    assert verdict.status == "blocked"
    assert "a + b, a + number and number + a are right." in verdict.error.message
    assert "once backward is written" in verdict.error.message


def test_a_backward_that_is_not_written_is_not_half_right():
    """What a node remembers can be seen without it; that alone is no part of backward."""
    mul = ADD.replace("__add__", "__mul__").replace(
        "self.data + other.data", "self.data * other.data"
    )
    verdict = checked(FIRST, ADD, REVERSED, mul, STUB, part="backward")
    assert verdict.status == "not_started"


def test_a_wrong_value_does_not_wait():
    wrong = ADD.replace("self.data + ", "self.data - ")
    verdict = checked(FIRST, wrong, REVERSED, STUB, part="add")
    assert verdict.status == "failed"
    assert verdict.error is None
    assert {d.output for d in verdict.diagnoses} >= {"a + b"}


def test_a_part_that_is_written_passes_alone_and_is_worth_its_share():
    assert checked(FIRST, ADD, REVERSED, BACKWARD, part="add").status == "passed"
    verdict = checked(FIRST, ADD, REVERSED, BACKWARD)
    assert (verdict.status, verdict.score) == ("failed", VALUE[1].points / 7)
    assert verdict.error is None
    assert states(verdict) == {
        **dict.fromkeys(("mul", "pow", "exp", "relu", "tanh"), "unwritten"),
        "backward": "waits",
    }
    assert "add is right" in as_text(verdict)
    assert "mul, pow, exp, relu and tanh are not written yet" in " ".join(as_text(verdict).split())


def test_a_number_on_the_left_is_an_error_and_is_explained():
    verdict = checked(FIRST, ADD, BACKWARD, part="add")
    assert verdict.status == "error"
    assert "asks your Value for __radd__" in as_text(verdict)


def test_an_error_inside_an_operation_is_no_missing_part():
    """Their own code may meet the same exception; that is theirs to see."""
    broken = ADD.replace("self.data + other.data", "self.data + other.nothing")
    verdict = checked(FIRST, broken, REVERSED, BACKWARD, part="add")
    assert verdict.status == "error"
    assert verdict.error.type == "AttributeError"
    assert verdict.error.line


TURNED_ROUND = (
    BACKWARD.replace(
        "if node not in order:", "if node not in order:\n                order.append(node)"
    )
    .replace(
        "                    visit(one)\n                order.append(node)",
        "                    visit(one)",
    )
    .replace("reversed(order)", "order")
)


def test_a_walk_out_of_turn_is_named_while_other_parts_are_not_written():
    mul = ADD.replace("__add__", "__mul__").replace(
        "self.data + other.data", "self.data * other.data"
    )
    mul = mul.replace("(1.0, 1.0)", "(other.data, self.data)")
    verdict = checked(
        FIRST, ADD, mul, REVERSED, "    __rmul__ = __mul__\n", TURNED_ROUND, part="backward"
    )
    assert {d.key for d in verdict.diagnoses} == {"handed-on-too-early"}
