"""Figures in a notebook: each is shown once, and the reader's own plots are shown as ever."""

import pickle
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import pytest

from bpcourse import plotting
from bpcourse.authoring.run import kernel_environment, run_notebook

IMPORTS = """\
import matplotlib
import matplotlib.pyplot as plt
from IPython.display import display
from bpcourse import plotting
"""
# What is in the cells, and how many pictures come of each.
CELLS = {
    IMPORTS: 0,
    "plotting.loss_curve([2.0, 1.0])\nplt.show()": 1,  # the first figure of the kernel
    "plt.plot([1, 2])": 1,
    "figure = plotting.loss_curve([2.0, 1.0])": 1,
    "figure": 1,
    "plotting.loss_curve([2.0, 1.0])": 1,
    "display(plotting.loss_curve([2.0, 1.0]))": 1,
    "plotting.loss_curve([3.0, 1.0])\nplotting.loss_curve([2.0, 1.0])": 2,
    "plt.plot([1, 2])\nplotting.loss_curve([2.0, 1.0])": 2,
    "figure = plotting.loss_curve([2.0, 1.0])\nfigure.savefig('kept.png')\nplt.show()": 1,
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The pictures that each cell shows, in a fresh kernel."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    ran = run_notebook(notebook, tmp_path_factory.mktemp("notebook"), timeout=60)
    return {
        cell.source: [o.data for o in cell.outputs if "image/png" in o.get("data", {})]
        for cell in ran.cells
    }


@pytest.mark.parametrize("source", CELLS)
def test_each_figure_is_shown_once(shown, source):
    assert len(shown[source]) == CELLS[source]


def test_a_figure_says_in_words_what_it_shows(shown):
    (data,) = shown["plotting.loss_curve([2.0, 1.0])"]
    words = "2 steps take the loss from 2.0 to 1.0. cross-entropy over step."
    assert data["text/plain"] == words
    assert data["text/html"].startswith(f'<img alt="{words}" src="data:image/png;base64,')
    (own,) = shown["plt.plot([1, 2])"]
    assert "text/html" not in own


@pytest.mark.parametrize("own_plot_first", [False, True])
def test_the_first_figure_leaves_matplotlib_interactive(own_plot_first):
    script = f"""
import os
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance()
{IMPORTS}
if {own_plot_first}:
    plt.figure()
plotting.loss_curve([2.0, 1.0])
assert matplotlib.is_interactive()
plt.ioff()
plotting.loss_curve([2.0, 1.0])
assert not matplotlib.is_interactive()  # the reader's own choice stays
"""
    subprocess.run([sys.executable, "-c", script], env=kernel_environment(), check=True)


def test_elsewhere_a_figure_stays_open_when_it_is_asked_for_its_picture():
    figure = plotting.loss_curve([2.0, 1.0])
    assert figure._repr_mimebundle_(include=None, exclude=None) == {}
    assert plt.fignum_exists(figure.number)


def test_a_figure_can_be_kept():
    kept = pickle.loads(pickle.dumps(plotting.loss_curve([2.0, 1.0])))
    assert kept.get_suptitle() == "2 steps take the loss from 2.0 to 1.0"
    assert kept._repr_mimebundle_() == {}
