"""Mutants that no probe needs to reject: three lists, each entry with its reason, and verified."""

import importlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Cases, draw_cases
from bpcourse.grading.compare import agree, compare

IDENTICAL = 1e-12
DRAWS = 1000
FRESH = 10_000  # seeds that nothing else uses start here


@dataclass(frozen=True)
class Survivor:
    """A change of the reference that its probes let through, and why they may.

    Attributes
    ----------
    exercise : str
    change : str
        As the mutant says it: "x > 0 -> x >= 0".
    kind : {"equivalent", "tolerated", "beyond"}
        "equivalent": the same outputs for every input. "tolerated": other outputs, within the
        tolerance of the probes. "beyond": other outputs only where the contract promises nothing.
    reason : str
        Why, in a sentence.
    """

    exercise: str
    change: str
    kind: Literal["equivalent", "tolerated", "beyond"]
    reason: str


def survivors_of(lesson: Lesson, exercise: Exercise) -> dict[str, Survivor]:
    """The entries on an exercise, by their change."""
    name = f"{__package__}.survivors.lesson_{lesson.number}"
    try:
        listed = importlib.import_module(name).SURVIVORS
    except ModuleNotFoundError as e:
        if e.name != name:
            raise
        return {}
    return {s.change: s for s in listed if s.exercise == exercise.name}


def fresh_draws(lesson: Lesson, exercise: Exercise, draws: int = DRAWS) -> list[Cases]:
    """So many cases that are scored, and that nothing else has seen: for all survivors the same.

    What the reference returns is computed once for all of them.
    """
    an_exercise = sum(not probe.advice for probe in exercise.probes)
    seeds = range(FRESH, FRESH + math.ceil(draws / an_exercise))
    # Past the cache, which would drop what other measures still need.
    return [draw_cases.__wrapped__(lesson, exercise, seed) for seed in seeds]


def verify(survivor: Survivor, fresh: Sequence[Cases], mutant: Callable) -> str | None:
    """What is wrong with an entry; None if it is as it says.

    Equivalent and beyond: no output of 1,000 fresh draws differs by more than rounding.
    Tolerated: there is a difference, and the largest lies within the tolerance.
    """
    largest = 0.0
    for seed, cases in enumerate(fresh, start=FRESH):
        for index, (case, want) in enumerate(zip(cases, cases.want, strict=True)):
            if case.probe.advice:
                continue
            got = cases.wrong(mutant, index)
            if got is None:
                return f"it raises in the probe {case.probe.name!r}"
            for name, value in want.items():
                same = name in got and agree(got[name], value, IDENTICAL)
                if survivor.kind != "tolerated" and not same:
                    return f"{name} differs in the probe {case.probe.name!r}, seed {seed}"
                found = compare(got.get(name), value, case.probe.rtol)
                if found.problem:
                    return f"{name} is rejected in the probe {case.probe.name!r}, seed {seed}"
                largest = max(largest, found.rel)
    if survivor.kind == "tolerated" and not IDENTICAL < largest < np.inf:
        return "nothing differs: it is equivalent"
    return None
