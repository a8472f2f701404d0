"""Acceptance and noise: right code passes, wrong code is rejected, whatever the seed."""

import functools
from collections.abc import Iterable

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import draw_cases, grade_function, judge

from .rejection import wrong_in

FEWEST_VARIANTS = 5


def acceptance(lesson: Lesson, exercise: Exercise, seeds: Iterable[int]) -> list[str]:
    """What is amiss where correct code written another way is judged."""
    problems = []
    if len(exercise.variants) < FEWEST_VARIANTS:
        problems.append(f"{exercise.name}: {len(exercise.variants)} variants are too few")
    for variant in exercise.variants:
        for seed in seeds:
            verdict = grade_function(lesson, exercise, variant, seed)
            if verdict.status != "passed":
                problems.append(f"{exercise.name}: {variant.__name__} fails under seed {seed}")
                break
    return problems


def noise(lesson: Lesson, exercise: Exercise, seeds: Iterable[int]) -> list[str]:
    """Which verdicts change with the seed: of the reference, and of every misconception.

    Of a misconception it is the outputs that are found wrong; what is said of them is measured by
    `naming.misconceptions`.
    """
    problems: dict[str, str] = {}
    first: dict[str, list[str]] = {}
    telling: dict[str, list[int]] = {}
    for seed in seeds:
        cases = draw_cases(lesson, exercise, seed)
        verdict = judge(cases, cases.run(exercise.reference))
        if verdict.status != "passed" or verdict.notes:
            problems.setdefault("", f"{exercise.name}: the reference fails under seed {seed}")
        for number, misconception in enumerate(exercise.misconceptions):
            key = f"{number} {misconception.key}"
            # The cases that told what is wrong under the last seed come first: where they do so
            # again, most of the others have nothing to add and need not be run.
            order = dict.fromkeys([*telling.get(key, ()), *range(len(cases))])
            got = functools.partial(cases.unlimited, misconception.wrong)
            where = dict(wrong_in(cases, got, order))
            found, telling[key] = sorted(where), list(where.values())
            if not found or found != first.setdefault(key, found):
                problems.setdefault(
                    key,
                    f"{exercise.name}: the verdict on {misconception.key} changes under seed "
                    f"{seed}: {first.get(key)} -> {found}",
                )
    return list(problems.values())
