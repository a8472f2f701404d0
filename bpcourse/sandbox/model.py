"""What the sandbox is asked to run, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..slicing import Handout


class SandboxError(RuntimeError):
    """The sandbox itself does not work on this machine: nobody's submission is to blame."""


@dataclass(frozen=True)
class Call:
    """One call of a probe.

    Attributes
    ----------
    run : str
        The source of the probe's `run`: one ``def``.
    inputs : dict of str to ndarray
    """

    run: str
    inputs: dict[str, np.ndarray]


@dataclass(frozen=True)
class Task:
    """One exercise of one submission.

    Attributes
    ----------
    name : str
        The function or class under test.
    source : str
        The learner's slice, which defines it.
    fallback : sequence of (int, str)
        Statements to run first if the slice fails with a NameError: line number and text.
    handout : Handout
        The part of bpcourse that it may use.
    calls : tuple of Call
    also : tuple of str
        Companions that the probes call, from the same slice.
    """

    name: str
    source: str
    fallback: Sequence[tuple[int, str]]
    handout: Handout
    calls: tuple[Call, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What one exercise may use.

    Attributes
    ----------
    seconds : float
        Wall-clock time, kept by the parent.
    output_bytes : int
        What may be sent back.
    memory_bytes : int
        Address space of the process, where the system can limit it.
    start_seconds : float
        For Python and NumPy to start. Running over it is not the submission's fault.
    """

    seconds: float = 10.0
    output_bytes: int = 16 * 2**20
    memory_bytes: int = 2 * 2**30
    start_seconds: float = 60.0


@dataclass
class Outcome:
    """What became of a task.

    Attributes
    ----------
    status : str
        "answered", "error" (the slice could not be executed), "forbidden" (it needs what the
        handout withholds), "timeout", "memory" or "crashed".
    answers : list of dict
        One for each call that was answered, as the runner's `answer` returns them.
    error : dict or None
        Why the slice could not be executed, with the fields of an answer's error.
    message : str
        One sentence for people, "" if answered.
    cpu_s : float
        What the process says it used; for information only.
    level : str
        How strong the isolation was. "basic" protects from accidents, not from hostile code.
    """

    status: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None
    message: str = ""
    cpu_s: float = 0.0
    level: str = "basic"
