"""Written by someone who had seen the prompts of this lesson and nothing else."""

import math


def local_derivatives(op, a, b):
    if op == "add":
        return 1.0, 1.0
    if op == "mul":
        return b, a
    if op == "pow":
        return b * a ** (b - 1), a**b * math.log(a)
    raise ValueError(f"unknown op {op!r}")


def backward_by_hand(a, b, c):
    # p = a * b, s = p + c, L = s ** 2
    p = a * b
    s = p + c
    ds = 2 * s
    dp = ds
    dc = ds
    da = dp * b
    db = dp * a
    return da, db, dc


def topological_order(root):
    order = []
    seen = set()

    def visit(node):
        if id(node) in seen:
            return
        seen.add(id(node))
        for child in node.inputs:
            visit(child)
        order.append(node)

    visit(root)
    return order


class Value:
    def __init__(self, data, inputs=()):
        self.data = data
        self.inputs = inputs
        self.grad = 0.0
        self._local = ()  # d self / d input, one for each input

    @staticmethod
    def _make(data, inputs, local):
        out = Value(data, inputs)
        out._local = local
        return out

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value._make(self.data + other.data, (self, other), (1.0, 1.0))

    __radd__ = __add__

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value._make(self.data * other.data, (self, other), (other.data, self.data))

    __rmul__ = __mul__

    def __pow__(self, n):
        return Value._make(self.data**n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        e = math.exp(self.data)
        return Value._make(e, (self,), (e,))

    def relu(self):
        if self.data > 0:
            return Value._make(self.data, (self,), (1.0,))
        return Value._make(0.0, (self,), (0.0,))

    def tanh(self):
        t = math.tanh(self.data)
        return Value._make(t, (self,), (1 - t * t,))

    def backward(self):
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for child, d in zip(node.inputs, node._local, strict=True):
                child.grad += d * node.grad
