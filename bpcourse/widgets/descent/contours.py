"""The picture under the paths: contour lines and tints of a loss, as SVG."""

from itertools import pairwise

import numpy as np
from contourpy import FillType, LineType, contour_generator

from ..charts.axis import Axis
from ..charts.parts import INK, PAPER, SOFT, short, tag, text
from .landscape import Landscape

LEVELS = 12
EDGE = np.array([26, 14])  # pixels that words keep from the edge
TINT = "var(--bpc-tint, #56789a)"


def levels_of(values: np.ndarray) -> np.ndarray:
    """Choose the losses at which lines are drawn.

    Quantiles put as much of the picture between any two lines, so neither a plateau nor a steep
    wall stays empty or goes black; below the lowest of them, lines a third of the rest apart show
    the floor of a valley, which may be a small part of the picture.
    """
    finite = np.sort(values[np.isfinite(values)])
    lowest = finite[0]
    parts = (np.arange(1, LEVELS) / LEVELS) ** 1.4
    levels = np.quantile(finite, parts) - lowest
    floor = levels[0] / 3.0 ** np.arange(2, 0, -1) if levels[0] > 0 else []
    levels = np.concatenate([floor, levels])
    span = float(np.quantile(finite, 0.98)) - lowest
    kept: list[float] = []
    for level in levels[levels > 1e-9 * max(span, 1e-300)]:
        if not kept or level > 1.05 * kept[-1]:
            kept.append(float(level))
    return lowest + np.array(kept)


def contour_picture(landscape: Landscape, x: Axis, y: Axis) -> str:
    """Draw tints, lines and some of their losses between two axes."""
    w1, w2, values = landscape.grid()
    masked = np.ma.masked_invalid(values)
    if not masked.count():
        return ""
    levels = levels_of(values)
    made = contour_generator(
        x.at(w1), y.at(w2), masked, line_type=LineType.Separate, fill_type=FillType.OuterOffset
    )
    top = np.inf
    tints = [_tint(*made.filled(level, top)) for level in levels]
    lines = [made.lines(level) for level in levels]
    drawn = "".join(_path(line) for level in lines for line in level)
    return (
        tag("g", *tints, style=f"fill:{TINT};fill-opacity:.055;stroke:none", fill_rule="evenodd")
        + tag(
            "path",
            d=drawn or "M0 0",
            style=f"fill:none;stroke:{SOFT};stroke-opacity:.55;stroke-width:.8",
        )
        + "".join(_labels(levels, lines, x, y))
    )


def _tint(points: list, offsets: list) -> str:
    """All that lies above one level; the tints of several levels add up."""
    rings = [
        _path(polygon[a:b]) + "Z"
        for polygon, places in zip(points, offsets, strict=True)
        for a, b in pairwise(places)
    ]
    return tag("path", d="".join(rings) or "M0 0")


def _path(line: np.ndarray) -> str:
    """A path of lines, to a tenth of a pixel; points closer than a pixel are left out."""
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 2:
            kept.append(point)
    kept.append(line[-1])
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in kept)


def _labels(levels: np.ndarray, lines: list, x: Axis, y: Axis) -> list[str]:
    """Write the loss on every third line, but not on those around the minimum, where paths meet."""
    low, high = np.array([[x.start, y.end], [x.end, y.start]])
    taken: list[np.ndarray] = []
    said = []
    for level, line in list(zip(levels, lines, strict=True))[:3:-3]:
        points = np.concatenate(line) if line else np.empty((0, 2))
        roomy = np.all((points > low + EDGE) & (points < high - EDGE), axis=1)
        points = points[roomy]
        if taken and len(points):
            apart = np.abs(points[:, None] - np.array(taken)) / [60, 24]
            points = points[(apart.max(-1) > 1).all(1)]
        if len(points):
            # The lower right corner is where paths from the usual start do not pass.
            place = points[np.abs(points - [0.9 * high[0], high[1]]).sum(1).argmin()]
            taken.append(place)
            halo = {"stroke": PAPER, "stroke_width": "3px", "paint_order": "stroke"}
            word = short(float(level), 2)
            said.append(text(place[0], place[1] + 3.5, word, 10, "middle", fill=INK, **halo))
    return said
