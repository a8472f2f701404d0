"""A computational graph, and the order in which a backward pass may walk it."""


class Node:
    """A node of a graph that only knows what it was made from.

    Parameters
    ----------
    inputs : tuple of Node
        The nodes that it was calculated from; none for a leaf.
    """

    __slots__ = ("inputs",)

    def __init__(self, inputs=()):
        self.inputs = inputs


def topological_order(root):
    """List a graph so that every node comes after all that it was made from.

    Parameters
    ----------
    root : Node or Value
        Where the calculation ended: any object with ``.inputs``, whose nodes have them too.

    Returns
    -------
    list
        Each node that root depends on, once, after the nodes in its ``.inputs``; root is last.

    Raises
    ------
    TypeError
        If root has no ``.inputs``.

    Notes
    -----
    This is a depth-first search that notes a node when it leaves it: Cormen, Leiserson, Rivest
    and Stein, *Introduction to Algorithms* (4th edition, 2022), section 20.4. It is usually
    written as a function that calls itself for each input, as in the lesson 04_chain_rule, which
    in Python ends at graphs about 1,000 nodes deep. Here a list keeps what is still to be
    visited, and None in it says: all inputs of the node entered last are done. The order of
    several inputs is of no importance.
    """
    check_node(root)
    order = []
    entered = []  # from the root down to where the search is
    seen = set()
    to_visit = [root]
    while to_visit:
        node = to_visit.pop()
        if node is None:
            order.append(entered.pop())
        elif node not in seen:
            seen.add(node)
            entered.append(node)
            to_visit.append(None)
            to_visit.extend(node.inputs)
    return order


def check_node(root):
    """Say so if `root` is not a node of a graph.

    Raises
    ------
    TypeError
        If it has no ``.inputs``.
    """
    if not hasattr(root, "inputs"):
        raise TypeError(f"root must be a node with .inputs, got {type(root).__name__}")
