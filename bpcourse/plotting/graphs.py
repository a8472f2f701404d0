"""A computational graph as a drawing: values on their way forward, gradients on their way back."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from .graph_layout import Layout
from .style import BLUE, GREY, INK, ORANGE, claim, in_style, number, sheet

NODES = 40
PAGE = 9.5  # inches across; a graph that is longer is drawn from the top down


@in_style
def computational_graph(root, names=None, local=None, title=None):
    """Show a computational graph with its numbers.

    Parameters
    ----------
    root : object with ``.inputs``
        Where the calculation ended, such as a Value or a Node: every node has the nodes that it
        was made from in ``.inputs``. What else it has is written: ``.label`` or ``.op`` above,
        ``.data`` and ``.grad`` below (of an array, its shape).
    names : dict of str to object, optional
        What some of the nodes are called, such as ``{"a": a, "b": b, "a * b": product}``.
    local : callable, optional
        ``local(node)`` returns one local derivative for each of ``node.inputs``, written on the
        arrows. Not needed where a node has them as ``.local_derivatives``.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If there are more than 40 nodes, or they go in a circle, or one is not a node.
    """
    if not isinstance(names or {}, dict) or not all(isinstance(name, str) for name in names or {}):
        raise TypeError('names must be a dict of nodes by name, such as {"a": a}')
    order = _nodes(root)
    headings = {id(node): _shorter(name) for name, node in (names or {}).items()}
    lines = {id(node): _lines(node, headings.get(id(node))) for node in order}
    slopes = {id(node): _slopes(node, local) for node in order}
    drawing = _Drawing(order, lines, slopes)
    for edge in drawing.layout.edges:
        drawing.edge(edge, slopes[edge[1]])
    for node in order:
        drawing.node(id(node))
    name = headings.get(id(root), "the root")
    if np.any(getattr(root, "grad", 0)):
        seen = f"Values go forward to {name}, gradients come back from it"
    elif hasattr(root, "data") and np.ndim(root.data) == 0:
        seen = f"Values go forward to {name} = {number(root.data, 4)}"
    else:
        seen = f"{name[0].upper() + name[1:]} and all that it was made from: {len(order)} nodes"
    claim(drawing.figure, title, seen)
    return drawing.figure


class _Drawing:
    """A sheet with nodes and edges on it, from left to right or, if long, from the top down."""

    def __init__(self, order, lines, slopes):
        self.lines = lines
        longest = max(len(text) for node in lines.values() for text, *_ in node)
        self.box = 0.078 * longest + 0.2, 0.17 * max(map(len, lines.values())) + 0.13
        labelled = any(slopes.values())
        gap = (0.85, 0.7) if labelled else (0.5, 0.4)

        layout = Layout(order, room=self.box[1] + 0.2, lane=0.3)
        ranks = 1 + max(layout.rank.values())
        self.down = ranks * (self.box[0] + gap[0]) > PAGE
        if self.down:
            layout = Layout(order, room=self.box[0] + 0.3, lane=0.4)
        self.layout = layout
        self.extent, breadth = self.box[::-1] if self.down else self.box
        self.pitch = self.extent + gap[self.down]

        places = layout.place.values()
        middle = (max(places) + min(places)) / 2
        across = max(places) - min(places) + breadth + 0.3
        along = ranks * self.pitch - gap[self.down] + 0.3
        width, height = (across, along) if self.down else (along, across)
        width, foot = max(width, 4.5), 0.3 if labelled else 0
        self.figure, self.ax = sheet(width, height + foot)
        if self.down:
            self.origin = width / 2 - middle, foot + along - 0.15 - self.extent / 2
        else:
            self.origin = (width - along) / 2 + 0.15 + self.extent / 2, foot + height / 2 + middle
        if labelled:
            words = "on each arrow: the local derivative"
            self.ax.text(width / 2, 0.2, words, ha="center", fontsize=8.5, color=GREY)

    def at(self, rank, place, forward=0.0):
        """The point at a place in a rank; `forward` moves it along the way of the values."""
        along = rank * self.pitch + forward
        x, y = (place, -along) if self.down else (along, -place)
        return self.origin[0] + x, self.origin[1] + y

    def node(self, node):
        """Draw a box with its lines of text."""
        x, y = self.at(self.layout.rank[node], self.layout.place[node])
        wide, high = self.box
        corner = x - wide / 2, y - high / 2
        look = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.3, "zorder": 2}
        style = "round,pad=0,rounding_size=0.07"
        self.ax.add_patch(FancyBboxPatch(corner, wide, high, boxstyle=style, **look))
        lines = self.lines[node]
        for n, (text, color, weight) in enumerate(lines):
            height = y + 0.17 * ((len(lines) - 1) / 2 - n)
            look = {"color": color, "weight": weight, "fontsize": 9, "zorder": 3}
            self.ax.text(x, height, text, ha="center", va="center", **look)

    def edge(self, edge, slopes):
        """Draw an arrow past its bends, with the local derivative near its point."""
        source, target, slot, bends = edge
        rank, place, half = self.layout.rank, self.layout.place, self.extent / 2
        points = [self.at(rank[source], place[source], half)]
        for bend in bends:
            points += [self.at(bend[1], place[bend], way) for way in (-half, half)]
        points.append(self.at(rank[target], place[target] + self.landing(edge), -half))
        corners, codes = [points[0]], [Path.MOVETO]
        for n, (start, end) in enumerate(pairwise(points)):
            if n % 2 == 0:
                corners += self.curve(start, end)
                codes += [Path.CURVE4] * 3
            else:
                corners.append(end)
                codes.append(Path.LINETO)
        look = {"arrowstyle": "-|>", "mutation_scale": 10, "color": GREY, "lw": 1.2, "zorder": 1}
        self.ax.add_patch(FancyArrowPatch(path=Path(corners, codes), **look))
        if slopes:
            t = 0.84 if self.down else 0.78
            weights = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
            x, y = np.array(weights) @ np.array(corners[-4:])
            look = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.6}, "fontsize": 8}
            self.ax.text(x, y, number(slopes[slot], 3), ha="center", va="center", **look)

    def curve(self, start, end):
        """Control points of a curve that leaves and arrives in the direction of the values."""
        middle = (np.array(start) + end) / 2
        if self.down:
            return [(start[0], middle[1]), (end[0], middle[1]), end]
        return [(middle[0], start[1]), (middle[0], end[1]), end]

    def landing(self, edge):
        """How far from the middle of the target an edge arrives, beside the target's others."""
        place = self.layout.place
        others = sorted(
            (other for other in self.layout.edges if other[1] == edge[1]),
            key=lambda other: (place[other[3][-1] if other[3] else other[0]], other[2]),
        )
        if len(others) == 1:
            return 0.0
        extent = self.box[0] if self.down else self.box[1]
        return extent * 0.3 * (2 * others.index(edge) / (len(others) - 1) - 1)


def _nodes(root):
    """All nodes, in topological order; or say in words why they cannot be drawn."""
    order, seen, to_visit = [], set(), [(root, False)]
    while to_visit:
        node, inputs_done = to_visit.pop()
        if inputs_done:
            order.append(node)
        elif id(node) not in seen:  # by its id: not everybody's nodes can stand in a set
            if not hasattr(node, "inputs"):
                raise TypeError(f"every node must have .inputs, got {type(node).__name__}")
            seen.add(id(node))
            to_visit.append((node, True))
            to_visit += [(x, False) for x in node.inputs]
    if len(order) > NODES:
        raise ValueError(
            f"a graph of up to {NODES} nodes can be drawn and read, got {len(order):,}:"
            " draw a smaller part of it"
        )
    position = {id(node): n for n, node in enumerate(order)}
    if any(position[id(x)] >= position[id(node)] for node in order for x in node.inputs):
        raise ValueError("the graph goes in a circle: a node is among its own inputs")
    return order


def _lines(node, name):
    """What is written in a box: text, colour, weight."""
    words = [
        name,
        _shorter(getattr(node, "label", "") or ""),
        _shorter(getattr(node, "op", "") or ""),
    ]
    heading = "  ".join(dict.fromkeys(word for word in words if word))
    lines = [(heading, INK, "bold")] if heading else []
    for what, color in (("data", BLUE), ("grad", ORANGE)):
        value = getattr(node, what, None)
        if value is not None:
            words = number(value, 3) if np.ndim(value) == 0 else np.shape(value)
            lines.append((f"{what} {words}", color, "normal"))
    return lines or [("node", INK, "normal")]


def _shorter(text, most=16):
    text = str(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _slopes(node, local):
    slopes = local(node) if local else getattr(node, "local_derivatives", None)
    if slopes is None or not len(node.inputs):
        return ()
    if len(slopes) != len(node.inputs):
        raise ValueError(f"local(node) must return {len(node.inputs)} numbers, got {len(slopes)}")
    return tuple(slopes)
