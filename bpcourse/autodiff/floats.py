"""Powers and exponentials of floats that answer, where Python's own raise an error.

Python stops at ``0.0**-1``, at ``10.0**400`` and at ``math.exp(1000)``, and makes a complex
number of ``(-8.0)**0.5``. A training run should not end there: as in NumPy the answer is an
infinity or NaN, which travels on to the loss, where it is seen.
"""

import math

import numpy as np

from bpcourse.nn.checks import check_number


def as_float(name, value):
    """Return one real number as a Python float, or say what is wrong with it.

    Raises
    ------
    TypeError
        If `value` is not a real number.
    ValueError
        If it is more than one.
    """
    return float(check_number(name, value))


def exp(x):
    """Exponential of a float; inf where it is too large for one."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def power(base, exponent):
    """Power of two floats; where Python has no float to give, the inf or NaN of IEEE 754."""
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        with np.errstate(all="ignore"):
            return float(np.power(base, exponent))
