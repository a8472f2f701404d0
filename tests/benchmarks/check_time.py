"""How long a learner waits for the verdict on a right answer: judged and written as HTML.

The target is a median under 50 ms for every exercise.
"""

import argparse
import time
from statistics import median

from common import show, take_off_detours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="checks of each (default: 30)")
    rounds = parser.parse_args().rounds
    take_off_detours()
    from bpcourse.exercises import lessons
    from bpcourse.grading import as_html, grade_function

    rows = [("exercise", "first ms", "median ms", "worst ms")]
    for lesson in lessons():
        for exercise in lesson.exercises:
            times = []
            for _ in range(rounds):
                began = time.perf_counter()
                verdict = grade_function(lesson, exercise, exercise.reference)
                as_html(verdict)
                times.append(1e3 * (time.perf_counter() - began))
                if verdict.status != "passed":
                    raise SystemExit(f"{exercise.name}: the reference does not pass")
            rows.append(
                (exercise.name, *(f"{ms:.1f}" for ms in (times[0], median(times), max(times))))
            )
    show(*rows)


if __name__ == "__main__":
    main()
