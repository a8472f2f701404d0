"""Whether an exercise is found, and what is said about it."""

import pytest

from bpcourse.slicing import slice_cells

WRITTEN = "def f(x):\n    return x"
STUB = 'def f(x):\n    """Double it."""\n    raise NotImplementedError'

STUBS = [
    STUB,
    "def f(x):\n    raise NotImplementedError()",
    "def f(x):\n    raise NotImplementedError('not yet')",
    "def f(x):\n    # my idea: 2 * x\n    raise NotImplementedError  # later",
    "class f:\n    'A class.'\n    def a(self):\n        raise NotImplementedError",
    "%matplotlib inline\n" + STUB,
]
NO_STUBS = [
    "def f(x):\n    pass",
    "def f(x):\n    ...",
    "def f(x):\n    y = 1\n    raise NotImplementedError",
    "def f(x):\n    raise ValueError",
    "def f(x):\n    'a'\n    'b'\n    raise NotImplementedError",
    "class f:\n    n = 1\n    def a(self):\n        raise NotImplementedError",
]


@pytest.mark.parametrize("source", STUBS)
def test_an_untouched_stub(source):
    found = slice_cells([source], "f")
    assert (found.status, found.source, found.notes) == ("stub", "", ())


@pytest.mark.parametrize("source", NO_STUBS)
def test_anything_more_is_not_a_stub(source):
    assert slice_cells([source], "f").status == "found"


@pytest.mark.parametrize("cells", [[WRITTEN, STUB], [STUB, WRITTEN], [WRITTEN + "\n" + STUB]])
def test_a_stub_is_passed_over_wherever_it_stands(cells):
    found = slice_cells(cells, "f")
    assert found.status == "found"
    assert found.source == WRITTEN + "\n"


def test_the_last_definition_wins():
    found = slice_cells([WRITTEN, "def f(x):\n    return 2", STUB], "f")
    assert found.source == "def f(x):\n    return 2\n"


@pytest.mark.parametrize(
    "line",
    [
        "f = nn.f",
        "f = lambda x: x",
        "f: object = nn.f",
        "f, g = nn.f, 1",
        "from bpcourse.nn import f",
    ],
)
def test_an_assignment_never_wins_and_is_noted(line):
    alone = slice_cells([line], "f")
    assert alone.status == "not_found"
    assert alone.notes[0].startswith(f"{line} in cell 1 was not used: ")
    below = slice_cells([WRITTEN, line], "f")
    assert below.source == WRITTEN + "\n"
    assert below.notes[0].startswith(f"{line} in cell 2 was not used: ")


@pytest.mark.parametrize(
    "cells", [[], [""], ["g = 1"], ["def g():\n    def f(): pass"], ["# def f(x):"], ["f(1)"]]
)
def test_not_found(cells):
    assert slice_cells(cells, "f").status == "not_found"


def test_a_broken_cell_costs_that_cell_only():
    found = slice_cells(["import math\ng = = 1", "h = 1", WRITTEN], "f")
    assert found.status == "found"
    assert found.notes == (
        "left out, because it cannot be read as Python: cell 1, line 2: invalid syntax: g = = 1",
    )


@pytest.mark.parametrize("broken", ["def f(x)\n    return x", "    \nasync def f(x:\n  pass"])
def test_a_definition_in_a_broken_cell(broken):
    found = slice_cells(["g = 1", STUB, "x = 1\n" + broken], "f")
    assert (found.status, found.source) == ("syntax", "")
    assert found.problem.cell == 3
    assert found.problem.line > 1
    assert found.problem.text in broken


def test_a_broken_copy_does_not_hide_a_good_definition():
    assert slice_cells([WRITTEN, "def f(x:\n"], "f").status == "found"


@pytest.mark.parametrize(
    "late", ["return 1", "def f(x, x):\n    return 1", "def f(x):\n    nonlocal y", "break"]
)
def test_errors_that_only_the_compiler_sees(late):
    assert slice_cells([f"{late}\ndef f(x):\n    return 1"], "f").status == "syntax"


def test_a_learners_warning_is_not_the_graders(recwarn):
    slice_cells([r"g = '\d'" + "\nif g is 'a': pass\n" + WRITTEN], "f")
    assert not recwarn.list


def test_lines_lead_back_to_the_cell():
    cells = [
        "# a comment\nfrom math import (\n    exp,\n    pi)\n%time\nK = [1,\n  2]; L = 3",
        "\n\n@print\n# why\ndef f(x):\n\n    return K, pi(  # here\n        x)",
    ]
    found = slice_cells(cells, "f")
    places = [found.locate(line + 1) for line in range(len(found.source.splitlines()))]
    assert places == [
        (1, 2, "from math import ("),
        (1, 6, "K = [1,"),
        (1, 7, "  2]; L = 3"),
        *((2, number, cells[1].split("\n")[number - 1]) for number in range(3, 9)),
    ]
    assert [found.locate(line) for line in (None, 0, -1, 10**6)] == [None] * 4


def test_the_fallback_is_all_that_stands_above_and_leads_back_too():
    cells = ["a = 1\nimport os, sys", "exec('g = 1')\nfor i in a:\n    pass", "def f(x): return g"]
    found = slice_cells([*cells, "below = 1"], "f")
    assert [text for _, text in found.fallback] == [
        *("a = 1", "import os", "import sys"),
        *("exec('g = 1')", "for i in a:\n    pass"),
    ]
    assert [found.locate(line)[:2] for line, _ in found.fallback] == [
        *((1, 1), (1, 2), (1, 2)),
        *((2, 1), (2, 2)),
    ]
    line, _ = found.fallback[-1]
    assert found.locate(line + 1) == (2, 3, "    pass")
