"""Where the cards of a graph stand and how its edges run, in pixels.

The page and the static twin draw from the same numbers. An edge that passes a column of cards has
a place of its own there, so that it runs between the cards and not behind them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import Any, NamedTuple

MARGIN = 22
CARD, WIDEST = 136, 200  # width of a card with one number; at most, for the sake of a formula
HEAD = 34  # height of its name and operation
LINE = 36  # height of a number
CAPTION = 22  # above the numbers of a matrix
CELL = 24  # height of an entry
DIGIT = 9  # width of a character in a matrix
WIDE = 9.6  # and of one that stands alone
PORT, ROOMY = 52, 88  # between edges that arrive at the same card; with two more lines at each
APART = 30  # between cards
BADGE = 24  # below the numbers; the rest of it hangs over the edge
GAP = 6  # at least, between an edge that passes and a card
PASSAGE = 16  # height kept for an edge that passes a column
STUB = 10  # straight out of a card, so that an arrowhead lies level
LETTER = 8  # width of a character at an edge
LEAST, MOST = 84, 200  # the straight run before a card, where the numbers of an edge are written
STEEP = 0.35  # how much room the curves get, as a part of how far they climb
SWEEPS = 24


@dataclass(eq=False)
class Spot:
    """A card, or the place where a long edge passes a column."""

    key: str
    column: int
    row: float
    width: float = 0
    height: float = PASSAGE
    y: float = 0  # of its middle
    near: list["Spot"] = field(default_factory=list)


class Grid(NamedTuple):
    """Of every column: where it begins, how wide it is, how far edges run straight before it.

    ``port`` is the distance between edges that arrive at the same card.
    """

    lefts: list[float]
    widths: list[float]
    runs: list[float]
    port: int


def rows_of(shape: Any) -> tuple[int, int]:
    """How many rows and columns of numbers a shape has; a vector is one row."""
    shape = tuple(shape or ())
    if not shape:
        return 1, 1
    return (1, shape[0]) if len(shape) == 1 else (shape[0], shape[1])


def layout(
    scene: dict[str, Any],
    digits: dict[str, int] | None = None,
    letters: dict[str, int] | None = None,
    roomy: bool = False,
    marked: Collection[str] = (),
) -> dict[str, Any]:
    """Lay out a scene.

    Parameters
    ----------
    scene : dict
        Nodes with "id", "shape", "column" and "row"; edges with "id", "from", "to" and "via",
        the columns and rows where they pass between cards.
    digits : dict, optional
        By node, how many characters its longest number has.
    letters : dict, optional
        By edge, how many characters the longest line written at it has.
    roomy : bool
        Whether edges need room for two more lines.
    marked : collection of str, optional
        Nodes whose cards need room for a badge.

    Returns
    -------
    dict
        "width" and "height"; "cards": by node x, y, width, height; "edges": by edge the "path" of
        an SVG and the middle x, y of its label, and the ends "start" and "end".
    """
    port = ROOMY if roomy else PORT
    cards = {node["id"]: _card(node, scene, digits or {}, port, marked) for node in scene["nodes"]}
    chains = {edge["id"]: _chain(edge, cards) for edge in scene["edges"]}
    spots = list(dict.fromkeys([*cards.values(), *(s for c in chains.values() for s in c)]))
    for chain in chains.values():
        for one, other in pairwise(chain):
            one.near.append(other)
            other.near.append(one)
    columns: list[list[Spot]] = [[] for _ in range(1 + max(spot.column for spot in spots))]
    for spot in sorted(spots, key=lambda spot: spot.row):
        columns[spot.column].append(spot)
    _settle(columns)
    for chain in chains.values():
        _straighten(chain, columns)
    top = min(spot.y - spot.height / 2 for spot in spots) - MARGIN
    for spot in spots:
        spot.y = round(spot.y - top, 1)
    runs = _runs(chains, letters or {}, len(columns))
    lefts, widths = _lefts(columns, runs)
    grid = Grid(lefts, widths, runs, port)
    edges = {key: _edge(key, chain, chains, grid) for key, chain in chains.items()}
    return {
        "width": lefts[-1] + widths[-1] + MARGIN,
        "height": max(spot.y + spot.height / 2 for spot in spots) + MARGIN,
        "cards": {
            key: {
                "x": lefts[spot.column],
                "y": spot.y - spot.height / 2,
                "width": spot.width,
                "height": spot.height,
            }
            for key, spot in cards.items()
        },
        "edges": edges,
    }


def _card(
    node: dict[str, Any],
    scene: dict[str, Any],
    digits: dict[str, int],
    port: int,
    marked: Collection[str],
) -> Spot:
    arriving = sum(edge["to"] == node["id"] for edge in scene["edges"])
    size = digits.get(node["id"], 0)
    head = len(node["name"]) * WIDE + len(node["formula"]) * DIGIT + 34
    line = (len(node["name"]) + 1) * DIGIT + size * WIDE + 24
    width = max(CARD, round(min(head, WIDEST)), round(line))
    height = HEAD + 2 * LINE + 6
    if node["shape"]:
        rows, columns = rows_of(node["shape"])
        width = max(width, columns * (max(5, size) * DIGIT + 10) + 24)
        silent = not any(e["walked"] for e in scene["edges"] if e["from"] == node["id"])
        grids = 1 if silent and not node["root"] else 2  # no gradient comes back to labels
        height = HEAD + grids * (CAPTION + rows * CELL + 8) + 6
    return Spot(
        node["id"],
        node["column"],
        node["row"],
        width,
        max(height + BADGE * (node["id"] in marked), arriving * port + 8),
    )


def _chain(edge: dict[str, Any], cards: dict[str, Spot]) -> tuple[Spot, ...]:
    bends = (Spot(edge["id"], column, row) for column, row in edge["via"])
    return cards[edge["from"]], *bends, cards[edge["to"]]


def _settle(columns: list[list[Spot]]) -> None:
    """Move every spot towards the middle of its neighbours, as far as the others let it."""
    for column in columns:
        _spread(column, [0.0] * len(column))
    for sweep in range(SWEEPS):
        for column in columns[:: -1 if sweep % 2 else 1]:
            _spread(
                column, [fmean(s.y for s in spot.near) if spot.near else spot.y for spot in column]
            )


def _straighten(chain: tuple[Spot, ...], columns: list[list[Spot]]) -> None:
    """Let a long edge pass all columns at one height, where there is one."""
    bends = chain[1:-1]
    heights = [spot.y for spot in (chain[0], *bends, chain[-1])]
    for y in heights if bends else ():
        others = [spot for bend in bends for spot in columns[bend.column] if spot is not bend]
        if all(abs(spot.y - y) >= (spot.height + PASSAGE) / 2 + GAP for spot in others):
            for bend in bends:
                bend.y = y
            return


def _spread(column: list[Spot], wanted: list[float]) -> None:
    """Set y as near to what is wanted as order and distances allow (least squares).

    Barlow, Bartholomew, Bremner and Brunk (1972): pool neighbours that would violate the order.
    """
    offsets = [0.0]
    for one, other in pairwise(column):
        offsets.append(offsets[-1] + (one.height + other.height) / 2 + APART)
    pools: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append([want - offset])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    flat = [fmean(pool) for pool in pools for _ in pool]
    for spot, at, offset in zip(column, flat, offsets, strict=True):
        spot.y = at + offset


def _runs(
    chains: dict[str, tuple[Spot, ...]], letters: dict[str, int], columns: int
) -> list[float]:
    """How far edges run straight before each column."""
    runs = [float(LEAST)] * columns
    for key, chain in chains.items():
        wanted = letters.get(key, 0) * LETTER + 24
        runs[chain[-1].column] = min(max(runs[chain[-1].column], round(wanted)), MOST)
    return runs


def _lefts(columns: list[list[Spot]], runs: list[float]) -> tuple[list[float], list[float]]:
    """Where every column begins, and how wide it is."""
    widths = [max((spot.width for spot in column), default=0) for column in columns]
    lefts = [float(MARGIN)]
    for n, column in enumerate(columns[:-1]):
        climbs = [abs(spot.y - o.y) for spot in column for o in spot.near if o.column > spot.column]
        fan = min(max(52, STEEP * max(climbs, default=0)), 84)
        lefts.append(round(lefts[-1] + widths[n] + fan + runs[n + 1]))
    return lefts, widths


def _edge(
    key: str, chain: tuple[Spot, ...], chains: dict[str, tuple[Spot, ...]], grid: Grid
) -> dict[str, Any]:
    start, end = chain[0], chain[-1]
    arriving = [one for one, other in chains.items() if other[-1] is end]
    arriving.sort(key=lambda one: chains[one][-2].y)
    port = end.y + grid.port * (arriving.index(key) - (len(arriving) - 1) / 2)
    x, y = grid.lefts[start.column] + start.width, start.y
    path = f"M{x:g} {y:g}h{STUB}"
    x += STUB
    for spot in chain[1:]:
        left, to = grid.lefts[spot.column], port if spot is end else spot.y
        begin = left - grid.runs[spot.column]
        bend = (begin - x) / 2
        across = left if spot is end else left + grid.widths[spot.column]
        path += f"C{x + bend:g} {y:g} {begin - bend:g} {to:g} {begin:g} {to:g}H{across:g}"
        x, y = across, to
    return {
        "path": path,
        "start": [grid.lefts[start.column] + start.width, start.y],
        "end": [x, port],
        "label": [x - grid.runs[end.column] / 2 - 3, port],
    }
