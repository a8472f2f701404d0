"""Mutants: the references with one thing changed, made mechanically.

First-order slips (a lost transpose, a swapped axis, a dropped term) are named this way without
anyone writing them down; and an exercise whose probes let one through has a hole.
"""

from .made import mutants_of, of_an_error
from .mutant import Mutant

__all__ = ["Mutant", "mutants_of", "of_an_error"]
