"""The engine that is most often shown: a function for each result, and a recursive search."""

import math


def with_closures():
    """Each result keeps a function that hands on; grads add up over calls; a recursive search."""

    class Value:
        def __init__(self, data, inputs=()):
            self.data = data
            self.grad = 0.0
            self.inputs = set(inputs)
            self._backward = lambda: None

        def __add__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            out = Value(self.data + other.data, (self, other))

            def _backward():
                self.grad += out.grad
                other.grad += out.grad

            out._backward = _backward
            return out

        def __radd__(self, other):
            return self + other

        def __mul__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            out = Value(self.data * other.data, (self, other))

            def _backward():
                self.grad += other.data * out.grad
                other.grad += self.data * out.grad

            out._backward = _backward
            return out

        def __rmul__(self, other):
            return self * other

        def __pow__(self, n):
            assert isinstance(n, (int, float)), "only numbers are powers here"
            out = Value(self.data**n, (self,))

            def _backward():
                self.grad += n * self.data ** (n - 1) * out.grad

            out._backward = _backward
            return out

        def exp(self):
            out = Value(math.exp(self.data), (self,))

            def _backward():
                self.grad += out.data * out.grad

            out._backward = _backward
            return out

        def relu(self):
            out = Value(0 if self.data < 0 else self.data, (self,))

            def _backward():
                self.grad += (out.data > 0) * out.grad

            out._backward = _backward
            return out

        def tanh(self):
            e = math.exp(2 * self.data)
            out = Value((e - 1) / (e + 1), (self,))

            def _backward():
                self.grad += (1 - out.data**2) * out.grad

            out._backward = _backward
            return out

        def backward(self):
            order, visited = [], set()

            def build(node):
                if node not in visited:
                    visited.add(node)
                    for x in node.inputs:
                        build(x)
                    order.append(node)

            build(self)
            self.grad = 1.0
            for node in reversed(order):
                node._backward()

    return Value
