"""How widgets behave in a notebook: they leave no threads, bear a busy kernel and bad code."""

import pytest
from browser import gallery

pytestmark = pytest.mark.browser

# Threads that came after this cell, but for those of the kernel itself: ipykernel starts one for
# the messages of widgets, and zmq one when a message is long; both stay.
BEGINNING = """
import threading
from bpcourse.widgets import *
before = set(threading.enumerate())
"""
THREADS = """[one.name for one in threading.enumerate() if one not in before
    and type(one).__module__.partition(".")[0] not in ("ipykernel", "zmq")]"""
PLAY = "play = Playground()\nplay"


def train(page, number=0, name="play"):
    """Press Train, and wait until the training is on its way."""
    page.widget("playground", number).get_by_role("button", name="Train").click()
    page.until(f"{name}.steps > 50")


def stands_still(page, name="play"):
    """Whether a Playground takes no step within half a second."""
    steps = page.kernel(f"{name}.steps")
    page.page.wait_for_timeout(500)
    return page.kernel(f"{name}.steps") == steps


def test_a_cleared_output_stops_its_training(widget_lab):
    page = widget_lab(BEGINNING, PLAY)
    assert page.kernel(THREADS) == []
    train(page)
    assert len(page.kernel(THREADS)) >= 1  # so that one left behind would be seen
    assert not stands_still(page)
    page.cell("cell-1")
    page.command("notebook:clear-cell-output")
    page.until(f"not {THREADS}")
    assert stands_still(page)


def test_a_cell_that_runs_again_stops_the_old_training(widget_lab):
    page = widget_lab(BEGINNING, PLAY)
    train(page)
    page.execute("old = play")
    page.run("cell-1")
    page.until(f"not {THREADS}")
    assert page.kernel("old is not play and play.steps == 0")
    assert stands_still(page, "old")
    train(page)


def test_ten_playgrounds_leave_no_thread(widget_lab):
    cells = [f"play{n} = Playground(seed={n})\nplay{n}" for n in range(10)]
    page = widget_lab(BEGINNING, *cells)
    for n in range(0, 10, 2):
        page.cell(f"cell-{n + 1}")
        train(page, n, f"play{n}")
    assert len(page.kernel(THREADS)) >= 5
    page.command("notebook:clear-all-cell-outputs")
    page.until(f"not {THREADS}")
    page.execute("for n in range(10): globals()[f'play{n}'].close()")
    assert page.kernel(THREADS) == []


def test_a_closed_playground_ends_at_once(widget_lab, expect):
    page = widget_lab(BEGINNING, PLAY)
    train(page)
    page.execute("play.close()")
    page.until(f"not {THREADS}", patience=3)
    expect(page.widget("playground")).to_have_count(0)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param("import time; time.sleep(4)", id="waiting"),
        pytest.param("import time; end = time.time() + 4\nwhile time.time() < end: pass", id="hot"),
    ],
)
def test_a_busy_kernel_delays_and_breaks_nothing(widget_lab, expect, work):
    page = widget_lab(BEGINNING, PLAY)
    widget = page.widget("playground")
    train(page)
    page.begin(work)
    for _ in range(3):  # it is used all the while
        widget.get_by_label("Learning rate").press("ArrowRight")
        page.page.wait_for_timeout(300)
    steps = page.kernel("play.steps")  # answered when the other cell has ended
    frames = page.frames(widget)
    page.until(f"play.steps > {steps} + 50")
    page.wait(lambda: page.frames(widget) > frames, "it draws again")
    assert page.kernel("play.lr") > page.kernel("Playground().lr")
    widget.get_by_role("button", name="Pause").click()
    page.until(f"not {THREADS}")


# What a learner's function may do instead, and what then has to be read in the widget.
RIGHT = """
import time
from bpcourse.nn import network_backward, network_forward

calls = []

def sleep_at_last():
    calls.append("one more")
    if len(calls) > 100:
        time.sleep(3600)

def forward(params, x):
    logits, cache = network_forward(params, x)
    return logits, cache

play = Playground(activation="relu", forward=forward, backward=network_backward)
play
"""
MISTAKES = {
    "endless": ("while True: pass", "line"),
    "exception": ("return params['w9']", "w9"),
    "nan": ("logits = logits * float('nan')", "nan"),
    "shape": ("logits = logits[:, [0, 0, 0]]", "shape"),
    "stuck": ("sleep_at_last()", "time.sleep(3600)"),
}


def test_right_functions_drive_it_without_complaint(widget_lab, expect):
    page = widget_lab(BEGINNING, RIGHT)
    train(page)
    expect(page.widget("playground").locator(".bpc-warn:visible")).to_have_count(0)
    assert page.kernel("play.trouble is None")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_learners_function_is_said_in_the_widget(
    widget_lab, expect, screenshots, mistake
):
    line, words = MISTAKES[mistake]
    code = RIGHT.replace("    return logits, cache", f"    {line}\n    return logits, cache")
    page = widget_lab(BEGINNING, code)
    widget = page.widget("playground")
    widget.get_by_role("button", name="Train").click()
    said = widget.locator(".bpc-warn:visible").first
    expect(said).to_contain_text(words, ignore_case=True, timeout=15_000)
    page.photograph(f"trouble-{mistake}", widths=(1280,))
    # It can be used again: mended, it trains.
    page.write("cell-1", RIGHT)
    train(page)


# In Notebook 7: press a button or move a slider, and see what the kernel says.
CLICKS = {
    "playground": ("Train", "playground.steps > 50"),
    "stepper": ("Next", "stepper.state['position'] == 1"),
}


def test_notebook_7_shows_and_hears_every_widget(widget_notebook, expect):
    page = widget_notebook(*gallery.cells())
    for name in gallery.NAMES:
        widget = page.widget_of(gallery.cell_of(name))
        expect(widget).to_be_visible()
        if name in CLICKS:
            button, then = CLICKS[name]
            widget.get_by_role("button", name=button, exact=True).click()
            page.until(then)
