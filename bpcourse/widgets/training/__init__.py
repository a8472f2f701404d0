"""A training run as a plain machine: stepping, rewinding, and what is to be said of it."""

from .learner import LearnersCode
from .run import TrainingRun
from .settings import Settings
from .trouble import Trouble

__all__ = ["LearnersCode", "Settings", "TrainingRun", "Trouble"]
