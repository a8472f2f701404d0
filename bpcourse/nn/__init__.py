"""The textbook: every forward pass with its backward pass directly below it. NumPy only."""

from .activations import relu, relu_backward, sigmoid, sigmoid_backward, tanh, tanh_backward
from .linear import linear_backward, linear_forward
from .losses import (
    cross_entropy,
    cross_entropy_backward,
    logsumexp,
    mse_loss,
    mse_loss_backward,
    softmax,
)

__all__ = [
    "cross_entropy",
    "cross_entropy_backward",
    "linear_backward",
    "linear_forward",
    "logsumexp",
    "mse_loss",
    "mse_loss_backward",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
    "softmax",
    "tanh",
    "tanh_backward",
]
