"""Where the nodes of a computational graph stand, and which way its edges go.

The method is that of Sugiyama, Tagawa and Toda, *Methods for visual understanding of hierarchical
system structures* (1981), in its plainest form: ranks by depth, a bend wherever an edge passes a
rank, and in each rank an order with few crossings. So no edge runs through a node.
"""

from itertools import pairwise

import numpy as np

SWEEPS = 12


class Layout:
    """Ranks and places for the nodes of a graph.

    Parameters
    ----------
    order : list
        All nodes in topological order, the root last.
    room, lane : float
        How much a node and a passing edge need beside each other.

    Attributes
    ----------
    rank : dict
        For each node, by its id, its rank: 0 for those farthest from the root.
    edges : list of tuple
        ``(source, target, slot, bends)``: the ids of two nodes, which of the target's inputs the
        source is, and the points, by their key, that the edge passes on its way.
    place : dict
        For each node and each bend, where in its rank it stands; 0 is the middle.
    """

    def __init__(self, order, room, lane):
        self.rank = _ranks(order)
        self.edges = []
        rows = {rank: [] for rank in range(self.rank[id(order[-1])] + 1)}
        for node in reversed(order):  # as a rule, first inputs first
            rows[self.rank[id(node)]].append(id(node))
        for target in order:
            for slot, source in enumerate(target.inputs):
                passed = range(self.rank[id(source)] + 1, self.rank[id(target)])
                bends = [(len(self.edges), rank) for rank in passed]
                for bend in bends:
                    rows[bend[1]].append(bend)
                self.edges.append((id(source), id(target), slot, bends))
        links = self._links()
        rows = _untangled(rows, links)
        widths = {
            item: room if item in self.rank else lane for row in rows.values() for item in row
        }
        self.place = _places(rows, links, widths)

    def _links(self):
        """For each node and bend, what it is joined to one rank before and one rank after."""
        links = {"before": {}, "after": {}}
        for source, target, _, bends in self.edges:
            way = [source, *bends, target]
            for a, b in pairwise(way):
                links["after"].setdefault(a, []).append(b)
                links["before"].setdefault(b, []).append(a)
        return links


def _ranks(order):
    """As close to the root as the nodes made from it allow."""
    depth = {id(order[-1]): 0}
    for node in reversed(order):
        for source in node.inputs:
            depth[id(source)] = max(depth.get(id(source), 0), depth[id(node)] + 1)
    deepest = max(depth.values())
    return {node: deepest - d for node, d in depth.items()}


def _untangled(rows, links):
    """Order each rank by the mean place of its neighbours; keep what crosses least."""
    best, fewest = rows, _crossings(rows, links)
    for sweep in range(SWEEPS):
        side, ranks = ("before", sorted(rows)) if sweep % 2 == 0 else ("after", sorted(rows)[::-1])
        rows = dict(rows)
        for near, rank in pairwise(ranks):
            at = {item: n for n, item in enumerate(rows[near])}
            mean = {
                item: np.mean([at[other] for other in links[side].get(item, [])] or [n])
                for n, item in enumerate(rows[rank])
            }
            rows[rank] = sorted(rows[rank], key=mean.get)
        crossings = _crossings(rows, links)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _crossings(rows, links):
    count = 0
    for rank in sorted(rows)[1:]:
        before = {item: n for n, item in enumerate(rows[rank - 1])}
        ends = np.array(
            [
                (before[other], n)
                for n, item in enumerate(rows[rank])
                for other in links["before"].get(item, [])
            ]
        )
        gaps = ends[:, None] - ends[None]
        count += int((gaps[..., 0] * gaps[..., 1] < 0).sum()) // 2
    return count


def _places(rows, links, widths):
    """Move everything towards the mean of its neighbours, as far as its rank leaves room."""
    place, offsets = {}, {}
    for rank, row in rows.items():
        half = np.array([widths[item] / 2 for item in row])
        offsets[rank] = np.concatenate([[0], np.cumsum(half[:-1] + half[1:])])
        place.update(zip(row, offsets[rank] - offsets[rank][-1] / 2, strict=True))
    for _ in range(SWEEPS):
        for rank, row in rows.items():
            wish = [
                np.mean(
                    [place[other] for side in links.values() for other in side.get(item, [])]
                    or [place[item]]
                )
                for item in row
            ]
            place.update(zip(row, _rising(wish - offsets[rank]) + offsets[rank], strict=True))
    return {item: float(at) for item, at in place.items()}


def _rising(values):
    """The nearest sequence, in squared distance, that never falls (pool adjacent violators)."""
    blocks = []
    for value in values:
        blocks.append([value, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last, n = blocks.pop()
            first, m = blocks.pop()
            blocks.append([(first * m + last * n) / (m + n), m + n])
    return np.concatenate([np.full(count, value) for value, count in blocks])
