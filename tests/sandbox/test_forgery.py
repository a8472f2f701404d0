"""Code under test that writes to the answers itself, knowing all that its process knows."""

import numpy as np
import pytest

from bpcourse.sandbox import Limits

from .conftest import GOOD, INPUTS

# All that a submission needs in order to speak for the worker: it is in the same process.
INSIDE = """
import gc, io, sys, types
pipe = next(o for o in gc.get_objects()
            if isinstance(o, io.FileIO) and o.writable() and o.fileno() > 2)
frame = sys._getframe()
while "send" not in frame.f_locals:
    frame = frame.f_back
send = frame.f_locals["send"]
"""


ANSWER = "{'kind': 'answer', 'error': None, 'changed': [], 'printed': ''}"
DONE = "send({'kind': 'done', 'cpu_s': 0.0})"


def attack(statements):
    indented = "".join(f"    {line}\n" for line in (INSIDE + statements).strip().split("\n"))
    return f"def f(x):\n{indented}    return x\n"


def test_control_a_forged_answer_counts_as_the_submissions_own(run):
    # It gains nothing by that: it could have returned the same array.
    outcome = run(attack(f"send({ANSWER}, {{'y': x + 1}})\n{DONE}"))
    assert outcome.status == "answered"
    np.testing.assert_array_equal(outcome.answers[0]["outputs"]["y"], INPUTS["x"] + 1)


FORGED = {
    "garbage": "pipe.write(b'passed' * 100)",
    "another nonce": "pipe.write(bytes(16) + (5).to_bytes(4, 'big') + b'hello')",
    "a verdict": "send({'kind': 'passed', 'score': 1.0})",
    "a verdict on top of done": "send({'kind': 'done', 'cpu_s': 0.0, 'score': 1.0})",
    "done before its time": DONE,
    "again before its time": "send({'kind': 'again'})",
    "an error after an answer": "send({'kind': 'error', 'error': None})",
    "answers without end": f"while True: send({ANSWER}, {{}})",
    "a number for text": "send({'kind': 'answer', 'error': None, 'changed': [], 'printed': 1})",
    "nothing more": "pipe.close()",
    "a flood": "while True: pipe.write(bytes(2**20))",
}


@pytest.mark.parametrize("statements", FORGED.values(), ids=FORGED)
def test_what_is_not_an_answer_is_a_crash_of_that_exercise(sandbox, task, statements):
    bad = task(attack(statements), calls=2)
    outcomes = sandbox.run([task(GOOD), bad, task(GOOD)], Limits(seconds=3))
    assert [o.status for o in outcomes] == ["answered", "crashed", "answered"]
    assert outcomes[1].message


def test_an_object_array_is_refused(run):
    pickled = (
        "import numpy as np\n"
        "wire = next(m for m in gc.get_objects() if isinstance(m, types.ModuleType) "
        "and m.__name__ == 'wire')\n"
        "def encode(array):\n"
        "    stream = io.BytesIO()\n"
        "    np.lib.format.write_array(stream, np.array([{}]), allow_pickle=True)\n"
        "    return stream.getvalue()\n"
        "wire.encode = encode\n"
    )
    outcome = run(attack(pickled))
    assert outcome.status == "crashed"
    assert "header" in outcome.message


def test_a_frame_that_is_announced_too_long_is_not_waited_for(run):
    long = (
        "nonce = send.__defaults__[1]\n"
        "pipe.write(nonce + (2**32 - 1).to_bytes(4, 'big'))\n"
        "while True: pass"
    )
    outcome = run(attack(long), seconds=20)
    assert outcome.status == "crashed"
    assert "4,294,967,295 bytes" in outcome.message


def test_all_answers_together_are_capped(run):
    large = (
        f"import numpy as np\nfor _ in range(2): send({ANSWER}, {{'y': np.zeros(10**5)}})\n{DONE}"
    )
    control = run(attack(large), calls=2, limits=Limits(output_bytes=2**21))
    assert control.status == "answered"
    outcome = run(attack(large), calls=2, limits=Limits(output_bytes=2**20))
    assert (outcome.status, len(outcome.answers)) == ("crashed", 1)


def test_a_frame_left_for_the_next_exercise_is_not_taken(sandbox, task):
    late = (
        "import threading, time\n"
        "def later():\n"
        "    time.sleep(0.2)\n"
        f"    send({ANSWER}, {{'y': x + 1}})\n"
        f"    {DONE}\n"
        "threading.Thread(target=later).start()"
    )
    slow = "import time\ndef f(x):\n    time.sleep(0.5)\n    return 2 * x\n"
    first, second = sandbox.run([task(attack(late)), task(slow)])
    assert (first.status, second.status) == ("answered", "answered")
    np.testing.assert_array_equal(second.answers[0]["outputs"]["y"], 2 * INPUTS["x"])
