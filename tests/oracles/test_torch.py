"""Layers and losses against PyTorch: its functions forwards, its autograd backwards."""

from dataclasses import replace

import numpy as np
import pytest
from oracles.compare import check_backward, check_forward
from oracles.table import ORACLES

from bpcourse import nn

pytestmark = pytest.mark.torch

ENTRIES = {entry.name: entry for entry in ORACLES}

# Ours, and the same in terms of torch.nn.functional.
IN_TORCH = {
    "relu": lambda F, x: F.relu(x),
    "leaky_relu": lambda F, x, slope: F.leaky_relu(x, slope),
    "sigmoid": lambda F, x: F.sigmoid(x),
    "tanh": lambda F, x: F.tanh(x),
    "gelu": lambda F, x: F.gelu(x, approximate="tanh"),
    "logsumexp": lambda F, x: x.logsumexp(dim=1),
    "softmax": lambda F, x: F.softmax(x, dim=1),
    "linear_forward": lambda F, x, w, b: F.linear(x, w.T, b),
    "mse_loss": lambda F, pred, target: F.mse_loss(pred, target),
    "cross_entropy": lambda F, logits, y: F.cross_entropy(logits, y),
    "binary_cross_entropy": lambda F, logits, y: F.binary_cross_entropy_with_logits(
        logits, y.to(logits.dtype)
    ),
}
BACKWARDS = [name for name in IN_TORCH if ENTRIES[name].back]


@pytest.fixture
def in_torch(torch):
    """An entry of the table whose truth is PyTorch's, and that truth on tensors."""

    def tensors(arguments):
        arrays = np.ndarray | np.generic
        return {
            name: torch.as_tensor(x) if isinstance(x, arrays) else x
            for name, x in arguments.items()
        }

    def make(name):
        def function(**given):
            return IN_TORCH[name](torch.nn.functional, **given)

        def truth(**arguments):
            return function(**tensors(arguments)).numpy()

        def gradient(entry, dout, arguments):
            given = tensors(arguments)
            inputs = [given[name].requires_grad_() for name in entry.back.wrt]
            grads = torch.autograd.grad(function(**given), inputs, torch.as_tensor(dout))
            return dict(zip(entry.back.wrt, (grad.numpy() for grad in grads), strict=True))

        return replace(ENTRIES[name], truth=truth), gradient

    return make


@pytest.mark.parametrize("name", IN_TORCH)
def test_forward(name, in_torch):
    entry, _ = in_torch(name)
    check_forward(entry, getattr(nn, name))


@pytest.mark.parametrize("name", BACKWARDS)
def test_backward(name, in_torch):
    entry, gradient = in_torch(name)
    check_backward(entry, getattr(nn, entry.back.name), gradient=gradient)
