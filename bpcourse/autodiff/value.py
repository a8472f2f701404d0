"""The scalar engine: a number that remembers how it was made, and so can say what it did.

Every operation below is one line: the result, what it was made from, and the *local derivative*
of the result with respect to each of these. `Value.backward` needs nothing else.
"""

import math

from .floats import as_float, exp, power
from .graph import topological_order


class Value:
    """A number in a computational graph.

    Parameters
    ----------
    data : float
        The number.
    inputs : tuple of Value
        What it was calculated from; none for a number that you put in.
    local_derivatives : tuple of float
        For each input, how fast data grows with it while the others stand still.

    Attributes
    ----------
    data, inputs, local_derivatives
        As above; data is a Python float. You may set the data of a number that you put in, to
        update a weight. Results already calculated stay as they are.
    grad : float
        The derivative of the root with respect to this number, after ``root.backward()``.

    Raises
    ------
    TypeError
        If data, or an operand, is neither a Value nor a real number.
    ValueError
        If it is more than one number, such as an array, or the local derivatives are not as many
        as the inputs.

    Notes
    -----
    Overflow and division by zero give inf, -inf or NaN as in NumPy, without a warning. The class of
    04_chain_rule has no such care, and neither ``-`` nor ``/``.

    A node points to its inputs and never the other way. So there are no cycles: a graph is freed
    when its root is, without waiting for Python's garbage collector. While a graph grows, the
    collector visits all of it again and again, and the more objects a node is made of, the
    longer that takes. Hence the slots, and numbers where other engines keep a function.

    Nothing here calls itself for each input, so a graph may be as deep as memory allows. Only
    ``copy.deepcopy`` and ``pickle`` do: they are for weights and for small graphs.

    Baydin, Pearlmutter, Radul and Siskind, *Automatic differentiation in machine learning: a
    survey* (2018), section 3.2, describes this as reverse mode.

    Examples
    --------
    >>> a, b = Value(2), Value(3)
    >>> y = a * b + a
    >>> y.backward()
    >>> y, a, b
    (Value(data=8, grad=1), Value(data=2, grad=4), Value(data=3, grad=2))
    """

    __slots__ = ("data", "grad", "inputs", "local_derivatives")
    __array_ufunc__ = None  # array * Value is left to Value, which says that it cannot

    def __init__(self, data, inputs=(), local_derivatives=()):
        if len(inputs) != len(local_derivatives):
            raise ValueError(f"{len(inputs)} inputs need as many local_derivatives")
        self.data = data if type(data) is float else as_float("a Value's data", data)
        self.grad = 0.0
        self.inputs = inputs
        self.local_derivatives = local_derivatives

    def backward(self):
        """Give every node that this one depends on the derivative of this one.

        The root's own derivative is 1. In reverse topological order a node's grad is complete
        before it is handed on; each use of a node adds to its grad. Grads are cleared first, so a
        second call gives the same numbers, and those of other roots are forgotten.
        """
        order = topological_order(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            grad = node.grad
            # Without strict=True, which would cost a third of this loop: __init__ has compared.
            for x, derivative in zip(node.inputs, node.local_derivatives):  # noqa: B905
                x.grad += derivative * grad

    def __add__(self, other):
        other = _as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = _as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        n = as_float("the exponent", n)
        derivative = n * power(self.data, n - 1) if n else 0.0
        return Value(power(self.data, n), (self,), (derivative,))

    def exp(self):
        """The exponential of this number; inf if it is too large for a float, above 709.78."""
        out = exp(self.data)
        return Value(out, (self,), (out,))

    def relu(self):
        """This number if it is positive, else 0; at 0 itself the derivative is taken to be 0."""
        out = 0.0 if self.data <= 0 else self.data
        return Value(out, (self,), (1.0 if self.data > 0 else 0.0,))

    def tanh(self):
        """The hyperbolic tangent of this number."""
        out = math.tanh(self.data)
        return Value(out, (self,), (1 - out * out,))

    # Below nothing is differentiated: what is made of the operations above needs no rule.

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -_as_value(other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * _as_value(other) ** -1

    def __rtruediv__(self, other):
        return self**-1 * other

    def __repr__(self):
        return f"Value(data={self.data:.6g}, grad={self.grad:.6g})"


def _as_value(number):
    """A Value as it is; a number as a leaf, which takes its place in the graph."""
    return number if isinstance(number, Value) else Value(number)
