"""The audit on the screen: a table by exercise, what is amiss, and an exit code."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bpcourse.exercises import Lesson

from . import speed, words
from .naming import Naming
from .plan import FAST, FULL
from .run import Finding, audit

LEAST_NAMED = 0.90
LEAST_NAMED_WITHOUT_MUTANTS = 0.60
FEWEST_KINDS = 20
WIDE = 170  # columns, in a file


def audit_on_screen(lessons: Sequence[Lesson], fast: bool) -> int:
    """Measure, print, and return the exit code: 0 if nothing falls short."""
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = WIDE
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("exercises", total=None)

        def on_progress(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, description=name)

        findings = audit(lessons, FAST if fast else FULL, on_progress=on_progress)
    screen.print(table(findings))
    shortfalls = [*problems(findings), *totals(findings, screen)]
    for problem in shortfalls:
        screen.print(f"✗ {problem}", markup=False, soft_wrap=True)
    screen.print(f"{len(shortfalls)} shortfalls" if shortfalls else "✓ Nothing falls short.")
    return 1 if shortfalls else 0


def table(findings: Sequence[Finding]) -> Table:
    """One row an exercise."""
    grid = Table(box=None, header_style="bold", padding=(0, 1))
    grid.add_column("exercise", no_wrap=True)
    for column in (
        *("mutants", "rejected", "equal", "tolerated", "beyond", "raise"),
        *("named", "without", "pairs", "false"),
        *("variants", "mistakes", "passing ms", "failing ms"),
    ):
        grid.add_column(column, justify="right")
    for finding in findings:
        score = finding.rejection
        false = len(finding.problems["falsehoods"])
        grid.add_row(
            f"{finding.lesson} {finding.exercise}",
            *map(str, (score.mutants, score.rejected, score.equivalent, score.tolerated)),
            *map(str, (score.beyond, finding.every_source.raised)),
            f"{finding.every_source.share:.0%}",
            f"{finding.without_mutants.share:.0%}",
            f"{finding.pairs.share:.0%}",
            *map(str, (false, finding.variants, finding.misconceptions)),
            _times(finding.passing),
            _times(finding.failing),
        )
    return grid


def _times(milliseconds: list[float]) -> str:
    if not milliseconds:
        return "-"
    return "{:.0f} / {:.0f}".format(*speed.median_and_tail(milliseconds))


def problems(findings: Sequence[Finding]) -> list[str]:
    """What is amiss, exercise by exercise."""
    return [
        f"{measure}: {problem}"
        for finding in findings
        for measure, found in finding.problems.items()
        for problem in found
    ]


def totals(findings: Sequence[Finding], screen: Console) -> list[str]:
    """Print what is measured over all exercises; return where it falls short."""
    short = []
    kinds = set().union(*(finding.rejection.kinds for finding in findings))
    mutants = sum(finding.rejection.mutants for finding in findings)
    rejected = sum(finding.rejection.rejected for finding in findings)
    screen.print(f"{mutants} mutants of {len(kinds)} kinds, {rejected} rejected")
    if len(findings) > 1 and len(kinds) < FEWEST_KINDS:
        short.append(f"{len(kinds)} kinds of mutants, wanted {FEWEST_KINDS}")
    for where, least, counts in (
        ("with all sources", LEAST_NAMED, [f.every_source for f in findings]),
        ("without mutants", LEAST_NAMED_WITHOUT_MUTANTS, [f.without_mutants for f in findings]),
        ("pairs of mutations", 0.0, [f.pairs for f in findings]),
    ):
        whole = Naming()
        for count in counts:
            whole.add(count)
        screen.print(f"named {where}: {whole.named} of {whole.asked} ({whole.share:.1%})")
        if whole.share < least:
            short.append(f"named {where}: {whole.share:.1%}, wanted {least:.0%}")
    return short + _latency(findings, screen)


def _latency(findings: Sequence[Finding], screen: Console) -> list[str]:
    short = []
    plain = [f for f in findings if not f.training]
    training = [f for f in findings if f.training]
    for called, limits, times in (
        ("passing", speed.PASSING, [t for f in plain for t in f.passing]),
        ("failing", speed.FAILING, [t for f in plain for t in f.failing]),
        ("training", (speed.TRAINING,) * 2, [t for f in training for t in f.passing + f.failing]),
    ):
        if not times:
            continue
        median, tail = speed.median_and_tail(times)
        said = f"{called}: median {median:.0f} ms, 95th percentile {tail:.0f} ms"
        screen.print(said)
        if median > limits[0] or tail > limits[1]:
            short.append(f"{said}; wanted {limits[0]:.0f} and {limits[1]:.0f}")
    return short


def words_on_screen(lessons: Sequence[Lesson]) -> int:
    """Print all that a tutor says, to be read aloud."""
    screen = Console(highlight=False)
    for lesson in lessons:
        for exercise in lesson.exercises:
            screen.print(f"\n{lesson.number} {exercise.name}", style="bold")
            for said in dict.fromkeys(words.spoken(exercise)):
                line = f"  {said.source} {said.key}: {said.words}"
                screen.print(line, markup=False, soft_wrap=True)
    return 0
