"""A folder of the learner's own for every test, and a small lesson with a class and a pair."""

import importlib
import json
import sys

import pytest

import bpcourse.exercises
from bpcourse.exercises import Exercise, Lesson, Probe, find_lesson
from bpcourse.exercises.kit import as_array, unpack


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The current folder: what is checked is recorded there."""
    place = tmp_path / "mein Kurs ∂"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delenv("BPCOURSE_PROGRESS", raising=False)
    return place


def notebook(*sources):
    """A notebook file with these code cells."""
    cells = [
        {"cell_type": "code", "source": s, "outputs": [], "metadata": {}, "execution_count": None}
        for s in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def write(folder):
    """Write a notebook into the learner's folder."""

    def write(name, *sources):
        (folder / name).write_bytes(notebook(*sources))
        return folder / name

    return write


class Counter:
    """Counts up and doubles.

    It stands for the classes of the course, which are longer.
    """

    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        """The sum."""
        return Counter(self.n + _number(other))

    __radd__ = __add__

    def double(self):
        return Counter(2 * self.n)

    def unasked(self):
        return None


def _number(thing):
    """What is counted."""
    return thing.n if isinstance(thing, Counter) else thing


def scale_forward(x, k):
    return x * k, (x, k)


def scale_backward(dout, cache):
    x, k = cache
    return dout * k


def run_add(t, x):
    return {"a + b": as_array("a + b", (t.Counter(x[0]) + t.Counter(x[1])).n)}


def run_double(t, x):
    return {"double": as_array("double", t.Counter(x[0]).double().n)}


def run_forward(t, x, k):
    return unpack(t.scale_forward(x, k)[0], "out")


def run_backward(t, x, k, dout):
    _, cache = t.scale_forward(x, k)
    return unpack(t.scale_backward(dout, cache), "dx")


def arrays(*names):
    return lambda rng: {name: rng.standard_normal(3) for name in names}


HINTS = ("Look at it.", "It relates.", "Nearly the line.")


def exercise(reference, probes, points=1, **fields):
    return Exercise(reference.__name__, points, 5, 3, reference, probes, (), HINTS, (), **fields)


TOY = Lesson(
    "90",
    "toy_lesson",
    "Toy lesson",
    "Why?",
    10,
    (),
    (
        exercise(
            Counter,
            (
                Probe("two numbers", arrays("x"), run_add, part="add"),
                Probe("one number", arrays("x"), run_double, part="double"),
            ),
            points=4,
            parts=("add", "double"),
        ),
        exercise(scale_forward, (Probe("forward", arrays("x", "k"), run_forward),)),
        exercise(
            scale_backward,
            (Probe("backward", arrays("x", "k", "dout"), run_backward),),
            own=("scale_forward",),
        ),
    ),
)


@pytest.fixture
def toy(monkeypatch):
    """The course is lesson 05 and a small lesson 90."""
    lessons = (find_lesson("05"), TOY)
    monkeypatch.setattr(bpcourse.exercises, "lessons", lambda: lessons)
    monkeypatch.setitem(sys.modules, TOY.exercises[0].reference.__module__, sys.modules[__name__])
    return TOY


@pytest.fixture
def records(monkeypatch):
    """The verdicts that `check` shows."""
    shown = []
    module = importlib.import_module("bpcourse.learner.check")
    monkeypatch.setattr(
        module, "show", lambda text, **rich: shown.append(rich.get("record") or text)
    )
    return shown
