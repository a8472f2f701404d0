"""Every argument of every function is checked: nonsense in its place is named."""

import inspect

import numpy as np
import pytest
from nn.test_every_function import CALLS, ELSEWHERE, Seed

from bpcourse import nn

PARAMS = {"w1": np.ones((2, 3)), "b1": np.ones(3)}
X, Y = np.ones((4, 2)), np.array([0, 1, 2, 0])


def loss_and_grads(params, x, y):
    return 1.0, params


# Calls of the functions that test_every_function.py leaves to others.
MORE_CALLS = {
    "accuracy": (np.ones((4, 3)), Y),
    "confusion_matrix": (Y, Y, 3),
    "constant_schedule": (1, 0.1),
    "cosine_schedule": (1, 0.1, 5, 0.01),
    "fit": (loss_and_grads, PARAMS, (X, Y), (X, Y), 0.1, 2, 1, Seed(0)),
    "he_init": (2, 3, Seed(0)),
    "iterate_minibatches": (X, Y, 2, Seed(0)),
    "normal_init": (2, 3, Seed(0), 0.1),
    "step_schedule": (1, 0.1, 2, 0.5),
    "train_epoch": (loss_and_grads, PARAMS, X, Y, 0.1, 2, Seed(0)),
    "train_until": (loss_and_grads, PARAMS, X, Y, 0.1, 2, 0.5, 1, Seed(0)),
    "warmup_schedule": (1, 0.1, 5),
    "xavier_init": (2, 3, Seed(0)),
    "zeros_init": (2, 3),
}


def arguments(name):
    given = {**CALLS, **MORE_CALLS}[name]
    return [np.random.default_rng(a) if isinstance(a, Seed) else a for a in given]


PLACES = [
    (name, place, parameter)
    for name in sorted(CALLS.keys() | MORE_CALLS.keys())
    for place, parameter in enumerate(inspect.signature(getattr(nn, name)).parameters)
    if place < len({**CALLS, **MORE_CALLS}[name])
]


def test_all_functions_are_called():
    assert MORE_CALLS.keys() == ELSEWHERE.keys()
    for name in MORE_CALLS:
        getattr(nn, name)(*arguments(name))


@pytest.mark.parametrize("nonsense", ["?", None])
@pytest.mark.parametrize("name, place, parameter", PLACES)
def test_nonsense_is_named(name, place, parameter, nonsense):
    given = arguments(name)
    given[place] = nonsense
    with pytest.raises((TypeError, ValueError)) as caught:
        getattr(nn, name)(*given)
    assert str(caught.value).startswith(f"{parameter} must ")


@pytest.mark.parametrize(
    "step, defaults",
    [
        (nn.momentum_step, {"momentum": 0.9}),
        (nn.nesterov_step, {"momentum": 0.9}),
        (nn.rmsprop_step, {"decay": 0.99, "eps": 1e-8}),
        (nn.adam_step, {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
        (nn.adamw_step, {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01}),
    ],
)
def test_settings_have_the_values_that_are_usual(step, defaults):
    w, dw = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    plain, said = (w, {}), (w, {})
    for _ in range(2):
        plain = step(plain[0], dw, plain[1], 0.1)
        said = step(said[0], dw, said[1], 0.1, **defaults)
    np.testing.assert_array_equal(plain[0], said[0])


@pytest.mark.parametrize(
    "name, place, bad",
    [
        ("gradient_step", 2, 0),
        ("train_epoch", 4, 0),
        ("train_until", 4, 0),
        ("fit", 4, 0),
        ("train_epoch", 5, 0),
        ("train_until", 7, 0),
        ("fit", 6, 0),
        ("iterate_minibatches", 2, 0),
        ("sgd_step", 3, -0.1),
        ("momentum_step", 3, -0.1),
        ("adam_step", 3, -0.1),
        ("step_schedule", 0, -1),
        ("step_schedule", 1, -1),
        ("step_schedule", 2, 0),
        ("cosine_schedule", 0, -1),
        ("cosine_schedule", 1, -1),
        ("cosine_schedule", 3, -1),
        ("warmup_schedule", 1, -1),
        ("normal_init", 3, -1),
        ("leaky_relu", 1, -1),
        ("dropout_forward", 1, 1),
        ("clip_by_value", 1, 0),
        ("clip_by_global_norm", 1, 0),
    ],
)
def test_a_number_out_of_bounds_is_named(name, place, bad):
    given = arguments(name)
    given[place] = bad
    parameter = list(inspect.signature(getattr(nn, name)).parameters)[place]
    with pytest.raises(
        ValueError, match=rf"^{parameter} must be (above|below|at least) .*, got {bad}$"
    ):
        getattr(nn, name)(*given)


@pytest.mark.parametrize("step", [nn.rmsprop_step, nn.adam_step, nn.adamw_step])
def test_an_epsilon_of_zero_is_refused(step):
    with pytest.raises(ValueError, match=r"^eps must be above 0, got 0$"):
        step(np.ones(2), np.ones(2), {}, 0.1, eps=0)


def test_a_norm_whose_squares_overflow_is_finite():
    grads = {"w1": np.array([[-3e200, 0.0]]), "b1": np.array([4e200]), "w2": np.zeros((0, 2))}
    assert nn.global_norm(grads) == pytest.approx(5e200, rel=1e-14)


@pytest.mark.parametrize("beta", ["beta1", "beta2"])
@pytest.mark.parametrize("step", [nn.adam_step, nn.adamw_step])
def test_a_beta_of_one_is_refused(step, beta):
    with pytest.raises(ValueError, match=rf"^{beta} must be below 1, got 1$"):
        step(np.ones(2), np.ones(2), {}, 0.1, **{beta: 1})
