"""What a Value may be combined with, what it says to the rest, and numbers too large for it."""

import copy
import math
import pickle
import warnings

import numpy as np
import pytest

from bpcourse.autodiff import Value

NUMBERS = [2, 2.0, True, np.float64(2), np.float32(2), np.int64(2), np.uint8(2), np.array(2.0)]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: type(number).__name__)
@pytest.mark.parametrize(
    "operation",
    [
        lambda a, n: a + n,
        lambda a, n: n + a,
        lambda a, n: a * n,
        lambda a, n: n * a,
        lambda a, n: a - n,
        lambda a, n: n - a,
        lambda a, n: a / n,
        lambda a, n: n / a,
        lambda a, n: a**n,
        lambda a, n: a + Value(n),
    ],
)
def test_kinds_of_number(operation, number):
    a, same = Value(3), Value(3)
    out, want = operation(a, number), operation(same, float(number))
    out.backward()
    want.backward()
    assert type(out) is Value
    assert (out.data, a.grad) == (want.data, same.grad)
    assert all(type(x.data) is type(x.grad) is float for x in (out, *out.inputs))


@pytest.mark.parametrize(
    ("operation", "error", "words"),
    [
        (lambda a: Value("3"), TypeError, "a Value's data must hold real numbers, got str"),
        (lambda a: Value(a), TypeError, "a Value's data must hold real numbers, got Value"),
        (lambda a: Value([1, 2]), ValueError, "a Value's data must be one number, got (2,)"),
        (lambda a: a + "3", TypeError, "must hold real numbers, got str"),
        (lambda a: "3" + a, TypeError, "must hold real numbers, got str"),
        (lambda a: a * None, TypeError, "must hold real numbers, got NoneType"),
        (lambda a: 1j * a, TypeError, "must hold real numbers, got complex"),
        (lambda a: a - "3", TypeError, "must hold real numbers, got str"),
        (lambda a: a / "3", TypeError, "must hold real numbers, got str"),
        (lambda a: a * np.array([1, 2]), ValueError, "must be one number, got (2,)"),
        (lambda a: np.array([1, 2]) * a, ValueError, "must be one number, got (2,)"),
        (lambda a: np.array([1, 2]) + a, ValueError, "must be one number, got (2,)"),
        (lambda a: a**a, TypeError, "the exponent must hold real numbers, got Value"),
        (lambda a: a ** "2", TypeError, "the exponent must hold real numbers, got str"),
        (lambda a: 2**a, TypeError, "unsupported operand"),
        (lambda a: Value(1.0, (a, a), (1.0,)), ValueError, "2 inputs need as many"),
    ],
)
def test_wrong_operands(operation, error, words):
    with pytest.raises(error) as raised:
        operation(Value(2))
    assert words in str(raised.value)


INFINITE = {
    "exp": (lambda a: a.exp(), np.exp, 1000.0),
    "exp of -inf": (lambda a: a.exp(), np.exp, -math.inf),
    "tanh": (lambda a: a.tanh(), np.tanh, 1000.0),
    "0 ** -1": (lambda a: a**-1, lambda x: x**-1.0, 0.0),
    "-0 ** -1": (lambda a: a**-1, lambda x: x**-1.0, -0.0),
    "large ** 2": (lambda a: a**2, lambda x: x**2.0, 1e200),
    "-large ** 3": (lambda a: a**3, lambda x: x**3.0, -1e200),
    "root of -8": (lambda a: a**0.5, lambda x: x**0.5, -8.0),
    "large * large": (lambda a: a * 1e200, lambda x: x * 1e200, 1e200),
    "1 / 0": (lambda a: 1 / a, lambda x: 1 / x, 0.0),
    "0 / 0": (lambda a: a / 0, lambda x: x / 0.0, 0.0),
    "inf - inf": (lambda a: a - math.inf, lambda x: x - math.inf, math.inf),
    "relu of nan": (lambda a: a.relu(), lambda x: np.maximum(x, 0), math.nan),
    "exp of nan": (lambda a: a.exp(), np.exp, math.nan),
}


@pytest.mark.parametrize("name", INFINITE)
def test_too_large_or_no_number_as_in_numpy(name):
    ours, numpys, x = INFINITE[name]
    with np.errstate(all="ignore"):
        want = numpys(np.float64(x))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        out = ours(Value(x))
        out.backward()
    assert type(out.data) is float
    np.testing.assert_equal(out.data, float(want))


@pytest.mark.parametrize(
    ("n", "want"), [(0, 0.0), (1, 1.0), (2, 0.0), (0.5, math.inf), (-1, -math.inf)]
)
def test_derivative_of_a_power_at_0(n, want):
    a = Value(0.0)
    (a**n).backward()
    assert a.grad == want


def pickled(value):
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_copies(again):
    a = Value(3)
    out = a * a + a
    same = again(out)
    same.backward()
    assert same is not out
    assert (same.data, same.inputs[1].grad) == (12, 7)
