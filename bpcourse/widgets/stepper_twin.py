"""The stepper without a kernel: the finished graph, and a table of all steps."""

from html import escape
from typing import Any

from .base import style_of
from .charts.parts import ACCENT, GRID, INK, PAPER, SOFT, picture, table, tag, text
from .charts.parts import LINE as RULE
from .stepper_layout import CAPTION, CELL, HEAD, LINE, rows_of
from .walk import Walk
from .walk.numbers import texts
from .walk.state import said_once

Texts = Any  # a number as it is shown, or rows of them


def twin(walk: Walk, places: dict[str, Any], flows: dict[str, dict[str, Any]]) -> str:
    """Draw the end of a walk, and write out every step.

    Parameters
    ----------
    walk : Walk
    places : dict
        As `layout` makes them.
    flows : dict
        By edge, the "lines" that are written at it.

    Returns
    -------
    str
        An HTML fragment.
    """
    values, grads = finished(walk)
    scene = walk.scene
    root = next(node["name"] for node in scene["nodes"] if node["root"])
    body = [_edge(places["edges"][edge["id"]], flows.get(edge["id"])) for edge in scene["edges"]]
    body += [_label(places["edges"][key], flow["lines"]) for key, flow in flows.items()]
    body += [
        _card(node, places["cards"][node["id"]], values[node["id"]], grads.get(node["id"]))
        for node in scene["nodes"]
    ]
    title = f"Every value, and the gradient of {root} with respect to it"
    describe = "; ".join(
        f"{node['name']}: value {_flat(values[node['id']])}"
        + (f", gradient {_flat(grads[node['id']])}" if node["id"] in grads else "")
        for node in scene["nodes"]
    )
    drawn = picture(places["width"], places["height"], body, title, describe)
    rows = [
        [n, step.phase, step.sentence, step.formula, step.with_numbers]
        for n, step in enumerate(walk.steps, 1)
    ]
    steps = table("Every step", ["Step", "Pass", "What happens", "Formula", "Numbers"], rows)
    # Wider than a page it scrolls before its letters become too small; on paper it shrinks.
    least = f"--least: {0.85 * places['width']:.0f}px"
    return (
        f'{style_of("stepper")}<figure class="bpc-widget bpc-stepper bpc-twin">'
        f"<figcaption>{escape(title)}</figcaption>"
        f'<div class="bpc-scroll"><div class="bpc-drawn" style="{least}">{drawn}</div></div>'
        f"{_differences(walk)}{steps}</figure>"
    )


def _differences(walk: Walk) -> str:
    if not walk.differs:
        return ""
    lines = "".join(f"<li>{escape(entry['words'])}</li>" for entry in said_once(walk.differs))
    return f"<p>Where your code differs from what is measured:</p><ul>{lines}</ul>"


def finished(walk: Walk) -> tuple[dict[str, Texts], dict[str, Texts]]:
    """Values and gradients after the last step, as they are shown, by node."""
    values, grads = dict(walk.state["texts"]["values"]), {}
    for step in walk.steps:
        (values if step.phase == "forward" else grads)[step.node] = texts(step.number)
    return values, grads


def _flat(numbers: Texts) -> str:
    if isinstance(numbers, str):
        return numbers
    return f"[{', '.join(_flat(entry) for entry in numbers)}]"


def _edge(place: dict[str, Any], flow: dict[str, Any] | None) -> str:
    line = tag(
        "path", d=place["path"], style=f"fill:none;stroke:{ACCENT if flow else SOFT};stroke-width:2"
    )
    if not flow:
        return line
    x, y = place["start"]
    head = f"{x:g},{y:g} {x + 10:g},{y - 5:g} {x + 10:g},{y + 5:g}"
    return line + tag("polygon", points=head, style=f"fill:{ACCENT}")


def _label(place: dict[str, Any], lines: list[str]) -> str:
    x, y = place["label"]
    wide, high = 7.2 * max(map(len, lines)) + 8, 15 * len(lines) + 4
    paper = tag(
        "rect", x=x - wide / 2, y=y - high / 2, width=wide, height=high, style=f"fill:{PAPER}"
    )
    top = y - 15 * len(lines) / 2 + 11.5
    return paper + "".join(
        text(x, top + 15 * n, line, 12.5, "middle", fill=SOFT) for n, line in enumerate(lines)
    )


def _card(node: dict[str, Any], box: dict[str, Any], value: Texts, grad: Texts | None) -> str:
    x, y, wide, high = box["x"], box["y"], box["width"], box["height"]
    kind = "constant" if node["constant"] else "input" if node["input"] else node["formula"]
    right = x + wide - 11
    parts = [
        tag("rect", x=x, y=y, width=wide, height=high, rx=9, style=f"fill:{PAPER};stroke:{RULE}"),
        text(x + 11, y + 22, node["name"], 16, font_weight="700"),
        text(right, y + 22, kind or node["op"], 14, "end", fill=SOFT),
    ]
    shape = f" {tuple(node['shape'])}" if node["shape"] else ""
    rows = [(f"value{shape}", value, INK, "400")]
    if grad is not None:
        rows.append((f"d{node['name']}", grad, ACCENT, "700"))
    grid = CAPTION + rows_of(node["shape"])[0] * CELL + 8 if node["shape"] else LINE
    for n, (name, numbers, fill, weight) in enumerate(rows):
        top = y + HEAD + n * grid
        if n:
            parts.append(tag("path", d=f"M{x:g} {top:g}h{wide:g}", style=f"stroke:{GRID}"))
        if not node["shape"]:
            parts.append(text(x + 11, top + 23, name, 12.5, fill=SOFT))
            parts.append(text(right, top + 24, numbers, 16, "end", fill=fill, font_weight=weight))
        else:
            parts.append(text(x + 11, top + 15, name, 12.5, fill=SOFT))
            parts.append(_grid(numbers, x + 11, top + CAPTION, wide - 22, fill, weight))
    return "".join(parts)


def _grid(numbers: Texts, x: float, y: float, wide: float, fill: str, weight: str) -> str:
    """Numbers in rows, between two brackets."""
    rows = numbers if isinstance(numbers[0], list) else [numbers]
    cell = wide / len(rows[0])
    high = CELL * len(rows)
    brackets = f"M{x + 5:g} {y:g}h-5v{high:g}h5M{x + wide - 5:g} {y:g}h5v{high:g}h-5"
    style = {"fill": fill, "font_weight": weight}
    return tag("path", d=brackets, style=f"fill:none;stroke:{fill}") + "".join(
        text(x + cell * (c + 0.5), y + CELL * (r + 0.7), number, 14, "middle", **style)
        for r, row in enumerate(rows)
        for c, number in enumerate(row)
    )
