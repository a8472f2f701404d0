"""Value by hand-worked numbers and finite differences; and engines that are nearly right."""

import math

import pytest

from bpcourse.autodiff import Value, topological_order


def diamond():
    """y = c + d + cd with c = a + b and d = ab: two ways lead from y to each of c, d, a and b.

    At a = 2, b = 3: c = 5, d = 6, y = 41; dy/dc = 1 + d = 7, dy/dd = 1 + c = 6; so dy/da =
    7 + 6b = 25 and dy/db = 7 + 6a = 19.
    """
    a, b = Value(2.0), Value(3.0)
    c = a + b
    d = a * b
    return a, b, c, d, c + d + c * d


def check_diamond(backward):
    *nodes, y = diamond()
    backward(y)
    assert y.data == 41
    assert [node.grad for node in (*nodes, y)] == [25, 19, 7, 6, 1]


def check_reuse(backward):
    a = Value(3.0)
    backward(a + a)
    assert a.grad == 2
    backward(a * a * a)
    assert a.grad == 27


def check_twice(backward):
    *nodes, y = diamond()
    backward(y)
    backward(y)
    assert [node.grad for node in (*nodes, y)] == [25, 19, 7, 6, 1]


CHECKS = [check_diamond, check_reuse, check_twice]


@pytest.mark.parametrize("check", CHECKS)
def test_worked_numbers(check):
    check(Value.backward)


# Engines that are nearly right. They share the operators and differ in how they walk.


def hand_on(node):
    for x, derivative in zip(node.inputs, node.local_derivatives, strict=True):
        x.grad += derivative * node.grad


def clear(root):
    for node in topological_order(root):
        node.grad = 0.0
    root.grad = 1.0


def assigns(root):
    """= for +=: the last way wins."""
    clear(root)
    for node in reversed(topological_order(root)):
        for x, derivative in zip(node.inputs, node.local_derivatives, strict=True):
            x.grad = derivative * node.grad


def recurses(root):
    """Hands on a grad each time that something is added to it."""
    clear(root)

    def walk(node):
        hand_on(node)
        for x in node.inputs:
            walk(x)

    walk(root)


def in_the_order_met(root):
    """Each node once, but before its grad is complete."""
    clear(root)
    met = []

    def walk(node):
        if node not in met:
            met.append(node)
            for x in node.inputs:
                walk(x)

    walk(root)
    for node in met:
        hand_on(node)


def not_reversed(root):
    clear(root)
    for node in topological_order(root):
        hand_on(node)


def never_clears(root):
    root.grad = 1.0
    for node in reversed(topological_order(root)):
        hand_on(node)


def no_seed(root):
    clear(root)
    root.grad = 0.0
    for node in reversed(topological_order(root)):
        hand_on(node)


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        (assigns, check_diamond),
        (assigns, check_reuse),
        (recurses, check_diamond),
        (in_the_order_met, check_diamond),
        (not_reversed, check_diamond),
        (never_clears, check_twice),
        (no_seed, check_reuse),
    ],
)
def test_engines_that_are_nearly_right(wrong, check):
    with pytest.raises(AssertionError):
        check(wrong)


# Operators, each by itself.

OPERATORS = {
    "a + b": lambda a, b: a + b,
    "a + number": lambda a, b: a + 1.7,
    "number + a": lambda a, b: 1.7 + a,
    "a * b": lambda a, b: a * b,
    "a * number": lambda a, b: a * -1.7,
    "number * a": lambda a, b: -1.7 * a,
    "a ** 3": lambda a, b: a**3,
    "a ** -2": lambda a, b: a**-2,
    "a ** 0": lambda a, b: a**0,
    "b ** 0.5": lambda a, b: b**0.5,
    "-a": lambda a, b: -a,
    "a - b": lambda a, b: a - b,
    "a - number": lambda a, b: a - 1.7,
    "number - a": lambda a, b: 1.7 - a,
    "a / b": lambda a, b: a / b,
    "a / number": lambda a, b: a / 1.7,
    "number / a": lambda a, b: 1.7 / a,
    "sum": lambda a, b: sum([a, b, a]),
}
FUNCTIONS = {
    "exp": (Value.exp, math.exp),
    "tanh": (Value.tanh, math.tanh),
    "relu": (Value.relu, lambda x: max(x, 0.0)),
}
POINTS = [(0.8, 2.3), (-1.9, 0.4)]


def check_slopes(operation, same, a, b, h=1e-6):
    """Hold an operation's result and both derivatives against `same`, which takes floats."""
    x, y = Value(a), Value(b)
    out = operation(x, y)
    out.backward()
    da = (same(a + h, b) - same(a - h, b)) / (2 * h)
    db = (same(a, b + h) - same(a, b - h)) / (2 * h)
    assert out.data == pytest.approx(same(a, b), rel=1e-14)
    assert (x.grad, y.grad) == pytest.approx((da, db), rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("name", OPERATORS)
def test_operators(name, point):
    check_slopes(OPERATORS[name], OPERATORS[name], *point)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name, point):
    ours, same = FUNCTIONS[name]
    check_slopes(lambda a, b: ours(a), lambda a, b: same(a), *point)


@pytest.mark.parametrize(
    ("wrong", "same"),
    [
        (lambda a: Value(math.exp(a.data), (a,), (math.exp(math.exp(a.data)),)), math.exp),
        (lambda a: Value(math.tanh(a.data), (a,), (1 - math.tanh(a.data),)), math.tanh),
        (lambda a: Value(a.data**3, (a,), (3 * a.data**3,)), lambda a: a**3),
        (lambda a: Value(a.data**2, (a,), (a.data,)), lambda a: a**2),
    ],
)
def test_wrong_derivatives_are_noticed(wrong, same):
    with pytest.raises(AssertionError):
        check_slopes(lambda a, b: wrong(a), lambda a, b: same(a), *POINTS[0])


def test_relu_at_its_kink():
    a = Value(0.0)
    out = a.relu()
    out.backward()
    assert (out.data, a.grad) == (0, 0)


# What a Value is before, between and after.


def test_a_new_value():
    a = Value(3)
    assert (a.data, a.grad, a.inputs) == (3.0, 0.0, ())
    assert type(a.data) is type(a.grad) is float


def test_inputs():
    a, b = Value(2), Value(3)
    assert (a * b).inputs == (a, b)
    assert a.exp().inputs == (a,)
    two = (a + 2).inputs[1]
    assert (two.data, two.inputs) == (2.0, ())


def test_backward_of_a_leaf():
    a = Value(3)
    a.backward()
    assert a.grad == 1


def test_other_roots_are_forgotten():
    a = Value(3)
    (a * 5).backward()
    (a * 7).backward()
    assert a.grad == 7


def test_an_update_leaves_what_was_calculated():
    a = Value(3.0)
    out = a * a
    a.data = 10.0
    out.backward()
    assert (out.data, a.grad) == (9, 6)
    assert (a * a).data == 100


def test_repr():
    a = Value(1 / 3)
    (a * 2).backward()
    assert repr(a) == "Value(data=0.333333, grad=2)"
