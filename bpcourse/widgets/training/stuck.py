"""Sees that a learner's function stands still in code that runs no lines, and where.

A loop of theirs ends at a deadline, which counts lines. What sleeps, waits or works inside of one
call runs no line at all, and no thread can be ended from outside: it can only be left.
"""

import linecache
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

PATIENCE = 5.0  # seconds without a line
ENDLESS = 45.0  # seconds without a step: more than all deadlines of one step together
LOOK = 0.25  # seconds between looks

Where = tuple[str, int, str]


def guard(work: Any, files: frozenset[str], abandon: Callable[[Any, Where], None]) -> None:
    """Watch a thread until its work is done; abandon it if the learner's code never comes back.

    It stands still, or it runs on and on: a loop with a bare ``except:`` in it catches what is
    raised at the deadline, and Python looks at its lines no more.

    Parameters
    ----------
    work : Work
        Its ``thread``, its ``beat`` and its ``done``.
    files : frozenset of str
        Where the learner's functions were written.
    abandon : callable
        ``abandon(work, (file, line, text))``.
    """
    seen, since = None, time.monotonic()
    beat, stepped = work.beat, since
    while not work.done.wait(LOOK):
        frame = sys._current_frames().get(work.thread.ident)
        where, mark = line_of(frame, files), (work.beat, places(frame))
        now = time.monotonic()
        if work.beat != beat:
            beat, stepped = work.beat, now
        if where and now - stepped >= ENDLESS:
            abandon(work, where)
            return
        if mark != seen or where is None:
            seen, since = mark, now
        elif now - since >= PATIENCE:
            abandon(work, where)
            return


def places(frame: FrameType | None) -> tuple[tuple[int, int], ...]:
    """Where each function on a stack is; while it stays the same, no line has run."""
    found = []
    while frame is not None:
        found.append((id(frame), frame.f_lasti))
        frame = frame.f_back
    return tuple(found)


def line_of(frame: FrameType | None, files: frozenset[str]) -> Where | None:
    """The innermost line of the learner's on a stack, with its text."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file in files:
            text = linecache.getline(file, frame.f_lineno, frame.f_globals).strip()
            return file, frame.f_lineno, text
        frame = frame.f_back
    return None
