"""Facts that make what came out of the inputs: a function of one, or two put together."""

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np

from .sighting import Found, Sighting, entries, everywhere, names_of_inputs, same_shapes

MOST_INPUTS = 6
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


def mixture(name: str, sightings: Sequence[Sighting]) -> Found:
    """Some times what was wanted, and some times an input or a constant."""
    if not same_shapes(sightings) or entries(sightings) < 6:
        return None
    wants = np.concatenate([s.want.ravel() for s in sightings])
    gots = np.concatenate([s.fitted.ravel() for s in sightings])
    if not np.isfinite(gots).all():
        return None
    for other in (None, *names_of_inputs(sightings)):
        called = other or "a constant"
        if other and not all(s.inputs[other].shape == s.want.shape for s in sightings):
            continue
        rest = [
            np.ones(s.want.size) if other is None else s.inputs[other].ravel() for s in sightings
        ]
        columns = np.stack([wants, np.concatenate(rest)], axis=1)
        (a, b), *_ = np.linalg.lstsq(columns, gots, rcond=None)
        apart = np.linalg.norm(columns @ (a, b) - gots)
        if apart <= max(sightings[0].rtol, 1e-9) * np.linalg.norm(gots) and abs(a) > 1e-6:
            second = f"{b:.4g}" if other is None else f"{b:.4g} times {called}"
            return (
                "mixture",
                f"Your {name} is {a:.4g} times ours and {second} beside it, in every entry.",
            )
    return None
