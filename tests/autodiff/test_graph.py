"""The topological order: each node once, after its inputs, however deep or wide the graph."""

import numpy as np
import pytest

from bpcourse.autodiff import Node, topological_order


def assert_topological(order, nodes, root):
    assert len(order) == len(nodes)
    assert set(order) == set(nodes)
    assert order[-1] is root
    place = {node: i for i, node in enumerate(order)}
    assert all(place[x] < place[node] for node in order for x in node.inputs)


def random_graph(rng, n):
    """Nodes in the order in which they were made, each from up to three earlier ones."""
    nodes = [Node()]
    for made in range(1, n):
        count = rng.integers(0, 4)
        nodes.append(Node(tuple(nodes[i] for i in rng.integers(0, made, count))))
    return nodes


def reachable(root):
    found, new = {root}, {root}
    while new:
        new = {x for node in new for x in node.inputs} - found
        found |= new
    return found


def in_the_order_found(root):
    order = [root]
    for node in order:
        order += [x for x in node.inputs if x not in order]
    return order[::-1]


def each_path(root):
    return [node for x in root.inputs for node in each_path(x)] + [root]


def test_a_leaf_alone():
    leaf = Node()
    assert topological_order(leaf) == [leaf]


def test_a_diamond():
    a, b = Node(), Node()
    c, d = Node((a, b)), Node((a, b))
    root = Node((Node((c, d)), d, d))
    assert_topological(topological_order(root), reachable(root), root)


def test_what_the_root_does_not_need_is_left_out():
    a = Node()
    Node((a,))
    root = Node((a, a))
    assert topological_order(root) == [a, root]


def test_random_graphs():
    rng = np.random.default_rng(0)
    for _ in range(200):
        root = random_graph(rng, rng.integers(1, 30))[-1]
        assert_topological(topological_order(root), reachable(root), root)


def root_first(root):
    return topological_order(root)[::-1]


@pytest.mark.parametrize("wrong", [in_the_order_found, each_path, root_first])
def test_wrong_orders_are_noticed(wrong):
    a = Node()
    b = Node((a,))
    c = Node((b,))
    root = Node((a, c, b))
    with pytest.raises(AssertionError):
        assert_topological(wrong(root), [a, b, c, root], root)


def test_deep():
    nodes = [Node()]
    for _ in range(100_000):
        nodes.append(Node((nodes[-1],)))
    assert topological_order(nodes[-1]) == nodes


def test_wide():
    leaves = [Node() for _ in range(100_000)]
    root = Node(tuple(leaves))
    assert_topological(topological_order(root), [*leaves, root], root)


def test_a_graph_of_many_paths():
    node = Node()
    for _ in range(200):
        node = Node((node, node))  # 2**200 ways from the last to the first
    assert len(topological_order(node)) == 201


def test_no_node():
    with pytest.raises(TypeError, match=r"root must be a node with \.inputs, got int"):
        topological_order(3)
