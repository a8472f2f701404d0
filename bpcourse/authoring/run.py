"""Run a notebook from top to bottom in a kernel of this Python."""

import copy
import os
import re
from collections.abc import Callable
from pathlib import Path

import bpcourse

from .problem import AuthoringError

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# IPython points at the line: "Cell In[7], line 3" and, below, "----> 3 x = y".
_ARROW = re.compile(r"^-+> *(\d+) (.*)$", re.MULTILINE)


class CellFailed(AuthoringError):
    """A cell raised an exception, ran too long or ended the kernel."""

    def __init__(self, cell: str, message: str):
        super().__init__(f"cell {cell}: {message}")
        self.cell = cell
        self.message = message


def run_notebook(
    notebook, folder: Path, *, timeout: int = 600, on_cell: Callable[[str], None] | None = None
):
    """Execute a copy of a notebook and return it.

    Parameters
    ----------
    notebook : NotebookNode
    folder : Path
        Where the kernel works.
    timeout : int
        Seconds for one cell.
    on_cell : callable, optional
        Called with the id of every code cell before it runs.

    Raises
    ------
    CellFailed
        At the first cell that raises, runs too long or ends the kernel.
    """
    try:
        from ipykernel.kernelspec import get_kernel_dict
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_client.manager import AsyncKernelManager
        from nbclient import NotebookClient
        from nbclient import exceptions as gone_wrong
    except ModuleNotFoundError as e:
        raise AuthoringError(f'running notebooks needs {e.name}: pip install -e ".[test]"') from e

    class KernelOfThisPython(AsyncKernelManager):
        """Whatever kernels are registered on the machine, the one that is running is used."""

        @property
        def kernel_spec(self):
            return KernelSpec(**get_kernel_dict())

    running = "?"

    def starts(cell, cell_index):
        nonlocal running
        running = cell.id
        if on_cell and cell.cell_type == "code":
            on_cell(cell.id)

    notebook = copy.deepcopy(notebook)
    client = NotebookClient(
        notebook,
        kernel_manager_class=KernelOfThisPython,
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout,
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        on_cell_start=starts,
    )
    try:
        client.execute(env=kernel_environment())
    except gone_wrong.CellExecutionError as e:
        raise CellFailed(running, _said(e)) from e
    except gone_wrong.CellTimeoutError as e:
        raise CellFailed(running, f"ran longer than {timeout} seconds") from e
    except gone_wrong.DeadKernelError as e:
        raise CellFailed(running, "ended the kernel") from e
    return notebook


def kernel_environment() -> dict[str, str]:
    """This process's environment, in which the kernel finds this bpcourse and notes no progress."""
    here = str(Path(bpcourse.__file__).resolve().parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "BPCOURSE_PROGRESS": "off"}


def _said(error) -> str:
    line = _ARROW.search(_ANSI.sub("", error.traceback))
    at = f" (line {line[1]}: {line[2].strip()})" if line else ""
    return f"{error.ename}: {_ANSI.sub('', error.evalue)}{at}"
