"""Build a lesson's two notebooks from its source."""

import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ..exercises import Lesson
from .contents import contents, contents_path
from .notebooks import (
    Outputs,
    as_bytes,
    learner_path,
    make_notebook,
    solution_path,
    text_of,
    text_only,
)
from .problem import AuthoringError, Problem
from .run import CellFailed, run_notebook
from .source import Source, sources

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


def build(
    root: Path,
    lessons: Sequence[str] = (),
    *,
    course: Sequence[Lesson] | None = None,
    console=None,
) -> list[Path]:
    """Make the notebooks of these lessons, or of all of them, and the table of contents.

    The source is run from top to bottom; only when all of it went well are its notebooks
    written, and only where they change.

    Parameters
    ----------
    root : Path
        The checkout.
    lessons : sequence of str
        "05", "5" or "05_layers_backward". Nothing stands for all.
    course : sequence of Lesson, optional
        What the table of contents lists; by default every lesson in `bpcourse.exercises`.
    console : rich.console.Console, optional
        Where the progress is shown.

    Returns
    -------
    list of Path
        The notebooks that were written.

    Raises
    ------
    AuthoringError
        If a lesson cannot be built: its name, the cell and the reason.
    """
    from rich.console import Console

    if course is None:
        from ..exercises import lessons as every_lesson

        course = every_lesson()
    console = console or Console(stderr=True)
    chosen = sources(root, lessons)
    if problems := [problem for source in chosen for problem in source.problems]:
        raise AuthoringError.of(problems)
    table = contents_path(root)
    written = [table] if _write(table, contents(course)) else []
    if written:
        console.print(f"wrote {table.relative_to(root).as_posix()}", highlight=False)
    for source in chosen:
        began = time.perf_counter()
        notebook = _executed(source, console)
        files = {
            solution_path(source): as_bytes(notebook),
            learner_path(source): as_bytes(make_notebook(source.for_learners())),
        }
        changed = [path for path, content in files.items() if _write(path, content)]
        written += changed
        names = " and ".join(path.relative_to(root).as_posix() for path in changed)
        console.print(
            f"{source.stem}: {len(source.cells)} cells in {time.perf_counter() - began:.0f} s, "
            + (f"wrote {names}" if changed else "both notebooks are as they were"),
            highlight=False,
            soft_wrap=True,
        )
    return written


def _executed(source: Source, console):
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    notebook = make_notebook(source.cells)
    keys = [cell.key for cell in source.cells if cell.kind == "code"]
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[cell]}"),
    )
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(source.stem, total=len(keys), cell="starting the kernel")

            def show(key: str) -> None:
                progress.update(task, completed=keys.index(key), cell=key)

            ran = run_notebook(notebook, source.path.parent, on_cell=show)
    except CellFailed as e:
        raise AuthoringError.of([Problem(source.stem, e.cell, e.message)]) from e
    outputs = {cell.id: text_only(cell.outputs) for cell in ran.cells if cell.cell_type == "code"}
    problems = [
        Problem(source.stem, key, fault)
        for key, kept in outputs.items()
        for fault in _faults(kept, source)
    ]
    if problems:
        raise AuthoringError.of(problems)
    return make_notebook(source.cells, outputs)


def _faults(outputs: Outputs, source: Source) -> list[str]:
    """Why these outputs would be others on another machine or another day."""
    faults = []
    root = source.path.parent.parent
    places = {str(Path.home()), sys.prefix, str(root), tempfile.gettempdir()}
    for output in outputs:
        text = text_of(output)
        if output.get("name") == "stderr":
            faults.append(f"wrote to stderr, a warning or a progress bar: {text.strip()[:200]}")
        elif address := _ADDRESS.search(text):
            faults.append(
                f"shows an address in memory, {address[0]}: end the cell with plt.show(), "
                "or print what is meant"
            )
        elif place := next((p for p in places if f"{p}{os.sep}" in text), None):
            faults.append(f"shows a folder of this machine, {place}")
    return faults


def _write(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)
    return True
