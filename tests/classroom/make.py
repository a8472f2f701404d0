"""Make a class of submissions from the real lesson: ``python tests/classroom/make.py DIR``.

What each learner handed in is named by what is special about it. Functions that a learner wrote
stand in ``learners/``; the rest of a notebook is the lesson's own. What every one of them should
get, and why, stands in ``expected.csv``.
"""

import ast
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bpcourse.authoring.notebooks import as_bytes, make_notebook
from bpcourse.authoring.source import BEGIN, END, Cell, read_source

HERE = Path(__file__).parent
LESSON = HERE.parents[1] / "solutions" / "05_layers_backward.py"

Cells = list[Cell]


def make_class(folder: Path) -> None:
    """Write the whole class to a folder, which is made."""
    untouched = read_source(LESSON).for_learners()
    solved = [
        replace(cell, source=without_markers(cell.source))
        for cell in read_source(LESSON).cells
        if not cell.instructor
    ]

    def save(place: str, content: bytes | Cells) -> None:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else as_file(content))

    save("solved.ipynb", solved)
    save("untouched.ipynb", untouched)
    for place, learner in WRITTEN.items():
        save(place, written(solved, learner))
    for place, change in CHANGED.items():
        save(place, change(solved))
    save("grün gelöst/05_layers_backward.ipynb", written(solved, "helpers"))
    save("grün gelöst/scratch.ipynb", untouched)
    save("stub below.ipynb", [*solved, *stubs(untouched)])
    save("metadata stripped/lesson.ipynb", stripped(solved))
    save("cut in half.ipynb", as_file(solved)[: len(as_file(solved)) // 2])
    save("empty file.ipynb", b"")


# Notebook -> the file in learners/ with what was written instead of the solutions.
WRITTEN = {
    "by loops.ipynb": "by_loops",
    "by einsum/lesson.ipynb": "by_einsum",
    "lists.ipynb": "lists",
    "in place/lesson.ipynb": "in_place",
    "bias over outputs.ipynb": "bias_over_outputs",
    "two slips/lesson.ipynb": "two_slips",
    "last example.ipynb": "last_example",
    "mask from dout.ipynb": "mask_from_dout",
    "sigmoid again/lesson.ipynb": "sigmoid_again",
    "tanh again.ipynb": "tanh_again",
    "mean over examples.ipynb": "mean_over_examples",
    "mean missing.ipynb": "mean_missing",
    "no max shift/lesson.ipynb": "no_max_shift",
    "endless loop.ipynb": "endless_loop",
    "os exit.ipynb": "os_exit",
    "calls the reference.ipynb": "calls_the_reference",
    "=1+1 <img src=x onerror=alert(1)>\x1b[31m.ipynb": "hostile",
}


def as_file(cells: Cells) -> bytes:
    """The notebook as JupyterLab would save it."""
    return as_bytes(make_notebook(cells))


def without_markers(source: str) -> str:
    """A cell as someone who found the solution would have written it."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in {BEGIN, END})


def swapped(cell: Cell, old: str, new: str, **changes: str) -> Cell:
    """The cell with one piece of its text changed, which must be there."""
    if old not in cell.source:
        raise ValueError(f"cell {cell.key} does not hold {old!r}: the lesson has changed")
    return replace(cell, source=cell.source.replace(old, new), **changes)


def defines(cell: Cell, name: str) -> bool:
    """Whether a cell is the one in which an exercise is written."""
    return cell.kind == "code" and f"def {name}(" in cell.source


def stubs(untouched: Cells) -> Cells:
    """The stub of linear_backward once more, as if the cell had been copied and pasted."""
    return [replace(c, key="pasted") for c in untouched if defines(c, "linear_backward")]


def written(cells: Cells, learner: str) -> Cells:
    """The notebook with a learner's own functions, and what stands above each of them."""
    text = (HERE / "learners" / f"{learner}.py").read_text(encoding="utf-8")
    lines = text.split("\n")
    docstring, *nodes = ast.parse(text).body
    start = docstring.end_lineno + 1
    for node in nodes:
        name = getattr(node, "name", "")
        if any(defines(cell, name) for cell in cells):
            own = "\n".join(lines[start - 1 : node.end_lineno]).strip("\n")
            cells = [instead(cell, name, own) if defines(cell, name) else cell for cell in cells]
            start = node.end_lineno + 1
    return cells


def instead(cell: Cell, name: str, own: str) -> Cell:
    """The cell with this text in the place of the function."""
    lines = cell.lines
    node = next(n for n in ast.parse(cell.source).body if getattr(n, "name", "") == name)
    lines[node.lineno - 1 : node.end_lineno] = own.split("\n")
    return replace(cell, source="\n".join(lines))


def on_cell(name: str, change: Callable[[Cell], Sequence[Cell]]) -> Callable[[Cells], Cells]:
    """A change of the one cell in which an exercise is written."""
    return lambda cells: [
        new for cell in cells for new in (change(cell) if defines(cell, name) else [cell])
    ]


def with_syntax_error(cell: Cell) -> list[Cell]:
    return [swapped(cell, "dout @ w.T", "dout @ (w.T")]


def as_assignment(cell: Cell) -> list[Cell]:
    source = "from bpcourse import nn\n\nlinear_backward = nn.linear_backward"
    return [replace(cell, source=source)]


def twice(cell: Cell) -> list[Cell]:
    """The cell as it is, below a copy of it with an earlier try."""
    first = replace(
        cell, key=f"{cell.key}-copy", source=cell.source.replace("sum(axis=0)", "sum()")
    )
    return [first, cell]


def importing_too_much(cells: Cells) -> Cells:
    """The lesson's own import line, with a withheld name beside the needed ones."""
    line = "from bpcourse.nn import "
    return [swapped(c, line, f"{line}relu_backward, ") if c.key == "imports" else c for c in cells]


def reordered(cells: Cells) -> Cells:
    """Every code cell in the opposite order, the imports last."""
    code = [cell for cell in cells if cell.kind == "code"]
    return [code.pop() if cell.kind == "code" else cell for cell in cells]


# Notebook -> what was done to the solved one.
CHANGED = {
    "syntax error.ipynb": on_cell("linear_backward", with_syntax_error),
    "exercise missing.ipynb": on_cell("cross_entropy_backward", lambda cell: []),
    "turned to markdown.ipynb": on_cell(
        "relu_backward", lambda cell: [replace(cell, kind="markdown")]
    ),
    "assigns the reference/lesson.ipynb": on_cell("linear_backward", as_assignment),
    "duplicated.ipynb": on_cell("linear_backward", twice),
    "imports too much/lesson.ipynb": importing_too_much,
    "reordered.ipynb": reordered,
}


def stripped(cells: Cells) -> bytes:
    """As other editors save it: no ids, no metadata, an older minor format."""
    book = json.loads(as_file(cells))
    for cell in book["cells"]:
        del cell["id"]
        cell["metadata"] = {}
    return json.dumps({**book, "metadata": {}, "nbformat_minor": 2}).encode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/classroom/make.py DIR")
    make_class(Path(sys.argv[1]))
