"""Facts about what holds for the right numbers as a whole, and not for those that came."""

from collections.abc import Sequence

import numpy as np

from .sighting import Found, Sighting, entries, same_shapes


def row_by_row(name: str, sightings: Sequence[Sighting]) -> Found:
    """A factor or an offset of its own in each row, or in each column."""
    if not same_shapes(sightings):
        return None
    if not all(s.want.ndim == 2 and min(s.want.shape) > 1 for s in sightings):
        return None
    for axis, line in ((1, "row"), (0, "column")):
        if all(_has_own_factor(s, axis) for s in sightings):
            return (
                f"{line}-factor",
                f"Each {line} of your {name} is off by a factor of its own: what it is multiplied "
                f"or divided by is one number a {line}, and the wrong one.",
            )
        if all(_has_own_offset(s, axis) for s in sightings):
            return (
                f"{line}-offset",
                f"Each {line} of your {name} is off by a number of its own, the same in all its "
                "entries.",
            )
    return None


def _has_own_factor(s, axis):
    size = np.sum(s.want**2, axis=axis, keepdims=True)
    if not size.all():
        return False
    factor = np.sum(s.fitted * s.want, axis=axis, keepdims=True) / size
    return s.is_like(s.fitted, factor * s.want)


def _has_own_offset(s, axis):
    offset = np.mean(s.fitted - s.want, axis=axis, keepdims=True)
    return s.is_like(s.fitted, s.want + offset)


def negative(name: str, sightings: Sequence[Sighting]) -> Found:
    """Below zero, where what is right never is."""
    if entries(sightings) < 8 or len(sightings) < 2:
        return None
    if all(s.got.min() < 0 <= s.want.min() for s in sightings):
        return (
            "negative",
            f"Your {name} holds negative numbers in every probe in which it is wrong, and ours "
            "holds none there.",
        )
    return None


def lines_do_not_add_up(name: str, sightings: Sequence[Sighting]) -> Found:
    """Rows or columns add up to 1, or to 0, in what is right."""
    if not same_shapes(sightings):
        return None
    if not all(s.want.ndim == 2 and min(s.want.shape) > 1 for s in sightings):
        return None
    for axis, line in ((1, "row"), (0, "column")):
        for total in (1, 0):
            tidy = [np.allclose(s.want.sum(axis=axis), total, atol=1e-6) for s in sightings]
            mine = [np.allclose(s.fitted.sum(axis=axis), total, atol=1e-6) for s in sightings]
            if all(tidy) and not any(mine):
                return (
                    f"{line}s-sum-to-{total}",
                    f"Every {line} of ours adds up to {total}; those of your {name} do not.",
                )
    return None
