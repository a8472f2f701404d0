"""Correct engines, built in other ways. Each is a class of its own, from the first line on."""

import math

import numpy as np

from .value_closures import with_closures


def with_op_tags():
    """A result knows the name of its operation; one function knows all the slopes."""

    class Value:
        def __init__(self, data, inputs=(), op="", n=None):
            self.data, self.grad, self.inputs, self.op, self.n = data, 0, list(inputs), op, n

        def _with(self, other):
            return [self, other if hasattr(other, "inputs") else Value(other)]

        def __add__(self, other):
            return Value(sum(x.data for x in self._with(other)), self._with(other), "+")

        def __mul__(self, other):
            return Value(math.prod(x.data for x in self._with(other)), self._with(other), "*")

        __radd__, __rmul__ = __add__, __mul__

        def __pow__(self, n):
            return Value(pow(self.data, n), [self], "pow", n)

        def exp(self):
            return Value(math.e**self.data, [self], "exp")

        def relu(self):
            return Value(self.data * (self.data > 0), [self], "relu")

        def tanh(self):
            return Value(math.sinh(self.data) / math.cosh(self.data), [self], "tanh")

        def slopes(self):
            data = [x.data for x in self.inputs]
            match self.op:
                case "+":
                    return [1, 1]
                case "*":
                    return data[::-1]
                case "pow":
                    return [self.n * data[0] ** (self.n - 1)]
                case "exp":
                    return [self.data]
                case "relu":
                    return [int(data[0] >= 0)]
                case "tanh":
                    return [1 / math.cosh(data[0]) ** 2]
            return []

        def backward(self):
            todo, met = [self], []
            while todo:
                node = todo.pop()
                node.grad = 0
                met.append(node)
                todo += node.inputs
            self.grad = 1
            last = {id(node): i for i, node in enumerate(met)}
            for i, node in enumerate(met):
                if last[id(node)] == i:
                    for x, slope in zip(node.inputs, node.slopes(), strict=True):
                        x.grad += slope * node.grad

    return Value


def with_a_dict_of_grads():
    """Counts the uses of each node; grads are collected aside and written at the end."""

    class Value:
        def __init__(self, data, inputs=()):
            self.data = np.float64(data)
            self.grad = np.float64(0)
            self.inputs = inputs
            self.pull = lambda g: ()

        @staticmethod
        def of(x):
            return x if type(x) is Value else Value(x)

        def then(self, pull):
            self.pull = pull
            return self

        def __add__(self, other):
            other = Value.of(other)
            return Value(self.data + other.data, (self, other)).then(lambda g: (g, g))

        def __mul__(self, other):
            x, y = self.data, Value.of(other)
            return Value(x * y.data, (self, y)).then(lambda g: (g * y.data, g * x))

        def __radd__(self, other):
            return Value.of(other) + self

        def __rmul__(self, other):
            return Value.of(other) * self

        def __pow__(self, n):
            out = Value(np.power(self.data, float(n)), (self,))
            return out.then(lambda g: (g * n * out.data / self.data,))

        def exp(self):
            out = Value(np.exp(self.data), (self,))
            return out.then(lambda g: (g * out.data,))

        def relu(self):
            return Value(np.maximum(self.data, 0), (self,)).then(
                lambda g: (np.where(self.data > 0, g, 0.0),)
            )

        def tanh(self):
            out = Value(np.tanh(self.data), (self,))
            return out.then(lambda g: (g - g * np.square(out.data),))

        def backward(self):
            uses, nodes = {self: 0}, [self]
            for node in nodes:
                for x in node.inputs:
                    if x not in uses:
                        nodes.append(x)
                    uses[x] = uses.get(x, 0) + 1
            grads, ready = {self: np.float64(1)}, [self]
            while ready:
                node = ready.pop()
                for x, share in zip(node.inputs, node.pull(grads[node]), strict=True):
                    grads[x] = grads.get(x, 0) + share
                    uses[x] -= 1
                    if uses[x] == 0:
                        ready.append(x)
            for node, grad in grads.items():
                node.grad = grad

    return Value


def with_all_paths():
    """No order at all: each way to a leaf is walked by itself, and hands on only its own share."""

    class Value:
        def __init__(self, data, inputs=()):
            self.data, self.grad = float(data), 0.0
            self.inputs = tuple(x for x, _ in inputs)
            self._edges = tuple(inputs)

        def __add__(self, other):
            if isinstance(other, Value):
                return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])
            return Value(self.data + other, [(self, 1.0)])

        def __mul__(self, other):
            if isinstance(other, Value):
                return Value(self.data * other.data, [(self, other.data), (other, self.data)])
            return Value(self.data * other, [(self, other)])

        def __radd__(self, other):
            return self.__add__(other)

        def __rmul__(self, other):
            return self.__mul__(other)

        def __pow__(self, n):
            return Value(self.data**n, [(self, n * self.data ** (n - 1))])

        def exp(self):
            out = math.exp(self.data)
            return Value(out, [(self, out)])

        def relu(self):
            return Value(max(0.0, self.data), [(self, 1.0 if self.data > 0 else 0.0)])

        def tanh(self):
            out = 1 - 2 / (math.exp(2 * self.data) + 1)
            return Value(out, [(self, (1 - out) * (1 + out))])

        def _clear(self):
            self.grad = 0.0
            for x in self.inputs:
                x._clear()

        def _hand_on(self, share):
            self.grad += share
            for x, slope in self._edges:
                x._hand_on(share * slope)

        def backward(self):
            self._clear()
            self._hand_on(1.0)

    return Value


def with_made_up_operations():
    """Relu, tanh and powers of whole numbers are built from the other operations."""

    class Value:
        def __init__(self, data, inputs=(), slopes=()):
            self.data, self.inputs, self.slopes = data, inputs, slopes
            self.grad = 0.0

        def __add__(self, other):
            other = self.lift(other)
            return Value(self.data + other.data, (self, other), (1.0, 1.0))

        def __mul__(self, other):
            other = self.lift(other)
            return Value(self.data * other.data, (self, other), (other.data, self.data))

        def lift(self, x):
            return x if isinstance(x, type(self)) else Value(x)

        __radd__, __rmul__ = __add__, __mul__

        def __pow__(self, n):
            if isinstance(n, int) and n > 0:
                out = self
                for _ in range(n - 1):
                    out = out * self
                return out
            return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

        def exp(self):
            out = math.exp(self.data)
            return Value(out, (self,), (out,))

        def relu(self):
            return self * float(self.data > 0)

        def tanh(self):
            return ((self * 2).exp() + 1) ** -1 * -2 + 1

        def backward(self):
            order, seen, stack = [], set(), [(self, False)]
            while stack:
                node, done = stack.pop()
                if done:
                    order.insert(0, node)
                elif id(node) not in seen:
                    seen.add(id(node))
                    stack.append((node, True))
                    stack += [(x, False) for x in node.inputs]
            for node in order:
                node.grad = float(node is self)
            for node in order:
                for x, slope in zip(node.inputs, node.slopes, strict=True):
                    x.grad = x.grad + slope * node.grad

    return Value


VARIANTS = (
    with_closures(),
    with_op_tags(),
    with_a_dict_of_grads(),
    with_all_paths(),
    with_made_up_operations(),
)
