"""What the instructor sees, in a terminal and in a log."""

import pytest

from bpcourse.classroom import grade_on_screen
from bpcourse.classroom.screen import closing


@pytest.fixture
def terminal(monkeypatch):
    """Rich takes what is captured for a terminal of 100 columns."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


def test_a_log_gets_a_plain_line_for_each_submission(class_of_two, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (class_of_two / "notes.txt").write_text("")
    assert grade_on_screen(class_of_two, tmp_path / "out") == 0
    said = capsys.readouterr().out
    head, first, second, *_ = said.splitlines()
    assert head == "Grading 2 submissions."
    assert first == "1/2 first: 0 of 9 (not started: all)"
    assert second == "2/2 second: 0 of 9 (not started: all)"
    assert "\x1b" not in said
    assert "notes.txt" in said
    assert "2 of 2 graded" in said.splitlines()[-1]


def test_a_terminal_gets_a_bar_and_a_table(class_of_two, tmp_path, capsys, terminal):
    (class_of_two / "[red]third.ipynb").write_bytes(b"")
    assert grade_on_screen(class_of_two, tmp_path / "out") == 0
    said = capsys.readouterr().out
    assert "3/3" in said  # the bar
    for text in ("learner", "cross entropy", "[red]third", "0 of 9", "stub", "The file is empty."):
        assert text in said
    assert "1/2 first" not in said


def test_a_large_class_is_cut_short_in_the_table_only(
    class_of_two, tmp_path, capsys, terminal, monkeypatch
):
    monkeypatch.setattr("bpcourse.classroom.screen.MOST_ROWS", 1)
    assert grade_on_screen(class_of_two, tmp_path / "out") == 0
    assert "The first 1 of 2; all are in grades.csv." in capsys.readouterr().out
    assert '"second"' in (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8")


def test_an_earlier_run_is_mentioned(class_of_two, tmp_path, capsys):
    grade_on_screen(class_of_two, tmp_path / "out")
    assert "earlier run" not in capsys.readouterr().out
    grade_on_screen(class_of_two, tmp_path / "out")
    assert "they replace those of an earlier run" in capsys.readouterr().out


def test_the_end_names_what_could_not_be_read_and_the_mistakes(report):
    text = "\n".join(closing(report))
    assert "  cut in half: The file is damaged" in text.partition("Could not be read:")[2]
    assert "1 × bias-summed-over-outputs in linear_backward" in text
    assert "UNGRADED" not in text
    assert f"{len(report.rows)} of {len(report.rows)} graded" in text
