"""Networks: the syllabus's functions, and the class made for speed."""

import copy
import itertools
import os
import pickle
import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.gradcheck import numerical_gradient, relative_error
from bpcourse.nn import fused
from bpcourse.nn.joined import Joined

pytestmark = pytest.mark.filterwarnings("error")

# A network small enough to work out by hand: 2 numbers in, 2 hidden, 2 classes.
PARAMS = {
    "w1": np.array([[1.0, -1.0], [2.0, 1.0]]),
    "b1": np.array([0.5, -3.0]),
    "w2": np.array([[1.0, -1.0], [0.5, 2.0]]),
    "b2": np.array([0.0, 1.0]),
}
X = np.array([[1.0, 2.0], [-2.0, 3.0]])
# z1 = x @ w1 + b1 = [[5.5, -2], [4.5, 2]], so h1 = [[5.5, 0], [4.5, 2]], and h1 @ w2 + b2 is
LOGITS = np.array([[5.5, -4.5], [5.5, 0.5]])


def draw_params(rng, *sizes):
    params = {}
    for layer, (D, M) in enumerate(itertools.pairwise(sizes), start=1):
        params[f"w{layer}"] = rng.standard_normal((D, M)) / np.sqrt(D)
        params[f"b{layer}"] = rng.standard_normal(M)
    return params


def numerical_gradients(loss, params):
    def loss_of(name):
        return lambda array: loss({**params, name: array})

    return {name: numerical_gradient(loss_of(name), array) for name, array in params.items()}


def assert_equal_grads(got, want, within):
    assert got.keys() == want.keys()
    for name in want:
        assert got[name].shape == want[name].shape
        assert relative_error(got[name], want[name]) < within, name


@pytest.fixture
def rng():
    return np.random.default_rng(11)


# The functions of the syllabus


def test_a_neuron_by_hand():
    z = nn.neuron_forward(np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0, 2.0]), 0.25)
    assert type(z) is float
    assert z == 4.75


def test_the_forward_pass_by_hand():
    np.testing.assert_array_equal(nn.mlp_forward(PARAMS, X), LOGITS)
    np.testing.assert_array_equal(nn.network_forward(PARAMS, X)[0], LOGITS)
    loss, _ = nn.two_layer_loss_and_grads(PARAMS, X, np.array([0, 1]))
    # -log softmax: log(1 + e^-10) for the first example, log(1 + e^5) for the second
    assert loss == pytest.approx((np.log1p(np.exp(-10)) + np.log1p(np.exp(5))) / 2, rel=1e-14)


def test_there_is_no_relu_after_the_last_layer():
    params = {"w1": np.array([[1.0]]), "b1": np.array([0.0])}
    for forward in (nn.mlp_forward, lambda *args: nn.network_forward(*args)[0]):
        assert forward(params, [[-2.0]]) == -2


@pytest.mark.parametrize("sizes", [(3, 4, 5), (4, 4, 4), (3, 1, 2), (1, 1, 1)])
@pytest.mark.parametrize("N", [1, 6])
def test_two_layers_against_finite_differences(rng, sizes, N):
    params = draw_params(rng, *sizes)
    x, y = rng.standard_normal((N, sizes[0])), rng.integers(sizes[-1], size=N)
    want = numerical_gradients(lambda p: nn.two_layer_loss_and_grads(p, x, y)[0], params)
    assert_equal_grads(nn.two_layer_loss_and_grads(params, x, y)[1], want, 1e-6)


@pytest.mark.parametrize("sizes", [(3, 4), (3, 4, 5), (4, 4, 4, 4), (2, *[3] * 11, 2)])
def test_any_depth_against_finite_differences(rng, sizes):
    params = draw_params(rng, *sizes)
    x, dlogits = rng.standard_normal((6, sizes[0])), rng.standard_normal((6, sizes[-1]))

    def loss(params):
        return np.sum(dlogits * nn.network_forward(params, x)[0])

    grads = nn.network_backward(dlogits, nn.network_forward(params, x)[1])
    assert list(grads) == list(params)
    assert_equal_grads(grads, numerical_gradients(loss, params), 1e-6)


def test_the_norm_of_a_layer_takes_weights_and_biases_together():
    grads = {
        "w2": np.zeros((1, 2)),
        "b2": np.array([0.0, -2.0]),
        "w1": np.array([[2.0], [1.0]]),
        "b1": np.array([2.0]),
    }
    np.testing.assert_allclose(nn.layer_gradient_norms(grads), [3, 2], rtol=1e-15)


@pytest.mark.parametrize(
    "params, message",
    [
        ({}, "params must hold at least one array, got an empty dict"),
        (
            {"w1": X, "b2": X[0]},
            'params must have the names "w1", "b1", ..., "wL", "bL", got w1, b2',
        ),
        ({"w1": X}, 'params must have the names "w1", "b1", ..., "wL", "bL", got w1'),
        ({**PARAMS, "b1": np.ones(3)}, 'params["b1"] must have shape (2,), got (3,)'),
        ({**PARAMS, "w2": np.ones((3, 2))}, 'params["w2"] must have shape (2, M), got (3, 2)'),
        ({**PARAMS, "w1": np.ones((3, 2))}, "x must have shape (N, 3), got (2, 2)"),
    ],
)
@pytest.mark.parametrize(
    "forward",
    [nn.mlp_forward, nn.network_forward, lambda p, x: nn.two_layer_loss_and_grads(p, x, [0, 1])],
)
def test_params_that_do_not_fit_are_named(forward, params, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        forward(params, X)


def test_two_layers_are_two():
    with pytest.raises(ValueError, match=r"^params must be those of two layers, got 1$"):
        nn.two_layer_loss_and_grads({"w1": X, "b1": X[0]}, X, [0, 1])


@pytest.mark.parametrize("cache", [None, 3, [], [1], [(X, X, X)], (X, X)])
def test_a_cache_that_is_none_is_named(cache):
    with pytest.raises(TypeError, match=r"^cache must be the list that network_forward returned"):
        nn.network_backward(LOGITS, cache)


# The class


LOSSES = {
    "cross_entropy": (3, lambda rng, N: rng.integers(3, size=N), nn.cross_entropy),
    "mse": (3, lambda rng, N: rng.standard_normal((N, 3)), nn.mse_loss),
    "binary_cross_entropy": (
        1,
        lambda rng, N: rng.integers(2, size=N),
        lambda out, y: nn.binary_cross_entropy(out[:, 0], y),
    ),
}
ACTIVATIONS = ["relu", "tanh", "sigmoid", "leaky_relu", "gelu"]


def network_and_data(rng, activation, loss, hidden=(5, 4), N=6, **more):
    M, draw_y, _ = LOSSES[loss]
    network = nn.Network([2, *hidden, M], activation, loss, rng, **more)
    for name, array in network.params.items():
        if name.startswith("b"):
            array[...] = rng.standard_normal(array.shape)
    return network, rng.standard_normal((N, 2)), draw_y(rng, N)


@pytest.mark.parametrize("hidden", [(), (5,), (5, 4)])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_loss_is_that_of_the_layers_one_by_one(rng, activation, loss, hidden):
    network, x, y = network_and_data(rng, activation, loss, hidden)
    out = x
    for layer in range(1, len(hidden) + 2):
        out, _ = nn.linear_forward(out, network.params[f"w{layer}"], network.params[f"b{layer}"])
        if layer <= len(hidden):
            out = getattr(nn, activation)(out)
    want = LOSSES[loss][2](out, y)
    np.testing.assert_allclose(network.forward(network.params, x)[0], out, rtol=1e-13)
    assert network.loss(network.params, x, y) == pytest.approx(want, rel=1e-13)
    assert network.loss_and_grads(network.params, x, y)[0] == pytest.approx(want, rel=1e-13)
    assert type(network.loss(network.params, x, y)) is float


@pytest.mark.parametrize("N", [1, 6])
@pytest.mark.parametrize("hidden", [(), (5,), (5, 4)])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_against_finite_differences(rng, activation, loss, hidden, N):
    network, x, y = network_and_data(rng, activation, loss, hidden, N)
    want = numerical_gradients(lambda params: network.loss(params, x, y), network.params)
    _, grads = network.loss_and_grads(network.params, x, y)
    assert_equal_grads(grads, want, 1e-6)
    out, cache = network.forward(network.params, x)
    dout = rng.standard_normal(out.shape)
    want = numerical_gradients(lambda p: np.sum(dout * network.forward(p, x)[0]), network.params)
    assert_equal_grads(network.backward(dout, cache), want, 1e-6)


def test_it_is_the_network_of_the_syllabus(rng):
    network, x, y = network_and_data(rng, "relu", "cross_entropy")
    logits, cache = nn.network_forward(network.params, x)
    want = nn.network_backward(nn.cross_entropy_backward(logits, y), cache)
    assert_equal_grads(network.loss_and_grads(network.params, x, y)[1], want, 1e-14)


def test_losses_stay_finite_far_out():
    for loss, M, y in (("cross_entropy", 2, [0, 1]), ("binary_cross_entropy", 1, [0, 1])):
        network = nn.Network([1, M], "relu", loss)
        params = {"w1": np.linspace(1000, -1000, 2)[None, :M], "b1": np.zeros(M)}
        for x in ([[2.0], [-2.0]], [[-2.0], [2.0]]):
            value, grads = network.loss_and_grads(params, x, y)
            assert np.isfinite(value)
            assert all(np.isfinite(grad).all() for grad in grads.values())


def test_nothing_given_is_changed(rng):
    network, x, y = network_and_data(rng, "relu", "mse")
    params = {name: array.copy() for name, array in network.params.items()}
    for array in (x, y, *params.values()):
        array.flags.writeable = False
    network.loss_and_grads(params, x, y)
    out, cache = network.forward(params, x)
    network.backward(out, cache)


def test_two_calls_return_arrays_of_their_own(rng):
    network, x, y = network_and_data(rng, "relu", "mse")
    first = network.loss_and_grads(network.params, x, y)[1]
    kept = {name: array.copy() for name, array in first.items()}
    network.loss_and_grads(network.params, 2 * x, y)
    assert_equal_grads(first, kept, 1e-300)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_parameters_say_which_floats(rng, loss):
    network, x, y = network_and_data(rng, "tanh", loss, dtype=np.float32)
    _, grads = network.loss_and_grads(network.params, x, y)
    assert {array.dtype for array in grads.values()} == {np.dtype(np.float32)}
    assert network.forward(network.params, x)[0].dtype == np.float32
    wide = {name: array.astype(float) for name, array in network.params.items()}
    _, want = network.loss_and_grads(wide, x, y)
    assert {array.dtype for array in want.values()} == {np.dtype(np.float64)}
    assert_equal_grads(grads, want, 1e-5)


def test_numbers_will_do_for_a_column(rng):
    network = nn.Network([2, 3, 1], "tanh", "mse", rng)
    x, y = rng.standard_normal((5, 2)), rng.standard_normal(5)
    column = network.loss(network.params, x, y[:, None])
    assert network.loss(network.params, x, y) == column


def test_weights_are_drawn_from_the_generator_and_biases_are_zero():
    a, b = (nn.Network([2, 3, 1], "tanh", "mse", np.random.default_rng(3)) for _ in "ab")
    assert_equal_grads(a.params, b.params, 1e-300)
    assert not a.params["b1"].any()
    assert nn.Network([2, 3, 2]).params["w1"][0, 0] != nn.Network([2, 3, 2]).params["w1"][0, 0]


@pytest.mark.parametrize("activation, variance", [("relu", 2 / 200), ("tanh", 2 / 300)])
def test_an_activation_has_its_initializer(rng, activation, variance):
    w = nn.Network([200, 100, 2], activation, rng=rng).params["w1"]
    assert w.var() == pytest.approx(variance, rel=6 * np.sqrt(2 / w.size))
    zeros = nn.Network([200, 100, 2], activation, rng=rng, init=nn.zeros_init)
    assert not zeros.params["w1"].any()


def test_predictions(rng):
    x = np.array([[-1.0], [2.0]])
    network = nn.Network([1, 2], rng=rng)
    network.params = {"w1": np.array([[1.0, -1.0]]), "b1": np.zeros(2)}
    np.testing.assert_array_equal(network.predict(x), [1, 0])
    network = nn.Network([1, 1], loss="binary_cross_entropy")
    network.params = {"w1": np.array([[1.0]]), "b1": np.zeros(1)}
    np.testing.assert_array_equal(network.predict(x), [0, 1])
    network = nn.Network([1, 1], loss="mse")
    network.params = {"w1": np.array([[3.0]]), "b1": np.ones(1)}
    np.testing.assert_array_equal(network.predict(x), [[-2], [7]])


def test_hidden_layers_are_seen_after_their_activation(rng):
    network, x, _ = network_and_data(rng, "relu", "mse")
    first, second = network.hidden(network.params, x)
    want = nn.relu(nn.linear_forward(x, network.params["w1"], network.params["b1"])[0])
    np.testing.assert_allclose(first, want, rtol=1e-14)
    assert second.shape == (6, 4)
    assert nn.Network([2, 3]).hidden(nn.Network([2, 3]).params, x) == []


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"sizes": [3]}, "sizes must be two or more numbers, such as [64, 32, 10], got [3]"),
        ({"sizes": [3, 0]}, "each of sizes must be at least 1, got 0"),
        (
            {"sizes": [3, 2], "activation": "swish"},
            "activation must be one of relu, leaky_relu, gelu, sigmoid, tanh, got 'swish'",
        ),
        (
            {"sizes": [3, 2], "loss": "hinge"},
            "loss must be one of cross_entropy, binary_cross_entropy, mse, got 'hinge'",
        ),
        (
            {"sizes": [3, 2], "loss": "binary_cross_entropy"},
            "binary_cross_entropy wants sizes that end in 1, got [3, 2]",
        ),
        ({"sizes": [3, 2], "dtype": int}, "dtype must be float64 or float32, got <class 'int'>"),
    ],
)
def test_a_network_that_cannot_be_is_explained(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        nn.Network(**arguments)


@pytest.mark.parametrize(
    "x, y, error, message",
    [
        (np.ones((5, 3)), [0] * 5, ValueError, "x must have shape (N, 2), got (5, 3)"),
        (np.ones((5, 2)), [0] * 4, ValueError, "y must have shape (5,), got (4,)"),
        (np.ones((5, 2)), [0, 1, 2, 3, 4], ValueError, "y must hold labels in 0..2, got 4"),
        (np.ones((5, 2)), [0.5] * 5, TypeError, "y must hold integer labels, got list"),
        (np.ones((0, 2)), [], ValueError, "x must hold at least one number, got shape (0, 2)"),
        ("x", [0], TypeError, "x must hold real numbers, got str"),
    ],
)
def test_data_that_do_not_fit_are_named(x, y, error, message):
    network = nn.Network([2, 4, 3])
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        network.loss_and_grads(network.params, x, y)


def test_one_output_is_too_few_for_classes():
    with pytest.raises(ValueError, match=r"^cross_entropy wants an output for each class"):
        nn.Network([2, 8, 1])


def test_probabilities(rng):
    x = np.array([[0.0], [1.0]])
    network = nn.Network([1, 2], rng=rng)
    network.params = {"w1": np.array([[np.log(3), 0.0]]), "b1": np.zeros(2)}
    np.testing.assert_allclose(network.probabilities(x), [[0.5, 0.5], [0.75, 0.25]])
    network = nn.Network([1, 1], loss="binary_cross_entropy")
    network.params = {"w1": np.array([[np.log(3)]]), "b1": np.zeros(1)}
    np.testing.assert_allclose(network.probabilities(x), [0.5, 0.75])
    with pytest.raises(ValueError, match="no classes"):
        nn.Network([1, 1], loss="mse").probabilities(x)


def test_labels_of_two_classes_lie_in_0_to_1():
    network = nn.Network([2, 1], loss="binary_cross_entropy")
    with pytest.raises(ValueError, match=r"^y must hold numbers in 0\.\.1, got 2$"):
        network.loss(network.params, np.ones((2, 2)), [0, 2])


@pytest.mark.parametrize("cache", [None, 3, (1, 2)])
def test_a_cache_of_something_else_is_named(cache):
    with pytest.raises(ValueError, match=r"^cache must be what forward returned"):
        nn.Network([2, 1], loss="mse").backward(np.ones((1, 1)), cache)


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ({"sizes": 5}, ValueError, "sizes must be two or more numbers"),
        ({"sizes": [2, 2], "init": "he"}, TypeError, "init must be a function, got str"),
        (
            {"sizes": [2, 3], "init": lambda D, M, rng: rng.random((M, D))},
            ValueError,
            "what init returns for w1 must have shape",
        ),
        ({"sizes": [2, 2], "rng": 3}, TypeError, "rng must be a Generator"),
    ],
)
def test_arguments_of_another_kind_are_named(arguments, error, message):
    with pytest.raises(error, match=f"^{message}"):
        nn.Network(**arguments)


def test_parameters_of_another_network_are_named():
    network, other = nn.Network([2, 4, 3]), nn.Network([2, 5, 3])
    message = re.escape('params["w1"] must have shape (2, 4), got (2, 5)')
    with pytest.raises(ValueError, match=f"^{message}$"):
        network.forward(other.params, np.ones((1, 2)))
    message = "params must have the names of the network, w1, b1, w2, b2, got w1, b1"
    with pytest.raises(ValueError, match=f"^{message}$"):
        network.forward(nn.Network([2, 3]).params, np.ones((1, 2)))


# Files


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_file_holds_a_network(rng, tmp_path, dtype):
    network, x, y = network_and_data(rng, "gelu", "mse", dtype=dtype)
    network.save(tmp_path / "network.npz")
    read = nn.Network.load(tmp_path / "network.npz")
    assert repr(read) == repr(network) == "Network([2, 5, 4, 3], 'gelu', 'mse'), 54 parameters"
    assert read.loss(read.params, x, y) == network.loss(network.params, x, y)
    assert read.params["w1"].dtype == dtype


@pytest.mark.parametrize("content", ["nothing", "text", "another archive", "a pickle", "a part"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "file.npz"
    parts = {"activation": "relu", "loss": "mse"}
    if content == "nothing":
        path.write_bytes(b"")
    elif content == "text":
        path.write_text("my network")
    elif content == "another archive":
        np.savez(path, w1=X)
    elif content == "a pickle":
        np.savez(path, **parts, w1=np.array([print], dtype=object), b1=np.ones(3))
    else:
        np.savez(path, **parts, w1=np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"is not a network that Network.save wrote$"):
        nn.Network.load(path)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        nn.Network.load(tmp_path / "network.npz")


# Joined arrays


def test_joined_arrays_are_parts_of_one_vector():
    joined = Joined.of({"w1": np.arange(6.0).reshape(2, 3), "b1": np.array([7.0])})
    np.testing.assert_array_equal(joined.vector, [0, 1, 2, 3, 4, 5, 7])
    joined.vector *= 2
    np.testing.assert_array_equal(joined["w1"], [[0, 2, 4], [6, 8, 10]])
    joined["b1"][...] = 1
    assert joined.vector[-1] == 1


def test_setting_a_name_writes_into_the_vector():
    joined = Joined.of({"w1": np.zeros((2, 3)), "b1": np.zeros(1)})
    joined["b1"] = [7]
    joined.update(w1=np.ones((2, 3)))
    joined |= {"b1": np.array([8.0])}
    np.testing.assert_array_equal(joined.vector, [1, 1, 1, 1, 1, 1, 8])
    with pytest.raises(ValueError, match=r'^"w1" must have shape \(2, 3\), got \(3, 2\)$'):
        joined["w1"] = np.ones((3, 2))
    with pytest.raises(KeyError, match="there is no 'w2' among w1, b1"):
        joined["w2"] = np.ones(2)
    for take_away in (joined.popitem, joined.clear, lambda: joined.pop("w1")):
        with pytest.raises(TypeError, match="none can be taken away"):
            take_away()


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, copy.copy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies_are_joined_among_themselves(copied):
    joined = Joined.of({"w1": np.ones((2, 3)), "b1": np.ones(1)})
    twin = copied(joined)
    twin.vector[:] = 5
    assert twin["w1"][0, 0] == twin["b1"][0] == 5
    assert joined["w1"][0, 0] == 1


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_networks_and_optimizers_can_be_copied_and_sent(rng, copied):
    network, x, y = network_and_data(rng, "gelu", "mse")
    optimizer = nn.Optimizer("adam")
    optimizer.update(network.params, network.loss_and_grads(network.params, x, y)[1])
    twin, other = copied(network), copied(optimizer)
    assert twin.loss(twin.params, x, y) == network.loss(network.params, x, y)
    _, grads = network.loss_and_grads(network.params, x, y)
    assert_equal_grads(
        other.update(twin.params, grads), optimizer.update(network.params, grads), 1e-300
    )


def test_joining_copies():
    w = np.ones((2, 2), np.float32)
    joined = Joined.of({"w1": w})
    joined.vector[:] = 0
    assert w.all()
    assert joined["w1"].dtype == np.float32


def test_a_prediction_is_one_label_an_example():
    x = np.array([[-1.0], [2.0], [3.0]])  # three examples and two classes
    network = nn.Network([1, 2])
    network.params = {"w1": np.array([[1.0, -1.0]]), "b1": np.zeros(2)}
    np.testing.assert_array_equal(network.predict(x), [1, 0, 0])
    binary = nn.Network([1, 1], loss="binary_cross_entropy")
    binary.params = {"w1": np.array([[1.0]]), "b1": np.zeros(1)}
    labels = binary.predict(np.array([[-1.0], [2.0], [0.0]]))
    np.testing.assert_array_equal(labels, [0, 1, 0])  # a logit of 0 decides nothing: class 0
    assert labels.dtype == network.predict(x).dtype == np.int64  # as metrics want them


class Trap:
    """Unpickled, it leaves a trace."""

    def __init__(self, trace):
        self.trace = str(trace)

    def __reduce__(self):
        return os.mkdir, (self.trace,)


@pytest.mark.parametrize("archive", [True, False])
def test_nothing_in_a_file_is_ever_run(tmp_path, archive):
    path, trace = tmp_path / "file.npz", tmp_path / "trace"
    if archive:
        w1 = np.array([Trap(trace)], dtype=object)
        np.savez(path, activation="relu", loss="mse", w1=w1, b1=np.ones(3))
    else:
        path.write_bytes(pickle.dumps(Trap(trace)))
    with pytest.raises(ValueError, match=r"is not a network that Network.save wrote$"):
        nn.Network.load(path)
    assert not trace.exists()


def test_a_gradient_that_does_not_fit_the_output_is_named(rng):
    network = nn.Network([2, 3, 4], rng=rng)
    _, cache = network.forward(network.params, rng.standard_normal((5, 2)))
    for shape in [(5, 1), (1, 4), (4,), (5, 4, 1)]:
        message = re.escape(f"dout must have shape (5, 4), got {shape}")
        with pytest.raises(ValueError, match=f"^{message}$"):
            network.backward(np.ones(shape), cache)
    whole = network.backward(np.ones((5, 4), dtype=int), cache)
    np.testing.assert_equal(dict(whole), dict(network.backward(np.ones((5, 4)), cache)))


@pytest.mark.parametrize("cut", [lambda c: c[:2], list, lambda c: (np.ones((5, 2)), *c[1:])])
def test_a_cache_of_something_else_is_refused(cut):
    network = nn.Network([2, 3, 2])
    _, cache = network.forward(network.params, np.ones((5, 2)))
    with pytest.raises(ValueError, match=r"^cache must be what forward returned beside the out"):
        network.backward(np.ones((5, 2)), cut(cache))


def test_a_cache_with_one_bad_layer_is_refused():
    logits, cache = nn.network_forward(PARAMS, X)
    for bad in ([cache[0], (cache[1][0],)], [(*cache[0], 0), cache[1]], [None, cache[1]]):
        with pytest.raises(TypeError, match=r"^cache must be the list that network_forward ret"):
            nn.network_backward(np.ones_like(logits), bad)


@pytest.mark.parametrize("name", fused.LOSSES)
def test_a_loss_for_training_leaves_its_arguments_alone(rng, name):
    out = rng.standard_normal((5, 3))
    y = rng.integers(3, size=5) if name == "cross_entropy" else rng.random((5, 3))
    given = out.copy(), y.copy()
    fused.LOSSES[name](out, y)
    np.testing.assert_array_equal(out, given[0])
    np.testing.assert_array_equal(y, given[1])


@pytest.mark.parametrize("sizes", [(2, 3, 1), np.array([2, 3, 1]), iter([2, 3, 1])])
def test_sizes_may_be_any_sequence(sizes):
    network = nn.Network(sizes, loss="mse")
    assert network.sizes == [2, 3, 1]
    assert network.params["w2"].shape == (3, 1)


def test_sizes_that_are_words():
    with pytest.raises(ValueError, match=r"^sizes must be two or more numbers, .* got '64'$"):
        nn.Network("64")


@pytest.mark.parametrize("given", [["relu"], None, {"relu"}])
def test_a_choice_that_is_no_string(given):
    with pytest.raises(ValueError, match=r"^activation must be one of relu, "):
        nn.Network([2, 1], activation=given)
