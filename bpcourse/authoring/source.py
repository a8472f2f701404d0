"""A lesson's source: ``solutions/NN_name.py``, cells with keys, solutions between markers."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .problem import AuthoringError, Problem

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
INSTRUCTOR = "instructor"

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MARKER = re.compile(r"#[\s#]*(begin|end)[\s_-]*solution\b.*", re.IGNORECASE)
_STEM = re.compile(r"\d\d_\w+")
# What jupytext notes for itself, to write a script back as it was.
_JUPYTEXT = {"lines_to_next_cell", "lines_to_end_of_cell_marker"}


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson; its key is the id that it has in both notebooks."""

    key: str
    kind: str
    source: str
    instructor: bool = False

    @property
    def lines(self) -> list[str]:
        """The source, line by line."""
        return self.source.split("\n")


@dataclass(frozen=True)
class Block:
    """A solution: the lines of its two markers, counted from 1, and how far they are indented."""

    begin: int
    end: int
    indent: str


@dataclass(frozen=True)
class Source:
    """A lesson as it is written by hand, and what keeps it from being built."""

    path: Path
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def stem(self) -> str:
        """The name of the lesson's notebooks without their ending."""
        return self.path.stem

    def for_learners(self) -> list[Cell]:
        """The cells of the learner's notebook: stubs for solutions, no instructor's notes."""
        return [replace(cell, source=stub(cell)) for cell in self.cells if not cell.instructor]


def checkout(start: Path) -> Path:
    """The root of the checkout that holds `start`.

    Raises
    ------
    AuthoringError
        If `start` lies in none.
    """
    for folder in [start.resolve(), *start.resolve().parents]:
        if (folder / "solutions").is_dir() and (folder / "bpcourse" / "exercises").is_dir():
            return folder
    raise AuthoringError(
        f"{start} is not in a checkout of bpcourse: lessons are built where their sources are, "
        "so run this in the folder that holds solutions/"
    )


def sources(root: Path, lessons: Sequence[str] = ()) -> list[Source]:
    """Read the sources of these lessons ("05", "5" or the whole name), or of all of them.

    Raises
    ------
    AuthoringError
        If a lesson has no source.
    """
    paths = sorted(p for p in (root / "solutions").glob("*.py") if p.name != "conftest.py")
    if lessons:
        chosen = [next((p for p in paths if _is_called(p, name)), None) for name in lessons]
        if None in chosen:
            there = ", ".join(path.stem for path in paths) or "none"
            missing = lessons[chosen.index(None)]
            raise AuthoringError(f"solutions/ has no lesson {missing!r}; there are: {there}")
        paths = sorted(set(chosen))
    return [read_source(path) for path in paths]


def _is_called(path: Path, name: str) -> bool:
    return Path(name).stem == path.stem or name.zfill(2) == path.stem.split("_")[0]


def read_source(path: Path) -> Source:
    """Read a py:percent script; what is wrong with its form is in the source's `problems`."""
    try:
        import jupytext
    except ModuleNotFoundError as e:
        raise AuthoringError(
            'building lessons needs jupytext, which learners do without: pip install -e ".[test]"'
        ) from e

    # A comment stays one, whatever it looks like: "# ls" is not a shell's command.
    percent = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt=percent)
    cells, problems = [], []
    if not _STEM.fullmatch(path.stem):
        problems.append(Problem(path.stem, None, "a lesson's file is called NN_name.py"))
    for number, node in enumerate(notebook.cells, start=1):
        metadata = {k: v for k, v in node.metadata.items() if k not in _JUPYTEXT}
        key, tags = metadata.pop("key", None), metadata.pop("tags", [])
        begins = node.source.strip().split("\n")[0][:60]
        name = str(key) if key else f"number {number} (it begins with {begins!r})"
        cell = Cell(str(key or ""), node.cell_type, node.source.strip("\n"), INSTRUCTOR in tags)
        cells.append(cell)
        problems += [Problem(path.stem, name, m) for m in _faults(cell, tags, metadata)]
    for key, times in Counter(cell.key for cell in cells if cell.key).items():
        if times > 1:
            problems.append(Problem(path.stem, key, f"{times} cells have this key"))
    return Source(path, tuple(cells), tuple(problems))


def _faults(cell: Cell, tags: list[str], other: dict[str, object]) -> Iterator[str]:
    if other:
        yield (
            f"its header says {', '.join(map(str, other.values()))!r}, which means nothing here: "
            'write # %% key="..." and, where it is one, tags=["instructor"]'
        )
    if not cell.key:
        yield 'has no key: write # %% key="..."'
    elif not _KEY.fullmatch(cell.key):
        yield "its key must be 1 to 64 letters, digits, - and _, because it becomes the cell's id"
    if set(tags) - {INSTRUCTOR}:
        yield f"has tags {tags}; the only tag there is is {INSTRUCTOR!r}"
    if cell.kind not in {"code", "markdown"}:
        yield f"is a {cell.kind} cell; a lesson has code and markdown"
    if not cell.source:
        yield "is empty"
    found = list(marker_faults(cell))
    yield from found
    if cell.kind == "code" and not found:
        try:
            ast.parse(cell.source)
            ast.parse(stub(cell))
        except SyntaxError as e:
            yield f"is not Python, line {e.lineno}: {e.msg}"


def marker_faults(cell: Cell) -> Iterator[str]:
    """What is wrong with the markers of a cell, a sentence each."""
    opened = 0
    for number, line in enumerate(cell.lines, start=1):
        if not (found := _MARKER.search(line)):
            continue
        if cell.kind != "code":
            yield f"line {number}: a solution's marker in a cell that is not code"
        elif line.strip() not in {BEGIN, END}:
            want = BEGIN if found[1].lower() == "begin" else END
            yield f"line {number}: a marker is a line of its own and is written {want!r}"
        elif line.strip() == BEGIN and opened:
            yield f"line {number}: {BEGIN!r} inside the solution that line {opened} begins"
        elif line.strip() == END and not opened:
            yield f"line {number}: {END!r} without {BEGIN!r} above it"
        else:
            opened = number if line.strip() == BEGIN else 0
    if opened:
        yield f"line {opened}: {BEGIN!r} is never followed by {END!r}"


def blocks(cell: Cell) -> list[Block]:
    """The solutions in a cell whose markers are in order."""
    found, begin = [], 0
    for number, line in enumerate(cell.lines, start=1):
        if line.strip() == BEGIN:
            begin = number
        elif line.strip() == END:
            first = cell.lines[begin - 1]
            found.append(Block(begin, number, first[: len(first) - len(first.lstrip())]))
    return found


def stub(cell: Cell) -> str:
    """The cell's source as the learner gets it: every solution is `raise NotImplementedError`."""
    lines = cell.lines
    for block in reversed(blocks(cell)):
        lines[block.begin - 1 : block.end] = [f"{block.indent}raise NotImplementedError"]
    return "\n".join(lines)
