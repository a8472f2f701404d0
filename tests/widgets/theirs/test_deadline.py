"""A deadline ends loops at a line of the learner's, in any thread, and leaves no trace."""

import sys
import threading
import time

import pytest

from bpcourse.widgets.theirs.files import files_of
from bpcourse.widgets.theirs.time_limit import TooSlow, deadline

HERE = frozenset({__file__})


def endless():
    while True:
        pass


def endless_and_deaf():
    end = time.monotonic() + 3  # so that a failure is no endless test
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                pass
        except Exception:
            continue


def deaf():
    try:
        endless()
    except BaseException:
        return "done"


def ended(function, seconds=0.05, files=HERE):
    start = time.monotonic()
    with pytest.raises(TooSlow) as caught, deadline(seconds, files):
        function()
    assert time.monotonic() - start < seconds + 1
    return caught.value


@pytest.mark.parametrize("function", [endless, endless_and_deaf, deaf])
def test_a_loop_is_ended_at_its_line(function):
    late = ended(function)
    assert late.file == __file__
    assert late.text.startswith("while ") or late.text == "pass"
    assert str(late) == f"it was at line {late.line}"


def test_in_another_thread():
    caught = []

    def work():
        with pytest.raises(TooSlow) as error, deadline(0.05, HERE):
            endless()
        caught.append(error.value)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(5)
    assert caught


def test_what_is_in_time_passes_and_raises_what_it_raises():
    with deadline(5, HERE):
        assert sum(range(10)) == 45
    with pytest.raises(ZeroDivisionError), deadline(5, HERE):
        1 / 0  # noqa: B018


def test_other_files_are_not_looked_at():
    """The control: the same loop in a file that is none of the learner's goes on."""

    def short():
        end = time.monotonic() + 0.15
        while time.monotonic() < end:
            pass

    with deadline(0.05, {"another file"}):
        short()
    ended(short)


def test_a_trace_function_that_is_there_is_put_back():
    def own(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(own)
    try:
        with deadline(1, HERE):
            assert sys.gettrace() is not own
        assert sys.gettrace() is own
        ended(endless)
        assert sys.gettrace() is own
    finally:
        sys.settrace(before)


def test_helpers_in_other_cells_are_reached():
    cells = {"__name__": "__main__"}
    exec(compile("def helper():\n    while True:\n        pass", "cell 1", "exec"), cells)
    exec(compile("def forward():\n    return [helper() for _ in 'a']", "cell 2", "exec"), cells)
    files = files_of(cells["forward"])
    assert files == {"cell 1", "cell 2"}
    assert ended(cells["forward"], files=files).file == "cell 1"


def test_what_is_not_the_learners_is_not_reached():
    assert files_of(threading.Thread.run) == frozenset()


class Callable:
    def __call__(self):
        endless()


def test_methods_and_objects_that_can_be_called_are_reached():
    assert files_of(Callable()) == HERE
    assert files_of(Callable().__call__) == HERE
    assert files_of(len) == frozenset()
