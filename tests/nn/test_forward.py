"""Every forward pass against an oracle that is not ours, or numbers worked by hand."""

import math

import numpy as np
import pytest
import scipy.special

from bpcourse import nn

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(6)


# The linear layer


def test_linear_forward_by_hand():
    x = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
    w = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
    out, cache = nn.linear_forward(x, w, np.array([0.5, -0.5]))
    np.testing.assert_array_equal(out, [[14.5, 139.5], [1.5, 9.5]])
    assert isinstance(cache, tuple)
    assert len(cache) == 2
    np.testing.assert_array_equal(cache[0], x)
    np.testing.assert_array_equal(cache[1], w)


@pytest.mark.parametrize(
    "N, D, M", [(5, 3, 4), (4, 4, 4), (1, 3, 4), (5, 1, 4), (5, 3, 1), (1, 1, 1)]
)
def test_linear_forward_is_a_sum_over_the_inputs(rng, N, D, M):
    x, w, b = (rng.standard_normal(shape) for shape in [(N, D), (D, M), (M,)])
    out, _ = nn.linear_forward(x, w, b)
    want = [
        [math.fsum([*(x[n, d] * w[d, m] for d in range(D)), b[m]]) for m in range(M)]
        for n in range(N)
    ]
    np.testing.assert_allclose(out, want, rtol=1e-12, atol=1e-14)


# Activations

WIDE = np.linspace(-708, 708, 2833)  # as far as exp(x) keeps all its digits


def test_relu():
    x = np.array([[-2.0, -1e-300, 0.0], [1e-300, 3.0, np.inf]])
    np.testing.assert_array_equal(nn.relu(x), [[0, 0, 0], [1e-300, 3, np.inf]])


def test_sigmoid_is_expit():
    np.testing.assert_allclose(nn.sigmoid(WIDE), scipy.special.expit(WIDE), rtol=1e-14)


def test_sigmoid_far_out_is_flat_and_silent():
    out = nn.sigmoid(np.array([-np.inf, -1000.0, 0.0, 1000.0, np.inf]))
    np.testing.assert_array_equal(out, [0, 0, 0.5, 1, 1])


def test_tanh():
    want = [math.tanh(x) for x in WIDE]
    np.testing.assert_allclose(nn.tanh(WIDE), want, rtol=1e-14)


def test_leaky_relu_by_hand():
    x = np.array([-2.0, -0.5, 0.0, 3.0])
    np.testing.assert_array_equal(nn.leaky_relu(x), [-0.02, -0.005, 0, 3])
    np.testing.assert_array_equal(nn.leaky_relu(x, slope=0.25), [-0.5, -0.125, 0, 3])
    np.testing.assert_array_equal(nn.leaky_relu(x, slope=0), nn.relu(x))


def test_gelu_is_nearly_x_times_the_normal_distribution():
    x = np.linspace(-6, 6, 1201)
    off = nn.gelu(x) - x * scipy.special.ndtr(x)
    assert 0.0004 < np.abs(off).max() < 0.0005  # the tanh approximation, not the exact one
    assert nn.gelu(1.0) == pytest.approx(
        0.5 * (1 + math.tanh(math.sqrt(2 / math.pi) * 1.044715)), rel=1e-15
    )


def test_gelu_far_out_is_relu_and_silent():
    x = np.array([-1e100, -1000.0, -10.0, 0.0, 10.0, 1000.0, 1e100])
    np.testing.assert_allclose(nn.gelu(x), nn.relu(x), atol=1e-15)


@pytest.mark.parametrize("shape", [(5, 3), (1, 1), (7,), (2, 3, 4), ()])
@pytest.mark.parametrize("activation", [nn.relu, nn.leaky_relu, nn.sigmoid, nn.tanh, nn.gelu])
def test_an_activation_keeps_the_shape(rng, activation, shape):
    x = rng.standard_normal(shape)
    assert activation(x).shape == shape
    if shape:
        assert activation(x)[-1].tolist() == activation(x[-1]).tolist()


# Softmax and its logarithm

LOGITS = [(5, 3), (4, 4), (1, 3), (5, 1), (1, 1)]


@pytest.mark.parametrize("shape", LOGITS)
@pytest.mark.parametrize("offset", [0, 1000, -1000])
@pytest.mark.parametrize("spread", [1, 500])
def test_logsumexp_and_softmax_are_those_of_scipy(rng, shape, offset, spread):
    x = spread * rng.standard_normal(shape) + offset
    np.testing.assert_allclose(nn.logsumexp(x), scipy.special.logsumexp(x, axis=1), rtol=1e-13)
    np.testing.assert_allclose(nn.softmax(x), scipy.special.softmax(x, axis=1), rtol=1e-12)


def test_softmax_survives_rows_that_are_far_apart():
    p = nn.softmax(np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 1000.0]]))
    np.testing.assert_array_equal(p, [[0.5, 0.5], [0.5, 0.5], [0, 1]])


def test_a_logit_of_minus_infinity_is_a_class_ruled_out():
    x = np.array([[0.0, -np.inf, 0.0]])
    np.testing.assert_array_equal(nn.softmax(x), [[0.5, 0, 0.5]])
    np.testing.assert_allclose(nn.logsumexp(x), [math.log(2)])


# Losses


def test_mse_loss_by_hand():
    loss = nn.mse_loss(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.zeros((2, 3)))
    assert type(loss) is float
    assert loss == pytest.approx(91 / 6, rel=1e-15)


def test_cross_entropy_by_hand():
    # Odds of 1 : 2 : 5 and 3 : 1 : 4.
    logits = np.log([[1.0, 2.0, 5.0], [3.0, 1.0, 4.0]])
    loss = nn.cross_entropy(logits, np.array([2, 1]))
    assert type(loss) is float
    assert loss == pytest.approx(-(math.log(5 / 8) + math.log(1 / 8)) / 2, rel=1e-14)


@pytest.mark.parametrize("shape", LOGITS)
def test_cross_entropy_is_the_mean_of_minus_log_softmax(rng, shape):
    logits, y = rng.standard_normal(shape), rng.integers(shape[1], size=shape[0])
    log_p = scipy.special.log_softmax(logits, axis=1)
    want = -math.fsum(row[label] for row, label in zip(log_p, y, strict=True)) / shape[0]
    assert nn.cross_entropy(logits, y) == pytest.approx(want, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("offset", [1000, -1000])
def test_a_common_offset_changes_neither_the_loss_nor_its_gradient(rng, offset):
    # Whole numbers, so that the offset itself costs no digits.
    logits, y = rng.integers(-5, 6, size=(5, 3)).astype(float), rng.integers(3, size=5)
    loss = nn.cross_entropy(logits, y)
    assert nn.cross_entropy(logits + offset, y) == pytest.approx(loss, rel=1e-12)
    np.testing.assert_allclose(
        nn.cross_entropy_backward(logits + offset, y),
        nn.cross_entropy_backward(logits, y),
        rtol=1e-14,
    )


def test_being_wrong_by_a_gap_of_1000_costs_1000_and_stays_finite():
    logits, y = np.array([[1000.0, 0.0], [0.0, -1000.0]]), np.array([1, 1])
    assert nn.cross_entropy(logits, y) == 1000
    np.testing.assert_array_equal(nn.cross_entropy_backward(logits, y), [[0.5, -0.5]] * 2)


def test_being_right_by_a_gap_of_1000_costs_nothing():
    logits, y = np.array([[1000.0, 0.0], [0.0, -1000.0]]), np.array([0, 0])
    assert nn.cross_entropy(logits, y) == 0
    np.testing.assert_array_equal(nn.cross_entropy_backward(logits, y), np.zeros((2, 2)))


def test_binary_cross_entropy_by_hand():
    # Odds of 3 : 1 and 1 : 4 for class 1.
    loss = nn.binary_cross_entropy(np.log([3.0, 1 / 4]), np.array([1, 0]))
    assert type(loss) is float
    assert loss == pytest.approx(-(math.log(3 / 4) + math.log(4 / 5)) / 2, rel=1e-14)


def test_binary_cross_entropy_with_a_probability_for_a_label():
    loss = nn.binary_cross_entropy(np.log([3.0]), np.array([0.9]))
    assert loss == pytest.approx(-(0.9 * math.log(3 / 4) + 0.1 * math.log(1 / 4)), rel=1e-14)


def test_binary_cross_entropy_is_the_cross_entropy_of_two_classes(rng):
    logits, y = 5 * rng.standard_normal(50), rng.integers(2, size=50)
    both = np.stack([np.zeros(50), logits], axis=1)
    want = nn.cross_entropy(both, y)
    assert nn.binary_cross_entropy(logits, y) == pytest.approx(want, rel=1e-13)
    np.testing.assert_allclose(
        nn.binary_cross_entropy_backward(logits, y),
        nn.cross_entropy_backward(both, y)[:, 1],
        atol=1e-16,
    )


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint8, np.int64, np.float32, np.float64])
def test_binary_labels_of_any_type_are_the_same(dtype):
    logits, y = np.array([0.3, -1.2, 2.0]), np.array([1, 1, 0])
    assert nn.binary_cross_entropy(logits, y.astype(dtype)) == nn.binary_cross_entropy(logits, y)
    np.testing.assert_array_equal(
        nn.binary_cross_entropy_backward(logits, y.astype(dtype)),
        nn.binary_cross_entropy_backward(logits, y),
    )


def test_a_logit_of_1000_costs_1000_or_nothing():
    logits = np.array([1000.0, -1000.0])
    wrong, right = np.array([0, 1]), np.array([1, 0])
    assert nn.binary_cross_entropy(logits, wrong) == 1000
    assert nn.binary_cross_entropy(logits, right) == 0
    np.testing.assert_array_equal(nn.binary_cross_entropy_backward(logits, wrong), [0.5, -0.5])
    np.testing.assert_array_equal(nn.binary_cross_entropy_backward(logits, right), [0, 0])


@pytest.mark.parametrize("z", [20.0, 40.0, 700.0])
def test_a_tiny_loss_keeps_its_digits(z):
    loss = nn.binary_cross_entropy(np.array([z]), np.array([1]))
    assert loss == pytest.approx(math.log1p(math.exp(-z)), rel=1e-14)
