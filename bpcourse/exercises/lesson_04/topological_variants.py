"""Correct ways to write topological_order."""

from collections import Counter, deque
from graphlib import TopologicalSorter


def by_recursion(root):
    order, seen = [], set()

    def build(node):
        if node in seen:
            return
        seen.add(node)
        for x in node.inputs:
            build(x)
        order.append(node)

    build(root)
    return order


def with_two_stacks(root):
    """Down with one stack, up with another; of several visits the last one counts."""
    todo, met = [root], []
    while todo:
        node = todo.pop()
        met.append(node)
        todo.extend(node.inputs)
    return list(dict.fromkeys(reversed(met)))


def by_counting_uses(root):
    """From the root: a node may go as soon as all that use it have gone."""
    uses = Counter()
    nodes = [root]
    for node in nodes:
        for x in node.inputs:
            uses[x] += 1
            if uses[x] == 1:
                nodes.append(x)
    order, ready = deque(), [root]
    while ready:
        node = ready.pop()
        order.appendleft(node)
        for x in node.inputs:
            uses[x] -= 1
            if not uses[x]:
                ready.append(x)
    return order


def by_depth(root):
    """A node's depth is one more than that of its deepest input; sorted by it."""
    depth = {}

    def measure(node):
        if node not in depth:
            depth[node] = 1 + max(map(measure, node.inputs), default=0)
        return depth[node]

    measure(root)
    return tuple(sorted(depth, key=depth.get))


def from_the_library(root):
    graph, todo = {}, [root]
    while todo:
        node = todo.pop()
        if node not in graph:
            graph[node] = node.inputs
            todo += node.inputs
    return TopologicalSorter(graph).static_order()


def one_by_one(root, seen=None):
    seen = {} if seen is None else seen
    if id(root) not in seen:
        seen[id(root)] = root
        for x in reversed(root.inputs):
            yield from one_by_one(x, seen)
        yield root


def by_rounds(root):
    """Round after round, whoever has all inputs listed is listed."""
    left = set(by_recursion(root))
    order = {}
    while left:
        able = [node for node in left if all(x in order for x in node.inputs)]
        order.update(dict.fromkeys(able))
        left.difference_update(able)
    return order
