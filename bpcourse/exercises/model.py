"""The contract of an exercise: probes, misconceptions, lessons.

A *probe* is one way to run an implementation on inputs and get named arrays back. It knows no
expected value. Whatever the course does with code is a comparison of what one probe returned
for two implementations.
"""

import functools
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

INTEGER_BUFFER = (
    "Where the numbers that come in are whole, your result is cut to whole numbers: an array "
    "made like another one takes over its type. It costs no points."
)


@dataclass(frozen=True)
class Probe:
    """One way to run an implementation.

    Attributes
    ----------
    name : str
        Shown to people: "N=5, D=3, M=4", "a batch of one".
    make : callable
        ``make(rng) -> {input: ndarray}``. Trusted side only.
    run : callable
        ``run(t, **inputs) -> {output: ndarray}``, where ``t.NAME`` is what is under test and
        what the lesson gives. Uses only `t`, ``np`` and the kit, because its source is what
        crosses to the child. An output called ``own.X``, of shape (K, 2), holds the learner's own
        gradient along K directions beside the slope of the learner's own forward pass; it is
        told, and never scored.
    reduce : callable, optional
        ``reduce(outputs, inputs) -> {output: ndarray}``. Trusted side only: statistics and
        properties live here.
    rtol : float
        How far the norm of the difference may be from zero, relative to the norm of the truth.
    part : str, optional
        Which part of a class the probe belongs to.
    advice : str, optional
        Makes this a probe that costs no points: where it alone goes wrong, the words are said.
        `INTEGER_BUFFER` is said only where the result is indeed whole.
    """

    name: str
    make: Callable
    run: Callable
    reduce: Callable | None = None
    rtol: float = 1e-6
    part: str | None = None
    advice: str | None = None


@dataclass(frozen=True)
class Misconception:
    """A known wrong implementation, and what a tutor would say to its author.

    Attributes
    ----------
    key : str
        Stable name, for records and counts: "sum-over-features".
    words : str
        Names the quantity and the idea, never the corrected line.
    wrong : callable
        The mistake itself, with the reference's signature. It runs in the reference's place.
    joint : tuple of str
        Outputs that must all behave like it, where the words speak of more than one.
    """

    key: str
    words: str
    wrong: Callable
    joint: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One function or class that the learner writes and the grader probes.

    Attributes
    ----------
    name : str
        The name of the function in the notebook, the reference and the gradebook.
    points : int
    minutes : int
        What a learner should expect it to take.
    lines : int
        What a learner should expect it to need.
    reference : callable
    probes : tuple of Probe
    misconceptions : tuple of Misconception
    hints : tuple of str
        The ladder: what to look at, the relation, the nearly-line. The reference's code is the
        last rung and is not listed here.
    variants : tuple of callable
        Correct code that is written another way. The grader must accept it.
    own : tuple of str
        Exercises of the same lesson that the probes call, as the learner wrote them.
    parts : tuple of str
        The parts of a class, in the order in which they are written. Every probe then belongs to
        one, and an output occurs in one part only.
    says : mapping of str to str
        Output -> the sentence that a learner reads where it is wrong, for an output that is a
        property and not a number: "Some examples come twice in an epoch, or not at all."
    training : bool
        Whether its probes train, and so may take half a second.
    """

    name: str
    points: int
    minutes: int
    lines: int
    reference: Callable
    probes: tuple[Probe, ...]
    misconceptions: tuple[Misconception, ...]
    hints: tuple[str, ...]
    variants: tuple[Callable, ...]
    own: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict, hash=False)
    training: bool = False


@dataclass(frozen=True)
class Option:
    """One answer of a quiz, with the reason why it is right or wrong."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Quiz:
    """A multiple-choice question with exactly one right option."""

    key: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Lesson:
    """One notebook: what it may use, what it asks for, what it wonders about.

    Attributes
    ----------
    number : str
        Two digits: "05".
    name : str
        The rest of the notebook's name: "layers_backward".
    title : str
        What stands above it: "Layers backward".
    question : str
        What a learner wants to know, and does afterwards.
    minutes : int
        How long it takes, reading and writing.
    gives : tuple of str
        Names in `bpcourse.nn` that this lesson's submissions may use, or "autodiff.Node" for one
        in another room: what earlier lessons wrote. Everything else is withheld in a batch.
    exercises : tuple of Exercise
    quizzes : tuple of Quiz
    """

    number: str
    name: str
    title: str
    question: str
    minutes: int
    gives: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    quizzes: tuple[Quiz, ...] = ()

    @functools.cached_property
    def given(self) -> dict[str, object]:
        """What the lesson gives, by name."""
        given = {}
        for path in self.gives:
            room, _, name = path.rpartition(".")
            module = importlib.import_module(f"bpcourse.{room or 'nn'}")
            given[name] = getattr(module, name)
        return given

    @property
    def stem(self) -> str:
        """The notebook's file name without its ending: "05_layers_backward"."""
        return f"{self.number}_{self.name}"
