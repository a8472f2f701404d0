"""Whatever the learner's functions do, the run says what, keeps its network and can go on."""

import threading

import numpy as np
import pytest
from widgets.training.planted import mlp_forward, network_backward, network_forward, relu

from bpcourse.widgets.training import LearnersCode, Settings, TrainingRun

SMALL = {"hidden": (4,), "examples": 50, "batch_size": 8}


def run_of(forward=network_forward, backward=network_backward, **settings):
    return TrainingRun(Settings(**(SMALL | settings)), LearnersCode(forward, backward))


def steps(run, number=25):
    for _ in range(number):
        run.step()
    return run


@pytest.fixture
def hurry(monkeypatch):
    """A short deadline."""
    monkeypatch.setattr("bpcourse.widgets.theirs.time_limit.SECONDS", 0.1)


# Forward passes that do something else. Each takes the place of the right one.


def forward_none(params, x):
    network_forward(params, x)


def forward_flat(params, x):
    logits, cache = network_forward(params, x)
    return logits[:, 0], cache


def forward_transposed(params, x):
    logits, cache = network_forward(params, x)
    return logits.T, cache


def forward_three(params, x):
    return *network_forward(params, x), x


def forward_words(params, x):
    return "logits", {}


def forward_list(params, x):
    return list(network_forward(params, x))


def forward_complex(params, x):
    logits, cache = network_forward(params, x)
    return logits * 1j, cache


def forward_nan(params, x):
    logits, cache = network_forward(params, x)
    return np.where(logits > 0, np.nan, logits), cache


def forward_stub(params, x):
    """Compute the output."""
    raise NotImplementedError


def forward_misspelled(params, x):
    return params["W1"], []


def forward_shapes(params, x):
    z = x @ params["w1"].T
    return z, [z]


def forward_quits(params, x):
    raise SystemExit


def forward_recursive(params, x):
    return forward_recursive(params, x)


def forward_lost(params, x):
    return undefined_name @ x  # noqa: F821


class Strange(Exception):
    def __str__(self):
        raise ValueError


def forward_strange(params, x):
    raise Strange


def forward_random(params, x):
    logits, cache = network_forward(params, x)
    return logits + np.random.default_rng().standard_normal(logits.shape), cache


def forward_endless(params, x):
    while True:
        pass


@pytest.mark.parametrize(
    "forward, title, words",
    [
        (forward_none, "returns None where the logits should be", "without a return"),
        (forward_flat, "logits of shape (50,), and they should have (50, 1)", "one column"),
        (forward_transposed, "logits of shape (1, 50), and they should have", "one column"),
        (forward_three, "returns a tuple of 3", "logits and a cache"),
        (forward_words, "returns a str where the logits should be", ""),
        (forward_list, "returns a list where the logits should be", "or a pair"),
        (forward_complex, "returns an array of complex128 numbers where the logits", ""),
        (forward_nan, "Your forward_nan puts out nan", "finite"),
        (forward_stub, "Your forward_stub is not written yet", "NotImplementedError"),
        (forward_misspelled, "stops with KeyError in line", "no entry 'W1'"),
        (forward_shapes, "stops with ValueError in line", "matrix product pairs each row"),
        (forward_quits, "stops with SystemExit", "ends the whole program"),
        (forward_recursive, "stops with RecursionError", "calls itself again"),
        (forward_lost, "stops with NameError in line", "There is no undefined_name here"),
        (forward_strange, "stops with Strange in line", ""),
        (forward_random, "gives other logits at a second call", "random numbers"),
        (forward_endless, "was still running after 0.1 seconds", "bring its end nearer"),
    ],
)
def test_a_wrong_forward_is_said(forward, title, words, hurry):
    run = run_of(forward)
    before = run.params
    steps(run)
    assert run.stopped
    assert title in run.trouble.title
    assert words in run.trouble.words
    assert run.steps == 0
    assert all(np.array_equal(w, before[name]) for name, w in run.params.items())
    # The pictures can still be asked for.
    assert run.field(5).shape == (5, 5)
    assert [layer.shape for layer in run.responses(5)] == [(4, 5, 5), (1, 5, 5)]
    assert run.accuracy is not None


def test_the_line_is_theirs():
    run = run_of(forward_shapes)
    assert run.trouble.code == 'z = x @ params["w1"].T'
    line = forward_shapes.__code__.co_firstlineno + 1
    assert f"in line {line}." in run.trouble.title


# Backward passes that do something else.


def backward_none(dlogits, cache):
    network_backward(dlogits, cache)


def backward_tuple(dlogits, cache):
    return tuple(network_backward(dlogits, cache).values())


def backward_incomplete(dlogits, cache):
    grads = network_backward(dlogits, cache)
    del grads["b2"]
    return grads


def backward_empty(dlogits, cache):
    return {}


def backward_shape(dlogits, cache):
    grads = network_backward(dlogits, cache)
    return {**grads, "b1": grads["b1"][None]}


def backward_none_inside(dlogits, cache):
    return {**network_backward(dlogits, cache), "w2": None}


def backward_nan(dlogits, cache):
    return {**network_backward(dlogits, cache), "w1": np.full((2, 4), np.nan)}


def linear_backward(dout, cache):
    raise NotImplementedError


def backward_stub_inside(dlogits, cache):
    return linear_backward(dlogits, cache)


def backward_endless(dlogits, cache):
    layer = 1
    while layer > 0:
        dlogits = dlogits * 1
    return {}


@pytest.mark.parametrize(
    "backward, title, words, layer",
    [
        (backward_none, "returns None where a dict of gradients", "without a return", None),
        (backward_tuple, "returns a tuple where a dict of gradients", "", None),
        (backward_incomplete, "no gradient for b2", "It has w2, w1, b1", 2),
        (backward_empty, "no gradient for w1", "It has nothing", 1),
        (backward_shape, "a gradient of b1 of shape (1, 4)", "b1 has (4,)", 1),
        (backward_none_inside, "None where the gradient of w2", "without a return", 2),
        (backward_nan, "returns nan or inf in the gradient of w1", "finite", None),
        (backward_stub_inside, "Your linear_backward is not written yet", "", None),
        (backward_endless, "Your backward_endless was still running", "loop", None),
    ],
)
def test_a_wrong_backward_is_said(backward, title, words, layer, hurry):
    run = run_of(backward=backward)
    assert not run.stopped
    before = run.params
    steps(run)
    assert title in run.trouble.title
    assert words in run.trouble.words
    assert run.trouble.layer == layer
    assert run.steps == 0
    assert all(np.array_equal(w, before[name]) for name, w in run.params.items())
    assert np.isfinite(run.field(5)).all()  # the forward pass still draws


def test_the_right_functions_make_no_trouble(hurry):
    """The control of all of the above."""
    run = steps(run_of())
    assert run.steps == 25
    assert run.trouble is None
    assert not [words for words in run.remarks if words.startswith("Your")]
    assert np.isfinite(run.field(5)).all()
    assert all(np.isfinite(layer).all() for layer in run.responses(5))


def test_an_endless_loop_in_a_thread_is_ended(hurry):
    run = run_of(backward=backward_endless)
    thread = threading.Thread(target=run.step)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()
    assert "still running" in run.trouble.title


def test_a_forward_that_hangs_is_called_once_and_not_for_every_picture(hurry):
    calls = []

    def forward(params, x):
        calls.append(len(x))
        while len(calls) > 20:
            pass
        return network_forward(params, x)

    run = run_of(forward)
    for _ in range(30):
        run.field(5)
        run.responses(5)
        run.step()
    assert len(calls) == 21
    assert np.isnan(run.field(5)).all()
    run.rewind(0)
    run.step()
    assert len(calls) == 22


def test_trouble_goes_with_a_rewind_and_comes_again():
    count = [0]

    def backward(dlogits, cache):
        count[0] += 1
        return {} if count[0] > 12 else network_backward(dlogits, cache)

    run = steps(run_of(backward=backward))
    assert (run.steps, run.stopped) == (12, True)
    run.rewind(5)
    assert not run.stopped
    run.step()
    assert run.stopped


def spoils_params(params, x):
    made = network_forward({name: w.copy() for name, w in params.items()}, x)
    params["w1"] *= 0
    return made


def spoils_x(params, x):
    made = network_forward(params, x.copy())
    x -= 1
    return made


def spoils_dlogits(dlogits, cache):
    grads = network_backward(dlogits.copy(), cache)
    dlogits *= 2
    return grads


@pytest.mark.parametrize(
    "functions, words",
    [
        ((spoils_params, network_backward), "Your spoils_params changes w1 in place"),
        ((spoils_x, network_backward), "Your spoils_x changes x in place"),
        ((network_forward, spoils_dlogits), "Your spoils_dlogits changes dlogits in place"),
    ],
)
def test_inputs_changed_in_place_are_said_and_harm_nothing(functions, words):
    run, right = steps(run_of(*functions)), steps(run_of())
    assert any(words in remark for remark in run.remarks)
    for name, w in run.params.items():
        np.testing.assert_array_equal(w, right.params[name])
    assert all(check.ok for check in run.checks.values())


def test_a_forward_alone_is_trained_by_ours():
    run, ours = steps(run_of(mlp_forward, None)), TrainingRun(Settings(**SMALL, activation="relu"))
    steps(ours)
    assert run.checks == {}
    assert run.trouble is None
    for name, w in run.params.items():
        np.testing.assert_allclose(w, ours.params[name], rtol=1e-9)
    np.testing.assert_allclose(run.field(5), ours.field(5), rtol=1e-9)


def test_a_backward_without_a_cache():
    run = steps(run_of(mlp_forward, network_backward))
    assert "returns logits alone" in run.trouble.title


def tanh_forward(params, x):
    L, out, cache = len(params) // 2, x, []
    for layer in range(1, L + 1):
        kept, out = out, out @ params[f"w{layer}"] + params[f"b{layer}"]
        out = np.tanh(out) if layer < L else out
        cache.append((kept, params[f"w{layer}"], out))
    return out, cache


def tanh_backward(dlogits, cache):
    dz, grads = dlogits, {}
    for layer in range(len(cache), 0, -1):
        x, w, out = cache[layer - 1]
        if layer < len(cache):
            dz = dz * (1 - out**2)
        grads |= {f"w{layer}": x.T @ dz, f"b{layer}": dz.sum(axis=0)}
        dz = dz @ w.T
    return grads


def test_another_activation_is_recognised():
    run = steps(run_of(tanh_forward, tanh_backward, hidden=(4, 4)))
    assert run.activation == "tanh"
    assert all(check.ok for check in run.checks.values())
    assert np.abs(run.responses(5)[0]).max() <= 1
    alone = steps(run_of(lambda params, x: tanh_forward(params, x)[0], None, hidden=(4, 4)))
    for name, w in run.params.items():
        np.testing.assert_allclose(w, alone.params[name], atol=0.1)


def test_a_network_of_another_kind_trains_and_its_units_are_left_out():
    def forward(params, x):
        logits, cache = network_forward(params, np.sin(x))
        return logits, cache

    run = steps(run_of(forward))
    assert run.trouble is None
    assert all(check.ok for check in run.checks.values())
    assert any("single units cannot be shown" in words for words in run.remarks)
    assert np.isnan(run.responses(5)[0]).all()
    assert np.isfinite(run.responses(5)[1]).all()


def test_what_overflows_is_no_mistake_of_theirs():
    run = run_of(lr=0.1)
    run._params.vector[:] = 1e200
    run.step()
    assert "no longer finite: step 1, learning rate 0.1" in run.trouble.title


def test_what_is_not_a_function():
    with pytest.raises(TypeError, match="forward must be a function, got dict"):
        LearnersCode({})
    with pytest.raises(TypeError, match="backward must be a function"):
        LearnersCode(network_forward, 3)
    with pytest.raises(TypeError, match="give forward too"):
        LearnersCode(None, network_backward)


def test_lists_and_integers_will_do():
    def backward(dlogits, cache):
        return {name: grad.tolist() for name, grad in network_backward(dlogits, cache).items()}

    run, right = steps(run_of(backward=backward)), steps(run_of())
    assert all(np.array_equal(w, right.params[name]) for name, w in run.params.items())


def test_files_are_those_of_helpers_too():
    assert LearnersCode(network_forward, network_backward).files == {relu.__code__.co_filename}
