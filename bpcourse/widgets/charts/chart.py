"""A pair of axes with what is drawn between them."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .axis import Axis
from .parts import (
    ACCENT,
    DASHES,
    GRID,
    INK,
    PAPER,
    SOFT,
    color,
    marker,
    picture,
    tag,
    text,
    width_of,
    wrap,
)
from .pictures import tinted

TITLE, LABEL, TICK = 13.5, 12, 11
HALO = {"paint_order": "stroke", "stroke": PAPER, "stroke_width": "3px"}  # of words among lines


class Chart:
    """One pair of axes with lines, points, bars and marks.

    Parameters
    ----------
    width, height : float
        In pixels; on a narrow page it is scaled down.
    title : str
        The claim that it makes.
    x, y : str
        What the axes measure.
    x_log, y_log : bool
        Whether an axis is logarithmic; what is not positive is then left out.
    x_range, y_range : pair of float, optional
        What the axes reach from and to; else what is drawn decides.
    """

    def __init__(
        self,
        width: float = 380,
        height: float = 230,
        title: str = "",
        x: str = "",
        y: str = "",
        x_log: bool = False,
        y_log: bool = False,
        x_range: Sequence[float] | None = None,
        y_range: Sequence[float] | None = None,
    ):
        self.width, self.height, self.title = width, height, title
        self.x = Axis(x, x_log, x_range)
        self.y = Axis(y, y_log, y_range)
        self._under, self._over, self._keys = [], [], []

    def line(self, x, y, label: str = "", style: int = 0, markers: bool = True) -> None:
        """Draw a line; what is not finite breaks it.

        Parameters
        ----------
        x, y : sequences of float, equally long
        label : str
        style : int
            The n-th colour, dash and marker.
        markers : bool
            Whether some markers stand on it, beside its colour and dash.
        """
        x, y = self._see(x, y)
        self._over.append(lambda: self._line(x, y, style, markers))
        if label:
            self._keys.append((label, style, "line", x, y))

    def points(self, x, y, label: str = "", style: int = 0, size: float = 4) -> None:
        """Draw markers of the n-th style."""
        x, y = self._see(x, y)
        self._over.append(lambda: "".join(self._markers(x, y, style, size)))
        if label:
            self._keys.append((label, style, "points", x, y))

    def bars(self, edges, heights, style: int = 0, label: str = "") -> None:
        """Draw a histogram: bars between neighbouring edges, from 0 up."""
        edges, heights = np.asarray(edges, float), np.asarray(heights, float)
        if len(edges) != len(heights) + 1:
            raise ValueError(
                f"{len(heights)} bars have {len(heights) + 1} edges, got {len(edges)} edges"
            )
        self.x.see(edges)
        self.y.see(np.append(heights, np.nan if self.y.log else 0))
        self._under.append(lambda: self._bars(edges, heights, style))
        if label:
            self._keys.append((label, style, "points", edges[:0], heights[:0]))

    def field(self, values, bounds: Sequence[float]) -> None:
        """Tint the plane: above 0 blue, below 0 orange, the stronger the larger, a line between.

        Parameters
        ----------
        values : ndarray of shape (R, S)
            Rows from the lowest y up. The largest magnitude gets the full tint.
        bounds : (x from, x to, y from, y to)
        """
        x0, x1, y0, y1 = bounds
        self.x.see([x0, x1])
        self.y.see([y0, y1])
        values = np.asarray(values, float)
        self._under.append(lambda: self._field(values, bounds))

    def mark(self, x: float, label: str = "") -> None:
        """Draw a vertical rule with a word beside it."""
        self.x.see([x])
        self._over.append(lambda: self._mark(float(x), label))

    def words(self, x: float, y: float, words: str) -> None:
        """Write words at a place, centred on it."""
        self._see([x], [y])

        def write() -> str:
            (at_x,), (at_y,) = self._inside(np.array([x], float), np.array([y], float))
            if math.isnan(at_x):
                return ""
            return text(at_x, at_y, words, TICK, "middle", fill=SOFT, **HALO)

        self._over.append(write)

    def svg(self, describe: str = "") -> str:
        """Draw it all.

        Parameters
        ----------
        describe : str
            What is seen, in words, for those who cannot see it.

        Returns
        -------
        str
            One ``<svg>`` element.
        """
        title = wrap(self.title, self.width - 16, TITLE) if self.title else []
        direct = self._labels_beside()
        legend, rows = ("", 0) if direct else self._legend(10 + 18 * len(title))
        top = 12 + 18 * len(title) + (18 * rows + 6) * bool(rows) + (14 if self.y.label else 0)
        right = self.width - 12 - max((18 + width_of(one[0], TICK) for one in direct), default=0)
        bottom = self.height - (36 if self.x.label else 20)
        self.y.place(bottom, top, 28)
        left = 12 + max((width_of(word, TICK) for _, word in self.y.ticks()), default=0)
        self.x.place(left, right, 52)
        self.box = left, right, top, bottom
        body = [text(8, 18 + 18 * n, line, TITLE, font_weight=600) for n, line in enumerate(title)]
        body += [legend, *(draw() for draw in self._under), self._axes()]
        body += [*(draw() for draw in self._over), self._beside(direct)]
        return picture(self.width, self.height, body, self.title or "Chart", describe)

    def _see(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        x, y = np.asarray(x, float).ravel(), np.asarray(y, float).ravel()
        if len(x) != len(y):
            raise ValueError(f"x and y must be equally long, got {len(x)} and {len(y)}")
        seen = self.x.shows(x) & self.y.shows(y)
        self.x.see(x[seen])
        self.y.see(y[seen])
        return x, y

    def _axes(self) -> str:
        left, right, top, bottom = self.box
        marks = []
        for at, word in self.y.ticks():
            marks.append(tag("path", d=f"M{left:.1f} {at:.1f}H{right:.1f}"))
            marks.append(text(left - 5, at + 4, word, TICK, "end", fill=SOFT, stroke="none"))
        for at, word in self.x.ticks():
            half = width_of(word, TICK) / 2
            marks.append(tag("path", d=f"M{at:.1f} {bottom:.1f}v4"))
            middle = min(at, self.width - half)  # the last one stays on the paper
            marks.append(text(middle, bottom + 16, word, TICK, "middle", fill=SOFT, stroke="none"))
        words = text((left + right) / 2, self.height - 5, self.x.label, LABEL, "middle")
        words += text(8, top - 9, self.y.label, LABEL)
        base = tag("path", d=f"M{left:.1f} {bottom:.1f}H{right:.1f}", style=f"stroke:{SOFT}")
        return tag("g", *marks, style=f"stroke:{GRID};fill:none") + base + words

    def _line(self, x, y, style, markers) -> str:
        at_x, at_y = self._inside(x, y)
        runs, pen = [], "M"
        for a, b in zip(at_x.tolist(), at_y.tolist(), strict=True):
            if math.isnan(a) or math.isnan(b):
                pen = "M"
                continue
            runs.append(f"{pen}{a:.1f} {b:.1f}")
            pen = "L"
        css = f"stroke:{color(style)};stroke-width:2;fill:none;stroke-linejoin:round"
        dash = DASHES[style % len(DASHES)] or None
        drawn = tag("path", d="".join(runs), stroke_dasharray=dash, style=css) if runs else ""
        alive = np.flatnonzero(np.isfinite(at_x) & np.isfinite(at_y))
        if markers and len(alive):
            some = alive[np.linspace(0, len(alive) - 1, min(6, len(alive))).astype(int)]
            drawn += "".join(self._markers(x[some], y[some], style, 3.2))
        return drawn

    def _inside(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Where numbers stand on the paper; NaN where they lie outside the axes."""
        at_x, at_y = self.x.at(x), self.y.at(y)
        left, right, top, bottom = self.box
        out = (
            (at_x < left - 0.5) | (at_x > right + 0.5) | (at_y < top - 0.5) | (at_y > bottom + 0.5)
        )
        at_x[out] = np.nan
        return at_x, at_y

    def _markers(self, x, y, style, size) -> list[str]:
        places = zip(*(at.tolist() for at in self._inside(x, y)), strict=True)
        return [marker(a, b, style, size) for a, b in places if not math.isnan(a + b)]

    def _bars(self, edges, heights, style) -> str:
        at = self.x.at(edges)
        base = self.box[3]
        tops = np.where(heights > 0, self.y.at(heights), base)
        path = f"M{at[0]:.1f} {base:.1f}"
        for right, top in zip(at[1:].tolist(), tops.tolist(), strict=True):
            path += f"V{min(top, base):.1f}H{right:.1f}"
        css = f"fill:{color(style)};fill-opacity:.3;stroke:{color(style)};stroke-width:1"
        return tag("path", d=path + f"V{base:.1f}Z", style=css)

    def _field(self, values, bounds) -> str:
        x = self.x.at(np.linspace(bounds[0], bounds[1], values.shape[1] + 1))
        y = self.y.at(np.linspace(bounds[2], bounds[3], values.shape[0] + 1))
        return tinted(values, x, y)

    def _mark(self, x: float, label: str) -> str:
        left, right, top, bottom = self.box
        at = float(self.x.at(np.array([x]))[0])
        if not left - 0.5 <= at <= right + 0.5:
            return ""
        css = f"stroke:{ACCENT};stroke-width:1.5;stroke-dasharray:5 3"
        rule = tag("path", d=f"M{at:.1f} {top:.1f}V{bottom:.1f}", style=css)
        before = at + 5 + width_of(label, LABEL) > right
        place = (at - 5, "end") if before else (at + 5, "start")
        return rule + text(place[0], top + 11, label, LABEL, place[1], fill=INK, **HALO)

    def _labels_beside(self) -> list:
        """The lines whose labels stand at their right ends: all of them, or none."""
        lines = [(label, style, x, y) for label, style, kind, x, y in self._keys if kind == "line"]
        widest = max((18 + width_of(label, TICK) for label, *_ in lines), default=0)
        fit = len(lines) == len(self._keys) <= 5 and widest < self.width / 4
        return lines if fit else []

    def _beside(self, lines) -> str:
        """Write each label at the end of its line, pushed apart where they would touch."""
        ends = []
        for label, style, x, y in lines:
            at_x, at_y = self._inside(x, y)
            alive = np.flatnonzero(np.isfinite(at_x) & np.isfinite(at_y))
            if len(alive):
                ends.append([at_y[alive[-1]], label, style])
        ends.sort(key=lambda end: end[0])
        for above, below in pairwise(ends):
            below[0] = max(below[0], above[0] + 14)
        at = self.box[1] + 6
        return "".join(
            marker(at + 4, y, style, 3.5) + text(at + 12, y + 4, label, TICK, font_weight=600)
            for y, label, style in ends
        )

    def _legend(self, top: float) -> tuple[str, int]:
        """Write the labels in rows under the title, each with its line or marker."""
        x, row, drawn = 10.0, 0, []
        for label, style, kind, *_ in self._keys:
            wide = 44 + width_of(label, TICK)
            if x > 10 and x + wide > self.width:
                x, row = 10.0, row + 1
            y = top + 10 + 18 * row
            css = f"stroke:{color(style)};stroke-width:2"
            dash = DASHES[style % len(DASHES)] or None
            if kind == "line":
                drawn.append(tag("path", d=f"M{x} {y}h24", stroke_dasharray=dash, style=css))
            drawn += [marker(x + 12, y, style, 3.5), text(x + 30, y + 4, label, TICK)]
            x += wide
        return "".join(drawn), row + 1 if self._keys else 0
