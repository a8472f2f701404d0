"""Facts that say where the numbers stand: exchanged, summed, shifted, left out."""

from collections.abc import Sequence

import numpy as np

from .sighting import Found, Sighting, entries, everywhere, same_shapes


def transpose(name: str, sightings: Sequence[Sighting]) -> Found:
    """Rows and columns exchanged."""
    if not all(s.want.ndim == 2 for s in sightings):
        return None
    if everywhere(sightings, lambda s: s.want.T):
        return (
            "transpose",
            f"Your {name} holds the right numbers with rows and columns exchanged.",
        )
    if everywhere(sightings, lambda s: -s.want.T):
        return (
            "transpose-sign",
            f"Your {name} holds minus the right numbers, with rows and columns exchanged.",
        )
    return None


AXES = {0: "down each column", 1: "across each row", None: "as a whole"}
HOW = (("sum", "added up", np.sum), ("mean", "averaged", np.mean))
MORE = (("maximum", "reduced to its maximum", np.max),)


def not_reduced(name: str, sightings: Sequence[Sighting]) -> Found:
    """What was wanted is a sum or a mean of what came."""
    if not all(s.got.size > s.want.size for s in sightings):
        return None
    for verb, _, how in (*HOW, *MORE):
        for axis, where in AXES.items():
            if all(s.got.ndim > (axis or 0) for s in sightings) and all(
                s.is_like(how(s.got, axis=axis), s.want) for s in sightings
            ):
                return (
                    "not-reduced",
                    f"Your {name} is ours before the {verb}: it has too many entries, and their "
                    f"{verb} {where} is what was asked for.",
                )
    return None


def reduced_too_far(name: str, sightings: Sequence[Sighting]) -> Found:
    """What came is a sum or a mean of what was wanted."""
    if not all(s.got.size < s.want.size for s in sightings):
        return None
    for _, done, how in HOW:
        for axis, where in AXES.items():
            if all(s.want.ndim > (axis or 0) for s in sightings) and everywhere(
                sightings, lambda s, how=how, axis=axis: how(s.want, axis=axis)
            ):
                return (
                    "reduced-too-far",
                    f"Your {name} is ours, {done} {where} once more: it has too few entries.",
                )
    return None


def one_too_many_or_few(name: str, sightings: Sequence[Sighting]) -> Found:
    """The first axis is longer or shorter than it should be, and what is there is right."""
    if not all(s.got.ndim == s.want.ndim > 0 for s in sightings):
        return None
    if not any(min(len(s.got), len(s.want)) > 1 for s in sightings):
        return None
    for key, words, part, whole in (
        ("ends-early", "ends too early", lambda s: s.got, lambda s: s.want[: len(s.got)]),
        ("begins-late", "lacks its beginning", lambda s: s.got, lambda s: s.want[-len(s.got) :]),
        ("goes-on", "goes on too long", lambda s: s.want, lambda s: s.got[: len(s.want)]),
        ("begins-early", "begins too early", lambda s: s.want, lambda s: s.got[-len(s.want) :]),
    ):
        if all(
            len(part(s)) > 0 and len(s.got) != len(s.want) and _same(s, part(s), whole(s))
            for s in sightings
        ):
            return key, f"Your {name} {words}: what it holds besides is right."
    return None


def _same(s, a, b):
    return a.shape == b.shape and s.is_like(a, b)


PLACES = (
    ("first-row", "the first row", lambda a: a[:1]),
    ("last-row", "the last row", lambda a: a[-1:]),
    ("first-column", "the first column", lambda a: a[..., :1] if a.ndim > 1 else a[:0]),
    ("last-column", "the last column", lambda a: a[..., -1:] if a.ndim > 1 else a[:0]),
    ("diagonal", "the diagonal", lambda a: np.diagonal(a) if a.ndim == 2 else a[:0]),
)


def one_place_only(name: str, sightings: Sequence[Sighting]) -> Found:
    """One row, column or diagonal is right, and nothing else."""
    several = [s for s in sightings if s.want.ndim and len(s.want) > 1]
    if len(several) < len(sightings) or not same_shapes(sightings):
        return None
    if len(sightings) < 2:
        return None
    for key, words, part in PLACES:
        if all(_only(s, part) for s in sightings):
            return (
                f"only-{key}",
                f"Only {words} of your {name} is right in every probe; the others are not.",
            )
    return None


def _only(s, part):
    """Whether a place is right, and no entry elsewhere."""
    if not part(s.want).any() or not s.is_like(part(s.fitted), part(s.want)):
        return False
    right = np.isclose(s.fitted, s.want, rtol=1e-6, atol=1e-12)
    return bool(right.sum() == part(right).size < right.size)


def all_but_one_place(name: str, sightings: Sequence[Sighting]) -> Found:
    """All is right but one row, column or diagonal."""
    several = [s for s in sightings if s.want.ndim and s.want.size > 1]
    if len(several) < len(sightings) or not same_shapes(sightings) or len(sightings) < 2:
        return None
    for key, words, part in PLACES:
        for s in sightings:
            mended = s.fitted.copy()
            place = part(np.arange(mended.size).reshape(mended.shape))
            if not 0 < place.size < mended.size:
                break
            np.put(mended, place, np.take(s.want, place))
            if not s.is_like(mended, s.want):
                break
        else:
            return f"all-but-{key}", f"All of your {name} is right but {words}."
    return None


def left_out(name: str, sightings: Sequence[Sighting]) -> Found:
    """Some entries are zero, and those that are not are right."""
    if not same_shapes(sightings) or len(sightings) < 2:
        return None
    for s in sightings:
        kept = s.fitted != 0
        if kept.sum() < 2 or kept.all() or not s.is_like(s.fitted[kept], s.want[kept]):
            return None
    return (
        "left-out",
        f"Some entries of your {name} are zero where they should not be; the others are right. "
        "What decides which of them are filled?",
    )


def rolled(name: str, sightings: Sequence[Sighting]) -> Found:
    """All numbers one place further on, round the end."""
    if not all(s.want.ndim and s.want.size > 2 for s in sightings):
        return None
    for axis in (0, -1):
        for by in (1, -1):
            if everywhere(sightings, lambda s, by=by, axis=axis: np.roll(s.want, by, axis)):
                return (
                    "rolled",
                    f"Your {name} holds the right numbers, each one place from where it belongs.",
                )
    return None


def permuted(name: str, sightings: Sequence[Sighting]) -> Found:
    """The right numbers in another order."""
    if not same_shapes(sightings) or not any(s.want.size > 3 for s in sightings):
        return None
    if entries(sightings) > 3 and everywhere(
        sightings, lambda s: s.want[::-1] if s.want.ndim else None
    ):
        return "reversed", f"Your {name} holds the right numbers from back to front."
    if all(s.is_like(np.sort(s.got.ravel()), np.sort(s.want.ravel())) for s in sightings):
        return "permuted", f"Your {name} holds the right numbers in another order."
    return None


def reshaped(name: str, sightings: Sequence[Sighting]) -> Found:
    """The right numbers in the right order, in another shape."""
    if any(s.same_shape or s.got.size != s.want.size for s in sightings):
        return None
    if all(s.is_like(s.got.ravel(), s.want.ravel()) for s in sightings):
        return "reshaped", f"Your {name} holds the right numbers in another shape."
    return None


def sizes_written_in(name: str, sightings: Sequence[Sighting]) -> Found:
    """One shape for inputs of every size."""
    shapes = {s.got.shape for s in sightings}
    if len(shapes) > 1 or len({s.want.shape for s in sightings}) == 1:
        return None
    if any(s.got.size < 2 or s.got.ndim != s.want.ndim for s in sightings):
        return None
    return (
        "sizes-written-in",
        f"Your {name} has the shape {shapes.pop()} whatever comes in. Are sizes written into your "
        "code that should be read from the shapes?",
    )


def axis_of_examples(name: str, sightings: Sequence[Sighting]) -> Found:
    """An axis as long as the batch, in a place where none should be; or the other way round."""
    firsts = [next((v for v in s.inputs.values() if v.ndim > 1), None) for s in sightings]
    if any(first is None for first in firsts) or same_shapes(sightings):
        return None
    pairs = [(len(first), s) for first, s in zip(firsts, sightings, strict=True)]
    added = [n for n, s in pairs if n in s.got.shape and n not in s.want.shape]
    lost = [n for n, s in pairs if n not in s.got.shape and n in s.want.shape]
    if len(set(added)) > 1 and not lost:
        return (
            "axis-of-examples",
            f"Your {name} still has an axis for the examples. Does each of them have one of its "
            "own, or do all of them count together?",
        )
    if len(set(lost)) > 1 and not added:
        return (
            "no-axis-of-examples",
            f"Your {name} has no axis for the examples any more, and each of them should have its "
            "own.",
        )
    return None


def axis_too_many_or_few(name: str, sightings: Sequence[Sighting]) -> Found:
    """The shape alone is off, in a way that can be said."""
    squeezed = [(np.squeeze(s.got).shape, np.squeeze(s.want).shape) for s in sightings]
    if all(len(got) > len(want) for got, want in squeezed):
        return (
            "axis-too-many",
            f"Your {name} has an axis more than it should: one that ought to vanish, by a sum or "
            "by picking entries, is still there, or two arrays that lie differently were spread "
            "against each other.",
        )
    if all(len(got) < len(want) for got, want in squeezed):
        return (
            "axis-too-few",
            f"Your {name} has an axis less than it should: one that ought to stay was summed or "
            "picked away.",
        )
    return None
