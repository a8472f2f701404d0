"""What is offered to a learner: known mistakes that fit, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from bpcourse.exercises import Misconception

from .mutants import Mutant
from .verdict import Diagnosis

MOST_OFFERED = 3

Known = Misconception | Mutant


@dataclass(frozen=True)
class Offer:
    """Known mistakes of one source that behave like what came in.

    Attributes
    ----------
    source : str
    known : sequence of Misconception or Mutant
    sure : bool
        Whether one of them that is alone among them would be certain.
    doubts : sequence of Mutant
        Other mistakes that behave so as well, by chance in these cases.
    """

    source: str
    known: Sequence[Known]
    sure: bool
    doubts: Sequence[Mutant] = ()

    def diagnosis(self, name: str) -> Diagnosis | None:
        """The words on an output; None if there is nothing to offer, or too much."""
        for tell in (_words, _idea):
            told: dict[str, tuple[str, str]] = {}
            for m in (*self.known, *self.doubts):
                told.setdefault(
                    m.key if isinstance(m, Misconception) else tell(m), (m.key, tell(m))
                )
            if 0 < len(told) <= MOST_OFFERED:
                (key, words), *others = told.values()
                alone = self.sure and not others and tell is _words
                certainty = "recognised" if alone else "fits"
                more = [words for _, words in others]
                return Diagnosis(self.source, key, name, certainty, words, more)
        return None


def _words(known: Known) -> str:
    return known.words


def _idea(known: Known) -> str:
    """Where there are too many places to name one, it may be everywhere the same slip."""
    return known.idea if isinstance(known, Mutant) else known.words


def code_of(known: Known):
    """The wrong implementation itself."""
    return known.build() if isinstance(known, Mutant) else known.wrong
