"""A learner's folder, and the JupyterLab that ``bpcourse start`` begins on it."""

import json
import subprocess
import sys
from pathlib import Path

from running import Course

# The page's application, for the tests to talk to; nothing else differs from a learner's.
EXPOSED = {
    "jupyter_lab_config": {"LabApp": {"expose_app_in_browser": True}},
    "jupyter_notebook_config": {"JupyterNotebookApp": {"expose_app_in_browser": True}},
}


def begin(place: Path) -> Course:
    """Begin the server; Notebook 7, where it is installed, is served by it too."""
    work = place / "my notebooks"
    config = place / "config"
    config.mkdir()
    for name, settings in EXPOSED.items():
        (config / f"{name}.json").write_text(json.dumps(settings))
    # Cells out of sight are drawn too, so that what is under them can be looked at.
    settings = config / "lab" / "user-settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    subprocess.run(
        [sys.executable, "-m", "bpcourse", "start", work, "--no-launch"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return Course(
        work,
        JUPYTER_CONFIG_DIR=str(config),
        JUPYTER_DATA_DIR=str(place / "data"),
        IPYTHONDIR=str(place / "ipython"),
    )
