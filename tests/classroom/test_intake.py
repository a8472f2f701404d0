"""What is in a folder of submissions, and what is wrong with it."""

import json
import os

import pytest

from bpcourse.classroom.intake import find_entries, take_in
from bpcourse.exercises import find_lesson
from bpcourse.slicing import Unreadable, read_notebook

LESSON = find_lesson("05")


def notebook(*sources, **other):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, **other}).encode()


def put(path, content=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook("a = 1") if content is None else content)
    return path


def only(folder):
    (entry,), _ = find_entries(folder)
    return take_in(entry, LESSON)


def test_files_and_folders_are_learners(tmp_path):
    put(tmp_path / "b two.ipynb")
    put(tmp_path / "Übung" / "lesson.ipynb")
    put(tmp_path / "A" / "deep" / "er" / "anything.ipynb")
    put(tmp_path / ".ipynb_checkpoints" / "x.ipynb")
    put(tmp_path / ".hidden.ipynb")
    put(tmp_path / "roster.csv", b"")
    entries, passed_over = find_entries(tmp_path)
    assert [entry.learner for entry in entries] == ["A", "b two", "Übung"]
    assert passed_over == [".hidden.ipynb", "roster.csv"]
    submission = take_in(entries[0], LESSON)
    assert (submission.file, submission.cells) == ("A/deep/er/anything.ipynb", ("a = 1",))
    assert len(submission.digest) == 64


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 \xff\xfe", "not a notebook file"),
        (b"<!DOCTYPE html>", "not a notebook file"),
        (notebook("a = 1")[:40], "cut off"),
        (b"<<<<<<< HEAD\n" + notebook(), "not a notebook file"),
        (b'{"cells": "\xff\xff"}', "damaged"),
        (b'{"cells": ' + b"[" * 100_000, "damaged"),
        (b'{"n": ' + b"1" * 5000 + b"}", "damaged"),
        (b"{}", "no notebook format"),
        (notebook(nbformat="4"), "no notebook format"),
        (notebook(nbformat=3), "format 3"),
        (notebook(nbformat=5), "format 5"),
        (notebook(cells={}), "no list of cells"),
    ],
)
def test_what_is_no_notebook_is_one_problem_with_a_reason(tmp_path, content, reason):
    put(tmp_path / "first.ipynb", content)
    submission = only(tmp_path)
    assert reason in submission.problem and not submission.ours
    assert submission.cells == ()


def test_a_damaged_cell_costs_only_itself(tmp_path):
    cells = [
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"]},
        {"cell_type": "code", "source": 7},
        "no cell",
        {"cell_type": "markdown", "source": "text"},
        {"cell_type": "code", "source": "half = '\ud83d'"},
    ]
    submission_file = put(tmp_path / "first.ipynb", notebook(cells=cells))
    sources, _, notes = read_notebook(submission_file)
    assert sources == ("a = 1\nb = 2", "half = '?'")
    assert [note.split()[1] for note in notes] == ["2", "3"]


def test_a_byte_order_mark_is_no_damage(tmp_path):
    put(tmp_path / "first.ipynb", b"\xef\xbb\xbf" + notebook("a = 1"))
    assert only(tmp_path).cells == ("a = 1",)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("bpcourse.slicing.files.MAX_BYTES", 10)
    put(tmp_path / "first.ipynb")
    assert "larger than" in only(tmp_path).problem


def test_of_several_the_one_in_which_most_is_written(tmp_path):
    """A clean copy in which somebody worked counts, and not the untouched first one."""
    stub = "def relu_backward(dout, x):\n    raise NotImplementedError"
    put(tmp_path / "first" / "05_layers_backward.ipynb", notebook(stub))
    written = notebook("def relu_backward(dout, x):\n    return dout")
    put(tmp_path / "first" / "05_layers_backward-fresh.ipynb", written)
    assert only(tmp_path).file == "first/05_layers_backward-fresh.ipynb"


def test_of_equals_the_one_that_is_the_lesson_by_name(tmp_path):
    put(tmp_path / "first" / "a.ipynb", notebook("def relu_backward(dout, x): return dout"))
    put(tmp_path / "first" / "05_Layers_Backward.ipynb", notebook("def relu_backward(): ..."))
    submission = only(tmp_path)
    assert submission.cells == ("def relu_backward(): ...",)
    assert "Graded: 05_Layers_Backward.ipynb. Not graded: a.ipynb." in submission.notes[0]


def test_the_table_of_contents_is_not_taken_for_work(tmp_path):
    """Whoever hands in a whole folder hands it in too; nobody needs to read of it."""
    put(tmp_path / "first" / "_contents.ipynb", notebook("progress()"))
    put(tmp_path / "first" / "05_layers_backward.ipynb")
    put(tmp_path / "second" / "_contents.ipynb", notebook("progress()"))
    first, second = (take_in(entry, LESSON) for entry in find_entries(tmp_path)[0])
    assert (first.file, first.notes) == ("first/05_layers_backward.ipynb", ())
    assert second.problem == "There is no notebook (.ipynb) in this folder."


def test_the_other_lessons_of_the_course_are_nothing_odd(tmp_path):
    put(
        tmp_path / "ada" / "06_whole_network.ipynb", notebook("def network_forward(p, x): return x")
    )
    put(tmp_path / "ada" / "05_layers_backward.ipynb", notebook())
    submission = only(tmp_path)
    assert submission.file == "ada/05_layers_backward.ipynb"
    assert submission.notes == ()


def test_work_under_the_name_of_another_lesson_is_found(tmp_path):
    put(tmp_path / "ada" / "06_whole_network.ipynb", notebook("def relu_backward(d, x): return d"))
    put(tmp_path / "ada" / "05_layers_backward.ipynb", notebook())
    submission = only(tmp_path)
    assert submission.file == "ada/06_whole_network.ipynb"
    assert "Not graded: 05_layers_backward.ipynb" in submission.notes[0]


def test_what_is_damaged_or_a_checkpoint_is_not_chosen(tmp_path):
    put(tmp_path / "first" / "a.ipynb", notebook("def relu_backward(dout, x): return dout"))
    put(
        tmp_path / "first" / "b.ipynb",
        notebook("def relu_backward(dout, x): ...\n\ndef tanh_backward(dout, out): ..."),
    )
    put(tmp_path / "first" / "c.ipynb", b"damaged")
    put(tmp_path / "first" / ".ipynb_checkpoints" / "05_layers_backward.ipynb")
    submission = only(tmp_path)
    assert submission.file == "first/b.ipynb"
    assert "3 notebooks were handed in" in submission.notes[0]


def test_a_folder_that_cannot_be_listed_is_our_fault(tmp_path, monkeypatch):
    put(tmp_path / "first" / "lesson.ipynb")

    def walk(folder, onerror=None):
        onerror(PermissionError(13, "Permission denied"))
        return iter(())

    monkeypatch.setattr("bpcourse.classroom.intake.os.walk", walk)
    submission = only(tmp_path)
    assert submission.ours
    assert "Permission denied" in submission.problem


def test_a_folder_without_a_notebook(tmp_path):
    put(tmp_path / "first" / "lesson.py", b"")
    assert "no notebook" in only(tmp_path).problem


def test_namesakes_are_both_taken_in_and_noted(tmp_path):
    put(tmp_path / "first.ipynb")
    put(tmp_path / "first" / "lesson.ipynb")
    entries, _ = find_entries(tmp_path)
    assert [entry.learner for entry in entries] == ["first", "first"]
    for entry in entries:
        assert "first, first.ipynb" in take_in(entry, LESSON).notes[0]


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on Windows")
def test_links_are_not_followed(tmp_path):
    secret = put(tmp_path / "elsewhere" / "solved.ipynb")
    folder = tmp_path / "submissions"
    put(folder / "first" / "own.txt")
    (folder / "second.ipynb").symlink_to(secret)
    (folder / "first" / "lesson.ipynb").symlink_to(secret)
    entries, _ = find_entries(folder)
    first, second = (take_in(entry, LESSON) for entry in entries)
    assert "no notebook" in first.problem
    assert "link" in second.problem
    assert second.file == "second.ipynb"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on Windows")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "first.ipynb")
    with pytest.raises(Unreadable, match="not a file"):
        read_notebook(tmp_path / "first.ipynb")


def test_a_file_that_this_machine_cannot_read_is_our_fault(tmp_path, monkeypatch):
    def refuse(file):
        raise PermissionError(13, "Permission denied")

    put(tmp_path / "first.ipynb")
    monkeypatch.setattr("bpcourse.classroom.intake.read_notebook", refuse)
    submission = only(tmp_path)
    assert submission.ours
    assert submission.problem == "The file cannot be read on this machine: Permission denied."
