"""Mutants that no probe needs to reject: three lists, each entry with its reason, and verified."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import draw_cases
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


def verify(
    survivor: Survivor, lesson: Lesson, exercise: Exercise, mutant: Callable, draws: int = DRAWS
) -> str | None:
    """What is wrong with an entry; None if it is as it says.

    Equivalent and beyond: no output of 1,000 fresh draws differs by more than rounding.
    Tolerated: there is a difference, and the largest lies within the tolerance.
    """
    largest, done, seed = 0.0, 0, FRESH
    while done < draws:
        cases = draw_cases(lesson, exercise, seed)
        seed += 1
        for index, (case, want) in enumerate(zip(cases, cases.want, strict=True)):
            if case.probe.advice:
                continue
            done += 1
            got = cases.wrong(mutant, index)
            if got is None:
                return f"it raises in the probe {case.probe.name!r}"
            for name, value in want.items():
                same = name in got and agree(got[name], value, IDENTICAL)
                if survivor.kind != "tolerated" and not same:
                    return f"{name} differs in the probe {case.probe.name!r}, seed {seed - 1}"
                found = compare(got.get(name), value, case.probe.rtol)
                if found.problem:
                    return f"{name} is rejected in the probe {case.probe.name!r}, seed {seed - 1}"
                largest = max(largest, found.rel)
    if survivor.kind == "tolerated" and not IDENTICAL < largest < np.inf:
        return "nothing differs: it is equivalent"
    return None
