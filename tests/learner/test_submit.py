"""What is handed in: everything that the grader will find, one file, and words for the rest."""

import hashlib
import json
import os
import time
import zipfile

import pytest

from bpcourse import submit
from bpcourse.classroom.intake import find_entries, take_in
from bpcourse.exercises import find_lesson
from bpcourse.learner import parcel
from bpcourse.learner.notebooks import lay_notebooks
from bpcourse.learner.record import change_record
from bpcourse.learner.submit import submit_on_screen
from bpcourse.learner.trouble import Trouble

LINEAR = "def linear_backward(dout, cache):\n    return dout"
RELU = "def relu_backward(dout, x):\n    return (dout"
STUB = "def tanh_backward(dout, out):\n    raise NotImplementedError"
FIVE = "05_layers_backward.ipynb"
ZIP = "bpcourse-submission.zip"


@pytest.fixture
def five(write):
    return write(FIVE, LINEAR, RELU, STUB)


def contents(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_what_is_found_and_what_is_missing(five, capsys):
    assert submit_on_screen(five.parent) == 0
    told = capsys.readouterr().out
    assert f"{FIVE}, saved just now: 1 of 6 exercises will be found by the grader" in told
    assert "◐ linear_backward          not checked here yet" in told
    assert "✗ relu_backward            cannot be read as Python: cell 2, line 2" in told
    assert "○ tanh_backward            not written yet" in told
    assert "○ sigmoid_backward         missing: there is no such definition" in told
    assert f"Hand in this one file, 1 kB: {ZIP}" in told


def test_what_is_in_the_file(five, capsys):
    submit()
    found = contents(five.parent / ZIP)
    assert list(found) == ["manifest.json", FIVE]
    assert found[FIVE] == five.read_bytes()
    listed = json.loads(found["manifest.json"])
    assert listed.keys() == {"made_by", "format", "versions", "notebooks"}
    (one,) = listed["notebooks"]
    assert one["sha256"] == hashlib.sha256(five.read_bytes()).hexdigest()
    assert one["lesson"] == "05"
    assert one["exercises"]["linear_backward"] == "found"
    assert one["exercises"]["relu_backward"] == "syntax"


def test_no_place_and_no_person_is_named(five, capsys):
    submit()
    listed = contents(five.parent / ZIP)["manifest.json"].decode()
    for name in (str(five.parent), five.parent.name, os.path.expanduser("~"), "tmp"):
        assert name not in listed


def test_the_grader_finds_what_was_handed_in(five, tmp_path, capsys):
    submit()
    with zipfile.ZipFile(five.parent / ZIP) as file:
        file.extractall(tmp_path / "in" / "Zoë")
    (entry,), _ = find_entries(tmp_path / "in")
    submission = take_in(entry, find_lesson("05"))
    assert submission.problem == ""
    assert submission.cells == (LINEAR, RELU, STUB)


def test_the_same_work_gives_the_same_bytes(five, capsys):
    submit()
    first = (five.parent / ZIP).read_bytes()
    os.utime(five, (1, 1))
    submit()
    assert (five.parent / ZIP).read_bytes() == first


def test_what_the_last_check_said(five, capsys):
    entry = {"points": 3, "attempts": 1, "parts": {}, "hints": 0, "when": "2026-01-01T00:00:00Z"}

    def keep(status):
        one = {**entry, "best": 3, "status": status}
        change_record(lambda record: record["exercises"].update(linear_backward=one))

    keep("passed")
    submit()
    assert "✓ linear_backward          passed its check" in capsys.readouterr().out
    keep("failed")
    submit()
    assert "◐ linear_backward          does not pass its check yet" in capsys.readouterr().out


def test_checked_after_it_was_saved(five, capsys):
    os.utime(five, (time.time() - 200, time.time() - 200))
    entry = {"points": 3, "attempts": 1, "parts": {}, "hints": 0, "best": 3, "status": "passed"}
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    change_record(
        lambda record: record["exercises"].update(linear_backward={**entry, "when": when})
    )
    submit()
    told = capsys.readouterr().out
    assert "saved 3 minutes ago" in told
    assert "You checked linear_backward after this file was saved. Save it (Ctrl+S)" in told


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "just now"), (61, "1 minute ago"), (7300, "2 hours ago"), (90000, "1 day ago")],
)
def test_when_it_was_saved(five, capsys, seconds, words):
    os.utime(five, (time.time() - seconds, time.time() - seconds))
    submit()
    assert f"{FIVE}, saved {words}" in capsys.readouterr().out


def test_a_companion_that_is_missing(toy, write, capsys):
    write("90_toy.ipynb", "def scale_backward(dout, cache):\n    return dout")
    submit()
    told = capsys.readouterr().out
    assert "✗ scale_backward   goes with scale_forward, which is not written yet" in told
    assert "90_toy_lesson.ipynb" in contents(ZIP)


def test_an_untouched_notebook_is_left_out(folder, capsys):
    lay_notebooks(folder)
    with pytest.raises(Trouble, match="nothing to hand in yet: no exercise is written"):
        submit()
    assert submit_on_screen(folder) == 1
    assert "bpcourse submit: There is nothing to hand in yet" in capsys.readouterr().err
    assert not (folder / ZIP).exists()


def test_a_class_of_which_lines_are_given_is_not_written_for_that(
    toy, write, capsys, tmp_path, monkeypatch
):
    given = "class Counter:\n    def __init__(self, n):\n        self.n = n\n"
    stub = given + "    def double(self):\n        raise NotImplementedError"
    (tmp_path / "ours").mkdir()
    monkeypatch.setattr("bpcourse.learner.own_notebooks.notebooks_dir", lambda: tmp_path / "ours")
    write("90_toy_lesson.ipynb", stub).rename(tmp_path / "ours" / "90_toy_lesson.ipynb")
    write("90_toy_lesson.ipynb", stub, "# a note")
    with pytest.raises(Trouble, match="no exercise is written"):
        submit()
    write("90_toy_lesson.ipynb", given + "    def double(self):\n        return self")
    submit()
    assert "◐ Counter          not checked here yet" in capsys.readouterr().out


def test_untouched_beside_written(five, toy, write, capsys):
    write("90_toy_lesson.ipynb", "# nothing yet")
    submit()
    assert "90_toy_lesson.ipynb, saved just now: left out, no exercise" in capsys.readouterr().out
    assert list(contents(ZIP)) == ["manifest.json", FIVE]


def test_lessons_that_are_not_in_the_folder(toy, write, capsys):
    write("90_toy_lesson.ipynb", "def scale_forward(x, k):\n    return x")
    submit()
    assert "Not in this folder: the notebook of 05." in capsys.readouterr().out


def test_a_folder_with_nothing_in_it(folder, capsys):
    with pytest.raises(Trouble, match=r"nothing to hand in: no lesson's notebook"):
        submit()
    assert submit_on_screen(folder / "nowhere") == 1
    assert "There is no folder" in capsys.readouterr().err


def test_half_saved(five, toy, write, capsys):
    path = write("90_toy_lesson.ipynb", "x = 1")
    path.write_bytes(path.read_bytes()[:-20])
    assert submit_on_screen(five.parent) == 1
    told = capsys.readouterr().out
    assert "90_toy_lesson.ipynb, saved just now: NOT handed in" in told
    assert "damaged or cut off" in told
    assert list(contents(ZIP)) == ["manifest.json", FIVE]


def test_only_half_saved_ones(five):
    five.write_bytes(five.read_bytes()[:50])
    with pytest.raises(Trouble, match=f"{FIVE}: The file is damaged or cut off"):
        submit()


def test_among_several_the_one_in_which_most_is_written(five, write, capsys):
    write("05_layers_backward-fresh.ipynb", STUB)
    write("05_layers_backward-Copy1.ipynb", LINEAR)
    submit()
    told = capsys.readouterr().out
    assert contents(ZIP)[FIVE] == five.read_bytes()
    assert "not handed in: 05_layers_backward-Copy1.ipynb, 05_layers_backward-fresh.ipynb" in told


def test_a_file_of_somebody_elses_is_left_alone(five, capsys):
    (five.parent / ZIP).write_bytes(b"holiday pictures")
    assert submit_on_screen(five.parent) == 1
    assert "is no earlier submission, so it is left alone" in capsys.readouterr().err
    assert (five.parent / ZIP).read_bytes() == b"holiday pictures"
    with zipfile.ZipFile(five.parent / "other.zip", "w") as file:
        file.writestr("manifest.json", "{}")
    assert submit_on_screen(five.parent, five.parent / "other.zip") == 1


def test_its_own_earlier_file_is_replaced(five, write, capsys):
    submit()
    write(FIVE, LINEAR, "def relu_backward(dout, x):\n    return dout")
    submit()
    listed = json.loads(contents(five.parent / ZIP)["manifest.json"])
    assert listed["notebooks"][0]["exercises"]["relu_backward"] == "found"


def test_another_place(five, tmp_path, capsys):
    out = tmp_path / "to hand in"
    out.mkdir()
    assert submit_on_screen(five.parent, out) == 0
    assert submit_on_screen(five.parent, out / "mine.zip") == 0
    assert sorted(p.name for p in out.iterdir()) == [ZIP, "mine.zip"]
    assert submit_on_screen(five.parent, tmp_path / "nowhere" / "mine.zip") == 1
    assert "mine.zip cannot be written" in capsys.readouterr().err


def test_a_disk_that_is_full_leaves_the_earlier_file(five, capsys, monkeypatch):
    submit()
    before = (five.parent / ZIP).read_bytes()

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parcel.zipfile.ZipFile, "writestr", full)
    with pytest.raises(Trouble, match="No space left on device"):
        submit()
    assert (five.parent / ZIP).read_bytes() == before
    assert sorted(p.name for p in five.parent.glob("*.part")) == []


def test_a_large_notebook_goes_without_its_outputs(five, capsys, monkeypatch):
    monkeypatch.setattr(parcel, "LARGE", 500)
    book = json.loads(five.read_bytes())
    book["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 999}]
    book["cells"][0]["source"] += "  # grün"
    book["metadata"]["widgets"] = {"state": {}}
    five.write_bytes(json.dumps(book).encode())
    submit()
    found = contents(ZIP)
    inside = json.loads(found[FIVE])
    assert [cell["outputs"] for cell in inside["cells"]] == [[], [], []]
    assert inside["cells"][0]["source"].endswith("# grün")
    assert "widgets" not in inside["metadata"]
    one = json.loads(found["manifest.json"])["notebooks"][0]
    assert one["outputs"] == "removed"
    assert one["sha256"] == hashlib.sha256(found[FIVE]).hexdigest()
    assert json.loads(five.read_bytes()) == book
