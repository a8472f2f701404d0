"""The mutation score: whether every first-order mutant of a reference is rejected."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Cases, draw_cases
from bpcourse.grading.compare import compare
from bpcourse.grading.mutants import mutants_of

from .survivor import fresh_draws, survivors_of, verify


@dataclass
class Rejection:
    """How many mutants there are, what became of them, and what is amiss."""

    mutants: int = 0
    kinds: set[str] = field(default_factory=set)
    rejected: int = 0
    equivalent: int = 0
    tolerated: int = 0
    beyond: int = 0
    problems: list[str] = field(default_factory=list)


def wrong_outputs(cases: Cases, function: Callable) -> list[str]:
    """The outputs that a function gets wrong, or does not give, in a case that is scored."""
    return [name for name, _ in wrong_in(cases, functools.partial(cases.wrong, function))]


def wrong_in(
    cases: Cases, got: Callable[[int], dict | None], order: Iterable[int] | None = None
) -> Iterator[tuple[str, int]]:
    """The outputs that are wrong, as they are found: each once, with the case in which it is.

    Parameters
    ----------
    cases : Cases
    got : callable
        What came in a case, by its number. It is not asked about a case whose outputs are all
        known to be wrong: nothing more can be found there.
    order : iterable of int, optional
        The order in which the cases are looked at.
    """
    found: set[str] = set()
    for index in range(len(cases)) if order is None else order:
        probe, want = cases[index].probe, cases.want[index]
        if probe.advice or want.keys() <= found:
            continue
        mine = got(index) or {}
        for name, value in want.items():
            if name not in found and compare(mine.get(name), value, probe.rtol).problem:
                found.add(name)
                yield name, index


def _is_rejected(cases, function):
    return any(wrong_in(cases, functools.partial(cases.wrong, function)))


def measure(lesson: Lesson, exercise: Exercise, seeds: Iterable[int], draws: int) -> Rejection:
    """Hold every mutant against the probes, and every survivor against its entry."""
    result = Rejection()
    drawn = [draw_cases(lesson, exercise, seed) for seed in seeds]
    listed = survivors_of(lesson, exercise)
    fresh = fresh_draws(lesson, exercise, draws) if listed else []
    seen = set()
    for mutant in mutants_of(exercise):
        result.mutants += 1
        result.kinds.add(mutant.kind)
        passed = sum(not _is_rejected(cases, mutant.build()) for cases in drawn)
        entry = listed.get(mutant.change)
        if not passed:
            result.rejected += 1
            continue
        if entry is None:
            often = "" if passed == len(drawn) else f" under {passed} of {len(drawn)} seeds"
            result.problems.append(f"{exercise.name}: {mutant.change} passes{often}")
            continue
        seen.add(mutant.change)
        wrong = verify(entry, fresh, mutant.build())
        if wrong:
            result.problems.append(f"{exercise.name}: {mutant.change} is not {entry.kind}: {wrong}")
        else:
            setattr(result, entry.kind, getattr(result, entry.kind) + 1)
    for change in sorted(set(listed) - seen):
        result.problems.append(f"{exercise.name}: no mutant {change} passes: drop its entry")
    return result
