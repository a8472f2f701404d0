"""What an instructor sees: a progress bar, a table, what went wrong most, and where it all is."""

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ..grading.verdict import Verdict
from .export import FEEDBACK, GRADES, RESULTS, CannotGrade
from .pipeline import Limits, grade_folder
from .report import UNREADABLE, GradeReport, Row, points_text

MOST_ROWS = 60

# In place of a score, where nothing could be scored.
SHORT = {
    "not_started": "stub",
    "not_found": "none",
    "blocked": "waits",
    "error": "error",
    "timeout": "time",
    "memory": "memory",
    "crashed": "exit",
    "forbidden": "barred",
    "ungraded": "fault",
}
STYLES = {"passed": "green", "failed": "yellow"} | dict.fromkeys(
    ("not_started", "not_found", "blocked"), "dim"
)


def grade_on_screen(
    submissions: Path, out: Path, *, lesson: str = "05", seconds: float = 10.0
) -> int:
    """Grade a folder and show it; return the exit code.

    Returns
    -------
    int
        0 if everything is graded, 1 if something is ungraded by our own fault, 2 if the command
        could not do what it was asked, 130 if it was stopped.
    """
    console = Console(highlight=False)
    try:
        if console.is_terminal:
            report = _with_bar(console, submissions, out, lesson, seconds)
            console.print(_table(report))
        else:
            report = grade_folder(
                submissions,
                out,
                lesson=lesson,
                limits=Limits(seconds=seconds),
                on_progress=_say_line,
            )
    except CannotGrade as e:
        print(e, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. Nothing was written; results of an earlier run are as they were.")
        return 130
    for line in closing(report):
        console.print(Text(line), soft_wrap=True)
    return 1 if report.ungraded else 0


def _with_bar(
    console: Console, submissions: Path, out: Path, lesson: str, seconds: float
) -> GradeReport:
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("", total=None)

        def show(done: int, of: int, row: Row | None) -> None:
            progress.update(bar, completed=done, total=of, description=row.learner if row else "")

        return grade_folder(
            submissions, out, lesson=lesson, limits=Limits(seconds=seconds), on_progress=show
        )


def _say_line(done: int, of: int, row: Row | None) -> None:
    if row is None:
        print(f"Grading {of} submission{'' if of == 1 else 's'}.", flush=True)
        return
    remarks = f" ({'; '.join(row.remarks)})" if row.remarks else ""
    print(f"{done}/{of} {row.learner}: {_total(row)}{remarks}", flush=True)


def _total(row: Row) -> str:
    if row.total is None:
        return "ungraded"
    return f"{points_text(row.total)} of {points_text(row.points)}"


def _table(report: GradeReport) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    table.add_column("learner", overflow="ellipsis", min_width=12, max_width=28, no_wrap=True)
    for exercise in report.exercises:
        table.add_column(_heading(exercise.name), justify="right")
    table.add_column("total", justify="right", no_wrap=True)
    for row in report.rows[:MOST_ROWS]:
        cells = [_cell(verdict) for verdict in row.verdicts]
        if row.status == UNREADABLE:
            cells = [Text("–", style="dim")] * len(cells)
        table.add_row(Text(row.learner), *cells, Text(_total(row)))
    if len(report.rows) > MOST_ROWS:
        table.caption = f"The first {MOST_ROWS} of {len(report.rows)}; all are in {GRADES}."
    return table


def _heading(name: str) -> str:
    return name.removesuffix("_backward").removesuffix("_forward").replace("_", " ")


def _cell(verdict: Verdict) -> Text:
    text = SHORT.get(verdict.status) or points_text(verdict.score)
    return Text(text, style=STYLES.get(verdict.status, "red"))


def closing(report: GradeReport) -> list[str]:
    """What is said in the end, line by line."""
    lines = [""]
    lines += _listed("Could not be read", [r for r in report.rows if r.status == UNREADABLE])
    lines += _listed("UNGRADED, by a fault on our side; no points are lost", report.ungraded)
    noted = [(row.learner, note) for row in report.rows for note in row.notes]
    if noted:
        lines += ["Worth a look:", *(f"  {learner}: {note}" for learner, note in noted), ""]
    mistakes = report.commonest_mistakes()
    if mistakes:
        lines += ["Commonest mistakes:"]
        lines += [f"  {n} × {key} in {exercise}" for exercise, key, n in mistakes]
        lines += [""]
    if report.passed_over:
        lines += [f"Passed over, being no submissions: {', '.join(report.passed_over)}"]
    graded = len(report.rows) - len(report.ungraded)
    lines += [
        f"{graded} of {len(report.rows)} graded in {report.seconds:.1f} s. {report.out} holds "
        f"{GRADES}, {RESULTS} and {FEEDBACK}/"
        + ("; they replace those of an earlier run." if report.replaced else "."),
    ]
    return lines


def _listed(title: str, rows: list[Row]) -> list[str]:
    if not rows:
        return []
    return [f"{title}:", *(f"  {row.learner}: {row.reason}" for row in rows), ""]
