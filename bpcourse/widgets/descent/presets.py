"""The losses that are ready: each has one thing to show.

All are scaled so that a learning rate of 0.1 does something worth seeing. Each loss stands above
its gradient; w1 and w2 are numbers, or arrays of one shape.
"""

from collections.abc import Callable

import numpy as np

from .landscape import Landscape, Ranges


def bowl(w1, w2):
    """As steep in all directions: curvature 1."""
    return (w1**2 + w2**2) / 2


def bowl_grad(w1, w2):
    return w1, w2


def ravine(w1, w2):
    """Curvature 0.4 along w1 and 16 along w2: 40 times as curved across as along."""
    return (0.4 * w1**2 + 16 * w2**2) / 2


def ravine_grad(w1, w2):
    return 0.4 * w1, 16 * w2


def saddle(w1, w2):
    """At (0, 0) the slope is 0, and it is no minimum: those are at (0, 1) and (0, -1)."""
    return w1**2 / 2 + (w2**2 - 1) ** 2 / 4


def saddle_grad(w1, w2):
    return w1, (w2**2 - 1) * w2


def rosenbrock(w1, w2):
    """A curved valley: easy to find, hard to follow. Rosenbrock (1960), with milder walls."""
    return 0.1 * (1 - w1) ** 2 + (w2 - w1**2) ** 2


def rosenbrock_grad(w1, w2):
    return -0.2 * (1 - w1) - 4 * w1 * (w2 - w1**2), 2 * (w2 - w1**2)


def two_valleys(w1, w2):
    """A shallow valley on the left and a deep one on the right, with a ridge between."""
    return (w1**2 - 1) ** 2 / 2 + 0.25 * (1.2 - w1) + (w2 - w1 / 2) ** 2


def two_valleys_grad(w1, w2):
    return 2 * w1 * (w1**2 - 1) - 0.25 - (w2 - w1 / 2), 2 * (w2 - w1 / 2)


def _two_minima() -> list[tuple[float, float]]:
    """Where the slope along the bottom, w2 = w1 / 2, is 0: 2 w1³ - 2 w1 - 1/4."""
    left, _, right = np.sort(np.roots([2, 0, -2, -0.25]).real)
    return [(right, right / 2), (left, left / 2)]


# Four to three, as the picture is: there a gradient stands upright on its contour line.
Made = tuple[Callable, Callable, Ranges, tuple[float, float], list[tuple[float, float]]]
PRESETS: dict[str, Made] = {
    "bowl": (bowl, bowl_grad, ((-4.0, 4.0), (-3.0, 3.0)), (-3.2, 1.8), [(0, 0)]),
    "ravine": (ravine, ravine_grad, ((-5.0, 5.0), (-3.75, 3.75)), (-4.2, 1.5), [(0, 0)]),
    "saddle": (saddle, saddle_grad, ((-2.4, 2.4), (-1.8, 1.8)), (-2.0, 0.001), [(0, 1), (0, -1)]),
    "rosenbrock": (
        rosenbrock,
        rosenbrock_grad,
        ((-2.0, 2.0), (-0.8, 2.2)),
        (-1.4, 1.2),
        [(1, 1)],
    ),
    "two valleys": (
        two_valleys,
        two_valleys_grad,
        ((-2.0, 2.0), (-1.5, 1.5)),
        (-1.7, 1.2),
        _two_minima(),
    ),
}


def preset(name: str) -> Landscape:
    """Make one of the losses that are ready, by its name."""
    values, grad, ranges, start, minima = PRESETS[name]

    def loss_at(w: np.ndarray) -> float:
        return float(values(w[0], w[1]))

    def grad_at(w: np.ndarray) -> np.ndarray:
        return np.array(grad(w[0], w[1]))

    return Landscape(name, loss_at, grad_at, values, ranges, start, np.array(minima, dtype=float))
