"""The static twin of `Surface`: the same pictures, sentences and numbers, without a script."""

from html import escape

import numpy as np

from .base import style_of
from .charts.parts import INK, PAPER, SOFT, picture, short, table, tag, text

LINE = "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"


def twin_of(scene: dict, result: dict, start: tuple[float, float], settings: str) -> str:
    """An HTML fragment of a scene and a result."""
    body = _paragraphs([scene["trouble"], *scene["remarks"]], "bpc-note bpc-warn")
    if "plane" in scene:
        body += _pictures(scene, result)
        body += _paragraphs([result["watch"], result["meaning"]], "bpc-watch")
        body += table("The loss at some steps", result["heads"], result["rows"])
    head = f"<p>{escape(_where(scene, start, settings))}</p>"
    return f"{style_of('surface')}<div class='bpc-widget bpc-surface'>{head}{body}</div>"


def _where(scene: dict, start: tuple[float, float], settings: str) -> str:
    if "names" not in scene:
        return settings
    a, b = scene["names"]
    return f"{settings}, from {a} = {short(start[0])}, {b} = {short(start[1])}"


def _pictures(scene: dict, result: dict) -> str:
    said = " ".join(run["words"] for run in result["runs"])
    plane = scene["plane"]["svg"] + _inside(scene["plane"], _walks(result, "path", "marks"))
    plane += _cross(*result["start"])
    plane += "".join(_name(run, run["label"], "middle") for run in result["runs"] if run["label"])
    chart = result["axes"] + _inside(scene["chart"], _walks(result, "chart", "chartMarks"))
    chart += "".join(_key(run) for run in result["runs"] if run["chartLabel"])
    right = _figure(result["chartTitle"], scene["chart"], chart, said)
    if scene["data"]:
        right += _figure("The lines at the end", scene["data"], _data(scene["data"], result), said)
    return (
        '<div class="bpc-panels">'
        + _figure(result["title"], scene["plane"], plane, said, " bpc-plane")
        + f'<div class="bpc-column">{right}{_said(result)}</div></div>'
    )


def _figure(title: str, box: dict, drawn: str, said: str, kind: str = "") -> str:
    image = picture(box["width"], box["height"], [drawn], title, said)
    return (
        f'<figure class="bpc-panel{kind}"><figcaption>{escape(title)}</figcaption>{image}</figure>'
    )


def _sample(run: dict) -> str:
    dash = f'stroke-dasharray="{run["dash"]}"' if run["dash"] else ""
    line = f'<path d="M1 7H33" {dash} style="{LINE};stroke:{run["color"]}"/>'
    glyph = _at(run["glyph"], 17, 7)
    return f'<svg viewBox="0 0 34 14" width="34" aria-hidden="true">{line}{glyph}</svg>'


def _cross(x: float, y: float) -> str:
    d = f"M{x - 13} {y}h8m10 0h8M{x} {y - 13}v8m0 10v8"
    return "".join(
        tag("path", d=d, style=f"fill:none;stroke:{c};stroke-width:{w}") for c, w in HALO
    )


HALO = (PAPER, 4.5), (INK, 1.8)


def _inside(box: dict, drawn: str) -> str:
    """What is cut off at the frame: an inner picture, which needs no name as a clip path does."""
    room = box["room"]  # for markers that stand on the frame
    x, y = box["left"] - room, box["top"] - room
    w, h = box["right"] + room - x, box["bottom"] + room - y
    return (
        f'<svg x="{x}" y="{y}" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}" '
        f'style="overflow:hidden" aria-hidden="true">{drawn}</svg>'
    )


def _walks(result: dict, line: str, marks: str) -> str:
    drawn = []
    for run in result["runs"]:
        points = np.frombuffer(run[line], "<f4").reshape(-1, 2)
        alive = points[np.isfinite(points).all(1)]
        path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in alive) if len(alive) else "M0 0"
        drawn.append(
            tag(
                "path",
                d=path,
                stroke_dasharray=run["dash"] or None,
                style=f"{LINE};stroke:{run['color']}",
            )
        )
        drawn += [_at(run["glyph"], *points[n]) for n in run[marks]]
    return "".join(drawn)


def _at(glyph: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">{glyph}</g>'


def _name(run: dict, at: list[float], anchor: str) -> str:
    halo = {"stroke": PAPER, "stroke_width": "4px", "paint_order": "stroke", "font_weight": 600}
    return text(at[0], at[1], run["name"], 12, anchor, fill=INK, **halo)


def _key(run: dict) -> str:
    x, y = run["chartLabel"]
    return _at(run["glyph"], x, y) + text(x + 9, y + 4, run["name"], 12)


def _data(box: dict, result: dict) -> str:
    lines = []
    for run in result["runs"]:
        ends = np.frombuffer(run["fit"], "<f4").reshape(-1, 2)[run["taken"]]
        d = f"M{box['left']} {ends[0]:.1f}L{box['right']} {ends[1]:.1f}"
        lines.append(
            tag(
                "path",
                d=d,
                stroke_dasharray=run["dash"] or None,
                style=f"{LINE};stroke:{run['color']}",
            )
        )
    low, high = result["startFit"]
    first = f"M{box['left']} {low:.1f}L{box['right']} {high:.1f}"
    start = tag("path", d=first, stroke_dasharray="3 3", style=f"fill:none;stroke:{SOFT}")
    dots = [tag("circle", cx=x, cy=y, r=3.2, style=f"fill:{INK}") for x, y in box["points"]]
    words = text(box["right"] + 8, _within(high, box) + 4, "start", 12)
    return box["svg"] + _inside(box, "".join([start, *lines, *dots])) + words


def _within(height: float, box: dict) -> float:
    return min(max(height, box["top"]), box["bottom"])


def _said(result: dict) -> str:
    items = []
    for run in result["runs"]:
        kind = ' class="bpc-note bpc-warn"' if run["kind"] == "trouble" else ""
        items.append(f"<li{kind}>{_sample(run)}<span>{escape(run['words'])}</span></li>")
    return f'<ul class="bpc-told">{"".join(items)}</ul>'


def _paragraphs(texts: list[str], kind: str) -> str:
    return "".join(f'<p class="{kind}">{escape(text)}</p>' for text in texts if text)
