"""Relations: what a wrong output has to do with the right one, when no known mistake fits.

Each relation is a fact about the numbers, true in every case in which the output is wrong. The
words say the fact and what it suggests; they never say a cause for certain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .compare import agree, compare


@dataclass(frozen=True)
class Sighting:
    """One output in one case: what came, what was wanted, and what else was there."""

    got: np.ndarray
    want: np.ndarray
    inputs: dict[str, np.ndarray]
    outputs: dict[str, np.ndarray]
    rtol: float


def find_relation(name: str, sightings: Sequence[Sighting]) -> tuple[str, str] | None:
    """The first relation that holds in every sighting, as (key, words)."""
    for relation in (_nearly, _sign, _factor, _transpose, _other_quantity, _axis, _leftover):
        found = relation(name, sightings)
        if found:
            return found
    return None


def _everywhere(sightings: Sequence[Sighting], make: Callable[[Sighting], object]) -> bool:
    """Whether ``make(sighting)`` gives what came, in every case; None means that it cannot."""
    for s in sightings:
        guess = make(s)
        if guess is None or not agree(s.got, np.asarray(guess), max(s.rtol, 1e-9)):
            return False
    return True


def _nearly(name, sightings):
    gaps = [compare(s.got, s.want, 0.0).rel for s in sightings]
    if all(gap is not None and gap < 1e-3 for gap in gaps):
        return (
            "nearly",
            f"Your {name} is very nearly right: it is off by a part in {1 / max(gaps):,.0f}. Look "
            "for a small constant, such as an epsilon, for a rounding, or for a type with few "
            "digits.",
        )
    return None


def _sign(name, sightings):
    if _everywhere(sightings, lambda s: -s.want):
        return "sign", f"Your {name} is exactly minus ours, wherever it is wrong: a sign is turned."
    return None


def _rows(s: Sighting) -> int | None:
    """The number of examples: the length of the first input's first axis."""
    first = next(iter(s.inputs.values()))
    return len(first) if first.ndim else None


def _columns(s: Sighting) -> int | None:
    first = next(iter(s.inputs.values()))
    return first.shape[1] if first.ndim > 1 else None


FACTORS = (
    ("N", "the number of examples", _rows),
    ("entries", "the number of entries", lambda s: s.want.size),
    ("columns", "the number of columns", _columns),
    ("2", "two", lambda s: 2),
)


def _factor(name, sightings):
    named = list(_named_factors(name, sightings))
    if len(named) == 1:
        return named[0]
    ratio = _constant_ratio(sightings)
    if ratio is not None:
        return (
            "factor",
            f"Your {name} is {ratio:.4g} times ours, wherever it is wrong: all entries are off by "
            "the same factor.",
        )
    return None


def _named_factors(name, sightings):
    """Every factor with a meaning that fits; where two fit, neither can be named."""
    for key, called, size in FACTORS:
        for sign, minus in ((1, ""), (-1, ", and of the other sign")):

            def times(s, size=size, sign=sign):
                return None if size(s) is None else sign * s.want * size(s)

            def over(s, size=size, sign=sign):
                return None if size(s) is None else sign * s.want / size(s)

            if _everywhere(sightings, times):
                yield f"factor-{key}", f"Your {name} is too large by a factor, {called}{minus}."
            if _everywhere(sightings, over):
                yield f"factor-1/{key}", f"Your {name} is too small by a factor, {called}{minus}."


def _constant_ratio(sightings) -> float | None:
    first = sightings[0]
    size = float(np.sum(first.want.astype(float) ** 2))
    if not size or np.squeeze(first.got).shape != np.squeeze(first.want).shape:
        return None
    got = first.got.reshape(first.want.shape).astype(float)
    ratio = float(np.sum(got * first.want) / size)
    if not np.isfinite(ratio) or abs(ratio) < 1e-9:
        return None
    return ratio if _everywhere(sightings, lambda s: ratio * s.want) else None


def _transpose(name, sightings):
    if all(s.want.ndim == 2 for s in sightings) and _everywhere(sightings, lambda s: s.want.T):
        return (
            "transpose",
            f"Your {name} holds the right numbers with rows and columns exchanged.",
        )
    return None


def _other_quantity(name, sightings):
    for other in sightings[0].outputs:
        if other != name and _everywhere(sightings, lambda s, o=other: s.outputs[o]):
            return "other-output", f"What you return as {name} is {other}."
    for other in sightings[0].inputs:
        if _everywhere(sightings, lambda s, o=other: s.inputs[o]):
            return "an-input", f"What you return as {name} is {other} itself, unchanged."
    return None


def _axis(name, sightings):
    """What came is one of the inputs, summed or averaged along an axis."""
    for other in sightings[0].inputs:
        for axis in (0, 1, None):
            for verb, how in (("summed", np.sum), ("averaged", np.mean)):

                def along(s, other=other, axis=axis, how=how):
                    value = s.inputs[other]
                    return how(value, axis=axis) if value.ndim > (axis or 0) else None

                if _everywhere(sightings, along):
                    where = "as a whole" if axis is None else f"along axis {axis}"
                    return "axis", f"Your {name} is {other}, {verb} {where}."
    return None


def _leftover(name, sightings):
    """What is too much is proportional to one of the inputs."""
    for other in sightings[0].inputs:
        ratios = []
        for s in sightings:
            value = s.inputs[other].astype(float)
            if value.shape != s.want.shape or np.squeeze(s.got).shape != np.squeeze(s.want).shape:
                break
            rest = s.got.reshape(s.want.shape) - s.want
            size = float(np.sum(value**2))
            ratio = float(np.sum(rest * value) / size) if size else 0.0
            if abs(ratio) < 1e-9 or not agree(rest, ratio * value, max(s.rtol, 1e-9)):
                break
            ratios.append(ratio)
        else:
            if np.ptp(ratios) < 1e-6 * abs(ratios[0]):
                much = f"{abs(ratios[0]):.4g} times {other}"
                if ratios[0] > 0:
                    return "leftover", f"Your {name} is right but for {much}, added on top."
                return "leftover", f"All that your {name} lacks is {much}."
    return None
