"""Pairs of mutations: two slips in one function, as the diagnosis has never seen them."""

import ast
import dataclasses
import random

from bpcourse.exercises import Exercise
from bpcourse.grading.mutants import Mutant, mutants_of
from bpcourse.grading.mutants.made import mutants_in

TRIES = 20
AND = " and "


def changes_of(exercise: Exercise, pair: Mutant) -> list[Mutant]:
    """The two changes of a pair, each made alone; the second only where it can be."""
    return [mutant for mutant in mutants_of(exercise) if mutant.key in pair.key.split(AND)]


def pairs_of(exercise: Exercise, number: int) -> list[Mutant]:
    """Mutants of mutants, drawn at random but alike in every audit.

    Parameters
    ----------
    exercise : Exercise
    number : int
        How many are wanted; there are fewer where the reference is very short.
    """
    rng = random.Random(exercise.name)
    first = mutants_of(exercise)
    single = {mutant.source for mutant in first}
    further: dict[Mutant, list[Mutant]] = {}  # short references are drawn from again and again
    pairs: dict[str, Mutant] = {}
    for _ in range(TRIES * number):
        if len(pairs) == number or not first:
            break
        one = rng.choice(first)
        if one not in further:
            (changed,) = ast.parse(one.source).body
            further[one] = mutants_in(changed, one.reference, one.name)
        second = further[one]
        if not second:
            continue
        other = rng.choice(second)
        if other.source not in single and other.source not in pairs:
            pairs[other.source] = _both(one, other)
    return list(pairs.values())


def _both(one: Mutant, other: Mutant) -> Mutant:
    change, key = f"{one.change}{AND}{other.change}", f"{one.key}{AND}{other.key}"
    return dataclasses.replace(other, kind="pair", key=key, words="", change=change)
