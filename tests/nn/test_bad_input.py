"""Bad input is answered in words: which argument, what came, what was wanted."""

import re

import numpy as np
import pytest

from bpcourse import nn


def zeros(*shape):
    return np.zeros(shape)


Y = np.array([0, 2, 1, 1, 0])


@pytest.mark.parametrize(
    "function, arguments, message",
    [
        (
            nn.linear_forward,
            (zeros(5), zeros(5, 4), zeros(4)),
            "x must have shape (N, D), got (5,)",
        ),
        (
            nn.linear_forward,
            (zeros(2, 5, 3), zeros(3, 4), zeros(4)),
            "x must have shape (N, D), got (2, 5, 3)",
        ),
        (
            nn.linear_forward,
            (zeros(5, 0), zeros(0, 4), zeros(4)),
            "x must have shape (N, D), got (5, 0)",
        ),
        (
            nn.linear_forward,
            (zeros(5, 3), zeros(4, 3), zeros(4)),
            "w must have shape (3, M), got (4, 3)",
        ),
        (nn.linear_forward, (zeros(5, 3), zeros(3), 0.0), "w must have shape (3, M), got (3,)"),
        (
            nn.linear_forward,
            (zeros(5, 3), zeros(3, 4), zeros(3)),
            "b must have shape (4,), got (3,)",
        ),
        (
            nn.linear_forward,
            (zeros(5, 3), zeros(3, 4), zeros(1, 4)),
            "b must have shape (4,), got (1, 4)",
        ),
        (nn.linear_forward, (zeros(5, 3), zeros(3, 4), 0.0), "b must have shape (4,), got ()"),
        (
            nn.linear_backward,
            (zeros(4, 5), (zeros(5, 3), zeros(3, 4))),
            "dout must have shape (5, 4), got (4, 5)",
        ),
        (
            nn.linear_backward,
            (zeros(5, 4), [zeros(3, 4)]),
            "cache must be the (x, w) that the forward pass returned, got (ndarray,)",
        ),
        (
            nn.linear_backward,
            (zeros(5, 4), zeros(5, 3)),
            "cache must be the (x, w) that the forward pass returned, got ndarray",
        ),
        (
            nn.linear_backward,
            (zeros(5, 4), (zeros(5, 3), None)),
            "cache must be the (x, w) that the forward pass returned, got (ndarray, NoneType)",
        ),
        (nn.relu_backward, (zeros(3), zeros(3, 1)), "dout must have shape (3, 1), got (3,)"),
        (nn.sigmoid_backward, (zeros(3), zeros(3, 1)), "dout must have shape (3, 1), got (3,)"),
        (nn.tanh_backward, (zeros(3, 1), zeros(3)), "dout must have shape (3,), got (3, 1)"),
        (nn.tanh_backward, (zeros(3), 0.5), "dout must be one number, got (3,)"),
        (nn.leaky_relu, (zeros(3), -1), "slope must be at least 0, got -1"),
        (nn.leaky_relu, (zeros(3), zeros(2)), "slope must be one number, got (2,)"),
        (nn.leaky_relu_backward, (zeros(3), zeros(3, 1)), "dout must have shape (3, 1), got (3,)"),
        (nn.leaky_relu_backward, (zeros(3), zeros(3), -1), "slope must be at least 0, got -1"),
        (nn.gelu_backward, (zeros(3), zeros(3, 1)), "dout must have shape (3, 1), got (3,)"),
        (nn.softmax_backward, (zeros(3), zeros(3)), "p must have shape (N, C), got (3,)"),
        (
            nn.softmax_backward,
            (zeros(3, 5), zeros(5, 3)),
            "dout must have shape (5, 3), got (3, 5)",
        ),
        (nn.mse_loss, (zeros(5, 1), zeros(5)), "target must have shape (5, 1), got (5,)"),
        (nn.mse_loss_backward, (zeros(5, 1), zeros(5)), "target must have shape (5, 1), got (5,)"),
        (nn.mse_loss, ([], []), "pred must hold at least one number, got shape (0,)"),
        (nn.logsumexp, (zeros(3),), "x must have shape (N, C), got (3,)"),
        (nn.logsumexp, (zeros(5, 0),), "x must have shape (N, C), got (5, 0)"),
        (nn.softmax, (zeros(3),), "x must have shape (N, C), got (3,)"),
        (nn.softmax, ([[1, 2], [3]],), "x must be an array, got rows of different lengths"),
        (nn.cross_entropy, (zeros(3), 1), "logits must have shape (N, C), got (3,)"),
        (nn.cross_entropy, (zeros(5, 3), Y[:4]), "y must have shape (5,), got (4,)"),
        (
            nn.cross_entropy,
            (zeros(5, 3), Y[:, None]),
            "y must have shape (5,), got (5, 1); y[:, 0] has it",
        ),
        (
            nn.cross_entropy,
            (zeros(5, 3), np.eye(3, dtype=int)[Y]),
            "y must have shape (5,), got (5, 3); y.argmax(axis=1) makes labels of one-hot rows",
        ),
        (nn.cross_entropy, (zeros(5, 3), Y + 1), "y must hold labels in 0..2, got 3"),
        (nn.cross_entropy, (zeros(5, 3), Y - 1), "y must hold labels in 0..2, got -1"),
        (nn.cross_entropy_backward, (zeros(3), 1), "logits must have shape (N, C), got (3,)"),
        (nn.cross_entropy_backward, (zeros(5, 3), Y[:4]), "y must have shape (5,), got (4,)"),
        (nn.cross_entropy_backward, (zeros(5, 3), Y + 1), "y must hold labels in 0..2, got 3"),
        (nn.cross_entropy_backward, (zeros(5, 3), Y - 1), "y must hold labels in 0..2, got -1"),
        (nn.binary_cross_entropy, (zeros(5, 1), Y), "logits must have shape (N,), got (5, 1)"),
        (
            nn.binary_cross_entropy,
            (zeros(5), Y[:, None]),
            "y must have shape (5,), got (5, 1)",
        ),
        (nn.binary_cross_entropy, (zeros(5), Y), "y must hold numbers in 0..1, got 2"),
        (nn.binary_cross_entropy, (zeros(5), Y - 0.25), "y must hold numbers in 0..1, got -0.25"),
        (nn.binary_cross_entropy, ([], []), "logits must hold at least one number, got shape (0,)"),
        (nn.binary_cross_entropy_backward, (zeros(5), Y), "y must hold numbers in 0..1, got 2"),
        (nn.binary_cross_entropy_backward, (zeros(5), Y[:4]), "y must have shape (5,), got (4,)"),
    ],
)
def test_a_wrong_value_is_named(function, arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        function(*arguments)


@pytest.mark.parametrize(
    "function, arguments, message",
    [
        (nn.relu, (None,), "x must hold real numbers, got NoneType"),
        (nn.relu, ("many",), "x must hold real numbers, got str"),
        (nn.relu, ([1, None],), "x must hold real numbers, got list"),
        (nn.sigmoid, (1j * zeros(3),), "x must hold real numbers, got ndarray of dtype complex128"),
        (
            nn.tanh,
            (zeros(3).astype(object),),
            "x must hold real numbers, got ndarray of dtype object",
        ),
        (nn.linear_forward, (zeros(5, 3), "w", 0), "w must hold real numbers, got str"),
        (
            nn.linear_backward,
            (None, (zeros(5, 3), zeros(3, 4))),
            "dout must hold real numbers, got NoneType",
        ),
        (nn.mse_loss, (zeros(3), None), "target must hold real numbers, got NoneType"),
        (nn.cross_entropy, (None, Y), "logits must hold real numbers, got NoneType"),
        (
            nn.cross_entropy,
            (zeros(5, 3), Y.astype(float)),
            "y must hold integer labels, got ndarray of dtype float64",
        ),
        (
            nn.cross_entropy,
            (zeros(5, 3), Y > 0),
            "y must hold integer labels, got ndarray of dtype bool",
        ),
        (nn.cross_entropy, (zeros(5, 3), list("abcab")), "y must hold integer labels, got list"),
        (
            nn.cross_entropy_backward,
            (zeros(5, 3), None),
            "y must hold integer labels, got NoneType",
        ),
        (nn.binary_cross_entropy, (zeros(5), None), "y must hold real numbers, got NoneType"),
        (nn.binary_cross_entropy, (zeros(3), list("abc")), "y must hold real numbers, got list"),
        (nn.leaky_relu, (zeros(3), "steep"), "slope must hold real numbers, got str"),
    ],
)
def test_a_wrong_type_is_named(function, arguments, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        function(*arguments)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.uint64])
def test_labels_may_be_integers_of_any_width(dtype):
    logits = np.arange(15.0).reshape(5, 3)
    assert nn.cross_entropy(logits, Y.astype(dtype)) == nn.cross_entropy(logits, Y)


@pytest.mark.parametrize("dtype", [">i4", "<i4", ">u2", ">i8"])
def test_labels_may_be_stored_either_way_round(dtype):
    logits = np.arange(15.0).reshape(5, 3)
    assert nn.cross_entropy(logits, Y.astype(dtype)) == nn.cross_entropy(logits, Y)
    with pytest.raises(ValueError, match=r"^y must hold labels in 0\.\.2, got 3$"):
        nn.cross_entropy(logits, (Y + 1).astype(dtype))


@pytest.mark.parametrize("y, worst", [([-1, 1, 1], -1), ([0, 0.5, -0.25], -0.25), ([0, 1, 2], 2)])
def test_labels_of_two_classes_on_either_side_of_the_range(y, worst):
    message = f"^y must hold numbers in 0..1, got {worst}$"
    for function in (nn.binary_cross_entropy, nn.binary_cross_entropy_backward):
        with pytest.raises(ValueError, match=message):
            function(zeros(3), y)
    network = nn.Network([2, 1], loss="binary_cross_entropy")
    with pytest.raises(ValueError, match=message):
        network.loss(network.params, zeros(3, 2), y)


def test_a_cache_that_is_no_tuple_is_refused_even_if_its_length_fits():
    message = re.escape("cache must be the (mask,) that the forward pass returned, got ndarray")
    with pytest.raises(ValueError, match=f"^{message}$"):
        nn.dropout_backward(zeros(3), zeros(1, 3))
