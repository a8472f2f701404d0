"""Where everything stands in the two pictures, in pixels: for the page and for its twin alike."""

import numpy as np

from ..charts.axis import Axis
from ..charts.parts import DASHES, GRID, INK, SOFT, color, marker, tag, text, width_of
from .contours import contour_picture
from .landscape import Landscape
from .race import Run

PLANE = {"width": 500, "height": 400, "left": 46, "right": 486, "top": 22, "bottom": 352, "room": 0}
CHART = {"width": 400, "height": 256, "left": 54, "right": 284, "top": 26, "bottom": 216, "room": 9}
DATA = {"width": 400, "height": 200, "left": 54, "right": 284, "top": 24, "bottom": 160, "room": 0}
FAR = 4000  # pixels: beyond, browsers draw no lines
TICK, LABEL = 11, 12.5


def plane_axes(landscape: Landscape) -> tuple[Axis, Axis]:
    """The axes of the plane of parameters."""
    x, y = (Axis(n, fixed=r) for n, r in zip(landscape.names, landscape.ranges, strict=True))
    x.place(PLANE["left"], PLANE["right"], 60)
    y.place(PLANE["bottom"], PLANE["top"], 45)
    return x, y


def plane_picture(landscape: Landscape) -> str:
    """Contours, the minima and the axes: all that does not change in a race."""
    x, y = plane_axes(landscape)
    minima = [_star(float(a), float(b)) for a, b in pixels(landscape.minima, x, y)]
    return (
        contour_picture(landscape, x, y) + axes_picture(x, y, PLANE, grid=False) + "".join(minima)
    )


def _star(a: float, b: float) -> str:
    rays = "".join(f"M{a - i:.1f} {b - j:.1f}L{a + i:.1f} {b + j:.1f}" for i, j in STAR)
    halo = "stroke:var(--bpc-paper, #fff);stroke-width:4.5;stroke-linecap:round"
    ink = f"stroke:{INK};stroke-width:1.8;stroke-linecap:round"
    return tag("path", d=rays, style=halo) + tag("path", d=rays, style=ink)


STAR = [(6, 0), (0, 6), (4.2, 4.2), (4.2, -4.2)]


def pixels(points: np.ndarray, x: Axis, y: Axis) -> np.ndarray:
    """Points (..., 2) as pixels, none too far away to be drawn."""
    at = np.stack([x.at(points[..., 0]), y.at(points[..., 1])], axis=-1)
    return np.clip(at, -FAR, FAR)


def chart_axes(runs: list[Run], steps: int) -> tuple[Axis, Axis]:
    """The axes of the losses: logarithmic, unless a loss is 0 or below."""
    losses = np.concatenate([run.losses for run in runs] or [np.ones(1)])
    finite = losses[np.isfinite(losses)]
    positive = finite[finite > 0]
    log = len(positive) == len(finite) or (len(positive) > 0 and finite.min() >= 0)
    first = max((float(run.losses[0]) for run in runs if np.isfinite(run.losses[0])), default=1.0)
    if log and len(positive):
        first = max(first, float(positive.min()))
        low, high = max(float(positive.min()), 1e-24 * first), min(float(finite.max()), 1e3 * first)
        low, high = low / 1.3, max(high, low * 2) * 1.3
        if np.floor(np.log10(high)) - np.ceil(np.log10(low)) < 1:  # too few powers for ticks
            low, high = 10 ** np.floor(np.log10(low)), 10 ** np.ceil(np.log10(high))
    else:
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        high = min(high, low + 1e3 * max(first - low, 1e-12))
        room = 0.05 * (high - low) or 0.5
        low, high = low - room, high + room
    x, y = (
        Axis("step", fixed=(0, max(steps, 1))),
        Axis("loss", log and len(positive) > 0, (low, high)),
    )
    x.place(CHART["left"], CHART["right"], 55)
    y.place(CHART["bottom"], CHART["top"], 28)
    return x, y


def axes_picture(x: Axis, y: Axis, box: dict, grid: bool = True) -> str:
    """Draw axes with ticks and names."""
    left, right, top, bottom = (box[key] for key in ("left", "right", "top", "bottom"))
    drawn = []
    for at, word in y.ticks():
        reach = f"H{right}" if grid else "h-4"
        drawn.append(tag("path", d=f"M{left} {at:.1f}{reach}"))
        drawn.append(text(left - 7, at + 4, word, TICK, "end", fill=SOFT, stroke="none"))
    for at, word in x.ticks():
        half = width_of(word, TICK) / 2
        drawn.append(tag("path", d=f"M{at:.1f} {bottom}v4"))
        drawn.append(
            text(
                min(at, box["width"] - half),
                bottom + 16,
                word,
                TICK,
                "middle",
                fill=SOFT,
                stroke="none",
            )
        )
    frame = f"M{left} {top}V{bottom}H{right}" + ("" if grid else f"V{top}Z")
    lines = tag("g", *drawn, style=f"stroke:{GRID if grid else SOFT};fill:none")
    return (
        lines
        + tag("path", d=frame, style=f"stroke:{SOFT};fill:none")
        + text((left + right) / 2, bottom + 33, x.label, LABEL, "middle", font_weight=600)
        + text(
            left - 4,
            top - 9,
            y.label,
            LABEL,
            "end" if len(y.label) < 3 else "middle",
            font_weight=600,
        )
    )


def style_of(style: int) -> dict:
    """How the n-th optimizer is drawn."""
    return {"color": color(style), "dash": DASHES[style], "glyph": marker(0, 0, style, 3.4)}


def label_places(paths: list[np.ndarray], box: dict, words: list[str]) -> list[list[float]]:
    """Find for each path a place for its name: beside a point that lies far from other paths."""
    low = np.array([box["left"], box["top"]])
    high = np.array([box["right"], box["bottom"]])
    thin = [path[np.isfinite(path).all(1)] for path in paths]
    thin = [path[:: max(1, len(path) // 60)] for path in thin]
    places: list[list[float]] = []
    for n, path in enumerate(thin):
        half = np.array([width_of(words[n], 12) / 2, 7])
        offsets = np.array([[0, -14], [0, 15], [half[0] + 9, 0], [-half[0] - 9, 0]])
        centres = (path[:, None] + offsets).reshape(-1, 2)
        fits = np.all((centres - half > low) & (centres + half < high), axis=1)
        if not fits.any():
            centres, fits = np.clip(centres, low + half, high - half), ~fits
        others = np.concatenate([other for m, other in enumerate(thin) if m != n] or [path[:0]])
        alone = np.repeat(_gap(path, others, np.zeros(2)), len(offsets))
        clear = _gap(centres, np.concatenate(thin), half)
        apart = _gap(centres, np.array(places).reshape(-1, 2), half + half)
        score = np.minimum(alone, 40) + 2 * np.minimum(clear, 12) + 4 * np.minimum(apart, 10)
        # Of several best ones the last: all names at the common start would tell nothing.
        places.append(centres[::-1][np.where(fits, score, -1)[::-1].argmax()].tolist())
    return [[x, y + 4] for x, y in places]  # words stand on their line, below the middle


def _gap(spots: np.ndarray, points: np.ndarray, half: np.ndarray) -> np.ndarray:
    """How far a box around each spot is from the nearest point."""
    if not len(points):
        return np.full(len(spots), np.inf)
    apart = np.maximum(np.abs(spots[:, None] - points[None]) - half, 0)
    return np.hypot(apart[..., 0], apart[..., 1]).min(1)
