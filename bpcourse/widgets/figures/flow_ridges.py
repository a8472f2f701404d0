"""Draws how activations and gradients are spread: two columns of ridges, a row a layer."""

import math

import numpy as np

from ..charts.axis import Axis
from ..charts.parts import GRID, INK, SOFT, color, marker, picture, short, tag, text, wrap
from .flow import Flow

FEWEST, MOST = 10, 44  # bars
TITLE = 13.5


class Side:
    """One direction: magnitudes by layer, on one logarithmic axis."""

    def __init__(self, name: str, way: str, arrow: str, layers: list, spreads: np.ndarray):
        self.name, self.way, self.arrow, self.spreads = name, way, arrow, spreads.tolist()
        sizes = [np.abs(layer[np.isfinite(layer) & (layer != 0)]) for layer in layers]
        seen = [spread for spread in self.spreads if spread > 0]
        self.axis = Axis("", log=True)
        self.axis.see([size.max() for size in sizes if len(size)])
        self.axis.see([min(seen) / 30] if seen else [])
        self.axis.place(0, 1, 1)
        bars = int(np.clip(2 * np.sqrt(layers[-1].size), FEWEST, MOST))
        bins = np.linspace(self.axis.low, self.axis.high, bars + 1)
        self.counts = [np.histogram(np.log10(size), bins)[0] for size in sizes]


class Ridges:
    """The picture of a flow; what takes time is done once, for every width.

    Parameters
    ----------
    flow : Flow
    claim : str
        The title.
    """

    def __init__(self, flow: Flow, claim: str):
        self.claim, self.flow = claim, flow
        self.sides = [
            Side("activations", "forward: ", "↓", flow.activations, flow.forward),
            Side("gradients", "backward: ", "↑", flow.gradients, flow.backward),
        ]

    def svg(self, width: float) -> str:
        """Draw it as wide as that."""
        wide = width > 500
        lines = wrap(self.claim, width - 16, TITLE)
        body = [text(8, 18 + 18 * n, line, TITLE, font_weight=600) for n, line in enumerate(lines)]
        top, L = 18 * len(lines) + 40, len(self.flow.activations)
        row = 34 if L <= 6 else 26 if L <= 12 else 21
        bottom = top + row * L
        start, gap = (62, 24) if wide else (24, 14)
        for n in range(1, L + 1):
            name = f"layer {n}" if wide else str(n)
            body.append(text(start - 8, top + row * n - 3, name, 11, "end", fill=SOFT))
        each = (width - start - gap - 8) / 2
        for style, side in enumerate(self.sides):
            left = start + style * (each + gap)
            body.append(marker(left + 5, top - 26, style, 4))
            words = f"{side.way * wide}{side.name} {side.arrow}"
            body.append(text(left + 14, top - 22, words, 12, font_weight=600))
            body.append(_column(side, style, left, left + each, top, row, wide))
        describe = " ".join(
            f"Layer {n}: standard deviation {short(a)} forward, {short(d)} backward."
            for n, (a, d) in enumerate(zip(*(s.spreads for s in self.sides), strict=True), start=1)
        )
        return picture(width, bottom + 40, body, self.claim, describe)


def _column(side: Side, style: int, left, right, top, row, wide: bool) -> str:
    """The ridges of one direction, each with a rule at its standard deviation, and the number."""
    axis, figures = side.axis, 70 if wide else 52
    axis.place(left, right - figures, 46)
    bottom = top + row * len(side.counts)
    drawn = []
    for at, word in axis.ticks():
        drawn.append(tag("path", d=f"M{at:.1f} {top:.1f}V{bottom + 3:.1f}", style=f"stroke:{GRID}"))
        drawn.append(text(at, bottom + 16, word, 11, "middle", fill=SOFT))
    pixels = np.linspace(axis.start, axis.end, len(side.counts[0]) + 1).tolist()
    for n, (counts, spread) in enumerate(zip(side.counts, side.spreads, strict=True), start=1):
        base = top + row * n
        tops = base - 0.85 * row * counts / max(counts.max(), 1)
        drawn.append(_ridge(pixels, tops.tolist(), base, style))
        if spread > 0:
            drawn.append(_rule(float(axis.at([spread])[0]), base, row))
        words = "not finite" if math.isnan(spread) else short(spread, 2 if wide else 1)
        drawn.append(text(right, base - 3, words, 11, "end"))
    drawn.append(_rule(right - 25, top - 3, 15))
    drawn.append(text(right, top - 5, "std", 11, "end", fill=SOFT))
    what = f"magnitude of the {side.name}" if wide else "magnitude"
    drawn.append(text((axis.start + axis.end) / 2, bottom + 33, what, 12, "middle"))
    return "".join(drawn)


def _rule(x: float, base: float, row: float) -> str:
    path = f"M{x:.1f} {base + 2:.1f}v{-0.6 * row:.1f}"
    return tag("path", d=path, style=f"stroke:{INK};stroke-width:2")


def _ridge(pixels: list[float], tops: list[float], base: float, style: int) -> str:
    """The outline of a histogram; neighbours of one height are drawn as one."""
    path, last = f"M{pixels[0]:.1f} {base:.1f}", base
    for left, top in zip(pixels, tops, strict=False):
        if abs(top - last) > 0.05:
            path += f"H{left:.1f}V{top:.1f}"
            last = top
    css = f"fill:{color(style)};fill-opacity:.3;stroke:{color(style)};stroke-width:1"
    return tag("path", d=f"{path}H{pixels[-1]:.1f}V{base:.1f}Z", style=css)
