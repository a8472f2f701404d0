"""``bpcourse start`` before JupyterLab runs: what it says, and how it refuses."""

import contextlib
import json
import os
import re
import socket
import stat

import pytest

import bpcourse
from bpcourse.exercises import lessons
from bpcourse.learner import lab
from bpcourse.learner import start as start_module
from bpcourse.learner.notebooks import CONTENTS, Laid
from bpcourse.learner.progress import progress_in
from bpcourse.learner.start import first_notebook, start
from bpcourse.learner.survey import survey

NOBODY = 65534


@contextlib.contextmanager
def ordinary_user():
    """Run a block without the powers of root, whoever runs the tests."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def served(monkeypatch):
    """What would have been served, instead of a server."""
    calls = []
    monkeypatch.setattr(start_module, "serve", lambda *arguments: calls.append(arguments))
    return calls


def test_no_launch_only_copies(tmp_path, served, capsys):
    assert start(tmp_path / "a ü", launch=False) == 0
    assert "05_layers_backward.ipynb  new" in capsys.readouterr().out
    assert served == []


def test_the_table_of_contents_is_opened_and_every_lesson_is_there(tmp_path, served, capsys):
    assert start(tmp_path, port=None) == 0
    assert served == [(tmp_path, CONTENTS, None)]
    there = [CONTENTS, *(f"{lesson.stem}.ipynb" for lesson in lessons()), "TUTOR.md"]
    assert {path.name for path in tmp_path.iterdir()} == {".bpcourse", *there}
    assert capsys.readouterr().out.split("\n")[1:-1] == [f"  {name}  new" for name in there]


def test_links_of_the_table_of_contents_lead_somewhere(tmp_path):
    start(tmp_path, launch=False)
    cells = json.loads((tmp_path / CONTENTS).read_bytes())["cells"]
    links = re.findall(r"\]\(([^)]+)\)", "\n".join("".join(cell["source"]) for cell in cells))
    assert len(links) > len(lessons())
    assert [link for link in links if not (tmp_path / link).is_file()] == []


def test_neither_contents_nor_letter_is_in_anybody_s_way(tmp_path, capsys):
    """Nothing that looks for lessons takes the one or the other for a lesson."""
    start(tmp_path, launch=False)
    before = progress_in(tmp_path)
    assert before.next_step.startswith("Next: square_derivative in 00_welcome.ipynb")
    seen = survey(tmp_path)
    assert len(seen.works) == len(lessons())
    assert [file for work in seen.works for file in work.passed_over] == []
    assert seen.written == []
    assert start(tmp_path, launch=False, fresh="contents") == 1
    assert "there are: 00, 01" in capsys.readouterr().err


def test_the_fresh_copy_is_opened():
    laid = [Laid(CONTENTS, "same"), Laid("05_layers_backward.ipynb", "kept", "x.ipynb")]
    assert first_notebook(laid, None) == CONTENTS
    assert first_notebook(laid, "5") == "x.ipynb"


def test_the_new_version_is_named(tmp_path, capsys):
    start(tmp_path, launch=False)
    (tmp_path / "05_layers_backward.ipynb").write_text("work")
    (tmp_path / ".bpcourse" / "copied.json").unlink()
    start(tmp_path, launch=False)
    assert "05_layers_backward-new.ipynb" in capsys.readouterr().out


def refusal(capsys):
    """The one sentence on the error stream."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("bpcourse start: ")
    return said


def test_a_folder_without_write_permission(tmp_path, capsys):
    folder = tmp_path / "theirs"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with ordinary_user():
        assert start(folder, launch=False) == 1
    assert "Permission denied" in refusal(capsys)
    assert list(folder.iterdir()) == []


def test_a_file_where_the_folder_should_be(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert start(tmp_path / "file", launch=False) == 1
    assert "name another folder" in refusal(capsys)


def test_a_taken_port(tmp_path, served, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert start(tmp_path / "new", port=port) == 1
    assert f"port {port} is taken" in refusal(capsys)
    assert not (tmp_path / "new").exists()
    assert served == []


@pytest.mark.parametrize("missing", ["jupyterlab", "ipykernel"])
def test_a_missing_jupyterlab(tmp_path, served, capsys, monkeypatch, missing):
    find = lab.importlib.util.find_spec
    monkeypatch.setattr(
        lab.importlib.util, "find_spec", lambda name: None if name == missing else find(name)
    )
    assert start(tmp_path) == 1
    assert f"{missing} is not installed" in refusal(capsys)
    assert start(tmp_path, launch=False) == 0


def test_fresh_of_no_lesson(tmp_path, capsys):
    assert start(tmp_path, launch=False, fresh="99") == 1
    assert "no lesson '99'; there are: " in refusal(capsys)


def test_an_installation_without_notebooks(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bpcourse, "__file__", str(tmp_path / "bpcourse" / "__init__.py"))
    assert start(tmp_path / "new", launch=False) == 1
    assert "install it again" in refusal(capsys)
    assert not (tmp_path / "new").exists()
