"""Lesson 00: what its probes may let through."""

from ..survivor import Survivor

SURVIVORS = (
    Survivor(
        "square_derivative",
        "float(2 * x) -> 2 * x",
        "equivalent",
        "x is a float, so the product is one.",
    ),
)
