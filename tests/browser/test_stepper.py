"""The stepper in a real JupyterLab: by mouse, by keyboard, guessing, editing, with wrong code."""

import pytest

pytestmark = pytest.mark.browser

MOVING = 1500  # milliseconds, until an edge is drawn and the dot on it has arrived

DIAMOND = """
from bpcourse.widgets import BackpropStepper

def diamond(a, b):
    c = a + b
    d = a * b
    y = c * d
    return y

stepper = BackpropStepper(diamond, a=2, b=-3)
stepper
"""
BRANCHES = """
from bpcourse.widgets import BackpropStepper

def either(a, b):
    return a * b + a * a if a.data > 0 else a + b

stepper = BackpropStepper(either, a=2, b=3)
stepper
"""
LAYERS = """
import numpy as np
from bpcourse.widgets import BackpropStepper

x = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, -2.0]])
y = np.array([[1.0], [0.0], [0.5]])
params = {
    "w1": np.array([[0.5, -1.0], [1.5, 0.25]]), "b1": np.array([0.5, -0.75]),
    "w2": np.array([[1.0], [-2.0]]), "b2": np.array([0.25]),
}
stepper = BackpropStepper.of_layers(x, y, params)
stepper
"""
# A Value as somebody wrote it who forgot that a product hands on the other factor.
WRONG = """
from bpcourse.widgets import BackpropStepper

class Mine:
    def __init__(self, data, inputs=(), local=()):
        self.data, self.grad, self.inputs, self.local = data, 0.0, inputs, local

    def __add__(self, other):
        return Mine(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Mine(self.data * other.data, (self, other), (self.data, other.data))

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for x in node.inputs:
                    visit(x)
                order.append(node)

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for x, slope in zip(node.inputs, node.local):
                x.grad += node.grad * slope

def L(a, b):
    c = a * b
    return c + a

stepper = BackpropStepper(L, Value=Mine, a=2, b=-3)
stepper
"""


def press(widget, name):
    widget.get_by_role("button", name=name, exact=True).click()


def card(widget, name):
    return widget.locator(".bpc-card").filter(has=widget.page.get_by_text(name, exact=True)).first


def sentence(widget):
    return widget.locator(".bpc-sentence")


def test_by_mouse(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    expect(sentence(widget)).to_contain_text("only the inputs are known")
    press(widget, "Next")
    expect(sentence(widget)).to_contain_text("c = a + b: 2 + (−3) = −1")
    expect(card(widget, "c")).to_contain_text("−1")
    assert page.kernel("[stepper.position, stepper.values['c']]") == [1, -1]
    press(widget, "Last")
    page.until("stepper.position == stepper.length")
    expect(card(widget, "b").locator(".bpc-gradient")).to_contain_text("−8")
    expect(widget.get_by_text("10 of 10: done")).to_be_visible()
    press(widget, "Back")
    page.until("stepper.position == stepper.length - 1")
    expect(card(widget, "b").locator(".bpc-gradient")).to_contain_text("so far")
    press(widget, "First")
    page.until("stepper.position == 0 and stepper.gradients == {}")
    expect(card(widget, "b").locator(".bpc-gradient")).to_have_text("")
    expect(widget.get_by_role("button", name="Back")).to_be_disabled()


def test_by_keyboard(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    widget.locator(".bpc-graph").focus()
    keyboard = page.page.keyboard
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        keyboard.press(key)
    page.until("stepper.position == 1")
    keyboard.press("End")
    page.until("stepper.position == stepper.length")
    keyboard.press("Home")
    page.until("stepper.position == 0")
    keyboard.press("p")
    page.until("stepper.predict")
    expect(widget.get_by_role("checkbox", name="Predict first")).to_be_checked()
    expect(widget.get_by_role("slider")).to_have_value("0")
    widget.get_by_role("slider").press("ArrowRight")
    page.until("stepper.position == 1")
    assert page.page.evaluate("document.activeElement.type") == "range"


def test_the_table_says_what_the_picture_shows(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    page.execute("stepper.go(stepper.length - 1)")
    widget.locator("summary").click()
    rows = widget.get_by_role("row")
    expect(rows.filter(has_text="input").nth(0)).to_have_text("ainput2−3")
    expect(rows.filter(has_text="input").nth(1)).to_contain_text("so far")


def test_predict_first_with_a_wrong_sign(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    page.execute("stepper.go(4)")
    widget.get_by_role("checkbox", name="Predict first").check()
    press(widget, "Next")
    asked = widget.locator(".bpc-predict")
    expect(asked).to_contain_text("dc =")
    expect(card(widget, "c").locator(".bpc-gradient")).to_contain_text("?")
    expect(widget).not_to_contain_text("1 × (−6)")
    field = asked.get_by_role("textbox")
    field.fill("6")
    field.press("Enter")
    expect(widget.locator(".bpc-status")).to_contain_text("sign")
    assert page.kernel("[stepper.position, stepper.state['reply']['right']]") == [5, False]
    page.photograph("stepper-predict", widget, themes=("light",))
    field.fill("-6")
    field.press("Enter")
    expect(widget.locator(".bpc-status")).to_contain_text("Right.")
    page.until("stepper.position == 6 and stepper.gradients['c'] == -6")
    expect(asked).to_contain_text("dd =")
    expect(field).to_have_value("")
    field.fill("not a number")
    press(widget, "Check")
    expect(widget.locator(".bpc-status")).to_contain_text("is not a number")
    press(widget, "Show me")
    page.until("stepper.gradients['d'] == -1")
    expect(asked).to_be_hidden()


def test_an_input_is_edited_in_its_card(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    press(widget, "Last")
    field = widget.get_by_role("textbox", name="a: value")
    field.fill("1.5")
    field.press("Enter")
    page.until("stepper.values['a'] == 1.5")
    expect(card(widget, "a").locator(".bpc-gradient")).to_contain_text("0")
    expect(card(widget, "b").locator(".bpc-gradient")).to_contain_text("−6.75")
    expect(field).to_be_focused()
    field.fill("abc")
    field.press("Enter")
    expect(widget.locator(".bpc-status")).to_contain_text("is not a number")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.kernel("stepper.values['a']") == 1.5
    field.fill("7")
    field.press("Escape")
    expect(field).to_have_value("1.5")
    field.press("ArrowRight")  # in a field the key is the field's
    assert page.kernel("stepper.position == stepper.length")


def test_an_edit_that_changes_the_graph(widget_lab, expect):
    page = widget_lab(BRANCHES)
    widget = page.widget("stepper")
    expect(widget.locator(".bpc-card")).to_have_count(5)
    field = widget.get_by_role("textbox", name="a: value")
    field.fill("-2")
    field.press("Enter")
    expect(widget.locator(".bpc-card")).to_have_count(3)
    press(widget, "Last")
    expect(card(widget, "L")).to_contain_text("1")
    expect(sentence(widget)).to_contain_text("arrives at b")


def test_auto_play_walks_to_the_end_and_stops(widget_lab, expect):
    page = widget_lab(DIAMOND)
    widget = page.widget("stepper")
    page.execute("stepper.go(stepper.length - 2)")
    play = widget.get_by_role("button", name="Auto-play")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    page.until("stepper.position == stepper.length")
    expect(play).to_have_attribute("aria-pressed", "false")


def test_nothing_moves_for_whom_asked_for_calm(widget_lab, expect):
    page = widget_lab(DIAMOND)
    page.page.emulate_media(reduced_motion="reduce")
    widget = page.widget("stepper")
    for _ in range(5):
        press(widget, "Next")
    expect(card(widget, "c").locator(".bpc-gradient")).to_contain_text("−6")
    assert page.page.evaluate("document.getAnimations().length") == 0


def test_what_a_wrong_value_does_is_shown(widget_lab, expect):
    page = widget_lab(WRONG)
    widget = page.widget("stepper")
    press(widget, "Last")
    label = widget.locator(".bpc-label").filter(has_text="yours 2 measured −3")
    expect(label).to_be_visible()
    listed = widget.locator(".bpc-differences li").first
    expect(listed).to_contain_text("Your mul hands a the local derivative 2; measured is −3")
    page.page.wait_for_timeout(MOVING)
    page.photograph("stepper-wrong", widget, themes=("light",))


def test_matrices(widget_lab, expect):
    page = widget_lab(LAYERS)
    widget = page.widget("stepper")
    press(widget, "Last")
    page.until("stepper.position == stepper.length")
    cells = card(widget, "w1").locator(".bpc-gradient .bpc-numbers > *")
    expect(cells).to_have_count(4)
    shown = page.kernel("stepper.state['texts']['grads'][stepper.scene['nodes'][1]['id']]")
    assert shown
    field = widget.get_by_role("textbox", name="w1: value [1, 0]")
    field.fill("0")
    field.press("Enter")
    page.until("stepper.values['w1'] == [[0.5, -1.0], [0.0, 0.25]]")
    page.photograph("stepper-layers", widget)


# Texts that are cut off, labels that lie on a card, letters smaller than 11 pixels.
FLAWS = """(root) => {
    const found = [];
    const cards = [...root.querySelectorAll('.bpc-card')].map(one => one.getBoundingClientRect());
    for (const one of root.querySelectorAll('.bpc-card span, .bpc-card b, .bpc-card input')) {
        if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
            found.push(`cut off: ${one.textContent || one.value}`);
    }
    for (const label of root.querySelectorAll('.bpc-label:not(:empty)')) {
        const a = label.getBoundingClientRect();
        for (const b of cards) {
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                found.push(`on a card: ${label.textContent}`);
        }
    }
    const zoom = Number(root.querySelector('.bpc-stage').style.zoom);
    for (const one of root.querySelectorAll('.bpc-stage span, .bpc-stage b, .bpc-stage input')) {
        const size = parseFloat(getComputedStyle(one).fontSize) * zoom;
        if (one.textContent && size < 10.99) found.push(`${size} pixels: ${one.textContent}`);
    }
    return found;
}"""


@pytest.mark.parametrize("cell", [DIAMOND, LAYERS, WRONG], ids=["diamond", "layers", "wrong"])
def test_nothing_is_cut_off_or_covered(widget_lab, cell):
    page = widget_lab(cell)
    widget = page.widget("stepper")
    for position in range(page.kernel("stepper.length") + 1):
        page.execute(f"stepper.go({position})")
        page.drawn()
        for width in (1280, 420) if position % 4 == 0 else (1280,):
            page.resize(width)
            assert widget.evaluate(FLAWS) == [], f"position {position}, width {width}"


def test_how_it_looks(widget_lab):
    page = widget_lab(DIAMOND)
    page.execute("stepper.go(8)")
    page.drawn()
    page.page.wait_for_timeout(MOVING)
    page.photograph("stepper-diamond", page.widget("stepper"))


def test_fields_stay_in_their_cards_beside_a_widget_that_is_shown_later(widget_lab):
    """Each widget brings the common style along, which then stands last on the page."""
    page = widget_lab(
        "from bpcourse.widgets import *\nBackpropStepper(lambda a, b: a * b, a=2, b=3)",
        "architecture_summary()",
    )
    card = page.widget("stepper").locator(".bpc-card").first
    field = card.locator("input")
    outer, inner = card.bounding_box(), field.bounding_box()
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] - 4
    assert inner["height"] < 28
