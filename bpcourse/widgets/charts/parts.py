"""What every drawn picture shares: colours, tags, numbers, the frame and the table beside it.

Colours are CSS variables, so that a picture follows the theme of the page that it stands in; each
has a fallback that reads on white paper and on black. A style has a colour, a dash and a marker,
so that no two differ by colour alone.
"""

import math
from collections.abc import Iterable, Sequence
from html import escape

COLORS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#767676", "#A0522D"
DASHES = "", "7 4", "9 3 2 3", "2 3", "12 3", "6 2 1 2 1 2", "1 2", "3 1"
MARKERS = "circle", "square", "triangle", "diamond", "down", "plus", "cross", "bar"

INK = "var(--bpc-ink, currentColor)"
SOFT = "var(--bpc-soft, #767676)"
LINE = "var(--bpc-line, #a0a0a0)"
GRID = "var(--bpc-grid, #a0a0a050)"
PAPER = "var(--bpc-paper, #ffffff)"
ACCENT = "var(--bpc-accent, #0072B2)"
WARN = "var(--bpc-warn, #b35900)"
POSITIVE = "var(--bpc-positive, #0072B2)"
NEGATIVE = "var(--bpc-negative, #D55E00)"
FONT = "var(--jp-content-font-family, system-ui, sans-serif)"
CODE = "var(--jp-code-font-family, ui-monospace, monospace)"

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def color(style: int) -> str:
    """Return the colour of the n-th style."""
    n = style % len(COLORS)
    return f"var(--bpc-class-{n}, {COLORS[n]})"


def short(value: float, digits: int = 3) -> str:
    """Write a number with so many significant digits, a true minus and powers of ten.

    Parameters
    ----------
    value : float
    digits : int

    Returns
    -------
    str
        0.000012 is written 1.2 × 10⁻⁵; what is not finite is written NaN, ∞ or −∞.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e6:
        return f"{int(value):,}".replace("-", "−")
    text = f"{value:.{digits}g}"
    if "e" in text:
        text, _, exponent = text.partition("e")
        text = f"{text} × {power(int(exponent))}".replace("1 × ", "", text in ("1", "-1"))
    return text.replace("-", "−")


def power(exponent: int) -> str:
    """Write a power of ten: 10⁻⁵."""
    return "10" + str(exponent).translate(SUPERSCRIPTS)


def tag(name: str, *children: str, **attributes) -> str:
    """Write an SVG element: an attribute's _ becomes -, its name may end in one.

    Parameters
    ----------
    name : str
    *children : str
        What stands in it, as SVG already.
    **attributes : float or str
        Numbers are rounded to a tenth; None leaves the attribute out.

    Returns
    -------
    str
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _attribute(value) -> str:
    return f"{round(float(value), 1):g}" if isinstance(value, int | float) else escape(str(value))


def text(x: float, y: float, words: str, size: float = 12, anchor: str = "start", **style) -> str:
    """Write words at a place, escaped; more style as CSS, `font_weight="600"`."""
    css = ";".join(f"{key.replace('_', '-')}:{value}" for key, value in style.items())
    css = css if "fill" in style else f"fill:{INK};{css}".rstrip(";")
    anchor = None if anchor == "start" else anchor
    return tag("text", escape(words), x=x, y=y, text_anchor=anchor, font_size=size, style=css)


def width_of(words: str, size: float = 12) -> float:
    """Guess how wide words are; fonts differ, so on the wide side."""
    return 0.58 * size * len(words)


def wrap(words: str, width: float, size: float = 12) -> list[str]:
    """Break words into lines that fit a width."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def marker(x: float, y: float, style: int, size: float = 4, **css) -> str:
    """Draw the marker of the n-th style."""
    s, kind = size, MARKERS[style % len(MARKERS)]
    look = {"fill": color(style), "stroke": PAPER, "stroke-width": "1"} | css
    css = ";".join(f"{key.replace('_', '-')}:{value}" for key, value in look.items())
    if kind == "circle":
        return tag("circle", cx=x, cy=y, r=s, style=css)
    corners = {
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "triangle": [(0, -1.3), (1.2, 0.9), (-1.2, 0.9)],
        "down": [(0, 1.3), (1.2, -0.9), (-1.2, -0.9)],
        "diamond": [(0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)],
        "bar": [(-0.4, -1.4), (0.4, -1.4), (0.4, 1.4), (-0.4, 1.4)],
        "plus": PLUS,
        "cross": [((a - b) * 0.8, (a + b) * 0.8) for a, b in PLUS],
    }[kind]
    points = " ".join(f"{x + a * s:.1f},{y + b * s:.1f}" for a, b in corners)
    return tag("polygon", points=points, style=css)


PLUS = [(-0.4, -1.3), (0.4, -1.3), (0.4, -0.4), (1.3, -0.4), (1.3, 0.4), (0.4, 0.4)]
PLUS += [(-a, -b) for a, b in PLUS]


def picture(width: float, height: float, body: Iterable[str], title: str, describe: str) -> str:
    """Put a frame around what is drawn: as wide as there is room, never wider than drawn.

    Parameters
    ----------
    width, height : float
        In pixels.
    body : iterable of str
        SVG elements.
    title, describe : str
        What a screen reader says: the claim, and then what is seen.

    Returns
    -------
    str
        One ``<svg>`` element, to stand in a page of HTML.
    """
    head = f"<title>{escape(title)}</title>" + (f"<desc>{escape(describe)}</desc>" * bool(describe))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" role="img" style="max-width:100%;height:auto;font-family:{FONT}">'
        f"{head}{''.join(body)}</svg>"
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence]) -> str:
    """Write numbers as an HTML table, escaped; it scrolls sideways by itself where it must.

    Parameters
    ----------
    caption : str
    heads : sequence of str
        One a column.
    rows : iterable of sequences
        The first entry of each names its row. Floats are written with three digits.

    Returns
    -------
    str
    """
    head = "".join(f'<th scope="col">{escape(str(word))}</th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{_cell(row[0])}</th>'
        + "".join(f"<td>{_cell(value)}</td>" for value in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="bpc-scroll" style="overflow-x:auto"><table class="bpc-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(value) -> str:
    if hasattr(value, "item"):  # a number of NumPy
        value = value.item()
    return short(value) if isinstance(value, float) else escape(str(value))
