"""Facts that make what came out of the inputs: a function of one, or two put together."""

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np

from .sighting import Found, Sighting, entries, everywhere, names_of_inputs, same_shapes

MOST_INPUTS = 6
LARGEST = 1e6  # of a factor that says anything
ONE: tuple[tuple[str, Callable], ...] = (
    ("the square of {}", np.square),
    ("the exponential of {}", np.exp),
    ("the size of {}, without its sign", np.abs),
    ("the sign of {}", np.sign),
    ("{} where it is positive, and 0 elsewhere", lambda x: np.maximum(x, 0)),
    ("the tanh of {}", np.tanh),
    ("the sigmoid of {}", lambda x: 1 / (1 + np.exp(-x))),
    ("one minus {}", lambda x: 1 - x),
    ("one minus the square of {}", lambda x: 1 - x**2),
    ("twice {}", lambda x: 2 * x),
    ("half of {}", lambda x: x / 2),
    ("one over {}", lambda x: 1 / x),
)
TWO: tuple[tuple[str, Callable], ...] = (
    ("the sum of {} and {}", lambda a, b: a + b),
    ("the difference of {} and {}", lambda a, b: a - b),
    ("{} times {}, entry by entry", lambda a, b: a * b),
    ("{} divided by {}, entry by entry", lambda a, b: a / b),
    ("the matrix product of {} and {}, both as they lie", lambda a, b: a @ b),
    ("the matrix product of {}, turned over, and {}", lambda a, b: a.T @ b),
    ("the matrix product of {} and {}, the second one turned over", lambda a, b: a @ b.T),
)


def made_of_inputs(name: str, sightings: Sequence[Sighting]) -> Found:
    """A plain function of one input, or of two."""
    names = names_of_inputs(sightings)[:MOST_INPUTS]
    if len({f"{v:.6g}" for s in sightings for v in s.got.ravel()[:64]}) < 3:
        return None
    for words, f in ONE:
        for other in names:
            if everywhere(sightings, lambda s, f=f, o=other: f(s.inputs[o])):
                return "made-of-one", f"What you return as {name} is {words.format(other)}."
    for words, f in TWO:
        for pair in permutations(names, 2):
            if everywhere(sightings, lambda s, f=f, pair=pair: _try(f, s, pair)):
                return "made-of-two", f"What you return as {name} is {words.format(*pair)}."
    return None


def _try(f, s, pair):
    try:
        return f(*(s.inputs[other] for other in pair))
    except ValueError:  # shapes that do not go together
        return None


def _is_factor(number):
    return 1 / LARGEST < abs(number) < LARGEST


def mixture(name: str, sightings: Sequence[Sighting]) -> Found:
    """Some times what was wanted, and some times an input or a constant."""
    if not same_shapes(sightings) or entries(sightings) < 6:
        return None
    wants = np.concatenate([s.want.ravel() for s in sightings])
    gots = np.concatenate([s.fitted.ravel() for s in sightings])
    if not np.isfinite(gots).all():
        return None
    for other in (None, *names_of_inputs(sightings)):
        if other and not all(s.inputs[other].shape == s.want.shape for s in sightings):
            continue
        rest = [
            np.ones(s.want.size) if other is None else s.inputs[other].ravel() for s in sightings
        ]
        columns = np.stack([wants, np.concatenate(rest)], axis=1)
        (a, b), *_ = np.linalg.lstsq(columns, gots, rcond=None)
        apart = np.linalg.norm(columns @ (a, b) - gots)
        if (
            apart <= max(sightings[0].rtol, 1e-9) * np.linalg.norm(gots)
            and _is_factor(a)
            and _is_factor(b)
        ):
            ours = {"1": "ours", "-1": "minus ours"}.get(f"{a:.4g}", f"{a:.4g} times ours")
            sign, size = ("plus" if b > 0 else "minus"), f"{abs(b):.4g}"
            second = size if other is None else other if size == "1" else f"{size} times {other}"
            return "mixture", f"Your {name} is {ours} {sign} {second}, in every entry."
    return None
