"""A lock that two processes, or two threads, hold in turn. The system frees it when one dies."""

import contextlib
import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PATIENCE = 2.0  # seconds; it is held for less than one thousandth
BUSY = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of this name, or go on without where the file system knows none.

    Raises
    ------
    OSError
        If the file cannot be written, or another holds the lock for too long.
    """
    with open(path, "ab") as file:
        deadline = time.monotonic() + PATIENCE
        while not _take(file):
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, "another kernel holds the lock", str(path))
            time.sleep(0.001)
        yield  # closing the file gives the lock back


def _take(file: IO[bytes]) -> bool:
    """Try to take the lock; each system has its own, in a module that the others lack."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as e:
        return e.errno not in BUSY  # any other: this file system has no locks
    return True
