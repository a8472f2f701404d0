"""What a learner calls in a notebook."""

from .check import check
from .hint import hint
from .mine import mine
from .progress import progress
from .quiz import quiz
from .submit import submit

__all__ = ["check", "hint", "mine", "progress", "quiz", "submit"]
