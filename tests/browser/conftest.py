"""One JupyterLab for the whole suite, begun by ``bpcourse start``."""

import os
from pathlib import Path

import pytest
from browser import gallery, server
from browser.lab_page import LabPage
from browser.widget_page import NotebookPage, WidgetPage

TAME = str.maketrans("[]/ ", "----")  # a test's name as the name of a file


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A learner's folder, and JupyterLab on it."""
    course = server.begin(tmp_path_factory.mktemp("browser"))
    yield course
    assert course.end() == 0


@pytest.fixture
def expect():
    """Playwright's assertions, which wait. Imported here, so that who has none can collect."""
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def window(chromium):
    """An empty page of a new browser profile."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def lab(course, window):
    """A new page; errors on its console fail the test."""
    lab = LabPage(window, course.address, course.token)
    yield lab
    window.close()
    assert lab.errors == []


def made_for(test, opened):
    """Yield what a test calls with the cells of its notebook; end the kernel after it."""

    def make(*cells):
        opened.open_cells(test.node.name.translate(TAME), *cells)
        opened.run_all()
        return opened

    yield make
    opened.shut_down()
    opened.page.close()
    assert opened.errors == []


@pytest.fixture
def widget_lab(course, window, screenshots, request):
    """``widget_lab("code", ...)``: a notebook with these cells in JupyterLab, run to its end.

    The kernel is shut down after the test; errors on the page's console fail it.
    """
    yield from made_for(request, WidgetPage(window, course, screenshots))


@pytest.fixture
def widget_notebook(course, window, screenshots, request):
    """The same in Notebook 7."""
    yield from made_for(request, NotebookPage(window, course, screenshots))


@pytest.fixture(scope="session")
def all_widgets(course, chromium, screenshots):
    """One notebook with a widget of each kind, for a reader who asked for calm.

    None of them may write an error on the console.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = WidgetPage(context.new_page(), course, screenshots)
    opened.open_cells("gallery", *gallery.cells())
    for key in opened.cells():  # one by one: a cell that raises fails its own widget's tests only
        opened.run(key)
    yield opened
    opened.shut_down()
    context.close()
    assert opened.errors == []


@pytest.fixture(scope="session")
def screenshots():
    """Where pictures go to be looked at: BPCOURSE_SCREENSHOTS, or a folder outside git."""
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("BPCOURSE_SCREENSHOTS", root / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
