"""``bpcourse start`` before JupyterLab runs: what it says, and how it refuses."""

import contextlib
import os
import socket
import stat

import pytest

import bpcourse
from bpcourse.learner import lab
from bpcourse.learner import start as start_module
from bpcourse.learner.notebooks import Laid
from bpcourse.learner.start import first_notebook, start

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


def test_the_first_lesson_is_opened(tmp_path, served):
    assert start(tmp_path, port=None) == 0
    ((directory, notebook, port),) = served
    assert (directory, port) == (tmp_path, None)
    assert notebook == min(path.name for path in tmp_path.glob("*.ipynb"))


def test_the_fresh_copy_is_opened():
    laid = [Laid("01_forward.ipynb", "same"), Laid("05_layers_backward.ipynb", "kept", "x.ipynb")]
    assert first_notebook(laid, None) == "01_forward.ipynb"
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
