"""The copy of the notebooks: what is new comes, what is somebody's work stays."""

import json
from pathlib import Path

import pytest

import bpcourse
from bpcourse.learner import notebooks
from bpcourse.learner.notebooks import Laid, find_notebook, lay_notebooks, notebooks_dir

NAME = "05_layers_backward.ipynb"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A package with two notebooks, so that a test can ship a newer version of one."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / NAME).write_text("first version")
    (folder / "06_whole_network.ipynb").write_text("another lesson")
    monkeypatch.setattr(notebooks, "notebooks_dir", lambda: folder)
    return folder


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
    assert lay_notebooks(mine) == [Laid(NAME, "copied"), Laid("06_whole_network.ipynb", "copied")]
    assert (mine / NAME).read_text() == "first version"
    assert not list(mine.glob("*.part"))


def test_a_second_copy_changes_nothing(shipped, mine):
    lay_notebooks(mine)
    assert {laid.state for laid in lay_notebooks(mine)} == {"same"}
    assert len(list(mine.glob("*.ipynb"))) == 2


def test_work_is_kept(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    assert lay_notebooks(mine)[0] == Laid(NAME, "kept")
    assert (mine / NAME).read_text() == "work"
    assert len(list(mine.glob("*.ipynb"))) == 2


def test_work_is_kept_and_a_new_version_is_laid_beside_it_once(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    (shipped / NAME).write_text("second version")
    assert lay_notebooks(mine)[0] == Laid(NAME, "kept", "05_layers_backward-new.ipynb")
    assert (mine / NAME).read_text() == "work"
    assert (mine / "05_layers_backward-new.ipynb").read_text() == "second version"
    assert lay_notebooks(mine)[0] == Laid(NAME, "kept")


def test_a_new_version_does_not_write_over_work_in_the_one_before(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    (shipped / NAME).write_text("second version")
    lay_notebooks(mine)
    (mine / "05_layers_backward-new.ipynb").write_text("work in the second version")
    (shipped / NAME).write_text("third version")
    assert lay_notebooks(mine)[0].beside == "05_layers_backward-new-2.ipynb"
    assert (mine / "05_layers_backward-new.ipynb").read_text() == "work in the second version"


def test_an_untouched_notebook_is_brought_up_to_date(shipped, mine):
    lay_notebooks(mine)
    (shipped / NAME).write_text("second version")
    assert lay_notebooks(mine)[0] == Laid(NAME, "updated")
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
    assert lay_notebooks(mine)[0] == Laid(NAME, "kept", "05_layers_backward-new.ipynb")
    assert (mine / NAME).read_text() == "first version"


def test_fresh_lays_a_clean_copy_beside_theirs(shipped, mine):
    lay_notebooks(mine)
    (mine / NAME).write_text("work")
    first = lay_notebooks(mine, fresh="5")[0]
    assert first == Laid(NAME, "kept", "05_layers_backward-fresh.ipynb")
    (mine / first.beside).write_text("work in the fresh copy")
    second = lay_notebooks(mine, fresh="05")[0]
    assert second.beside == "05_layers_backward-fresh-2.ipynb"
    assert (mine / first.beside).read_text() == "work in the fresh copy"
    assert (mine / second.beside).read_text() == "first version"


def test_fresh_needs_no_copy_where_theirs_is_clean(shipped, mine):
    assert lay_notebooks(mine, fresh="05")[0] == Laid(NAME, "copied")
    assert lay_notebooks(mine, fresh="05")[0] == Laid(NAME, "same")


def test_fresh_of_no_lesson_writes_nothing(shipped, mine):
    with pytest.raises(LookupError, match="no lesson '7'; there are: 05, 06"):
        lay_notebooks(mine, fresh="7")
    assert not mine.exists()
