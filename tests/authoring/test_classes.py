"""A class that is written in parts: one cell with a stub for each method, a check for each part."""

from dataclasses import replace

import pytest

from bpcourse import autodiff
from bpcourse.authoring import check
from bpcourse.authoring.notebooks import as_bytes, learner_path, make_notebook, solution_path
from bpcourse.authoring.source import read_source, stub
from bpcourse.authoring.stubs import parts_checked
from bpcourse.exercises import Exercise, Lesson

SOURCE = '''\
# %% [markdown] key="title"
# # An engine

# %% key="imports"
from bpcourse import check

# %% key="value"
class Value:
    """A number that knows what it was made from."""

    def __init__(self, data, inputs=()):
        self.data = data
        self.inputs = inputs

    def __mul__(self, other):
        """The product of this Value and another."""
        # BEGIN SOLUTION
        return Value(self.data * other.data, (self, other))
        # END SOLUTION

    __rmul__ = __mul__

    def relu(self):
        """This Value if it is positive, else 0."""
        # BEGIN SOLUTION
        return Value(max(self.data, 0.0), (self,))
        # END SOLUTION

# %% key="check-mul"
check(Value, "mul")

# %% [markdown] key="next"
# Now the other one.

# %% key="check-relu"
check(Value, part="relu")

# %% key="check-all"
check(Value)
'''
VALUE = Exercise("Value", 2, 5, 2, autodiff.Value, (), (), (), (), parts=("mul", "relu"))
LESSON = Lesson("04", "small", "Small", "Why?", 10, gives=(), exercises=(VALUE,))


@pytest.fixture
def faults(tmp_path):
    """What is said of the lesson after one change of its source; nothing is executed."""
    path = tmp_path / "solutions" / "04_small.py"
    for folder in (path.parent, tmp_path / "notebooks", tmp_path / "bpcourse" / "exercises"):
        folder.mkdir(parents=True)

    def after(old: str = "", new: str = "", lesson: Lesson = LESSON) -> list[str]:
        assert not old or SOURCE.count(old) == 1
        path.write_text(SOURCE.replace(old, new) if old else SOURCE, encoding="utf-8")
        source = read_source(path)
        solution_path(source).write_bytes(as_bytes(make_notebook(source.cells, None)))
        learner_path(source).write_bytes(as_bytes(make_notebook(source.for_learners())))
        found = check(tmp_path, [lesson])
        return [str(one) for one in found if "contents" not in str(one)]

    return after


def test_a_class_with_a_stub_for_each_method_has_no_fault(faults):
    assert faults() == []


def test_the_learner_s_class_keeps_what_is_given(tmp_path):
    path = tmp_path / "04_small.py"
    path.write_text(SOURCE, encoding="utf-8")
    text = stub(next(cell for cell in read_source(path).cells if cell.key == "value"))
    assert text.count("raise NotImplementedError") == 2
    assert "self.inputs = inputs" in text
    assert "__rmul__ = __mul__" in text
    assert "max(" not in text
    space = {}
    exec(text, space)
    assert space["Value"](2.0).data == 2.0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('check(Value, part="relu")', "print(1)", 'no cell below it calls check(Value, "relu")'),
        ('check(Value, "mul")', "check(Value)", 'no cell below it calls check(Value, "mul")'),
        ('check(Value, "mul")', 'check(Value, "times")', '"times"), and there is no such part'),
        ('check(Value, "mul")', "print(1)", "the next code cell does not call check(Value)"),
        (
            '    """This Value if it is positive, else 0."""\n',
            "",
            "the stub of relu has no docstring",
        ),
        (
            "        # BEGIN SOLUTION\n        return Value(max",
            "        data = self.data\n        # BEGIN SOLUTION\n        return Value(max",
            "the stub of relu holds more than a docstring",
        ),
        (
            "This Value if it is positive, else 0.",
            "A Value of `max(self.data, 0.0)`.",
            "the docstring of relu gives the formula",
        ),
        (
            "# Now the other one.",
            "# Now `Value(max(self.data, 0.0), (self,))`.",
            "gives away a line of Value",
        ),
        (
            "# Now the other one.",
            "# Or `Value(max(x.data, 0.0), (x,))`.",
            "gives away a line of Value",
        ),
    ],
)
def test_what_is_wrong_with_a_class_is_said(faults, old, new, says):
    said = faults(old, new)
    assert any(says in one for one in said), said


def test_a_part_without_a_check_is_named_when_the_exercise_gets_it(faults):
    value = replace(VALUE, parts=("mul", "relu", "tanh"))
    said = faults(lesson=replace(LESSON, exercises=(value,)))
    assert any('no cell below it calls check(Value, "tanh")' in one for one in said), said


def test_the_parts_that_a_cell_checks(tmp_path):
    path = tmp_path / "04_small.py"
    path.write_text(SOURCE, encoding="utf-8")
    cells = {cell.key: cell for cell in read_source(path).cells}
    assert parts_checked(cells["check-mul"], "Value") == {"mul"}
    assert parts_checked(cells["check-relu"], "Value") == {"relu"}
    assert parts_checked(cells["check-all"], "Value") == set()
    assert parts_checked(cells["check-mul"], "Node") == set()
