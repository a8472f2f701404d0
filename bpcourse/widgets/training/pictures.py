"""Pictures of a run: what it says on a grid over the plane, a little wider than the data."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ...nn import sigmoid

if TYPE_CHECKING:
    from .run import TrainingRun

MARGIN = 0.12  # of the width of the data, on each side


def bounds(x: np.ndarray) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a square around all points."""
    middle = (x.max(axis=0) + x.min(axis=0)) / 2
    half = (0.5 + MARGIN) * float(np.ptp(x, axis=0).max() or 1.0)
    (across, up) = (float(c) for c in middle)
    return across - half, across + half, up - half, up + half


@lru_cache(maxsize=8)
def grid(edges: tuple[float, float, float, float], resolution: int) -> np.ndarray:
    """The middles of resolution * resolution pixels, row by row from the top, (R * R, 2)."""
    left, right, bottom, top = edges
    steps = (np.arange(resolution) + 0.5) / resolution
    across, down = left + (right - left) * steps, top - (top - bottom) * steps
    points = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    points.flags.writeable = False
    return points


def field(run: "TrainingRun", resolution: int) -> np.ndarray:
    """What the network says all over the plane; see `TrainingRun.field`."""
    logits = run.logits(grid(run.bounds, resolution))
    two = run.examples.classes == 2
    answers = sigmoid(logits[:, 0]) if two else run.examples.told(logits)
    return answers.reshape(resolution, resolution)


def responses(run: "TrainingRun", resolution: int) -> list[np.ndarray]:
    """What every unit puts out all over the plane; see `TrainingRun.responses`."""
    points = grid(run.bounds, resolution)
    layers = [*run.units(points), run.logits(points)]
    return [layer.T.reshape(-1, resolution, resolution) for layer in layers]
