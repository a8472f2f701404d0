"""A checkout in miniature: one lesson with two exercises, and the notebooks built from it."""

from pathlib import Path

import pytest

from bpcourse import nn
from bpcourse.authoring import Problem, check
from bpcourse.authoring.contents import contents, contents_path
from bpcourse.authoring.notebooks import as_bytes, learner_path, make_notebook, solution_path
from bpcourse.authoring.source import Source, read_source
from bpcourse.exercises import Exercise, Lesson, Misconception, Option, Probe, Quiz

SOURCE = '''\
# %% [markdown] key="title"
# # Two layers backward
#
# One thing at a time.

# %% [markdown] key="slips" tags=["instructor"]
# The commonest slip is a forgotten `dout * out * (1 - out)`.

# %% key="imports"
import numpy as np

from bpcourse import check

# %% key="sigmoid-backward"
def sigmoid_backward(dout, out):
    """Send a gradient back through the sigmoid. One line.

    dout : gradient of the loss with respect to the sigmoid's output, any shape
    out  : what the sigmoid returned, the shape of dout
    returns dx, the shape of out
    """
    # BEGIN SOLUTION
    return dout * out * (1 - out)
    # END SOLUTION

# %% [markdown] key="now-check"
# See what the check says.

# %% key="check-sigmoid"
check(sigmoid_backward)

# %% key="linear-backward"
def linear_backward(dout, cache):
    """Send a gradient back through a linear layer.

    dout  : shape (N, M)
    cache : x of shape (N, D) and w of shape (D, M), in this order
    returns dx (N, D), dw (D, M), db (M,)
    """
    # BEGIN SOLUTION
    x, w = cache
    dx = dout @ w.T
    dw = x.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db
    # END SOLUTION

# %% key="check-linear"
check(linear_backward)

# %% key="numbers"
print("a third:", 1 / 3)
np.array([[1.0, 2.0]])
'''


def exercise(name: str, **texts) -> Exercise:
    parts = {"probes": (), "misconceptions": (), "hints": (), "variants": (), **texts}
    return Exercise(name, 1, 5, 1, getattr(nn, name), **parts)


def lesson(sigmoid=None, quizzes=()) -> Lesson:
    exercises = (exercise("sigmoid_backward", **(sigmoid or {})), exercise("linear_backward"))
    return Lesson(
        "05", "small", "Small", "Why?", 10, gives=(), exercises=exercises, quizzes=quizzes
    )


class Small:
    """The checkout, and what the tests do with it."""

    def __init__(self, root: Path):
        self.root = root
        self.path = root / "solutions" / "05_small.py"
        self.path.parent.mkdir()
        (root / "bpcourse" / "exercises").mkdir(parents=True)
        self.path.write_text(SOURCE, encoding="utf-8")

    @property
    def course(self) -> list[Lesson]:
        return [lesson()]

    @property
    def source(self) -> Source:
        return read_source(self.path)

    @property
    def solution(self) -> Path:
        return solution_path(self.source)

    @property
    def learner(self) -> Path:
        return learner_path(self.source)

    def replace(self, old: str, new: str, path: Path | None = None) -> None:
        path = path or self.path
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {path.name}: {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, cell: str) -> None:
        """Put a cell at the end of the lesson."""
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(f"\n{cell}\n")

    def lay(self, outputs: dict | None = None) -> None:
        """Write all that build writes, with these outputs, without running anything."""
        source = self.source
        assert not source.problems
        self.learner.parent.mkdir(exist_ok=True)
        contents_path(self.root).write_bytes(contents(self.course))
        self.solution.write_bytes(as_bytes(make_notebook(source.cells, outputs)))
        self.learner.write_bytes(as_bytes(make_notebook(source.for_learners())))

    def check(self, course: Lesson | None = None) -> list[Problem]:
        return check(self.root, [course] if course else self.course)


@pytest.fixture
def small(tmp_path):
    return Small(tmp_path)


@pytest.fixture
def laid(small):
    small.lay()
    assert small.check() == []
    return small


@pytest.fixture
def speaking():
    """A lesson that says something in one place: `speaking("hint", "look here")`."""

    def make(where: str, words: str) -> Lesson:
        option, right = Option("a", "b"), Option("c", "d", right=True)
        match where:
            case "hint":
                return lesson({"hints": ("look", words)})
            case "misconception":
                return lesson({"misconceptions": (Misconception("key", words, print),)})
            case "probe":
                return lesson({"probes": (Probe("small", dict, dict, advice=words),)})
            case "question":
                return lesson(quizzes=(Quiz("q", words, (option, right)),))
            case "option":
                return lesson(quizzes=(Quiz("q", "?", (Option(words, "b"), right)),))
            case "why":
                return lesson(quizzes=(Quiz("q", "?", (option, Option("c", words, True))),))
        raise ValueError(where)

    return make
