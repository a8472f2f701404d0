"""Does a claimed slope agree with the one that is there? Steps of different length decide.

A central difference is off for three reasons, and each shows in what a shorter step changes:

- rounding, by about noise / h: a longer step helps;
- a kink inside the step, such as relu's: a step that ends before the kink helps;
- a wrong gradient: no step helps, and all say the same.
"""

from dataclasses import dataclass

import numpy as np

LONGER = 1e4  # times the first step; far beyond, a network is another one
STILL = 1e-10  # what rounding is taken to hide in a loss that does not move at all
SPREAD = np.arange(1, 17) * 0.6180339887498949 % 1  # 16 points of (0, 1), evenly spread to no grid
STEPS = 8  # each a tenth of the one before


@dataclass
class Finding:
    """What steps along one direction say of the slope that is claimed there."""

    verdict: str  # "agrees", "wrong", "kink" (here, or too near to tell), or "unclear"
    analytic: float
    numeric: float
    h: float  # the step that it was measured with
    resolution: float = 0.0  # what rounding alone may change in the numeric slope
    crossed: bool = False  # whether a longer step crossed a kink


@dataclass
class Step:
    """One step to each side: the slope, and by how much it differs between the two sides."""

    slope: float
    bend: float


def central_difference(loss, h):
    """The slope of ``loss(t)`` at t = 0, by a step h to each side."""
    return (loss(h) - loss(-h)) / (2 * h)


def take_step(loss, start, h):
    """Measure ``loss(t)`` at t = h and t = -h, where ``loss(0)`` is start."""
    above, below = loss(h), loss(-h)
    return Step((above - below) / (2 * h), (above - 2 * start + below) / h)


def judge(loss, start, analytic, room, noise, h):
    """Compare a claimed slope with what shorter and shorter steps measure.

    Parameters
    ----------
    loss : callable
        The loss as a function of the distance t along the direction.
    start : float
        The loss at t = 0.
    analytic : float
        The slope that is claimed.
    room : float
        The difference that is allowed however exact the measurement.
    noise : float
        The difference of two losses that rounding alone may make.
    h : float
        The first step, unless rounding asks for a longer one.

    Returns
    -------
    Finding
    """
    first = float(np.clip(20 * noise / room if room else np.inf, h, LONGER * h))
    lengthened, h = first > h, first
    before, at_last = None, "unclear"
    for _ in range(STEPS):
        rounding = noise / h
        step = take_step(loss, start, h)
        error = abs(analytic - step.slope)
        if error <= room + rounding:
            crossed = before is not None and not lengthened
            # By now rounding may hide anything: what kept changing was a kink, or many.
            hidden = rounding > max(1e4 * room, 100 * noise / first)
            verdict = "kink" if hidden else "agrees"
            return Finding(verdict, analytic, step.slope, h, rounding, crossed)
        same = 0.1 * error + 0.5 * rounding
        if before and error > 5 * rounding and abs(step.slope - before.slope) <= same:
            # Both steps say the same. A smooth curve bends a tenth as much over a tenth of the
            # way; a kink right here bends it by the same angle, however short the step.
            if abs(step.bend - before.bend / 10) <= 2 * same:
                return Finding("wrong", analytic, step.slope, h, rounding)
            if abs(step.bend - before.bend) <= 0.15 * abs(before.bend):
                at_last = "kink"
        before, h = step, h / 10
    return Finding(at_last, analytic, step.slope, 10 * h, rounding)


def rounding_noise(loss, start, h):
    """Estimate how far rounding alone may move the loss: ten standard deviations.

    Parameters
    ----------
    loss : callable
        The loss as a function of the distance along some direction.
    start : float
        The loss itself.
    h : float
        The step that is asked for; the points lie much nearer.

    Returns
    -------
    float

    Notes
    -----
    Over a tiny way a smooth function is a parabola at most, and how far its values lie from the
    best one is rounding. The points are spread unevenly, since rounding may happen to be as
    regular as equal steps. Moré and Wild, *Estimating computational noise*, SIAM Journal on
    Scientific Computing 33 (2011), do the same with differences of equal steps. A loss that stays
    the same to the last bit, because most of it is lost in a subtraction, shows its rounding over
    a longer way only, if at all.
    """
    least = 10 * np.finfo(float).eps * abs(start)
    for way in (1e-3 * h, 0.1 * h, 10 * h, 1e3 * h, LONGER * h):
        values = np.array([loss(way * t) for t in SPREAD]) - start
        if not np.isfinite(values).all():
            break
        if len(set(values)) > 2:
            rest = values - np.polyval(np.polyfit(SPREAD, values, 2), SPREAD)
            return max(10 * float(np.sqrt(np.sum(rest**2) / (len(SPREAD) - 3))), least)
    return max(STILL, least)
