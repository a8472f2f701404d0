import importlib
import inspect

import pytest

from bpcourse import hint
from bpcourse.exercises import lessons
from bpcourse.learner.record import read_record
from bpcourse.learner.trouble import Trouble


def linear_backward(dout, cache):
    raise NotImplementedError


def relu_backward(dout, x):
    raise NotImplementedError


class Counter:
    pass


@pytest.fixture(autouse=True)
def fresh_ladder(monkeypatch):
    monkeypatch.setattr(importlib.import_module("bpcourse.learner.hint"), "_climbed", {})


def test_hint_climbs_and_ends_with_our_code(capsys):
    seen = []
    for _ in range(5):
        hint(linear_backward)
        seen.append(capsys.readouterr().out)
    assert [text.splitlines()[0] for text in seen[:3]] == [
        f"Hint {i} of 4 on linear_backward" for i in (1, 2, 3)
    ]
    assert all("x.T @ dout" not in text for text in seen[:3])
    assert "dw = x.T @ dout" in seen[3]
    assert "nn/linear.py" in seen[3]
    assert "check_array" not in seen[3]
    assert "Parameters" not in seen[3]
    assert seen[4] == seen[3]


def test_hint_by_rung_and_by_name(capsys):
    hint("relu_backward", 2)
    assert capsys.readouterr().out.startswith("Hint 2 of 4")
    hint(relu_backward, "ours")
    assert "return dout * (x > 0)" in capsys.readouterr().out
    with pytest.raises(Trouble, match="hints 1 to 4"):
        hint(relu_backward, 5)
    with pytest.raises(Trouble, match="Did you mean tanh_backward"):
        hint("tanh_backwards")


def test_hint_on_a_class_shows_what_is_asked_for(capsys, toy):
    hint(Counter, 1)
    assert capsys.readouterr().out.startswith("Hint 1 of 4 on Counter\n  Look at it.")
    hint("Counter", "ours")
    assert (
        capsys.readouterr().out
        == """\
Hint 4 of 4 on Counter: our code

    class Counter:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return Counter(self.n + _number(other))

        __radd__ = __add__

        def double(self):
            return Counter(2 * self.n)


    def _number(thing):
        return thing.n if isinstance(thing, Counter) else thing

"""
        + ours_stands_at(toy.exercises[0].reference)
    )


def ours_stands_at(reference):
    line = inspect.getsourcelines(reference)[1]
    return (
        f"  It stands in tests/learner/conftest.py, line {line}, with docstrings and with what "
        "the\n  exercise does not ask for.\n"
        "  Read it until you could say why each line is there; then write yours without looking.\n"
    )


def test_hint_on_a_part_shows_this_part_at_last(capsys, toy):
    for _ in range(4):
        hint(Counter, "double")
    told = capsys.readouterr().out
    assert 'Again, hint(Counter, "double") shows our code.' in told
    last = told[told.index("Hint 4 of 4 on Counter, double") :]
    assert "return Counter(2 * self.n)" in last
    assert "__add__" not in last
    with pytest.raises(Trouble, match="no part 'mul'"):
        hint(Counter, part="mul")
    with pytest.raises(Trouble, match="hints 1 to 4"):
        hint(Counter, "mul")


def test_hints_are_recorded(folder, capsys):
    hint(linear_backward, 2)
    hint(linear_backward, 1)
    entry = read_record(folder)["exercises"]["linear_backward"]
    assert (entry["hints"], entry["attempts"], entry["status"]) == (2, 0, "not_started")


EVERY = [exercise for lesson in lessons() for exercise in lesson.exercises]


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.name)
def test_every_exercise_has_all_its_rungs(exercise, capsys):
    for rung in (*range(1, len(exercise.hints) + 1), "ours"):
        hint(exercise.name, rung)
    told = capsys.readouterr().out
    kind = "class" if exercise.parts else "def"
    assert f"    {kind} {exercise.name}" in told
    assert "@checked" not in told
    assert max(map(len, told.splitlines())) <= 108
    for part in exercise.parts:
        hint(exercise.name, "ours", part)
        assert len(capsys.readouterr().out.splitlines()) < 40
