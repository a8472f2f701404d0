"""Learn backpropagation by writing it.

In a notebook: ``from bpcourse import check, hint, mine, quiz``. The reference
implementations are in :mod:`bpcourse.nn`; read them whenever you like.
"""

__version__ = "0.1.0"

_FOR_LEARNERS = ("check", "hint", "mine", "progress", "quiz", "submit")

__all__ = ["__version__", *_FOR_LEARNERS]


def __getattr__(name):
    # Loaded when used, so that `import bpcourse` costs little more than `import numpy`.
    if name in _FOR_LEARNERS:
        from . import learner

        return getattr(learner, name)
    raise AttributeError(f"module 'bpcourse' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
