"""Every pure function of bpcourse.nn against its oracles."""

import inspect

import numpy as np
import pytest
from oracles.compare import check_backward, check_forward, check_slope
from oracles.table import NOT_PURE, ORACLES

from bpcourse import nn

FORWARDS = [pytest.param(entry, id=entry.name) for entry in ORACLES]
BACKWARDS = [pytest.param(entry, id=entry.back.name) for entry in ORACLES if entry.back]
DTYPES = [pytest.param(np.float64, id="float64"), pytest.param(np.float32, id="float32")]


def test_no_function_is_without_an_oracle():
    functions = {name for name in nn.__all__ if inspect.isfunction(getattr(nn, name))}
    has_one = {name for e in ORACLES for name in (e.name, e.back.name if e.back else e.name)}
    assert functions == has_one | NOT_PURE.keys()
    assert not has_one & NOT_PURE.keys()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("entry", FORWARDS)
def test_forward(entry, dtype):
    check_forward(entry, getattr(nn, entry.name), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("entry", BACKWARDS)
def test_backward(entry, dtype):
    check_backward(entry, getattr(nn, entry.back.name), dtype)


@pytest.mark.parametrize("entry", BACKWARDS)
def test_backward_is_the_slope_of_our_own_forward(entry):
    check_slope(entry, getattr(nn, entry.back.name), getattr(nn, entry.name))
