"""One JupyterLab for the whole suite, begun by ``bpcourse start``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser.lab_page import LabPage
from running import Course


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A learner's folder, and JupyterLab on it."""
    place = tmp_path_factory.mktemp("browser")
    work = place / "my notebooks"
    config = place / "config"
    config.mkdir()
    # The page's application, for the tests to talk to; nothing else differs from a learner's.
    (config / "jupyter_lab_config.json").write_text(
        json.dumps({"LabApp": {"expose_app_in_browser": True}})
    )
    # Cells out of sight are drawn too, so that what is under them can be looked at.
    settings = config / "lab" / "user-settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    subprocess.run(
        [sys.executable, "-m", "bpcourse", "start", work, "--no-launch"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    course = Course(
        work,
        JUPYTER_CONFIG_DIR=str(config),
        JUPYTER_DATA_DIR=str(place / "data"),
        IPYTHONDIR=str(place / "ipython"),
    )
    yield course
    assert course.end() == 0


@pytest.fixture
def expect():
    """Playwright's assertions, which wait. Imported here, so that who has none can collect."""
    from playwright.sync_api import expect

    return expect


@pytest.fixture
def lab(course, chromium):
    """A new page; errors on its console fail the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    lab = LabPage(context.new_page(), course.address, course.token)
    yield lab
    context.close()
    assert lab.errors == []


@pytest.fixture(scope="session")
def screenshots():
    """Where pictures go to be looked at: BPCOURSE_SCREENSHOTS, or a folder outside git."""
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("BPCOURSE_SCREENSHOTS", root / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
