"""``bpcourse start`` with a real JupyterLab, as the user who runs the tests."""

import json
import os
import signal
import sys
import time

import pytest
from running import Course

from bpcourse.learner.notebooks import CONTENTS

pytestmark = pytest.mark.slow


@pytest.fixture
def begin():
    courses = []

    def begin(*arguments, **variables):
        courses.append(Course(*arguments, **variables))
        return courses[-1]

    yield begin
    for course in courses:
        course.give_up()


def test_ctrl_c_ends_it_and_its_kernels(tmp_path, begin):
    course = begin(tmp_path / "a folder with ü")
    assert ("You are root" in course.said) == (os.geteuid() == 0)
    assert "none is opened for you" in course.said
    there = [one["name"] for one in course.ask("contents")["content"]]
    assert course.notebook == CONTENTS
    assert course.notebook in there
    course.ask("kernels", name="python3")
    assert [command[0] for command in course.kernels()] == [sys.executable]
    began = time.monotonic()
    assert course.end() == 0
    assert time.monotonic() - began < 10
    assert "Traceback" not in course.said
    assert "Shut down" not in course.said  # the question that JupyterLab asks


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_leaves_nothing_running(tmp_path, begin, number):
    assert begin(tmp_path).end(number) == 0


def test_a_terminal_where_jupyterlab_would_ask(tmp_path):
    """Ctrl-C typed at a real terminal: no question, exit 0."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "bpcourse", "start", str(tmp_path)])
    said = b""
    while b"Ctrl-C here ends" not in said:
        said += os.read(terminal, 1000)
    os.write(terminal, b"\x03")
    try:
        while part := os.read(terminal, 1000):
            said += part
    except OSError:  # how Linux says that the other end is closed
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"Shut down" not in said
    assert b"Traceback" not in said


def test_a_user_level_kernel_does_not_take_the_name(tmp_path, begin):
    other = tmp_path / "home" / ".local" / "share" / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text(
        json.dumps({"argv": ["/no/such/python"], "display_name": "Other", "language": "python"})
    )
    home = str(tmp_path / "home")
    course = begin(tmp_path / "work", HOME=home, JUPYTER_PREFER_ENV_PATH="0")
    course.ask("kernels", name="python3")
    assert [command[0] for command in course.kernels()] == [sys.executable]
    assert course.end() == 0


def test_without_a_writable_home(tmp_path, begin):
    course = begin(tmp_path / "work", HOME=os.devnull)
    assert "home folder cannot be written to" in course.said
    course.ask("kernels", name="python3")
    assert course.end() == 0
    log = (tmp_path / "work" / ".bpcourse" / "jupyterlab.log").read_text(encoding="utf-8")
    assert "Permission denied" not in log
    assert "Read-only" not in log
