"""How much an audit measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """How many seeds and draws each measure takes.

    Attributes
    ----------
    rejecting : int
        Seeds under which every mutant must be rejected.
    draws : int
        Cases on which a listed survivor is verified.
    naming : int
        Seeds under which every misconception must be answered with its own words.
    pairs : int
        Pairs of mutations that are diagnosed for each exercise.
    accepting : int
        Seeds under which every variant must pass.
    noise : int
        Seeds over which no verdict may change.
    timing : int
        Seeds for which verdicts are timed.
    """

    rejecting: int
    draws: int
    naming: int
    pairs: int
    accepting: int
    noise: int
    timing: int


FULL = Plan(rejecting=3, draws=1000, naming=20, pairs=60, accepting=50, noise=200, timing=3)
FAST = Plan(rejecting=1, draws=50, naming=1, pairs=5, accepting=2, noise=2, timing=0)
