"""The two notebooks of a lesson as files: the same cells always give the same bytes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from .source import INSTRUCTOR, Cell, Source

# The kernel's name is what Jupyter needs to choose one; the rest it finds out when it runs.
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

Outputs = list[dict[str, Any]]


def solution_path(source: Source) -> Path:
    """Where the executed notebook of a lesson lies: beside its source."""
    return source.path.with_suffix(".ipynb")


def learner_path(source: Source) -> Path:
    """Where the learner's notebook of a lesson lies."""
    return source.path.parent.parent / "notebooks" / f"{source.stem}.ipynb"


def make_notebook(cells: Iterable[Cell], outputs: Mapping[str, Outputs] | None = None):
    """A notebook of these cells.

    Parameters
    ----------
    cells : iterable of Cell
    outputs : mapping of str to list of dict, optional
        By the cell's key. No cell has an execution count, so that a cell that is added leaves
        every other as it was.

    Returns
    -------
    NotebookNode
    """
    nodes = []
    for cell in cells:
        metadata = {"tags": [INSTRUCTOR]} if cell.instructor else {}
        if cell.kind == "code":
            node = nbformat.v4.new_code_cell(cell.source, id=cell.key, metadata=metadata)
            node.outputs = nbformat.from_dict((outputs or {}).get(cell.key, []))
        else:
            node = nbformat.v4.new_markdown_cell(cell.source, id=cell.key, metadata=metadata)
        nodes.append(node)
    return nbformat.v4.new_notebook(cells=nodes, metadata=_METADATA, nbformat_minor=5)


def as_bytes(notebook) -> bytes:
    """The file that a notebook is, after it has been held against the format."""
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n").encode()


def text_only(outputs: Sequence[Mapping[str, Any]]) -> list[Any]:
    """What is stored of a cell's outputs, and what a fresh run is held against: the text.

    Pictures, HTML, widgets and records of our own have a text beside them; an output without
    one is left out. What is printed in one go may arrive in pieces, and is one text again here.
    """
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream" and kept and kept[-1].get("name") == output["name"]:
            kept[-1]["text"] = text_of(kept[-1]) + text_of(output)
        elif kind == "stream":
            kept.append({"output_type": kind, "name": output["name"], "text": output["text"]})
        elif kind in {"display_data", "execute_result"} and "text/plain" in output["data"]:
            data = {"text/plain": output["data"]["text/plain"]}
            count = {"execution_count": None} if kind == "execute_result" else {}
            kept.append({"output_type": kind, "data": data, "metadata": {}, **count})
        elif kind == "error":
            kept.append(dict(output))
    return [nbformat.from_dict(output) for output in kept]


def text_of(output: Mapping[str, Any]) -> str:
    """The text of an output that `text_only` kept."""
    text = output["data"]["text/plain"] if "data" in output else output.get("text", "")
    return text if isinstance(text, str) else "".join(text)


_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)")


def alike(a: str, b: str, rtol: float = 1e-4, atol: float = 1e-9) -> bool:
    """Whether two outputs say the same, with numbers that another machine may have rounded.

    Whole numbers and words must be equal. Numbers with a point or an exponent may differ by
    `rtol`, which is nothing in a value printed with four digits or fewer, and lets the last of
    sixteen pass; two numbers below `atol` are both rounding errors. Spaces do not count,
    because an array is padded to the width of its numbers.
    """
    words_a, words_b = (["".join(part.split()) for part in _NUMBER.split(text)] for text in (a, b))
    numbers_a, numbers_b = _NUMBER.findall(a), _NUMBER.findall(b)
    return words_a == words_b and all(
        _near(x, y, rtol, atol) for x, y in zip(numbers_a, numbers_b, strict=True)
    )


def _near(a: str, b: str, rtol: float, atol: float) -> bool:
    if not all(set(text) & set(".eE") for text in (a, b)):
        return a == b
    x, y = float(a), float(b)
    return abs(x - y) <= max(rtol * max(abs(x), abs(y)), atol)
