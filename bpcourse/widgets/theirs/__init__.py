"""Running what a learner wrote: under a deadline, and what goes wrong becomes words."""

from .files import files_of
from .mistake import Mistake, called, mistake_in, name_of
from .time_limit import TooSlow, deadline

__all__ = ["Mistake", "TooSlow", "called", "deadline", "files_of", "mistake_in", "name_of"]
