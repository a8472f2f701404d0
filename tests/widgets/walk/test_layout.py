"""Columns are depths, nothing lies on anything else, and avoidable crossings are avoided."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bpcourse.widgets.walk.layout import lay_out


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 25))
    edges = []
    for node in range(1, count):
        operands = draw(st.lists(st.integers(0, node - 1), max_size=2))
        edges += [(x, node) for x in operands]
    return list(range(count)), edges


def crossings(layout, edges):
    """How many pairs of pieces of edges cross, with the bends that are drawn."""
    pieces = []
    for (a, b), bends in zip(edges, layout.bends, strict=True):
        points = [layout.places[a], *bends, layout.places[b]]
        pieces += itertools.pairwise(points)
    return sum(
        p[0] == q[0] and (p[1] - q[1]) * (r[1] - s[1]) < 0
        for (p, r), (q, s) in itertools.combinations(pieces, 2)
    )


@given(graphs())
def test_columns_are_depths_and_nothing_overlaps(graph):
    nodes, edges = graph
    layout = lay_out(nodes, edges)
    for node in nodes:
        before = [layout.places[a][0] for a, b in edges if b == node]
        assert layout.places[node][0] == max((c + 1 for c in before), default=0)
    taken = [*layout.places.values(), *(point for bends in layout.bends for point in bends)]
    for (c, r), (d, s) in itertools.combinations(taken, 2):
        assert c != d or abs(r - s) >= 1
    assert all(0 <= row <= layout.rows - 1 and 2 * row == int(2 * row) for _, row in taken)
    assert max(column for column, _ in taken) == layout.columns - 1


@given(graphs())
def test_it_is_the_same_each_time(graph):
    assert lay_out(*graph) == lay_out(*graph)


def test_long_edges_bend_once_in_every_column_between():
    layout = lay_out("abcd", [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")])
    assert [column for column, _ in layout.bends[3]] == [1, 2]
    assert layout.bends[:3] == [[], [], []]


def test_two_chains_do_not_cross_whatever_their_order():
    # In the order given, each edge from left to right would cross the other chain.
    nodes = ["a", "b", "b1", "a1", "a2", "b2"]
    edges = [("a", "a1"), ("b", "b1"), ("a1", "a2"), ("b1", "b2")]
    assert crossings(lay_out(nodes, edges), edges) == 0


def test_a_tree_has_no_crossings():
    nodes = [f"x{i}" for i in range(8)]
    edges, level = [], [nodes[i] for i in (0, 4, 2, 6, 1, 5, 3, 7)]
    while len(level) > 1:
        made = [f"{a}{b}" for a, b in zip(level[::2], level[1::2], strict=True)]
        edges += [(a, c) for a, c in zip(level[::2], made, strict=True)]
        edges += [(b, c) for b, c in zip(level[1::2], made, strict=True)]
        nodes, level = [*nodes, *made], made
    assert crossings(lay_out(nodes, edges), edges) == 0


def test_a_constant_stands_beside_where_it_is_used():
    layout = lay_out(["a", "b", "k", "c"], [("a", "b"), ("b", "c"), ("k", "c")], late=["k"])
    assert layout.places["k"][0] == 1


def test_sixty_nodes_are_laid_out_quickly():
    import time

    nodes = list(range(60))
    edges = [(i - d, i) for i in nodes for d in (1, 2 + i % 7) if i >= d]
    start = time.perf_counter()
    lay_out(nodes, edges)
    assert time.perf_counter() - start < 2
