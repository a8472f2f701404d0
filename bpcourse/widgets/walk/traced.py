"""A Value that also remembers by which operation it was made."""

import itertools
from typing import Any

from bpcourse.autodiff import Value
from bpcourse.autodiff.floats import as_float, power

CREATED = itertools.count()


class Traced(Value):
    """A `Value` that knows its operation, its exponent, and when it was made.

    A number that a function brings along stays a plain `Value`: that is how a constant is told.
    Minus and division are one operation each, with local derivatives of their own, so that the
    graph looks like what was written.
    """

    __slots__ = ("created", "op", "parameter")

    def __init__(self, data, inputs=(), local_derivatives=(), op="", parameter=None):
        super().__init__(data, inputs, local_derivatives)
        self.op = op
        self.parameter = parameter
        self.created = next(CREATED)

    def __add__(self, other):
        return _record("add", Value.__add__(self, other))

    def __radd__(self, other):
        return _record("add", Value.__add__(_as_value(other), self))

    def __mul__(self, other):
        return _record("mul", Value.__mul__(self, other))

    def __rmul__(self, other):
        return _record("mul", Value.__mul__(_as_value(other), self))

    def __pow__(self, n):
        return _record("pow", Value.__pow__(self, n), as_float("the exponent", n))

    def exp(self):
        return _record("exp", Value.exp(self))

    def relu(self):
        return _record("relu", Value.relu(self))

    def tanh(self):
        return _record("tanh", Value.tanh(self))

    def __neg__(self):
        return Traced(-self.data, (self,), (-1.0,), "neg")

    def __sub__(self, other):
        return _difference(self, _as_value(other))

    def __rsub__(self, other):
        return _difference(_as_value(other), self)

    def __truediv__(self, other):
        return _quotient(self, _as_value(other))

    def __rtruediv__(self, other):
        return _quotient(_as_value(other), self)


def apply(op: str, parameter: float | None, operands: list) -> Any:
    """Calculate one operation on numbers of any engine."""
    a, *rest = operands
    if op in ("exp", "relu", "tanh"):
        return getattr(a, op)()
    rules = {
        "add": lambda: a + rest[0],
        "mul": lambda: a * rest[0],
        "sub": lambda: a - rest[0],
        "div": lambda: a / rest[0],
        "neg": lambda: -a,
        "pow": lambda: a ** (int(parameter) if parameter.is_integer() else parameter),
    }
    return rules[op]()


def is_constant(node: object) -> bool:
    """Whether a node is a number that the function brought along."""
    return not isinstance(node, Traced)


def _record(op: str, made: Value, parameter: float | None = None) -> Traced:
    return Traced(made.data, made.inputs, made.local_derivatives, op, parameter)


def _difference(a: Value, b: Value) -> Traced:
    return Traced(a.data - b.data, (a, b), (1.0, -1.0), "sub")


def _quotient(a: Value, b: Value) -> Traced:
    data = a.data / b.data if b.data else a.data * power(b.data, -1.0)
    slopes = power(b.data, -1.0), -a.data * power(b.data, -2.0)
    return Traced(data, (a, b), slopes, "div")


def _as_value(number: object) -> Value:
    return number if isinstance(number, Value) else Value(number)
