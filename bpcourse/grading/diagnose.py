"""Name the mistake: run the known wrong implementations, and see which one behaves like this.

Each output is diagnosed by itself, so two mistakes give two messages.
"""

from collections.abc import Sequence

import numpy as np

from bpcourse.exercises import Misconception

from .cases import Cases
from .compare import agree, compare
from .relations import Sighting, find_relation
from .verdict import Diagnosis

MOST_OFFERED = 3


def diagnose(cases: Cases, got: Sequence[dict | None], name: str) -> Diagnosis:
    """Say what is known about one wrong output.

    Parameters
    ----------
    cases : Cases
    got : sequence of dict or None
        The learner's reduced outputs, case by case; None where their code raised.
    name : str
        The output. It must be present and wrong in at least one case.
    """
    found = _known_mistakes(cases, got, name)
    if 0 < len(found) <= MOST_OFFERED:
        first, *others = found.values()
        return Diagnosis(
            source="misconception",
            key=first.key,
            output=name,
            certainty="fits" if others else "recognised",
            words=first.words,
            others=[other.words for other in others],
        )
    relation = find_relation(name, _sightings(cases, got, name))
    if relation:
        key, words = relation
        return Diagnosis("relation", key, name, "fits", words)
    return Diagnosis("fallback", "differs", name, "observed", "")


def _known_mistakes(cases, got, name) -> dict[str, Misconception]:
    """The misconceptions that give just these outputs, one a key.

    If there is none, those that do wherever the output is finite: an overflow is a second
    mistake, and must not hide the first.
    """
    for finite_only in (False, True):
        found = {}
        for misconception in cases.exercise.misconceptions:
            together = (name, *misconception.joint)
            if misconception.key not in found and all(
                _behaves_like(cases, got, output, misconception, finite_only) for output in together
            ):
                found[misconception.key] = misconception
        if found:
            break
    return found


def _behaves_like(cases, got, name, misconception, finite_only) -> bool:
    """Whether a known mistake agrees with what came in every case that was answered.

    Where the learner's code raised there is nothing to hold against it. At least one case must
    be one in which the mistake makes a difference.
    """
    differs = False
    for index, (case, mine, want) in enumerate(zip(cases, got, cases.want, strict=True)):
        if case.probe.advice or mine is None or name not in want:
            continue
        wrong = cases.wrong(misconception.wrong, index)
        if wrong is None or name not in mine or name not in wrong:
            return False
        if finite_only and not np.isfinite(mine[name]).all():
            continue
        rtol = max(case.probe.rtol, 1e-9)
        if not agree(mine[name], wrong[name], rtol):
            return False
        differs = differs or not agree(wrong[name], want[name], rtol)
    return differs


def _sightings(cases, got, name) -> list[Sighting]:
    """The cases in which the output is there and wrong."""
    seen = []
    for case, mine, want in zip(cases, got, cases.want, strict=True):
        if case.probe.advice or mine is None or name not in mine or name not in want:
            continue
        if compare(mine[name], want[name], case.probe.rtol).problem:
            outputs = {key: np.asarray(value) for key, value in want.items()}
            seen.append(
                Sighting(np.asarray(mine[name]), want[name], case.inputs, outputs, case.probe.rtol)
            )
    return seen
