"""Matrices and networks as inline SVG: blue and solid is positive, orange and dashed negative."""

from itertools import pairwise

import numpy as np

from .parts import (
    INK,
    LINE,
    NEGATIVE,
    PAPER,
    POSITIVE,
    SOFT,
    picture,
    short,
    tag,
    text,
    wrap,
)

TITLE = 13.5


def heat_map(
    array,
    title: str = "",
    x: str = "",
    y: str = "",
    cell: float = 34,
    largest: float | None = None,
    describe: str = "",
) -> str:
    """Draw a matrix as tinted cells with their numbers in them; negative ones are framed in dashes.

    Parameters
    ----------
    array : array_like of shape (R, S)
        Row 0 on top. What is not finite is written as such.
    title : str
        The claim.
    x, y : str
        What columns and rows are.
    cell : float
        Side of a cell in pixels; below 24 the numbers are left out.
    largest : float, optional
        The magnitude with the full tint; else the largest in the array.
    describe : str
        For those who cannot see it.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    array = np.atleast_2d(np.asarray(array, float))
    if array.ndim != 2 or not array.size:
        raise ValueError(f"a heat map needs rows and columns, got shape {array.shape}")
    finite = np.abs(array[np.isfinite(array)])
    largest = largest or max(finite.max(initial=0), 1e-300)
    width = max(cell * array.shape[1] + 24, min(380, 7.9 * len(title) + 16))
    lines = wrap(title, width - 16, TITLE) if title else []
    top = 8 + 18 * len(lines) + (16 if x else 0)
    left = 24 if y else 8
    body = [text(8, 18 + 18 * n, line, TITLE, font_weight=600) for n, line in enumerate(lines)]
    body.append(text(left, top - 4, x, 11, fill=SOFT))
    height = top + cell * array.shape[0] + 8
    middle = (top + height) / 2
    body.append(
        tag(
            "g",
            text(14, middle, y, 11, "middle", fill=SOFT),
            transform=f"rotate(-90 14 {middle:g})",
        )
    )
    for (row, column), value in np.ndenumerate(array):
        body.append(_cell(left + cell * column, top + cell * row, cell, value, largest))
    return picture(width, height, body, title or "Matrix", describe)


def _cell(x: float, y: float, side: float, value: float, largest: float) -> str:
    paint = POSITIVE if value >= 0 else NEGATIVE
    strength = min(abs(value) / largest, 1) if np.isfinite(value) else 0
    css = f"fill:{paint};fill-opacity:{0.55 * strength:.2f};stroke:{LINE}"
    drawn = tag("rect", x=x, y=y, width=side, height=side, style=css)
    if value < 0:
        css = f"fill:none;stroke:{NEGATIVE};stroke-dasharray:3 2"
        drawn += tag("rect", x=x + 2, y=y + 2, width=side - 4, height=side - 4, style=css)
    if side >= 24:
        words = short(value, 2)
        size = min(12, 1.7 * (side - 4) / max(len(words), 1))
        drawn += text(x + side / 2, y + side / 2 + 4, words, size, "middle", fill=INK)
    return drawn


def network(
    sizes,
    params: dict | None = None,
    title: str = "",
    width: float = 380,
    height: float = 230,
    describe: str = "",
    most: int = 16,
) -> str:
    """Draw a network: a circle a unit, a line a weight, as wide as the weight is large.

    Parameters
    ----------
    sizes : sequence of int
        Units by layer, the inputs first.
    params : dict of str to ndarray, optional
        ``"w1"`` of shape (D, M) and so on; without it all lines are thin and grey.
    title : str
        The claim.
    width, height : float
    describe : str
        For those who cannot see it.
    most : int
        How many units of a layer are drawn; the number of all stands below.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    sizes = [int(size) for size in sizes]
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"a network has two layers of units or more, got sizes {sizes}")
    lines = wrap(title, width - 16, TITLE) if title else []
    top, bottom = 12 + 18 * len(lines), height - 24
    radius = max(3, min(10, (bottom - top) / (2.6 * min(max(sizes), most))))
    columns = np.linspace(radius + 26, width - radius - 26, len(sizes))
    tallest = min(max(sizes), most)
    apart = (bottom - top) / max(tallest, 2)
    places = []
    for x, size in zip(columns.tolist(), sizes, strict=True):
        shown = min(size, most)
        first = (top + bottom) / 2 - apart * (shown - 1) / 2
        places.append([(x, first + apart * unit) for unit in range(shown)])
    body = [text(8, 18 + 18 * n, line, TITLE, font_weight=600) for n, line in enumerate(lines)]
    for layer, (before, after) in enumerate(pairwise(places), start=1):
        body.append(_weights(before, after, params and params[f"w{layer}"]))
    for column, size in zip(places, sizes, strict=True):
        css = f"fill:{PAPER};stroke:{INK};stroke-width:1.3"
        body += [tag("circle", cx=x, cy=y, r=radius, style=css) for x, y in column]
        words = f"{size:,}" if size <= most else f"{most} of {size:,}"
        body.append(text(column[0][0], height - 6, words, 11, "middle", fill=SOFT))
    return picture(width, height, body, title or "Network", describe)


def _weights(before: list, after: list, w) -> str:
    """Lines between two layers; the widest is the largest weight of this layer."""
    shape = len(before), len(after)
    w = np.full(shape, np.nan) if w is None else np.asarray(w, float)[: shape[0], : shape[1]]
    if w.shape != shape:
        raise ValueError(f"these weights must have shape {shape} at least, got {w.shape}")
    largest = np.abs(w[np.isfinite(w)]).max(initial=0) or 1
    drawn = []
    for (d, m), weight in np.ndenumerate(w):
        (x1, y1), (x2, y2) = before[d], after[m]
        if np.isfinite(weight):
            thick = 0.4 + 3.6 * abs(weight) / largest
            css = f"stroke:{POSITIVE if weight >= 0 else NEGATIVE};stroke-width:{thick:.1f}"
        else:
            css = f"stroke:{LINE};stroke-width:1"
        dash = "5 3" if weight < 0 else None
        drawn.append(tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_dasharray=dash, style=css))
    return "".join(drawn)


def tinted(values: np.ndarray, x: np.ndarray, y: np.ndarray) -> str:
    """Tint the cells between pixels by five strengths of a sign, with a line where it changes."""
    levels = np.round(5 * values / (np.nanmax(np.abs(values)) or 1))
    tints = (_tint(levels == n, x, y, n) for n in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))
    return "".join(tints) + _border(values > 0, x, y)


def _tint(cells, x, y, level: int) -> str:
    """Fill the cells of one level; neighbours in a row become one rectangle."""
    path = ""
    for row, filled in enumerate(cells):
        turns = np.flatnonzero(np.diff(np.concatenate([[False], filled, [False]]).astype(int)))
        for start, end in turns.reshape(-1, 2).tolist():
            path += f"M{x[start]:.1f} {y[row]:.1f}H{x[end]:.1f}V{y[row + 1]:.1f}H{x[start]:.1f}Z"
    paint = POSITIVE if level > 0 else NEGATIVE
    return tag("path", d=path, style=f"fill:{paint};fill-opacity:{0.1 * abs(level):.2g}") * bool(
        path
    )


def _border(above, x, y) -> str:
    """Draw the line between the cells above 0 and the others: a sign that is no colour."""
    upright = "".join(
        f"M{x[column + 1]:.1f} {y[row]:.1f}V{y[row + 1]:.1f}"
        for row, column in np.argwhere(above[:, 1:] != above[:, :-1])
    )
    flat = "".join(
        f"M{x[column]:.1f} {y[row + 1]:.1f}H{x[column + 1]:.1f}"
        for row, column in np.argwhere(above[1:] != above[:-1])
    )
    css = f"stroke:{INK};stroke-width:1.2;stroke-linecap:square;fill:none"
    return tag("path", d=upright + flat, style=css) if upright or flat else ""
