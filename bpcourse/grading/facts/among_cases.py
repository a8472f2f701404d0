"""Facts that say in which cases an output is wrong, by what those cases have in common."""

from collections.abc import Callable, Sequence

import numpy as np

from .sighting import Found, Sighting


def _arrays(s: Sighting) -> list[np.ndarray]:
    return [value for value in s.inputs.values() if value.ndim]


def _several_examples(s):
    return bool(_arrays(s)) and _arrays(s)[0].ndim > 1 and len(_arrays(s)[0]) > 1


def _several_columns(s):
    return any(value.ndim > 1 and value.shape[1] > 1 for value in _arrays(s))


def _not_square(s):
    return any(value.ndim == 2 and value.shape[0] != value.shape[1] for value in _arrays(s))


def _large(s):
    return any(value.size and np.abs(value).max() > 30 for value in s.inputs.values())


ALIKE: tuple[tuple[str, str, Callable[[Sighting], bool]], ...] = (
    (
        "only-one-example",
        "right when there is one example alone, and wrong for more of them: look at what differs "
        "from example to example, and at what is summed or averaged over them",
        _several_examples,
    ),
    (
        "only-one-column",
        "right when there is one column alone, and wrong for more of them",
        _several_columns,
    ),
    (
        "only-square",
        "right for arrays with as many rows as columns, and wrong for others: two axes are mixed "
        "up",
        _not_square,
    ),
    (
        "only-small-numbers",
        "right for numbers of ordinary size, and wrong for large ones: something on the way grows "
        "too large, or a difference drowns in it",
        _large,
    ),
)


def _few_values(sightings):
    """Whether zeros and the like came, which are soon right by chance in the next case."""
    return len({f"{v:.6g}" for s in sightings for v in s.got.ravel()[:64]}) < 3


def by_case(name: str, sightings: Sequence[Sighting], right: Sequence[Sighting]) -> Found:
    """Wrong in all cases of a sort, and right in all others."""
    if not right or len(sightings) < 2 or _few_values(sightings):
        return None
    for key, words, of_the_sort in ALIKE:
        if all(map(of_the_sort, sightings)) and not any(map(of_the_sort, right)):
            return key, f"Your {name} is {words}."
    arrays = [len(s.inputs) for s in sightings], [len(s.inputs) for s in right]
    if min(arrays[0]) > max(arrays[1]):
        return (
            "only-few-arrays",
            f"Your {name} is right where few arrays come in, and wrong where there are more of "
            "them: look at what happens from one to the next.",
        )
    return None
