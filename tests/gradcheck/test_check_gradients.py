"""`check_gradients`: what it takes, what it costs, and what it says to what it cannot take."""

import re

import numpy as np
import pytest

from bpcourse.gradcheck import check_gradients
from bpcourse.nn import Network, two_layer_loss_and_grads

pytestmark = pytest.mark.filterwarnings("error")

RNG = np.random.default_rng(0)
PARAMS = {
    "w1": RNG.standard_normal((4, 7)),
    "b1": RNG.standard_normal(7),
    "w2": RNG.standard_normal((7, 3)),
    "b2": RNG.standard_normal(3),
}
BATCH = RNG.standard_normal((5, 4)), RNG.integers(3, size=5)


def check(loss_and_grads=two_layer_loss_and_grads, **options):
    return check_gradients(loss_and_grads, *BATCH, params=PARAMS, **options)


# What it takes


def test_a_network_with_its_own_params_or_others():
    network = Network([4, 7, 3], rng=np.random.default_rng(1))
    assert check_gradients(network, *BATCH).ok
    asked = []
    loss = network.loss
    network.loss = lambda params, x, y: asked.append(params["b2"].copy()) or loss(params, x, y)
    assert check_gradients(network, *BATCH, params=PARAMS).ok
    np.testing.assert_array_equal(asked[0], PARAMS["b2"])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_function_of_params(dtype):
    params = {name: array.astype(dtype) for name, array in PARAMS.items()}
    x, y = BATCH
    report = check_gradients(two_layer_loss_and_grads, x.astype(dtype), y, params=params)
    assert report.ok
    assert max(report.errors.values()) < 1e-7


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 4), (2, 1, 3), (0,)])
def test_a_function_of_one_array(shape):
    x = np.random.default_rng(2).standard_normal(shape)
    for grad in (np.cos(x), np.cos):
        assert check_gradients(lambda x: np.sum(np.sin(x)), x, grad=grad).ok
    if x.size:
        report = check_gradients(lambda x: np.sum(np.sin(x)), x, grad=lambda x: 1.001 * np.cos(x))
        assert report.verdicts == {"x": "wrong"}


@pytest.mark.parametrize("x", [[1, 2, 3], np.array([1, 0, 1], dtype=bool), np.arange(4, 9)])
def test_integers_and_lists(x):
    report = check_gradients(lambda x: np.sum(x**2), x, grad=lambda x: 2 * x)
    assert report.ok


@pytest.mark.parametrize("scale", [1e-4, 1, 1e4, 1e8])
@pytest.mark.parametrize("factor", [1, 1.001])
def test_any_scale_of_x(scale, factor):
    x = scale * np.random.default_rng(3).uniform(1, 2, 50)
    report = check_gradients(lambda x: np.sum(np.log(x)), x, grad=lambda x: factor / x)
    assert report.ok == (factor == 1)


@pytest.mark.parametrize("scale", [1e-20, 1, 1e20])
@pytest.mark.parametrize("factor", [1, 1.001])
def test_any_scale_of_the_loss(scale, factor):
    x = np.random.default_rng(3).uniform(1, 2, 50)
    report = check_gradients(
        lambda x: scale * np.sum(x**2), x, grad=lambda x: factor * scale * 2 * x
    )
    assert report.ok == (factor == 1)
    assert report.errors["x"] == pytest.approx((factor - 1) / 2, abs=1e-6)


def test_a_batch_of_none_at_all():
    def loss_and_grads(params, x, y):
        assert y is None
        return np.sum(params["w"] ** 2), {"w": 2 * params["w"]}

    assert check_gradients(loss_and_grads, np.ones(1), params={"w": np.ones(3)}).ok


def test_the_same_rng_gives_the_same_report():
    reports = [str(check(rng=np.random.default_rng(5))) for _ in range(2)]
    assert reports[0] == reports[1]
    assert str(check()) == str(check()) != reports[0]


# What it costs, and leaves alone


@pytest.mark.parametrize("directions", [1, 5, 8])
def test_two_evaluations_a_direction(directions):
    calls = []

    def loss_and_grads(params, x, y):
        calls.append(1)
        return two_layer_loss_and_grads(params, x, y)

    report = check(loss_and_grads, directions=directions)
    assert report.ok
    assert report.cost == 1 + 2 * directions * 4
    assert len(calls) == 1 + report.cost  # and once for the gradients


@pytest.mark.parametrize("at", [1, 2, 3, 30])
def test_an_error_passes_through_and_leaves_params_as_they_were(at):
    params = {name: array.copy() for name, array in PARAMS.items()}
    calls = []

    def loss_and_grads(params, x, y):
        calls.append(1)
        if len(calls) == at:
            raise ArithmeticError("no more")
        return two_layer_loss_and_grads(params, x, y)

    with pytest.raises(ArithmeticError, match="no more"):
        check_gradients(loss_and_grads, *BATCH, params=params)
    for name, array in params.items():
        np.testing.assert_array_equal(array, PARAMS[name])


def test_a_function_may_change_the_array_it_is_given():
    x = np.array([1.0, -2.0, 3.0])

    def f(x):
        x[x < 0] = 0
        return np.sum(x**2)

    def gradient(x):
        x[x < 0] = 0
        return 2 * x

    for grad in (np.array([2.0, 0.0, 6.0]), gradient):
        assert check_gradients(f, x, grad=grad).ok
    np.testing.assert_array_equal(x, [1, -2, 3])


# What it says


def test_a_change_in_place_is_named():
    def loss_and_grads(params, x, y):
        loss, grads = two_layer_loss_and_grads(params, x, y)
        params["b1"] -= grads["b1"]
        return loss, grads

    before = PARAMS["b1"].copy()
    with pytest.raises(ValueError, match=r'changes params\["b1"\] in place'):
        check(loss_and_grads)
    np.testing.assert_array_equal(PARAMS["b1"], before)


def test_a_loss_that_is_never_the_same_is_named():
    rng = np.random.default_rng(0)

    def loss_and_grads(params, x, y):
        x = x * (rng.random(x.shape) < 0.5)
        return two_layer_loss_and_grads(params, x, y)

    with pytest.raises(ValueError, match="for the same parameters the loss is once"):
        check(loss_and_grads)


def test_gradients_that_are_not_finite():
    def loss_and_grads(params, x, y):
        loss, grads = two_layer_loss_and_grads(params, x, y)
        grads["w1"][2, 3] = np.nan
        return loss, grads

    report = check(loss_and_grads)
    assert not report.ok
    assert report.verdicts["w1"] == "not finite"
    assert report.layer == 1
    assert "Nothing is known of w1." in str(report)
    assert "not finite; the first is w1[2, 3], nan." in str(report)


@pytest.mark.parametrize("x, first", [([1.0, np.inf], "x[1], inf"), (-np.inf, "x, -inf")])
def test_the_first_number_that_is_not_finite_is_named(x, first):
    report = check_gradients(lambda x: 0.0, np.zeros(np.shape(x)), grad=np.array(x))
    assert f"x: the gradient holds numbers that are not finite; the first is {first}." in str(
        report
    ).replace("\n", " ")


def test_finite_numbers_whose_squares_are_not():
    report = check_gradients(lambda x: 0.0, np.zeros(2), grad=np.array([1e200, 1.0]))
    assert report.verdicts == {"x": "not finite"}
    assert "x: the gradient is too long to be measured." in str(report)


F = np.sum
X = np.ones(3)


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda: check_gradients(3.0, X), TypeError, "function must be a function, got float"),
        (lambda: check_gradients(F, X), TypeError, "check_gradients needs params with a loss_and"),
        (
            lambda: check_gradients(F, X, grad=np.ones(4)),
            ValueError,
            "grad must have shape (3,), got (4,)",
        ),
        (
            lambda: check_gradients(F, X, grad=lambda x: np.ones((3, 1))),
            ValueError,
            'grads["x"] must have shape (3,), got (3, 1)',
        ),
        (
            lambda: check_gradients(np.sin, X, grad=np.cos),
            ValueError,
            "the loss must be one number, got (3,)",
        ),
        (
            lambda: check(lambda params, x, y: 1.0),
            TypeError,
            "loss_and_grads must return (loss, grads), got float",
        ),
        (
            lambda: check(lambda params, x, y: (1.0, {})),
            ValueError,
            "grads must hold at least one array",
        ),
        (
            lambda: check(lambda params, x, y: (1.0, {"w1": params["w1"]})),
            ValueError,
            "grads must have the names of params, w1, b1, w2, b2, got w1",
        ),
        (
            lambda: check(lambda params, x, y: (1.0, 2.0, 3.0)),
            TypeError,
            "loss_and_grads must return (loss, grads), got tuple of 3",
        ),
        (
            lambda: check_gradients(two_layer_loss_and_grads, PARAMS, *BATCH),
            TypeError,
            "x must be an array, got dict. If these are the parameters, write "
            "check_gradients(loss_and_grads, x, y, params=params)",
        ),
        (
            lambda: check_gradients(two_layer_loss_and_grads, PARAMS, BATCH[0]),
            TypeError,
            "x must be an array, got dict. If these are the parameters, write ",
        ),
        (
            lambda: check_gradients(two_layer_loss_and_grads, *BATCH, params=[1]),
            TypeError,
            "params must be a dict of arrays by name, got list",
        ),
        (
            lambda: check_gradients(lambda x: np.nan, X, grad=X),
            ValueError,
            "the loss at these parameters is nan: it has no slope",
        ),
        (lambda: check(rng=0), TypeError, "rng must be a Generator"),
        (lambda: check(directions=0), ValueError, "directions must be at least 1, got 0"),
        (lambda: check(h=0), ValueError, "h must be above 0, got 0"),
        (lambda: check(tolerance=1), ValueError, "tolerance must be below 1, got 1"),
        (lambda: check(budget=-1), ValueError, "budget must be at least 0, got -1"),
    ],
)
def test_a_slip_is_named(call, error, message):
    with pytest.raises(error, match=re.escape(message)):
        call()
