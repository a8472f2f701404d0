"""What holds for every function of bpcourse.nn: its number types, and what it leaves alone."""

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import relative_error

RNG = np.random.default_rng(7)


def draw(*shape):
    """Whole numbers of -3..3 without 0: as integers and as floats they are the same input."""
    return RNG.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=shape)


# Per function, arguments that it can be called with. Floats are what the tests vary; labels and
# caches stay what they are.
CALLS = {
    "linear_forward": (draw(5, 3), draw(3, 4), draw(4)),
    "linear_backward": (draw(5, 4), (draw(5, 3), draw(3, 4))),
    "relu": (draw(5, 3),),
    "relu_backward": (draw(5, 3), draw(5, 3)),
    "sigmoid": (draw(5, 3),),
    "sigmoid_backward": (draw(5, 3), draw(5, 3)),
    "tanh": (draw(5, 3),),
    "tanh_backward": (draw(5, 3), draw(5, 3)),
    "mse_loss": (draw(5, 3), draw(5, 3)),
    "mse_loss_backward": (draw(5, 3), draw(5, 3)),
    "logsumexp": (draw(5, 3),),
    "softmax": (draw(5, 3),),
    "cross_entropy": (draw(5, 3), RNG.integers(3, size=5)),
    "cross_entropy_backward": (draw(5, 3), RNG.integers(3, size=5)),
}

pytestmark = [
    pytest.mark.filterwarnings("error"),
    pytest.mark.parametrize("name", sorted(nn.__all__)),
]


def changed(argument, change):
    """Apply `change` to every array of floats in an argument, to new ones."""
    if isinstance(argument, tuple):
        return tuple(changed(part, change) for part in argument)
    return change(argument) if argument.dtype.kind == "f" else argument


def arrays_of(value):
    """List the arrays in an argument or a result, a cache's among them; a loss is one as well."""
    if isinstance(value, tuple):
        return [array for part in value for array in arrays_of(part)]
    return [np.asarray(value)]


def call(name, change=lambda x: x):
    arguments = [changed(argument, change) for argument in CALLS[name]]
    return arrays_of(getattr(nn, name)(*arguments))


def test_float64_stays_float64(name):
    assert {array.dtype for array in call(name)} == {np.dtype(np.float64)}


def test_float32_stays_float32_and_as_accurate(name):
    got = call(name, lambda x: (x / 3).astype(np.float32))
    want = call(name, lambda x: x / 3)
    for a, b in zip(got, want, strict=True):
        assert a.dtype == (np.float32 if a.ndim else np.float64)  # a loss is a Python float
        assert relative_error(a, b) < 1e-5


def test_integers_are_promoted(name):
    for a, b in zip(call(name, lambda x: x.astype(int)), call(name), strict=True):
        assert a.dtype == np.float64
        np.testing.assert_array_equal(a, b)


def test_booleans_are_promoted(name):
    got = call(name, lambda x: x > 0)
    want = call(name, lambda x: (x > 0).astype(float))
    for a, b in zip(got, want, strict=True):
        assert a.dtype == np.float64
        np.testing.assert_array_equal(a, b)


def test_lists_will_do(name):
    arguments = [a if isinstance(a, tuple) else a.tolist() for a in CALLS[name]]
    for a, b in zip(arrays_of(getattr(nn, name)(*arguments)), call(name), strict=True):
        np.testing.assert_array_equal(a, b)


def test_nan_passes_through(name):
    assert all(np.isnan(array).any() for array in call(name, with_nan))


def with_nan(x):
    x = x.copy()
    x.flat[0] = np.nan
    return x


def test_no_input_is_changed(name):
    def frozen(x):
        x = x.copy()
        x.flags.writeable = False  # a function that writes into it fails
        return x

    call(name, frozen)


def test_no_output_shares_memory_with_an_input(name):
    arguments = [changed(argument, np.copy) for argument in CALLS[name]]
    result = getattr(nn, name)(*arguments)
    out = result[0] if name == "linear_forward" else result  # the cache is the input, on purpose
    for given in arrays_of(tuple(arguments)):
        assert not any(np.shares_memory(given, array) for array in arrays_of(out))


def test_the_layout_in_memory_does_not_matter(name):
    for a, b in zip(call(name, np.asfortranarray), call(name), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-14)


MEANS = {"mse_loss", "mse_loss_backward", "cross_entropy", "cross_entropy_backward"}


def test_an_empty_batch_passes_through_but_has_no_mean(name):
    def empty(argument):
        if isinstance(argument, tuple):
            return tuple(empty(part) for part in argument)
        return argument[:0] if len(argument) == 5 else argument

    arguments = [empty(argument) for argument in CALLS[name]]
    if name in MEANS:
        message = r"must hold at least one number, got shape \(0, 3\)$"
        with pytest.raises(ValueError, match=message):
            getattr(nn, name)(*arguments)
    else:
        for a, b in zip(arrays_of(getattr(nn, name)(*arguments)), call(name), strict=True):
            assert a.shape == tuple(0 if size == 5 else size for size in b.shape)
            if name == "linear_backward":
                assert not a.any()
