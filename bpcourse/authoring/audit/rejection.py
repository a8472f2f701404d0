"""The mutation score: whether every first-order mutant of a reference is rejected."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import Cases, draw_cases
from bpcourse.grading.compare import compare
from bpcourse.grading.mutants import mutants_of

from .survivor import survivors_of, verify


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
    return wrong_in(cases, [cases.wrong(function, index) for index in range(len(cases))])


def wrong_in(cases: Cases, got: Sequence[dict | None]) -> list[str]:
    """The outputs that are wrong among those that came, case by case."""
    found: dict[str, None] = {}
    for case, mine, want in zip(cases, got, cases.want, strict=True):
        if not case.probe.advice:
            for name, value in want.items():
                if compare((mine or {}).get(name), value, case.probe.rtol).problem:
                    found[name] = None
    return list(found)


def measure(lesson: Lesson, exercise: Exercise, seeds: Iterable[int], draws: int) -> Rejection:
    """Hold every mutant against the probes, and every survivor against its entry."""
    result = Rejection()
    drawn = [draw_cases(lesson, exercise, seed) for seed in seeds]
    listed = survivors_of(lesson, exercise)
    seen = set()
    for mutant in mutants_of(exercise):
        result.mutants += 1
        result.kinds.add(mutant.kind)
        passed = sum(not wrong_outputs(cases, mutant.build()) for cases in drawn)
        entry = listed.get(mutant.change)
        if not passed:
            result.rejected += 1
            continue
        if entry is None:
            often = "" if passed == len(drawn) else f" under {passed} of {len(drawn)} seeds"
            result.problems.append(f"{exercise.name}: {mutant.change} passes{often}")
            continue
        seen.add(mutant.change)
        wrong = verify(entry, lesson, exercise, mutant.build(), draws)
        if wrong:
            result.problems.append(f"{exercise.name}: {mutant.change} is not {entry.kind}: {wrong}")
        else:
            setattr(result, entry.kind, getattr(result, entry.kind) + 1)
    for change in sorted(set(listed) - seen):
        result.problems.append(f"{exercise.name}: no mutant {change} passes: drop its entry")
    return result
