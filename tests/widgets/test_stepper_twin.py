"""The stepper without a kernel: the same numbers, and no script."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from bpcourse.widgets import BackpropStepper


@pytest.fixture
def stepper(request):
    def L(a, b):
        c = a * b
        return c + a

    stepper = BackpropStepper(L, a=2, b=-3)
    request.addfinalizer(stepper.close)
    return stepper


def drawing(twin):
    return re.search(r"<svg.*?</svg>", twin, re.DOTALL)[0]


def words(svg):
    space = "{http://www.w3.org/2000/svg}"
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{space}text")]


def test_it_shows_the_end_wherever_the_walk_is(stepper):
    begun = stepper.twin()
    stepper.go(stepper.length)
    assert stepper.twin() == begun
    shown = words(drawing(begun))
    for text in ("a", "b", "c", "2", "−3", "−6", "−4", "da", "−2", "db"):
        assert text in shown
    assert "1 × (−3)" in shown and "= −3" in shown


def test_every_step_is_in_the_table(stepper):
    rows = re.findall(r"<tr>(.*?)</tr>", stepper.twin())
    assert len(rows) == 1 + stepper.length
    for step, row in zip(stepper._walk.steps, rows[1:], strict=True):
        assert step.formula in row


def test_an_edit_is_in_it(stepper):
    stepper.edit("a", 7)
    assert "−21" in words(drawing(stepper.twin()))


def test_it_is_a_page_without_scripts(stepper):
    class Tags(HTMLParser):
        seen = ()

        def handle_starttag(self, tag, attrs):
            self.seen = {*self.seen, tag, *(f"@{name}" for name, _ in attrs)}

    tags = Tags()
    tags.feed(stepper.to_html())
    assert "script" not in tags.seen
    assert not {one for one in tags.seen if one.startswith("@on")}
    assert "svg" in tags.seen


def test_a_hostile_name_is_escaped(request):
    stepper = BackpropStepper(lambda **inputs: inputs["<img src=x>"] * 2, **{"<img src=x>": 3})
    request.addfinalizer(stepper.close)
    assert "<img" not in stepper.twin()


def test_the_numbers_of_matrices_are_in_it(request):
    stepper = BackpropStepper.of_layers(
        [[1.0, 2.0]], [[0.5]], {"w1": [[0.25], [0.75]], "b1": [-1.0]}
    )
    request.addfinalizer(stepper.close)
    shown = words(drawing(stepper.twin()))
    assert {"0.25", "0.75", "−1"} <= set(shown)


def test_what_differs_is_said(request):
    stepper = BackpropStepper(lambda a: a * a, a=3, local_derivatives=lambda op, a, b: (-b, a))
    request.addfinalizer(stepper.close)
    assert "differs from what is measured" in stepper.twin()
    assert "measured is 3" in stepper.twin()
