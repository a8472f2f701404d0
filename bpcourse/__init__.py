"""Learn backpropagation by writing it.

In a notebook: ``from bpcourse import check, hint, mine, quiz``. The reference
implementations are in :mod:`bpcourse.nn`; read them whenever you like.
"""

__version__ = "0.1.0"

__all__ = ["__version__", "check", "hint", "mine", "quiz"]


def __getattr__(name):
    # Loaded when used, so that `import bpcourse` costs little more than `import numpy`.
    if name in {"check", "hint", "mine", "quiz"}:
        from . import learner

        return getattr(learner, name)
    raise AttributeError(f"module 'bpcourse' has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
