"""The page that a learner gets: what was achieved, a section an exercise, what to do next."""

import functools
from collections.abc import Sequence

import jinja2
import numpy as np
from markupsafe import Markup

from .. import __version__
from ..exercises import Lesson
from ..grading import as_html
from ..grading.message import LABELS
from ..grading.verdict import Verdict
from .report import UNGRADED, UNREADABLE, Row, points_text

# Marks a page as one of ours, so that the next run may replace it.
GENERATOR = Markup('<meta name="generator" content="bpcourse">')

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# What to do next, by status; {} is the exercise, or several, and {first} the first of them.
STEPS = {
    "error": "Begin with the line at which {} stops. Restart the kernel and run all cells, to see "
    "what a fresh run sees.",
    "failed": "Read what is said about {}, change one thing in your notebook, and run the check "
    "again: it answers at once, and as often as you like.",
    "timeout": "Look in {} for a loop whose condition stays true.",
    "memory": "Look in {} for an array that is larger than it has to be.",
    "crashed": "Find out what in {} ends the program: a call of exit, or anything else that stops "
    "Python altogether.",
    "forbidden": "Write {} yourself. The course's own code is there to be read and compared with; "
    "what counts is yours.",
    "not_found": "See that {} is there: defined by <code>def</code>, under just this name, in a "
    "code cell.",
    "blocked": "Come back to {} when the functions that it builds on are written.",
    "not_started": "Write {}. In the notebook, <code>hint({first})</code> helps, a little at a "
    "time.",
    "ungraded": "Nothing is asked of you for {}: it will be graded again.",
}


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bpcourse.classroom"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("feedback.html.j2")


def feedback_page(lesson: Lesson, row: Row) -> str:
    """One self-contained page of HTML. All that comes from the learner is escaped."""
    title, lead = greeting(row)
    judged = [] if row.status == UNREADABLE else row.verdicts
    return _template().render(
        generator=GENERATOR,
        lesson=lesson,
        learner=row.learner,
        file=row.file,
        title=title,
        lead=lead,
        total=row.total,
        points=row.points,
        verdicts=judged,
        steps=next_steps(judged),
        notes=row.notes,
        labels=LABELS,
        as_html=lambda verdict: Markup(as_html(verdict)),  # it escapes what is not ours
        points_text=points_text,
        versions=f"bpcourse {__version__}, NumPy {np.__version__}",
    )


def greeting(row: Row) -> tuple[str, str]:
    """A headline and a sentence, by what was achieved."""
    if row.status == UNGRADED:
        return (
            "This could not be graded yet",
            "The fault is ours. You lose no points by it, and it will be graded again.",
        )
    if row.status == UNREADABLE:
        return "Your notebook could not be read", row.problem
    right = sum(verdict.status == "passed" for verdict in row.verdicts)
    left = len(row.verdicts) - right
    if not left:
        title = f"All {_number(right)} are right" if right > 1 else "It is right"
        return title, "They hold for odd shapes and square ones, in a batch and alone. Well done."
    if right:
        are = "is" if right == 1 else "are"
        title = f"{_number(right).capitalize()} of {_number(right + left)} {are} right"
        return title, f"{_number(left).capitalize()} to go: below is what to look at."
    if all(verdict.status == "not_started" for verdict in row.verdicts):
        return (
            "Nothing is written yet",
            "The exercises are as the course gave them, so nothing is wrong either.",
        )
    title = "You are on the way" if row.total else "A start is made"
    return title, "None of it holds in every case yet: below is what to look at."


def next_steps(verdicts: Sequence[Verdict]) -> list[Markup]:
    """What to do next, a sentence for each kind of thing that is left."""
    steps = []
    for status, words in STEPS.items():
        names = [verdict.exercise for verdict in verdicts if verdict.status == status]
        if names:
            codes = [Markup("<code>{}</code>").format(name) for name in names]
            steps.append(Markup(words).format(_and(codes), first=names[0]))
    return steps


def _and(items: Sequence[Markup]) -> Markup:
    *most, last = items
    return Markup(" and ").join([Markup(", ").join(most), last] if most else [last])


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)
