"""The stepper's machine: graphs walked forward and backward, predictions, the learner's code.

Plain Python: neither a widget nor a browser is needed.
"""

from .machine import Walk

__all__ = ["Walk"]
