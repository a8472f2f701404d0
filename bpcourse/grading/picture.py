"""A wrong array beside the right one: heat maps on one scale, as inline SVG.

The colours are fixed, blue below zero and orange above, which colour-blind readers tell apart;
the paper is light in every theme. Small arrays have their numbers in the cells, and the worst
entry wears a ring, so nothing is said by colour alone.
"""

import math
from html import escape

import numpy as np

LARGEST = 32
WITH_NUMBERS = 6  # columns
LEVELS = 12  # on each side of zero
BELOW, MIDDLE, ABOVE = (70, 150, 205), (246, 245, 241), (240, 140, 50)
INK, GREY = "#1b1b1b", "#9a9a96"
TALL, SMALL = 24, 12


def pictures(got: np.ndarray, want: np.ndarray, worst: tuple[int, ...] | None, name: str) -> str:
    """Heat maps of what came, what was wanted and how they differ, with a legend.

    Parameters
    ----------
    got, want : ndarray
    worst : tuple of int, optional
        The entry to put a ring around.
    name : str
        What the output is called.

    Returns
    -------
    str
        HTML, or "" for what is no picture: single numbers, more than two axes, more than 32 rows
        or columns.
    """
    if not (_fits(got) and _fits(want)):
        return ""
    panels = [(f"yours {got.shape}", got), (f"ours {want.shape}", want)]
    if np.squeeze(got).shape == np.squeeze(want).shape and np.isfinite(got).any():
        panels[0] = panels[0][0], got.reshape(want.shape)  # the same numbers, laid out like ours
        with np.errstate(invalid="ignore", over="ignore"):  # nan and inf are drawn in grey
            panels.append(("yours - ours", panels[0][1] - want))
    else:
        worst = None
    scale = max(_largest(array) for _, array in panels) or 1.0
    ring = None if worst is None else (0, *worst)[-2:]
    maps = [_panel(label, array, scale, ring, name) for label, array in panels]
    odd = any(not np.isfinite(array).all() for _, array in panels)
    return f'<div class="bpc-maps">{"".join(maps)}</div>{_legend(scale, ring is not None, odd)}'


def _fits(array: np.ndarray) -> bool:
    return array.ndim in {1, 2} and array.size > 1 and max(array.shape) <= LARGEST


def _largest(array: np.ndarray) -> float:
    return float(np.max(np.abs(array[np.isfinite(array)]), initial=0.0))


def _panel(label: str, array: np.ndarray, scale: float, ring, name: str) -> str:
    caption, largest = label, _largest(array)
    if 0 < largest < scale / (2 * LEVELS):
        caption += f", at most {largest:.2g}: too little for a colour"
    array = np.atleast_2d(array)
    rows, columns = array.shape
    numbers = columns <= WITH_NUMBERS and rows <= 2 * WITH_NUMBERS
    texts = [[short(value, largest or 1.0) for value in row] for row in array] if numbers else []
    wide = 10 + 7 * max(len(text) for row in texts for text in row) if numbers else SMALL
    tall = TALL if numbers else SMALL
    body = [_cells(array, scale, wide, tall)]
    body += [
        f'<text x="{(j + 0.5) * wide}" y="{(i + 0.5) * tall + 4}">{text}</text>'
        for i, row in enumerate(texts)
        for j, text in enumerate(row)
    ]
    if ring is not None:
        body.append(_ring(ring, wide, tall))
    width, height = columns * wide + 6, rows * tall + 6
    said = escape(_described(label, array, name, ring))
    return (
        f'<figure><figcaption>{caption}</figcaption><svg role="img" aria-label="{said}" '
        f'width="{width}" height="{height}" viewBox="-3 -3 {width} {height}" '
        f'font-family="monospace" font-size="11" text-anchor="middle" fill="{INK}">'
        f"<title>{escape(name)}, {label}</title><desc>{said}</desc>{''.join(body)}</svg></figure>"
    )


def _cells(array: np.ndarray, scale: float, wide: int, tall: int) -> str:
    """One path a colour: a picture of 32 x 32 stays small."""
    places: dict[int | None, list[str]] = {}
    for (i, j), value in np.ndenumerate(array):
        level = round(LEVELS * (value / scale)) if math.isfinite(value) else None
        places.setdefault(level, []).append(f"M{j * wide} {i * tall}h{wide}v{tall}h-{wide}z")
    return "".join(
        f'<path fill="{colour(level)}" stroke="{GREY}" stroke-width=".5" d="{"".join(places)}"/>'
        for level, places in places.items()
    )


def _ring(ring: tuple[int, int], wide: int, tall: int) -> str:
    """Dark on light, so that it is seen on every colour."""
    i, j = ring
    place = f'cx="{(j + 0.5) * wide}" cy="{(i + 0.5) * tall}" rx="{wide / 2}" ry="{tall / 2}"'
    return "".join(
        f'<ellipse {place} fill="none" stroke="{stroke}" stroke-width="{width}"/>'
        for stroke, width in (("#fff", 4), (INK, 2))
    )


def colour(level: int | None) -> str:
    """The colour of a step between -LEVELS and LEVELS; grey for what is not finite."""
    if level is None:
        return GREY
    end, share = ABOVE if level > 0 else BELOW, min(abs(level) / LEVELS, 1.0)
    return "#" + "".join(
        f"{round(m + share * (e - m)):02x}" for m, e in zip(MIDDLE, end, strict=True)
    )


def short(value: float, scale: float) -> str:
    """A number in as few characters as the scale of its picture allows."""
    if not math.isfinite(value):
        return str(value)
    if not 1e-3 <= scale < 1e5:
        return f"{value + 0.0:.1e}"
    text = f"{value:.{max(0, 2 - math.floor(math.log10(scale)))}f}"
    return text if float(text) else text.removeprefix("-")


def _described(label: str, array: np.ndarray, name: str, ring) -> str:
    rows, columns = array.shape
    finite = array[np.isfinite(array)]
    said = f"{name}, {label}: {rows} x {columns} numbers"
    if finite.size:
        said += f" from {finite.min():.3g} to {finite.max():.3g}"
    if finite.size < array.size:
        said += f", {array.size - finite.size} of them nan or inf"
    if ring is not None:
        said += f". At the ring, row {ring[0]}, column {ring[1]}: {array[ring]:.3g}"
    return f"{said}."


def _legend(scale: float, ring: bool, odd: bool) -> str:
    """What the colours stand for, in numbers."""
    ends = f"{scale:.3g}"
    steps = range(-LEVELS, LEVELS + 1)
    bars = "".join(
        f'<rect x="{8 * n}" width="8.5" height="10" fill="{colour(level)}"/>'
        for n, level in enumerate(steps)
    )
    also = "; the ring marks where they are furthest apart" if ring else ""
    also += "; grey is nan or inf" if odd else ""
    return (
        f'<p class="bpc-legend"><span>-{ends}</span> <svg aria-hidden="true" '
        f'width="{8 * len(steps)}" height="10">{bars}</svg> <span>{ends}</span>'
        f"<span>One scale for all, white is 0{also}.</span></p>"
    )
