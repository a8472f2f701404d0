"""The engines that the course builds: so far a derivative by hand, and the scalar `Value`."""

from .by_hand import backward_by_hand, local_derivatives, square_derivative
from .graph import Node, topological_order
from .value import Value

__all__ = [
    "Node",
    "Value",
    "backward_by_hand",
    "local_derivatives",
    "square_derivative",
    "topological_order",
]
