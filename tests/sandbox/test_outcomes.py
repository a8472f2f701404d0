"""What becomes of code that works, fails, hangs, dies or floods."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from bpcourse.sandbox import Limits

from .conftest import GOOD, INPUTS

FAST = Limits(seconds=0.5)
EXIT = "import os\ndef f(x):\n    os._exit(0)\n"
LOOP = "def f(x):\n    while True:\n        pass\n"


def test_an_answer(run):
    outcome = run(
        "print('at import')\ndef f(x):\n    print('é', x.sum())\n    return 2 * x\n", calls=3
    )
    assert (outcome.status, outcome.message, outcome.error) == ("answered", "", None)
    assert outcome.level == "basic"
    assert outcome.cpu_s >= 0
    assert len(outcome.answers) == 3
    for answer in outcome.answers:
        np.testing.assert_array_equal(answer["outputs"]["y"], 2 * INPUTS["x"])
        assert (answer["error"], answer["changed"]) == (None, [])
        assert answer["printed"] == "é 15.0\n"


@pytest.mark.parametrize(
    "value", ["3", "np.bool_(1)", "np.float16(1)", "[[1, 2]]", "np.ones((0, 2))"]
)
def test_arrays_come_back_as_they_were(run, value):
    (answer,) = run(f"import numpy as np\ndef f(x):\n    return {value}\n").answers
    want = np.array(eval(value, {"np": np}))
    got = answer["outputs"]["y"]
    assert (got.dtype, got.shape, got.tolist()) == (want.dtype, want.shape, want.tolist())


def test_big_endian_fortran_order_and_long_double(run):
    source = "import numpy as np\ndef f(x):\n    return {}\n"
    for value in (
        "x.astype('>f8')",
        "np.asfortranarray(x)",
        "x.astype(np.longdouble)",
        "x[:, ::-1]",
    ):
        (answer,) = run(source.format(value)).answers
        want = INPUTS["x"][:, ::-1] if "::" in value else INPUTS["x"]
        np.testing.assert_array_equal(answer["outputs"]["y"], want)


def test_what_is_under_test_is_beside_what_is_given_and_its_companions(run):
    source = "def mine(x):\n    return 3 * x\ndef linear_forward(*a):\n    1 / 0\n" + GOOD
    probe = (
        "def run(t, x):\n"
        "    out, _ = t.linear_forward(x, np.eye(3), np.zeros(3))\n"
        "    return unpack(t.mine(out), 'y')\n"
    )
    (answer,) = run(source, run=probe, also=("mine",)).answers
    np.testing.assert_array_equal(answer["outputs"]["y"], 3 * INPUTS["x"])


def test_an_input_changed_in_place_is_named_and_the_next_call_gets_it_fresh(run):
    outcome = run("def f(x):\n    x *= 2\n    return x\n", calls=2)
    for answer in outcome.answers:
        assert answer["changed"] == ["x"]
        np.testing.assert_array_equal(answer["outputs"]["y"], 2 * INPUTS["x"])


@pytest.mark.parametrize(
    ("raised", "name"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise NotImplementedError", "NotImplementedError"),
        ("return f(x)", "RecursionError"),
        ("raise Silent", "Silent"),
        ("return np.array([None, {}], dtype=object)", "WrongReturn"),
        ("return 'text'", "WrongReturn"),
    ],
)
def test_an_exception_in_a_call_is_a_record(run, raised, name):
    source = (
        "import numpy as np\n"
        "class Silent(Exception):\n"
        "    def __str__(self):\n"
        "        raise ValueError\n"
        f"def f(x):\n    {raised}\n"
    )
    outcome = run(source, calls=2)
    assert outcome.status == "answered"
    assert [answer["error"]["type"] for answer in outcome.answers] == [name, name]
    assert all(answer["outputs"] is None for answer in outcome.answers)
    if name not in ("WrongReturn", "ValueError"):
        error = outcome.answers[0]["error"]
        assert (error["line"], error["function"], error["inner"]) == (6, "f", True)


@pytest.mark.parametrize("raised", ["1 / 0", "raise SystemExit(3)", "raise KeyboardInterrupt"])
def test_an_exception_in_the_slice(run, raised):
    outcome = run(f"x = 1\n{raised}\n{GOOD}")
    assert (outcome.status, outcome.answers, outcome.error["line"]) == ("error", [], 2)
    assert outcome.error["type"] in outcome.message


def test_a_definition_that_is_not_reached(run):
    outcome = run("if False:\n    def f(x):\n        return x\n")
    assert outcome.status == "error"
    assert "'f' is not defined" in outcome.message


def test_an_endless_loop_costs_its_own_exercise(sandbox, task):
    tasks = [task(s) for s in (GOOD, LOOP, GOOD, "while True:\n    pass\n", GOOD)]
    started = time.monotonic()
    outcomes = sandbox.run(tasks, FAST)
    assert [o.status for o in outcomes] == [
        "answered",
        "timeout",
        "answered",
        "timeout",
        "answered",
    ]
    assert "0.5 seconds" in outcomes[1].message
    assert time.monotonic() - started < 5


def test_what_was_answered_before_a_loop_is_kept(run):
    source = (
        "n = 0\ndef f(x):\n    global n\n    n += 1\n    while n > 2:\n        pass\n    return x\n"
    )
    outcome = run(source, calls=4, limits=FAST)
    assert (outcome.status, len(outcome.answers)) == ("timeout", 2)


@pytest.mark.parametrize("end", ["os._exit(0)", "os.abort()", "os.kill(os.getpid(), 9)"])
def test_an_end_of_the_process_costs_its_own_exercise(sandbox, task, end):
    source = EXIT.replace("os._exit(0)", end)
    outcomes = sandbox.run([task(s) for s in (GOOD, source, GOOD)])
    assert [o.status for o in outcomes] == ["answered", "crashed", "answered"]
    assert ("exit code" if "exit" in end else "signal") in outcomes[1].message


def test_a_crash_is_not_charged_to_the_next_exercise(sandbox, task):
    bomb = (
        "import os, threading, time\n"
        "def end():\n    time.sleep(0.3)\n    os._exit(1)\n"
        "threading.Thread(target=end).start()\n" + GOOD
    )
    slow = "import time\ndef f(x):\n    time.sleep(0.6)\n    return x\n"
    assert [o.status for o in sandbox.run([task(bomb), task(slow)])] == ["answered"] * 2


def test_one_exercise_does_not_see_the_names_of_another(sandbox, task):
    outcomes = sandbox.run([task("secret = 1\n" + GOOD), task("secret\n" + GOOD)])
    assert [o.status for o in outcomes] == ["answered", "error"]


def test_a_name_that_is_missing_is_looked_for_above(run):
    fallback = [(3, "import not_there"), (4, "1 / 0"), (5, "exec('k = 3')"), (6, "exit(2)")]
    source = "def f(x):\n    return k * x\n"
    outcome = run(source, calls=2, fallback=fallback)
    assert outcome.status == "answered"
    assert [a["outputs"]["y"][0, 1] for a in outcome.answers] == [3, 3]
    at_import = run("m = k\n" + GOOD, fallback=fallback)
    assert (at_import.status, len(at_import.answers)) == ("answered", 1)
    assert run(source).answers[0]["error"]["type"] == "NameError"


def test_lines_of_the_fallback_are_told_from_those_of_the_slice(run):
    fallback = [(10, "exec('k = 3')\n"), (11, "\ndef g(x):\n    return 1 / 0")]
    outcome = run("def f(x):\n    return g(k)\n", fallback=fallback)
    assert outcome.answers[0]["error"]["line"] == 13


@pytest.mark.parametrize("trap", ["while True: pass", "__import__('os')._exit(0)"])
def test_a_fallback_that_goes_wrong_leaves_the_first_answer(sandbox, task, trap):
    missing = task("def f(x):\n    return k * x\n", fallback=[(3, trap)])
    outcomes = sandbox.run([missing, task(GOOD)], FAST)
    assert [o.status for o in outcomes] == ["answered", "answered"]
    assert outcomes[0].answers[0]["error"]["message"] == "name 'k' is not defined"


def test_too_much_memory(run):
    outcome = run("import numpy as np\ndef f(x):\n    return np.ones((10**6, 10**6))\n")
    assert (outcome.status, "2 GB" in outcome.message) == ("memory", True)


def test_too_large_an_answer(run):
    limits = Limits(output_bytes=2**20)
    outcome = run("import numpy as np\ndef f(x):\n    return np.ones(10**5)\n", limits=limits)
    assert outcome.status == "answered"
    assert "800,000 bytes" in outcome.answers[0]["error"]["message"]
    many = run("import numpy as np\ndef f(x):\n    return np.ones(10**4)\n", limits=limits, calls=9)
    assert many.status == "answered"
    assert [a["error"] is None for a in many.answers] == [True] * 6 + [False] * 3


@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_flood_on_the_standard_streams_goes_nowhere(run, stream):
    flood = f"for _ in range(50):\n        os.write({stream}, b'x' * 2**20)"
    source = f"import os\ndef f(x):\n    {flood}\n    return x\n"
    assert run(source).status == "answered"


def test_printed_text_is_capped(run):
    both = "print('x' * 10**6)\n    print('y' * 10**6, file=sys.stderr)"
    source = f"import sys\ndef f(x):\n    {both}\n    return x\n"
    (answer,) = run(source).answers
    assert set(answer["printed"]) == {"x"}
    assert len(answer["printed"]) <= 2000


def test_nothing_to_read_from_standard_input(run):
    assert run("def f(x):\n    return input()\n").answers[0]["error"]["type"] == "EOFError"


def test_a_large_request_to_a_child_that_does_not_read(sandbox, task):
    stop_reading = (
        "import gc, io, os\n"
        "for thing in gc.get_objects():\n"
        "    if isinstance(thing, io.FileIO) and thing.readable() and thing.fileno() > 2:\n"
        "        os.dup2(os.open(os.devnull, os.O_RDONLY), thing.fileno())\n" + GOOD
    )
    large = task(GOOD, inputs={"x": np.zeros(10**6)})
    outcomes = sandbox.run([task(stop_reading), large, task(GOOD)], Limits(seconds=2))
    assert [o.status for o in outcomes] == ["answered"] * 3


def test_a_process_that_is_left_behind_is_ended(run, tmp_path):
    sign = tmp_path / "alive"
    code = f"import time; time.sleep(0.5); open({str(sign)!r}, 'w')"
    start = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-S', '-c', {code!r}])\n"
    assert run(start + GOOD).status == "answered"
    time.sleep(1)
    assert not sign.exists()
    subprocess.run([sys.executable, "-S", "-c", code], check=True)  # the control: nobody ends it
    assert sign.exists()


def test_a_sandbox_serves_several_threads(sandbox, task):
    statuses = []

    def work():
        statuses.extend(o.status for o in sandbox.run([task(GOOD), task(EXIT), task(GOOD)]))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == ["answered"] * 6 + ["crashed"] * 3


def test_no_tasks(sandbox):
    assert sandbox.run([]) == []
