"""Exports: ``results.jsonl``, ``grades.csv`` and ``feedback/NAME.html``.

All is written into a draft beside the old results and takes their place in the end, so that a
run that is stopped halfway changes nothing.
"""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..exercises import Lesson
from .feedback import GENERATOR, feedback_page
from .harmless import spreadsheet_text
from .report import UNGRADED, GradeReport, Row

RESULTS = "results.jsonl"
GRADES = "grades.csv"
FEEDBACK = "feedback"


class CannotGrade(Exception):
    """The command cannot do what it was asked; the message says what to do next."""


@dataclass(frozen=True)
class Record:
    """A graded submission, written out."""

    row: Row
    lines: tuple[str, ...]
    page: str


def record(lesson: Lesson, row: Row) -> Record:
    """Write a row out: a line of ``results.jsonl`` for each verdict, and the feedback page."""
    whose = {
        "learner": row.learner,
        "file": row.file,
        "sha256": row.digest,
        "submission": row.status,
        "problem": row.problem,
    }
    lines = tuple(json.dumps({**whose, **v.to_dict()}, allow_nan=False) for v in row.verdicts)
    return Record(row, lines, feedback_page(lesson, row))


class Results:
    """The folder of results while a run fills it. A context manager.

    Parameters
    ----------
    out : Path
        Made if it is not there.

    Raises
    ------
    CannotGrade
        If nothing can be written there.
    """

    def __init__(self, out: Path):
        self.out = out
        self.keep = False
        self.replaces = any((out / name).exists() for name in (RESULTS, GRADES))

    def __enter__(self) -> "Results":
        with _writing(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            self.draft = Path(tempfile.mkdtemp(prefix="unfinished-", dir=self.out))
            (self.draft / FEEDBACK).mkdir()
            self.lines = open(self.draft / RESULTS, "w", encoding="utf-8")
        return self

    def __exit__(self, *stopped: object) -> None:
        self.lines.close()
        if not self.keep:
            shutil.rmtree(self.draft, ignore_errors=True)

    def add(self, record: Record) -> None:
        """Add a learner's verdicts and feedback page."""
        with _writing(self.out):
            self.lines.writelines(line + "\n" for line in record.lines)
            page = self.draft / FEEDBACK / f"{record.row.feedback}.html"
            page.write_text(record.page, encoding="utf-8", errors="replace")

    def publish(self, report: GradeReport) -> None:
        """Write the table, and let the draft take the place of the old results."""
        with _writing(self.out):
            self.lines.close()
            write_grades(report, self.draft / GRADES)
        try:
            for name in (GRADES, RESULTS):
                os.replace(self.draft / name, self.out / name)
            replace_pages(self.draft / FEEDBACK, self.out / FEEDBACK)
        except OSError as e:
            self.keep = True
            raise CannotGrade(
                f"{e.filename2 or e.filename} cannot be replaced: {e.strerror}. Is it open in "
                f"another program? What is not in its place yet is in {self.draft}."
            ) from None


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise CannotGrade(f"Results cannot be written to {out}: {e.strerror}.") from None


def write_grades(report: GradeReport, path: Path) -> None:
    """Write the table of grades, for a spreadsheet or a learning management system.

    What is ungraded stays empty. The byte order mark in front tells spreadsheets that it is
    UTF-8; every text is quoted, and none is taken for a formula.
    """
    names = [exercise.name for exercise in report.exercises]
    with open(path, "w", encoding="utf-8-sig", newline="", errors="replace") as file:
        table = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        table.writerow(
            ["learner", *names, "total", "points", "status", "notes", "file", "feedback"]
        )
        for row in report.rows:
            table.writerow(
                [
                    spreadsheet_text(row.learner),
                    *("" if v.status == UNGRADED else round(v.score, 2) for v in row.verdicts),
                    "" if row.total is None else round(row.total, 2),
                    row.points,
                    row.status,
                    spreadsheet_text(" | ".join(row.remarks)),
                    spreadsheet_text(row.file),
                    spreadsheet_text(f"{FEEDBACK}/{row.feedback}.html"),
                ]
            )


def replace_pages(new: Path, old: Path) -> None:
    """Move the new pages over the old ones, and remove what an earlier run left behind.

    Only pages that say that bpcourse made them are removed.
    """
    old.mkdir(exist_ok=True)
    fresh = {path.name for path in new.iterdir()}
    for page in old.glob("*.html"):
        if page.name not in fresh and page.is_file() and _is_ours(page):
            page.unlink()
    for name in fresh:
        os.replace(new / name, old / name)


def _is_ours(page: Path) -> bool:
    with open(page, encoding="utf-8", errors="replace") as file:
        return GENERATOR in file.read(1000)
