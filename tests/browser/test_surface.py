"""`Surface` in a real JupyterLab: by mouse, by keyboard, racing, with a learner's own functions."""

import pytest

from bpcourse.widgets.descent.geometry import PLANE

pytestmark = pytest.mark.browser

RAVINE = """
from bpcourse.widgets import Surface
surface = Surface("ravine", optimizers=["sgd", "momentum", "adam"], lr=0.03)
surface
"""
LINE = """
from bpcourse.widgets import Surface
surface = Surface("line fit")
surface
"""
# The learner's slope along w2 is half of what it is, and a step of theirs forgets the sign.
OWN = """
from bpcourse.widgets import Surface

def loss(w1, w2):
    return w1**2 + 3 * w2**2

def grad(w1, w2):
    return 2 * w1, 3 * w2

def uphill(w, dw, state, lr):
    return w + lr * dw, state

surface = Surface(loss, grad=grad, optimizers=["sgd", uphill])
surface
"""
ENDLESS = """
from bpcourse.widgets import Surface

def loss(w1, w2):
    while True: pass

surface = Surface(loss)
surface
"""
WALKS = """root => [...root.querySelectorAll('.bpc-plane .bpc-field .bpc-walk')]
    .map(path => path.getAttribute('d'))"""


def walks(widget):
    """The paths as they are drawn."""
    return widget.evaluate(WALKS)


def point_in(widget, across, up):
    """Where on the page a part of the contour picture is."""
    picture = widget.locator(".bpc-field > svg")
    picture.scroll_into_view_if_needed()
    box, scale = picture.bounding_box(), picture.bounding_box()["width"] / PLANE["width"]
    x = PLANE["left"] + across * (PLANE["right"] - PLANE["left"])
    y = PLANE["bottom"] - up * (PLANE["bottom"] - PLANE["top"])
    return box["x"] + scale * x, box["y"] + scale * y


def test_the_learning_rate_goes_from_the_crawl_to_the_blow_up(widget_lab, expect):
    page = widget_lab(RAVINE)
    widget = page.widget("surface")
    told = widget.locator(".bpc-told")
    slider = widget.get_by_label("Learning rate")
    slider.press("Home")
    expect(told).to_contain_text("sgd crawls")
    assert page.kernel("surface.lr") == pytest.approx(0.001)
    slider.press("End")
    expect(told).to_contain_text("sgd blows up: it leaves the picture at step 1")
    assert page.kernel("surface.lr") == pytest.approx(3.2)
    expect(widget.locator(".bpc-watch")).to_contain_text("3.2 × 16 = 51.2")
    expect(widget.locator("figcaption").first).to_contain_text("sgd and momentum blow up")
    widget.get_by_text("Where is the limit?").click()
    expect(widget.get_by_text("2 / 16 = 0.125")).to_be_visible()
    page.execute("surface.lr = 0.03")
    expect(told).to_contain_text("sgd is on its way")
    expect(slider).to_have_attribute("aria-valuetext", "0.03")


def test_a_click_and_the_arrow_keys_move_the_start(widget_lab, expect):
    page = widget_lab(RAVINE)
    widget = page.widget("surface")
    field = widget.get_by_role("application")
    before = walks(widget)
    page.page.mouse.click(*point_in(widget, 0.75, 0.6))
    page.until("abs(surface.start[0] - 2.5) < 0.1 and abs(surface.start[1] - 0.75) < 0.1")
    page.wait(lambda: walks(widget) != before, "the paths are drawn anew")
    a, b = page.kernel("surface.start")
    field.press("ArrowRight")
    field.press("Shift+ArrowUp")
    page.until(f"abs(surface.start[0] - ({a} + 0.1)) < 1e-4 and surface.start[1] > {b} + 0.7")
    expect(field).to_have_attribute(
        "aria-label", "Starting point: w1 = 2.6, w2 = 1.5. The arrow keys move it."
    )
    for _ in range(9):
        field.press("Shift+ArrowUp")
    page.until("surface.start[1] == 3.75")  # it stays in the picture
    widget.get_by_role("spinbutton", name="w1 =").fill("-1")
    widget.get_by_role("spinbutton", name="w1 =").press("Enter")
    page.until("surface.start[0] == -1")
    assert page.kernel("surface.paths['sgd'][0].tolist() == list(surface.start)")


def test_the_race_runs_pauses_and_can_be_stepped(widget_lab, expect):
    page = widget_lab(RAVINE)
    widget = page.widget("surface")
    whole = walks(widget)
    assert len(whole) == 3
    widget.get_by_role("button", name="Race").click()
    page.wait(lambda: walks(widget) != whole, "the race begins at the start")
    widget.get_by_role("button", name="Pause").click()
    step = widget.get_by_label("Shown up to step")
    shown = int(step.input_value())
    assert 0 <= shown < 100
    field = widget.get_by_role("application")
    field.press(".")
    expect(step).to_have_value(str(shown + 1))
    assert all(path.count("L") == shown + 1 for path in walks(widget))
    field.press("r")
    expect(widget.get_by_role("button", name="Race")).to_be_visible(timeout=15_000)
    expect(step).to_have_value("100")
    assert walks(widget) == whole


def test_who_asked_for_calm_sees_no_animation(widget_lab, expect):
    page = widget_lab(RAVINE)
    page.page.emulate_media(reduced_motion="reduce")
    widget = page.widget("surface")
    step = widget.get_by_label("Shown up to step")
    widget.get_by_role("button", name="Race").click()
    expect(step).to_have_value("0")
    page.page.wait_for_timeout(300)
    expect(step).to_have_value("0")
    widget.get_by_role("button", name="Race").click()
    expect(step).to_have_value("100")


def test_optimizers_and_losses_are_chosen_by_keyboard(widget_lab, expect):
    page = widget_lab(RAVINE)
    widget = page.widget("surface")
    box = widget.get_by_role("checkbox", name="rmsprop")
    box.press(" ")
    page.until("surface.optimizers == ['sgd', 'momentum', 'rmsprop', 'adam']")
    page.wait(lambda: len(walks(widget)) == 4, "its path is drawn")
    for name in ("sgd", "momentum", "rmsprop", "adam"):
        widget.get_by_role("checkbox", name=name).press(" ")
    page.until("surface.optimizers == []")
    expect(widget.locator("figcaption").first).to_have_text("Choose an optimizer to see its path")
    widget.get_by_role("combobox").select_option("two valleys")
    page.until("surface.loss == 'two valleys' and surface.start == (-1.7, 1.2)")
    box.press(" ")
    expect(widget.locator(".bpc-told")).to_contain_text("rmsprop rests in a valley")
    widget.get_by_text("The loss at some steps").click()
    expect(widget.get_by_role("columnheader", name="loss of rmsprop")).to_be_visible()
    last = page.kernel("surface.losses['rmsprop'][-1]")
    expect(widget.locator("tbody tr").last).to_contain_text(f"{last:.3g}")


def test_the_line_follows_the_start_and_the_race(widget_lab, expect):
    page = widget_lab(LINE)
    widget = page.widget("surface")
    first = widget.locator(".bpc-first")
    before = first.get_attribute("d")
    page.page.mouse.click(*point_in(widget, 0.2, 0.8))
    expect(first).not_to_have_attribute("d", before)
    step = widget.get_by_label("Shown up to step")
    step.press("Home")
    lines = widget.locator(".bpc-column .bpc-panel").nth(1).locator(".bpc-walk")
    at_start = [float(n) for n in lines.first.get_attribute("d")[1:].replace("L", " ").split()]
    drawn = [float(n) for n in first.get_attribute("d")[1:].replace("L", " ").split()]
    assert at_start == pytest.approx(drawn, abs=0.01)
    expect(widget.locator(".bpc-error")).to_have_count(12)


def test_a_learners_mistakes_are_said_and_their_effect_is_seen(widget_lab, expect, screenshots):
    page = widget_lab(OWN)
    widget = page.widget("surface")
    note = widget.locator(".bpc-warn:visible")
    expect(note).to_contain_text("it says 2.931 and differences of the loss say 3.065")
    expect(note).to_contain_text("dw2 is 0.5 times what it should be")
    expect(widget.locator(".bpc-told")).to_contain_text("uphill blows up")
    expect(widget.get_by_role("checkbox", name="uphill")).to_be_checked()
    page.photograph("surface-own", widget, themes=("light",), widths=(1280,))


def test_an_endless_loss_is_said_and_another_can_be_chosen(widget_lab, expect):
    page = widget_lab(ENDLESS)
    widget = page.widget("surface")
    expect(widget.locator(".bpc-warn:visible")).to_contain_text(
        "Your loss was still running after 2"
    )
    expect(widget.locator("svg:visible")).to_have_count(0)
    widget.get_by_role("combobox").select_option("bowl")
    expect(widget.locator(".bpc-told")).to_contain_text("sgd arrives")
    expect(widget.locator(".bpc-warn:visible")).to_have_count(0)


CASES = {
    "ravine": 'Surface("ravine", optimizers=["sgd", "momentum", "adam"], lr=0.03)',
    "blow-up": 'Surface("ravine", optimizers=["sgd", "momentum", "adam"], lr=0.14)',
    "line": 'Surface("line fit", optimizers=["sgd", "adam"])',
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_photographed(widget_lab, case):
    page = widget_lab("from bpcourse.widgets import Surface", CASES[case])
    widget = page.widget("surface")
    page.photograph(f"surface-{case}", widget)
    assert len(walks(widget)) == {"line": 2}.get(case, 3)
