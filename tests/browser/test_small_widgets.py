"""The small widgets in a real JupyterLab: moved by mouse and by keyboard, and looked at."""

import pytest

pytestmark = pytest.mark.browser

IMPORT = "from bpcourse.widgets import *"

WRONG = """import numpy as np
params = {"w1": np.ones((2, 8)), "b1": np.ones(8), "w2": np.ones((7, 8)), "b2": np.ones(8),
          "w3": np.ones((8, 1)), "b3": np.ones(1)}
it = architecture_summary(params, 8)
it"""

OWN = """def numerical_derivative(f, x, h=1e-5):
    return (f(x + h) - f(x)) / h

it = step_size_curve("sin", 0.5, derivative=numerical_derivative)
it"""

FAILING = """import numpy as np
from bpcourse.nn import network_backward, network_forward

def backward(dlogits, cache):
    grads = network_backward(dlogits, cache)
    grads["w2"] = grads["w2"].T
    return grads

rng = np.random.default_rng(0)
params = {"w1": rng.normal(size=(2, 5)), "b1": np.zeros(5),
          "w2": rng.normal(size=(5, 3)), "b2": np.zeros(3)}
it = gradient_flow(params=params, x=rng.normal(size=(9, 2)), y=rng.integers(0, 3, 9),
                   forward=network_forward, backward=backward)
it"""


def opened(widget_lab, kind, code):
    """A notebook with one widget, called `it` in the kernel; its page and its root."""
    page = widget_lab(IMPORT, code if "it =" in code else f"it = {code}\nit")
    return page, page.widget(kind)


def drag(page, slider, to):
    """Pull the thumb of a slider to a part of its way, from where it is."""
    box = slider.bounding_box()
    low, high, now = (
        float(slider.evaluate(f"node => node.{name}")) for name in ("min", "max", "value")
    )
    middle = box["y"] + box["height"] / 2
    mouse = page.page.mouse
    mouse.move(box["x"] + 8 + (box["width"] - 16) * (now - low) / (high - low), middle)
    mouse.down()
    mouse.move(box["x"] + 8 + (box["width"] - 16) * to, middle, steps=12)
    mouse.up()


def test_the_step_is_moved_by_keyboard(widget_lab, expect):
    page, widget = opened(widget_lab, "step_sizes", "step_size_curve()")
    slider = widget.get_by_label("step h")
    expect(slider).to_have_attribute("aria-valuetext", "10⁻⁵")
    slider.focus()
    slider.press("Home")
    page.until("it.values['h'] == 1e-16")
    expect(widget.get_by_role("status").last).to_contain_text("At h = 10⁻¹⁶")
    slider.press("End")
    page.until("it.values['h'] == 1.0")
    expect(widget.get_by_role("status").last).to_contain_text("truncation eats the digits")
    slider.press("ArrowLeft")
    page.until("it.values['h'] == 0.89")
    assert slider.evaluate("node => node === document.activeElement")
    widget.get_by_label("numbers").select_option("float32")
    page.until("it.values['precision'] == 'float32'")
    widget.get_by_label("f(x)").select_option("sin(x)")
    page.until("it.values['function'] == 'sin(x)'")
    expect(widget.locator(".bpc-digits:visible")).to_contain_text("0.5403")
    page.photograph("step-sizes", widget)


def test_a_slider_is_pulled_and_the_picture_follows(widget_lab, expect):
    page, widget = opened(widget_lab, "architecture", "architecture_summary()")
    slider = widget.get_by_label("batch N")
    blocks = widget.locator("svg:visible rect[style*='class-0']")
    weights = widget.locator("svg:visible rect[style*='class-2']")

    def heights(of):
        return of.evaluate_all("nodes => nodes.map(node => node.getAttribute('height'))")

    before, above = heights(blocks), heights(weights)
    assert len(before) == 6
    drag(page, slider, 0.8)
    batch = int(slider.input_value())
    assert batch > 150
    page.until(f"it.values['batch'] == {batch}")
    expect(widget).to_contain_text(f"N = {batch}")
    assert all(float(new) > float(old) for new, old in zip(heights(blocks), before, strict=True))
    assert heights(weights) == above
    widget.get_by_label("hidden layer 1").press("End")
    page.until("it.values['hidden1'] == 128")
    expect(widget.locator("svg:visible")).to_contain_text("w1 (2, 128)")
    page.execute("it.set(batch=32, hidden1=8)")
    expect(slider).to_have_value("32")
    page.photograph("architecture", widget)


def test_depth_and_activation_are_changed(widget_lab, expect):
    page, widget = opened(widget_lab, "gradient_flow", "gradient_flow()")
    page.photograph("gradient-flow", widget)
    widget.get_by_label("layers").press("End")
    page.until("it.values['depth'] == 20")
    widget.get_by_label("activation").select_option("sigmoid")
    page.until("it.values['activation'] == 'sigmoid'")
    expect(widget.locator("svg:visible")).to_contain_text("The gradient vanishes")
    expect(widget.get_by_role("status").last).to_contain_text("it vanishes")
    numbers = widget.locator("details")
    numbers.locator("summary").press("Enter")
    expect(numbers.locator("tbody tr")).to_have_count(20)
    widget.get_by_label("weights ×").press("ArrowRight")
    page.until("it.values['scale'] > 1")
    expect(numbers.locator("tbody")).to_be_visible()  # it stays unfolded
    page.photograph("gradient-flow-deep", widget)


def test_a_busy_kernel_finds_one_request_and_the_last_one_wins(widget_lab, expect):
    page, widget = opened(widget_lab, "architecture", "architecture_summary()")
    slider = widget.get_by_label("batch N")
    slider.focus()
    count = page.kernel("it.shown['count']")
    page.begin("import time; time.sleep(1.5)")
    for _ in range(40):
        slider.press("ArrowRight")
    page.until("it.values['batch'] == 72")
    expect(widget).to_contain_text("N = 72")
    expect(slider).to_have_value("72")
    # Asked every time it would be 40. Callbacks that run on a thread of their own may answer
    # while the cell sleeps, and then a few more get through.
    assert page.kernel("it.shown['count']") - count < 40


@pytest.mark.parametrize(
    ("kind", "code", "words", "name"),
    [
        ("architecture", WRONG, "w2 has 7 rows", "architecture-wrong"),
        ("step_sizes", OWN, "Yours lies on the forward curve", "step-sizes-own"),
        ("gradient_flow", FAILING, "Your gradient of w2 has shape (3, 5)", "gradient-flow-wrong"),
    ],
)
def test_what_is_wrong_is_said(widget_lab, expect, kind, code, words, name):
    page, widget = opened(widget_lab, kind, code)
    expect(widget).to_contain_text(words)
    page.photograph(name, widget)


def test_two_views_show_the_same(widget_lab, expect):
    page = widget_lab(IMPORT, "it = architecture_summary()\nit", "it")
    first, second = (page.widget("architecture", number) for number in (0, 1))
    first.get_by_label("batch N").press("End")
    for widget in (first, second):
        expect(widget.get_by_label("batch N")).to_have_value("256")
        expect(widget).to_contain_text("N = 256")
