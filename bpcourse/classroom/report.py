"""What became of a class: a row a learner, and what can be counted over the rows."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from ..exercises import Exercise, Lesson
from ..grading.verdict import Verdict
from .harmless import one_line
from .intake import Submission

GRADED = "graded"
UNREADABLE = "unreadable"
UNGRADED = "ungraded"


@dataclass
class Row:
    """One submission with its verdicts, one an exercise in the lesson's order.

    `status` is "graded", "unreadable" (nothing that could be graded was handed in: no points)
    or "ungraded" (our own fault in at least one exercise: no total, so no points lost).
    """

    learner: str
    file: str
    digest: str
    status: str
    verdicts: list[Verdict]
    points: int
    feedback: str
    problem: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, submission: Submission, verdicts: list[Verdict], feedback: str) -> "Row":
        """Put a submission and its verdicts together; `feedback` is the name of its page."""
        if any(verdict.status == UNGRADED for verdict in verdicts):
            status = UNGRADED
        else:
            status = UNREADABLE if submission.problem else GRADED
        return cls(
            submission.learner,
            submission.file,
            submission.digest,
            status,
            verdicts,
            sum(verdict.points for verdict in verdicts),
            feedback,
            submission.problem,
            submission.notes,
        )

    @property
    def total(self) -> float | None:
        """The sum of the scores, or None while something is ungraded."""
        if self.status == UNGRADED:
            return None
        return sum(verdict.score for verdict in self.verdicts)

    @property
    def remarks(self) -> list[str]:
        """What an instructor wants to know beyond the numbers, one line each."""
        if self.status != GRADED:
            return [self.reason, *self.notes]
        return [*self.notes, *_remarks(self.verdicts)]

    @property
    def reason(self) -> str:
        """Why there are no verdicts, for the instructor: a problem, or the last line of a fault."""
        if self.problem:
            return self.problem
        errors = [v.error for v in self.verdicts if v.status == UNGRADED and v.error]
        return one_line((errors[0].text or errors[0].message).strip().splitlines()[-1])


def _remarks(verdicts: list[Verdict]) -> list[str]:
    """Exercise by exercise the mistakes that were recognised, then what else became of the rest."""
    lines = []
    others = defaultdict(list)
    for verdict in verdicts:
        if keys := named_mistakes(verdict):
            lines.append(f"{verdict.exercise}: {', '.join(keys)}")
        elif verdict.status != "passed":
            others[verdict.status.replace("_", " ")].append(verdict.exercise)
    for status, names in others.items():
        lines.append(f"{status}: {'all' if len(names) == len(verdicts) else ', '.join(names)}")
    return lines


def named_mistakes(verdict: Verdict) -> list[str]:
    """The keys of the mistakes that were named, each once."""
    return list(dict.fromkeys(d.key for d in verdict.diagnoses if d.certainty != "observed"))


@dataclass
class GradeReport:
    """A graded class. `passed_over` names files that are no submissions."""

    lesson: Lesson
    out: Path
    rows: list[Row] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    replaced: bool = False
    seconds: float = 0.0

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The columns of the table."""
        return self.lesson.exercises

    @property
    def ungraded(self) -> list[Row]:
        """The rows that have to be graded again, through no fault of the learner's."""
        return [row for row in self.rows if row.status == UNGRADED]

    def commonest_mistakes(self, most: int = 5) -> list[tuple[str, str, int]]:
        """(exercise, key of the mistake, how many learners made it), the commonest first."""
        count = Counter()
        for row in self.rows:
            for verdict in row.verdicts:
                count.update((verdict.exercise, key) for key in named_mistakes(verdict))
        return [(exercise, key, n) for (exercise, key), n in count.most_common(most)]


def points_text(points: float) -> str:
    """Points as people write them: 3, 1.5, 0.67."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
