"""A limit on how long their code may run, and where it was when it was stopped.

What stops it is the interrupt that Ctrl-C sends, for that alone ends code that sleeps or waits.
It is sent by a thread, which works on every system, and only ever to code that is still under
way: before the handler is put back, the thread has ended and what it sent has arrived.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

SECONDS = 10.0
AGAIN = 1.0  # code that swallows an interrupt gets the next one
ARRIVES = 0.5  # by then an interrupt has been handled, if it ever will be


class Stopped(Exception):
    """Their code was stopped, by the limit or by themselves.

    Attributes
    ----------
    by_limit : bool
    seconds : float
        How long it ran.
    interrupt : KeyboardInterrupt
        Its traceback says where it was.
    """

    def __init__(self, by_limit: bool, seconds: float, interrupt: KeyboardInterrupt):
        super().__init__("by the limit" if by_limit else "by the keyboard")
        self.by_limit = by_limit
        self.seconds = seconds
        self.interrupt = interrupt


def limited(work: Callable[[], Any]) -> Any:
    """Do some work and return what it returns.

    On the main thread it gets `SECONDS`; elsewhere nothing can interrupt it.

    Raises
    ------
    Stopped
        If the time was over, or Ctrl-C was pressed.
    """
    watch = Watch(SECONDS)
    stream, trace, floats = sys.stdout, sys.gettrace(), np.geterr()
    began = time.monotonic()
    try:
        watch.start()
        result = work()
    except KeyboardInterrupt as e:
        watch.closing = True  # first of all: no second interrupt while the first is dealt with
        raise Stopped(watch.rang, time.monotonic() - began, e) from e
    finally:
        # Python looks for interrupts where functions are called, and not in an assignment. So none
        # comes between the end of the work and this line, after which they are swallowed.
        watch.closing = True
        watch.stop()
        # An interrupt can strike the very moment in which something else is put back.
        sys.stdout = stream
        if sys.gettrace() is not trace:
            sys.settrace(trace)
        np.seterr(**floats)
    if watch.pressed:  # at the very end: it is not lost
        raise KeyboardInterrupt
    return result


class Watch:
    """Sends the main thread an interrupt after some seconds, unless it is stopped before.

    Attributes
    ----------
    rang : bool
        Whether the interrupt that was raised last is the watch's own.
    closing : bool
        Once set, nothing is raised any more.
    pressed : bool
        Whether Ctrl-C was pressed after that.
    """

    def __init__(self, seconds: float):
        self.rang = self.closing = self.pressed = False
        self._seconds = seconds
        self._sent = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._previous: Any = None

    def start(self) -> None:
        """Begin to wait; not off the main thread, nor inside another watch."""
        if threading.current_thread() is not threading.main_thread():
            return
        previous = signal.getsignal(signal.SIGINT)
        if previous is None or isinstance(getattr(previous, "__self__", None), Watch):
            return
        self._previous = previous
        signal.signal(signal.SIGINT, self._handle)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, wait for what it sent, and put the old handler back."""
        if self._previous is None:
            return
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()
        deadline = time.monotonic() + ARRIVES
        while self._sent and time.monotonic() < deadline:
            time.sleep(0.001)
        signal.signal(signal.SIGINT, self._previous)

    def _wait(self) -> None:
        seconds = self._seconds
        while not self._stopped.wait(seconds):
            if not self.closing and not self._sent:
                self._sent = True
                interrupt_main_thread()
            seconds = AGAIN

    def _handle(self, number, frame) -> None:
        ours, self._sent = self._sent, False
        if self.closing:
            self.pressed = self.pressed or not ours
            return
        self.rang = ours
        raise KeyboardInterrupt


def interrupt_main_thread() -> None:
    """Do what Ctrl-C does, also to code that sleeps."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
