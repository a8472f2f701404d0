"""Cases: the inputs of each probe, and what the reference and the known mistakes make of them."""

import functools
import inspect
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from bpcourse.exercises import Exercise, Lesson, Probe

from .runner import answer

OWN = "own."


@dataclass(frozen=True)
class Case:
    """One drawing of the inputs of a probe."""

    probe: Probe
    inputs: dict[str, np.ndarray]


class Cases(Sequence[Case]):
    """One case for each probe of an exercise.

    The answers of the reference and of the known wrong implementations are computed once, when
    they are first asked for; so one object serves a whole batch.
    """

    def __init__(self, lesson: Lesson, exercise: Exercise, cases: Sequence[Case]):
        self.lesson = lesson
        self.exercise = exercise
        self._cases = tuple(cases)
        self._wrong: dict[tuple[Callable, int], dict[str, np.ndarray] | None] = {}

    def __getitem__(self, index):
        return self._cases[index]

    def __len__(self) -> int:
        return len(self._cases)

    def __iter__(self) -> Iterator[Case]:
        return iter(self._cases)

    def run(self, function: Callable, own: Mapping[str, Callable] | None = None) -> list[dict]:
        """Answer every case with a function in the place of the exercise, in this process.

        Parameters
        ----------
        function : callable
        own : mapping of str to callable, optional
            What stands for the exercise's companions; by default their references.
        """
        t, theirs = self._bench(function, own), globals_of(function)
        return [answer(case.probe.run, t, case.inputs, theirs) for case in self]

    @functools.cached_property
    def want(self) -> list[dict[str, np.ndarray]]:
        """What the reference returns, reduced, case by case."""
        return self.reduced(self._reference)

    @functools.cached_property
    def own_names(self) -> list[set[str]]:
        """Case by case, what is not compared but told: the learner's gradient by its own slope."""
        return [{n for n in got["outputs"] if n.startswith(OWN)} for got in self._reference]

    @functools.cached_property
    def _reference(self) -> list[dict]:
        answers = self.run(self.exercise.reference)
        for case, got in zip(self, answers, strict=True):
            if got["error"]:
                raise AssertionError(
                    f"the reference of {self.exercise.name} fails in the probe "
                    f"{case.probe.name!r}: {got['error']['message']}"
                )
        return answers

    def wrong(self, function: Callable, index: int) -> dict[str, np.ndarray] | None:
        """What a known mistake returns in one case, reduced; None where it raises."""
        if (function, index) not in self._wrong:
            case = self[index]
            got = answer(case.probe.run, self._bench(function), case.inputs, globals_of(function))
            self._wrong[function, index] = _reduce(case, got["outputs"])
        return self._wrong[function, index]

    def reduced(self, answers: Sequence[dict]) -> list[dict[str, np.ndarray] | None]:
        """The outputs of answers after each probe's `reduce`; None where there are none.

        What the learner's own forward pass says of the learner's gradient is not among them.
        """
        return [_reduce(case, got["outputs"]) for case, got in zip(self, answers, strict=True)]

    def _bench(self, function, own=None) -> SimpleNamespace:
        """The namespace `t` of a probe."""
        references = {e.name: e.reference for e in self.lesson.exercises}
        companions = {name: references[name] for name in self.exercise.own} | dict(own or {})
        return SimpleNamespace(**self.lesson.given | companions, **{self.exercise.name: function})


def globals_of(thing: Callable) -> dict:
    """The namespace in which a function, or the methods of a class, was written."""
    thing = inspect.unwrap(thing)
    if isinstance(thing, type):
        methods = (inspect.unwrap(f) for f in vars(thing).values() if callable(f))
        return next((f.__globals__ for f in methods if hasattr(f, "__globals__")), {})
    return getattr(thing, "__globals__", {})


def _reduce(case: Case, outputs: dict | None) -> dict | None:
    if outputs is None:
        return None
    outputs = {name: value for name, value in outputs.items() if not name.startswith(OWN)}
    if case.probe.reduce is None:
        return outputs
    try:
        with np.errstate(all="ignore"):
            return case.probe.reduce(outputs, case.inputs)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None  # arrays of other shapes than asked for, which the judge says


def draw_cases(lesson: Lesson, exercise: Exercise, seed: int, part: str | None = None) -> Cases:
    """Draw one case for each probe of an exercise, or of one part of it.

    Parameters
    ----------
    lesson, exercise
    seed : int
        0 in a notebook, so that a failure looks the same twice; a secret in a batch.
    part : str, optional
        Of a class: the part that is asked about.
    """
    cases = []
    for probe in exercise.probes:
        if part is None or probe.part == part:
            label = zlib.crc32(f"{exercise.name}/{probe.name}".encode())
            cases.append(Case(probe, probe.make(np.random.default_rng([seed, label]))))
    return Cases(lesson, exercise, cases)
