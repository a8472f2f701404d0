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
def test_relu_backward(rng, shape):
    x, dout = rng.standard_normal((2, *shape))
    x = away_from_zero(x)
    want = numerical_gradient(lambda x: np.sum(dout * nn.relu(x)), x)
    assert relative_error(nn.relu_backward(dout, x), want) < CLOSE


def test_relu_backward_sends_nothing_back_at_zero():
    assert nn.relu_backward(np.array([3.0]), np.array([0.0])) == 0


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "forward, backward", [(nn.sigmoid, nn.sigmoid_backward), (nn.tanh, nn.tanh_backward)]
)
def test_backward_from_the_output(rng, forward, backward, shape):
    x, dout = rng.standard_normal((2, *shape))
    want = numerical_gradient(lambda x: np.sum(dout * forward(x)), x)
    assert relative_error(backward(dout, forward(x)), want) < CLOSE


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


def test_with_one_class_there_is_nothing_to_learn(rng):
    logits, y = rng.standard_normal((5, 1)), np.zeros(5, dtype=int)
    assert nn.cross_entropy(logits, y) == 0
    np.testing.assert_array_equal(nn.cross_entropy_backward(logits, y), np.zeros((5, 1)))
