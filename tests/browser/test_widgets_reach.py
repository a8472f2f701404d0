"""Every widget can be seen, read and reached: by keyboard, on paper, in the dark, in little room.

One notebook shows them all; what finds the faults is tried in ``test_reading.py``.
"""

import pytest
from browser import gallery, reading
from browser.reading import none

pytestmark = pytest.mark.browser

each = pytest.mark.parametrize("name", gallery.NAMES)

MOVES = {"stepper": "Next", "surface": "Race"}  # buttons after which something moves for a while


@pytest.fixture
def widget(all_widgets, name, expect):
    """One of them, drawn and in view."""
    outputs = all_widgets.cells()[gallery.cell_of(name)]["outputs"]
    assert [one["evalue"] for one in outputs if one["output_type"] == "error"] == []
    all_widgets.cell(gallery.cell_of(name))
    root = all_widgets.widget_of(gallery.cell_of(name))
    expect(root).to_be_visible(timeout=10_000)
    root.scroll_into_view_if_needed()
    all_widgets.drawn()
    yield root
    all_widgets.resize(1280)
    all_widgets.look("light")


def in_full(all_widgets, widget, width=1280):
    """Make the window as high as the widget, so that all of it is painted."""
    all_widgets.resize(width)
    all_widgets.resize(width, max(900, int(widget.bounding_box()["height"]) + 200))
    widget.scroll_into_view_if_needed()


@each
def test_the_kernel_knows_of_the_one_view(all_widgets, widget, name):
    assert all_widgets.kernel(f"{name}.views") == 1
    assert "No kernel answers" not in widget.inner_text()


@each
def test_every_control_and_picture_has_a_name(widget, name):
    none(reading.nameless(widget))


@each
def test_it_speaks_politely(widget, name):
    none(reading.rude(widget))


@each
def test_tab_goes_through_all_of_it_with_a_ring_to_be_seen(all_widgets, widget, name):
    none(reading.lost_by_keyboard(all_widgets.page, widget))


@each
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_texts_can_be_read(all_widgets, widget, name, theme):
    all_widgets.look(theme)
    in_full(all_widgets, widget)
    none(reading.faint(widget))


@each
def test_its_texts_can_be_read_on_paper(all_widgets, widget, name):
    all_widgets.look("dark")
    all_widgets.page.emulate_media(media="print")
    in_full(all_widgets, widget)
    try:
        assert widget.evaluate("root => getComputedStyle(root).backgroundColor") in (
            "rgb(255, 255, 255)",
            "rgba(0, 0, 0, 0)",
        )
        none(reading.faint(widget))
    finally:
        all_widgets.page.emulate_media(media="screen")


@each
@pytest.mark.parametrize("width", [1280, 420])
def test_nothing_sticks_out(all_widgets, widget, name, width):
    in_full(all_widgets, widget, width)
    none(reading.too_wide(widget))


@each
def test_nothing_moves_by_itself_for_who_asked_for_calm(all_widgets, widget, name):
    before = all_widgets.frames(widget)
    all_widgets.page.wait_for_timeout(500)
    none(reading.moving(widget))
    assert all_widgets.frames(widget) == before


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_what_is_told_to_move_jumps_for_who_asked_for_calm(all_widgets, widget, name, motion):
    all_widgets.page.emulate_media(reduced_motion=motion)
    try:
        widget.get_by_role("button", name=MOVES[name], exact=True).click()
        all_widgets.page.wait_for_timeout(300)  # the kernel has answered
        moved, before = reading.moving(widget), widget.inner_html()
        all_widgets.page.wait_for_timeout(300)
        moves = bool(moved) or widget.inner_html() != before
    finally:
        all_widgets.page.emulate_media(reduced_motion="reduce")
    assert moves == (motion == "no-preference")
