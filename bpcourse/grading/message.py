"""What a verdict says to a person, in order: text and HTML are two renderings of this.

One message first: an error of theirs, then a shape, then what is not finite, then where the
numbers differ and the mistake that is recognised in it.
"""

from dataclasses import dataclass, field

import numpy as np

from .verdict import Error, Output, Verdict

LABELS = {
    "passed": "passed",
    "failed": "not yet",
    "not_started": "not started",
    "not_found": "not found",
    "blocked": "blocked",
    "error": "stopped by an error",
    "timeout": "out of time",
    "memory": "out of memory",
    "crashed": "crashed",
    "forbidden": "not allowed here",
    "ungraded": "not graded",
}
SYMBOLS = {"passed": "✓", "not_started": "○", "not_found": "○"}
PROBLEM_ORDER = ("missing", "shape", "value", "not finite")


@dataclass
class Wrong:
    """One wrong output, in the first probe that shows it best."""

    name: str
    problem: str
    sentence: str
    got: np.ndarray | None = None
    want: np.ndarray | None = None
    worst: str | None = None
    worst_index: tuple[int, ...] | None = None
    guess: str = ""
    words: list[str] = field(default_factory=list)


@dataclass
class Message:
    """A verdict in words."""

    symbol: str
    title: str
    points: str
    summary: str
    error: Error | None = None
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    printed: str = ""
    next_step: str = ""


def compose(verdict: Verdict) -> Message:
    """Say what a verdict says."""
    message = Message(
        symbol=SYMBOLS.get(verdict.status, "✗"),
        title=f"{verdict.exercise}: {LABELS[verdict.status]}",
        points=_points(verdict),
        summary=_summary(verdict),
        error=verdict.error,
        notes=verdict.notes,
        printed=verdict.printed if verdict.status in {"failed", "error"} else "",
        next_step=_next_step(verdict),
    )
    if verdict.outputs:
        wrong = {o.name for o in verdict.outputs if not o.ok and o.shape is not None}
        wrong &= {d.output for d in verdict.diagnoses}
        found = [_wrong(verdict, name) for name in _names(verdict) if name in wrong]
        message.wrong = sorted(found, key=lambda w: PROBLEM_ORDER.index(w.problem))
        _say_once(message.wrong)
    return message


def _say_once(wrong: list[Wrong]) -> None:
    """Where two outputs are off by one mistake, its words stand at the first."""
    said: list[list[str]] = []
    for item in wrong:
        if item.words and item.words in said:
            item.guess, item.words = "The same mistake.", []
        said.append(item.words)


def number(x: float) -> str:
    """A number as a learner would write it."""
    return f"{x + 0.0:.4g}"


def numbers(a: float, b: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in (4, 7, 10, 17):
        pair = f"{a + 0.0:.{digits}g}", f"{b + 0.0:.{digits}g}"
        if pair[0] != pair[1]:
            break
    return pair


def _points(verdict: Verdict) -> str:
    unit = "point" if verdict.points == 1 else "points"
    if verdict.status == "ungraded":
        return f"no {unit} lost"
    return f"{number(verdict.score)} of {number(verdict.points)} {unit}"


def _names(verdict: Verdict) -> list[str]:
    return list(dict.fromkeys(o.name for o in verdict.outputs))


def _summary(verdict: Verdict) -> str:
    if verdict.status == "not_started":
        return "Write your lines in place of `raise NotImplementedError`, and run the cell again."
    if verdict.status == "not_found":
        return "There is no function of this name to be found."
    if verdict.status == "ungraded":
        return "This is a fault of the grader, not yours. It will be graded again."
    if verdict.status == "error":
        return _where_it_ran(verdict)
    if verdict.status not in {"passed", "failed"} or not verdict.outputs:
        return ""
    names = _names(verdict)
    wrong = {d.output for d in verdict.diagnoses}
    right = [n for n in names if n not in wrong]
    if verdict.status == "passed":
        are = "are" if len(names) > 1 else "is"
        probes = {o.probe for o in verdict.outputs} - {o.probe for o in verdict.outputs if not o.ok}
        return f"{_and(names)} {are} right in all {len(probes)} probes."
    if not wrong:
        return ""
    if not right:
        return f"{_and(names)} {'are' if len(names) > 1 else 'is'} not right yet."
    are = "are" if len(right) > 1 else "is"
    return f"{_and(right)} {are} right. {_and(sorted(wrong, key=names.index))} " + (
        "are not yet." if len(wrong) > 1 else "is not yet."
    )


def _where_it_ran(verdict: Verdict) -> str:
    """What is right in the probes that an erring function got through."""
    ran = [o for o in verdict.outputs if o.shape is not None]
    wrong = {o.name for o in ran if not o.ok}
    right = [name for name in dict.fromkeys(o.name for o in ran) if name not in wrong]
    if not ran:
        return ""
    probes = {o.probe for o in ran}
    through = f"It got through {len(probes)} of {len({o.probe for o in verdict.outputs})} probes"
    if not right:
        return f"{through}."
    return f"{through}; {_and(right)} {'are' if len(right) > 1 else 'is'} right there."


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _problem(output: Output) -> str:
    if output.shape is None:
        return "missing"
    if [n for n in output.shape if n != 1] != [n for n in output.want_shape if n != 1]:
        return "shape"
    return "not finite" if output.rel is None else "value"


def _wrong(verdict: Verdict, name: str) -> Wrong:
    """The first wrong output of a name, shapes first."""
    bad = [o for o in verdict.outputs if o.name == name and not o.ok and o.shape is not None]
    output = min(bad, key=lambda o: PROBLEM_ORDER.index(_problem(o)))
    problem = _problem(output)
    shape, want = _shape(output.shape), _shape(output.want_shape)
    where = f'in the probe "{output.probe}"'
    right = sum(o.ok for o in verdict.outputs if o.name == name)
    if right >= len(bad):
        where += f" (it is right in {right} other{'s' if right > 1 else ''})"
    sentence = {
        "shape": f"{name} should have the shape {want}, and has {shape} {where}.",
        "not finite": f"{name} holds values that are not numbers (nan or inf) {where}.",
        "value": f"{name} has the right shape, {want}; its numbers differ {where}.",
    }[problem]
    wrong = Wrong(name, problem, sentence)
    if output.got is not None:
        wrong.got = np.array(output.got, dtype=float)
        wrong.want = np.array(output.want, dtype=float)
    if output.worst and problem == "value":
        index = ", ".join(map(str, output.worst["index"]))
        wrong.worst_index = tuple(output.worst["index"])
        yours, ours = numbers(float(output.worst["got"]), float(output.worst["want"]))
        wrong.worst = f"Furthest apart at {name}[{index}]: yours {yours}, ours {ours}."
    diagnosis = next(d for d in verdict.diagnoses if d.output == name)
    if diagnosis.words:
        wrong.words = [diagnosis.words, *diagnosis.others]
        wrong.guess = {
            "recognised": "A mistake we know:",
            "fits": "One of these, by the numbers:"
            if diagnosis.others
            else "What the numbers say:",
        }[diagnosis.certainty]
    return wrong


def _shape(shape: list[int]) -> str:
    return str(tuple(shape)) if shape else "() (a single number)"


def _next_step(verdict: Verdict) -> str:
    name = verdict.exercise
    if verdict.level != "kernel":
        return ""
    if verdict.status == "passed":
        return f"To compare with ours: hint({name}, 'ours')"
    return f"Stuck? hint({name})"
