"""Graphs for topological_order, and what holds of a list of their nodes."""

from collections import Counter, deque

import numpy as np

LISTED = "how often each node is listed"
ORDER = "inputs come first"


def reduce(outputs, inputs):
    """How often each node occurs, and what holds of the order, whichever way it was found."""
    order = [int(i) for i in np.atleast_1d(outputs["order"]).ravel()]
    size, root = int(inputs["size"]), int(inputs["root"])
    inputs_of = {i: [k for j, k in inputs["edges"].tolist() if j == i] for i in range(size)}
    counts = Counter(order)
    listed = [counts[i] for i in range(size)]
    strangers = len(order) - sum(listed)
    return {
        LISTED: np.array([*listed, strangers], dtype=float),
        ORDER: np.array(traits(order, inputs_of, root), dtype=float),
    }


def traits(order, inputs_of, root):
    """First whether the order is right; if it is not, what kind of order it is instead."""
    distance = distances(inputs_of, root)
    place = {i: order.index(i) for i in distance if i in order}
    pairs = [
        (place[j], place[k]) for j in place for k in inputs_of[j] if k in place and k in distance
    ]
    complete = len(place) == len(distance)
    if complete and order[-1] == root and all(input_ < node for node, input_ in pairs):
        return [True, False, False, False, False, False]
    levels = [distance[i] for i in order if i in distance]
    return [
        False,
        bool(order) and order[-1] == root,
        bool(order) and order[0] == root,
        complete and all(input_ > node for node, input_ in pairs),
        complete and levels == sorted(levels),
        complete and levels == sorted(levels, reverse=True),
    ]


def distances(inputs_of, root):
    """How many steps each node that the root depends on lies behind it, by the shortest way."""
    distance = {root: 0}
    waiting = deque([root])
    while waiting:
        node = waiting.popleft()
        for input_ in inputs_of[node]:
            if input_ not in distance:
                distance[input_] = distance[node] + 1
                waiting.append(input_)
    return distance


def graph(*inputs_of, root=-1, calls=1):
    """A maker of a graph, given the inputs of each node in an order that is right.

    The nodes are shuffled, so that neither their numbers nor their places in memory tell
    anything.
    """

    def make(rng):
        size = len(inputs_of)
        label = rng.permutation(size)
        edges = [(label[i], label[k]) for i, inputs in enumerate(inputs_of) for k in inputs]
        return {
            "edges": np.array(edges, dtype=int).reshape(-1, 2),
            "size": np.array(size),
            "root": label[root],
            "calls": np.array(calls),
        }

    return make


def random_graph(rng):
    """Each node is made from the one before it and from one further back."""
    further = [(i - 1, rng.integers(i - 1)) for i in range(2, 9)]
    return graph((), (), *further)(rng)
