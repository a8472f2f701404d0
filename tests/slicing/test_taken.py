"""Small notebooks, and what is taken out of them. The exercise is always called `f`."""

import ast

import pytest

from bpcourse.slicing import slice_cells

F = "def f(x):\n    return g(x)"

# Each: the cells, and the statements that must be taken, in order.
TAKEN = {
    "nothing else is needed": (["import os", "def f(x):\n    return x", "train()"], ["def f"]),
    "an import, alias by alias": (
        ["import numpy as np, os, sys", "def f(x):\n    return np.sum(x)"],
        ["import numpy as np", "def f"],
    ),
    "from-import, alias by alias, over lines": (
        ["from math import (\n    exp as g,  # yes\n    log,\n)", F],
        ["from math import exp as g", "def f"],
    ),
    "a submodule beside its package": (
        ["import numpy", "import numpy.linalg", "def f(x):\n    return numpy.linalg.norm(x)"],
        ["import numpy", "import numpy.linalg", "def f"],
    ),
    "helpers of helpers": (
        ["K = 3", "def h(x): return K * x", "def g(x): return h(x)", "def unused(): pass", F],
        ["K = 3", "def h", "def g", "def f"],
    ),
    "a class": (["class g:\n    size = 3", F], ["class g", "def f"]),
    "a base class and a decorator of a method": (
        [
            "import functools",
            "class B: pass",
            "class g(B):\n    @functools.cache\n    def m(s): 0",
            F,
        ],
        ["import functools", "class B", "class g", "def f"],
    ),
    "a decorator": (["def g(h): return h", "@g\ndef f(x):\n    return x"], ["def g", "@g"]),
    "a default argument": (["G = 2", "def f(x, *, g=G):\n    return x"], ["G = 2", "def f"]),
    "an annotation": (["g = int", "def f(x: g):\n    return x"], ["g = int", "def f"]),
    "a name in a nested function": (
        ["G = 1", "def f(x):\n    def inner(): return G\n    return inner()"],
        ["G = 1", "def f"],
    ),
    "names in a comprehension and a lambda": (
        ["G = 1", "H = 2", "def f(x):\n    return [G * i for i in x], lambda: H"],
        ["G = 1", "H = 2", "def f"],
    ),
    "a shadowed local is not needed": (
        ["g = big()", "i = big()", "def f(x):\n    g = x\n    return [i for i in g]"],
        ["def f"],
    ),
    "an argument is not needed": (["x = big()", "def f(x):\n    return x"], ["def f"]),
    "a declared global is": (
        ["n = 0", "def f(x):\n    global n\n    n += 1\n    return n"],
        ["n = 0", "def f"],
    ),
    "even if it is only counted up": (
        ["n = 0", "def f(x):\n    global n\n    n += 1\n    return x"],
        ["n = 0", "def f"],
    ),
    "tuple and starred assignments": (
        ["a, (g, *rest) = 1, (2, 3, 4)", "def f(x):\n    return g, rest"],
        ["a, (g, *rest)", "def f"],
    ),
    "an annotated assignment": (["g: int = 3", "h: int", F], ["g: int = 3", "def f"]),
    "an annotation binds nothing": (["g = 3", "g: int", F], ["g = 3", "def f"]),
    "a deletion binds nothing": (["g = 3", "del g", F], ["g = 3", "def f"]),
    "augmented assignments": (
        ["g = 1", "h = 5", "g += h", "g -= 1", "def f(x):\n    return g"],
        ["g = 1", "h = 5", "g += h", "g -= 1", "def f"],
    ),
    "an assignment from itself": (
        ["g = 1", "g = g + 1", "def f(x):\n    return g"],
        ["g = 1", "g = g + 1", "def f"],
    ),
    "a value changed where it is": (
        ["g = {}", "g['a'] = 1", "g.update(b=2)", "print(g)", "def f(x):\n    return g"],
        ["g = {}", "g['a'] = 1", "g.update(b=2)", "def f"],
    ),
    "a call on a module is no change": (
        ["import numpy as np", "np.random.seed(0)", "def f(x):\n    return np.sum(x)"],
        ["import numpy as np", "def f"],
    ),
    "a method put on a class later": (
        ["class f:\n    def a(self): return 1", "def b(self): return 2", "f.b = b"],
        ["class f", "def b", "f.b = b"],
    ),
    "a loop is taken whole, with what was there before": (
        ["g = [1]", "for i in range(3):\n    h = i\n    g.append(h)", "def f(x):\n    return g"],
        ["g = [1]", "for i in range(3)", "def f"],
    ),
    "an if that may not bind": (
        ["g = 1", "fast = True", "if fast:\n    g = 2", "def f(x):\n    return g"],
        ["g = 1", "fast = True", "if fast", "def f"],
    ),
    "try, with its imports": (
        ["import os", "try:\n    from fast import g\nexcept ImportError:\n    g = os.sep", F],
        ["import os", "try:", "def f"],
    ),
    "with": (["with open('a') as a:\n    g = a.read()", F], ["with open", "def f"]),
    "the definition inside a block": (
        ["g = 1", "if g:\n    def f(x):\n        return 1\nelse:\n    def f(x):\n        return 2"],
        ["g = 1", "if g"],
    ),
    "a helper defined only below": (
        [F, "def g(x): return h(x)", "def h(x): return x"],
        ["def f", "def g", "def h"],
    ),
    "what runs at once is put above": (
        ["def f(x, e=np.pi):\n    return x", "import numpy as np"],
        ["import numpy as np", "def f"],
    ),
    "the helper that a constant was computed with": (
        ["def h(): return 1", "g = h()", "def h(): return 2", "def f(x):\n    return g"],
        ["def h(): return 1", "g = h()", "def f"],
    ),
    "of a helper the last one, as after Run all": (
        ["def g(x): return 1", F, "def g(x): return 2"],
        ["def f", "def g(x): return 2"],
    ),
    "but not beyond the learner's last check": (
        ["def g(x): return 1", F, "check(f)", "def g(x): return 2"],
        ["def g(x): return 1", "def f"],
    ),
    "a helper mended before the last check": (
        ["def g(x): return 1", F, "check(f)", "def g(x): return 2", "bpcourse.check(f)", "g = 3"],
        ["def f", "def g(x): return 2"],
    ),
    "a stub of a helper is passed over": (
        ["def g(x): return 1", "def g(x):\n    raise NotImplementedError", F],
        ["def g(x): return 1", "def f"],
    ),
    "a star import, if a name is bound nowhere": (
        ["from numpy import *", F],
        ["try:\n    from numpy import *\nexcept ImportError:\n    pass", "def f"],
    ),
    "no star import, if all are bound": (
        ["from numpy import *", "def g(x): return x", F],
        ["def g", "def f"],
    ),
    "the future comes first": (
        ["def g(x): return 1", "from __future__ import annotations", F],
        ["from __future__", "def g", "def f"],
    ),
    "two statements on a line": (["é = 1; g = é; h = 2", F], ["é = 1", "g = é", "def f"]),
    "async": (["async def f(x):\n    return 1"], ["async def f"]),
    "a top-level await costs nothing": (["g = 1", "h = await g", F], ["g = 1", "def f"]),
    "carriage returns": (
        ["import math\r\ng = 1\r\n", "def f(x):\r\n    return g"],
        ["g = 1", "def f"],
    ),
    "a last name that is not in the wrong scope": (
        ["g = 1", "class Other:\n    def f(self):\n        return g", "def f(x):\n    return x"],
        ["def f"],
    ),
}


@pytest.mark.parametrize(("cells", "starts"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken(cells, starts):
    found = slice_cells(cells, "f")
    assert found.status == "found"
    taken = ast.parse(found.source).body
    lines = found.source.split("\n")
    for node, start in zip(taken, starts, strict=True):
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        assert "\n".join(lines[first - 1 :]).startswith(start)


WITHHELD = "from bpcourse.nn import linear_forward, f"


def test_a_withheld_alias_is_cut_from_beside_a_needed_one():
    found = slice_cells([WITHHELD, "def f(x):\n    return linear_forward(x)"], "f")
    assert found.source.startswith("from bpcourse.nn import linear_forward\ndef f")
    assert not found.notes


def test_a_helper_that_needs_the_exercise_gets_the_learners_own():
    cells = [WITHHELD, "def g(x): return f(x)", "def f(x):\n    return g(x)"]
    assert "import" not in slice_cells(cells, "f").source


def test_a_withheld_name_that_is_needed_stays():
    cells = ["from bpcourse.nn import other", "def f(x):\n    return other(x)"]
    assert "import other" in slice_cells(cells, "f").source


def test_what_binds_the_exercises_name_beside_a_needed_one_does_not_win():
    cells = ["def f(x):\n    return g", "g, f = 1, max"]
    found = slice_cells(cells, "f")
    space = {}
    exec(found.source, space)
    assert space["f"](0) == 1
    assert "g, f = 1, max in cell 2 was not used" in found.notes[0]


def test_companions_are_found_in_the_same_way():
    cells = ["def g(x):\n    return h", "h = 1", "g = 3", "def f(x):\n    return x"]
    found = slice_cells(cells, "f", also=["g"])
    assert found.missing == ()
    space = {}
    exec(found.source, space)
    assert space["g"](0) == 1
    stub = "def k():\n    raise NotImplementedError"
    assert slice_cells([*cells, stub], "f", also=["g", "k", "l"]).missing == ("k", "l")
