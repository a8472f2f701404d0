"""The kinds of mutation, each a small function from a place to what else could stand there."""

from . import arithmetic, arrays, calls, flow, names, numbers
from .register import KINDS

__all__ = ["KINDS", "arithmetic", "arrays", "calls", "flow", "names", "numbers"]
