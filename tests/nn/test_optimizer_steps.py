"""Steps of optimizers: numbers worked by hand, wrong neighbours, what a step leaves alone."""

import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.nn.optimizers import STEPS

pytestmark = pytest.mark.filterwarnings("error")

# One weight that begins at 1, with lr = 0.1: the settings, a gradient for every step, and the
# weight after every step. Numbers are chosen so that roots come out even; eps is large, so that
# it shows on which side of the root it stands.
BY_HAND = {
    "sgd": ({}, [2, -4, 1], [0.8, 1.2, 1.1]),
    # v = 2, -3, -1/2
    "momentum": ({"momentum": 0.5}, [2, -4, 1], [0.8, 1.1, 1.15]),
    # the same v; steps along 2 + 1, -4 - 3/2, 1 - 1/4
    "nesterov": ({"momentum": 0.5}, [2, -4, 1], [0.7, 1.25, 1.175]),
    # v = 4, 4, 3, 6.25
    "rmsprop": ({"decay": 0.75, "eps": 2}, [4, -2, 0, 4], [0.9, 0.95, 0.95, 0.95 - 0.4 / 4.5]),
    # m = 2, -1, 1.5 and corrected 4, -4/3, 12/7; v = 4, 7, 9.25 and corrected 16 throughout
    "adam": (
        {"beta1": 0.5, "beta2": 0.75, "eps": 1},
        [4, -4, 4],
        [0.92, 0.92 + 0.4 / 15, 0.92 + 0.4 / 15 - 1.2 / 35],
    ),
    # before each of the same steps 1/20 of the weight is taken away
    "adamw": (
        {"beta1": 0.5, "beta2": 0.75, "eps": 1, "weight_decay": 0.5},
        [4, -4, 4],
        [0.87, 0.8265 + 0.4 / 15, 0.95 * (0.8265 + 0.4 / 15) - 1.2 / 35],
    ),
}


def check_by_hand(step, name):
    settings, gradients, wanted = BY_HAND[name]
    w, state = np.array([1.0]), {}
    for dw, want in zip(gradients, wanted, strict=True):
        w, state = step(w, np.array([float(dw)]), state, 0.1, **settings)
        np.testing.assert_allclose(w, [want], rtol=1e-14)


@pytest.mark.parametrize("name", STEPS)
def test_by_hand(name):
    check_by_hand(STEPS[name], name)


def moments(dw, state, beta1, beta2):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * dw
    v = beta2 * state.get("v", 0) + (1 - beta2) * dw**2
    return t, m, v


def downhill_velocity_added_with_the_wrong_sign(w, dw, state, lr, momentum):
    v = momentum * state.get("v", 0) + lr * dw
    return w + v, {"v": v}


def forgets_the_velocity(w, dw, state, lr, momentum):
    return w - lr * (momentum * state.get("v", 0) + dw), {}


def damped(w, dw, state, lr, momentum):
    v = momentum * state.get("v", 0) + (1 - momentum) * dw
    return w - lr * v, {"v": v}


def looks_ahead_with_the_old_velocity(w, dw, state, lr, momentum):
    v = momentum * state.get("v", 0) + dw
    return w - lr * (dw + momentum * state.get("v", 0)), {"v": v}


def eps_inside_the_root(w, dw, state, lr, decay, eps):
    v = decay * state.get("v", 0) + (1 - decay) * dw**2
    return w - lr * dw / np.sqrt(v + eps), {"v": v}


def no_root(w, dw, state, lr, decay, eps):
    v = decay * state.get("v", 0) + (1 - decay) * dw**2
    return w - lr * dw / (v + eps), {"v": v}


def mean_of_gradients_for_squares(w, dw, state, lr, decay, eps):
    v = decay * state.get("v", 0) + (1 - decay) * dw
    return w - lr * dw / (np.sqrt(np.abs(v)) + eps), {"v": v}


def not_corrected(w, dw, state, lr, beta1, beta2, eps):
    t, m, v = moments(dw, state, beta1, beta2)
    return w - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t}


def corrected_as_if_the_first_step(w, dw, state, lr, beta1, beta2, eps):
    t, m, v = moments(dw, state, beta1, beta2)
    step = lr * m / (1 - beta1) / (np.sqrt(v / (1 - beta2)) + eps)
    return w - step, {"m": m, "v": v, "t": t}


def corrected_means_kept(w, dw, state, lr, beta1, beta2, eps):
    t, m, v = moments(dw, state, beta1, beta2)
    m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t}


def betas_swapped(w, dw, state, lr, beta1, beta2, eps):
    return nn.adam_step(w, dw, state, lr, beta2, beta1, eps)


def adam_with_eps_inside(w, dw, state, lr, beta1, beta2, eps):
    t, m, v = moments(dw, state, beta1, beta2)
    step = lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps)
    return w - step, {"m": m, "v": v, "t": t}


def decay_through_the_gradient(w, dw, state, lr, beta1, beta2, eps, weight_decay):
    return nn.adam_step(w, dw + weight_decay * w, state, lr, beta1, beta2, eps)


def decay_not_times_lr(w, dw, state, lr, beta1, beta2, eps, weight_decay):
    return nn.adam_step(w - weight_decay * w, dw, state, lr, beta1, beta2, eps)


def decay_after_the_step(w, dw, state, lr, beta1, beta2, eps, weight_decay):
    w, state = nn.adam_step(w, dw, state, lr, beta1, beta2, eps)
    return (1 - lr * weight_decay) * w, state


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("momentum", nn.nesterov_step),
        ("momentum", downhill_velocity_added_with_the_wrong_sign),
        ("momentum", forgets_the_velocity),
        ("momentum", damped),
        ("nesterov", nn.momentum_step),
        ("nesterov", looks_ahead_with_the_old_velocity),
        ("rmsprop", eps_inside_the_root),
        ("rmsprop", no_root),
        ("rmsprop", mean_of_gradients_for_squares),
        ("adam", not_corrected),
        ("adam", corrected_as_if_the_first_step),
        ("adam", corrected_means_kept),
        ("adam", betas_swapped),
        ("adam", adam_with_eps_inside),
        ("adamw", decay_through_the_gradient),
        ("adamw", decay_not_times_lr),
        ("adamw", decay_after_the_step),
    ],
)
def test_a_wrong_neighbour_is_rejected(name, wrong):
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        check_by_hand(wrong, name)


# What holds for all of them


@pytest.fixture
def rng():
    return np.random.default_rng(9)


def frozen(value):
    """A copy in which writing fails."""
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = False
    return value


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_pure_and_a_state_can_be_used_twice(rng, name):
    w, state = rng.standard_normal((3, 4)), {}
    for _ in range(3):
        w, dw, state = frozen(w), frozen(rng.standard_normal((3, 4))), frozen(state)
        before = dict(state)
        first = STEPS[name](w, dw, state, 0.1)
        second = STEPS[name](w, dw, state, 0.1)
        assert state.keys() == before.keys()
        assert all(state[key] is before[key] for key in before)
        np.testing.assert_equal(first, second)
        w, state = first


@pytest.mark.parametrize("name", STEPS)
def test_float32_stays_float32_and_so_does_the_state(rng, name):
    w, state = rng.standard_normal((3, 4)).astype(np.float32), {}
    for _ in range(3):
        w, state = STEPS[name](w, rng.standard_normal((3, 4)).astype(np.float32), state, 0.1)
        assert w.dtype == np.float32
        arrays = [part for key, part in state.items() if key != "t"]
        assert all(part.dtype == np.float32 for part in arrays)


@pytest.mark.parametrize("name", STEPS)
def test_nan_stays_where_it_is(rng, name):
    w, dw, state = rng.standard_normal((3, 4)), rng.standard_normal((3, 4)), {}
    dw[1, 2] = np.nan
    for _ in range(2):
        w, state = STEPS[name](w, dw, state, 0.1)
        np.testing.assert_array_equal(np.isnan(w), np.isnan(dw))


@pytest.mark.parametrize("name", STEPS)
def test_a_schedule_may_come_down_to_0(name):
    w, _ = STEPS[name](np.array([1.0]), np.array([2.0]), {}, 0)
    assert w == 1


@pytest.mark.parametrize("shape", [(), (1,), (2, 3, 4), (0, 3)])
@pytest.mark.parametrize("name", STEPS)
def test_a_parameter_may_have_any_shape(rng, name, shape):
    w, dw, state = rng.standard_normal(shape), rng.standard_normal(shape), {}
    for _ in range(2):
        w, state = STEPS[name](w, dw, state, 0.1)
        assert np.shape(w) == shape


def test_weight_decay_goes_past_the_means(rng):
    w, dw = rng.standard_normal((2, 3, 4))
    same, adam = nn.adam_step(w, dw, {}, 0.1)
    smaller, adamw = nn.adamw_step(w, dw, {}, 0.1, weight_decay=0.5)
    np.testing.assert_equal(adamw, adam)
    np.testing.assert_allclose(smaller, same - 0.1 * 0.5 * w, rtol=1e-13)


def test_weights_without_a_gradient_decay_all_the_same():
    w, state = nn.adamw_step(np.array([2.0, -4.0]), np.zeros(2), {}, 0.1, weight_decay=0.5)
    np.testing.assert_allclose(w, [1.9, -3.8], rtol=1e-15)


# Bad input

W = np.zeros((3, 4))


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.sgd_step(W, W.T, {}, 0.1), "dw must have shape (3, 4), got (4, 3)"),
        (lambda: nn.adam_step(W, W[0], {}, 0.1), "dw must have shape (3, 4), got (4,)"),
        (lambda: nn.sgd_step(W, W, {}, -1), "lr must be at least 0, got -1"),
        (lambda: nn.sgd_step(W, W, {"v": W}, 1), "state must be {}, got one of v"),
        (
            lambda: nn.adam_step(W, W, {"v": W}, 1),
            "state must be {} or a dict of m, v, t, got one of v",
        ),
        (
            lambda: nn.momentum_step(W, W, {"v": W.T}, 1),
            'state["v"] must have shape (3, 4), got (4, 3)',
        ),
        (
            lambda: nn.adamw_step(W, W, {"m": W, "v": W, "t": 0}, 1),
            'state["t"] must be at least 1, got 0',
        ),
        (lambda: nn.momentum_step(W, W, {}, 1, 1), "momentum must be below 1, got 1"),
        (lambda: nn.nesterov_step(W, W, {}, 1, -0.1), "momentum must be at least 0, got -0.1"),
        (lambda: nn.rmsprop_step(W, W, {}, 1, decay=1.0), "decay must be below 1, got 1.0"),
        (lambda: nn.rmsprop_step(W, W, {}, 1, eps=0), "eps must be above 0, got 0"),
        (lambda: nn.adam_step(W, W, {}, 1, beta1=1), "beta1 must be below 1, got 1"),
        (lambda: nn.adam_step(W, W, {}, 1, beta2=2), "beta2 must be below 1, got 2"),
        (
            lambda: nn.adamw_step(W, W, {}, 1, weight_decay=-1),
            "weight_decay must be at least 0, got -1",
        ),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (
            lambda: nn.momentum_step(W, W, None, 0.1),
            "state must be a dict, {} before the first step, got NoneType",
        ),
        (
            lambda: nn.adam_step(W, W, {"m": W, "v": W, "t": 1.5}, 1),
            'state["t"] must be a whole number, got float',
        ),
        (lambda: nn.sgd_step(W, None, {}, 0.1), "dw must hold real numbers, got NoneType"),
        (lambda: nn.sgd_step(W, W, {}, "fast"), "lr must hold real numbers, got str"),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()
