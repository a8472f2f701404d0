"""Predict first: what is hidden, what counts as right, and which mistake is recognised."""

import json

import pytest

from bpcourse.widgets.walk import Walk


def diamond(a, b):
    c = a + b
    d = a * b
    y = c + d + c * d
    return y


def asked(f, inputs, position, **kwargs):
    walk = Walk.of_function(f, inputs, **kwargs)
    walk.predicting = True
    walk.go(position)
    return walk


def position_of(f, inputs, formula):
    walk = Walk.of_function(f, inputs)
    formulas = [step.formula for step in walk.steps]
    return formulas.index(formula) + 1


def test_the_number_is_hidden_until_it_is_answered():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    full = []
    for position in range(walk.length + 1):
        walk.go(position)
        full.append(walk.state)
    walk.go(0)
    walk.predicting = True
    for position in range(1, walk.length + 1):
        walk.next()
        state, step = walk.state, walk.steps[position - 1]
        before = full[position - 1]
        assert (state["values"], state["grads"]) == (before["values"], before["grads"])
        assert state["complete"] == before["complete"]
        assert [state[key] for key in ("product", "after", "with_numbers", "reason")] == [None] * 4
        assert state["asked"] == walk.asked
        assert state["sentence"] == state["asked"]["words"]
        assert state["sentence"].endswith("?")
        assert state["active"] == full[position]["active"]
        json.dumps(state, allow_nan=False)
        with pytest.raises(ValueError, match="Answer first"):
            walk.next()
        assert walk.answer(step.asked)["right"]
        shown = walk.state
        assert shown["reply"]["right"]
        assert shown | {"reply": None, "predicting": False} == full[position]
    assert walk.asked is None


def test_what_is_asked():
    kinds = []
    walk = asked(diamond, {"a": 2, "b": 3}, 0)
    while walk.position < walk.length:
        walk.next()
        kinds.append((walk.asked["kind"], walk.asked["what"]))
        walk.show_me()
    assert kinds[:6] == [
        ("value", "c"),
        ("value", "d"),
        ("value", "v1"),
        ("value", "v2"),
        ("value", "y"),
        ("seed", "dy/dy"),
    ]
    assert kinds[8] == ("arrives", "dc")
    assert kinds[10] == ("sum", "dc")


def test_a_wrong_answer_reveals_nothing_and_show_me_does():
    walk = asked(diamond, {"a": 2, "b": 3}, 1)
    before = walk.state
    assert not walk.answer(7)["right"]
    assert walk.state | {"reply": None} == before
    assert "5" not in walk.state["reply"]["words"]
    walk.show_me()
    assert walk.asked is None
    assert walk.state["after"] == 5


def test_what_was_seen_is_not_asked_and_a_jump_shows_what_it_passes():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    walk.go(3)
    walk.predicting = True
    assert walk.asked is None
    walk.go(6)
    assert walk.asked["what"] == "dy/dy"
    assert len(walk.state["values"]) == 7
    walk.back()
    assert walk.asked is None
    walk.next()
    assert walk.asked["what"] == "dy/dy"
    walk.predicting = False
    assert walk.asked is None
    assert walk.state["after"] == 1


def test_an_edit_asks_again():
    walk = asked(diamond, {"a": 2, "b": 3}, 1)
    walk.answer(5)
    walk.edit("a", 4)
    assert walk.asked["what"] == "c"
    assert walk.answer(7)["right"]


def test_nothing_is_asked():
    walk = Walk.of_function(diamond, {"a": 2, "b": 3})
    with pytest.raises(ValueError, match="Nothing is asked"):
        walk.answer(3)
    walk.predicting = True
    with pytest.raises(ValueError, match="Nothing is asked"):
        walk.answer(3)
    walk.next()
    with pytest.raises(ValueError, match="is not a number"):
        walk.answer("five")


@pytest.mark.parametrize(
    "answer", ["0.4621", 0.462, "0.462117157", "0,4621", 0.46211715726, "0.4621 "]
)
def test_right_as_rounded_on_the_screen(answer):
    assert asked(lambda a: a.tanh(), {"a": 0.5}, 1).answer(answer)["right"]


@pytest.mark.parametrize("answer", [0.46, 0.463, 0.4, "inf", -0.4621])
def test_rounded_too_far_or_wrongly(answer):
    assert not asked(lambda a: a.tanh(), {"a": 0.5}, 1).answer(answer)["right"]


def test_right_from_the_rounded_numbers_on_the_screen():
    # The screen shows 333.3 and 0.0003333: their product is 0.1111, and a - b is 333.3.
    walk = asked(lambda a, b: a * b, {"a": 1000 / 3, "b": 1 / 3000}, 1)
    assert walk.answer(0.1111)["right"]
    walk = asked(lambda a, b: a - b, {"a": 1000.04, "b": 999.96}, 1)
    assert walk.state["texts"]["values"] == {"n1": "1000", "n2": "1000"}
    assert walk.answer(0)["right"]


def test_a_small_share_that_is_forgotten_is_not_rounded_away():
    walk = asked(lambda a: a * 2 + a * 2000, {"a": 7}, 0)
    walk.go(walk.length)
    assert walk.asked["kind"] == "sum"
    assert walk.answer(2000)["keys"] == ["path"]
    assert walk.answer(2)["keys"] == ["path"]
    assert walk.answer(2002)["right"]


def square(a, b, c):
    return (a * b + c) ** 2


def cube(a):
    return (a * 2) ** 3


F = {"a": 2, "b": 3}
# function, inputs, the step's formula, an answer, its key, and a piece of the words
MISTAKES = [
    (lambda a, b: a + b, F, "L = a + b", -5, "sign", "sign"),
    (lambda a, b: a + b, F, "L = a + b", 6, "multiplied", "this is a sum"),
    (lambda a, b: a * b, F, "L = a * b", 5, "added", "this is a product"),
    (lambda a, b: a - b, F, "L = a - b", 5, "sign", "this is a difference"),
    (lambda a, b: a / b, F, "L = a / b", 1.5, "turned", "the other way"),
    (lambda a: a**3, {"a": 5}, "L = a ** 3", 15, "power", "5 times 3".replace("5", "a")),
    (lambda a: a**3, {"a": 5}, "L = a ** 3", 243, "power", "exchanged"),
    (lambda a: a**3, {"a": 5}, "L = a ** 3", 75, "slope", "dL/da"),
    (lambda a: a.exp(), {"a": 2}, "L = exp(a)", 5.437, "exp", "e times a"),
    (lambda a: a.exp(), {"a": 2}, "L = exp(a)", 2, "exp", "still to be taken"),
    (lambda a: a.relu(), {"a": -2}, "L = relu(a)", -2, "relu", "gives 0"),
    (lambda a: a.relu(), {"a": -2}, "L = relu(a)", 2, "relu", "does not turn signs"),
    (lambda a: a.tanh(), {"a": 2}, "L = tanh(a)", 2, "tanh", "still to be taken"),
    (square, {"a": 2, "b": -3, "c": 1}, "dL = 1", 25, "value", "value of L"),
    (square, {"a": 2, "b": -3, "c": 1}, "dL = 1", 0, "zero", "nothing would come back"),
    # On the way back. upstream -10, local 2 or -3
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", -30, "sign", "sign"),
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", -3, "upstream", "local derivative alone"),
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", -10, "local", "not multiplied in"),
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", -13, "added", "multiplied"),
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", -20, "factor", "value of a"),
    (square, {"a": 2, "b": -3, "c": 1}, "da = dv1 * b", 60, "result", "the value of v1 itself"),
    (square, {"a": 2, "b": -3, "c": 1}, "dv2 = dL * 2 * v2", 50, "exponent", "not lowered"),
    (square, {"a": 2, "b": -3, "c": 1}, "dv2 = dL * 2 * v2", 10, "sign", "sign"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 15, "exponent", "belongs to the power 2"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 25, "exponent", "missing as a factor"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 375, "exponent", "not lowered"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 50, "exponent", "as it was"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 10, "exponent", "slope of a square"),
    (cube, {"a": 2.5}, "dv1 = dL * 3 * v1 ** 2", 1875, "exponent", "raised"),
    (lambda a: a.exp() * 3, {"a": 2}, "da = dv1 * v1", 6, "input", "you took a"),
    (lambda a: a.exp() * 3, {"a": 2}, "da = dv1 * v1", 16.31, "exponent", "rule for powers"),
    (lambda a: a.relu() * 3, {"a": -2}, "da = dv1 * (a > 0)", 3, None, ""),
    (lambda a: a.relu() * 3, {"a": 2}, "da = dv1 * (a > 0)", 6, "relu", "value of relu"),
    (lambda a: a.relu() * 3, {"a": 2}, "da = dv1 * (a > 0)", 0, "relu", "is open"),
    (lambda a: a.tanh() * 3, {"a": 0.5}, "da = dv1 * (1 - v1 ** 2)", 1.614, "tanh", "its square"),
    (lambda a: a.tanh() * 3, {"a": 0.5}, "da = dv1 * (1 - v1 ** 2)", 2.25, "tanh", "not of a"),
    (lambda a: a.tanh() * 3, {"a": 0.5}, "da = dv1 * (1 - v1 ** 2)", 3.641, "tanh", "not added"),
    (lambda a, b: (a + b) * 7, F, "da = dv1 * 1", 21, "product", "this is a sum"),
    (lambda a, b: a / b * 6, F, "db = dv1 * (-a) / b ** 2", -4, "square", "its square"),
    (lambda a, b: a / b * 6, F, "db = dv1 * (-a) / b ** 2", 1.333, "sign", "sign"),
    (lambda a, b: a / b * 6, F, "da = dv1 * 1 / b", 18, "turned", "divisor"),
    # Where paths meet: 18 was there, 7 arrives.
    (diamond, F, "da += dc * 1", 7, "path", "forgot to add the earlier path; 18"),
    (diamond, F, "da += dc * 1", 18, "path", "forgot to add what arrives"),
    (diamond, F, "da += dc * 1", 11, "sign", "of what arrives"),
    (diamond, F, "da += dc * 1", 126, "times", "added, not multiplied"),
    (diamond, F, "da += dc * 1", 19, "upstream", "local derivative alone"),
    (diamond, F, "da += dc * 1", 39, "product", "this is a sum"),
    (diamond, F, "da += dc * 1", 2, "value", "value of a"),
    (lambda a, b: a * b * 4 + a, {"a": 2, "b": 5}, "da += dv1 * b", 5, "local", "not multiplied"),
]


@pytest.mark.parametrize(("f", "inputs", "formula", "answer", "key", "words"), MISTAKES)
def test_each_mistake_is_recognised(f, inputs, formula, answer, key, words):
    walk = asked(f, inputs, position_of(f, inputs, formula))
    reply = walk.answer(answer)
    assert not reply["right"]
    if key is None:  # several mistakes lead there
        assert len(reply["keys"]) in (0, 2)
    else:
        assert reply["keys"] == [key], reply
        assert words.lower() in reply["words"].lower()


def test_two_causes_of_the_same_number_are_both_named():
    # -4: the local derivative alone is -1 * ..., here upstream 4 and local -1: sign and local.
    def f(a):
        return (2 - a) * 4

    walk = asked(f, {"a": 7}, position_of(f, {"a": 7}, "da = dv1 * (-1)"))
    reply = walk.answer(4)
    assert sorted(reply["keys"]) == ["local", "sign"]
    assert "Or:" in reply["words"]


def test_many_causes_of_the_same_number_are_not_guessed():
    walk = asked(lambda a, b: a * b, {"a": 1, "b": 1}, 1)
    walk.go(4)
    for wrong in (5, 0.123):
        assert walk.answer(wrong)["keys"] == []
    f = cube
    inputs = {"a": 0.5}  # v1 = 1: most slips with the exponent give 3 or 1
    walk = asked(f, inputs, position_of(f, inputs, "dv1 = dL * 3 * v1 ** 2"))
    reply = walk.answer(1)
    assert reply["keys"] == []
    assert reply["words"].startswith("Not this number")


def test_no_mistake_is_named_for_what_is_right():
    # Both factors are 2: the other factor's value is right.
    walk = asked(lambda a, b: a * b, {"a": 2, "b": 2}, 3)
    assert walk.answer(2)["right"]
