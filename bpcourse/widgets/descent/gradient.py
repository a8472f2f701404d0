"""Is a learner's gradient the gradient of the loss? Random directions tell."""

from dataclasses import dataclass

import numpy as np

from ...gradcheck.slopes import judge, rounding_noise
from ..charts.parts import short
from .landscape import Landscape, central_gradient

POINTS = 6
ROOM = 1e-5  # of the gradient's length: right ones are off by 1e-9, mistakes by 1e-3 and more


@dataclass(frozen=True)
class Checked:
    """What a claimed gradient and the loss itself say along one direction."""

    ok: bool
    at: tuple[float, float] = (0.0, 0.0)
    analytic: float = 0.0
    numeric: float = 0.0
    words: str = ""


def check_gradient(landscape: Landscape) -> Checked:
    """Compare the gradient that a race uses with slopes of the loss, at points of the picture.

    Kinks are passed over: there shorter steps disagree with longer ones, and nobody is wrong.
    """
    rng = np.random.default_rng(0)
    low, high = np.array(landscape.ranges).T
    points = [np.array(landscape.start), *(rng.uniform(low, high) for _ in range(POINTS - 1))]
    wrong = [found for w in points if (found := _along(landscape, w, rng)) is not None]
    if not wrong:
        return Checked(True)
    w, analytic, numeric = wrong[0]
    at = ", ".join(short(float(number)) for number in w)
    words = (
        f"Your gradient does not fit your loss. At ({at}), along a random direction, it says "
        f"{short(analytic, 4)} and differences of the loss say {short(numeric, 4)}. "
        f"{_which(landscape, points)}The race uses yours all the same: watch where it leads."
    )
    return Checked(False, (float(w[0]), float(w[1])), analytic, numeric, words)


def _along(landscape: Landscape, w: np.ndarray, rng: np.random.Generator):
    direction = rng.standard_normal(2) * landscape.widths
    direction /= np.linalg.norm(direction)
    start, grad = landscape.loss(w), landscape.grad(w)
    if not (np.isfinite(start) and np.isfinite(grad).all()):
        return None

    def loss(t: float) -> float:
        return landscape.loss(w + t * direction)

    h = 1e-5 * float(landscape.widths.max())
    noise = rounding_noise(loss, start, h)
    measured = central_gradient(landscape.loss, landscape.widths)(w)
    room = ROOM * max(float(np.linalg.norm(grad)), float(np.linalg.norm(measured)), 1e-12)
    finding = judge(loss, start, float(grad @ direction), room, noise, h)
    return (w, finding.analytic, finding.numeric) if finding.verdict == "wrong" else None


def _which(landscape: Landscape, points: list[np.ndarray]) -> str:
    """Name the entry that is off, and by which factor, if it is the same at every point."""
    measure = central_gradient(landscape.loss, landscape.widths)
    theirs = np.array([landscape.grad(w) for w in points])
    truth = np.array([measure(w) for w in points])
    scale = np.abs(truth).max()
    off = [np.abs(theirs[:, i] - truth[:, i]).max() > 1e-4 * scale for i in (0, 1)]
    names = [f"d{name}" for name in landscape.names]
    if all(off) and np.abs(theirs[:, ::-1] - truth).max() <= 1e-4 * scale:
        return f"{names[0]} and {names[1]} stand in each other's place. "
    said = []
    for i in np.flatnonzero(off):
        factor = float(theirs[:, i] @ truth[:, i] / (truth[:, i] @ truth[:, i] + 1e-300))
        same = np.abs(theirs[:, i] - factor * truth[:, i]).max() <= 1e-4 * scale
        said.append(
            f"{names[i]} is {short(factor)} times what it should be"
            if same
            else f"{names[i]} is off"
        )
    return f"{' and '.join(said)}{'' if all(off) else ', the other entry fits'}. " if said else ""
