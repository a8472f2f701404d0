"""Progress as text: a line for a lesson, and one for each exercise of those under way."""

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .progress import Done, LessonDone, Progress

WIDTH = 88
SYMBOLS = {"passed": "✓", "begun": "◐", "new": "○"}


def as_text(progress: "Progress") -> str:
    """Render progress as lines of text."""
    lines = [total(progress), ""]
    width = max((len(heading(lesson)) for lesson in progress.lessons), default=0)
    for lesson in progress.lessons:
        lines.append(f"  {heading(lesson):<{width}}   {counts(lesson)}".rstrip())
        if lesson.open:
            names = max(len(done.name) for done in lesson.exercises)
            lines += [
                f"      {SYMBOLS[done.state]} {done.name:<{names}}   {state(done)}"
                for done in lesson.exercises
            ]
    for sentence in [progress.next_step, *progress.notes]:
        lines += ["", *textwrap.wrap(sentence, WIDTH, break_long_words=False)]
    return "\n".join(lines)


def total(progress: "Progress") -> str:
    """The first line: how much of all there is."""
    passed = sum(lesson.passed for lesson in progress.lessons)
    asked = sum(len(lesson.exercises) for lesson in progress.lessons)
    score = sum(lesson.score for lesson in progress.lessons)
    points = sum(lesson.points for lesson in progress.lessons)
    return (
        f"Your progress: {passed} of {asked} exercises passed · "
        f"{number(score)} of {number(points)} points"
    )


def number(x: float) -> str:
    """Points as a person would write them."""
    return f"{x + 0.0:.4g}"


def heading(lesson: "LessonDone") -> str:
    """The mark and the name of a lesson."""
    return f"{SYMBOLS[state_of(lesson)]} {lesson.number} {lesson.title}"


def state_of(lesson: "LessonDone") -> str:
    """ "passed", "begun" or "new", of a whole lesson."""
    if lesson.passed == len(lesson.exercises):
        return "passed"
    begun = any(done.state != "new" for done in lesson.exercises)
    return "begun" if begun else "new"


def counts(lesson: "LessonDone") -> str:
    """How much of a lesson is done."""
    passed = f"{lesson.passed} of {len(lesson.exercises)} passed"
    asked = f"questions: {lesson.answered} of {lesson.questions} right" if lesson.answered else ""
    return " · ".join(filter(None, [passed, asked]))


def state(done: "Done") -> str:
    """How far someone is with an exercise."""
    if done.state == "new":
        said = [f"not started, about {done.minutes} minutes"]
    else:
        said = [{"passed": "passed", "begun": "not yet"}[done.state]]
        said += [f"{number(done.score)} of {number(done.points)} points"] * (done.points > 1)
    if done.slipped:
        said.append("the last check did not pass")
    if done.parts and done.state != "passed":
        said.append("right: " + (", ".join(p for p, right in done.parts if right) or "no part yet"))
    if done.attempts:
        said.append(_several(done.attempts, "check"))
    if done.hints:
        said.append(_several(done.hints, "hint"))
    return " · ".join(said)


def _several(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
