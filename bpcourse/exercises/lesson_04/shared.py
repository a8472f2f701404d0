"""Engines in the place of `Value` that are right, or right but for one thing."""

import math


def relu(x):
    return x if x > 0 else 0.0


# Operation -> its result, and the slope of the result for each operand.
RULES = {
    "+": lambda a, b: (a + b, (1.0, 1.0)),
    "*": lambda a, b: (a * b, (b, a)),
    "**": lambda a, n: (a**n, (n * a ** (n - 1),)),
    "exp": lambda a: (math.exp(a), (math.exp(a),)),
    "relu": lambda a: (relu(a), (float(a > 0),)),
    "tanh": lambda a: (math.tanh(a), (1 - math.tanh(a) ** 2,)),
}


def inputs_first(root, turn=1):
    """Each node once, after its inputs; -1 turns the inputs of each round."""
    order = {}

    def visit(node):
        if node not in order:
            for x in node.inputs[::turn]:
                visit(x)
            order[node] = True

    visit(root)
    return list(order)


def accumulate(node, i):
    """Hand a node's grad to its input number i, on top of what that has."""
    node.inputs[i].grad += node.slopes[i] * node.grad


def hand_on(root, order, hand, seed):
    """The backward pass. It does not clear: no probe that costs points runs it twice."""
    root.grad = seed(root)
    for node in reversed(order(root)):
        for i in range(len(node.inputs)):
            hand(node, i)


def engine(order=inputs_first, hand=accumulate, seed=lambda root: 1.0, walk=hand_on, **changed):
    """Make a class that is right, but for what is given.

    Parameters
    ----------
    order : callable
        Takes the root and lists the nodes; the backward pass goes through them from the end.
    hand : callable
        ``hand(node, i)`` gives the node's input number i its share.
    seed : callable
        Takes the root; the grad to begin with.
    walk : callable
        ``walk(root, order, hand, seed)``, the backward pass itself.
    **changed : callable
        Rules other than those of `RULES`: ``add``, ``mul``, ``pow``, ``exp``, ``relu``, ``tanh``,
        and ``with_number``, ``rmul``, which replace the rule of the product where one factor is
        a number, on either side or on the left.
    """
    names = {"add": "+", "mul": "*", "pow": "**"}
    rules = RULES | {names.get(name, name): rule for name, rule in changed.items()}
    with_number = rules.get("with_number", rules["*"])

    class Value:
        def __init__(self, data, inputs=(), op=None, slopes=()):
            self.data, self.grad, self.inputs, self.op, self.slopes = data, 0.0, inputs, op, slopes

        def backward(self):
            walk(self, order, hand, seed)

        def __add__(self, other):
            return of_two("+", rules["+"], self, other)

        def __mul__(self, other):
            rule = rules["*"] if isinstance(other, Value) else with_number
            return of_two("*", rule, self, other)

        def __rmul__(self, number):
            return of_two("*", rules.get("rmul", with_number), self, number)

        __radd__ = __add__

        def __pow__(self, n):
            data, slopes = rules["**"](self.data, n)
            return Value(data, (self,), "**", slopes)

        def exp(self):
            return of_one("exp", self)

        def relu(self):
            return of_one("relu", self)

        def tanh(self):
            return of_one("tanh", self)

    def of_two(op, rule, x, y):
        y = y if isinstance(y, Value) else Value(y)
        data, slopes = rule(x.data, y.data)
        return Value(data, (x, y), op, slopes)

    def of_one(op, x):
        data, slopes = rules[op](x.data)
        return Value(data, (x,), op, slopes)

    return Value


def at_each_visit(root):
    """An order in which a node is listed each time that it is met."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for x in node.inputs:
                visit(x)
        order.append(node)

    visit(root)
    return order


def without_memory(root):
    """As `at_each_visit`, and all that a node is made of comes again as well."""
    order = []

    def visit(node):
        for x in node.inputs:
            visit(x)
        order.append(node)

    visit(root)
    return order
