"""The budget: what loops is stopped, always at the same line, and tracers are put back."""

import sys

import pytest

from bpcourse.exercises import find_exercise
from bpcourse.grading import draw_cases
from bpcourse.grading.limited import OverBudget, run_limited
from bpcourse.grading.mutants.mutant import Mutant
from bpcourse.nn import tanh_backward

LESSON, TANH = find_exercise("tanh_backward")


def made(source):
    return Mutant(
        "k", "k", "w", "c", source, tanh_backward.__wrapped__, "tanh_backward", "tanh_backward"
    ).build()


ENDLESS = {
    "a loop": "def tanh_backward(dout, out):\n    while True:\n        out = out\n",
    "an empty body": "def tanh_backward(dout, out):\n    while out is out:\n        pass\n",
    "a generator": "def tanh_backward(dout, out):\n    return sum(1 for _ in iter(int, 1))\n",
    "calls": "def tanh_backward(dout, out):\n    return tanh_backward(dout, out)\n",
    "with a net": (
        "def tanh_backward(dout, out):\n"
        "    while True:\n"
        "        try:\n            out = out\n        except Exception:\n            pass\n"
    ),
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_stopped(source):
    cases = draw_cases(LESSON, TANH, 1)
    tried = cases.tried(made(source), 0)
    assert tried.outputs is None
    assert tried.error[0] in {"OverBudget", "RecursionError"}


def test_it_is_stopped_at_the_same_line_every_time():
    counted = []
    for seed in (2, 3):
        cases = draw_cases(LESSON, TANH, seed)
        counted.append(cases.tried(made(ENDLESS["a loop"]), 0).lines)
        assert counted[-1] == 1 + 1000 + 3 * cases.lines(0)
    assert counted[0] == counted[1]


def test_a_tracer_that_was_there_is_put_back():
    seen = []

    def tracer(frame, event, arg):
        seen.append(event)
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run_limited(lambda: None, 100)
        assert sys.gettrace() is tracer
        with pytest.raises(OverBudget):
            run_limited(lambda: made(ENDLESS["a loop"])(1.0, 1.0), 100)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_lines_of_numpy_do_not_count():
    wrong = made("def tanh_backward(dout, out):\n    return np.sum(np.linalg.norm(out))\n")
    right = made("def tanh_backward(dout, out):\n    return np.square(out)\n")
    cases = draw_cases(LESSON, TANH, 4)
    assert cases.tried(wrong, 0).lines == cases.tried(right, 0).lines
