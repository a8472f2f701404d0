"""`gradient_check_network`: one number an array, and nothing left changed."""

import numpy as np
import pytest

from bpcourse.gradcheck import gradient_check_network
from bpcourse.nn import two_layer_loss_and_grads

pytestmark = pytest.mark.filterwarnings("error")


def problem(dtype=np.float64):
    rng = np.random.default_rng(3)
    params = {
        "w1": rng.standard_normal((4, 7)),
        "b1": rng.standard_normal(7),
        "w2": rng.standard_normal((7, 3)),
        "b2": rng.standard_normal(3),
    }
    params = {name: array.astype(dtype) for name, array in params.items()}
    return params, rng.standard_normal((5, 4)).astype(dtype), rng.integers(3, size=5)


def check(loss_and_grads, dtype=np.float64):
    return gradient_check_network(loss_and_grads, *problem(dtype), np.random.default_rng(0))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_right_gradients(dtype):
    errors = check(two_layer_loss_and_grads, dtype)
    assert list(errors) == ["w1", "b1", "w2", "b2"]
    assert all(type(error) is float and error < 1e-6 for error in errors.values())


@pytest.mark.parametrize("name", ["w1", "b1", "w2", "b2"])
@pytest.mark.parametrize("factor", [1.001, 2, -1, 0])
def test_a_scaled_gradient_shows_its_factor(name, factor):
    def loss_and_grads(params, x, y):
        loss, grads = two_layer_loss_and_grads(params, x, y)
        return loss, {**grads, name: factor * grads[name]}

    errors = check(loss_and_grads)
    want = abs(factor - 1) / (abs(factor) + 1)
    assert errors.pop(name) == pytest.approx(want, rel=1e-4)
    assert max(errors.values()) < 1e-6


def test_the_batch_is_taken_in_float64():
    params, x, y = problem()
    seen = set()

    def loss_and_grads(params, x, y):
        seen.add((x.dtype.kind, x.dtype.itemsize, y.dtype.kind))
        return two_layer_loss_and_grads(params, x, y)

    gradient_check_network(
        loss_and_grads, params, x.astype(np.float32), y, np.random.default_rng(0)
    )
    assert seen == {("f", 8, "i")}


@pytest.mark.parametrize("at", [1, 2, 5, 9])
def test_params_stay_as_they_were_even_if_loss_and_grads_raises(at):
    params, x, y = problem()
    before = {name: array.copy() for name, array in params.items()}
    calls = []

    def loss_and_grads(params, x, y):
        calls.append(1)
        if len(calls) == at:
            raise ArithmeticError("no more")
        answer = two_layer_loss_and_grads(params, x, y)
        for array in params.values():
            array += 1
        x += 1
        return answer

    x_before = x.copy()
    with pytest.raises(ArithmeticError, match="no more"):
        gradient_check_network(loss_and_grads, params, x, y, np.random.default_rng(0))
    assert list(params) == list(before)
    for name, array in params.items():
        np.testing.assert_array_equal(array, before[name])
    np.testing.assert_array_equal(x, x_before)


def test_two_evaluations_an_array():
    calls = []

    def loss_and_grads(params, x, y):
        calls.append(1)
        return two_layer_loss_and_grads(params, x, y)

    check(loss_and_grads)
    assert len(calls) == 1 + 2 * 4


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda grads: {**grads, "w1": grads["w1"].T}, r'grads\["w1"\] must have shape \(4, 7\)'),
        (lambda grads: {"w1": grads["w1"]}, "grads must have the names of params"),
    ],
)
def test_a_gradient_of_another_shape_is_named(change, message):
    def loss_and_grads(params, x, y):
        loss, grads = two_layer_loss_and_grads(params, x, y)
        return loss, change(grads)

    with pytest.raises(ValueError, match=message):
        check(loss_and_grads)


@pytest.mark.parametrize(
    "answer, got", [(0.5, "float"), (None, "NoneType"), ((0.5, {}, 1), "tuple of 3")]
)
def test_an_answer_that_is_no_loss_with_gradients_is_named(answer, got):
    with pytest.raises(
        TypeError, match=rf"^loss_and_grads must return \(loss, grads\), got {got}$"
    ):
        check(lambda params, x, y: answer)
