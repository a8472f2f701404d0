"""Measure the grader: one exercise after the other, in two processes."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field

from bpcourse.exercises import Lesson, find_exercise
from bpcourse.grading import draw_cases
from bpcourse.grading.mutants import mutants_of

from . import naming, rejection, speed, stability, words
from .naming import Naming, Witness
from .pairs import changes_of, pairs_of
from .plan import Plan
from .rejection import Rejection

PROCESSES = 2


@dataclass
class Finding:
    """What the audit found out about one exercise."""

    lesson: str
    exercise: str
    training: bool
    variants: int
    misconceptions: int
    rejection: Rejection
    every_source: Naming
    without_mutants: Naming
    pairs: Naming
    passing: list[float]
    failing: list[float]
    problems: dict[str, list[str]] = field(default_factory=dict)


def audit_exercise(name: str, plan: Plan) -> Finding:
    """Measure one exercise."""
    lesson, exercise = find_exercise(name)
    witness = Witness(lesson, exercise)
    mutants = [(mutant.change, [mutant.build()]) for mutant in mutants_of(exercise)]
    pairs = [
        (pair.change, [pair.build(), *(one.build() for one in changes_of(exercise, pair))])
        for pair in pairs_of(exercise, plan.pairs)
    ]
    finding = Finding(
        lesson.number,
        name,
        exercise.training,
        len(exercise.variants),
        len(exercise.misconceptions),
        rejection.measure(lesson, exercise, range(plan.rejecting), plan.draws),
        naming.measure(lesson, exercise, mutants, witness),
        naming.measure(lesson, exercise, mutants, witness, mutants=False),
        naming.measure(lesson, exercise, pairs, witness),
        speed.passing(lesson, exercise, range(plan.timing)),
        speed.failing(lesson, exercise, range(plan.timing)),
    )
    finding.problems = {
        "mutation score": finding.rejection.problems,
        "named": naming.misconceptions(lesson, exercise, range(plan.naming)),
        "falsehoods": [
            *finding.every_source.false,
            *finding.without_mutants.false,
            *finding.pairs.false,
        ],
        "acceptance": stability.acceptance(lesson, exercise, range(plan.accepting)),
        "noise": stability.noise(lesson, exercise, range(plan.noise)),
        "words": words.faults(exercise),
    }
    return finding


def audit(
    lessons: Sequence[Lesson],
    plan: Plan,
    processes: int = PROCESSES,
    on_progress: Callable[[int, int, str], None] = lambda done, of, name: None,
) -> list[Finding]:
    """Measure the exercises of some lessons.

    Parameters
    ----------
    lessons : sequence of Lesson
    plan : Plan
    processes : int
    on_progress : callable
        Told how many are done, of how many, and which was the last.

    Returns
    -------
    list of Finding
        In the order of the lessons.
    """
    names = [exercise.name for lesson in lessons for exercise in lesson.exercises]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
        asked = {pool.submit(audit_exercise, name, plan): name for name in slowest_first(names)}
        found = {}
        for done, future in enumerate(as_completed(asked), start=1):
            found[asked[future]] = future.result()
            on_progress(done, len(names), asked[future])
    return [found[name] for name in names]


def slowest_first(names: Sequence[str]) -> list[str]:
    """The exercises that take longest come first, so that no process waits for one at the end.

    An audit mostly runs misconceptions, and they run about as many lines as the reference.
    """

    def cost(name):
        lesson, exercise = find_exercise(name)
        cases = draw_cases(lesson, exercise, 0)
        return len(exercise.misconceptions) * sum(map(cases.lines, range(len(cases))))

    return sorted(names, key=cost, reverse=True)
