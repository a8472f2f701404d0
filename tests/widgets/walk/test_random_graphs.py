"""Final numbers of random graphs beside autodiff, and beside finite differences."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bpcourse.autodiff import Value
from bpcourse.gradcheck import numerical_gradient
from bpcourse.widgets.walk import Walk
from bpcourse.widgets.walk.numbers import show

OPERATIONS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / (b * b + 1),
    "square": lambda a, b: a**2,
    "exp": lambda a, b: a.tanh().exp(),
    "tanh": lambda a, b: a.tanh(),
    "relu": lambda a, b: a.relu(),
    "constant": lambda a, b: 3 * a + 0.5,
    "neg": lambda a, b: -a,
}


@st.composite
def programs(draw):
    """Rows of (operation, operand, operand); operands count from the latest result back."""
    operand = st.integers(0, 5)
    return draw(
        st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), operand, operand), max_size=14)
    )


def run(program, numbers):
    for op, i, j in program:
        a, b = numbers[-1 - i % len(numbers)], numbers[-1 - j % len(numbers)]
        numbers = [*numbers, OPERATIONS[op](a, b)]
    root = numbers[-1] * 1
    for number in numbers[:3]:
        root = root + number
    return root


def function_of(program):
    return lambda a, b, c: run(program, [a, b, c])


POINT = st.tuples(*[st.floats(-2, 2).map(lambda x: round(x, 3))] * 3)


@settings(deadline=None, max_examples=60)
@given(programs(), POINT)
def test_values_and_grads_are_those_of_autodiff(program, point):
    f = function_of(program)
    try:
        walk = Walk.of_function(f, dict(zip("abc", point, strict=True)))
    except ValueError as error:
        assert "nodes; up to 60" in str(error)
        return
    leaves = [Value(x) for x in point]
    root = f(*leaves)
    root.backward()
    walk.go(walk.length)
    state = walk.state
    names = {node["name"]: node["id"] for node in walk.scene["nodes"]}
    last = next(node["id"] for node in walk.scene["nodes"] if node["root"])
    assert same(state["values"][last], root.data)
    for name, leaf in zip("abc", leaves, strict=True):
        assert same(state["grads"].get(names[name], 0.0), leaf.grad)


@settings(deadline=None, max_examples=40)
@given(programs(), POINT)
def test_grads_are_those_of_finite_differences(program, point):
    program = [row for row in program if row[0] != "relu"]  # a kink has no slope
    f = function_of(program)

    def loss(x):
        return f(*map(Value, x)).data

    measured = numerical_gradient(loss, np.array(point))
    if not np.isfinite(measured).all() or np.abs(measured).max() > 1e3:
        return
    try:
        walk = Walk.of_function(f, dict(zip("abc", point, strict=True)))
    except ValueError:
        return
    walk.go(walk.length)
    names = {node["name"]: node["id"] for node in walk.scene["nodes"]}
    grads = [walk.state["grads"].get(names[name], 0.0) for name in "abc"]
    np.testing.assert_allclose(grads, measured, rtol=1e-4, atol=1e-4)


@settings(deadline=None, max_examples=40)
@given(programs(), POINT)
def test_each_gradient_is_complete_before_it_is_handed_on(program, point):
    try:
        walk = Walk.of_function(function_of(program), dict(zip("abc", point, strict=True)))
    except ValueError:
        return
    ends = {edge["id"]: edge["to"] for edge in walk.scene["edges"]}
    complete: set[str] = set()
    for position in range(walk.length + 1):
        walk.go(position)
        edge = walk.state["active"]["edge"]
        assert edge is None or ends[edge] in complete
        complete = set(walk.state["complete"])
    wanted = {node["id"] for node in walk.scene["nodes"] if not node["constant"]}
    assert complete == wanted


def same(shown, number):
    shown = float(shown)  # "inf" and "nan" as well
    return math.isclose(shown, number, rel_tol=1e-9, abs_tol=1e-9) or (
        math.isnan(shown) and math.isnan(number)
    )


@settings(deadline=None, max_examples=40)
@given(programs(), POINT)
def test_what_the_screen_shows_is_always_a_right_answer(program, point):
    try:
        walk = Walk.of_function(function_of(program), dict(zip("abc", point, strict=True)))
    except ValueError:
        return
    walk.predicting = True
    while walk.position < walk.length:
        walk.next()
        assert walk.answer(show(walk.steps[walk.position - 1].asked))["right"]
