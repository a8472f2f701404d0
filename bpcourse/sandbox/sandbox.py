"""The sandbox: one submission, one process; one exercise that goes wrong costs that exercise."""

import inspect
import math
import secrets
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy

from ..exercises import kit
from ..grading import runner
from . import wire, worker
from .child import Child, Ended, TimedOut
from .model import Limits, Outcome, Task
from .replies import read_answer, read_cpu, read_error, read_reply, request

LEVEL = "basic"


class Sandbox:
    """Where strangers' code runs. A context manager; its runs may be in several threads.

    Raises
    ------
    SandboxError
        By `run`, if Python with NumPy does not start: nobody's submission is to blame.

    Notes
    -----
    The child is started with ``-I -S``. Its path is the standard library and a folder that holds
    only NumPy; its environment is one setting of BLAS; its folder is empty; it holds no expected
    value. That protects from accidents, not from hostile code: a process of the same user can
    open what that user can.
    """

    def __enter__(self) -> "Sandbox":
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        root = Path(self._folder.name)
        self._worker, self._numpy = root / "worker", root / "numpy"
        self._worker.mkdir()
        self._numpy.mkdir()
        for name, module in {"worker": worker, "wire": wire, "runner": runner, "kit": kit}.items():
            text = inspect.getsource(module)
            (self._worker / f"{name}.py").write_text(text, encoding="utf-8")
        package = Path(numpy.__file__).parent
        for source in (package, package.parent / "numpy.libs"):
            if source.is_dir():
                _link(source, self._numpy / source.name)
        return self

    def __exit__(self, *exception: object) -> None:
        self._folder.cleanup()

    def run(self, tasks: Sequence[Task], limits: Limits | None = None) -> list[Outcome]:
        """Run the exercises of one submission, in order.

        Parameters
        ----------
        tasks : sequence of Task
        limits : Limits, optional

        Returns
        -------
        list of Outcome
            One a task. A task that runs over its time or ends the process costs itself: the
            rest run in a new process, and one that crashes where others ran before it is tried
            once more by itself.
        """
        limits = limits or Limits()
        outcomes: list[Outcome] = []
        child = None
        try:
            for task in tasks:
                shared = child is not None
                child = child or self._start(limits, len(tasks))
                outcome, usable = _converse(child, task, limits)
                if outcome.status == "crashed" and shared:
                    child.close()
                    child = self._start(limits, len(tasks))
                    outcome, usable = _converse(child, task, limits)
                outcomes.append(outcome)
                if not usable:
                    child.close()
                    child = None
        finally:
            if child is not None:
                child.close()
        return outcomes

    def _start(self, limits, tasks):
        # A limit on CPU time ends a child whose parent was killed.
        cpu_seconds = math.ceil(limits.start_seconds + limits.seconds * tasks)
        return Child(self._worker / "worker.py", self._numpy, limits, cpu_seconds)


def _converse(child: Child, task: Task, limits: Limits) -> tuple[Outcome, bool]:
    """Send a task and collect what comes back. Also whether the child can serve another."""
    talk = _Talk(child, task, limits)
    try:
        talk.listen()
    except TimedOut:
        message = f"no answer within {limits.seconds:g} seconds: is there a loop that never ends?"
        status = "timeout"
    except Ended as e:
        message = f"Python itself ended before the exercise had answered ({e})"
        status = "crashed"
    except wire.BadFrame as e:
        message = f"what came back could not be read: {e}"
        status = "crashed"
    else:
        outcome = talk.outcome()
        return outcome, outcome.status != "memory"
    if talk.first is not None:  # it was already answered when the fallback went wrong
        return talk.first, False
    outcome = Outcome(status, talk.answers, message=message, cpu_s=talk.cpu_s, level=LEVEL)
    return outcome, False


class _Talk:
    """One task, sent to a child, and its replies so far."""

    def __init__(self, child: Child, task: Task, limits: Limits):
        self.child, self.task, self.limits = child, task, limits
        self.answers: list[dict] = []
        self.error: dict | None = None
        self.first: Outcome | None = None
        self.cpu_s = 0.0

    def listen(self) -> None:
        """Read replies until the child says that it is done."""
        nonce = secrets.token_bytes(wire.NONCE)
        started = time.monotonic()
        budget = self.limits.output_bytes
        self.child.send(nonce, request(self.task, budget))
        while True:
            payload = self.child.receive(nonce, started + self.limits.seconds, budget)
            budget -= len(payload)
            kind, message, arrays = read_reply(payload)
            complete = self.error is not None or len(self.answers) == len(self.task.calls)
            if kind == "done" and complete:
                self.cpu_s = read_cpu(message, time.monotonic() - started)
                return
            if kind == "again" and complete and self.first is None:
                self.first = self.outcome()
                self.answers, self.error = [], None
                budget = self.limits.output_bytes
            elif kind == "error" and not complete and not self.answers:
                self.error = read_error(message.get("error"))
            elif kind == "answer" and not complete:
                call = self.task.calls[len(self.answers)]
                self.answers.append(read_answer(message, arrays, call))
            else:
                raise wire.BadFrame("a reply out of turn")

    def outcome(self) -> Outcome:
        """What the replies say."""
        errors = [self.error, *(answer["error"] for answer in self.answers)]
        by_type = {error["type"]: error["message"] for error in errors if error}
        if "Withheld" in by_type:
            status, message = "forbidden", by_type["Withheld"]
        elif "MemoryError" in by_type:
            status = "memory"
            message = f"it wanted more than {self.limits.memory_bytes / 2**30:g} GB of memory"
        elif self.error:
            status, message = "error", f"{self.error['type']}: {self.error['message']}"
        else:
            status, message = "answered", ""
        return Outcome(status, self.answers, self.error, message, self.cpu_s, LEVEL)


def _link(source: Path, target: Path) -> None:
    """Link a folder; copy it where links are not allowed."""
    try:
        target.symlink_to(source, target_is_directory=True)
    except OSError:
        shutil.copytree(source, target)
