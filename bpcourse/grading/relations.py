"""Relations: what a wrong output has to do with the right one, when no known mistake fits.

Each relation is a fact about the numbers, true in every case in which the output is wrong. The
words say the fact and what it suggests; they never say a cause for certain.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from .facts import (
    among_cases,
    among_names,
    among_numbers,
    among_places,
    among_products,
    among_sums,
)
from .facts.sighting import Sighting

__all__ = ["RELATIONS", "Sighting", "find_relation"]

# What says most comes first: a whole array that is another one, before the entry that is off.
RELATIONS = (
    among_numbers.nearly,
    among_numbers.partly_not_finite,
    among_numbers.all_alike,
    among_numbers.sign,
    among_numbers.named_factor,
    among_numbers.factor,
    among_places.transpose,
    among_places.reshaped,
    among_names.other_quantity,
    among_names.reduced_input,
    among_products.made_of_inputs,
    among_places.not_reduced,
    among_places.one_too_many_or_few,
    among_places.reduced_too_far,
    among_numbers.offset,
    among_numbers.absolute,
    among_numbers.function_of_ours,
    among_numbers.rounded,
    among_names.factor_too_many_or_few,
    among_names.leftover,
    among_names.at_the_labels,
    among_places.one_place_only,
    among_places.all_but_one_place,
    among_names.where_an_input_is_negative,
    among_places.left_out,
    among_places.rolled,
    among_places.permuted,
    among_numbers.own_factor_each_time,
    among_sums.row_by_row,
    among_products.mixture,
    among_places.sizes_written_in,
    among_places.axis_of_examples,
    among_places.axis_too_many_or_few,
    among_sums.negative,
    among_sums.lines_do_not_add_up,
)


def find_relation(
    name: str, sightings: Sequence[Sighting], right: Sequence[Sighting] = ()
) -> tuple[str, str] | None:
    """The first relation that holds in every sighting, as (key, words).

    Parameters
    ----------
    name : str
        The output.
    sightings : sequence of Sighting
        The cases in which it is there and wrong.
    right : sequence of Sighting
        Those in which it is right.
    """
    return next(_found(name, sightings, right), None)


def relations_of(
    name: str, sightings: Sequence[Sighting], right: Sequence[Sighting] = ()
) -> dict[str, str]:
    """All relations that hold in every sighting: key -> words."""
    return dict(_found(name, sightings, right))


def _found(name, sightings, right) -> Iterator[tuple[str, str]]:
    if not sightings or any(not s.got.size or not s.want.size for s in sightings):
        return
    for relation in RELATIONS:
        with np.errstate(all="ignore"):
            found = relation(name, sightings)
        if found:
            yield found
    if found := among_cases.by_case(name, sightings, right):
        yield found
