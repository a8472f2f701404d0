"""Latency: how long a learner waits for a verdict, in milliseconds of CPU time."""

import statistics
import time
from collections.abc import Callable, Iterable

from bpcourse.exercises import Exercise, Lesson
from bpcourse.grading import as_html, as_text, grade_function

# (median, 95th percentile), milliseconds.
PASSING = (30.0, 80.0)
FAILING = (80.0, 250.0)
TRAINING = 500.0


def passing(lesson: Lesson, exercise: Exercise, seeds: Iterable[int]) -> list[float]:
    """Of right code, written in all ways that we know."""
    right = [exercise.reference, *exercise.variants]
    return [timed(lesson, exercise, f, seed) for seed in seeds for f in right]


def failing(lesson: Lesson, exercise: Exercise, seeds: Iterable[int]) -> list[float]:
    """Of every misconception, diagnosis and page included."""
    wrong = [m.wrong for m in exercise.misconceptions]
    return [timed(lesson, exercise, f, seed) for seed in seeds for f in wrong]


def timed(lesson: Lesson, exercise: Exercise, function: Callable, seed: int) -> float:
    """What `check` does, on inputs that it has not seen."""
    started = time.process_time()
    verdict = grade_function(lesson, exercise, function, seed)
    as_text(verdict), as_html(verdict)
    return 1000 * (time.process_time() - started)


def median_and_tail(milliseconds: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(milliseconds)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
