"""``bpcourse start``: a copy of the notebooks, and JupyterLab on their table of contents."""

import sys
from pathlib import Path

from .lab import CannotStart, require_jupyterlab, require_port, serve
from .notebooks import Laid, find_notebook, lay_notebooks


def start(
    directory: Path, port: int | None = None, launch: bool = True, fresh: str | None = None
) -> int:
    """Copy the notebooks to a folder and open JupyterLab on the table of contents.

    Parameters
    ----------
    directory : Path
        The learner's folder; work in it is never written over.
    port : int, optional
        Where JupyterLab listens; by default the first free port from 8888 on.
    launch : bool
        Whether to open JupyterLab, or only to copy.
    fresh : str, optional
        The number of a lesson of which a clean copy is laid beside the learner's own, and opened.

    Returns
    -------
    int
        The exit code: 0, or 1 after a sentence on the error stream.
    """
    directory = directory.expanduser().absolute()
    try:
        if launch:
            require_jupyterlab()
            require_port(port)
        laid = copy(directory, fresh)
        if launch:
            serve(directory, first_notebook(laid, fresh), port)
    except CannotStart as problem:
        print(f"bpcourse start: {problem}", file=sys.stderr)
        return 1
    return 0


def copy(directory: Path, fresh: str | None) -> list[Laid]:
    """Copy the notebooks and say on the screen what became of them."""
    try:
        laid = lay_notebooks(directory, fresh)
    except LookupError as e:
        raise CannotStart(str(e)) from e
    except OSError as e:
        raise CannotStart(
            f"the notebooks cannot be copied to {directory} ({e.strerror or e});"
            " name another folder: bpcourse start FOLDER"
        ) from e
    print(f"Your notebooks are in {directory}")
    for one in laid:
        print(f"  {one.name}  {in_words(one)}")
    return laid


def in_words(laid: Laid) -> str:
    """What a learner needs to know about one file."""
    if laid.state == "kept" and laid.beside:
        return f"yours, kept; a clean copy of the newest version is {laid.beside}"
    return {
        "copied": "new",
        "same": "untouched",
        "updated": "updated to the newest version: you had not changed it",
        "kept": "yours, kept",
    }[laid.state]


def first_notebook(laid: list[Laid], fresh: str | None) -> str:
    """The notebook to open: the clean copy that was asked for, else the table of contents."""
    if fresh is None:
        return laid[0].name
    wanted = find_notebook(fresh).name
    return next(one.beside or one.name for one in laid if one.name == wanted)
