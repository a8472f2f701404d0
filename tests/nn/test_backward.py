"""Every backward pass against central differences of its own forward pass."""

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import numerical_gradient, relative_error

# Over 300 seeds the worst was 3e-8, a weight of nearly no gradient; most stay below 1e-9.
CLOSE = 1e-7

SHAPES = [(5, 3), (3, 3), (1, 3), (5, 1), (1, 1), (7,), (2, 3, 4), ()]


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def away_from_zero(x, margin=0.01):
    """Move every entry off relu's kink, farther than a step of the difference reaches."""
    return x + np.copysign(margin, x)


@pytest.mark.parametrize(
    "N, D, M", [(5, 3, 4), (4, 4, 4), (1, 3, 4), (5, 1, 4), (5, 3, 1), (1, 1, 1)]
)
def test_linear_backward(rng, N, D, M):
    x, w, b = (rng.standard_normal(shape) for shape in [(N, D), (D, M), (M,)])
    dout = rng.standard_normal((N, M))

    def loss(x, w, b):
        return np.sum(dout * nn.linear_forward(x, w, b)[0])

    dx, dw, db = nn.linear_backward(dout, nn.linear_forward(x, w, b)[1])
    assert relative_error(dx, numerical_gradient(lambda x: loss(x, w, b), x)) < CLOSE
    assert relative_error(dw, numerical_gradient(lambda w: loss(x, w, b), w)) < CLOSE
    assert relative_error(db, numerical_gradient(lambda b: loss(x, w, b), b)) < CLOSE


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "forward, backward",
    [
        (nn.relu, nn.relu_backward),
        (nn.leaky_relu, nn.leaky_relu_backward),
        (nn.gelu, nn.gelu_backward),
    ],
)
def test_backward_from_the_input(rng, forward, backward, shape):
    x, dout = rng.standard_normal((2, *shape))
    x = away_from_zero(x)
    want = numerical_gradient(lambda x: np.sum(dout * forward(x)), x)
    assert relative_error(backward(dout, x), want) < CLOSE


def test_at_its_corner_relu_counts_as_flat():
    assert nn.relu_backward(np.array([3.0]), np.array([0.0])) == 0
    assert nn.leaky_relu_backward(np.array([3.0]), np.array([0.0]), 0.5) == 1.5


def test_leaky_relu_backward_with_a_slope_of_its_own(rng):
    x, dout = rng.standard_normal((2, 5, 3))
    x = away_from_zero(x)
    want = numerical_gradient(lambda x: np.sum(dout * nn.leaky_relu(x, 0.3)), x)
    assert relative_error(nn.leaky_relu_backward(dout, x, 0.3), want) < CLOSE


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "forward, backward", [(nn.sigmoid, nn.sigmoid_backward), (nn.tanh, nn.tanh_backward)]
)
def test_backward_from_the_output(rng, forward, backward, shape):
    x, dout = rng.standard_normal((2, *shape))
    want = numerical_gradient(lambda x: np.sum(dout * forward(x)), x)
    assert relative_error(backward(dout, forward(x)), want) < CLOSE


@pytest.mark.parametrize("N, C", [(5, 3), (4, 4), (1, 3), (1, 2)])
def test_softmax_backward(rng, N, C):
    x, dout = rng.standard_normal((2, N, C))
    want = numerical_gradient(lambda x: np.sum(dout * nn.softmax(x)), x)
    assert relative_error(nn.softmax_backward(dout, nn.softmax(x)), want) < CLOSE


def test_softmax_backward_of_the_log_of_the_true_class_is_cross_entropy_backward(rng):
    logits, y = rng.standard_normal((5, 3)), rng.integers(3, size=5)
    p = nn.softmax(logits)
    dp = np.zeros_like(p)
    dp[np.arange(5), y] = -1 / p[np.arange(5), y] / 5
    np.testing.assert_allclose(
        nn.softmax_backward(dp, p), nn.cross_entropy_backward(logits, y), rtol=1e-13
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_mse_loss_backward(rng, shape):
    pred, target = rng.standard_normal((2, *shape))
    want = numerical_gradient(lambda pred: nn.mse_loss(pred, target), pred)
    assert relative_error(nn.mse_loss_backward(pred, target), want) < CLOSE


@pytest.mark.parametrize("N, C", [(5, 3), (4, 4), (1, 3), (1, 2)])
def test_cross_entropy_backward(rng, N, C):
    logits, y = rng.standard_normal((N, C)), rng.integers(C, size=N)
    want = numerical_gradient(lambda logits: nn.cross_entropy(logits, y), logits)
    assert relative_error(nn.cross_entropy_backward(logits, y), want) < CLOSE


@pytest.mark.parametrize("N", [1, 2, 5])
def test_binary_cross_entropy_backward(rng, N):
    logits = rng.standard_normal(N)
    for y in (rng.integers(2, size=N), rng.random(N)):
        want = numerical_gradient(lambda logits, y=y: nn.binary_cross_entropy(logits, y), logits)
        assert relative_error(nn.binary_cross_entropy_backward(logits, y), want) < CLOSE


def test_with_one_class_there_is_nothing_to_learn(rng):
    logits, y = rng.standard_normal((5, 1)), np.zeros(5, dtype=int)
    assert nn.cross_entropy(logits, y) == 0
    np.testing.assert_array_equal(nn.cross_entropy_backward(logits, y), np.zeros((5, 1)))
