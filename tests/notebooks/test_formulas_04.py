"""What lesson 04 says in numbers that none of its cells prints."""

import math

import numpy as np
import pytest

from bpcourse.autodiff import Value, local_derivatives, topological_order
from bpcourse.data import make_moons
from bpcourse.gradcheck import numerical_derivative


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_term_for_each_way_from_a_weight_to_the_loss(layers):
    """Ways through a network with 4 units a layer, counted by walking them."""

    def ways(layer):
        return 1 if layer == layers else sum(ways(layer + 1) for _ in range(4))

    assert ways(1) == 4 ** (layers - 1)


@pytest.mark.parametrize("x", [-1.3, 0.0, 0.7, 2.0])
def test_the_slope_of_tanh_step_by_step(x):
    E = math.exp(2 * x)
    out = 1 - 2 / (E + 1)
    dE = 2 / (E + 1) ** 2
    assert out == pytest.approx(math.tanh(x))
    assert out == pytest.approx((E - 1) / (E + 1))
    assert dE == pytest.approx(numerical_derivative(lambda E: 1 - 2 / (E + 1), E))
    assert dE * 2 * E == pytest.approx(4 * E / (E + 1) ** 2)
    assert dE * 2 * E == pytest.approx(1 - out**2)


def test_the_diamond_multiplied_out():
    x = Value(3.0)
    u = 2 * x
    v = u + 1
    L = u * v
    L.backward()
    assert (u.data, v.data, L.data, u.grad, x.grad) == (6, 7, 42, 13, 26)
    assert L.data == 4 * 3**2 + 2 * 3
    assert x.grad == 8 * 3 + 2


def test_only_one_order_of_the_diamond_gives_26():
    """The note for instructors: as given dx is 14."""
    from itertools import permutations

    made_from = {"x": [], "u": [("x", 2)], "v": [("u", 1)], "L": [("u", 7), ("v", 6)]}
    found = {}
    for turns in permutations("xuvL"):
        grads = {"x": 0, "u": 0, "v": 0, "L": 1}
        for name in turns:
            for operand, slope in made_from[name]:
                grads[operand] += slope * grads[name]
        found["".join(turns)] = grads["x"]
    assert found["Luvx"] == 14
    # x has nothing to hand on: its turn may come at any time.
    assert {turns.replace("x", "") for turns, dx in found.items() if dx == 26} == {"Lvu"}


def test_numbers_of_the_text():
    assert local_derivatives("pow", 2, 3) == pytest.approx((3 * 2**2, math.log(2) * 8))
    assert math.log(2) * 8 == pytest.approx(5.5452, abs=5e-5)
    b, dq = -2.0, 3.0  # the blank of the lesson
    assert dq * 2 * b == -12


def test_called_twice_it_gives_the_same_numbers():
    a = Value(2.0)
    y = 4 * (3 * a)
    for _ in range(2):
        y.backward()
        assert a.grad == 12


def test_the_graph_of_the_moons_is_less_than_100_nodes_deep():
    points, labels = make_moons(60, np.random.default_rng(0))
    w = [Value(1.0) for _ in range(25)]

    def score(p, q):
        units = [(w[k] * p + w[6 + k] * q + w[12 + k]).tanh() for k in range(6)]
        return sum(w[18 + k] * units[k] for k in range(6)) + w[24]

    pairs = zip(points.tolist(), labels.tolist(), strict=True)
    errors = [score(p, q) + (1 - 2 * y) for (p, q), y in pairs]
    loss = sum(error**2 for error in errors) * (1 / len(points))
    depth = {}
    for node in topological_order(loss):
        depth[node] = 1 + max((depth[x] for x in node.inputs), default=0)
    assert depth[loss] < 100
    assert len(depth) == 3628
