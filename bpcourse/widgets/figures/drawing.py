"""Draws a network so that matrix products fit: x at the left, w above, x @ w where they cross.

The side of an array that runs into a product stands at a corner with the equal side of the other:
the inner sizes. Sides are proportional to the square roots of sizes, or small ones would vanish
beside large ones.
"""

import math
from dataclasses import dataclass

from ..charts.parts import (
    ACCENT,
    INK,
    NEGATIVE,
    PAPER,
    SOFT,
    WARN,
    color,
    picture,
    tag,
    text,
    width_of,
    wrap,
)
from .shapes import Layer, shape

BATCH, PARAMETER = 0, 2  # styles
THIN = 9.0  # the shortest side, and the height of b
CARD = 5.0  # how far a lies behind s
GAP = 42.0  # between columns: room for an inner size
NAME, SIZE = 12, 11


@dataclass(frozen=True)
class Column:
    """What stands below one another: w, b, and their result; or x alone."""

    name: str  # of the result
    cards: int  # how many arrays of that shape
    columns: int
    layer: Layer | None  # None for what comes in
    known: bool  # whether the result can be calculated


def draw_network(layers: list[Layer], batch: int, width: float, claim: str) -> str:
    """Draw every array of a network.

    Parameters
    ----------
    layers : list of Layer
    batch : int
    width : float
        In pixels; what does not fit beside goes below.
    claim : str

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    lines = wrap(claim, width - 16, 13.5)
    body = [text(8, 18 + 18 * n, line, 13.5, font_weight=600) for n, line in enumerate(lines)]
    columns, known = [Column("x", 1, layers[0].inputs, None, True)], True
    arrow = " –relu→ " if width > 500 else " → "
    for layer in layers:
        known = known and not layer.trouble()
        name = arrow.join(layer.leaving) if known else "?"
        columns.append(Column(name, len(layer.leaving), layer.w[1], layer, known))
    unit = _unit(columns, width)
    top = 18.0 * len(lines) + 8
    for band in _bands(columns, batch, unit, width):
        drawn, top = _band(band, batch, unit, top)
        body.append(drawn)
    describe = ". ".join(
        f"{layer.entering} {shape((batch, layer.inputs))} @ w{layer.number} {shape(layer.w)} "
        f"+ b{layer.number} {shape(layer.b)}"
        for layer in layers
    )
    return picture(width, top, body, claim, describe)


def _unit(columns: list[Column], width: float) -> float:
    """Pixels of a side of 1: whatever the batch, so that only what depends on it moves."""
    largest = max(one.columns for one in columns)
    room = (width - 60) / min(len(columns), 4 if width > 500 else 2) - GAP
    return max(1.0, min(20.0 if width > 500 else 14.0, room / math.sqrt(largest)))


def _side(size: int, unit: float) -> float:
    return max(THIN, unit * math.sqrt(size))


def _width(column: Column, batch: int, unit: float) -> float:
    """The widest of a column's arrays and labels."""
    labels = [
        1.08 * width_of(column.name, NAME),
        width_of(f"({batch}, {column.columns})", SIZE),
    ]
    if column.layer:
        labels.append(width_of(f"w{column.layer.number} {shape(column.layer.w)}", SIZE))
    return max(_side(column.columns, unit) + CARD, *labels)


def _bands(columns: list[Column], batch: int, unit: float, width: float) -> list[list[Column]]:
    """Break the row of columns where the paper ends; a band begins with what goes in."""
    bands, used = [[columns[0]]], 46 + _width(columns[0], batch, unit)
    for column in columns[1:]:
        needs = GAP + _width(column, batch, unit)
        if used + needs > width and len(bands[-1]) > 1:
            before = bands[-1][-1]
            again = Column(before.name.split()[-1], 1, before.columns, None, before.known)
            bands.append([again])
            used = 46 + _width(again, batch, unit)
        bands[-1].append(column)
        used += needs
    return bands


def _band(band: list[Column], batch: int, unit: float, top: float) -> tuple[str, float]:
    """Draw one row of columns; return it and where it ends."""
    tallest = max(_side(one.layer.w[0], unit) for one in band if one.layer)
    floor = top + 20 + tallest  # where the weights stand
    start = floor + 54  # where what has N rows begins; b lies between
    high = _side(batch, unit)
    x, drawn, before = 46.0, [], None
    drawn.append(_batch_rule(x - 10, start, high, batch))
    for column in band:
        wide = _side(column.columns, unit)
        drawn.append(_result(column, x, start, wide, high, batch))
        if column.layer and before is not None:
            drawn.append(_weights(column, x, floor, wide, unit, before, start))
        before = (x, _side(column.columns, unit))
        x += _width(column, batch, unit) + GAP
    return "".join(drawn), start + high + CARD + 44


def _batch_rule(x: float, top: float, high: float, batch: int) -> str:
    """The bracket at the left: N rows."""
    css = f"stroke:{INK};stroke-width:1.5;fill:none"
    drawn = tag("path", d=f"M{x + 4:.1f} {top:.1f}h-4v{high:.1f}h4", style=css)
    middle = top + high / 2
    words = text(x - 4, middle, f"N = {batch}", SIZE, "middle")
    return drawn + tag("g", words, transform=f"rotate(-90 {x - 4:.1f} {middle:.1f})")


def _block(x: float, y: float, wide: float, high: float, style: int, known: bool = True) -> str:
    paint = color(style)
    css = f"fill:{paint};fill-opacity:.22;stroke:{paint};stroke-width:1.5"
    if not known:
        css = f"fill:none;stroke:{SOFT};stroke-dasharray:3 3"
    place = {"x": x, "y": y, "width": wide, "height": high, "rx": 1.5}
    return tag("rect", **place, style=f"fill:{PAPER}") + tag("rect", **place, style=css)


def _result(column: Column, x: float, y: float, wide: float, high: float, batch: int) -> str:
    """What has N rows: x, or the sums s with a behind them, or the logits."""
    drawn = ""
    if column.cards > 1:
        drawn += _block(x + CARD, y + CARD, wide, high, BATCH, column.known)
    drawn += _block(x, y, wide, high, BATCH, column.known)
    under = y + high + CARD + 14
    drawn += text(x, under, column.name, NAME, font_weight=600)
    words = shape((batch, column.columns)) if column.known else ""
    return drawn + text(x, under + 15, words, SIZE, fill=SOFT)


def _weights(column: Column, x, floor, wide, unit, before, start) -> str:
    """w above its result, b between them, and the corner where the inner sizes meet."""
    layer = column.layer
    high = _side(layer.w[0], unit)
    drawn = _block(x, floor - high, wide, high, PARAMETER)
    drawn += text(x, floor - high - 6, f"w{layer.number} {shape(layer.w)}", SIZE, font_weight=600)
    b_wide = _side(layer.b[0], unit) if len(layer.b) == 1 else wide
    drawn += _block(x, floor + 8, b_wide, THIN, PARAMETER)
    paint = SOFT if layer.fits else WARN
    drawn += text(x, floor + 30, f"b{layer.number} {shape(layer.b)}", SIZE, fill=paint)
    # The lower edge of w's left side and the right end of x's upper side: the corner.
    left, length = before
    paint, dash = (ACCENT, None) if layer.meets else (NEGATIVE, "5 3")
    css = f"stroke:{paint};stroke-width:3;fill:none"
    drawn += tag(
        "path", d=f"M{left:.1f} {start - 4:.1f}h{length:.1f}", stroke_dasharray=dash, style=css
    )
    drawn += tag(
        "path", d=f"M{x - 4:.1f} {floor:.1f}v{-high:.1f}", stroke_dasharray=dash, style=css
    )
    css = f"stroke:{paint};stroke-width:1.2;fill:none"
    bend = (
        f"M{left + length:.1f} {start - 4:.1f}Q{x - 4:.1f} {start - 4:.1f} {x - 4:.1f} {floor:.1f}"
    )
    drawn += tag("path", d=bend, stroke_dasharray=dash, style=css)
    drawn += text(left + length / 2, start - 9, str(layer.inputs), SIZE, "middle")
    drawn += text(x - 9, floor - high / 2 + 4, str(layer.w[0]), SIZE, "end")
    if layer.meets:
        return drawn
    words, middle = f"{layer.inputs} ≠ {layer.w[0]}", (left + length + CARD + x - 4) / 2
    return drawn + text(middle, start + 18, words, NAME, "middle", fill=WARN, font_weight=700)
