"""The decorator that checks arguments, and its rules."""

import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.nn.checked import (
    Array,
    Cache,
    Count,
    Function,
    Generator,
    Grads,
    Labels,
    Like,
    Number,
    Params,
    checked,
)


@checked(x=Array("N", "D"), w=Array("D", 3))
def product(x, w, scale=2):
    """Words."""
    return scale * (x @ w)


def test_a_function_gets_floats_and_keeps_its_name_words_and_defaults():
    assert (product.__name__, product.__doc__) == ("product", "Words.")
    out = product([[True, False]], w=np.ones((2, 3), dtype=int))
    np.testing.assert_array_equal(out, [[2.0, 2, 2]])
    assert out.dtype == np.float64


def test_without_its_checks_it_is_the_function_as_written():
    with pytest.raises(TypeError, match="unsupported operand"):
        product.__wrapped__([[1]], [[1, 1, 1]])


def test_a_letter_keeps_its_size():
    message = re.escape("w must have shape (2, 3), got (4, 3)")
    with pytest.raises(ValueError, match=f"^{message}$"):
        product(np.ones((5, 2)), np.ones((4, 3)))
    product(np.ones((5, 4)), np.ones((4, 3)))  # and forgets it after the call


@pytest.mark.parametrize(
    "args, kwargs",
    [((1,), {}), ((1, 2, 3, 4), {}), ((1, 2), {"z": 3}), ((1, 2), {"x": 3}), ((), {"scale": 1})],
)
def test_a_call_that_does_not_fit_names_the_function(args, kwargs):
    with pytest.raises(TypeError, match=r"^product: "):
        product(*args, **kwargs)


def test_an_argument_gives_a_letter_its_size():
    @checked(C=Count(), y=Labels("N", "C"), pred=Labels("N", "C"))
    def f(y, pred, C):
        return C

    assert f([0, 1], [1, 2], 3) == 3
    with pytest.raises(ValueError, match=r"^pred must hold labels in 0\.\.1, got 2$"):
        f([0, 1], [1, 2], 2)


PARAMS = {"w1": np.ones((2, 3)), "b1": np.ones(3)}


@pytest.mark.parametrize(
    "rule, value, error, message",
    [
        (Array("N", "D"), np.ones(3), ValueError, "a must have shape (N, D), got (3,)"),
        (
            Array(..., filled=True),
            [],
            ValueError,
            "a must hold at least one number, got shape (0,)",
        ),
        (Array("C", "C"), np.ones((2, 3)), ValueError, "a must have shape (3, 3), got (2, 3)"),
        (Like("p"), np.ones(3), ValueError, "a must have shape (2,), got (3,)"),
        (
            Cache(x=Array("N")),
            (np.ones((1, 1)),),
            ValueError,
            "x in a must have shape (N,), got (1, 1)",
        ),
        (Number(above=0), 0, ValueError, "a must be above 0, got 0"),
        (Number(above=0), np.nan, ValueError, "a must be above 0, got nan"),
        (Number(at_least=0), -1, ValueError, "a must be at least 0, got -1"),
        (Number(below=1), 1.0, ValueError, "a must be below 1, got 1.0"),
        (Number(at_most=1), 2, ValueError, "a must be at most 1, got 2"),
        (Number(), [1, 2], ValueError, "a must be one number, got (2,)"),
        (Number(), "much", TypeError, "a must hold real numbers, got str"),
        (Count(), 0, ValueError, "a must be at least 1, got 0"),
        (Count(), 2.0, TypeError, "a must be a whole number, got float"),
        (Count(), True, TypeError, "a must be a whole number, got bool"),
        (Function(), 3, TypeError, "a must be a function, got int: hand it over uncalled"),
        (
            Generator(),
            0,
            TypeError,
            "a must be a Generator such as np.random.default_rng(0), got int",
        ),
        (Params(), [1], TypeError, "a must be a dict of arrays by name, got list"),
        (Params(), {}, ValueError, "a must hold at least one array, got an empty dict"),
        (Params(), {"w1": None}, TypeError, 'a["w1"] must hold real numbers, got NoneType'),
        (
            Grads("params"),
            {"w1": np.ones((2, 3))},
            ValueError,
            "a must have the names of params, w1, b1, got w1",
        ),
        (
            Grads("params"),
            {"w1": np.ones((3, 2)), "b1": np.ones(3)},
            ValueError,
            'a["w1"] must have shape (2, 3), got (3, 2)',
        ),
    ],
)
def test_a_rule_names_what_is_wrong(rule, value, error, message):
    @checked(a=rule)
    def f(p, params, a):
        return a

    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        f(np.ones(2), PARAMS, value)


def test_gradients_come_in_the_order_of_the_parameters():
    @checked(grads=Grads("params"))
    def f(params, grads):
        return grads

    assert list(f(PARAMS, dict(reversed(PARAMS.items())))) == ["w1", "b1"]


def test_numbers_come_as_they_were():
    @checked(a=Number(above=0), n=Count())
    def f(a, n):
        return a, n

    assert f(0.5, np.int64(3)) == (0.5, 3)
    assert [type(v) for v in f(1, np.int64(3))] == [int, int]


def test_what_is_asked_for_by_name_is_not_taken_by_position():
    @checked(a=Number())
    def f(a, *, b):
        return a, b

    assert f(1, b=2) == (1, 2)
    with pytest.raises(TypeError, match=r"^f: "):
        f(1, 2)


def test_a_network_is_no_function_but_has_some():
    @checked(f=Function())
    def g(f):
        return f

    with pytest.raises(TypeError, match=r"got Network: one of its methods, such as network\.loss"):
        g(nn.Network([2, 2]))
    with pytest.raises(TypeError, match=r"^f must be a function, got str$"):
        g("he")


def test_a_bound_that_may_be_reached():
    @checked(a=Number(at_least=0, at_most=1))
    def f(a):
        return a

    assert [f(0), f(1)] == [0, 1]
