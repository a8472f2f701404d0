"""The stepper's widget: what Python and the page may ask for, and what the page is told."""

import json

import numpy as np
import pytest

from bpcourse.autodiff import Value
from bpcourse.widgets import BackpropStepper


def diamond(a, b):
    c = a + b
    d = a * b
    y = c * d
    return y


def made(widget, request):
    request.addfinalizer(widget.close)
    return widget


@pytest.fixture
def stepper(request):
    return made(BackpropStepper(diamond, a=2, b=-3), request)


def say(widget, **content):
    widget._handle_custom_msg(content, [])


def test_it_begins_with_the_inputs(stepper):
    assert stepper.position == 0
    assert stepper.values == {"a": 2.0, "b": -3.0}
    assert stepper.gradients == {}


def test_to_the_end_and_back(stepper):
    for _ in range(stepper.length):
        stepper.next()
    # y = (a + b) a b: dy/da = 2ab + b², dy/db = a² + 2ab
    assert stepper.gradients == {"a": -3.0, "b": -8.0, "c": -6.0, "d": -1.0, "y": 1.0}
    stepper.back()
    assert stepper.position == stepper.length - 1
    stepper.go(0)
    assert stepper.gradients == {}


def test_the_page_steps(stepper):
    say(stepper, do="next")
    say(stepper, do="next")
    say(stepper, do="back")
    assert stepper.position == 1
    say(stepper, do="go", position=3)
    assert stepper.values["y"] == 6.0
    say(stepper, do="close")
    assert stepper.position == 3


def test_what_came_back_stays_at_the_edges(stepper):
    stepper.go(stepper.state["forward_length"] + 3)
    lines = [flow["lines"] for flow in stepper.state["flows"].values()]
    assert lines == [["1 × (−6)", "= −6"], ["1 × (−1)", "= −1"]]
    stepper.back()
    assert len(stepper.state["flows"]) == 1


def test_what_the_page_gets_is_strict_json(stepper):
    stepper.go(stepper.length)
    for trait in (stepper.scene, stepper.places, stepper.state):
        json.dumps(trait, allow_nan=False)


def test_an_input_is_edited_as_text(stepper):
    stepper.go(stepper.length)
    say(stepper, do="edit", name="a", value="−1,5")
    assert stepper.values["a"] == -1.5
    assert stepper.gradients["a"] == 2 * -1.5 * -3 + 9
    assert stepper.position == stepper.length
    assert stepper.status == ""


def test_bad_input_is_said_and_changes_nothing(stepper):
    before = stepper.state
    say(stepper, do="edit", name="a", value="abc")
    assert "'abc' is not a number" in stepper.status
    assert stepper.state == before
    with pytest.raises(ValueError, match="not a number"):
        stepper.edit("a", "abc")
    with pytest.raises(ValueError, match="no input 'q'"):
        stepper.edit("q", 1)
    say(stepper, do="next")
    assert stepper.status == ""


def test_an_edit_may_change_the_graph(request):
    def two_ways(a, b):
        return a * b if a.data > 0 else a + b

    stepper = made(BackpropStepper(two_ways, a=2, b=3), request)
    stepper.go(stepper.length)
    stepper.edit("a", -2)
    assert [node["formula"] for node in stepper.scene["nodes"]] == ["", "", "a + b"]
    assert stepper.position in (0, stepper.length)
    stepper.go(stepper.length)
    assert stepper.gradients == {"a": 1.0, "b": 1.0, "L": 1.0}


def ask_for_the_second_path(stepper):
    """Predict what stands at a after both paths: -6 · 1 from c, and -1 · -3 from d."""
    stepper.go(stepper.state["forward_length"] + 5)
    stepper.predict = True
    stepper.next()
    assert stepper.state["asked"]["what"] == "da"


def test_a_question_hides_its_number(stepper):
    ask_for_the_second_path(stepper)
    step = stepper._walk.steps[stepper.position - 1]
    assert step.edge not in stepper.state["flows"]
    assert stepper.state["product"] is None
    assert stepper.gradients["a"] != -3.0


def test_a_wrong_answer_is_explained_and_a_right_one_steps_on(stepper):
    ask_for_the_second_path(stepper)
    here = stepper.position
    say(stepper, do="answer", number="3")
    assert stepper.position == here
    assert stepper.state["reply"]["right"] is False
    assert stepper.status == stepper.state["reply"]["words"]
    say(stepper, do="answer", number="-3")
    assert stepper.status.startswith("Right.")
    assert stepper.gradients["a"] == -3.0
    assert stepper.position == here + 1


def test_the_last_answer_ends_it(stepper):
    stepper.go(stepper.length - 1)
    stepper.predict = True
    stepper.next()
    assert stepper.answer(-8)["right"]
    assert stepper.state["asked"] is None
    assert stepper.state["phase"] == "done"


def test_show_me_and_words_instead_of_a_number(stepper):
    ask_for_the_second_path(stepper)
    say(stepper, do="answer", number="minus three")
    assert "not a number" in stepper.status
    say(stepper, do="next")
    assert "Show me" in stepper.status
    say(stepper, do="show_me")
    assert stepper.gradients["a"] == -3.0
    assert stepper.state["asked"] is None
    assert stepper.status == ""


def test_predicting_is_switched_off(stepper):
    ask_for_the_second_path(stepper)
    stepper.predict = False
    assert stepper.state["asked"] is None
    assert stepper.gradients["a"] == -3.0


def test_own_local_derivatives_are_compared(request):
    def swapped(op, a, b):
        return {"add": (1, 1), "mul": (a, b)}[op]

    stepper = made(BackpropStepper(diamond, a=2, b=-3, local_derivatives=swapped), request)
    stepper.go(stepper.length)
    wrong = {entry["where"]: entry["yours"] for entry in stepper.state["differs"]}
    names = {edge["id"]: edge["local"] for edge in stepper.scene["edges"]}
    assert {names[where]: yours for where, yours in wrong.items()} == {
        "dd/da": 2,
        "dd/db": -3,
        "dy/dc": -1,
        "dy/dd": -6,
    }


def test_a_graph_that_stands_already(request):
    a, b = Value(2), Value(5)
    stepper = made(BackpropStepper(a * b + a), request)
    stepper.go(stepper.length)
    grads = {stepper.values[name]: grad for name, grad in stepper.gradients.items()}
    assert grads == {2.0: 6.0, 5.0: 2.0, 10.0: 1.0, 12.0: 1.0}


def layers():
    rng = np.random.default_rng(3)
    params = {
        "w1": rng.integers(-3, 4, (2, 3)) / 2,
        "b1": np.array([0.5, -1.0, 0.0]),
        "w2": rng.integers(-3, 4, (3, 1)) / 2,
        "b2": np.array([0.25]),
    }
    return np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[1.0], [0.0]]), params


def test_layers_with_one_entry_edited(request):
    stepper = made(BackpropStepper.of_layers(*layers()), request)
    stepper.go(stepper.length)
    assert np.shape(stepper.gradients["w1"]) == (2, 3)
    say(stepper, do="edit", name="w1", value="2.5", entry=[1, 2])
    assert stepper.values["w1"][1][2] == 2.5
    assert stepper.values["w1"][0] == layers()[2]["w1"][0].tolist()


def test_what_is_not_walked_is_said_in_words():
    with pytest.raises(ValueError, match="one input"):
        BackpropStepper(diamond)


def test_the_line_of_text(stepper):
    assert stepper.alternative() == "BackpropStepper: 5 nodes, inputs a, b, step 0 of 10"


class Swapped(Value):
    """Each factor of a product gets its own number as its slope."""

    __slots__ = ()

    def __mul__(self, other):
        return type(self)(self.data * other.data, (self, other), (self.data, other.data))


def test_a_cause_is_told_once(request):
    stepper = made(BackpropStepper(lambda a, b: a * b + a, Value=Swapped, a=2, b=3), request)
    stepper.go(stepper.length)
    told = [one["words"] for one in stepper.state["differs"]]
    assert len(told) == 2
    assert "its own data as its slope" in told[0]
    assert told[1] == "Your mul hands b the local derivative 3; measured is 2."
    assert stepper.twin().count("its own data as its slope") == 1


def test_backward_must_be_a_dict():
    with pytest.raises(ValueError, match="backward is a dict of functions"):
        BackpropStepper.of_layers([[1.0]], [[1.0]], {"w1": [[1.0]], "b1": [0.0]}, backward=abs)


def test_what_is_no_function_is_said_before_its_inputs_are():
    with pytest.raises(ValueError, match="A function is needed here, got NoneType"):
        BackpropStepper(None)


def test_a_wrong_answer_without_a_known_cause_is_pointed_to_what_is_asked(request):
    stepper = made(BackpropStepper(lambda a, b: a * b, a=2, b=3), request)
    stepper.predict = True
    told = []
    for position in range(1, stepper.length + 1):
        stepper.go(position)
        told.append(stepper.answer(777.25)["words"])
    assert "operands one by one" in told[0]
    assert "by how much does it move" in told[1]
    assert all("local derivative" in words for words in told[2:])


@pytest.mark.parametrize(("name", "entry"), [("w1", [0, 5]), ("w1", [0]), ("nobody", [0, 0])])
def test_a_place_that_is_not_there_is_refused_in_words(name, entry):
    params = {"w1": [[1.0], [2.0]], "b1": [0.0]}
    stepper = BackpropStepper.of_layers([[1.0, 2.0]], [[1.0]], params)
    with pytest.raises(ValueError, match=f"{name} has no entry"):
        stepper.edit(name, "3", entry)
