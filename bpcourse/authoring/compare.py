"""Hold a notebook as it lies there against the one that its source asks for."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from .notebooks import as_bytes, make_notebook, text_only
from .problem import Problem
from .source import Cell, Source


def compare(source: Source, cells: list[Cell], path: Path, *, executed: bool) -> Iterator[Problem]:
    """Every way in which a built notebook differs from its source; nothing is executed.

    Parameters
    ----------
    source : Source
    cells : list of Cell
        What the notebook should hold.
    path : Path
        The notebook.
    executed : bool
        Whether outputs belong in it. They are not compared here: nbval holds them against a run.
    """
    name = f"{path.parent.name}/{path.name}"
    again = f"run bpcourse build {source.stem.split('_')[0]}"
    if not path.exists():
        yield Problem(source.stem, None, f"there is no {name}: {again}")
        return
    content = path.read_bytes()
    try:
        found = json.loads(content)["cells"]
        problems = list(_differences(cells, found, executed))
        if not problems:
            outputs = {cell["id"]: cell["outputs"] for cell in found if cell.get("outputs")}
            if content != as_bytes(make_notebook(cells, outputs)):
                problems = [(None, "is not the file that build writes (metadata or layout)")]
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as e:
        problems = [(None, f"is not a notebook ({type(e).__name__})")]
    for cell, how in problems:
        yield Problem(source.stem, cell, f"{name} {how}: {again}")


def _differences(
    cells: list[Cell], found: list[dict[str, Any]], executed: bool
) -> Iterator[tuple[str | None, str]]:
    keys = [cell.key for cell in cells]
    ids = [cell.get("id") for cell in found]
    wanted = {cell.key: node for cell, node in zip(cells, make_notebook(cells).cells, strict=True)}
    for key in keys:
        if ids.count(key) != 1:
            yield key, f"has {ids.count(key) or 'no'} cells with this id, where the source has one"
    for number, identity in enumerate(ids, start=1):
        if identity not in wanted:
            yield (
                str(identity or f"number {number}"),
                "has this cell, which the source has not" if identity else "has a cell without id",
            )
    if sorted(map(str, ids)) == sorted(keys) and ids != keys:
        moved = next(have for have, want in zip(ids, keys, strict=True) if have != want)
        yield moved, "has this cell in another place than the source"
    for cell in found:
        if node := wanted.get(cell.get("id")):
            yield from ((node.id, how) for how in _cell_differences(node, cell, executed))


def _cell_differences(want: Any, have: dict[str, Any], executed: bool) -> Iterator[str]:
    source = have.get("source", "")
    if have.get("cell_type") != want.cell_type:
        yield f"has a {have.get('cell_type')} cell, the source one of {want.cell_type}"
    elif (source if isinstance(source, str) else "".join(source)) != want.source:
        yield "has another text than the source"
    if have.get("metadata") != want.metadata:
        yield "has other metadata than the source"
    outputs = have.get("outputs", [])
    if have.get("execution_count") is not None or (outputs and not executed):
        yield "has been run"
    elif outputs != text_only(outputs):
        yield "stores an output that is not text"
