"""Penalties against finite differences and autograd; dropout by statistics."""

import math
import re

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import numerical_gradient, relative_error

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(12)


# Penalties

W = np.array([[1.0, -2.0], [0.0, 3.0]])


def test_penalties_by_hand():
    assert type(nn.l2_penalty(W, 0.5)) is float
    assert nn.l2_penalty(W, 0.5) == 7
    assert type(nn.l1_penalty(W, 0.5)) is float
    assert nn.l1_penalty(W, 0.5) == 3
    np.testing.assert_array_equal(nn.l2_penalty_backward(W, 0.5), [[1, -2], [0, 3]])
    np.testing.assert_array_equal(nn.l1_penalty_backward(W, 0.5), [[0.5, -0.5], [0, 0.5]])


PENALTIES = {
    "l2": (nn.l2_penalty, nn.l2_penalty_backward, lambda w, s: s * anp.sum(w * w)),
    "l1": (nn.l1_penalty, nn.l1_penalty_backward, lambda w, s: s * anp.sum(anp.abs(w))),
}
SHAPES = [(3, 4), (4, 4), (1, 1), (5,), (2, 3, 4), ()]


def check_penalty(forward, backward, truth, rng, shape, strength):
    w = rng.standard_normal(shape)
    w = w + np.copysign(0.01, w)  # off the kink of the absolute value
    want = truth(w, strength)
    assert forward(w, strength) == pytest.approx(want, rel=1e-12)
    dw = backward(w, strength)
    assert relative_error(dw, autograd.grad(truth)(w, strength)) < 1e-12
    assert relative_error(dw, numerical_gradient(lambda w: forward(w, strength), w)) < 1e-7


@pytest.mark.parametrize("strength", [0.3, 2.0])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", PENALTIES)
def test_penalties_are_those_of_autograd_and_of_finite_differences(rng, name, shape, strength):
    check_penalty(*PENALTIES[name], rng, shape, strength)


@pytest.mark.parametrize(
    "name, forward, backward",
    [
        ("l2", lambda w, s: s / 2 * np.sum(w**2), nn.l2_penalty_backward),
        ("l2", nn.l2_penalty, lambda w, s: s * w),
        ("l2", lambda w, s: s * np.mean(w**2), nn.l2_penalty_backward),
        ("l2", lambda w, s: s * np.sum(w), nn.l2_penalty_backward),
        ("l2", lambda w, s: s * np.sqrt(np.sum(w**2)), nn.l2_penalty_backward),
        ("l1", lambda w, s: s * abs(np.sum(w)), nn.l1_penalty_backward),
        ("l1", nn.l1_penalty, lambda w, s: s * np.ones_like(w)),
        ("l1", nn.l1_penalty, lambda w, s: -s * np.sign(w)),
        ("l1", nn.l1_penalty, lambda w, s: s * w),
    ],
)
def test_a_wrong_penalty_is_rejected(rng, name, forward, backward):
    with pytest.raises(AssertionError):
        check_penalty(forward, backward, PENALTIES[name][2], rng, (3, 4), 0.3)


@pytest.mark.parametrize("strength", [0, 0.5, np.float64(0.5)])
@pytest.mark.parametrize("backward", [nn.l1_penalty_backward, nn.l2_penalty_backward])
def test_the_gradient_of_a_penalty_keeps_float32(backward, strength):
    assert backward(W.astype(np.float32), strength).dtype == np.float32


# Dropout: all that can be said of it is said in units of sigma. What is right stays below 6;
# what is wrong lies beyond 12, or has an entry that no right one has.

SHAPE = 400, 500  # rows and columns
P = 0.25


def surprise(forward, rng, p=P):
    """How many sigmas lie between dropout as it should be and what `forward` does in training."""
    x = rng.standard_normal(SHAPE)
    out, _ = forward(x, p, rng)
    factors = out / x
    kept = factors != 0
    if not np.allclose(factors[kept], 1 / (1 - p), rtol=1e-12):
        return math.inf
    share = abs(kept.mean() - (1 - p)) / math.sqrt(p * (1 - p) / kept.size)
    return max(share, *(unevenness(kept, p, axis) for axis in (0, 1)))


def unevenness(kept, p, axis):
    """Whether units are dropped one by one: how far counts by column or row are from binomial."""
    n = kept.shape[axis]
    z = (kept.sum(axis=axis) - n * (1 - p)) / math.sqrt(n * p * (1 - p))
    return abs(np.sum(z**2) - len(z)) / math.sqrt(2 * len(z))


@pytest.mark.parametrize("p", [0.1, 0.25, 0.5, 0.9])
def test_dropout_drops_with_probability_p_unit_by_unit(rng, p):
    assert surprise(nn.dropout_forward, rng, p) < 6


def scaled_mask(x, kept, p=P):
    return x * kept / (1 - p), None


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            lambda x, p, rng: scaled_mask(x, rng.random(x.shape) < p), id="keep and drop swapped"
        ),
        pytest.param(lambda x, p, rng: (x * (rng.random(x.shape) >= p), None), id="not scaled"),
        pytest.param(
            lambda x, p, rng: (x * (rng.random(x.shape) >= p) / p, None), id="divided by p"
        ),
        pytest.param(
            lambda x, p, rng: scaled_mask(x, rng.standard_normal(x.shape) >= p), id="normal"
        ),
        pytest.param(
            lambda x, p, rng: scaled_mask(x, rng.random(x.shape[1]) >= p), id="mask of a row"
        ),
        pytest.param(
            lambda x, p, rng: scaled_mask(x, rng.random((len(x), 1)) >= p), id="mask of a column"
        ),
        pytest.param(lambda x, p, rng: (x, None), id="nothing dropped"),
        pytest.param(lambda x, p, rng: nn.dropout_forward(x, p, rng, False), id="as in test"),
    ],
)
def test_a_wrong_dropout_is_rejected_from_afar(rng, wrong):
    assert surprise(wrong, rng) > 12


def test_dropout_keeps_the_mean(rng):
    out, _ = nn.dropout_forward(np.ones(SHAPE), P, rng)
    sigma = math.sqrt(P / (1 - P) / out.size)
    assert abs(out.mean() - 1) < 6 * sigma


def test_every_call_draws_its_own_mask(rng):
    x = np.ones(SHAPE)
    one, _ = nn.dropout_forward(x, P, rng)
    two, _ = nn.dropout_forward(x, P, rng)
    both = np.mean((one > 0) & (two > 0))
    assert abs(both - (1 - P) ** 2) < 6 * math.sqrt((1 - P) ** 2 / x.size)


def test_after_training_dropout_is_the_identity(rng):
    x, dout = rng.standard_normal((2, 30, 40))
    out, cache = nn.dropout_forward(x, P, rng, train=False)
    np.testing.assert_array_equal(out, x)
    np.testing.assert_array_equal(nn.dropout_backward(dout, cache), dout)


def test_with_p_0_nothing_is_dropped(rng):
    x = rng.standard_normal((30, 40))
    np.testing.assert_array_equal(nn.dropout_forward(x, 0, rng)[0], x)


def check_same_mask(backward, rng):
    """Dropout is linear: the gradient has the factors of the output."""
    x, dout = rng.standard_normal((2, 30, 40))
    out, cache = nn.dropout_forward(x, P, rng)
    for _ in range(2):  # nothing is used up
        np.testing.assert_allclose(backward(dout, cache), dout * (out / x), rtol=1e-14)


def test_dropout_backward_uses_the_same_mask(rng):
    check_same_mask(nn.dropout_backward, rng)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda dout, cache: dout,
        lambda dout, cache: dout * (cache[0] > 0),
        lambda dout, cache: dout / (1 - P),
        lambda dout, cache: nn.dropout_forward(dout, P, np.random.default_rng(0))[0],
    ],
)
def test_a_wrong_dropout_backward_is_rejected(rng, wrong):
    with pytest.raises(AssertionError):
        check_same_mask(wrong, rng)


@pytest.mark.parametrize("shape", SHAPES)
def test_dropout_backward_is_the_slope(rng, shape):
    x, dout = rng.standard_normal((2, *shape))

    def loss(x):
        return np.sum(dout * nn.dropout_forward(x, P, np.random.default_rng(3))[0])

    _, cache = nn.dropout_forward(x, P, np.random.default_rng(3))
    assert relative_error(nn.dropout_backward(dout, cache), numerical_gradient(loss, x)) < 1e-7


@pytest.mark.parametrize("train", [True, False])
@pytest.mark.parametrize("p", [0.5, np.float64(0.5)])
def test_dropout_keeps_float32(rng, p, train):
    x = rng.standard_normal((3, 4)).astype(np.float32)
    out, cache = nn.dropout_forward(x, p, rng, train)
    assert out.dtype == nn.dropout_backward(x, cache).dtype == np.float32


def test_nan_passes_through_dropout(rng):
    x = np.full((30, 40), np.nan)
    assert np.isnan(nn.dropout_forward(x, P, rng)[0]).all()


# Bad input

X = np.zeros((3, 4))
RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.l2_penalty(X, -1), "strength must be at least 0, got -1"),
        (lambda: nn.l2_penalty_backward(X, -1), "strength must be at least 0, got -1"),
        (lambda: nn.l1_penalty(X, -1), "strength must be at least 0, got -1"),
        (lambda: nn.l1_penalty_backward(X, -1), "strength must be at least 0, got -1"),
        (lambda: nn.dropout_forward(X, 1, RNG), "p must be below 1, got 1"),
        (lambda: nn.dropout_forward(X, -0.1, RNG), "p must be at least 0, got -0.1"),
        (lambda: nn.dropout_backward(X.T, (X,)), "dout must have shape (3, 4), got (4, 3)"),
        (
            lambda: nn.dropout_backward(X, X),
            "cache must be the (mask,) that the forward pass returned, got ndarray",
        ),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nn.l2_penalty(X, None), "strength must hold real numbers, got NoneType"),
        (lambda: nn.l1_penalty("w", 1), "w must hold real numbers, got str"),
        (
            lambda: nn.dropout_forward(X, 0.5, 0),
            "rng must be a Generator such as np.random.default_rng(0), got int",
        ),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()
