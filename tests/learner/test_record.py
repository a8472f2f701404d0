"""The file of what was done: kept whole whoever writes it, and never in the way of a check."""

import json
import os
import re
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from bpcourse import check, quiz
from bpcourse.exercises import find_exercise
from bpcourse.grading import unanswered
from bpcourse.learner import lock, record
from bpcourse.learner.record import change_record, read_record, remember_verdict


def relu_backward(dout, x):
    return np.where(x > 0, dout, 0)


def linear_backward(dout, cache):
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=1)


class Counter:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Counter(self.n + other.n)

    def double(self):
        raise NotImplementedError


class Finished(Counter):
    def double(self):
        return Counter(2 * self.n)


Finished.__name__ = "Counter"


def entry(folder, name):
    return read_record(folder)["exercises"][name]


def test_a_check_is_recorded(folder, capsys):
    for _ in range(2):
        check(linear_backward)
    kept = entry(folder, "linear_backward")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", kept.pop("when"))
    assert kept == {
        "best": 2.0,
        "points": 3,
        "status": "failed",
        "attempts": 2,
        "parts": {},
        "hints": 0,
    }
    check(relu_backward)
    assert entry(folder, "relu_backward")["status"] == "passed"


def test_no_name_of_a_person_or_a_machine_is_in_it(folder, capsys):
    check(relu_backward)
    kept = json.loads((folder / ".bpcourse" / "progress.json").read_text())
    assert kept.keys() == {"format", "exercises", "quizzes"}
    assert kept["exercises"]["relu_backward"].keys() == record.ENTRY.keys()


def test_what_is_not_started_leaves_no_trace(folder, capsys):
    _, exercise = find_exercise("relu_backward")
    remember_verdict(exercise, unanswered(exercise, "not_started"))
    assert list(folder.iterdir()) == []


def test_the_best_score_stays(folder):
    _, exercise = find_exercise("linear_backward")
    for score, status in [(1.0, "failed"), (3.0, "passed"), (2.0, "failed"), (0.0, "timeout")]:
        verdict = unanswered(exercise, status)
        verdict.score = score
        remember_verdict(exercise, verdict)
    kept = entry(folder, "linear_backward")
    assert (kept["best"], kept["status"], kept["attempts"]) == (3.0, "timeout", 4)


def test_parts_of_a_class(toy, folder, capsys):
    check(Counter, "add")
    kept = entry(folder, "Counter")
    assert (kept["parts"], kept["best"], kept["status"]) == ({"add": True}, 2, "failed")
    check(Counter, "double")  # not started
    check(Finished, "double")
    kept = entry(folder, "Counter")
    assert kept["parts"] == {"add": True, "double": True}
    assert (kept["best"], kept["status"], kept["attempts"]) == (4, "passed", 2)
    check(Counter)
    kept = entry(folder, "Counter")
    assert (kept["parts"], kept["best"]) == ({"add": True, "double": False}, 4)


def test_an_answer_is_recorded(folder, capsys):
    for answer in "ba":
        quiz("reach-of-a-weight", answer)
    quiz("reach-of-a-weight", "c")
    quiz("reach-of-a-weight", "a")
    kept = read_record(folder)["quizzes"]["reach-of-a-weight"]
    assert (kept["right"], kept["answers"]) == (True, 4)


def test_switched_off(folder, capsys, monkeypatch):
    check(relu_backward)
    monkeypatch.setenv("BPCOURSE_PROGRESS", "off")
    before = (folder / ".bpcourse" / "progress.json").read_bytes()
    check(relu_backward)
    assert (folder / ".bpcourse" / "progress.json").read_bytes() == before
    assert read_record(folder)["exercises"] == {}


DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b'{"format": 1}',
    b'{"format": 2, "exercises": {}, "quizzes": {}}',
    b'{"format": 1, "exercises": {"relu_backward": {"best": "1"}}, "quizzes": {}}',
    b'{"format": 1, "exercises": {}, "quizzes": {"a": 1}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_put_aside_and_said_once(content, folder, capsys):
    place = folder / ".bpcourse"
    place.mkdir()
    (place / "progress.json").write_bytes(content)
    (place / "progress-damaged-1.json").write_bytes(b"from another time")
    check(relu_backward)
    told = capsys.readouterr().out
    assert "relu_backward" in told.split("The record of your progress could not be read.")[0]
    assert ".bpcourse/progress-damaged-2.json" in told
    assert (place / "progress-damaged-1.json").read_bytes() == b"from another time"
    assert (place / "progress-damaged-2.json").read_bytes() == content
    assert entry(folder, "relu_backward")["attempts"] == 1
    check(relu_backward)
    assert "could not be read" not in capsys.readouterr().out


def test_a_file_in_the_place_of_the_folder(folder, capsys):
    (folder / ".bpcourse").write_text("")
    check(relu_backward)
    assert capsys.readouterr().out.startswith("✓")


def test_a_folder_in_the_place_of_the_file(folder, capsys):
    (folder / ".bpcourse" / "progress.json").mkdir(parents=True)
    check(relu_backward)
    assert capsys.readouterr().out.startswith("✓")


@pytest.mark.skipif(os.name == "nt", reason="a current folder cannot be removed there")
def test_a_folder_that_is_gone(folder, capsys):
    folder.rmdir()
    check(relu_backward)
    assert capsys.readouterr().out.startswith("✓")


def test_a_folder_that_cannot_be_written_to(folder, capsys, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(record, "locked", refuse)
    check(relu_backward)
    assert capsys.readouterr().out.startswith("✓")


READ_ONLY = """
import os, sys
from bpcourse import check, progress, submit
from bpcourse.learner.trouble import Trouble

def relu_backward(dout, x):
    return dout * (x > 0)

os.environ["BPCOURSE_PROGRESS"] = "off"
check(relu_backward)  # so that all is imported that root alone may read
progress()
del os.environ["BPCOURSE_PROGRESS"]
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setuid(65534)
check(relu_backward)
progress()
try:
    submit()
except Trouble as e:
    print(e)
"""


@pytest.mark.skipif(os.name == "nt", reason="there, a read-only folder can be written to")
def test_a_folder_that_is_read_only(folder):
    for above in folder.parents[:3]:
        above.chmod(above.stat().st_mode | 0o055)  # for the user who root becomes
    text = "def relu_backward(dout, x):\n    return dout * (x > 0)"
    book = {"cells": [{"cell_type": "code", "source": text}], "nbformat": 4}
    (folder / "05_layers_backward.ipynb").write_text(json.dumps(book))
    folder.chmod(0o555)
    told = subprocess.run(
        [sys.executable, "-c", READ_ONLY, folder], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("✓ relu_backward: passed") == 2
    said = " ".join(told.stdout.split())
    assert "cannot be written to, so your checks are not recorded" in said
    assert "bpcourse-submission.zip cannot be written (Permission denied)" in said
    assert [path.name for path in folder.iterdir()] == ["05_layers_backward.ipynb"]


def test_a_disk_that_is_full(folder, capsys, monkeypatch):
    check(linear_backward)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.Path, "write_text", full)
    check(relu_backward)
    assert list(read_record(folder)["exercises"]) == ["linear_backward"]


def test_an_old_file_that_is_held_for_a_moment(folder, monkeypatch):
    replace, tries = os.replace, []

    def held(*args):
        tries.append(args)
        if len(tries) < 3:
            raise PermissionError(13, "held by a virus scanner")
        replace(*args)

    monkeypatch.setattr(record.os, "replace", held)
    assert change_record(lambda kept: kept["quizzes"].clear()) is None
    assert len(tries) == 3
    assert read_record(folder)["exercises"] == {}


HAMMER = """
import sys
from bpcourse.exercises import find_exercise
from bpcourse.grading import unanswered
from bpcourse.learner.record import remember_answer, remember_verdict

_, exercise = find_exercise("relu_backward")
print("ready", flush=True)
sys.stdin.readline()
for i in range(int(sys.argv[1])):
    remember_verdict(exercise, unanswered(exercise, "failed"))
    remember_answer(f"question {i}", False)
"""


def test_two_kernels_that_write_at_once_lose_nothing(folder):
    times = 150
    both = [
        subprocess.Popen(
            [sys.executable, "-c", HAMMER, str(times)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout.readline().strip() == b"ready"
    for one in both:
        one.stdin.write(b"go\n")
        one.stdin.flush()
    while any(one.poll() is None for one in both):
        read_record(folder)  # whole at any moment
        time.sleep(0.002)
    for one in both:
        one.communicate()
        assert one.returncode == 0
    kept = read_record(folder)
    assert kept["exercises"]["relu_backward"]["attempts"] == 2 * times
    assert len(kept["quizzes"]) == times
    assert {one["answers"] for one in kept["quizzes"].values()} == {2}
    assert sorted(p.name for p in (folder / ".bpcourse").iterdir()) == [
        "progress.json",
        "progress.lock",
    ]


def test_two_threads_lose_nothing(folder):
    def change(kept):
        kept["quizzes"].setdefault("q", {"right": True, "answers": 0, "when": ""})["answers"] += 1

    def many():
        for _ in range(100):
            change_record(change)

    threads = [threading.Thread(target=many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_record(folder)["quizzes"]["q"]["answers"] == 200


def test_a_lock_that_is_never_given_back_does_not_hold_up_a_check(folder, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    (folder / ".bpcourse").mkdir()
    with lock.locked(folder / ".bpcourse" / "progress.lock"):
        began = time.monotonic()
        assert change_record(lambda kept: None) is None
        assert time.monotonic() - began < 1
    assert not (folder / ".bpcourse" / "progress.json").exists()


def test_a_file_system_without_locks(folder, monkeypatch):
    fcntl = pytest.importorskip("fcntl")

    def unknown(*args):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unknown)
    change_record(lambda kept: None)
    assert read_record(folder)["exercises"] == {}


def test_it_costs_little(folder):
    """Beside 100 exercises and 80 questions, as the whole course will have."""
    _, exercise = find_exercise("relu_backward")
    verdict = unanswered(exercise, "failed")
    remember_verdict(exercise, verdict)

    def fill(kept):
        one = kept["exercises"]["relu_backward"]
        kept["exercises"] |= {f"exercise_{i}": dict(one) for i in range(100)}
        answer = {"right": True, "answers": 2, "when": one["when"]}
        kept["quizzes"] = {f"question-{i}": dict(answer) for i in range(80)}

    change_record(fill)
    began = time.process_time()  # other programs run beside the tests
    for _ in range(50):
        remember_verdict(exercise, verdict)
    assert (time.process_time() - began) / 50 < 0.003
