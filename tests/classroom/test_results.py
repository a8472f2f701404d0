"""Old results, faults of ours, and commands that cannot be done."""

import csv
import json

import pytest

from bpcourse.classroom import CannotGrade, grade_folder, grade_on_screen, pipeline
from bpcourse.classroom.export import Results
from bpcourse.grading import as_html


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def test_an_earlier_run_is_replaced_and_said_so(class_of_two, tmp_path):
    out = tmp_path / "out"
    assert not grade_folder(class_of_two, out).replaced
    (out / "feedback" / "notes.html").write_text("the instructor's own")
    (class_of_two / "second.ipynb").rename(class_of_two / "third.ipynb")
    assert grade_folder(class_of_two, out).replaced
    assert set(contents(out)) == {
        "grades.csv",
        "results.jsonl",
        "feedback/first.html",
        "feedback/third.html",
        "feedback/notes.html",
    }
    assert "second" not in (out / "grades.csv").read_text(encoding="utf-8")


def test_a_run_that_is_stopped_changes_nothing(class_of_two, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    grade_folder(class_of_two, out)
    before = contents(out)

    def stop(submission, lesson):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "take_in", stop)
    assert grade_on_screen(class_of_two, out) == 130
    assert "Nothing was written" in capsys.readouterr().out
    assert contents(out) == before
    assert not list(out.glob("unfinished-*"))


def test_names_that_meet_do_not_overwrite_each_other(untouched, tmp_path):
    for name in ("a?b.ipynb", "a_b.ipynb", "a*b/lesson.ipynb"):
        path = tmp_path / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(untouched)
    report = grade_folder(tmp_path / "submissions", tmp_path / "out")
    pages = {
        row.learner: (tmp_path / "out" / "feedback" / f"{row.feedback}.html").read_text("utf-8")
        for row in report.rows
    }
    assert len(pages) == 3
    assert all(f"· {learner}</p>" in page for learner, page in pages.items())


def test_a_fault_of_ours_costs_nobody_any_points(class_of_two, tmp_path, monkeypatch, capsys):
    judge_cells = pipeline.judge_cells
    before = []

    def fail_once(*arguments):
        before.append(1)
        if len(before) == 1:
            raise ZeroDivisionError("a fault of ours")
        return judge_cells(*arguments)

    monkeypatch.setattr(pipeline, "judge_cells", fail_once)
    out = tmp_path / "out"
    assert grade_on_screen(class_of_two, out) == 1
    said = capsys.readouterr().out
    assert "ZeroDivisionError: a fault of ours" in said.partition("UNGRADED")[2]
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["status"], first["total"], first["linear_backward"]) == ("ungraded", "", "")
    assert (second["status"], second["total"], second["linear_backward"]) == (
        "graded",
        "0.0",
        "0.0",
    )
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["status"] for r in records[:6]] == ["ungraded"] * 6
    assert "Traceback" in records[0]["error"]["text"]
    page = (out / "feedback" / "first.html").read_text(encoding="utf-8")
    assert "lose no points" in page
    assert "ZeroDivisionError" not in page


def test_a_page_that_cannot_be_made_is_our_fault_too(class_of_two, tmp_path, monkeypatch):
    def fail(verdict):
        if verdict.status != "ungraded":
            raise ValueError("no page")
        return as_html(verdict)

    monkeypatch.setattr("bpcourse.classroom.feedback.as_html", fail)
    report = grade_folder(class_of_two, tmp_path / "out")
    assert [row.status for row in report.rows] == ["ungraded", "ungraded"]


def test_bad_usage_is_one_sentence(class_of_two, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    file = tmp_path / "file"
    file.write_text("")
    out = tmp_path / "out"
    for submissions, results, sentence in [
        (tmp_path / "nowhere", out, "There is no folder"),
        (file, out, "is a file; put it into a folder"),
        (empty, out, "There are no submissions"),
        (class_of_two, class_of_two, "lies inside"),
        (class_of_two, class_of_two / "deep" / "out", "lies inside"),
        (class_of_two, file, "is a file; the results need a folder"),
        (class_of_two, file / "out", "cannot be written"),
    ]:
        assert grade_on_screen(submissions, results) == 2
        said = capsys.readouterr()
        assert sentence in said.err and said.err.count("\n") == 1
        assert not said.out
    assert not (class_of_two / "deep").exists()
    with pytest.raises(CannotGrade, match=r"no lesson '77'; there are: .*05"):
        grade_folder(class_of_two, out, lesson="77")


def test_results_that_cannot_be_replaced_are_kept(class_of_two, tmp_path):
    out = tmp_path / "out"
    (out / "grades.csv").mkdir(parents=True)
    (out / "grades.csv" / "held").write_text("")
    with pytest.raises(CannotGrade, match=r"grades.csv cannot be replaced: .*unfinished-"):
        grade_folder(class_of_two, out)
    (draft,) = out.glob("unfinished-*")
    assert "first" in (draft / "grades.csv").read_text(encoding="utf-8")


def test_a_full_disk_is_one_sentence(class_of_two, tmp_path, monkeypatch):
    def fail(self, report):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bpcourse.classroom.export.write_grades", fail)
    with pytest.raises(CannotGrade, match="No space left on device"):
        grade_folder(class_of_two, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_results_know_what_they_replace(tmp_path):
    assert not Results(tmp_path).replaces
    (tmp_path / "grades.csv").write_text("")
    assert Results(tmp_path).replaces
