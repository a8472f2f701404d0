"""A deadline for a learner's function, kept by looking at the clock at each of its lines."""

import dis
import linecache
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType

SECONDS = 2.0


class TooSlow(Exception):
    """A function has run for longer than it may; `line` of `file` is where it was."""

    def __init__(self, file: str, line: int, text: str, seconds: float) -> None:
        super().__init__(f"it was at line {line}")
        self.file, self.line, self.text, self.seconds = file, line, text, seconds


class _Late(BaseException):
    """What is raised inside: no `except Exception` of a learner's stops it."""


@contextmanager
def deadline(seconds: float | None = None, files: Collection[str] = ()) -> Iterator[None]:
    """Run what stands in the `with`, and end functions of these files after some seconds.

    It works in any thread. What sleeps, or works inside one call of NumPy, is ended at its next
    line.

    Parameters
    ----------
    seconds : float, optional
        2 without it.
    files : collection of str
        Where the functions were written: ``f.__code__.co_filename``. Others are not slowed down.

    Raises
    ------
    TooSlow
        At a line of these files, after the time is over, whatever they catch.

    Notes
    -----
    A debugger, or a measurement of coverage, that is at work is put back afterwards.
    """
    seconds = SECONDS if seconds is None else seconds
    limit = time.monotonic() + seconds
    late: TooSlow | None = None

    def in_frame(frame, event, arg):
        nonlocal late
        if event in ("line", "opcode") and time.monotonic() > limit:
            file, line = frame.f_code.co_filename, frame.f_lineno
            text = linecache.getline(file, line, frame.f_globals).strip()
            late = TooSlow(file, line, text, seconds)
            raise _Late
        return in_frame

    def enter(frame, event, arg):
        if frame.f_code.co_filename not in files:
            return None
        frame.f_trace_opcodes = _spins(frame.f_code)
        return in_frame

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        yield
    except BaseException:
        if late is None:
            raise
    finally:
        sys.settrace(before)
    if late:
        raise late


@lru_cache(maxsize=1000)
def _spins(code: CodeType) -> bool:
    """Whether an operation jumps to itself, as in "while True: pass" on one line.

    Python begins no line there. Looking at the clock at every operation, and not at every line,
    makes a learner's loops 13 times as slow, and not twice.
    """
    return any(
        step.opcode in dis.hasjrel and step.argval == step.offset
        for step in dis.get_instructions(code)
    )
