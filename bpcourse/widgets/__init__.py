"""Pictures to play with, driven by the learner's own code. Made when used: they load anywidget."""

from importlib import import_module

_HOMES = {
    "BackpropStepper": "stepper",
    "Playground": "playground",
    "Surface": "surface",
    "architecture_summary": "figures.architecture",
    "gradient_flow": "figures.flow_figure",
    "step_size_curve": "figures.step_sizes",
}

__all__ = list(_HOMES)


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
