"""What a learner calls in a notebook."""

from .check import check, mine
from .hint import hint
from .quiz import quiz

__all__ = ["check", "hint", "mine", "quiz"]
