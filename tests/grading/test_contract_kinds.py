"""Kinds of exercises: classes in parts, companions, properties in words, gradients of one's own."""

import jsonschema
import numpy as np
import pytest

from bpcourse.exercises import Exercise, Lesson, Probe
from bpcourse.exercises.kit import unpack
from bpcourse.grading import grade_function


def triple(x):
    return 3 * x


def slope_of_triple(x, dout):
    return 3 * dout


class Pair:
    def first(self, x):
        return x + 1

    def second(self, x):
        return x + 2


def numbers(rng):
    return {"x": rng.standard_normal(4), "dout": rng.standard_normal(4)}


def run_triple(t, x, dout):
    return unpack(t.triple(x), "out")


def run_slope(t, x, dout):
    """The learner's slope, and their own forward pass measured along one direction."""
    out = unpack(t.slope_of_triple(x, dout), "dx")
    numeric = np.sum(dout * (t.triple(x + 1e-5) - t.triple(x - 1e-5))) / 2e-5
    return {**out, "own.dx": np.array([[out["dx"].sum(), numeric]])}


def run_first(t, x, dout):
    return unpack(t.Pair().first(x), "first of the pair")


def run_second(t, x, dout):
    return unpack(t.Pair().second(x), "second of the pair")


def exercise(reference, *probes, **fields):
    base = {
        "points": 4,
        "minutes": 1,
        "lines": 1,
        "misconceptions": (),
        "hints": (),
        "variants": (),
    }
    return Exercise(reference.__name__, reference=reference, probes=probes, **base | fields)


TRIPLE = exercise(triple, Probe("plain", numbers, run_triple))
SLOPE = exercise(slope_of_triple, Probe("plain", numbers, run_slope), own=("triple",))
PAIR = exercise(
    Pair,
    Probe("first", numbers, run_first, part="first"),
    Probe("second", numbers, run_second, part="second"),
    parts=("first", "second"),
)
LESSON = Lesson("99", "kinds", "Kinds", "Why?", 10, (), (TRIPLE, SLOPE, PAIR))


def written(source, name):
    """A function as a learner's notebook holds it, in a namespace of its own."""
    space = {"np": np}
    exec(source, space)
    return space[name]


RIGHT_SLOPE = "def slope_of_triple(x, dout):\n    return 3 * dout\n"
DOUBLE_SLOPE = "def slope_of_triple(x, dout):\n    return 2 * dout\n"


def test_a_companion_is_the_learners_own(verdict_schema):
    """A slope that fits a wrong forward pass is told from one that does not."""
    source = "def triple(x):\n    return 2 * x\n"
    verdict = grade_function(LESSON, SLOPE, written(source + DOUBLE_SLOPE, "slope_of_triple"))
    assert verdict.status == "failed"
    assert verdict.own[0].name == "dx"
    assert verdict.own[0].analytic == pytest.approx(verdict.own[0].numeric)
    jsonschema.validate(verdict.to_dict(), verdict_schema)
    verdict = grade_function(LESSON, SLOPE, written(source + RIGHT_SLOPE, "slope_of_triple"))
    assert verdict.status == "passed"
    assert verdict.own[0].analytic != pytest.approx(verdict.own[0].numeric)


def test_a_companion_that_is_not_written_blocks():
    source = "def triple(x):\n    raise NotImplementedError\n"
    verdict = grade_function(LESSON, SLOPE, written(source + RIGHT_SLOPE, "slope_of_triple"))
    assert verdict.status == "blocked"
    assert "triple" in verdict.error.message


def test_a_companion_that_is_not_there_blocks():
    """As after a restart of the kernel: ours must not stand in, since its cache is another."""
    verdict = grade_function(LESSON, SLOPE, written(RIGHT_SLOPE, "slope_of_triple"))
    assert verdict.status == "blocked"
    assert "your triple, which is not here" in verdict.error.message


def test_a_stub_is_not_started_though_its_companion_is_written():
    source = "def triple(x):\n    return 3 * x\ndef slope_of_triple(x, dout):\n"
    stub = written(source + "    raise NotImplementedError\n", "slope_of_triple")
    assert grade_function(LESSON, SLOPE, stub).status == "not_started"


HALF = """
class Pair:
    def first(self, x):
        return x + 1

    def second(self, x):
        return {}
"""


def test_a_class_counts_by_parts():
    wrong = written(HALF.format("x"), "Pair")
    verdict = grade_function(LESSON, PAIR, wrong)
    assert (verdict.status, verdict.score) == ("failed", 2)
    assert {o.part: o.ok for o in verdict.outputs} == {"first": True, "second": False}
    assert grade_function(LESSON, PAIR, wrong, part="first").status == "passed"
    assert grade_function(LESSON, PAIR, wrong, part="second").score == 0
    assert grade_function(LESSON, PAIR, written(HALF.format("x + 2"), "Pair")).score == 4


def spread(outputs, inputs):
    return {"all alike": np.ptp(outputs["out"]) < outputs["out"][0] * 0 + 1e-9}


def test_a_property_is_told_in_its_own_sentence():
    alike = exercise(
        triple,
        Probe("plain", lambda rng: {"x": np.ones(3), "dout": np.ones(3)}, run_triple, spread),
        says={"all alike": "Equal numbers come out different."},
    )
    verdict = grade_function(
        LESSON, alike, written("def triple(x):\n    return np.arange(3.0)", "triple")
    )
    assert verdict.outputs[0].says == "Equal numbers come out different."
    assert verdict.status == "failed"


def test_what_a_property_cannot_be_read_from_is_said():
    """`reduce` meets whatever a submission returns."""
    probe = Probe("plain", numbers, run_triple, lambda out, _: {"head": out["out"][3]})
    verdict = grade_function(
        LESSON, exercise(triple, probe), written("def triple(x):\n    return x[:1]", "triple")
    )
    assert verdict.status == "failed"
    assert verdict.error.type == "WrongReturn"


def test_what_their_code_warns_of_is_not_shown(recwarn):
    noisy = written(
        "import warnings\ndef triple(x):\n    warnings.warn('look out')\n    return 3 * x\n",
        "triple",
    )
    assert grade_function(LESSON, TRIPLE, noisy).status == "passed"
    assert not recwarn.list


def test_what_is_right_is_worked_out_before_their_code_runs(monkeypatch):
    """What a learner's code does to NumPy must not change what it is held against."""
    source = "def triple(x):\n    np.multiply = np.zeros_like\n    return 0 * x\n"

    def uses_numpy(x):
        return np.multiply(3, x)

    uses_numpy.__name__ = "triple"
    monkeypatch.setattr(np, "multiply", np.multiply)
    patched = exercise(uses_numpy, Probe("plain", numbers, run_triple))
    assert grade_function(LESSON, patched, written(source, "triple"), seed=77).score == 0
