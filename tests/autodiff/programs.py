"""Random calculations on scalars, to be run by any engine that has operators.

A calculation is a list of leaves and a list of steps; a step takes two of the numbers there so
far (often the same, often used before) and a constant, and adds one. Steps are drawn so that
nothing overflows, divides by almost 0, or comes near the kink of relu.
"""

import math

from hypothesis import strategies as st

STEPS = {
    "add": lambda f, a, b, c: a + b,
    "add number": lambda f, a, b, c: a + c,
    "number add": lambda f, a, b, c: c + a,
    "sub": lambda f, a, b, c: a - b,
    "number sub": lambda f, a, b, c: c - a,
    "mul": lambda f, a, b, c: a * b,
    "mul number": lambda f, a, b, c: a * c,
    "number mul": lambda f, a, b, c: c * a,
    "square": lambda f, a, b, c: a * a,
    "div": lambda f, a, b, c: a / b,
    "number div": lambda f, a, b, c: c / a,
    "neg": lambda f, a, b, c: -a,
    "pow 0": lambda f, a, b, c: a**0,
    "pow 1": lambda f, a, b, c: a**1,
    "pow 3": lambda f, a, b, c: a**3,
    "pow -2": lambda f, a, b, c: a**-2,
    "pow 0.5": lambda f, a, b, c: a**0.5,
    "exp": lambda f, a, b, c: f["exp"](a),
    "relu": lambda f, a, b, c: f["relu"](a),
    "tanh": lambda f, a, b, c: f["tanh"](a),
}

FLOATS = {"exp": math.exp, "relu": lambda a: max(a, 0.0), "tanh": math.tanh}
LARGE, SMALL = 100, 0.05


def is_tame(op, a, b):
    """Whether a step is legal here, and leaves a number on which errors stay small."""
    if op in ("pow -2", "number div", "relu"):
        return abs(a) > SMALL
    if op == "pow 0.5":
        return a > SMALL
    if op == "div":
        return abs(b) > SMALL
    return abs(a) < 4 if op in ("exp", "tanh") else True


@st.composite
def programs(draw):
    """Leaves and steps."""
    numbers = st.floats(-3, 3).map(lambda x: round(x, 3))
    leaves = draw(st.lists(numbers, min_size=1, max_size=4))
    values, steps = list(leaves), []
    for _ in range(draw(st.integers(1, 25))):
        op = draw(st.sampled_from(sorted(STEPS)))
        i, j = (draw(st.integers(0, len(values) - 1)) for _ in range(2))
        c = draw(numbers)
        a, b = values[i], values[j]
        if is_tame(op, a, b) and abs(out := STEPS[op](FLOATS, a, b, c)) < LARGE:
            steps.append((op, i, j, c))
            values.append(out)
    return leaves, steps


def run(steps, leaves, functions):
    """Calculate with the engine that the leaves belong to; returns the sum of the last three."""
    values = list(leaves)
    for op, i, j, c in steps:
        values.append(STEPS[op](functions, values[i], values[j], c))
    return sum(values[-3:])
