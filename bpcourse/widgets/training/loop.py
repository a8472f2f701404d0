"""Training in a thread of its own that lives only while it trains.

The page asks on whatever thread the kernel chooses; the run is touched under a lock. Frames are
pushed and not asked for: a question and its answer take 65 to 90 ms, a frame is due every 33.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .stuck import Where, guard

BURST = 0.004  # seconds of steps before others may have the lock and the interpreter
GAP = 0.0005
FRAME = 1 / 30  # seconds between frames at least
WHOLE = 1 / 8  # seconds between frames with everything in them
SHARE = 4  # frames that take long get one part in so many of the time
AHEAD = 8  # frames without an answer; the page answers every fourth
PATIENCE = 60.0  # seconds without an answer
ALONE = 1.0  # seconds without a view

Until = Callable[[Any], bool]


@dataclass
class Work:
    """What one thread works on. One that was abandoned keeps its own, and finds it stopped."""

    run: Any
    until: Until | None
    lock: threading.Lock
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None
    guard: threading.Thread | None = None
    abandoned: bool = False
    beat: int = 0  # grows with every step: how a guard sees that it lives


class Loop:
    """Trains a run, and says when a picture of it is due.

    Parameters
    ----------
    run : TrainingRun
        Steps when asked: ``step()``, ``steps``, ``stopped``.
    push : callable
        ``push(whole, training)`` makes and sends a frame, the lock held, and returns its number.
        A whole one has everything in it, the others what moves fast.
    files : frozenset of str
        Where the learner's functions were written, if any drive the run: their thread is guarded.
    renew : callable, optional
        Makes a fresh run in place of one whose thread had to be abandoned.

    Attributes
    ----------
    run : TrainingRun
        To be touched by whoever has the `turn`, and in ``push``, which is called with it.
    speed : float
        Steps a second at most; 0 is as many as there is time for.
    rate : float
        Steps a second, measured.
    words : str
        Why training paused by itself.
    stuck : (file, line, text) or None
        Where the learner's code stood when its thread was abandoned.
    """

    def __init__(
        self,
        run: Any,
        push: Callable[[bool, bool], int],
        files: frozenset[str] = frozenset(),
        renew: Callable[[], Any] | None = None,
    ) -> None:
        self.run, self._push, self._files, self._renew = run, push, files, renew
        self._lock = threading.Lock()
        self._starting = threading.Lock()
        self._work: Work | None = None
        self._closed = False
        self._sent = self._answered = 0
        self._heard = time.monotonic()
        self._alone_since: float | None = None
        self.speed = self.rate = 0.0
        self.words = ""
        self.stuck: Where | None = None

    @property
    def training(self) -> bool:
        return self._work is not None and not self._work.stop.is_set()

    @contextmanager
    def turn(self) -> Iterator[Any]:
        """Hold the run: no step is taken meanwhile. Not to be nested, nor held over a pause."""
        while True:
            lock = self._lock
            # The lock of an abandoned thread is replaced, never released: look again now and then.
            if not lock.acquire(timeout=0.1):
                continue
            if lock is self._lock:
                break
            lock.release()
        try:
            yield self.run
        finally:
            lock.release()

    def train(self, until: Until | None = None) -> None:
        """Train in a thread until told to pause, or until what ``until(run)`` says is reached."""
        with self._starting:
            if self._closed or self.training:
                return
            self._finish(self._work)
            self.words, self.stuck, self._heard = "", None, time.monotonic()
            self._answered = self._sent
            work = self._work = Work(self.run, until, self._lock)
            work.thread = _thread(self._train, work)
            work.thread.start()
            if self._files:
                work.guard = _thread(guard, work, self._files, self._abandon)
                work.guard.start()

    def wait(self) -> None:
        """Wait until the thread has ended by itself, or is abandoned."""
        self._finish(self._work, stop=False)

    def pause(self) -> None:
        """Stop training; when this returns, no step is being taken."""
        self._finish(self._work)

    def close(self) -> None:
        """Stop training for good."""
        self._closed = True
        self.pause()

    def show(self) -> None:
        """Push a whole frame now, training or not."""
        with self.turn():
            self._sent = self._push(True, self.training)

    def acknowledged(self, number: int) -> None:
        """The page has got the frames up to this one."""
        self._answered = max(self._answered, min(int(number), self._sent))
        self._heard = time.monotonic()

    def watched(self, views: int) -> None:
        """Say in how many views the run is seen. Without one, training pauses after a second."""
        self._alone_since = None if views else time.monotonic()

    def _finish(self, work: Work | None, stop: bool = True) -> None:
        if work is None:
            return
        if stop:
            work.stop.set()
        if threading.current_thread() in (work.thread, work.guard):
            return
        while not work.done.wait(0.1):
            pass
        if not work.abandoned:
            work.thread.join()
        if work.guard:
            work.guard.join()

    def _abandon(self, work: Work, where: Where) -> None:
        """Leave a thread to itself: its run and its lock are no longer ours."""
        work.abandoned = True
        work.stop.set()
        self.stuck = where
        self.run, self._lock = self._renew(), threading.Lock()
        with self.turn():
            self._sent = self._push(True, False)
        work.done.set()

    def _train(self, work: Work) -> None:
        try:
            self._go_on(work)
        except Exception as error:
            self.words = f"Training stopped by a mistake that is not yours: {error!r}"
            raise
        finally:
            work.stop.set()
            if not work.abandoned:
                with work.lock:
                    self._sent = self._push(True, False)
                work.done.set()

    def _go_on(self, work: Work) -> None:
        run = work.run
        frame = whole = counted_at = filled_at = time.monotonic()
        counted, budget = run.steps, 1.0
        while not work.stop.is_set() and not self._ends(work):
            with work.lock:
                taken = self._burst(work, int(budget) if self.speed else None)
                if work.abandoned:
                    return
                now = time.monotonic()
                if now - counted_at > 0.5 or run.steps < counted:
                    self.rate = max(0, run.steps - counted) / (now - counted_at)
                    counted, counted_at = run.steps, now
                if now >= frame and self._sent - self._answered < AHEAD:
                    everything = now >= whole
                    self._sent = self._push(everything, True)
                    whole = now + WHOLE if everything else whole
                    frame = max(frame + FRAME, now + FRAME / 2)
                    spent = time.monotonic() - now
                    if spent > FRAME:  # a learner's slow forward pass paints the plane as well
                        frame = now + SHARE * spent
            if self.speed:
                # What is not used is not saved up: after a pause nobody wants a sprint.
                filled = budget - taken + (time.monotonic() - filled_at) * self.speed
                budget, filled_at = min(filled, 1 + self.speed / 20), time.monotonic()
            work.stop.wait(GAP if not self.speed or budget > 1 else 0.003)

    def _burst(self, work: Work, most: int | None) -> int:
        """Take steps for a moment, or as many as are allowed."""
        taken, end = 0, time.monotonic() + BURST
        while taken != most and not work.run.stopped and not (work.until and work.until(work.run)):
            work.run.step()
            work.beat += 1
            taken += 1
            if time.monotonic() > end or work.stop.is_set():
                break
        return taken

    def _ends(self, work: Work) -> bool:
        now = time.monotonic()
        if self._sent > self._answered and now - self._heard > PATIENCE:
            self.words = f"Training has paused: the page has not answered for {PATIENCE:g} s."
            return True
        if self._alone_since and now - self._alone_since > ALONE:
            self.words = "Training has paused: the playground is no longer on the page."
            return True
        return work.run.stopped or bool(work.until and work.until(work.run))


def _thread(target: Callable[..., None], *args: Any) -> threading.Thread:
    return threading.Thread(target=target, args=args, name="playground", daemon=True)
