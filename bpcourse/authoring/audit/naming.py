"""How often the mistake is named, and whether what is said is true.

A diagnosis is *true* of a wrong implementation if what it offers behaves in the same way on inputs
that the diagnosis has not seen; a relation, if it holds there as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Cases, Diagnosis, draw_cases
from bpcourse.grading.compare import agree
from bpcourse.grading.diagnose import diagnose_all, still_related
from bpcourse.grading.mutants import mutants_of

from .rejection import wrong_in, wrong_outputs
from .survivor import FRESH

AGREES = 1e-6


@dataclass
class Naming:
    """What was said of a number of wrong implementations.

    Attributes
    ----------
    asked : int
        Implementations that were diagnosed: wrong, and raising nowhere.
    named : int
        Those of which, in every wrong output, something true was offered.
    raised : int
        Those that raise in some case: their exception is their message.
    false : list of str
        What was said and is not true.
    """

    asked: int = 0
    named: int = 0
    raised: int = 0
    false: list[str] = field(default_factory=list)

    def add(self, other: "Naming") -> None:
        """Count another's in."""
        self.asked += other.asked
        self.named += other.named
        self.raised += other.raised
        self.false += other.false

    @property
    def share(self) -> float:
        """The share that is named."""
        return self.named / self.asked if self.asked else 1.0


class Witness:
    """Fresh cases, by which is judged whether a diagnosis is true."""

    def __init__(self, lesson: Lesson, exercise: Exercise, seeds: int = 3):
        self.exercise = exercise
        self.fresh = [draw_cases(lesson, exercise, FRESH + seed) for seed in range(seeds)]

    def true(self, said: Diagnosis, wrong: Callable, mutants: bool = True) -> bool:
        """Whether something that a diagnosis offers is true of a wrong implementation."""
        if said.source == "relation":
            return all(self._again(cases, said, wrong) for cases in self.fresh)
        offered = {said.words, *said.others}
        known = [m.wrong for m in self.exercise.misconceptions if m.words in offered]
        known += [m.build() for m in mutants_of(self.exercise) if {m.words, m.idea} & offered]
        return any(
            all(alike(cases, one, wrong, said.output) for cases in self.fresh) for one in known
        )

    def _again(self, cases: Cases, said: Diagnosis, wrong: Callable) -> bool:
        """Whether the same relation is found on fresh inputs, wherever the output is wrong."""
        return still_related(cases, outputs_of(cases, wrong), said.output, said.key)


def outputs_of(cases: Cases, function: Callable) -> list[dict | None]:
    """What a function returns in every case, reduced."""
    return [cases.wrong(function, index) for index in range(len(cases))]


def alike(cases: Cases, one: Callable, other: Callable, name: str) -> bool:
    """Whether two implementations give one output alike in every case that is scored."""
    for index, (case, want) in enumerate(zip(cases, cases.want, strict=True)):
        if case.probe.advice or name not in want:
            continue
        a, b = cases.wrong(one, index), cases.wrong(other, index)
        if b is None:
            continue  # where the code raised there was nothing to be diagnosed
        if a is None or (name in a) != (name in b):
            return False
        # Where it is not finite, there is a second mistake.
        compared = name in a and np.isfinite(b[name]).all()
        if compared and not agree(a[name], b[name], max(case.probe.rtol, AGREES)):
            return False
    return True


def measure(
    lesson: Lesson,
    exercise: Exercise,
    wrongs: Iterable[tuple[str, Sequence[Callable]]],
    witness: Witness,
    mutants: bool = True,
    seed: int = 0,
) -> Naming:
    """Diagnose wrong implementations, and judge what was said.

    Parameters
    ----------
    wrongs : iterable of (str, sequence of callable)
        What each is called in a complaint, and the implementation; of a pair of changes, then
        each change alone: what is said is true if it is true of one of them.
    witness : Witness
    mutants : bool
        Whether mutants are a source of the diagnosis.
    """
    result = Naming()
    cases = draw_cases(lesson, exercise, seed)
    for called, (wrong, *changes) in wrongs:
        got = outputs_of(cases, wrong)
        names = [name for name, _ in wrong_in(cases, got.__getitem__)]
        if any(m is None and not c.probe.advice for c, m in zip(cases, got, strict=True)):
            result.raised += 1
            continue
        if not names:
            continue
        result.asked += 1
        said = diagnose_all(cases, got, names, mutants=mutants)
        claims = [d for d in said if d.certainty != "observed"]
        true_of = (wrong, *changes)
        lies = [d for d in claims if not any(witness.true(d, w, mutants) for w in true_of)]
        result.named += len(claims) == len(said) and not lies
        result.false += [
            f"{exercise.name}: {called}: {d.output} {d.certainty}, {d.key}" for d in lies
        ]
    return result


def misconceptions(lesson: Lesson, exercise: Exercise, seeds: Iterable[int]) -> list[str]:
    """Which misconceptions are not answered with their own words, recognised."""
    problems = []
    for seed in seeds:
        cases = draw_cases(lesson, exercise, seed)
        for misconception in exercise.misconceptions:
            got = outputs_of(cases, misconception.wrong)
            names = [
                name
                for name in wrong_outputs(cases, misconception.wrong)
                if any(mine is not None and name in mine for mine in got)
            ]
            said = diagnose_all(cases, got, names)
            own = {m.words for m in exercise.misconceptions if m.key == misconception.key}
            for d in said:
                if (d.key, d.certainty) != (misconception.key, "recognised") or d.words not in own:
                    problems.append(
                        f"{exercise.name}: {misconception.key} under seed {seed}: {d.output} is "
                        f"answered with {d.key}, {d.certainty}"
                    )
            if not said:
                problems.append(f"{exercise.name}: {misconception.key} passes under seed {seed}")
    return problems
