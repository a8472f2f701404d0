"""Value beside engines that are not ours, on calculations drawn at random."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from autodiff.programs import programs, run
from hypothesis import given, settings

from bpcourse.autodiff import Value

METHODS = {"exp": Value.exp, "relu": Value.relu, "tanh": Value.tanh}


def by_value(leaves, steps):
    leaves = [Value(x) for x in leaves]
    root = run(steps, leaves, METHODS)
    root.backward()
    return root.data, [x.grad for x in leaves]


def by_autograd(leaves, steps):
    functions = {"exp": anp.exp, "relu": lambda a: anp.maximum(a, 0.0), "tanh": anp.tanh}
    return autograd.value_and_grad(lambda x: run(steps, list(x), functions))(np.array(leaves))


def assert_equal(got, want, rtol=1e-9):
    got, want = (np.array([data, *grads], dtype=float) for data, grads in (got, want))
    assert np.linalg.norm(got - want) <= rtol * np.linalg.norm(want) + 1e-12


@settings(max_examples=200, deadline=None)
@given(programs())
def test_equals_autograd(program):
    assert_equal(by_value(*program), by_autograd(*program))


@pytest.mark.torch
@settings(max_examples=50, deadline=None)
@given(program=programs())
def test_equals_torch(torch, program):
    leaves, steps = program
    x = [torch.tensor(leaf, dtype=torch.float64, requires_grad=True) for leaf in leaves]
    root = run(steps, x, {"exp": torch.exp, "relu": torch.relu, "tanh": torch.tanh})
    root.backward()
    grads = [0.0 if leaf.grad is None else float(leaf.grad) for leaf in x]
    assert_equal(by_value(*program), (root.item(), grads))
