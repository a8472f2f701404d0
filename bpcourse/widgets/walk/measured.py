"""A slope held against finite differences: no false alarm beside a kink or under rounding."""

import math
from collections.abc import Callable

from bpcourse.gradcheck.slopes import judge, rounding_noise

STEP = 1e-5


def measured(moved: Callable[[float], float], claimed: float) -> float | None:
    """Measure a slope, if it differs from the one that is claimed.

    Parameters
    ----------
    moved : callable
        The result as a function of how far the operand has moved.
    claimed : float

    Returns
    -------
    float or None
        The slope that is measured; None if it agrees, or nothing can be told because there is a
        kink, or the numbers leave the range of floats.
    """
    start = moved(0.0)
    around = [start, moved(STEP), moved(-STEP)]
    if not all(map(math.isfinite, around)):
        return None
    slope = (around[1] - around[2]) / (2 * STEP)
    if not math.isfinite(claimed):
        return slope
    room = 1e-5 * max(abs(slope), abs(claimed)) + 1e-9
    finding = judge(moved, start, claimed, room, rounding_noise(moved, start, STEP), STEP)
    return finding.numeric if finding.verdict == "wrong" else None
