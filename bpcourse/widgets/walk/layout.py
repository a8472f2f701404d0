"""Where the nodes of a graph stand: a column for each depth, rows in an order with few crossings.

Layers, stand-ins for long edges, and sweeps that sort each column by the mean place of what it is
joined to: Sugiyama, Tagawa and Toda, *Methods for visual understanding of hierarchical system
structures* (1981). Nothing is random, so that a graph looks the same each time.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Id = Hashable
Layers = list[list[Id]]  # the nodes of each column, from the top
Links = list[tuple[Id, Id]]  # pieces of edges that go from one column to the next
SWEEPS = 12


@dataclass(frozen=True)
class Layout:
    """Columns and rows count from 0; a row may be a half, where a node stands between two."""

    places: dict[Id, tuple[int, float]]
    bends: list[list[tuple[int, float]]]  # for each edge: where it passes the columns between
    columns: int
    rows: float


def lay_out(nodes: Sequence[Id], edges: Sequence[tuple[Id, Id]], late: Sequence[Id] = ()) -> Layout:
    """Give every node a place.

    Parameters
    ----------
    nodes : sequence
        Each after what it is made from; their order decides where nothing else does.
    edges : sequence of pairs
        From, to.
    late : sequence
        Nodes without inputs that stand just left of where they are used first, such as constants.

    Returns
    -------
    Layout
    """
    columns = _depths(nodes, edges, set(late))
    layers, links, chains = _with_stand_ins(nodes, edges, columns)
    layers = _ordered(layers, links)
    rows = _spread(layers, links)
    lowest = min(rows.values())
    rows = {node: row - lowest for node, row in rows.items()}
    return Layout(
        {node: (columns[node], rows[node]) for node in nodes},
        [[(column, rows[stand_in]) for column, stand_in in chain] for chain in chains],
        len(layers),
        max(rows.values()) + 1,
    )


def _depths(nodes: Sequence[Id], edges: Sequence[tuple[Id, Id]], late: set[Id]) -> dict[Id, int]:
    depth = dict.fromkeys(nodes, 0)
    before = {node: [a for a, b in edges if b == node] for node in nodes}
    for node in nodes:
        depth[node] = max((depth[x] + 1 for x in before[node]), default=0)
    for node in late:
        used = [depth[b] for a, b in edges if a == node]
        depth[node] = min(used) - 1 if used else 0
    return depth


def _with_stand_ins(
    nodes: Sequence[Id], edges: Sequence[tuple[Id, Id]], columns: dict[Id, int]
) -> tuple[Layers, Links, list[list[tuple[int, Id]]]]:
    """Cut edges that pass columns into pieces of one column each."""
    layers = [[] for _ in range(max(columns.values()) + 1)]
    for node in nodes:
        layers[columns[node]].append(node)
    links, chains = [], []
    for k, (a, b) in enumerate(edges):
        chain = [(column, ("edge", k, column)) for column in range(columns[a] + 1, columns[b])]
        for column, stand_in in chain:
            layers[column].append(stand_in)
        points = [a, *(stand_in for _, stand_in in chain), b]
        links += pairwise(points)
        chains.append(chain)
    return layers, links, chains


def _neighbours(links: Links) -> tuple[dict[Id, list[Id]], dict[Id, list[Id]]]:
    left, right = {}, {}
    for a, b in links:
        left.setdefault(b, []).append(a)
        right.setdefault(a, []).append(b)
    return left, right


def _ordered(layers: Layers, links: Links) -> Layers:
    """Sweep to and fro and keep the order with the fewest crossings."""
    left, right = _neighbours(links)
    layers = [list(layer) for layer in layers]
    best, fewest = layers, _crossings(layers, links)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        layers = [list(layer) for layer in layers]
        order = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
        for column in order:
            beside = layers[column - 1 if forward else column + 1]
            place = {node: i for i, node in enumerate(beside)}
            joined = left if forward else right
            layers[column] = _sorted(layers[column], joined, place)
        crossings = _crossings(layers, links)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _sorted(layer: list[Id], joined: dict[Id, list[Id]], place: dict[Id, int]) -> list[Id]:
    mean = {}
    for i, node in enumerate(layer):
        at = [place[x] for x in joined.get(node, ()) if x in place]
        mean[node] = sum(at) / len(at) if at else float(i)
    return sorted(layer, key=mean.__getitem__)


def _crossings(layers: Layers, links: Links) -> int:
    place = {node: (c, i) for c, layer in enumerate(layers) for i, node in enumerate(layer)}
    columns: dict[int, list[tuple[int, int]]] = {}
    for a, b in links:
        columns.setdefault(place[a][0], []).append((place[a][1], place[b][1]))
    return sum(
        (i - j) * (k - m) < 0
        for pairs in columns.values()
        for n, (i, k) in enumerate(pairs)
        for j, m in pairs[:n]
    )


def _spread(layers: Layers, links: Links) -> dict[Id, float]:
    """Rows: each node near the mean of its neighbours, in the order found and one row apart."""
    left, right = _neighbours(links)
    rows = {node: float(i) for layer in layers for i, node in enumerate(layer)}
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wished = []
            for node in layer:
                beside = left.get(node, []) + right.get(node, [])
                wished.append(sum(rows[x] for x in beside) / len(beside) if beside else rows[node])
            for node, row in zip(layer, _apart(wished), strict=True):
                rows[node] = row
    return _settled(layers, rows)


def _apart(wished: list[float]) -> list[float]:
    """The rows nearest to those wished for that are at least one apart.

    With i taken from the i-th, they only have to grow: neighbours that do not are put together
    at their mean (Ayer et al., *An empirical distribution function*, 1955).
    """
    blocks: list[list[float]] = []
    for i, row in enumerate(wished):
        blocks.append([row - i, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (mean, n), (last, m) = blocks[-2], blocks.pop()
            blocks[-1] = [(mean * n + last * m) / (n + m), n + m]
    flat = [mean for mean, n in blocks for _ in range(int(n))]
    return [row + i for i, row in enumerate(flat)]


def _settled(layers: Layers, rows: dict[Id, float]) -> dict[Id, float]:
    """Halves of rows, still one apart in each column."""
    for layer in layers:
        previous = None
        for node in layer:
            row = round(2 * rows[node]) / 2
            rows[node] = row if previous is None else max(row, previous + 1)
            previous = rows[node]
    return rows
