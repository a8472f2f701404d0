"""The copy of the notebooks: what is new comes, what is somebody's work stays."""

import json
from pathlib import Path

import pytest

import bpcourse
from bpcourse.learner import notebooks
from bpcourse.learner.notebooks import (
    CONTENTS,
    Laid,
    find_notebook,
    lay_notebooks,
    notebooks_dir,
)

NAME = "05_layers_backward.ipynb"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A package with two lessons, so that a test can ship a newer version of one."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / NAME).write_text("first version")
    (folder / "06_whole_network.ipynb").write_text("another lesson")
    (folder / CONTENTS).write_text(contents("first contents"))
    (folder / "TUTOR.md").write_text("first letter")
    monkeypatch.setattr(notebooks, "notebooks_dir", lambda: folder)
    monkeypatch.setattr(notebooks, "tutor", lambda: folder / "TUTOR.md")
    return folder


def contents(text, count=None):
    """A notebook of one cell, which may have been run."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": ["said"]}] if count else []
    cell = {"cell_type": "code", "source": [text], "execution_count": count, "outputs": outputs}
    return json.dumps({"cells": [cell], "metadata": {"kernelspec": {"name": f"k{count}"}}})


def laid_of(folder, name=NAME, **options):
    """What becomes of one file when all are laid."""
    return next(laid for laid in lay_notebooks(folder, **options) if laid.name == name)


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "my ü folder"


def test_the_notebooks_are_found_and_are_the_learners():
    found = find_notebook("5")
    assert found == notebooks_dir() / NAME
    assert "BEGIN SOLUTION" not in found.read_text(encoding="utf-8")


def test_an_installation_without_notebooks_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(bpcourse, "__file__", str(tmp_path / "bpcourse" / "__init__.py"))
    with pytest.raises(LookupError, match="install it again"):
        notebooks_dir()


def test_first_copy(shipped, mine):
    names = [CONTENTS, NAME, "06_whole_network.ipynb", "TUTOR.md"]
    assert lay_notebooks(mine) == [Laid(name, "copied") for name in names]
    assert (mine / NAME).read_text() == "first version"
    assert not list(mine.glob("*.part"))


def test_a_second_copy_changes_nothing(shipped, mine):
    lay_notebooks(mine)
    assert {laid.state for laid in lay_notebooks(mine)} == {"same"}
    assert len(list(mine.glob("*.ipynb"))) == 3


def test_work_is_kept(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    assert laid_of(mine) == Laid(NAME, "kept")
    assert (mine / NAME).read_text() == "work"
    assert len(list(mine.glob("*.ipynb"))) == 3


def test_work_is_kept_and_a_new_version_is_laid_beside_it_once(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    (shipped / NAME).write_text("second version")
    assert laid_of(mine) == Laid(NAME, "kept", "05_layers_backward-new.ipynb")
    assert (mine / NAME).read_text() == "work"
    assert (mine / "05_layers_backward-new.ipynb").read_text() == "second version"
    assert laid_of(mine) == Laid(NAME, "kept")


def test_a_new_version_does_not_write_over_work_in_the_one_before(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    (shipped / NAME).write_text("second version")
    lay_notebooks(mine)
    (mine / "05_layers_backward-new.ipynb").write_text("work in the second version")
    (shipped / NAME).write_text("third version")
    assert laid_of(mine).beside == "05_layers_backward-new-2.ipynb"
    assert (mine / "05_layers_backward-new.ipynb").read_text() == "work in the second version"


def test_an_untouched_notebook_is_brought_up_to_date(shipped, mine):
    lay_notebooks(mine)
    (shipped / NAME).write_text("second version")
    assert laid_of(mine) == Laid(NAME, "updated")
    assert (mine / NAME).read_text() == "second version"


@pytest.mark.parametrize("damage", [Path.unlink, lambda f: f.write_text("{half"), None])
def test_without_its_record_a_copy_counts_as_work(shipped, mine, damage):
    lay_notebooks(mine)
    record = mine / ".bpcourse" / "copied.json"
    if damage:
        damage(record)
    else:
        record.write_text(json.dumps(["not", "a", "record"]))
    (shipped / NAME).write_text("second version")
    assert laid_of(mine) == Laid(NAME, "kept", "05_layers_backward-new.ipynb")
    assert (mine / NAME).read_text() == "first version"


def test_fresh_lays_a_clean_copy_beside_theirs(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    first = laid_of(mine, fresh="5")
    assert first == Laid(NAME, "kept", "05_layers_backward-fresh.ipynb")
    (mine / first.beside).write_text("work in the fresh copy")
    second = laid_of(mine, fresh="05")
    assert second.beside == "05_layers_backward-fresh-2.ipynb"
    assert (mine / first.beside).read_text() == "work in the fresh copy"
    assert (mine / second.beside).read_text() == "first version"


def test_fresh_needs_no_copy_where_theirs_is_clean(shipped, mine):
    assert laid_of(mine, fresh="05") == Laid(NAME, "copied")
    assert laid_of(mine, fresh="05") == Laid(NAME, "same")


def test_fresh_of_no_lesson_writes_nothing(shipped, mine):
    with pytest.raises(LookupError, match="no lesson '7'; there are: 05, 06"):
        lay_notebooks(mine, fresh="7")
    assert not mine.exists()


def test_contents_and_letter_are_no_lessons(shipped):
    for number in ("_contents", "TUTOR", "TUTOR.md"):
        with pytest.raises(LookupError, match=r"there are: 05, 06$"):
            find_notebook(number)


def test_a_package_with_contents_alone_has_no_notebooks(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / CONTENTS).write_text(contents("all"))
    monkeypatch.setattr(bpcourse, "__file__", str(tmp_path / "bpcourse" / "__init__.py"))
    with pytest.raises(LookupError, match="install it again"):
        notebooks_dir()


@pytest.mark.parametrize("count", [None, 3])
def test_contents_that_were_only_run_are_brought_up_to_date(shipped, mine, count):
    lay_notebooks(mine)
    (mine / CONTENTS).write_text(contents("first contents", count))
    (shipped / CONTENTS).write_text(contents("second contents"))
    assert laid_of(mine, CONTENTS) == Laid(CONTENTS, "updated")
    assert (mine / CONTENTS).read_text() == contents("second contents")


def test_contents_that_were_run_are_left_while_there_is_no_newer_version(shipped, mine):
    lay_notebooks(mine)
    (mine / CONTENTS).write_text(contents("first contents", 3))
    assert laid_of(mine, CONTENTS) == Laid(CONTENTS, "same")
    assert (mine / CONTENTS).read_text() == contents("first contents", 3)


@pytest.mark.parametrize("damage", [contents("my notes", 3), "{half", "[]", '{"cells": [3]}', ""])
def test_changed_contents_are_kept(shipped, mine, damage):
    lay_notebooks(mine)
    (mine / CONTENTS).write_text(damage)
    assert laid_of(mine, CONTENTS) == Laid(CONTENTS, "kept")
    (shipped / CONTENTS).write_text(contents("second contents"))
    assert laid_of(mine, CONTENTS) == Laid(CONTENTS, "kept", "_contents-new.ipynb")
    assert (mine / CONTENTS).read_text() == damage
    assert laid_of(mine, CONTENTS) == Laid(CONTENTS, "kept")


def test_a_letter_is_brought_up_to_date_and_a_changed_one_kept(shipped, mine):
    lay_notebooks(mine)
    (shipped / "TUTOR.md").write_text("second letter")
    assert laid_of(mine, "TUTOR.md") == Laid("TUTOR.md", "updated")
    (mine / "TUTOR.md").write_text("my letter")
    (shipped / "TUTOR.md").write_text("third letter")
    assert laid_of(mine, "TUTOR.md") == Laid("TUTOR.md", "kept", "TUTOR-new.md")
    assert (mine / "TUTOR.md").read_text() == "my letter"
