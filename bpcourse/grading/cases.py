"""Cases: the inputs of each probe, and what the reference and the known mistakes make of them."""

import functools
import inspect
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from bpcourse.exercises import Exercise, Lesson, Probe

from .limited import run_limited
from .runner import answer

OWN = "own."
# What a wrong implementation may run in one case: some lines, and a few times what ours runs.
SOME_LINES = 1_000
A_FEW_TIMES = 3


@dataclass(frozen=True)
class Case:
    """One drawing of the inputs of a probe."""

    probe: Probe
    inputs: dict[str, np.ndarray]


@dataclass(frozen=True)
class Tried:
    """What became of a known mistake in one case: reduced outputs, or the error's type and message.

    `lines` is what it cost.
    """

    outputs: dict[str, np.ndarray] | None
    error: tuple[str, str] | None
    lines: int


class Cases(Sequence[Case]):
    """One case for each probe of an exercise.

    The answers of the reference and of the known wrong implementations are computed once, when
    they are first asked for; so one object serves a whole batch.
    """

    def __init__(self, lesson: Lesson, exercise: Exercise, cases: Sequence[Case]):
        self.lesson = lesson
        self.exercise = exercise
        self._cases = tuple(cases)
        self._tried: dict[tuple[Callable, int], Tried] = {}
        self._courses: dict[int, tuple[int, set[str]]] = {}

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
    def floats(self) -> list[set[str]]:
        """Case by case, the outputs of which the reference makes floats."""
        return [
            {name for name, value in got["outputs"].items() if value.dtype.kind == "f"}
            for got in self._reference
        ]

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
        return self.tried(function, index).outputs

    def tried(self, function: Callable, index: int) -> Tried:
        """What becomes of a known mistake in one case, under a budget of lines."""
        if (function, index) not in self._tried:
            case, bench, theirs = self[index], self._bench(function), globals_of(function)
            got, lines = run_limited(
                lambda: answer(case.probe.run, bench, case.inputs, theirs),
                SOME_LINES + A_FEW_TIMES * self.lines(index),
            )
            error = got["error"] and (got["error"]["type"], got["error"]["message"])
            self._tried[function, index] = Tried(_reduce(case, got["outputs"]), error, lines)
        return self._tried[function, index]

    def unlimited(self, function: Callable, index: int) -> dict[str, np.ndarray] | None:
        """What a known mistake that is sure to come to an end returns in one case, reduced.

        Its lines are not counted, which takes as long again as to run them.
        """
        tried = self._tried.get((function, index))
        if tried is not None and tried.outputs is not None:
            return tried.outputs
        case = self[index]
        got = answer(case.probe.run, self._bench(function), case.inputs, {})
        return _reduce(case, got["outputs"])

    def lines(self, index: int) -> int:
        """How many lines of ours the reference runs in a case."""
        return self._course(index)[0]

    def entered(self, index: int) -> set[str]:
        """The functions of ours that the reference runs through in a case, by name."""
        return self._course(index)[1]

    def _course(self, index):
        if index not in self._courses:
            case, bench, names = self[index], self._bench(self.exercise.reference), set()
            run = functools.partial(answer, case.probe.run, bench, case.inputs, {})
            self._courses[index] = run_limited(run, sys.maxsize, names)[1], names
        return self._courses[index]

    def reduced(self, answers: Sequence[dict]) -> list[dict[str, np.ndarray] | None]:
        """The outputs of answers after each probe's `reduce`; None where there are none.

        What the learner's own forward pass says of the learner's gradient is not among them.
        """
        return [_reduce(case, got["outputs"]) for case, got in zip(self, answers, strict=True)]

    def _bench(self, function, own=None) -> SimpleNamespace:
        """The namespace `t` of a probe."""
        return SimpleNamespace(**self._given | dict(own or {}), **{self.exercise.name: function})

    @functools.cached_property
    def _given(self) -> dict[str, object]:
        """What the lesson gives, and the references of the exercise's companions."""
        references = {e.name: e.reference for e in self.lesson.exercises}
        return self.lesson.given | {name: references[name] for name in self.exercise.own}


def globals_of(thing: Callable) -> dict:
    """The namespace in which a function, a class or whatever else can be called was written."""
    thing = inspect.unwrap(thing)
    while isinstance(thing, functools.partial):
        thing = inspect.unwrap(thing.func)
    if hasattr(thing, "__globals__"):  # a function, or a method
        return thing.__globals__
    written = thing if isinstance(thing, type) else type(thing)
    for member in vars(written).values():
        method = inspect.unwrap(getattr(member, "fget", None) or member)
        # Some methods are made elsewhere: by a decorator of the class, or taken from another one.
        here = getattr(method, "__module__", None) == written.__module__
        if here and hasattr(method, "__globals__"):
            return method.__globals__
    module = sys.modules.get(written.__module__)
    return vars(module) if module else {}


def _reduce(case: Case, outputs: dict | None) -> dict | None:
    if outputs is None:
        return None
    outputs = {name: value for name, value in outputs.items() if not name.startswith(OWN)}
    if case.probe.reduce is None:
        return outputs
    try:
        with np.errstate(all="ignore"):
            reduced = case.probe.reduce(outputs, case.inputs)
            return {name: np.asarray(value) for name, value in reduced.items()}
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None  # arrays of other shapes than asked for, which the judge says


@functools.lru_cache(maxsize=64)  # a second check finds what the first has computed
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
