"""Whether a known wrong implementation behaves like what came in, case by case."""

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .cases import Cases, Tried, draw_cases
from .compare import agree

MOST_LINES = 100_000  # of all wrong implementations in one verdict: about 120 ms
LINES_A_TRY = 25  # what it costs to begin one, in lines
SMALLEST = 1e-9  # relative difference that is told apart
ENOUGH = 64  # entries of an array that are looked at
LARGEST_PART = 60  # shares of so many things are soon the same
NOT_FINITE = {"nan", "inf", "-inf"}
FRESH = (20_250_711, 20_250_712, 20_250_713)  # seeds that no notebook and no batch has


@dataclass
class Likeness:
    """How far a wrong implementation and what came in were seen to be alike.

    Attributes
    ----------
    whole : bool
        Whether it raises wherever the learner's code did, so that no case is left uncompared.
    numbers : set of str
        The wrong numbers on which both agree.
    wrong, right : set of tuple
        The wrong outputs on which both agree, each with its name and numbers; and the right ones.
    cases : int
        In how many cases both are wrong.
    raised : int
        In how many cases both raise.
    """

    whole: bool = True
    numbers: set[str] = field(default_factory=set)
    wrong: set[tuple] = field(default_factory=set)
    right: set[tuple] = field(default_factory=set)
    cases: int = 0
    raised: int = 0

    @property
    def telling(self) -> bool:
        """Whether the agreement can hardly be by chance: zeros and ones agree often."""
        broken = [n for n in self.numbers if "." in n or "e" in n]
        return len(broken) >= 3 or len(self.numbers) >= 6

    @property
    def measured(self) -> bool:
        """Whether they agree in several numbers that are neither whole nor plain fractions."""
        return len(self._long) >= 3

    @property
    def accounts(self) -> bool:
        """Whether agreement in everything can hardly be by chance.

        A flag, a count or a share is soon the same for two reasons. Then there have to be other
        signs: several cases and values, much that both get right, or the same errors elsewhere.
        A single value that is wrong in every case is a fact of its own.
        """
        several = self.cases >= 4 and len(self.wrong) >= 2
        constant = self.cases >= 4 and len(self.wrong) == 1 and not self._sometimes_right
        breaks = self.raised >= 2 and bool(self.numbers - {"0", "-0", "1"})
        return bool(self._long) or several or constant or breaks or len(self.right) >= 3

    @property
    def _sometimes_right(self) -> bool:
        """Whether an output that is wrong in some cases is right in others."""
        return bool({name for name, *_ in self.wrong} & {name for name, *_ in self.right})

    @property
    def _long(self) -> list[str]:
        return [n for n in self.numbers if not _is_plain(float(n))]


class Trials:
    """Known wrong implementations, tried for one verdict under one budget.

    What a try costs does not depend on whether its result was known from an earlier verdict, so
    the same code is compared with the same implementations every time.

    Attributes
    ----------
    cases : Cases
    got : sequence of dict or None
        The learner's reduced outputs, case by case; None where their code raised.
    asked : set of str
        The wrong outputs that are asked about.
    dropped : bool
        Whether the budget was too small for all that was asked.
    """

    def __init__(
        self,
        cases: Cases,
        got: Sequence[dict | None],
        asked: Iterable[str] = (),
        waiting: Collection[int] = (),
    ):
        self.cases = cases
        self.waiting = waiting
        self.got = got
        self.asked = set(asked)
        self.dropped = False
        self._left = MOST_LINES
        self._looked_at: dict[tuple[str, int], _Seen] = {}
        self._paid: dict[tuple[Callable, int], Tried] = {}

    @functools.cached_property
    def scored(self) -> list[int]:
        """The cases that are scored, cheap ones first."""
        cases = enumerate(self.cases)
        scored = [i for i, c in cases if not c.probe.advice and i not in self.waiting]
        return sorted(scored, key=self.cases.lines)

    def likeness(
        self,
        wrong: Callable,
        names: Iterable[str],
        among: Iterable[int],
        finite_only: bool = False,
    ) -> Likeness | None:
        """Hold a wrong implementation against some outputs in some cases.

        Parameters
        ----------
        wrong : callable
        names : iterable of str
        among : iterable of int
            Scored cases. Those in which an output that is asked about is wrong are looked at
            first: there most implementations are told apart, and the next question finds them run.
        finite_only : bool
            Whether cases are passed over in which what came in is not finite.

        Returns
        -------
        Likeness or None
            None at the first difference.
        """
        like = Likeness()
        names, among = set(names), set(among)
        answered = {i for i in among if self.got[i] is not None}
        for i in self._most_telling_first:
            if i not in answered:
                continue
            differs = False
            for name in names & self.cases.want[i].keys():
                mine = self.got[i].get(name)
                if finite_only and mine is not None and not self._seen(name, i).finite:
                    continue
                theirs = self._output(wrong, name, i)
                if (mine is None) != (theirs is None) or (
                    mine is not None and not self._agree(mine, theirs, i)
                ):
                    return None
                if mine is None:
                    continue
                if name in self._right[i]:
                    like.right.add(self._seen(name, i).digits)
                    continue
                differs = True
                like.wrong.add(self._seen(name, i).digits)
                like.numbers |= self._seen(name, i).wrong_numbers
            like.cases += differs
        for i in among - answered:
            if like.whole and names & self.cases.want[i].keys():
                tried = self.attempt(wrong, i)
                like.whole = tried is not None and tried.outputs is None
                like.raised += like.whole
        return like if like.cases else None

    def raises_like(self, wrong: Callable, errors: Sequence[tuple | None]) -> bool:
        """Whether an implementation raises just these errors, and returns the same elsewhere."""
        raised = False
        for i in sorted(self.scored, key=lambda i: errors[i] is None):
            tried = self.attempt(wrong, i)
            if tried is None or tried.error != errors[i]:
                return False
            raised = raised or errors[i] is not None
            if errors[i] or self.got[i] is None or tried.outputs is None:
                continue
            for name in self.cases.want[i].keys() & self.got[i].keys():
                theirs = tried.outputs.get(name)
                if theirs is None or not self._agree(self.got[i][name], theirs, i):
                    return False
        return raised

    def touches_only(self, wrong: Callable, names: Iterable[str]) -> bool:
        """Whether all else comes out right where an implementation is run.

        If not, its words may be about something that did not happen in the code that came in.
        """
        names = set(names)
        for i in self.scored:
            want, tried = self.cases.want[i], self.attempt(wrong, i)
            if tried is None:
                return False
            for name in want.keys() - names:
                theirs = None if tried.outputs is None else tried.outputs.get(name)
                if theirs is not None and not self._agree(theirs, want[name], i):
                    return False
        return True

    def attempt(self, wrong: Callable, index: int) -> Tried | None:
        """What becomes of an implementation in a case; None if there is no budget left."""
        tried = self._paid.get((wrong, index))
        if tried is None:
            if self._left <= 0:
                self.dropped = True
                return None
            tried = self._paid[wrong, index] = self.cases.tried(wrong, index)
            self._left -= tried.lines + LINES_A_TRY
        return tried

    @functools.cached_property
    def _most_telling_first(self) -> list[int]:
        """The scored cases; those in which nothing that is asked about is wrong come last."""
        return sorted(self.scored, key=lambda index: self.all_right(self.asked, index))

    def _seen(self, name, index) -> "_Seen":
        """What is asked again and again about an output that came, worked out once."""
        if (name, index) not in self._looked_at:
            mine, want = self.got[index][name], self.cases.want[index][name]
            self._looked_at[name, index] = _Seen(name, mine, want)
        return self._looked_at[name, index]

    def _output(self, wrong, name, index) -> np.ndarray | None:
        tried = self.attempt(wrong, index)
        return None if tried is None or tried.outputs is None else tried.outputs.get(name)

    def all_right(self, names: Iterable[str], index: int) -> bool:
        """Whether these outputs are right in a case that was answered."""
        return self._right[index] >= self.cases.want[index].keys() & set(names)

    @functools.cached_property
    def _right(self) -> list[set[str]]:
        """Case by case, the outputs that are right."""
        return [
            {n for n in want if n in (got or ()) and self._agree(got[n], want[n], index)}
            for index, (got, want) in enumerate(zip(self.got, self.cases.want, strict=True))
        ]

    @functools.cached_property
    def _rtol(self) -> list[float]:
        return [max(case.probe.rtol, SMALLEST) for case in self.cases]

    def _agree(self, a, b, index) -> bool:
        return agree(a, b, self._rtol[index])


class _Seen:
    """One output that came in, beside the right one."""

    def __init__(self, name: str, mine: np.ndarray, want: np.ndarray):
        self._name, self._mine, self._want = name, mine, want

    @functools.cached_property
    def finite(self) -> bool:
        return bool(np.isfinite(self._mine).all())

    @functools.cached_property
    def digits(self) -> tuple[str, ...]:
        """The name, and the numbers to six digits."""
        return self._name, *_digits(self._mine)

    @functools.cached_property
    def wrong_numbers(self) -> set[str]:
        return _wrong_numbers(self._mine, self._want)


def same_mistake(cases: Cases, one: Callable, other: Callable) -> bool:
    """Whether two wrong implementations that agreed in these cases agree in fresh ones as well."""
    for seed in FRESH:
        fresh = draw_cases(cases.lesson, cases.exercise, seed)
        for index, case in enumerate(fresh):
            if case.probe.advice:
                continue
            a, b = fresh.wrong(one, index) or {}, fresh.wrong(other, index) or {}
            rtol = max(case.probe.rtol, SMALLEST)
            for name in fresh.want[index]:
                if (name in a) != (name in b) or (name in a and not agree(a[name], b[name], rtol)):
                    return False
    return True


def _wrong_numbers(mine: np.ndarray, want: np.ndarray) -> set[str]:
    """The numbers of an array, those that are right left out, to six digits."""
    mine, want = np.asarray(mine, float), np.asarray(want, float)
    if mine.size == want.size:
        mine = mine.ravel()[~np.isclose(mine.ravel(), want.ravel(), rtol=1e-6, atol=1e-12)]
    return {text for text in _digits(mine) if text not in NOT_FINITE}


def _digits(array: np.ndarray) -> list[str]:
    """The numbers of an array to six digits."""
    return [f"{number:.6g}" for number in np.asarray(array, float).ravel()[:ENOUGH]]


def _is_plain(number: float) -> bool:
    """Whether a number is whole, or a fraction with a small denominator."""
    multiples = number * np.arange(1, LARGEST_PART + 1)
    near = np.abs(multiples - np.round(multiples))
    return bool((near <= 2e-6 * np.maximum(np.abs(multiples), 1)).any())
