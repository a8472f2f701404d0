"""How strongly a loss is curved, measured: the slope of the slope."""

from dataclasses import dataclass

import numpy as np

from ..charts.parts import short
from .landscape import Landscape


@dataclass(frozen=True)
class Curvature:
    """The curvature of a loss along the most and the least curved direction."""

    largest: float
    smallest: float
    everywhere: bool  # whether it is the same all over the picture: the loss is quadratic

    @property
    def limit(self) -> float:
        """The learning rate from which plain gradient descent runs away from a minimum."""
        return 2 / self.largest if self.largest > 0 else np.inf


def hessian(landscape: Landscape, w: np.ndarray, part: float = 2e-3) -> np.ndarray:
    """Measure the four second derivatives of the loss at w by differences of the loss.

    The steps are a part of the picture's width.
    """
    a, b = np.diag(part * landscape.widths)
    loss, here = landscape.loss, landscape.loss(w)
    straight = [(loss(w + step) - 2 * here + loss(w - step)) / step.sum() ** 2 for step in (a, b)]
    mixed = loss(w + a + b) - loss(w + a - b) - loss(w - a + b) + loss(w - a - b)
    mixed /= 4 * a.sum() * b.sum()
    return np.array([[straight[0], mixed], [mixed, straight[1]]])


def curvature(landscape: Landscape) -> Curvature | None:
    """Measure the curvature at the lowest minimum; None where the loss has no number for it.

    At a kink it has none: what is measured there grows as the steps get shorter. Two other points
    of the picture are measured as well, to see whether it is the same there.
    """
    low, high = np.array(landscape.ranges).T
    if ((landscape.minima[0] == low) | (landscape.minima[0] == high)).any():
        return None  # on the edge lies the lowest point of the picture, and that is no minimum
    others = [low + (high - low) * part for part in ([0.21, 0.34], [0.83, 0.62])]
    with np.errstate(all="ignore"):
        here, *there = [hessian(landscape, w) for w in (landscape.minima[0], *others)]
        closer = hessian(landscape, landscape.minima[0], 1e-3)
    size = np.abs(here).max()
    if not (np.isfinite(here).all() and np.abs(closer - here).max() <= 0.3 * size):
        return None
    smallest, largest = np.linalg.eigvalsh(here)
    same = all(np.abs(other - here).max() <= 1e-3 * size for other in there)
    return Curvature(float(largest), float(smallest), bool(same))


def words_on(found: Curvature | None, lr: float) -> tuple[str, str]:
    """Two texts: the product to watch; and, to unfold, what it means for a step of sgd."""
    if found is None or found.largest <= 0:
        return "", ""
    where = "the same everywhere" if found.everywhere else "at the minimum"
    watch = (
        f"Measured curvature, {where}: {short(found.largest)} in the direction where it is "
        f"largest, {short(found.smallest)} at right angles to it. Learning rate × largest "
        f"curvature = {short(lr)} × {short(found.largest)} = {short(lr * found.largest)}."
    )
    meaning = (
        "Along a direction of curvature c, a step of sgd multiplies the distance to the minimum by "
        "1 − lr · c. Beyond lr · c = 2 that is more than 1 in size, and the distance grows: here "
        f"from lr = 2 / {short(found.largest)} = {short(found.limit)} on."
    )
    if not found.everywhere:
        meaning += " This holds near the minimum; elsewhere this loss is curved otherwise."
    return watch, meaning
