"""What is handed out, and that nothing comes with it."""

import ast
import types

import pytest

from bpcourse import nn
from bpcourse.exercises import find_lesson, lessons
from bpcourse.slicing import handout_for, module_slice


def test_a_name_and_what_it_needs():
    handout = module_slice({"linear_forward": "bpcourse.nn.linear"})
    assert handout.exports == {"bpcourse.nn.linear": ["linear_forward"]}
    space = {}
    exec(handout.source, space)
    out, cache = space["linear_forward"]([[1.0, 2.0]], [[3.0], [4.0]], [5.0])
    assert out.tolist() == [[16.0]]
    with pytest.raises(ValueError, match="x must have shape"):
        space["linear_forward"]([1.0], [[3.0]], [5.0])
    defined = {n.name for n in ast.parse(handout.source).body if isinstance(n, ast.FunctionDef)}
    assert "linear_backward" not in defined
    assert "check_labels" not in defined
    assert {"linear_forward", "check_array"} <= defined


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.number)
def test_a_lessons_handout_gives_what_it_says_and_no_answer(lesson):
    handout = handout_for(lesson)
    exported = {name for names in handout.exports.values() for name in names}
    assert exported == {*lesson.given, "mine"}
    space = {}
    exec(handout.source, space)
    assert set(lesson.given) <= space.keys()
    withheld = {exercise.name for exercise in lesson.exercises} | set(nn.__all__) - exported
    assert not withheld & exported
    reachable = functions_behind([space[name] for name in exported])
    assert not withheld & {function.__name__ for function in reachable}


def test_mine_is_what_is_given_and_never_the_answer():
    space = {}
    exec(handout_for(find_lesson("06")).source, space)
    assert space["mine"]("05", "linear_backward") is space["linear_backward"]
    assert space["mine"](len) is len
    for withheld in ("network_forward", "check_array"):
        with pytest.raises(KeyError, match=f"{withheld} is not among what this lesson gives"):
            space["mine"]("06", withheld)


def test_control_the_real_functions_lead_to_the_answers():
    assert "linear_backward" in {f.__name__ for f in functions_behind([nn.linear_forward])}


def functions_behind(things):
    """Every function of ours that can be reached through globals, closures and attributes."""
    found, todo = set(), list(things)
    while todo:
        thing = todo.pop()
        if isinstance(thing, types.FunctionType) and thing not in found:
            found.add(thing)
            todo += thing.__globals__.values()
            todo += [cell.cell_contents for cell in thing.__closure__ or ()]
            todo += vars(thing).values()
        elif isinstance(thing, types.ModuleType) and thing.__name__.startswith("bpcourse"):
            todo += vars(thing).values()
    return found


def write(folder, **modules):
    folder.mkdir()
    for name, source in {"__init__": "", **modules}.items():
        (folder / f"{name}.py").write_text(source)


def test_modules_that_build_on_each_other(tmp_path, monkeypatch):
    low = """
SIZE = [2]
SIZE[0] = 3

def width():
    return SIZE[0]

def answer():
    return 42
"""
    high = """
import math
from .low import answer, width as w

def area():
    return w() ** 2
"""
    write(tmp_path / "toy", low=low, high=high)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("bpcourse.slicing.handout.PACKAGE", "toy")
    handout = module_slice({"area": "toy.high"})
    space = {}
    exec(handout.source, space)
    assert space["area"]() == 9
    assert "answer" not in handout.source
    assert "math" not in handout.source


CLASHES = {
    "one": ("def _h(): return 1\ndef a(): return _h()", "a", "needs a second '_h'"),
    "inner": ("def a():\n    from .two import b\n    return b", "a", "at its top"),
    "absent": ("x = 1", "a", "does not define a"),
}


@pytest.mark.parametrize("case", CLASHES)
def test_what_cannot_be_handed_out_is_said(case, tmp_path, monkeypatch):
    source, name, words = CLASHES[case]
    package = f"toy_{case}"
    write(tmp_path / package, one=source, two="def _h(): return 2\ndef b(): return _h()")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("bpcourse.slicing.handout.PACKAGE", package)
    with pytest.raises(ValueError, match=words):
        module_slice({name: f"{package}.one", "b": f"{package}.two"})
