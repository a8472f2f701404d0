"""A process of its own for a stranger's code: started clean, listened to with care, and ended."""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from . import wire
from .model import Limits, SandboxError

CHUNK = 2**16


class TimedOut(Exception):
    """Nothing came in time."""


class Ended(Exception):
    """The process ended before it had answered. The message says how."""


class Child:
    """One Python with NumPy and nothing else.

    Its pipes are served by threads, which works on every system: what it sends waits in a queue
    of bounded length, and what it does not read blocks nobody.
    """

    def __init__(self, worker: Path, numpy: Path, limits: Limits, cpu_seconds: int):
        self._folder = Path(tempfile.mkdtemp(prefix="bpcourse-"))
        self._errors = self._folder / "errors"
        cwd = self._folder / "empty"
        cwd.mkdir()
        command = [
            *(_python(), "-I", "-S", "-B"),
            *(str(worker), str(numpy), str(limits.memory_bytes), str(cpu_seconds)),
        ]
        try:
            with open(self._errors, "wb") as errors:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    bufsize=0,
                    cwd=cwd,
                    env=environment(),
                    **_own_group(),
                )
        except OSError as e:
            remove(self._folder)
            raise SandboxError(f"no process can be started for submissions: {e}") from e
        self._closing = False
        self._buffer = bytearray()
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=16)
        self._threads = [self._start_thread(self._listen)]
        try:
            deadline = time.monotonic() + limits.start_seconds
            self.receive(bytes(wire.NONCE), deadline, CHUNK)
        except (TimedOut, Ended, wire.BadFrame) as e:
            told = self._errors.read_text(errors="replace").strip()[-1000:]
            self.close()
            raise SandboxError(
                f"Python with NumPy could not be started for submissions ({e}).\n{told}"
            ) from e
        except BaseException:
            self.close()
            raise

    def send(self, nonce: bytes, payload: bytes) -> None:
        """Send a frame, without waiting until it is read."""
        self._threads.append(self._start_thread(self._write, wire.frame(nonce, payload)))

    def receive(self, nonce: bytes, deadline: float, max_bytes: int) -> bytes:
        """The payload of the next frame.

        Raises
        ------
        TimedOut
            If it is not complete by `deadline`, a time of the monotonic clock.
        Ended
            If the process ends first.
        BadFrame
            If something else comes, or more than `max_bytes`.
        """
        self._fill(wire.PREFIX.size, deadline)
        found, length = wire.PREFIX.unpack_from(self._buffer)
        if found != nonce:
            raise wire.BadFrame("bytes that answer no question")
        if length > max_bytes:
            raise wire.BadFrame(f"an answer of {length:,} bytes")
        end = wire.PREFIX.size + length
        self._fill(end, deadline)
        payload = bytes(self._buffer[wire.PREFIX.size : end])
        del self._buffer[:end]
        return payload

    def close(self) -> None:
        """End the process and all that it started."""
        self._closing = True
        _kill_group(self._process)
        self._process.wait()
        for thread in self._threads:
            thread.join(timeout=1)  # longer only if a process that escaped holds the pipe
        self._process.stdin.close()
        remove(self._folder)

    def _fill(self, size, deadline):
        while len(self._buffer) < size:
            try:
                chunk = self._chunks.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                raise TimedOut("it took too long") from None
            if not chunk:
                self._chunks.put(b"")
                raise Ended(self._how_it_ended())
            self._buffer += chunk

    def _how_it_ended(self):
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its answers"
        if code >= 0:
            return f"exit code {code}"
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:
            return f"signal {-code}"

    def _start_thread(self, target, *arguments):
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        thread.start()
        return thread

    def _listen(self):
        with self._process.stdout as pipe:
            chunk = b"-"
            while chunk and not self._closing:
                chunk = pipe.read(CHUNK)
                while not self._closing:
                    with contextlib.suppress(queue.Full):
                        self._chunks.put(chunk, timeout=0.1)
                        break

    def _write(self, data):
        view = memoryview(data)
        with contextlib.suppress(OSError):  # the process has ended, which the listener will tell
            while view and not self._closing:
                view = view[self._process.stdin.write(view) :]


def remove(folder: Path) -> None:
    """Remove a folder, even one with folders in folders by a thousand.

    Python recurses into each, so those far down are lifted out first. What cannot be removed stays.
    """
    todo = [folder]
    while todo:
        top = todo.pop()
        for path, inner, _ in os.walk(top):
            if len(Path(path).parts) - len(top.parts) == 8:
                for name in inner:
                    lifted = Path(tempfile.mkdtemp(prefix="bpcourse-", dir=folder.parent))
                    todo.append(lifted)
                    with contextlib.suppress(OSError):
                        os.rename(os.path.join(path, name), lifted / "lifted")
                inner.clear()
        with contextlib.suppress(RecursionError):
            shutil.rmtree(top, ignore_errors=True)


def environment() -> dict[str, str]:
    """All that the child's environment holds."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"OPENBLAS_NUM_THREADS": "1", **kept}


def _python():
    """This Python; on Windows not the launcher that a virtual environment puts before it."""
    base = getattr(sys, "_base_executable", None)
    return base if os.name == "nt" and base else sys.executable


def _own_group():
    if os.name == "nt":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"start_new_session": True}


def _kill_group(process):
    if os.name == "nt":
        kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(kill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        # A process that has ended by itself may have left others of its group behind. Its number
        # was free for a few microseconds at most, which no system hands out again so soon.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
