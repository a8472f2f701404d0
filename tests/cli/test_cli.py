"""The command line: it hands on what was asked for, and says in a sentence what is wrong."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bpcourse
from bpcourse.authoring import AuthoringError, Problem
from bpcourse.cli import app
from bpcourse.learner import start as start_module


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_version():
    assert run("--version").output == f"bpcourse {bpcourse.__version__}\n"


@pytest.mark.parametrize("command", ["start", "submit", "grade", "build", "audit"])
def test_help_says_what_and_shows_an_example(command):
    assert command in run().output
    told = run(command, "--help").output
    assert f"Example: bpcourse {command}" in told


def test_python_dash_m_does_the_same():
    told = subprocess.run(
        [sys.executable, "-m", "bpcourse", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout == f"bpcourse {bpcourse.__version__}\n"


def test_help_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from bpcourse.cli import main\n"
        "sys.argv = ['bpcourse', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'numpy', 'matplotlib', 'jupyterlab', 'bpcourse.learner'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "set()"


@pytest.fixture
def started(monkeypatch):
    calls = []
    monkeypatch.setattr(start_module, "start", lambda *arguments: calls.append(arguments) or 7)
    return calls


def test_start(started):
    assert run("start").exit_code == 7  # whatever the start says
    run("start", "my ü dir", "--no-launch", "--port", 8899, "--fresh", "05")
    assert started == [
        (Path("bpcourse-notebooks"), None, True, None),
        (Path("my ü dir"), 8899, False, "05"),
    ]


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none(started, port):
    told = run("start", "--port", port)
    assert told.exit_code == 2
    assert "Invalid value for '--port'" in told.output
    assert started == []


def test_an_unknown_command():
    told = run("grad")
    assert told.exit_code == 2
    assert "Did you mean 'grade'" in told.output


def test_grade_without_submissions(tmp_path):
    told = run("grade", tmp_path / "nothing", "--out", tmp_path / "out")
    assert told.exit_code == 2
    assert "There is no folder" in told.output
    assert "Traceback" not in told.output
    assert not (tmp_path / "out").exists()


def test_build_outside_a_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run("build", "--check")
    assert told.exit_code == 1
    assert "is not in a checkout" in told.output
    assert "Traceback" not in told.output


def test_build_check_names_lesson_and_cell(monkeypatch):
    from bpcourse import authoring

    monkeypatch.setattr(authoring, "checkout", lambda start: start)
    monkeypatch.setattr(authoring, "check", lambda root: [])
    assert run("build", "--check").exit_code == 0
    problem = Problem("05_layers_backward", "linear-backward", "a marker is not closed")
    monkeypatch.setattr(authoring, "check", lambda root: [problem])
    told = run("build", "--check")
    assert told.exit_code == 1
    assert "05_layers_backward, cell linear-backward: a marker is not closed" in told.output


def test_build_hands_on_the_lessons_and_what_went_wrong(monkeypatch):
    from bpcourse import authoring

    built = []
    monkeypatch.setattr(authoring, "checkout", lambda start: start)
    monkeypatch.setattr(authoring, "build", lambda root, lessons: built.append(lessons))
    assert run("build", "05", "06").exit_code == 0
    assert built == [["05", "06"]]

    def fails(root, lessons):
        raise AuthoringError("05_layers_backward, cell intro: it raised ValueError")

    monkeypatch.setattr(authoring, "build", fails)
    told = run("build")
    assert told.exit_code == 1
    assert told.output.startswith("05_layers_backward, cell intro: it raised ValueError")


def test_audit_of_a_lesson_that_is_none():
    result = run("audit", "99")
    assert result.exit_code == 1
    assert "no lesson '99'" in result.output


def test_audit_words():
    result = run("audit", "--words", "00")
    assert result.exit_code == 0
    assert "misconception value-for-slope: " in result.output


def test_audit_prints_a_table_and_what_falls_short(monkeypatch):
    """Without processes of its own: what they measure is tested in tests/audit."""
    from bpcourse.authoring.audit import run as measured
    from bpcourse.authoring.audit import screen

    def in_this_process(lessons, plan, on_progress):
        on_progress(0, 1, "square_derivative")
        return [measured.audit_exercise(e.name, plan) for e in lessons[0].exercises]

    monkeypatch.setattr(screen, "audit", in_this_process)
    result = run("audit", "00", "--fast")
    assert result.exit_code == 0
    assert "00 square_derivative" in result.output
    assert "Nothing falls short." in result.output
    monkeypatch.setattr(measured.words, "faults", lambda exercise: ["words that speak code"])
    result = run("audit", "00", "--fast")
    assert result.exit_code == 1
    assert "✗ words: words that speak code" in result.output


def test_submit_hands_on_folder_and_file(monkeypatch, tmp_path):
    submit_module = importlib.import_module("bpcourse.learner.submit")
    asked = []
    monkeypatch.setattr(submit_module, "submit_on_screen", lambda *given: asked.append(given) or 3)
    assert run("submit", tmp_path, "--out", tmp_path / "a.zip").exit_code == 3
    assert asked == [(tmp_path, tmp_path / "a.zip")]


def test_grade_hands_on_which_lesson(monkeypatch, tmp_path):
    asked = {}
    monkeypatch.setattr(
        "bpcourse.classroom.screen.grade_on_screen", lambda *places, **how: asked.update(how) or 0
    )
    run("grade", str(tmp_path), "--out", str(tmp_path / "out"))
    assert asked["lesson"] == "05"
    run("grade", str(tmp_path), "--out", str(tmp_path / "out"), "--lesson", "8")
    assert asked["lesson"] == "8"
