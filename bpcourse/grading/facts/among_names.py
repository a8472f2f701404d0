"""Facts that bring in what else is there: the inputs, and the other outputs."""

from collections.abc import Sequence

import numpy as np

from .sighting import (
    Found,
    Sighting,
    entries,
    everywhere,
    names_of_inputs,
    names_of_outputs,
    same_shapes,
)

TURNED = ((1, ""), (-1, "minus "))


def other_quantity(name: str, sightings: Sequence[Sighting]) -> Found:
    """Another output, or an input, as it is."""
    for other in names_of_outputs(sightings):
        for sign, minus in TURNED:
            if _telling(sightings) and everywhere(
                sightings, lambda s, o=other, sign=sign: sign * s.outputs[o]
            ):
                return "other-output", f"What you return as {name} is {minus}{other}."
    for other in names_of_inputs(sightings):
        for sign, minus in TURNED:
            if everywhere(sightings, lambda s, o=other, sign=sign: sign * s.inputs[o]):
                unchanged = "" if minus else " itself, unchanged"
                return "an-input", f"What you return as {name} is {minus}{other}{unchanged}."
        if all(s.inputs[other].ndim == 2 for s in sightings) and everywhere(
            sightings, lambda s, o=other: s.inputs[o].T
        ):
            return (
                "an-input-turned",
                f"What you return as {name} is {other} with rows and columns exchanged.",
            )
    return None


def _telling(sightings):
    """Whether the numbers are more than a few zeros and ones."""
    return len({f"{v:.6g}" for s in sightings for v in s.got.ravel()[:64]}) > 2


HOW = (("added up", np.sum), ("averaged", np.mean), ("reduced to its maximum", np.max))
AXES = ((0, "down each column"), (1, "across each row"), (None, "as a whole"))


def reduced_input(name: str, sightings: Sequence[Sighting]) -> Found:
    """An input, summed or averaged along an axis."""
    if not _telling(sightings):
        return None
    for other in names_of_inputs(sightings):
        for axis, where in AXES:
            if not all(s.inputs[other].ndim > (axis or 0) for s in sightings):
                continue
            if not all(s.inputs[other].size for s in sightings):
                continue
            for done, how in HOW:
                if everywhere(
                    sightings, lambda s, o=other, how=how, axis=axis: how(s.inputs[o], axis=axis)
                ):
                    return "axis", f"Your {name} is {other}, {done} {where}."
    return None


def factor_too_many_or_few(name: str, sightings: Sequence[Sighting]) -> Found:
    """What was wanted times, or without, one of the inputs, entry by entry."""
    if not same_shapes(sightings) or entries(sightings) < 3:
        return None
    for kind, other in _companions(sightings):
        for sign, minus in TURNED:
            if all(_is(s, sign * s.want * _value(s, kind, other)) for s in sightings):
                return (
                    "factor-too-many",
                    f"Your {name} is {minus}ours times {other}: a factor too many.",
                )
            if all(_is(s, sign * s.want / _value(s, kind, other)) for s in sightings):
                return (
                    "factor-too-few",
                    f"Your {name} is {minus}ours without the factor {other}: times {other} it "
                    "would be right.",
                )
    return None


def _companions(sightings):
    """Inputs and outputs that go together with the output, entry by entry."""
    for kind, names in (
        ("inputs", names_of_inputs(sightings)),
        ("outputs", names_of_outputs(sightings)),
    ):
        for other in names:
            if all(_fits(_value(s, kind, other), s.want) for s in sightings):
                yield kind, other


def _value(s, kind, other):
    return getattr(s, kind)[other]


def _fits(value, want):
    try:
        return np.broadcast_shapes(value.shape, want.shape) == want.shape
    except ValueError:
        return False


def _is(s, guess):
    return np.isfinite(guess).all() and s.is_like(s.fitted, guess)


def leftover(name: str, sightings: Sequence[Sighting]) -> Found:
    """What is too much, or missing, is proportional to one of the inputs or other outputs."""
    if not same_shapes(sightings) or entries(sightings) < 3:
        return None
    for kind, other in _companions(sightings):
        for power, called in ((1, other), (2, f"the square of {other}")):
            ratios = []
            for s in sightings:
                value = np.broadcast_to(_value(s, kind, other) ** power, s.want.shape)
                rest = s.fitted - s.want
                size = float(np.sum(value**2))
                ratio = float(np.sum(rest * value) / size) if size else 0.0
                if abs(ratio) < 1e-9 or not s.is_like(rest, ratio * value):
                    break
                ratios.append(ratio)
            else:
                if np.ptp(ratios) <= 1e-6 * abs(ratios[0]):
                    much = f"{abs(ratios[0]):.4g} times {called}"
                    if ratios[0] > 0:
                        words = f"Your {name} is right but for {much}, added on top."
                    else:
                        words = f"All that your {name} lacks is {much}."
                    return "leftover", words
    return None


SIDES = (
    ("negative", "positive", lambda value: value < 0),
    ("positive", "negative", lambda value: value > 0),
)


def where_an_input_is_negative(name: str, sightings: Sequence[Sighting]) -> Found:
    """Right wherever one of the inputs is positive, or wherever it is negative."""
    if not same_shapes(sightings) or len(sightings) < 2:
        return None
    for other in names_of_inputs(sightings):
        if not all(s.inputs[other].shape == s.want.shape for s in sightings):
            continue
        for side, elsewhere, choose in SIDES:
            there = [choose(s.inputs[other]) for s in sightings]
            kept = sum(int((~t).sum()) for t in there)
            if kept >= 6 and all(map(_right_but_there, sightings, there)):
                return (
                    f"where-{side}",
                    f"Your {name} is right wherever {other} is {elsewhere}: it goes wrong only "
                    f"where {other} is {side}.",
                )
    return None


def _right_but_there(s, there):
    return s.is_like(s.fitted[~there], s.want[~there])


def at_the_labels(name: str, sightings: Sequence[Sighting]) -> Found:
    """Right but for one entry a row, which an input names; or right in these alone."""
    if not same_shapes(sightings) or not all(s.want.ndim == 2 for s in sightings):
        return None
    for other in names_of_inputs(sightings):
        if not all(_are_labels(s.inputs[other], s.want) for s in sightings):
            continue
        chosen = [_chosen(s, other) for s in sightings]
        for key, words, kept in (
            ("all-but-labels", "right but at", [~c for c in chosen]),
            ("only-labels", "right only at", chosen),
        ):
            if all(
                k.any() and s.is_like(s.fitted[k], s.want[k])
                for s, k in zip(sightings, kept, strict=True)
            ):
                return key, f"Your {name} is {words} the entries that {other} names, one a row."
    return None


def _are_labels(value, want):
    rows, columns = want.shape
    whole = value.shape == (rows,) and np.array_equal(value, np.round(value))
    return bool(whole and columns > 1 and value.min() >= 0 and value.max() < columns)


def _chosen(s, other):
    return s.inputs[other][:, None] == np.arange(s.want.shape[1])
