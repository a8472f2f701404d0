"""The pipeline for a class: take in, judge, record, export, one submission after the other.

Only the sandbox runs what a learner wrote; only this process knows what is right. Each stage
is a function of what the one before it returned.
"""

import secrets
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ..exercises import Exercise, find_lesson
from ..grading import Error, Verdict, unanswered
from ..sandbox import Limits, Sandbox
from ..sandbox.sandbox import LEVEL
from .export import CannotGrade, Record, Results, record
from .harmless import file_names
from .intake import Entry, Submission, find_entries, take_in
from .judging import Batch, judge_cells
from .report import GradeReport, Row

Progress = Callable[[int, int, Row | None], None]


def grade_folder(
    submissions: Path,
    out: Path,
    *,
    lesson: str = "05",
    limits: Limits | None = None,
    seed: int | None = None,
    on_progress: Progress = lambda done, of, row: None,
) -> GradeReport:
    """Grade a folder of submissions, and write what came of it to another folder.

    Parameters
    ----------
    submissions : Path
        Holds ``NAME.ipynb`` or ``NAME/``, with a notebook in it, for each learner.
    out : Path
        Gets ``results.jsonl``, ``grades.csv`` and ``feedback/NAME.html``. What an earlier run
        wrote there is replaced, all at once and at the end.
    lesson : str
        The lesson's number.
    limits : Limits, optional
        What an exercise of a submission may take.
    seed : int, optional
        Where the inputs of the probes are drawn from; a secret one by default.
    on_progress : callable
        ``on_progress(done, of, row)`` after each submission, and once before, with row None.

    Raises
    ------
    CannotGrade
        If there is nothing to grade or nowhere to write; the message is for the instructor.
    """
    started = time.perf_counter()
    try:
        chosen = find_lesson(lesson)
    except KeyError as e:
        raise CannotGrade(f"There is {e.args[0]}.") from None
    entries, passed_over = find_submissions(submissions, out)
    pages = file_names([entry.learner for entry in entries])
    with Results(out) as results, Sandbox() as sandbox:
        batch = Batch(chosen, secrets.randbits(128) if seed is None else seed)
        report = GradeReport(chosen, out, passed_over=passed_over, replaced=results.replaces)
        on_progress(0, len(entries), None)
        for entry, page in zip(entries, pages, strict=True):
            graded = grade_entry(entry, page, batch, sandbox, limits or Limits())
            results.add(graded)
            report.rows.append(graded.row)
            on_progress(len(report.rows), len(entries), graded.row)
        report.seconds = time.perf_counter() - started
        results.publish(report)
    return report


def find_submissions(submissions: Path, out: Path) -> tuple[list[Entry], list[str]]:
    """List the submissions, or say why there is nothing to grade or nowhere to write."""
    if not submissions.exists():
        raise CannotGrade(f"There is no folder {submissions}.")
    if not submissions.is_dir():
        raise CannotGrade(f"{submissions} is a file; put it into a folder, and name the folder.")
    if out.exists() and not out.is_dir():
        raise CannotGrade(f"{out} is a file; the results need a folder.")
    if out.resolve().is_relative_to(submissions.resolve()):
        raise CannotGrade(
            f"{out} lies inside {submissions}, where the next run would take it for a "
            "submission; choose a folder outside."
        )
    try:
        entries, passed_over = find_entries(submissions)
    except OSError as e:
        raise CannotGrade(f"{submissions} cannot be read: {e.strerror}.") from None
    if not entries:
        raise CannotGrade(
            f"There are no submissions in {submissions}; they are expected as NAME.ipynb, or as "
            "a folder NAME with a notebook in it."
        )
    return entries, passed_over


def grade_entry(entry: Entry, page: str, batch: Batch, sandbox: Sandbox, limits: Limits) -> Record:
    """Take one submission the whole way.

    A fault of ours on the way, of whatever kind, costs nobody any points and does not stop the
    rest: the submission is ungraded, with the fault on record.
    """
    exercises = batch.lesson.exercises
    submission = Submission(entry.learner, entry.path.name)
    try:
        submission = take_in(entry, batch.lesson)
        if submission.problem:
            status = "ungraded" if submission.ours else "not_found"
            verdicts = none_at_all(exercises, status, Error("", submission.problem))
        else:
            verdicts, notes = judge_cells(submission.cells, batch, sandbox, limits)
            submission = replace(submission, notes=(*submission.notes, *notes))
        return record(batch.lesson, Row.of(submission, verdicts, page))
    except Exception as fault:  # answered for by the status, the record and the exit code
        traced = "".join(traceback.format_exception(fault))
        error = Error("", "The grader met a fault of its own.", text=traced)
        verdicts = none_at_all(exercises, "ungraded", error)
        return record(batch.lesson, Row.of(submission, verdicts, page))


def none_at_all(exercises: Sequence[Exercise], status: str, error: Error) -> list[Verdict]:
    """The same answer for every exercise of a submission of which nothing was run."""
    return [unanswered(exercise, status, error, level=LEVEL) for exercise in exercises]
