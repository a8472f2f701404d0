"""Untidy notebooks of every kind: the slice does what running all cells does."""

import itertools
import random

import pytest

from bpcourse.slicing import slice_cells

SETUP = [
    "import math, os\nfrom functools import reduce as fold, partial",
    "import math\nimport os",
    "%matplotlib inline\nimport math",
    "try:\n    import math\nexcept ImportError:\n    !pip install math",
]
HELPERS = [
    "K = 2\ndef helper(a):\n    return K * a",
    "K = 1\nK += 1\nhelper = lambda a, k=K: k * a",
    "class helper(float):\n    def __new__(cls, a):\n        return float.__new__(cls, 2 * a)",
    "table = {}\nfor i in range(50):\n    table[i] = 2 * i\ndef helper(a):\n    return table[a]",
    "def scale(k):\n    def times(f):\n        return lambda a: k * f(a)\n    return times\n"
    "@scale(2)\ndef helper(a):\n    return a",
    "if True:\n    K, L = 2, 3\ndef helper(a):\n    return [K * i for i in (a,)][0]",
]
JUNK = [
    "print('hello')",
    "x = y = 3",
    "def unused(helper):\n    return helper",
    "def f(x):\n    raise NotImplementedError",
    "syntax error here",
    "for a in range(3):\n    print(a)",
    "# only a comment",
    "",
    "raise RuntimeError('a cell that fails')",
    "%%bash\nls | grep 'it",
    "import not_installed_anywhere",
]
SOLUTIONS = [
    "def f(x):\n    return helper(math.floor(x))",
    "def f(x):\n    # step by step\n    a = math.floor(x)\n    b = helper(a)\n    return b",
    "def f(x, floor=None):\n    return (lambda a: helper(math.floor(a)))(x)",
]


def notebooks():
    rng = random.Random(5)
    for setup, helper, solution in itertools.product(SETUP, HELPERS, SOLUTIONS):
        cells = [setup, helper, solution]
        for junk in rng.sample(JUNK, 5):
            cells.insert(rng.randrange(len(cells) + 1), junk)
        yield cells


@pytest.mark.parametrize("cells", list(notebooks()))
def test_the_slice_is_enough_and_no_more(cells):
    found = slice_cells(cells, "f")
    assert found.status == "found"
    space = {}
    exec(found.source, space)
    assert space["f"](7.5) == 14
    assert not {"unused", "x", "partial", "os", "fold"} & space.keys()
    assert any("syntax error" in note for note in found.notes) == ("syntax error here" in cells)


@pytest.mark.parametrize("cells", list(notebooks())[:12])
def test_the_order_of_definitions_does_not_matter(cells):
    written = [cell for cell in cells if cell not in JUNK]
    for order in itertools.permutations(written):
        space = {}
        exec(slice_cells(order, "f").source, space)
        assert space["f"](7.5) == 14


NASTY = {
    "deep unary": "-" * 100_000 + "1",
    "brackets": "(" * 5000,
    "attributes": "a" + ".b" * 50_000,
    "sum": "g = " + "1 + " * 20_000 + "1",
    "lambdas": "g = " + "lambda: " * 150 + "1",
    "null": "g = 1\0",
    "surrogate": "g = '\ud800'",
    "open string": "!ls\n'''" + "\n" * 5000,
    "many lines": "g = 1\n" * 5000,
    "self-binding blocks": "if g:\n    g = g\n" * 2000,
    "magics": "%" * 10**5,
}


@pytest.mark.parametrize("cell", NASTY.values(), ids=NASTY)
def test_a_hostile_cell_costs_that_cell_only(cell):
    found = slice_cells([cell, "def f(x):\n    return g"], "f")
    assert found.status == "found"
    assert "def f(x)" in found.source
