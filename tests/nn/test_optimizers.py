"""The class Optimizer: that it adds nothing to the steps but their bookkeeping; and torch.optim."""

import functools
import re

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.nn import Optimizer
from bpcourse.nn.joined import Joined
from bpcourse.nn.optimizers import STEPS

pytestmark = pytest.mark.filterwarnings("error")

SHAPES = {"w1": (3, 4), "b1": (4,), "w2": (4, 1), "b2": (1,), "kernel": (2, 3, 2, 2)}


@pytest.fixture
def rng():
    return np.random.default_rng(10)


def draw(rng, dtype=np.float64):
    return {name: rng.standard_normal(shape).astype(dtype) for name, shape in SHAPES.items()}


def warm_cosine(t):
    return nn.warmup_schedule(t, nn.cosine_schedule(t, 0.1, 20), 5)


@pytest.mark.parametrize("name", STEPS)
def test_it_is_the_step_for_every_parameter_by_itself(rng, name):
    optimizer = Optimizer(name, lr=warm_cosine)
    params = want = draw(rng)
    states = {key: {} for key in params}
    for t in range(4):
        grads = draw(rng)
        params = optimizer.update(params, dict(reversed(grads.items())))
        pairs = {
            key: STEPS[name](want[key], grads[key], states[key], warm_cosine(t)) for key in want
        }
        want = {key: w for key, (w, _) in pairs.items()}
        states = {key: state for key, (_, state) in pairs.items()}
        assert list(params) == list(want)
        np.testing.assert_equal(params, want)
        np.testing.assert_equal(optimizer.state, states)
        assert optimizer.steps == t + 1


@pytest.mark.parametrize("name", STEPS)
def test_an_update_changes_nothing_that_it_is_given(rng, name):
    optimizer, params = Optimizer(name), draw(rng)
    for _ in range(3):
        grads = draw(rng)
        for array in [*params.values(), *grads.values()]:
            array.flags.writeable = False
        given = dict(params), dict(grads)
        new = optimizer.update(params, grads)
        assert all(params[key] is given[0][key] for key in SHAPES)
        assert all(grads[key] is given[1][key] for key in SHAPES)
        assert not any(np.shares_memory(new[key], params[key]) for key in SHAPES)
        params = new


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("grads_dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", STEPS)
def test_params_keep_their_type_whatever_that_of_lr_and_settings(rng, name, dtype, grads_dtype):
    settings = {} if name == "sgd" else {"momentum": np.float64(0.5)}
    if name in ("rmsprop", "adam", "adamw"):
        settings = {"eps": np.float64(1e-6)}
    optimizer, params = Optimizer(name, lr=lambda t: np.float64(0.1), **settings), draw(rng, dtype)
    for _ in range(3):
        params = optimizer.update(params, draw(rng, grads_dtype))
        assert all(w.dtype == dtype for w in params.values())
        for state in optimizer.state.values():
            assert all(part.dtype == dtype for key, part in state.items() if key != "t")


def test_integers_are_promoted_and_lists_will_do():
    optimizer = Optimizer("adam", lr=0.1)
    for _ in range(2):
        params = optimizer.update({"w": [1, 2]}, {"w": np.array([100, -100], dtype=np.int8)})
    assert params["w"].dtype == np.float64
    np.testing.assert_allclose(params["w"], [0.9, 2.1], rtol=1e-9)


def test_nan_passes_through(rng):
    params, grads = draw(rng), draw(rng)
    grads["w1"][0, 0] = np.nan
    params = Optimizer("adam").update(params, grads)
    assert [key for key, w in params.items() if np.isnan(w).any()] == ["w1"]


def test_a_parameter_may_stay_away_and_come_back(rng):
    optimizer, params = Optimizer("adam"), draw(rng)
    optimizer.update(params, draw(rng))
    optimizer.update({"w1": params["w1"]}, {"w1": params["w1"]})
    optimizer.update(params, draw(rng))
    assert {key: state["t"] for key, state in optimizer.state.items()} == {
        **dict.fromkeys(SHAPES, 2),
        "w1": 3,
    }


def test_lr_now_is_the_rate_of_the_next_step():
    optimizer = Optimizer("sgd", lr=lambda t: [0.5, 0.25, 0.125][t])
    params = {"w": np.array([1.0])}
    for lr, want in [(0.5, 0.5), (0.25, 0.25), (0.125, 0.125)]:
        assert optimizer.lr_now == lr
        params = optimizer.update(params, {"w": np.array([1.0])})
        assert params["w"] == want


def test_a_step_of_your_own():
    def signs(w, dw, state, lr, scale=1.0):
        return w - lr * scale * np.sign(dw), {"seen": state.get("seen", 0) + 1}

    optimizer = Optimizer(signs, lr=0.5, scale=2.0)
    params = {"w": np.array([1.0, 1.0])}
    for want in ([0, 2], [-1, 3]):
        params = optimizer.update(params, {"w": np.array([0.1, -7.0])})
        np.testing.assert_array_equal(params["w"], want)
    assert optimizer.state == {"w": {"seen": 2}}
    assert repr(optimizer) == 'Optimizer("signs", lr=0.5, scale=2.0), steps taken: 2'


def test_a_wrapped_step_of_your_own_stays_wrapped():
    calls = []

    @functools.wraps(nn.adam_step)
    def counted(*args, **kwargs):
        calls.append(args)
        return nn.adam_step(*args, **kwargs)

    Optimizer(counted, beta1=0.5).update({"w": np.ones(2)}, {"w": np.ones(2)})
    assert len(calls) == 1


def test_one_of_our_steps_may_be_given_itself(rng):
    params, grads = draw(rng), draw(rng)
    by_name, by_function = Optimizer("adam", beta1=0.5), Optimizer(nn.adam_step, beta1=0.5)
    np.testing.assert_equal(by_function.update(params, grads), by_name.update(params, grads))
    assert repr(by_function) == repr(by_name)


@pytest.mark.parametrize(
    "optimizer, text",
    [
        (Optimizer(), 'Optimizer("sgd", lr=0.1), steps taken: 0'),
        (
            Optimizer("adamw", lr=1e-3, beta1=0.8, weight_decay=0.1),
            'Optimizer("adamw", lr=0.001, beta1=0.8, weight_decay=0.1), steps taken: 0',
        ),
        (Optimizer("adam", warm_cosine), 'Optimizer("adam", lr=warm_cosine), steps taken: 0'),
        (
            Optimizer(functools.partial(nn.adam_step, beta1=0.5), functools.partial(warm_cosine)),
            'Optimizer("partial", lr=partial), steps taken: 0',
        ),
    ],
)
def test_it_shows_what_it_is(optimizer, text):
    assert repr(optimizer) == text


def test_an_update_that_fails_leaves_the_optimizer_as_it_was(rng):
    def fails_at_b2(w, dw, state, lr):
        if w.shape == SHAPES["b2"] and state:
            raise KeyboardInterrupt
        return w, {"seen": state.get("seen", 0) + 1}

    optimizer, params = Optimizer(fails_at_b2), draw(rng)
    optimizer.update(params, draw(rng))
    with pytest.raises(KeyboardInterrupt):
        optimizer.update(params, draw(rng))
    assert optimizer.state == {name: {"seen": 1} for name in SHAPES}
    assert optimizer.steps == 1


# Bad input

ONE = {"w1": np.ones((3, 4)), "b1": np.ones(4)}


def returns_only_w(w, dw, state, lr):
    return w - lr * dw


def update_twice(first, second):
    optimizer = Optimizer("momentum")
    optimizer.update(first, first)
    optimizer.update(second, second)


@pytest.mark.parametrize(
    "call, message",
    [
        (
            lambda: Optimizer("adamm"),
            "step must be one of sgd, momentum, nesterov, rmsprop, adam, adamw, or a function, "
            'got "adamm"',
        ),
        (lambda: Optimizer("sgd", lr=0), "lr must be above 0, got 0"),
        (lambda: Optimizer("sgd", lr=-0.1), "lr must be above 0, got -0.1"),
        (lambda: Optimizer("sgd", lr=np.nan), "lr must be above 0, got nan"),
        (lambda: Optimizer("momentum", momentum=1.0), "momentum must be below 1, got 1.0"),
        (lambda: Optimizer("adam", beta2=-1), "beta2 must be at least 0, got -1"),
        (
            lambda: Optimizer(lr=lambda t: -0.5).update(ONE, ONE),
            "lr(0) must be at least 0, got -0.5",
        ),
        (
            lambda: Optimizer().update({}, {}),
            "params must hold at least one array, got an empty dict",
        ),
        (
            lambda: Optimizer().update(ONE, {"w1": ONE["w1"]}),
            "grads must have the names of params, w1, b1, got w1",
        ),
        (
            lambda: Optimizer().update(ONE, {**ONE, "b1": np.ones((1, 4))}),
            'grads["b1"] must have shape (4,), got (1, 4)',
        ),
        (
            lambda: update_twice(ONE, {**ONE, "b1": np.ones(5)}),
            'params["b1"] must have shape (4,) as in the update before, got (5,): '
            "another network needs another Optimizer",
        ),
        (
            lambda: Optimizer(returns_only_w).update({"b": np.ones(2)}, {"b": np.zeros(2)}),
            "returns_only_w must return (w, state) with w of shape (2,), got ndarray",
        ),
    ],
)
def test_a_wrong_value_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: Optimizer(7), "step must be a name or a function, got int"),
        (lambda: Optimizer("sgd", lr="fast"), "lr must hold real numbers, got str"),
        (lambda: Optimizer("sgd", momentum=0.9), "sgd_step takes no settings, got momentum"),
        (
            lambda: Optimizer("adam", momentum=0.9),
            "adam_step takes the settings beta1, beta2, eps, got momentum",
        ),
        (
            lambda: Optimizer(returns_only_w, momentum=0.9),
            "returns_only_w takes no settings, got momentum",
        ),
        (
            lambda: Optimizer(lr=lambda t: None).update(ONE, ONE),
            "lr(0) must hold real numbers, got NoneType",
        ),
        (
            lambda: Optimizer().update(ONE, None),
            "grads must be a dict of arrays by name, got NoneType",
        ),
        (
            lambda: Optimizer().update(ONE, {**ONE, "b1": None}),
            'grads["b1"] must hold real numbers, got NoneType',
        ),
    ],
)
def test_a_wrong_type_is_named(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()


def test_bad_gradients_are_found_in_later_updates_too():
    optimizer = Optimizer()
    optimizer.update(ONE, ONE)
    with pytest.raises(ValueError, match=r'^grads\["w1"\] must have shape \(3, 4\), got \(4, 3\)$'):
        optimizer.update(ONE, {**ONE, "w1": np.ones((4, 3))})
    with pytest.raises(
        ValueError, match=r"^grads must have the names of params, w1, b1, got w1, b2$"
    ):
        optimizer.update(ONE, {"w1": ONE["w1"], "b2": ONE["b1"]})
    with pytest.raises(TypeError, match=r'^grads\["b1"\] must hold real numbers, got list$'):
        optimizer.update(ONE, {**ONE, "b1": [None] * 4})


# PyTorch

# By name: our settings, torch's class and its settings, with values unlike any default.
IN_TORCH = {
    "sgd": ({}, "SGD", {}),
    "momentum": ({"momentum": 0.8}, "SGD", {"momentum": 0.8}),
    "nesterov": ({"momentum": 0.8}, "SGD", {"momentum": 0.8, "nesterov": True}),
    "rmsprop": ({"decay": 0.9, "eps": 1e-3}, "RMSprop", {"alpha": 0.9, "eps": 1e-3}),
    "adam": (
        {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3},
        "Adam",
        {"betas": (0.8, 0.95), "eps": 1e-3},
    ),
    "adamw": (
        {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.3},
        "AdamW",
        {"betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.3},
    ),
}
IN_TORCH_BY_DEFAULT = {
    "rmsprop": ({}, "RMSprop", {}),
    "adam": ({}, "Adam", {}),
    "adamw": ({}, "AdamW", {}),
}

LR = 0.05
STEPS_TAKEN = 20
SCHEDULES = {
    "constant": (
        lambda t: nn.constant_schedule(t, LR),
        lambda s, o: s.ConstantLR(o, factor=1.0),
    ),
    "step": (
        lambda t: nn.step_schedule(t, LR, 6, 0.3),
        lambda s, o: s.StepLR(o, 6, 0.3),
    ),
    "cosine": (
        lambda t: nn.cosine_schedule(t, LR, STEPS_TAKEN, 0.01),
        lambda s, o: s.CosineAnnealingLR(o, STEPS_TAKEN, 0.01),
    ),
    "warmup": (
        lambda t: nn.warmup_schedule(t, LR, 7),
        lambda s, o: s.LinearLR(o, start_factor=1 / 7, total_iters=6),
    ),
    "warmup and cosine": (
        lambda t: nn.warmup_schedule(t, nn.cosine_schedule(t, LR, STEPS_TAKEN), 7),
        lambda s, o: s.ChainedScheduler(
            [s.LinearLR(o, start_factor=1 / 7, total_iters=6), s.CosineAnnealingLR(o, STEPS_TAKEN)]
        ),
    ),
}


def compare_with_torch(torch, rng, entry, name, ours, theirs):
    settings, class_name, torch_settings = entry
    params = draw(rng)
    tensors = {key: torch.tensor(w.copy(), requires_grad=True) for key, w in params.items()}
    optimizer = Optimizer(name, ours, **settings)
    judge = getattr(torch.optim, class_name)(tensors.values(), lr=LR, **torch_settings)
    scheduler = theirs(torch.optim.lr_scheduler, judge)
    for _ in range(STEPS_TAKEN):
        grads = draw(rng)
        for key, tensor in tensors.items():
            tensor.grad = torch.tensor(grads[key])
        np.testing.assert_allclose(optimizer.lr_now, judge.param_groups[0]["lr"], rtol=1e-9)
        params = optimizer.update(params, grads)
        judge.step()
        scheduler.step()
        for key, tensor in tensors.items():
            want = tensor.detach().numpy()
            assert np.linalg.norm(params[key] - want) <= 1e-9 * np.linalg.norm(want), key


@pytest.mark.torch
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", IN_TORCH)
def test_20_steps_are_those_of_torch(torch, rng, name, schedule):
    compare_with_torch(torch, rng, IN_TORCH[name], name, *SCHEDULES[schedule])


@pytest.mark.torch
@pytest.mark.parametrize("name", IN_TORCH_BY_DEFAULT)
def test_the_defaults_are_those_of_torch(torch, rng, name):
    compare_with_torch(torch, rng, IN_TORCH_BY_DEFAULT[name], name, *SCHEDULES["constant"])


@pytest.mark.torch
@pytest.mark.parametrize(
    "name, wrong", [("momentum", "nesterov"), ("nesterov", "momentum"), ("sgd", "momentum")]
)
def test_torch_rejects_another_step(torch, rng, name, wrong):
    _, class_name, torch_settings = IN_TORCH[name]
    with pytest.raises(AssertionError):
        compare_with_torch(
            torch, rng, ({}, class_name, torch_settings), wrong, *SCHEDULES["cosine"]
        )


def test_in_place_and_not_cannot_take_turns():
    params, grads = Joined.of({"w1": np.ones(2)}), Joined.of({"w1": np.ones(2)})
    for first, second in (("update", "update_in_place"), ("update_in_place", "update")):
        optimizer = Optimizer("momentum")
        getattr(optimizer, first)(params, grads)
        with pytest.raises(ValueError, match=r"^update and update_in_place cannot take turns"):
            getattr(optimizer, second)(params, grads)


@pytest.mark.parametrize("step", STEPS)
def test_in_place_is_the_same_step(step):
    rng = np.random.default_rng(2)
    params = {"w1": rng.standard_normal((3, 2)), "b1": rng.standard_normal(2)}
    joined = Joined.of(params)
    plain, in_place = Optimizer(step, lr=0.1), Optimizer(step, lr=0.1)
    for _ in range(4):
        grads = {name: rng.standard_normal(w.shape) for name, w in params.items()}
        params = plain.update(params, grads)
        in_place.update_in_place(joined, Joined.of(grads))
    for name, w in params.items():
        np.testing.assert_allclose(joined[name], w, rtol=1e-14)
    assert in_place.steps == plain.steps == 4


@pytest.mark.parametrize("step", STEPS)
def test_without_a_learning_rate_each_step_has_its_own(step):
    assert Optimizer(step).lr == (0.1 if step == "sgd" else 0.01)


def test_a_schedule_takes_the_step_alone():
    with pytest.raises(TypeError, match=r"^lr must be a number or a function of the step alone"):
        Optimizer(lr=nn.cosine_schedule)


def of_length_one(w, dw, state, lr):
    """A step that is not entry by entry: the gradient of each array, brought to the length 1."""
    return w - lr * dw / np.linalg.norm(dw), {"seen": state.get("seen", 0) + 1}


def test_in_place_a_step_of_your_own_is_taken_array_by_array(rng):
    params = draw(rng)
    joined = Joined.of(params)
    plain, in_place = Optimizer(of_length_one), Optimizer(of_length_one)
    for _ in range(3):
        grads = draw(rng)
        params = plain.update(params, grads)
        in_place.update_in_place(joined, Joined.of(grads))
    np.testing.assert_equal(dict(joined), params)
    np.testing.assert_equal(joined.vector, np.concatenate([w.ravel() for w in params.values()]))
    assert in_place.state == plain.state == {name: {"seen": 3} for name in SHAPES}


@pytest.mark.parametrize("step", ["sgd", "adam"])
def test_in_place_another_network_needs_another_optimizer(step):
    def ones(name, *shape):
        return Joined.of({name: np.ones(shape)})

    optimizer = Optimizer(step)
    optimizer.update_in_place(ones("w1", 2, 3), ones("w1", 2, 3))
    with pytest.raises(ValueError, match=r'^params\["w1"\] must have shape \(2, 3\) as in'):
        optimizer.update_in_place(ones("w1", 3, 2), ones("w1", 3, 2))
    with pytest.raises(ValueError, match=r"^grads must have the names of params, w1, got w2$"):
        Optimizer(step).update_in_place(ones("w1", 2), ones("w2", 2))


def test_a_step_of_your_own_may_take_any_setting():
    def step(w, dw, state, lr, **settings):
        return w - lr * settings["scale"] * dw, state

    new = Optimizer(step, lr=0.5, scale=2.0).update({"w": np.ones(2)}, {"w": np.ones(2)})
    np.testing.assert_array_equal(new["w"], [0.0, 0.0])


@pytest.mark.parametrize(
    "result", [(0.5, {}), (np.ones((2, 1)), {}), (np.ones(2), {}, 7), [np.ones(2), {}], None]
)
def test_a_step_of_your_own_that_returns_something_else(result):
    def step(w, dw, state, lr):
        return result

    with pytest.raises(ValueError, match=r"^step must return \(w, state\) with w of shape \(2,\)"):
        Optimizer(step).update({"b": np.ones(2)}, {"b": np.zeros(2)})


def test_without_lr_a_step_of_your_own_takes_that_of_sgd():
    def own(w, dw, state, lr):
        return w - lr * dw, state

    want = {"sgd": 0.1, own: 0.1, nn.sgd_step: 0.1, nn.adam_step: 0.01, "momentum": 0.01}
    assert {step: Optimizer(step).lr_now for step in want} == want


def test_lr_now_is_a_float():
    for optimizer in (Optimizer(lr=1), Optimizer(lr=lambda t: 1), Optimizer(lr=np.float32(1))):
        assert type(optimizer.lr_now) is float
