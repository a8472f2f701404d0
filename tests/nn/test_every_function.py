"""What holds for every function of bpcourse.nn: its number types, and what it leaves alone."""

import inspect

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import relative_error

pytestmark = pytest.mark.filterwarnings("error")

RNG = np.random.default_rng(7)


def draw(*shape):
    """Whole numbers of -3..3 without 0: as integers and as floats they are the same input."""
    return RNG.choice([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0], size=shape)


def layers(D, H, C):
    """The parameters of a network of two layers."""
    return {"w1": draw(D, H), "b1": draw(H), "w2": draw(H, C), "b2": draw(C)}


class Seed(int):
    """Stands in CALLS for a Generator: a new one from this seed at every call."""


# Per function, arguments that it can be called with; 5 is the batch, and no other size. Arrays of
# floats are what the tests vary, in caches (tuples, lists) and dicts (parameters, state) too;
# labels, numbers and everything else stay what they are.
CALLS = {
    "adam_step": (draw(4, 3), draw(4, 3), {"m": draw(4, 3), "v": draw(4, 3) ** 2, "t": 3}, 0.1),
    "adamw_step": (draw(4, 3), draw(4, 3), {"m": draw(4, 3), "v": draw(4, 3) ** 2, "t": 3}, 0.1),
    "binary_cross_entropy": (draw(5), RNG.integers(2, size=5)),
    "binary_cross_entropy_backward": (draw(5), RNG.integers(2, size=5)),
    "clip_by_global_norm": ({"w1": draw(4, 3), "b1": draw(3)}, 1),
    "clip_by_value": ({"w1": draw(4, 3), "b1": draw(3)}, 1),
    "cross_entropy": (draw(5, 3), RNG.integers(3, size=5)),
    "cross_entropy_backward": (draw(5, 3), RNG.integers(3, size=5)),
    "dropout_backward": (draw(5, 3), (draw(5, 3),)),
    "dropout_forward": (draw(5, 3), 0.4, Seed(1)),
    "gelu": (draw(5, 3),),
    "gelu_backward": (draw(5, 3), draw(5, 3)),
    "global_norm": ({"w1": draw(4, 3), "b1": draw(3)},),
    "gradient_step": ({"w1": draw(4, 3), "b1": draw(3)}, {"w1": draw(4, 3), "b1": draw(3)}, 0.1),
    "l1_penalty": (draw(5, 3), 0.1),
    "l1_penalty_backward": (draw(5, 3), 0.1),
    "l2_penalty": (draw(5, 3), 0.1),
    "l2_penalty_backward": (draw(5, 3), 0.1),
    "layer_gradient_norms": (layers(3, 4, 2),),
    "leaky_relu": (draw(5, 3), 0.1),
    "leaky_relu_backward": (draw(5, 3), draw(5, 3), 0.1),
    "linear_backward": (draw(5, 4), (draw(5, 3), draw(3, 4))),
    "linear_forward": (draw(5, 3), draw(3, 4), draw(4)),
    "logsumexp": (draw(5, 3),),
    "mlp_forward": (layers(3, 4, 2), draw(5, 3)),
    "momentum_step": (draw(4, 3), draw(4, 3), {"v": draw(4, 3)}, 0.1),
    "mse_loss": (draw(5, 3), draw(5, 3)),
    "mse_loss_backward": (draw(5, 3), draw(5, 3)),
    "nesterov_step": (draw(4, 3), draw(4, 3), {"v": draw(4, 3)}, 0.1),
    "network_backward": (
        draw(5, 2),
        [((draw(5, 3), draw(3, 4)), draw(5, 4)), ((draw(5, 4), draw(4, 2)), draw(5, 2))],
    ),
    "network_forward": (layers(3, 4, 2), draw(5, 3)),
    "neuron_forward": (draw(3), draw(3), 2.0),
    "relu": (draw(5, 3),),
    "relu_backward": (draw(5, 3), draw(5, 3)),
    "rmsprop_step": (draw(4, 3), draw(4, 3), {"v": draw(4, 3) ** 2}, 0.1),
    "sgd_step": (draw(4, 3), draw(4, 3), {}, 0.1),
    "sigmoid": (draw(5, 3),),
    "sigmoid_backward": (draw(5, 3), draw(5, 3)),
    "softmax": (draw(5, 3),),
    "softmax_backward": (draw(5, 3), draw(5, 3)),
    "tanh": (draw(5, 3),),
    "tanh_backward": (draw(5, 3), draw(5, 3)),
    "two_layer_loss_and_grads": (layers(3, 4, 2), draw(5, 3), RNG.integers(2, size=5)),
}

# Functions that take no array of floats, or a function; each with the reason, and where it is
# tested instead.
INITIALIZER = "draws at random from two sizes: test_initializers.py"
SCHEDULE = "a number from numbers: test_schedules.py"
METRIC = "counts labels: test_metrics.py"
TRAINING = "takes a function or a Generator that decides what comes out: test_training.py"
ELSEWHERE = {
    "accuracy": METRIC,
    "confusion_matrix": METRIC,
    "constant_schedule": SCHEDULE,
    "cosine_schedule": SCHEDULE,
    "fit": TRAINING,
    "he_init": INITIALIZER,
    "iterate_minibatches": TRAINING,
    "normal_init": INITIALIZER,
    "step_schedule": SCHEDULE,
    "train_epoch": TRAINING,
    "train_until": TRAINING,
    "warmup_schedule": SCHEDULE,
    "xavier_init": INITIALIZER,
    "zeros_init": INITIALIZER,
}


def every_function(**but):
    """Run a test for every function, but for some: each of them with the reason."""
    assert but.keys() <= CALLS.keys()
    return pytest.mark.parametrize("name", sorted(CALLS.keys() - but.keys()))


def changed(argument, change):
    """Apply `change` to every array of floats in an argument, to new ones."""
    if isinstance(argument, tuple | list):
        return type(argument)(changed(part, change) for part in argument)
    if isinstance(argument, dict):
        return {key: changed(part, change) for key, part in argument.items()}
    is_array = isinstance(argument, np.ndarray) and argument.dtype.kind == "f"
    return change(argument) if is_array else argument


def arrays_of(value):
    """List the arrays of floats in an argument or a result; a loss is one as well."""
    if isinstance(value, tuple | list):
        return [array for part in value for array in arrays_of(part)]
    if isinstance(value, dict):
        return arrays_of(tuple(value.values()))
    array = np.asarray(value)
    return [array] if array.dtype.kind == "f" else []


def run(name, arguments):
    given = [np.random.default_rng(a) if isinstance(a, Seed) else a for a in arguments]
    return getattr(nn, name)(*given)


def call(name, change=lambda x: x):
    arrays = arrays_of(run(name, [changed(argument, change) for argument in CALLS[name]]))
    assert arrays
    return arrays


def test_no_function_is_forgotten():
    functions = {name for name in nn.__all__ if inspect.isfunction(getattr(nn, name))}
    assert functions == CALLS.keys() | ELSEWHERE.keys()
    assert not CALLS.keys() & ELSEWHERE.keys()


@every_function()
def test_float64_stays_float64(name):
    assert {array.dtype for array in call(name)} == {np.dtype(np.float64)}


@every_function()
def test_float32_stays_float32_and_as_accurate(name):
    got = call(name, lambda x: (x / 3).astype(np.float32))
    want = call(name, lambda x: x / 3)
    for a, b in zip(got, want, strict=True):
        assert a.dtype == (np.float32 if a.ndim else np.float64)  # a loss is a Python float
        assert relative_error(a, b) < 1e-5


@pytest.mark.parametrize("name", [n for n in CALLS if any(type(a) is float for a in CALLS[n])])
def test_a_setting_that_is_a_number_of_numpy_promotes_nothing(name):
    arguments = [np.float64(a) if type(a) is float else changed(a, np.float32) for a in CALLS[name]]
    for array in arrays_of(run(name, arguments)):
        assert array.dtype == (np.float32 if array.ndim else np.float64)


@every_function()
def test_integers_are_promoted(name):
    for a, b in zip(call(name, lambda x: x.astype(int)), call(name), strict=True):
        assert a.dtype == np.float64
        np.testing.assert_array_equal(a, b)


@every_function()
def test_booleans_are_promoted(name):
    got = call(name, lambda x: x > 0)
    want = call(name, lambda x: (x > 0).astype(float))
    for a, b in zip(got, want, strict=True):
        assert a.dtype == np.float64
        np.testing.assert_array_equal(a, b)


@every_function()
def test_lists_will_do(name):
    arguments = [a.tolist() if isinstance(a, np.ndarray) else a for a in CALLS[name]]
    for a, b in zip(arrays_of(run(name, arguments)), call(name), strict=True):
        np.testing.assert_array_equal(a, b)


@every_function(dropout_forward="its cache, the mask, does not depend on x")
def test_nan_passes_through(name):
    assert all(np.isnan(array).any() for array in call(name, with_nan))


def with_nan(x):
    x = x.copy()
    x.flat[0] = np.nan
    return x


@every_function()
def test_no_input_is_changed(name):
    def frozen(x):
        x = x.copy()
        x.flags.writeable = False  # a function that writes into it fails
        return x

    arguments = [changed(argument, frozen) for argument in CALLS[name]]
    dicts = [(a, dict(a)) for a in arguments if isinstance(a, dict)]
    run(name, arguments)
    for after, before in dicts:
        assert list(after) == list(before)
        assert all(after[key] is before[key] for key in before)


@every_function()
def test_no_output_shares_memory_with_an_input(name):
    arguments = [changed(argument, np.copy) for argument in CALLS[name]]
    result = run(name, arguments)
    if name.endswith("_forward") and isinstance(result, tuple):
        result = result[0]  # a cache keeps the input, on purpose
    for given in arrays_of(tuple(arguments)):
        assert not any(np.shares_memory(given, array) for array in arrays_of(result))


@every_function()
def test_the_layout_in_memory_does_not_matter(name):
    for a, b in zip(call(name, np.asfortranarray), call(name), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-14)


def empty(argument):
    if isinstance(argument, tuple | list):
        return type(argument)(empty(part) for part in argument)
    is_batch = isinstance(argument, np.ndarray) and argument.shape[:1] == (5,)
    return argument[:0] if is_batch else argument


def has_batch(name):
    return any(5 in array.shape for array in arrays_of(CALLS[name]))


MEANS = {
    "binary_cross_entropy",
    "binary_cross_entropy_backward",
    "cross_entropy",
    "cross_entropy_backward",
    "mse_loss",
    "mse_loss_backward",
    "two_layer_loss_and_grads",
}


@pytest.mark.parametrize("name", sorted(filter(has_batch, CALLS.keys() - MEANS)))
def test_an_empty_batch_passes_through(name):
    result = run(name, [empty(argument) for argument in CALLS[name]])
    for a, b in zip(arrays_of(result), call(name), strict=True):
        assert a.shape == tuple(0 if size == 5 else size for size in b.shape)
        if name.endswith("_backward"):
            assert not a.any()  # no example, no gradient


@pytest.mark.parametrize("name", sorted(MEANS))
def test_an_empty_batch_has_no_mean(name):
    with pytest.raises(ValueError, match=r"must hold at least one number, got shape \(0,"):
        run(name, [empty(argument) for argument in CALLS[name]])
