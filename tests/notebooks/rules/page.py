"""A lesson as a text: its cells, what in them is prose, and what its code calls."""

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bpcourse.authoring.source import Cell, Source, blocks, stub
from bpcourse.exercises import Exercise, Lesson

FENCE = re.compile(r"^ *```.*?^ *```", re.S | re.M)
CODE = re.compile(r"(`+)(.+?)\1", re.S)
MATHEMATICS = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.S)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]*)\)")
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.M)
ITEM = re.compile(r"^ *(?:[-*+]|\d+[.)]) .*(?:\n(?: {2,}|\t)\S.*)*", re.M)
ROW = re.compile(r"^ *\|.*\|? *$", re.M)

CLOSING = re.compile(r"## (\w+) questions? before you go")
RECAP = "## What you can do now"
TOOL = "# A tool for this page: run it now, read it when you like."


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which cell; without a cell, with the lesson."""

    cell: str | None
    message: str

    def __str__(self) -> str:
        return f"cell {self.cell}: {self.message}" if self.cell else self.message


Faults = Iterator[Fault]


@dataclass(frozen=True)
class Page:
    """A lesson's source beside what the registry says of it, and the whole course."""

    source: Source
    lesson: Lesson
    course: tuple[Lesson, ...]
    cells: tuple[Cell, ...] = field(init=False)

    def __post_init__(self):
        shown = tuple(cell for cell in self.source.cells if not cell.instructor)
        object.__setattr__(self, "cells", shown)

    @property
    def earlier(self) -> list[Lesson]:
        return [lesson for lesson in self.course if lesson.number < self.lesson.number]

    @property
    def later(self) -> list[Lesson]:
        return [lesson for lesson in self.course if lesson.number > self.lesson.number]

    @functools.cached_property
    def closing(self) -> int:
        """Where the closing questions are announced; behind the last cell if nowhere."""
        texts = [cell.source if cell.kind == "markdown" else "" for cell in self.cells]
        return next((n for n, text in enumerate(texts) if CLOSING.search(text)), len(texts))

    def codes(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "code"]

    def texts(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind == "markdown"]

    def place_of(self, exercise: Exercise) -> int | None:
        """Where the cell of an exercise stands among those that a learner sees."""
        for number, cell in enumerate(self.cells):
            if cell.kind == "code" and exercise.name in asked_in(cell):
                return number
        return None

    def next_lesson(self) -> Lesson | None:
        return self.later[0] if self.later else None


def asked_in(cell: Cell) -> set[str]:
    """The functions and classes that a learner writes in a cell."""
    solutions = blocks(cell)
    return {
        node.name
        for node in tree_of(cell).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for block in solutions
        if node.lineno <= block.end and block.begin <= node.end_lineno
    }


@functools.cache
def tree_of(cell: Cell) -> ast.Module:
    return ast.parse(cell.source)


def is_check(cell: Cell) -> bool:
    return cell.kind == "code" and bool(re.fullmatch(r"check\(.*\)", cell.source.strip()))


def calls(cell: Cell, name: str) -> list[ast.Call]:
    """The calls of a function by its bare name."""
    return [
        node
        for node in ast.walk(tree_of(cell))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def strings(call: ast.Call) -> list[str]:
    return [arg.value for arg in call.args if isinstance(arg, ast.Constant)]


def quizzes_in(cell: Cell) -> list[str]:
    """The keys of the questions that a cell asks."""
    if cell.kind != "code":
        return []
    return [key for call in calls(cell, "quiz") for key in strings(call)[:1]]


def imported(cell: Cell) -> list[tuple[str, str, str]]:
    """What a cell imports: module, name there ("" for the module itself), name here."""
    found = []
    for node in ast.walk(tree_of(cell)):
        if isinstance(node, ast.Import):
            found += [(a.name, "", a.asname or a.name.split(".")[0]) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", a.name, a.asname or a.name) for a in node.names]
    return found


def prose(markdown: str) -> str:
    """A markdown text without code, mathematics, and the targets of links."""
    text = FENCE.sub(" ", markdown)
    text = CODE.sub(" ", text)
    text = MATHEMATICS.sub(" ", text)
    return LINK.sub(r"\2", text)


def flat(text: str) -> str:
    """A text on one line, without emphasis."""
    return " ".join(text.replace("**", "").split())


def words_read(markdown: str) -> int:
    """How many words a reader reads; a piece of code or mathematics within a line counts as one."""
    text = FENCE.sub(" ", markdown)
    text = CODE.sub(" code ", text)
    text = MATHEMATICS.sub(" formula ", text)
    return len(re.findall(r"[^\W_][\w'’\-.,/]*", LINK.sub(r"\2", text)))


def words_of_prose(markdown: str) -> int:
    """The words of a cell's sentences: no headings, lists, tables, code blocks, mathematics."""
    text = FENCE.sub(" ", markdown)
    text = CODE.sub(" code ", text)
    text = MATHEMATICS.sub(" ", text)
    for part in (HEADING, ITEM, ROW):
        text = part.sub(" ", text)
    return len(re.findall(r"[^\W_][\w'’\-.,/]*", LINK.sub(r"\2", text)))


def lines_of_code(source: str) -> int:
    """Lines that are read as code: neither blank nor a comment alone."""
    lines = [line.strip() for line in source.split("\n")]
    return sum(bool(line) and not line.startswith("#") for line in lines)


def as_learner(cell: Cell) -> str:
    return stub(cell) if cell.kind == "code" else cell.source
