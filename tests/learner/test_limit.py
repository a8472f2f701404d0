"""Code that does not end: what stops it, what is said, and that nothing of it is left behind."""

import signal
import sys
import threading
import time

import numpy as np
import pytest

from bpcourse import check
from bpcourse.learner import limit
from bpcourse.learner.limit import Stopped, limited


@pytest.fixture(autouse=True)
def as_before():
    """Whatever a test does, the handler, the threads and the stream are those of before."""
    handler, stream, trace = signal.getsignal(signal.SIGINT), sys.stdout, sys.gettrace()
    yield
    assert signal.getsignal(signal.SIGINT) is handler
    assert threading.active_count() == 1
    assert sys.stdout is stream
    assert sys.gettrace() is trace


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(limit, "SECONDS", 0.2)


def helper(x):
    n = 0
    while n < 10:
        n = n
    return x


def relu_backward(dout, x):
    print("so far")
    return helper(dout)


def sigmoid_backward(dout, out):
    time.sleep(100)


def tanh_backward(dout, out):
    raise KeyboardInterrupt


def mse_loss_backward(pred, target):
    try:
        time.sleep(100)
    except BaseException:
        while True:
            pass


def linear_backward(dout, cache):
    return [helper(one) for one in dout]


def test_the_line_that_was_running(records, soon):
    check(relu_backward)
    (verdict,) = records
    error = verdict["error"]
    assert verdict["status"] == "timeout"
    assert verdict["score"] == 0
    assert error["function"] == "helper"
    assert error["text"] in {"    while n < 10:", "        n = n"}
    assert error["line"] == helper.__code__.co_firstlineno + 1 + ("n = n" in error["text"]) + 1
    assert error["probe"] == "N=5, M=3"
    assert error["inputs"] == {"x": [5, 3], "dout": [5, 3]}
    assert "your helper was still running" in error["message"]
    assert verdict["printed"] == "so far\n"


def test_code_that_sleeps_is_stopped_too(records, soon):
    began = time.monotonic()
    check(sigmoid_backward)
    assert time.monotonic() - began < 5
    assert records[0]["error"]["text"] == "    time.sleep(100)"
    assert "your code was still running" in records[0]["error"]["message"]


def test_a_function_without_a_name_is_not_named(records, soon):
    check(linear_backward)
    assert "your helper" in records[0]["error"]["message"]


def test_code_that_swallows_the_interrupt_gets_another(records, soon, monkeypatch):
    monkeypatch.setattr(limit, "AGAIN", 0.1)
    check(mse_loss_backward)
    assert records[0]["error"]["text"].strip() in {"while True:", "pass"}


def press_ctrl_c(after):
    timer = threading.Timer(after, limit.interrupt_main_thread)
    timer.start()
    return timer


def test_ctrl_c_is_told_from_the_limit(records):
    timer = press_ctrl_c(0.2)
    check(sigmoid_backward)
    timer.join()
    (verdict,) = records
    assert verdict["status"] == "timeout"
    assert verdict["error"]["message"].startswith("You stopped it after 0.")


def test_an_interrupt_that_their_own_code_raises(records):
    check(tanh_backward)
    assert records[0]["status"] == "timeout"
    assert records[0]["error"]["text"] == "    raise KeyboardInterrupt"


def test_an_interrupt_while_ours_is_running_says_so(records, monkeypatch):
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["bpcourse.learner.check"], "grade_function", interrupted)
    check(tanh_backward)
    error = records[0]["error"]
    assert (error["line"], error["probe"]) == (None, None)
    assert "the check was still running" in error["message"]


def test_off_the_main_thread_there_is_no_limit(soon):
    did = []
    thread = threading.Thread(target=lambda: did.append(limited(lambda: time.sleep(0.4) or "done")))
    thread.start()
    thread.join()
    assert did == ["done"]


def test_a_limit_within_a_limit_is_the_outer_one(soon):
    def outer():
        with pytest.raises(KeyboardInterrupt):
            limited(lambda: time.sleep(100))
        raise KeyboardInterrupt

    with pytest.raises((Stopped, KeyboardInterrupt)):
        limited(outer)


def test_the_handler_of_before_gets_the_next_ctrl_c(soon):
    got = []
    before = signal.signal(signal.SIGINT, lambda *_: got.append(1))
    try:
        assert limited(lambda: "done") == "done"
        limit.interrupt_main_thread()
        time.sleep(0.01)
    finally:
        signal.signal(signal.SIGINT, before)
    assert got == [1]


def test_a_handler_that_their_code_replaced_is_put_back(soon):
    with np.errstate(all="ignore"):
        limited(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))


@pytest.fixture
def quick_threads():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_it_never_fires_after_the_end(monkeypatch, quick_threads):
    """The limit ends within microseconds of the work: each time one of the two comes first."""
    monkeypatch.setattr(limit, "SECONDS", 0.001)
    ended = stopped = 0
    for i in range(300):
        until = time.perf_counter() + 0.0005 + 0.00001 * (i % 100)

        def work(until=until):
            while time.perf_counter() < until:
                pass
            return "done"

        try:
            assert limited(work) == "done"
            ended += 1
        except Stopped as e:
            assert e.by_limit
            stopped += 1
        sum(range(200))  # an interrupt that came late would strike here
    assert ended > 20
    assert stopped > 20


def test_without_pthread_kill_as_on_windows(records, soon, monkeypatch):
    monkeypatch.delattr(signal, "pthread_kill")
    check(relu_backward)
    assert records[0]["status"] == "timeout"
