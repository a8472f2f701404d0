"""Cases: the inputs of each probe, and what the reference and the known mistakes make of them."""

import functools
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from bpcourse import nn
from bpcourse.exercises import Exercise, Lesson, Misconception, Probe

from .runner import answer


@dataclass(frozen=True)
class Case:
    """One drawing of the inputs of a probe."""

    probe: Probe
    inputs: dict[str, np.ndarray]


class Cases(Sequence[Case]):
    """One case for each probe of an exercise.

    The answers of the reference and of the known wrong implementations are computed once, when
    they are first asked for; so one object serves a whole batch.
    """

    def __init__(self, lesson: Lesson, exercise: Exercise, cases: Sequence[Case]):
        self.lesson = lesson
        self.exercise = exercise
        self._cases = tuple(cases)
        self._wrong: dict[Misconception, list[dict]] = {}

    def __getitem__(self, index):
        return self._cases[index]

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._cases)

    def run(self, function: Callable) -> list[dict]:
        """Answer every case with a function in the place of the exercise, in this process."""
        given = {name: getattr(nn, name) for name in self.lesson.gives}
        t = SimpleNamespace(**given, **{self.exercise.name: function})
        theirs = getattr(function, "__globals__", {})
        return [answer(case.probe.run, t, case.inputs, theirs) for case in self]

    @functools.cached_property
    def want(self) -> list[dict[str, np.ndarray]]:
        """What the reference returns, reduced, case by case."""
        answers = self.run(self.exercise.reference)
        for case, got in zip(self, answers, strict=True):
            if got["error"]:
                raise AssertionError(
                    f"the reference of {self.exercise.name} fails in the probe "
                    f"{case.probe.name!r}: {got['error']['message']}"
                )
        return self.reduced(answers)

    def wrong(self, misconception: Misconception) -> list[dict[str, np.ndarray] | None]:
        """What a known mistake returns, reduced, case by case; None where it raises."""
        if misconception not in self._wrong:
            self._wrong[misconception] = self.reduced(self.run(misconception.wrong))
        return self._wrong[misconception]

    def reduced(self, answers: Sequence[dict]) -> list[dict[str, np.ndarray] | None]:
        """The outputs of answers after each probe's `reduce`; None where there are none."""
        return [_reduce(case, got["outputs"]) for case, got in zip(self, answers, strict=True)]


def _reduce(case: Case, outputs: dict | None) -> dict | None:
    if outputs is None or case.probe.reduce is None:
        return outputs
    with np.errstate(all="ignore"):
        return case.probe.reduce(outputs, case.inputs)


def draw_cases(lesson: Lesson, exercise: Exercise, seed: int) -> Cases:
    """Draw one case for each probe of an exercise.

    Parameters
    ----------
    lesson, exercise
    seed : int
        0 in a notebook, so that a failure looks the same twice; a secret in a batch.
    """
    cases = []
    for probe in exercise.probes:
        label = zlib.crc32(f"{exercise.name}/{probe.name}".encode())
        cases.append(Case(probe, probe.make(np.random.default_rng([seed, label]))))
    return Cases(lesson, exercise, cases)
