"""The whole class gets what was written down for it by hand before the first run."""

import csv
import json
from collections import defaultdict
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from bpcourse.classroom import grade_folder
from bpcourse.classroom.report import named_mistakes, points_text
from bpcourse.exercises import find_lesson
from bpcourse.grading import Verdict


def read_expected():
    """What each learner should get: {learner: {exercise or "total": row of expected.csv}}."""
    expected = defaultdict(dict)
    with open(Path(__file__).parent / "expected.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected[row["learner"]][row["exercise"]] = row
    return expected


EXPECTED = read_expected()
LESSON = find_lesson("05")
HOSTILE = "=1+1 <img src=x onerror=alert(1)>\N{REPLACEMENT CHARACTER}[31m"


def row_of(report, learner):
    (row,) = [row for row in report.rows if row.learner == learner]
    return row


def test_everybody_who_handed_in_is_expected_and_graded(report):
    assert sorted(row.learner for row in report.rows) == sorted(EXPECTED)
    assert all("total" in rows for rows in EXPECTED.values())


@pytest.mark.parametrize("learner", EXPECTED)
def test_grades_are_as_expected(report, learner):
    row, expected = row_of(report, learner), EXPECTED[learner]
    assert (row.status, points_text(row.total)) == (
        expected["total"]["status"],
        expected["total"]["score"],
    )
    for verdict in row.verdicts if row.status == "graded" else ():
        want = expected.get(verdict.exercise)
        if want is None:  # what is not written down is right
            assert (verdict.status, verdict.score) == ("passed", verdict.points)
            assert not verdict.diagnoses
        else:
            assert (verdict.status, points_text(verdict.score)) == (want["status"], want["score"])
            assert set(named_mistakes(verdict)) == set(want["diagnosis"].split())


def test_a_status_has_its_reason(report):
    def said(learner, exercise):
        (verdict,) = [v for v in row_of(report, learner).verdicts if v.exercise == exercise]
        error = verdict.error
        place = (error.cell is not None, error.text) if error else None
        return " ".join([*(verdict.notes), error.message if error else ""]), place

    assert "was never closed" in said("syntax error", "linear_backward")[0]
    assert said("syntax error", "linear_backward")[1] == (True, "    dx = dout @ (w.T")
    assert "within 2 seconds" in said("endless loop", "tanh_backward")[0]
    assert "Python itself ended" in said("os exit", "mse_loss_backward")[0]
    assert "bpcourse.nn.linear_backward" in said("calls the reference", "linear_backward")[0]
    assert "nn.linear_backward in cell" in said("assigns the reference", "linear_backward")[0]
    assert "in place" in said("in place", "relu_backward")[0]
    assert "beyond line" in row_of(report, "cut in half").problem
    assert "empty" in row_of(report, "empty file").problem
    assert "scratch.ipynb" in " ".join(row_of(report, "grün gelöst").notes)


def test_results_hold_one_verdict_an_exercise(report):
    schema = resources.files("bpcourse.grading").joinpath("verdict.schema.json").read_text()
    valid = jsonschema.Draft202012Validator(json.loads(schema)).validate
    text = (report.out / "results.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line, parse_constant=pytest.fail) for line in text.splitlines()]
    exercises = [exercise.name for exercise in LESSON.exercises]
    assert [(r["learner"], r["exercise"]) for r in records] == [
        (row.learner, name) for row in report.rows for name in exercises
    ]
    whose = {"learner", "file", "sha256", "submission", "problem"}
    for record in records:
        verdict = {key: value for key, value in record.items() if key not in whose}
        assert Verdict.from_dict(verdict).to_dict() == verdict
        valid(verdict)
    ran = {r["seed_id"] for r in records if r["submission"] == "graded"}
    assert len(ran) == 1 and ran != {"notebook"}
    assert {r["level"] for r in records} == {"basic"}


def test_every_run_draws_a_secret_of_its_own(report, submissions, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "solved.ipynb").write_bytes((submissions / "solved.ipynb").read_bytes())
    again = grade_folder(tmp_path / "one", tmp_path / "out")
    first, second = row_of(report, "solved").verdicts[0], again.rows[0].verdicts[0]
    assert first.seed_id != second.seed_id
    assert first.behaviour != second.behaviour  # other inputs were drawn


def test_the_table_of_grades(report):
    with open(report.out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    by_name = {row["learner"]: row for row in table}
    assert len(table) == len(EXPECTED)
    assert by_name["two slips"]["linear_backward"] == "1.0"
    assert by_name["two slips"]["total"] == "7.0"
    assert by_name["two slips"]["points"] == "9"
    assert "weights-transposed, bias-not-summed" in by_name["two slips"]["notes"]
    assert by_name["cut in half"]["status"] == "unreadable"
    hostile = by_name["'" + HOSTILE]
    assert hostile["file"].startswith("'=")
    for row in table:
        assert (report.out / row["feedback"]).is_file()
        for text in row.values():
            assert not text.startswith(tuple("=+-@\t\r")), text
            assert text.isprintable()


class Markup(HTMLParser):
    """Collects the tags, the attributes and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)

    def handle_data(self, data):
        self.text += data


def test_a_hostile_page_shows_its_text_and_runs_nothing(report):
    row = row_of(report, HOSTILE)
    page = (report.out / "feedback" / f"{row.feedback}.html").read_text(encoding="utf-8")
    found = Markup(page)
    assert not found.tags & {"script", "img", "iframe", "object", "link"}
    assert not [name for name in found.attributes if name.startswith("on")]
    for text in (HOSTILE, "<script>alert('message')</script>", "<script>alert('printed')</script>"):
        assert text in found.text
    assert "{{ 7 * 7 }} [red]markup[/red]" in found.text
    assert "default-src 'none'" in page


def test_every_page_is_self_contained(report):
    pages = list((report.out / "feedback").glob("*.html"))
    assert len(pages) == len(EXPECTED)
    for path in pages:
        found = Markup(path.read_text(encoding="utf-8"))
        assert not found.attributes & {"src", "srcset", "background"}
        assert "What to do next" in found.text


def test_the_commonest_mistakes_are_counted_by_learner(report):
    counted = report.commonest_mistakes(most=100)
    assert ("linear_backward", "weights-transposed", 1) in counted
    assert all(n == 1 for _, _, n in counted)
