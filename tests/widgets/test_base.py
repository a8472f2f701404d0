"""What every widget inherits: what the page may ask for, its views, its twin."""

import subprocess
import sys

import pytest

from bpcourse.widgets import __all__ as NAMES
from bpcourse.widgets.base import CourseWidget, css_of


class Counter(CourseWidget):
    NAME = "counter"
    ACTIONS = frozenset({"add"})
    total = 0

    def add(self, number):
        if number < 0:
            raise ValueError("number must not be negative")
        self.total += number

    def forget(self):
        self.total = 0

    def twin(self):
        return f"<p>{self.total}</p>"

    def alternative(self):
        return f"Counter <{self.total}>"


@pytest.fixture
def counter():
    counter = Counter()
    yield counter
    counter.close()


def say(widget, **content):
    widget._handle_custom_msg(content, [])


def test_the_page_asks_for_actions(counter):
    say(counter, do="add", number=3)
    assert counter.total == 3


@pytest.mark.parametrize(
    "content",
    [
        {"do": "forget"},
        {"do": "close"},
        {"do": "__init__"},
        {"do": None},
        {"do": ["add"]},
        {},
        "add",
        None,
    ],
)
def test_the_page_cannot_ask_for_anything_else(counter, content):
    counter.total = 1
    counter._handle_custom_msg(content, [])
    assert counter.total == 1
    assert counter.comm is not None


def test_bad_input_is_said_in_the_status(counter):
    say(counter, do="add", number=-1)
    assert counter.status == "number must not be negative"
    say(counter, do="add", amount=1)
    assert "amount" in counter.status
    assert counter.total == 0


def test_views_are_counted_once_each(counter):
    for name in ("one", "two", "two"):
        say(counter, do="view-opened", id=name)
    assert counter.views == 2
    say(counter, do="view-closed", id="one")
    say(counter, do="view-closed", id="never opened")
    assert counter.views == 1


def test_the_bundle_has_a_view_a_picture_and_a_line_of_text(counter):
    data, _ = counter._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == counter.model_id
    assert data["text/html"] == "<p>0</p>"
    assert data["text/plain"] == repr(counter) == "Counter <0>"


def test_a_page_of_its_own(counter, tmp_path):
    page = counter.to_html()
    assert "<p>0</p>" in page
    assert "<title>Counter &lt;0&gt;</title>" in page
    assert "<script" not in page
    assert counter.to_html(tmp_path / "counter.html") is None
    assert (tmp_path / "counter.html").read_text(encoding="utf-8") == page


def test_files_of_a_widget_are_joined_to_what_all_share(counter):
    assert "function mount(" in counter._esm
    assert ".bpc-widget" in counter._css == css_of("counter")


@pytest.mark.parametrize("module", ["bpcourse", "bpcourse.widgets"])
def test_widgets_load_when_they_are_used(module):
    code = (
        f"import sys, {module}\n"
        "heavy = {'anywidget', 'ipywidgets', 'matplotlib', 'IPython'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_none():
    import bpcourse.widgets

    assert set(NAMES) <= set(dir(bpcourse.widgets))
    with pytest.raises(AttributeError, match="Playgruond"):
        bpcourse.widgets.Playgruond  # noqa: B018
