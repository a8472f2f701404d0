"""What goes wrong in a scalar engine: in the walk through the graph, or in one operation."""

from ..model import Misconception
from .shared import RULES, at_each_visit, engine, inputs_first, without_memory
from .value_operations import ONE_TAKEN, OPERATIONS

# Ways to hand on that are right but for one thing.


def overwrite(*ops):
    """The last share that arrives is the only one that counts, where it comes from these."""

    def hand(node, i):
        x, share = node.inputs[i], node.slopes[i] * node.grad
        x.grad = share if node.op in ops else x.grad + share

    return hand


def ignore(*ops):
    """These operations hand on their slope alone, whatever reaches them."""

    def hand(node, i):
        node.inputs[i].grad += node.slopes[i] * (1.0 if node.op in ops else node.grad)

    return hand


def forget(*ops):
    """These operations hand on nothing."""

    def hand(node, i):
        if node.op not in ops:
            node.inputs[i].grad += node.slopes[i] * node.grad

    return hand


def slopes_from_grads(node, i):
    """The product takes the other factor's grad, where its data belongs."""
    x, slope = node.inputs[i], node.slopes[i]
    if node.op == "*":
        slope = node.inputs[1 - i].grad
    x.grad += slope * node.grad


def to_the_last(node, i):
    """As when functions are made in a loop: all of them know its last round."""
    node.inputs[-1].grad += node.slopes[-1] * node.grad


def to_the_first(node, i):
    if i == 0:
        node.inputs[0].grad += node.slopes[0] * node.grad


def share(made):
    """A hand that adds ``made(slope, grad)``."""

    def hand(node, i):
        node.inputs[i].grad += made(node.slopes[i], node.grad)

    return hand


def relu_by_grad(node, i):
    """Relu is open where what reaches it is above 0, whatever went in."""
    slope = float(node.grad > 0) if node.op == "relu" else node.slopes[i]
    node.inputs[i].grad += slope * node.grad


def one_taken(node, i):
    """A power's slope without brackets, with what reaches it at the very end."""
    slope = node.slopes[i]
    node.inputs[i].grad += slope - node.grad if node.op == "**" else slope * node.grad


# Ways through the graph.


def on_arrival(root, turn=1):
    """Lists from the end: a node before its inputs, in the order in which they are met."""
    met = {}

    def visit(node):
        if node not in met:
            met[node] = True
            for x in node.inputs[::turn]:
                visit(x)

    visit(root)
    return list(met)[::-1]


def by_level(root):
    met = [root]
    for node in met:  # grows while it is read
        met += [x for x in dict.fromkeys(node.inputs) if x not in met]
    return met[::-1]


def by_number(root):
    """Each number once: nodes with equal data are taken for one."""
    order, seen = [], set()

    def visit(node):
        if node.data not in seen:
            seen.add(node.data)
            for x in node.inputs:
                visit(x)
            order.append(node)

    visit(root)
    return order


def by_calling_itself(root, order, hand, seed):
    """Each time a node is reached it hands on all that it holds."""
    root.grad = seed(root)

    def visit(node):
        for i in range(len(node.inputs)):
            hand(node, i)
        for x in node.inputs:
            visit(x)

    visit(root)


def by_going_on_at_once(root, order, hand, seed):
    """As soon as an input has its share it hands on all that it holds, before the next one."""
    root.grad = seed(root)

    def visit(node):
        for i, x in enumerate(node.inputs):
            hand(node, i)
            visit(x)

    visit(root)


def turned(order):
    """The same with the inputs of each node in the other order."""
    return lambda root: order(root, turn=-1)


NOTHING = (
    "Some grads lack what should come back through an operation: they stay 0 where there is no "
    "other way. On the way back each operation multiplies what reaches it by its own slope. Look "
    "for a start that is missing, a step that is never taken, or a slope that is made of grads "
    "or is 0 everywhere."
)
OVERWRITTEN = (
    "Where a number is used twice, its grad holds what came back by one way only. Both ways lead "
    "to the root: what arrives second belongs on top of what arrived first."
)
TOO_EARLY = (
    "A node hands on its grad before all that use it have added their share, and what arrives "
    "later stays there. A node's turn comes after everything that was made from it."
)
TWICE = (
    "A node that is used in two places hands on its grad twice, so that what lies behind it "
    "counts too often. Its turn comes once, when its grad is complete."
)
IGNORES = (
    "Inside a chain an operation hands on its own slope, whatever reaches it from the root. "
    "Slopes that follow one another multiply: what arrives at the result has a part in what "
    "goes to its inputs."
)


UNARY = ("**", "exp", "relu", "tanh")

WALK = (
    Misconception("nothing-comes-back", NOTHING, engine(seed=lambda root: 0.0)),
    *(
        Misconception("nothing-comes-back", NOTHING, engine(hand=forget(*ops)))
        for ops in (RULES, UNARY, "+", "*")
    ),
    Misconception("nothing-comes-back", NOTHING, engine(hand=slopes_from_grads)),
    Misconception(
        "seeded-with-data",
        "All grads are too large or too small by one factor, the root's own number. The backward "
        "pass begins with how fast the root grows with itself, whatever number it is.",
        engine(seed=lambda root: root.data),
    ),
    *(
        Misconception("grad-overwritten", OVERWRITTEN, engine(order, overwrite(*ops)))
        for ops in (RULES, "+", "*")
        for order in (inputs_first, turned(inputs_first))
    ),
    *(
        Misconception(
            "another-seed",
            "All grads are off by one and the same factor, or all have the wrong sign. The "
            "backward pass begins with how fast the root grows with itself.",
            engine(seed=lambda root, seed=seed: seed),
        )
        for seed in (2.0, 0.5, -1.0)
    ),
    Misconception(
        "slope-and-grad-added",
        "What a node hands on is its grad and a slope, added. Slopes that follow one another "
        "multiply: twice as steep here makes the whole way twice as steep.",
        engine(hand=share(lambda slope, grad: slope + grad)),
    ),
    Misconception(
        "slopes-left-out",
        "A node hands on its grad as it is, as if every slope were 1. Only a sum has such slopes.",
        engine(hand=share(lambda slope, grad: grad)),
    ),
    Misconception(
        "taken-away",
        "On each step back the share that arrives is taken away instead of added, so that the sign "
        "turns from step to step.",
        engine(hand=share(lambda slope, grad: -slope * grad)),
    ),
    Misconception("handed-on-too-early", TOO_EARLY, engine(order=on_arrival)),
    Misconception("handed-on-too-early", TOO_EARLY, engine(order=turned(on_arrival))),
    Misconception("handed-on-too-early", TOO_EARLY, engine(order=by_level)),
    Misconception("handed-on-twice", TWICE, engine(order=at_each_visit)),
    Misconception("handed-on-twice", TWICE, engine(order=without_memory)),
    Misconception("handed-on-twice", TWICE, engine(walk=by_calling_itself)),
    Misconception("handed-on-twice", TWICE, engine(walk=by_going_on_at_once)),
    Misconception(
        "equal-numbers-merged",
        "Two results that happen to have the same number are taken for one, so one of them never "
        "hands on its grad. What has been visited is a node, and not a number.",
        engine(order=by_number),
    ),
    Misconception(
        "relu-open-by-grad",
        "Whether relu lets a gradient through is decided by the sign of that gradient. It is "
        "decided by what went in: a gradient may be below 0 where relu is open.",
        engine(hand=relu_by_grad),
    ),
    Misconception(
        "one-taken-from-the-power",
        ONE_TAKEN,
        engine(hand=one_taken, pow=lambda a, n: (a**n, (n * a**n,))),
    ),
    Misconception(
        "order-not-reversed",
        "Only what the root was made from in one step gets a grad. The nodes take their turns "
        "from the leaves to the root, so most of them hand on before anything has reached them.",
        engine(order=lambda root: inputs_first(root)[::-1]),
    ),
    *(
        Misconception("ignores-what-arrives", IGNORES, engine(hand=ignore(*ops)))
        for ops in (RULES, ("+",), ("*",), ("**",), ("exp",), ("relu",), ("tanh",))
    ),
    Misconception(
        "second-operand-forgotten",
        "The operand on the right gets nothing back. A sum and a product depend on both their "
        "operands, so both are inputs, and both get a share.",
        engine(hand=to_the_first),
    ),
    Misconception(
        "last-operand-gets-both",
        "The operand on the right gets its share twice, the one on the left nothing. A function "
        "that is made in a loop looks its names up when it is called, and by then they stand for "
        "the last round.",
        engine(hand=to_the_last),
    ),
)

MISCONCEPTIONS = (*WALK, *OPERATIONS)
