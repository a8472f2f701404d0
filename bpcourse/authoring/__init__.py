"""Build a lesson's notebooks from its source, and check that they are fresh. For authors."""

from .build import build
from .check import check
from .problem import AuthoringError, Problem
from .source import checkout

__all__ = ["AuthoringError", "Problem", "build", "check", "checkout"]
