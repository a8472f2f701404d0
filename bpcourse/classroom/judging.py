"""From the code cells of one submission to its verdicts: slice, run in the sandbox, judge."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..exercises import Exercise, Lesson
from ..grading import Error, Verdict, draw_cases, error_of, judge, unanswered
from ..sandbox import Call, Limits, Outcome, Sandbox, Task
from ..sandbox.sandbox import LEVEL
from ..slicing import Slice, handout_for, slice_cells, source_of


class Batch:
    """What every submission of one run is judged by.

    The seed is drawn once, so that the reference and the known mistakes are evaluated once a
    batch.
    """

    def __init__(self, lesson: Lesson, seed: int):
        self.lesson = lesson
        self.seed_id = hashlib.sha256(f"bpcourse seed {seed}".encode()).hexdigest()[:12]
        self.handout = handout_for(lesson)
        self.cases = {e.name: draw_cases(lesson, e, seed) for e in lesson.exercises}
        self.calls = {
            name: tuple(Call(source_of(case.probe.run), case.inputs) for case in cases)
            for name, cases in self.cases.items()
        }

    def task(self, piece: Slice) -> Task:
        """What the sandbox is to do about one exercise."""
        exercise = self.cases[piece.name].exercise
        return Task(
            piece.name,
            piece.source,
            piece.fallback,
            self.handout,
            self.calls[piece.name],
            exercise.own,
        )


def judge_cells(
    cells: Sequence[str], batch: Batch, sandbox: Sandbox, limits: Limits
) -> tuple[list[Verdict], tuple[str, ...]]:
    """Judge a notebook.

    Returns
    -------
    verdicts : list of Verdict
        One an exercise, in the lesson's order.
    notes : tuple of str
        What is to be said once, of the whole notebook.
    """
    exercises = batch.lesson.exercises
    slices = [slice_cells(cells, exercise.name, also=exercise.own) for exercise in exercises]
    shared = [note for note in slices[0].notes if all(note in piece.notes for piece in slices)]
    broken = [str(piece.problem) for piece in slices if piece.problem]  # has a verdict of its own
    tasks = [batch.task(piece) for piece in slices if piece.status == "found" and not piece.missing]
    outcomes = dict(zip([t.name for t in tasks], sandbox.run(tasks, limits), strict=True))
    verdicts = []
    for exercise, piece in zip(exercises, slices, strict=True):
        own = tuple(note for note in piece.notes if note not in shared)
        outcome = outcomes.get(exercise.name)
        verdicts.append(judge_exercise(exercise, replace(piece, notes=own), outcome, batch))
    notes = [note for note in shared if not note.endswith(tuple(broken))]
    return verdicts, tuple(map(sentence, notes))


def judge_exercise(
    exercise: Exercise, piece: Slice, outcome: Outcome | None, batch: Batch
) -> Verdict:
    """The verdict on one exercise, from its slice and from what came of running it."""
    fields = {"notes": list(piece.notes), "seed_id": batch.seed_id}
    if outcome is None:
        status, error = unrunnable(piece)
        return unanswered(exercise, status, error, level=LEVEL, **fields)
    fields |= {"level": outcome.level, "cpu_s": outcome.cpu_s}
    locate = locator(piece)
    if outcome.status == "answered":
        return judge(batch.cases[exercise.name], outcome.answers, locate, **fields)
    records = [outcome.error, *(answer["error"] for answer in outcome.answers)]
    error = next((error_of(record, locate) for record in records if record), Error("", ""))
    if outcome.status != "error":  # the sandbox says it better than the exception
        error = replace(error, type="", message=sentence(outcome.message))
    return unanswered(exercise, outcome.status, error, **fields)


def unrunnable(piece: Slice) -> tuple[str, Error | None]:
    """Status and reason for an exercise of which there is nothing to run."""
    if piece.status == "syntax":
        found = piece.problem
        error = Error("SyntaxError", found.message, line=found.line, cell=found.cell)
        return "error", replace(error, text=found.text)
    if piece.missing:
        return "blocked", Error("", f"It builds on {' and '.join(piece.missing)}: write that first")
    return {"stub": "not_started", "not_found": "not_found"}[piece.status], None


def locator(piece: Slice) -> Callable[[dict], tuple]:
    """From an error record with a line of the slice to its cell, line and text."""
    return lambda record: piece.locate(record["line"]) or (None, None, None)


def sentence(text: str) -> str:
    """The text with a capital in front, unless it begins with a name."""
    first = text.split(" ")[0]
    return text if "." in first or "_" in first else text[:1].upper() + text[1:]
