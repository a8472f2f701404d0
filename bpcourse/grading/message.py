"""What a verdict says to a person, in order: text and HTML are two renderings of this.

One message first: an error of theirs, then a shape, then what is not finite, then the mistake
that is recognised, then where the numbers differ. The rest stands below it.
"""

import re
from dataclasses import dataclass, field

import numpy as np

from .headline import (
    RIGHT,
    STOPPED,
    WRONG,
    Parts,
    are,
    headline,
    is_error_first,
    listed,
    parts_of,
    right_of,
)
from .parts import UNWRITTEN, WAITS
from .stop import Stop, place_of, stop_of
from .verdict import Own, Verdict
from .wrong import Wrong, find_wrong, number

LABELS = {
    "passed": "passed",
    "failed": "not yet",
    "not_started": "not started",
    "not_found": "not found",
    "blocked": "has to wait",
    "error": "stopped by an error",
    "timeout": "out of time",
    "memory": "out of memory",
    "crashed": "crashed",
    "forbidden": "not allowed here",
    "ungraded": "not graded",
}
SYMBOLS = {"passed": "✓", "not_started": "○", "not_found": "○", "blocked": "○"}
MARKS = {RIGHT: "✓", WRONG: "✗", STOPPED: "✗", WAITS: "○", UNWRITTEN: "○"}
AGREE = 1e-5
NO_SLOPE = 1e-9


@dataclass
class Message:
    """A verdict in words.

    `title` is a sentence, or the exercise with a label; `stop_first` says whether the error stands
    above what is wrong; `parts` are told where a class has more than one.
    """

    symbol: str
    title: str
    subtitle: str
    sentence: bool = False
    summary: str = ""
    parts: Parts = field(default_factory=dict)
    stop: Stop | None = None
    stop_first: bool = True
    wrong: list[Wrong] = field(default_factory=list)
    own: str = ""
    notes: list[str] = field(default_factory=list)
    printed: str = ""
    next_step: str = ""


def compose(verdict: Verdict) -> Message:
    """Say what a verdict says."""
    wrong = find_wrong(verdict)
    parts = parts_of(verdict, wrong)
    stop_first = is_error_first(verdict, parts)
    own, look_at = _own(verdict, wrong)
    first_line = headline(verdict, wrong, parts, stop_first)
    subject, points = _subject(verdict), _points(verdict)
    open_still = verdict.status in {"failed", "error"}
    return Message(
        symbol=SYMBOLS.get(verdict.status, "✗"),
        title=first_line or f"{subject}: {LABELS[verdict.status]}",
        subtitle=f"{subject} · {points}" if first_line else points,
        sentence=bool(first_line),
        summary=_summary(verdict, wrong, parts),
        parts=parts if len(parts) > 1 and open_still else {},
        stop=stop_of(verdict, wrong),
        stop_first=stop_first,
        wrong=[w for w in wrong if not w.told],
        own=own,
        notes=verdict.notes,
        printed=verdict.printed if open_still else "",
        next_step=_next_step(verdict, wrong, stop_first, look_at),
    )


def _subject(verdict: Verdict) -> str:
    return f"{verdict.exercise}, part {verdict.part}" if verdict.part else verdict.exercise


def _points(verdict: Verdict) -> str:
    if verdict.part:
        return "this part alone"
    unit = "point" if verdict.points == 1 else "points"
    if verdict.status == "ungraded":
        return f"no {unit} lost"
    return f"{number(verdict.score)} of {number(verdict.points)} {unit}"


def _summary(verdict: Verdict, wrong: list[Wrong], parts: Parts) -> str:
    """What passed, where the first line does not say it."""
    if verdict.status == "not_started" and verdict.part:
        return "Nothing of this part is there yet. Write it, and run its cell before this one."
    if verdict.status == "not_started":
        return "Write your lines in place of `raise NotImplementedError`, and run the cell again."
    if verdict.status == "not_found":
        return "There is no function of this name to be found."
    if verdict.status == "ungraded":
        return "This is a fault of the grader, not yours. It will be graded again."
    scored = [o for o in verdict.outputs if not o.advice]
    if verdict.status == "passed" and scored:
        names, what = right_of(verdict, wrong), "outputs"
        if len(parts) > 1:
            names, what = list(parts), "parts"
        probes = {o.probe for o in verdict.outputs} - {o.probe for o in verdict.outputs if not o.ok}
        where = f" in all {len(probes)} probes" if len(probes) > 1 else ""
        return f"{listed(names, what)} {are(names)} right{where}."
    if verdict.status == "error" and len(parts) < 2:
        return _where_it_ran(verdict, wrong)
    right = right_of(verdict, wrong)
    if wrong and wrong[0].says and right:
        names = [w.name for w in wrong]
        return f"{listed(right)} {are(right)} right; {listed(names)} {are(names)} not."
    return ""


def _where_it_ran(verdict: Verdict, wrong: list[Wrong]) -> str:
    """What is right in the probes that an erring function got through."""
    scored = [o for o in verdict.outputs if not o.advice]
    ran = {o.probe for o in scored if o.shape is not None}
    if not ran:
        return ""
    right = right_of(verdict, wrong)
    through = f"It got through {len(ran)} of {len({o.probe for o in scored})} probes"
    return f"{through}; {listed(right)} {are(right)} right there." if right else f"{through}."


def _own(verdict: Verdict, wrong: list[Wrong]) -> tuple[str, str]:
    """The learner's gradient beside the slope of the learner's own forward pass.

    What is measured under the name of an output speaks for that output; under another name, for
    the backward pass as a whole. Comes with the pass that is to be looked at.
    """
    bad, outputs = [w.name for w in wrong], {o.name for o in verdict.outputs}
    pairs = [p for p in verdict.own if p.name in bad or p.name not in outputs]
    if not bad or not pairs or not np.isfinite([(p.analytic, p.numeric) for p in pairs]).all():
        return "", ""
    worst = max(pairs, key=_gap)
    said = (
        f"Measured along a random direction of your own forward pass: {number(worst.numeric)}; "
        f"your backward pass says {number(worst.analytic)}. "
    )
    forward = [o for o in verdict.outputs if not o.advice and o.want_shape == []]
    loss = [n for n in bad if n in {o.name for o in forward}]
    if loss == bad and not any(p.name in bad for p in pairs):
        return said + (
            "The two do not belong together: your gradients are right, and your "
            f"{listed(loss)} {are(loss)} not. The forward pass is where to look."
        ), "forward"
    if loss and _gap(worst) > AGREE:
        return said + (
            f"The two should agree, and your {listed(loss)} {are(loss)} not right either: look at "
            "the forward pass first."
        ), "forward"
    if _gap(worst) > AGREE:
        return said + (
            "The two should agree: your backward pass is not right for your own forward pass, and "
            "the backward pass is where to look."
        ), "backward"
    if (forward and not loss) or all(w.right for w in wrong):
        return "", ""  # the forward pass is right, and so are the gradients that were measured
    if all(abs(p.numeric) < NO_SLOPE for p in pairs):
        return said + "Your forward pass gives the same, whatever goes in.", "forward"
    who, names = "Your backward pass is", [n for n in bad if n in {p.name for p in pairs}]
    if names and names != bad:  # nothing is known of the others
        who = f"Your {listed(names)} {are(names)}"
    said += f"{who} right for your forward pass; the forward pass is what differs."
    return said, "forward"


def _gap(pair: Own) -> float:
    """How far the two are apart, relative to the larger; what is below rounding counts as none."""
    size = max(abs(pair.analytic), abs(pair.numeric))
    gap = abs(pair.analytic - pair.numeric)
    return gap / size if gap > NO_SLOPE else 0.0


def _or_what_it_got(verdict: Verdict) -> str:
    """Another function of theirs stopped: its line may be right, and what it was given wrong."""
    stopped = verdict.error.function if verdict.error else None
    of_a_class = any(output.part for output in verdict.outputs)
    if not stopped or stopped == verdict.exercise or of_a_class or not stopped.isidentifier():
        return ""
    return f", or what your {verdict.exercise} hands to {stopped}"


def _next_step(verdict: Verdict, wrong: list[Wrong], stop_first: bool, look_at: str) -> str:
    """The one thing to do next, in a notebook; a page of feedback has steps of its own."""
    if verdict.level != "kernel":
        return ""
    name, status, error = verdict.exercise, verdict.status, verdict.error
    stuck = f'Stuck? hint({name}, "{verdict.part}")' if verdict.part else f"Stuck? hint({name})"
    again = "run the cell, check again."
    if status == "passed":
        if verdict.part:
            return f"Next: go on with the next part. check({name}) tries all of them."
        return f"To compare with ours: hint({name}, 'ours')"
    if status == "blocked":
        return f"Next: write what is missing, {again}"
    if status == "timeout":
        return (
            f"Next: change that line or its loop, {again} {stuck}" if error and error.line else ""
        )
    if error and error.type == "WrongReturn" and stop_first:
        what = (
            "look at your return" if re.search(r"\breturn|^it ", error.message) else "change that"
        )
        return f"Next: {what}, {again} {stuck}"
    if status == "error" and stop_first and not (error and error.type == "NotImplementedError"):
        place = (error and place_of(error)) or "that"
        return f"Next: mend {place}{_or_what_it_got(verdict)}, {again} {stuck}"
    if look_at:
        return f"Next: look at your {look_at} pass, {again} {stuck}"
    if wrong and (wrong[0].words or wrong[0].says):
        return f"Next: change that, {again} {stuck}"
    if wrong and wrong[0].worst:
        return (
            f"Next: work out {wrong[0].entry} by hand, and see where yours parts from it. {stuck}"
        )
    return stuck
