"""Settings of the whole suite, and what parts of it share: PyTorch, and a browser."""

import os
import shutil
from pathlib import Path

import pytest

import bpcourse

os.environ["BPCOURSE_PROGRESS"] = "off"  # no test leaves a note of what it checked

# Nothing but this machine can be reached from the browser.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def pytest_report_header():
    """Say which bpcourse is tested: the installed one, or the checkout's."""
    return f"bpcourse from {Path(bpcourse.__file__).parent}"


@pytest.fixture(scope="session")
def torch():
    """PyTorch with one thread; imported here, so that who has none can collect the tests."""
    import torch

    torch.set_num_threads(1)
    return torch


@pytest.fixture(scope="session")
def chromium():
    """One Chromium; Playwright is imported here, so that who has none can collect the tests."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("BPCOURSE_CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing: apt-get install chromium, or set BPCOURSE_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        yield browser
        browser.close()
