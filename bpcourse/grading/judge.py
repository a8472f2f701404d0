"""Make a verdict: hold the answers against the reference's, score, and diagnose."""

import hashlib
import platform
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bpcourse import __version__
from bpcourse.exercises import INTEGER_BUFFER, Exercise, Lesson

from .cases import OWN, Case, Cases, draw_cases, globals_of
from .compare import compare, worst_entry
from .diagnose import diagnose_all, diagnose_error
from .headline import are
from .parts import UNWRITTEN, WAITS, lacking, missing
from .stop import handed_over
from .verdict import Diagnosis, Error, Output, Own, Verdict

LARGEST_SHOWN = 1024


Place = tuple[int | None, int | None, str | None]


def located(error: dict) -> Place:
    """Where an error record points, when nothing more is known: a line, no cell, no text."""
    return None, error["line"], None


def grade_function(
    lesson: Lesson,
    exercise: Exercise,
    function: Callable,
    seed: int = 0,
    part: str | None = None,
    locate: Callable[[dict], Place] = located,
    **fields,
) -> Verdict:
    """Judge a function in this process: what `check` does, and what tests do.

    Its companions are looked up where it was written; what an author of ours wrote has the
    references beside it.
    """
    space = globals_of(function)
    own = {name: space[name] for name in exercise.own if name in space}
    missing = [name for name in exercise.own if name not in own]
    if missing and not space.get("__name__", "").startswith("bpcourse."):
        words = f"It builds on your {_listed(missing)}, which is not here: run that cell first."
        return unanswered(exercise, "blocked", Error("", words), **fields)
    cases = draw_cases(lesson, exercise, seed, part)
    _ = cases.want  # before their code runs, which may change what NumPy does
    return judge(cases, cases.run(function, own), locate, **fields)


def unanswered(exercise: Exercise, status: str, error: Error | None = None, **fields) -> Verdict:
    """A verdict on an exercise of which there is nothing to judge: no points."""
    return Verdict(
        exercise.name, status, points=exercise.points, error=error, versions=versions(), **fields
    )


@np.errstate(all="ignore")  # what is not finite is judged, not warned of
def judge(
    cases: Cases,
    answers: Sequence[dict],
    locate: Callable[[dict], Place] = located,
    **fields,
) -> Verdict:
    """Judge the answers to all cases of one exercise.

    Parameters
    ----------
    cases : Cases
    answers : sequence of dict
        One for each case, as `runner.answer` returns it.
    locate : callable
        Takes an error record that has a line, and returns the number of the cell, the line
        within it and the text of that line, each None where it is not known.
    **fields
        Further fields of the verdict: ``level``, ``seed_id``, ``cpu_s``, ``notes``.
    """
    exercise = cases.exercise
    absent = [missing(exercise, c.probe, a["error"]) for c, a in zip(cases, answers, strict=True)]
    error = _first_error(cases, answers, absent, locate)
    if _is_stub(exercise, answers) or _is_absent(cases, absent):
        return unanswered(exercise, "not_started", **fields)
    if error and (others := _unwritten(cases.lesson, answers)):
        words = f"It builds on {_listed(others)}: write that first."
        return unanswered(exercise, "blocked", Error("", words), **fields)
    got = cases.reduced(answers)
    error = error or _first_unread(cases, answers, got)
    outputs = [
        _judge_output(exercise, name, case, mine, want[name], why)
        for case, mine, want, why in zip(cases, got, cases.want, absent, strict=True)
        for name in want
    ]
    scored = [output for output in outputs if not output.advice]
    if words := _waiting(cases, answers, scored):
        return unanswered(exercise, "blocked", Error("", words), **fields)
    wrong = dict.fromkeys(o.name for o in scored if not o.ok and o.shape is not None)
    share = _share_right(exercise, scored)
    status = "passed" if share == 1 else "failed"
    if error and error.type != "WrongReturn" and status == "failed":
        status = "error"
    notes = [*fields.pop("notes", ()), *_notes(cases, answers, outputs, status)]
    return Verdict(
        exercise.name,
        status,
        score=exercise.points * share,
        points=exercise.points,
        outputs=outputs,
        own=_own(cases, answers),
        diagnoses=_diagnoses(cases, answers, got, list(wrong), status, absent),
        error=error if status != "passed" else None,
        notes=notes,
        printed=next((a["printed"] for a in answers if a["printed"]), ""),
        behaviour=_behaviour(got, answers),
        versions=versions(),
        **fields,
    )


def versions() -> dict[str, str]:
    """What the verdict was made with."""
    return {
        "bpcourse": __version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def _diagnoses(cases, answers, got, wrong, status, absent) -> list[Diagnosis]:
    """What is known about each wrong output; where nothing is, about the error that came."""
    waiting = {i for i, why in enumerate(absent) if why}
    found = diagnose_all(cases, got, wrong, waiting=waiting)
    if status != "error" or any(d.source in {"misconception", "mutant"} for d in found):
        return found
    behind = diagnose_error(cases, answers)
    return [*found, behind] if behind else found


def _share_right(exercise: Exercise, scored: Sequence[Output]) -> float:
    """The share of the outputs that are right in every probe; of a class, the share of its parts.

    A part in which any output is wrong counts nothing.
    """
    units: dict[str, bool] = {}
    for output in scored:
        unit = output.part if exercise.parts else output.name
        units[unit] = units.get(unit, True) and output.ok
    return sum(units.values()) / len(units)


def _own(cases: Cases, answers: Sequence[dict]) -> list[Own]:
    """The learner's gradients along a few directions, beside the slopes of their own forward."""
    return [
        Own(name.removeprefix(OWN), float(analytic), float(numeric))
        for names, got in zip(cases.own_names, answers, strict=True)
        for name, pairs in (got["outputs"] or {}).items()
        if name in names and pairs.ndim == 2 and pairs.shape[1] == 2
        for analytic, numeric in pairs
    ]


def _judge_output(
    exercise: Exercise,
    name: str,
    case: Case,
    mine: dict | None,
    want: np.ndarray,
    absent: str | None,
) -> Output:
    got = None if mine is None else mine.get(name)
    found = compare(got, want, case.probe.rtol)
    output = Output(
        name,
        case.probe.name,
        ok=found.problem is None,
        part=case.probe.part,
        says=exercise.says.get(name),
        advice=bool(case.probe.advice),
        absent=absent,
        want_shape=list(want.shape),
        rel=found.rel,
    )
    if got is None:
        return output
    output.shape = list(got.shape)
    if found.problem is None:
        if found.squeezed:
            output.notes.append(f"shape {got.shape}, expected {want.shape}")
        return output
    if found.problem != "shape":
        output.worst = worst_entry(got, want)
    if max(got.size, want.size) <= LARGEST_SHOWN:
        output.got, output.want = got.tolist(), want.tolist()
    return output


def _first_error(cases, answers, absent, locate) -> Error | None:
    for case, got, why in zip(cases, answers, absent, strict=True):
        record = got["error"]
        if record and not case.probe.advice and why is None:
            error = error_of(record, locate, probe=case.probe.name)
            names = handed_over(cases, case)
            error.inputs = {name: list(case.inputs[name].shape) for name in names}
            return error
    return None


def _first_unread(cases, answers, got) -> Error | None:
    for case, answered, mine in zip(cases, answers, got, strict=True):
        if mine is None and not answered["error"] and not case.probe.advice:
            words = "it does not have the form that was asked for"
            return Error("WrongReturn", words, case.probe.name)
    return None


def error_of(record: dict, locate: Callable[[dict], Place], probe: str | None = None) -> Error:
    """The part of an error record that a verdict keeps, put in its place."""
    cell, line, text = (None, None, None) if record["line"] is None else locate(record)
    return Error(record["type"], record["message"], probe, line, cell, record["function"], text)


def _is_stub(exercise: Exercise, answers: Sequence[dict]) -> bool:
    """Whether NotImplementedError came out of the learner's own function, wherever it ran."""
    reference = exercise.reference
    own = vars(reference) if isinstance(reference, type) else {exercise.name}
    return all(_not_written(got["error"]) in own for got in answers)


def _is_absent(cases: Cases, absent: Sequence[str | None]) -> bool:
    """Whether nothing of a class, or of the part that is asked about, is there yet."""
    return all(absent) and UNWRITTEN in absent


def _waiting(cases: Cases, answers: Sequence[dict], scored: Sequence[Output]) -> str:
    """Of a part that is right so far, what the rest of it waits for; "" if it is not so."""
    if len({case.probe.part for case in cases}) != 1:
        return ""
    left = [output for output in scored if not output.ok]
    if not left or any(output.absent != WAITS for output in left):
        return ""
    needed = {lacking(cases.exercise, got["error"]) for got in answers} - {None}
    right = list(dict.fromkeys(output.name for output in scored if output.ok))
    so_far = f"{_listed(right)} {are(right)} right. " if right else ""
    left = sorted(needed)
    return f"{so_far}The rest is checked once {_listed(left)} {are(left)} written."


def _not_written(record: dict | None) -> str | None:
    """The function of theirs that said it is not written yet, if that is what went wrong."""
    if record and record["type"] == "NotImplementedError" and record["inner"]:
        return record["function"]
    return None


def _unwritten(lesson: Lesson, answers: Sequence[dict]) -> list[str]:
    """The other exercises of the lesson that were called and are not written yet."""
    asked = {_not_written(got["error"]) for got in answers}
    return [exercise.name for exercise in lesson.exercises if exercise.name in asked]


def _notes(cases, answers, outputs, status) -> list[str]:
    """What is worth saying and costs no points."""
    notes = []
    changed = sorted({name for got in answers for name in got["changed"]})
    if changed:
        notes.append(
            f"Your function changes {_listed(changed)} in place. Here it gets a copy; elsewhere "
            "the caller would find other numbers in the array that was handed over."
        )
    wrong = {output.name for output in outputs if not output.ok}
    for output in outputs:
        if output.notes and output.name not in wrong:
            notes.append(f"{output.name} has {output.notes[0]}: the numbers count as right.")
            break
    notes += dict.fromkeys(_narrow(cases, answers))
    extra = {name for got in answers for name in got["outputs"] or () if name.startswith("extra")}
    if extra:
        notes.append("Your function returns more than it was asked for; the rest is passed over.")
    if status == "passed":
        notes += dict.fromkeys(_advice(cases, answers, outputs))
    return notes


NARROW = {
    "b": "{} is an array of True and False: whatever is put into it becomes one of the two.",
    "i": "{} is an array of whole numbers: what lies between them is cut off.",
    "u": "{} is an array of whole numbers: what lies between them is cut off.",
}


def _narrow(cases, answers) -> Iterator[str]:
    """What holds numbers in a type that has no room for them, where the reference has floats."""
    for case, got, floats in zip(cases, answers, cases.floats, strict=True):
        if case.probe.advice:
            continue
        for name, value in (got["outputs"] or {}).items():
            if value.ndim and value.size and value.dtype.kind in NARROW and name in floats:
                yield NARROW[value.dtype.kind].format(name)


def _advice(cases, answers, outputs) -> Iterator[str]:
    """What the probes that cost no points have to say."""
    wrong = {output.probe for output in outputs if not output.ok}
    for case, got, floats in zip(cases, answers, cases.floats, strict=True):
        advice, returned = case.probe.advice, got["outputs"] or {}
        if advice is None:
            continue
        narrow = any(returned[name].dtype.kind in NARROW for name in floats & returned.keys())
        if case.probe.name in wrong and got["error"]:
            raised = f"{got['error']['type']}: {got['error']['message']}"
            yield f'In the probe "{case.probe.name}", which costs no points, it stops: {raised}'
        elif narrow or (case.probe.name in wrong and advice != INTEGER_BUFFER):
            yield advice
        elif case.probe.name in wrong:
            yield f'In the probe "{case.probe.name}" other numbers come out. It costs no points.'


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _behaviour(got: Sequence[dict | None], answers: Sequence[dict]) -> str:
    """A hash of all outputs, rounded to 6 digits: equal for code that behaves alike."""
    digest = hashlib.sha256()
    for outputs, record in zip(got, answers, strict=True):
        if outputs is None:
            digest.update((record["error"] or {"type": "unread"})["type"].encode())
            continue
        for name in sorted(outputs):
            value = np.asarray(outputs[name], dtype=float)
            digest.update(f"{name}{value.shape}".encode())
            if value.size > LARGEST_SHOWN:
                continue
            mantissa, exponent = np.frexp(value)
            digest.update((np.round(mantissa, 6) + 0.0).tobytes())
            digest.update(exponent.tobytes())
    return digest.hexdigest()[:16]
