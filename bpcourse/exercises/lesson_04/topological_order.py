"""topological_order: a list in which nobody comes before what they were made from."""

import numpy as np

from bpcourse import autodiff

from ..kit import WrongReturn
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from . import topological_variants as written
from .graphs import LISTED, ORDER, graph, random_graph, reduce
from .shared import at_each_visit, without_memory


def run(t, edges, size, root, calls):
    """Build the graph, and return the list as the numbers of its nodes; -1 for anything else."""
    nodes = [t.Node() for _ in range(int(size))]
    for i, k in edges.tolist():
        nodes[i].inputs += (nodes[k],)
    number = {id(node): i for i, node in enumerate(nodes)}
    for _ in range(int(calls)):
        order = t.topological_order(nodes[int(root)])
    if order is None:
        raise WrongReturn("it returned None, where a list of nodes was expected: no return?")
    if not hasattr(order, "__iter__"):
        raise WrongReturn("it returned something that is no list of nodes")
    most = range(10 * len(nodes) + 10)  # a list that never ends is cut off
    order = [item for _, item in zip(most, order, strict=False)]
    for item in order:
        if isinstance(item, int | float | str):
            kind = "text" if isinstance(item, str) else "numbers"
            raise WrongReturn(f"it lists {kind}, where the nodes themselves belong")
    found = [number.get(id(item), -1) for item in order]
    return {"order": np.array(found, dtype=float)}


DIAMOND = ((), (), (0, 1), (0, 1), (2, 3), (2, 3), (4, 5))

PROBES = (
    Probe("a sum of two leaves", graph((), (), (0, 1)), run, reduce),
    Probe("a single leaf", graph(()), run, reduce),
    Probe("a diamond", graph(*DIAMOND), run, reduce),
    Probe("a short way and a long one", graph((), (), (0, 1), (2, 0), (2, 3)), run, reduce),
    Probe("a long way and a short one", graph((), (), (0, 1), (0, 2), (3, 2)), run, reduce),
    Probe("the same input twice", graph((), (0, 0), (1, 1), (2, 1)), run, reduce),
    Probe("a root that is used again", graph(*DIAMOND, (6, 2), root=6), run, reduce),
    Probe("nine nodes", random_graph, run, reduce),
    Probe("a chain of 150", graph((), *((i,) for i in range(149))), run, reduce),
    Probe("a second call", graph(*DIAMOND, calls=2), run, reduce),
)


# Each wrong answer is right but for one thing.


def right(root):
    order = []

    def visit(node):
        if node not in order:
            for x in node.inputs:
                visit(x)
            order.append(node)

    visit(root)
    return order


def on_arrival(turn=1, last_first=1):
    """A search that lists a node before it looks at its inputs."""

    def wrong(root):
        order = []

        def visit(node):
            if node not in order:
                order.append(node)
                for x in node.inputs[::last_first]:
                    visit(x)

        visit(root)
        return order[::turn]

    return wrong


def by_level(turn=1):
    def wrong(root):
        order = [root]
        for node in order:  # grows while it is read
            order += [x for x in dict.fromkeys(node.inputs) if x not in order]
        return order[::turn]

    return wrong


def first_input_only(root):
    order = [root]
    while order[0].inputs:
        order.insert(0, order[0].inputs[0])
    return order


def one_step_back(root):
    return [*dict.fromkeys(root.inputs), root]


def lists_in_lists(root):
    return [lists_in_lists(x) for x in root.inputs] + [root]


def with_a_long_memory():
    """As with a set of visited nodes that outlives the call."""
    last = []

    def wrong(root):
        if last and last[0] is root:
            return []
        last[:] = [root]
        return right(root)

    return wrong


ARRIVAL = (
    "A node is listed when the search arrives at it, before its inputs have been looked at. "
    "Turning the list over does not mend that where a node is reached in two ways."
)
LEVELS = (
    "Your list goes level by level, by the distance from the root. A node can be near the root "
    "by one way and far from it by another: how near it is does not say who has to wait."
)
REPEATS = (
    "Some nodes are listed several times: a node that is used in two places is met twice. Its "
    "place in the list is taken when it is met first, and has to be remembered."
)

MISCONCEPTIONS = (
    Misconception(
        "root-first",
        "Your list runs the other way: each node stands before its inputs, and the root is first. "
        "Asked for is the order in which the forward pass could calculate them.",
        lambda root: right(root)[::-1],
    ),
    Misconception("listed-on-arrival", ARRIVAL, on_arrival()),
    Misconception("listed-on-arrival", ARRIVAL, on_arrival(turn=-1)),
    Misconception("listed-on-arrival", ARRIVAL, on_arrival(last_first=-1)),
    Misconception("listed-on-arrival", ARRIVAL, on_arrival(turn=-1, last_first=-1)),
    Misconception("level-by-level", LEVELS, by_level()),
    Misconception("level-by-level", LEVELS, by_level(turn=-1)),
    Misconception("listed-more-than-once", REPEATS, at_each_visit),
    Misconception("listed-more-than-once", REPEATS, without_memory),
    Misconception(
        "leaves-missing",
        "The leaves are not in your list. A node without inputs is a node like any other: it is "
        "the first that can be listed.",
        lambda root: [node for node in right(root) if node.inputs],
    ),
    Misconception(
        "root-missing",
        "The root is not in your list. It depends on all the others, so it is the last.",
        lambda root: right(root)[:-1],
    ),
    Misconception(
        "first-input-only",
        "Your list follows one input of each node and leaves the others out. Whatever a node was "
        "made from has to come before it, all of it.",
        first_input_only,
    ),
    Misconception(
        "one-step-back",
        "Your list holds the root and its own inputs, and ends there. The inputs have inputs as "
        "well, and so on to the leaves.",
        one_step_back,
    ),
    Misconception(
        "root-alone",
        "Your list holds the root and nothing else. What it was made from belongs in the list as "
        "well, down to the leaves. If you do visit those nodes, what the visits find is lost.",
        lambda root: [root],
    ),
    Misconception(
        "lists-in-lists",
        "Some entries of your list are not nodes: there are lists in it. All nodes belong in one "
        "and the same list, side by side.",
        lists_in_lists,
    ),
    Misconception(
        "remembers-the-last-call",
        "A second call on the same graph leaves nodes out. What the first call noted is still "
        "there; each call needs a memory of its own.",
        with_a_long_memory(),
    ),
)


TOPOLOGICAL_ORDER = Exercise(
    name="topological_order",
    points=3,
    minutes=12,
    lines=9,
    reference=autodiff.topological_order,
    probes=PROBES,
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Draw a graph in which one node is used twice, and write an order below it by hand. What "
        "did you check before you wrote a node down?",
        "A node may be listed once all its inputs are. So visit the inputs first, each in the "
        "same way, and remember who was visited: some are met a second time.",
        "Write a function inside yours that visits one node: if it is known, do nothing; else "
        "note it as known, visit each of its inputs, and only then append it to the list. Begin "
        "with the root.",
    ),
    variants=(
        written.by_recursion,
        written.with_two_stacks,
        written.by_counting_uses,
        written.by_depth,
        written.from_the_library,
        written.one_by_one,
        written.by_rounds,
        from_the_prompt.topological_order,
    ),
    says={
        LISTED: "Your list should hold each node that the root depends on once, the root too, "
        "and nothing else.",
        ORDER: "Each node should stand after all nodes in its inputs, and the root last.",
    },
)
