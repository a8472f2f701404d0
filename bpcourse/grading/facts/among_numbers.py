"""Facts that say how each number that came differs from the one that was wanted."""

from collections.abc import Sequence

import numpy as np

from ..compare import compare
from .sighting import Found, Sighting, entries, everywhere, same_shapes


def nearly(name: str, sightings: Sequence[Sighting]) -> Found:
    """Off by less than a thousandth."""
    gaps = [compare(s.got, s.want, 0.0).rel for s in sightings]
    if all(gap is not None and 0 < gap < 1e-3 for gap in gaps):
        return (
            "nearly",
            f"Your {name} is very nearly right: it is off by a part in {1 / max(gaps):,.0f}. Look "
            "for a small constant, such as an epsilon, for a rounding, or for a type with few "
            "digits.",
        )
    return None


def partly_not_finite(name: str, sightings: Sequence[Sighting]) -> Found:
    """Some numbers are nan or inf; the others are right."""
    if not any(np.isfinite(s.got).any() for s in sightings) or not same_shapes(sightings):
        return None
    for s in sightings:
        kept = np.isfinite(s.fitted)
        if kept.all() or not s.is_like(s.fitted[kept], s.want[kept]):
            return None
    return (
        "partly-not-finite",
        f"Your {name} is right wherever it is a number at all. The rest is nan or inf: a division "
        "by zero, the logarithm of zero, or an exponential that is too large for a float.",
    )


def all_alike(name: str, sightings: Sequence[Sighting]) -> Found:
    """The same number in every entry and every case, zero above all."""
    values = {float(v) for s in sightings for v in np.unique(s.got)[:2]}
    if len(values) == 1 and any(s.want.size > 2 for s in sightings):
        (value,) = values
        if value == 0:
            return (
                "zeros",
                f"Your {name} is zero wherever it is wrong. Is it filled after it is made, or is "
                "what fills it lost on the way?",
            )
        return (
            "one-value",
            f"Your {name} is {value:.4g} wherever it is wrong, whatever comes in: it does not "
            "depend on your arguments there.",
        )
    return None


def sign(name: str, sightings: Sequence[Sighting]) -> Found:
    """Minus what was wanted."""
    if entries(sightings) > 1 and everywhere(sightings, lambda s: -s.want):
        return "sign", f"Your {name} is exactly minus ours, wherever it is wrong: a sign is turned."
    return None


def _first(s: Sighting, axis: int) -> int | None:
    """The length of an axis of the first input that has it."""
    arrays = (value for value in s.inputs.values() if value.ndim > axis)
    return next((value.shape[axis] for value in arrays), None)


FACTORS = (
    ("N", "the number of examples", lambda s: _first(s, 0)),
    ("entries", "the number of entries", lambda s: s.want.size),
    ("columns", "the number of columns", lambda s: _first(s, 1)),
    ("all-entries", "the number of all that comes in", lambda s: _largest(s)),
    ("2", "two", lambda s: 2),
)


def _largest(s):
    """The entries of the first input, where that is another number than those of the output."""
    first = next(iter(s.inputs.values()))
    return first.size if first.ndim > 1 and first.size != s.want.size else None


def named_factor(name: str, sightings: Sequence[Sighting]) -> Found:
    """A factor that has a meaning; where two meanings fit, neither can be named."""
    found = list(_named_factors(name, sightings))
    return found[0] if len(found) == 1 else None


def _named_factors(name, sightings):
    for key, called, size in FACTORS:
        sizes = [size(s) for s in sightings]
        if any(n is None for n in sizes) or all(n == 1 for n in sizes):
            continue
        for sign, minus in ((1, ""), (-1, ", and of the other sign")):
            if everywhere(sightings, lambda s, size=size, sign=sign: sign * s.want * size(s)):
                yield f"factor-{key}", f"Your {name} is too large by a factor, {called}{minus}."
            if everywhere(sightings, lambda s, size=size, sign=sign: sign * s.want / size(s)):
                yield f"factor-1/{key}", f"Your {name} is too small by a factor, {called}{minus}."


def factor(name: str, sightings: Sequence[Sighting]) -> Found:
    """One factor in all cases."""
    first = sightings[0]
    ratio = _ratio(first)
    if (
        ratio is None
        or entries(sightings) < 2
        or not everywhere(sightings, lambda s: ratio * s.want)
    ):
        return None
    return (
        "factor",
        f"Your {name} is {ratio:.4g} times ours, wherever it is wrong: all entries are off by "
        "the same factor.",
    )


def own_factor_each_time(name: str, sightings: Sequence[Sighting]) -> Found:
    """One factor a case, another one in each."""
    several = [s for s in sightings if s.want.size > 1]
    if len(several) < len(sightings) or not same_shapes(sightings):
        return None
    ratios = [_ratio(s) for s in sightings]
    if None in ratios:
        return None
    for s, ratio in zip(sightings, ratios, strict=True):
        if not s.is_like(s.got, ratio * s.want):
            return None
    return (
        "factor-varies",
        f"All entries of your {name} are off by one factor, but by another in each probe "
        f"({', '.join(f'{r:.4g}' for r in ratios[:3])}): what you multiply or divide by depends on "
        "the input, and it is one number for the whole array.",
    )


def _ratio(s) -> float | None:
    size = float(np.sum(s.want**2))
    if not size or not s.same_shape:
        return None
    ratio = float(np.sum(s.fitted * s.want) / size)
    return ratio if np.isfinite(ratio) and abs(ratio) > 1e-9 else None


def offset(name: str, sightings: Sequence[Sighting]) -> Found:
    """A constant on top, the same in all entries."""
    if not same_shapes(sightings):
        return None
    shifts = [float(np.mean(s.fitted - s.want)) for s in sightings]
    if not all(s.is_like(s.fitted - n, s.want) for s, n in zip(sightings, shifts, strict=True)):
        return None
    same = np.ptp(shifts) <= 1e-6 * abs(shifts[0])
    if same and entries(sightings) > 1:
        more = "more" if shifts[0] > 0 else "less"
        return (
            "offset",
            f"Your {name} is {abs(shifts[0]):.4g} {more} than ours in every entry, wherever it is "
            "wrong: a constant is added, or one is missing.",
        )
    if all(s.want.size > 2 for s in sightings):
        return (
            "offset-varies",
            f"All entries of your {name} are off by one and the same number, another in each "
            "probe: what is added or missing is one number for the whole array.",
        )
    return None


def absolute(name: str, sightings: Sequence[Sighting]) -> Found:
    """Right but for the signs."""
    below = sum(int((s.want < 0).sum()) for s in sightings)
    if not same_shapes(sightings) or not 1 < below < entries(sightings) - 1:
        return None
    if everywhere(sightings, lambda s: np.abs(s.want)):
        return (
            "absolute",
            f"Your {name} has the right size everywhere and is never negative: a sign is lost, as "
            "by a square or an absolute value.",
        )
    several = len(sightings) > 1
    if several and all(s.is_like(np.abs(s.fitted), np.abs(s.want)) for s in sightings):
        return (
            "some-signs",
            f"Every entry of your {name} has the right size, but some of them the wrong sign.",
        )
    return None


OF_OURS = (
    ("square", "the square of ours", np.square),
    ("root", "the root of ours", np.sqrt),
    ("exponential", "the exponential of ours", np.exp),
    ("logarithm", "the logarithm of ours", np.log),
    ("inverse", "one over ours", lambda want: 1 / want),
    ("other-logarithm", "ours divided by the logarithm of 10", lambda want: want / np.log(10)),
    ("complement", "one minus ours", lambda want: 1 - want),
    ("summed-up", "ours added up from the front", lambda want: np.cumsum(want, axis=0)),
)


def function_of_ours(name: str, sightings: Sequence[Sighting]) -> Found:
    """A function of what was wanted, entry by entry."""
    if entries(sightings) < 2:
        return None
    for key, words, f in OF_OURS:
        if key == "summed-up" and not all(s.want.ndim and len(s.want) > 1 for s in sightings):
            continue
        if everywhere(sightings, lambda s, f=f: f(s.want)):
            return key, f"Your {name} is {words}, wherever it is wrong."
    return None


def rounded(name: str, sightings: Sequence[Sighting]) -> Found:
    """Whole numbers where there should be others."""
    broken = [v for s in sightings for v in s.want.ravel() if np.isfinite(v) and v != round(v)]
    if len({float(v) for s in sightings for v in s.got.ravel()}) < 3 or len(broken) < 6:
        return None
    for how in (np.round, np.trunc, np.floor, np.ceil):
        if everywhere(sightings, lambda s, how=how: how(s.want)):
            return (
                "rounded",
                f"Your {name} is ours cut to whole numbers: look for an array made with whole "
                "numbers in it, a rounding or a division that drops the rest.",
            )
    return None
