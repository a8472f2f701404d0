"""Gradients measured instead of derived, by finite differences.

Everything is taken in float64, whatever it comes in: the difference of two nearly equal numbers
keeps only their last digits. A function under test is given new arrays every time, so yours stay
as they were even if it changes what it is given or fails half-way.
"""

from .check import check_gradients
from .compare import directional_check, gradient_check_network, relative_error
from .numerical import numerical_derivative, numerical_gradient
from .report import Report

__all__ = [
    "Report",
    "check_gradients",
    "directional_check",
    "gradient_check_network",
    "numerical_derivative",
    "numerical_gradient",
    "relative_error",
]
