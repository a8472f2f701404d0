"""Activations and gradients by layer: the numbers, the words at the extremes, a learner's code."""

from itertools import pairwise

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.widgets import gradient_flow
from bpcourse.widgets.figures.flow import ACTIVATIONS, Flow, factor, flow_through, spread, words_for
from bpcourse.widgets.figures.flow_ridges import Ridges


def network(sizes, seed=0):
    rng = np.random.default_rng(seed)
    params = {}
    for n, (D, M) in enumerate(pairwise(sizes), start=1):
        params[f"w{n}"] = rng.standard_normal((D, M)) / np.sqrt(D)
        params[f"b{n}"] = 0.1 * rng.standard_normal(M)
    return params, rng.standard_normal((20, sizes[0])), rng.integers(0, sizes[-1], 20)


def test_a_relu_network_is_the_one_of_lesson_06():
    params, x, y = network((3, 7, 6, 4))
    logits, cache = nn.network_forward(params, x)
    dlogits = nn.cross_entropy_backward(logits, y)
    flow = flow_through(params, x, dlogits, "relu")
    assert flow.activations[-1] == pytest.approx(logits)
    grads = nn.network_backward(dlogits, cache)
    for n, gradient in enumerate(flow.gradients, start=1):
        assert gradient.sum(axis=0) == pytest.approx(grads[f"b{n}"])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradients_agree_with_finite_differences(activation):
    params, x, _ = network((3, 5, 5, 2))
    dlogits = np.random.default_rng(1).standard_normal((20, 2))
    flow = flow_through(params, x, dlogits, activation)
    for n in (1, 2, 3):
        step = np.zeros_like(params[f"b{n}"])
        step[1] = 1e-6
        losses = [
            np.sum(
                flow_through(
                    params | {f"b{n}": params[f"b{n}"] + side * step}, x, dlogits, activation
                ).activations[-1]
                * dlogits
            )
            for side in (1, -1)
        ]
        assert flow.gradients[n - 1][:, 1].sum() == pytest.approx(
            (losses[0] - losses[1]) / 2e-6, rel=1e-5, abs=1e-7
        )


def test_the_table_holds_the_standard_deviations():
    params, x, _ = network((3, 7, 4))
    figure = gradient_flow(params=params, x=x)
    rows = figure._seen.rows
    a1 = nn.relu(x @ params["w1"] + params["b1"])
    assert rows[0][:3] == ["layer 1", pytest.approx(np.std(a1)), f"{np.mean(a1 == 0):.0%}"]
    assert rows[1][1] == pytest.approx(np.std(nn.mlp_forward(params, x)))
    assert [row[0] for row in figure.shown["rows"]] == ["layer 1", "layer 2"]


def test_the_factor_is_the_geometric_mean():
    assert factor(np.array([1, 0.5, 0.25])) == pytest.approx(0.5)
    assert np.isnan(factor(np.array([0.0, 1.0])))


def test_the_spread_does_not_overflow():
    assert spread(np.array([1e300, -1e300])) == pytest.approx(1e300)
    assert spread(np.zeros(3)) == 0
    assert np.isnan(spread(np.array([1, np.inf])))


def test_histograms_count_what_there_is():
    rng = np.random.default_rng(0)
    flow = Flow([rng.standard_normal((9, 9))] * 2, [np.zeros((9, 9)), np.ones((9, 9))])
    activations, gradients = Ridges(flow, "any").sides
    assert 60 < activations.counts[0].sum() <= 81
    assert gradients.counts[0].sum() == 0
    assert gradients.counts[1].sum() == 81


@pytest.mark.parametrize(
    ("settings", "claim", "words"),
    [
        ({"depth": 20, "activation": "sigmoid"}, "The gradient vanishes", "it vanishes"),
        (
            {"depth": 20, "activation": "relu", "init": "he", "scale": 3.0},
            "The gradient explodes",
            "it explodes",
        ),
        ({"depth": 8, "activation": "relu", "init": "he"}, "keeps about its size", "it keeps"),
        ({"depth": 20, "init": "normal 0.01"}, "The gradient vanishes", "they vanish"),
        ({"depth": 1}, "One layer", ""),
    ],
)
def test_the_words_are_those_of_the_numbers(settings, claim, words):
    figure = gradient_flow(**settings)
    assert claim in figure.alternative()
    assert words in figure.status
    spreads = [row[3] for row in figure._seen.rows]
    if len(spreads) > 1:
        whole = spreads[0] / spreads[-1]
        assert ("vanishes" in claim, "explodes" in claim) == (whole < 0.01, whole > 100)


def test_dead_and_overflowing_layers_are_named():
    ones = np.ones((4, 4))
    claim, words = words_for(Flow([ones, 0 * ones, ones], [0 * ones, 0 * ones, ones]))
    assert "gets through to layer 2" in claim
    assert "from layer 2 on" in words
    claim, words = words_for(Flow([ones, ones], [ones, ones]))
    assert "one number at layer 2" in claim
    noise = np.random.default_rng(0).standard_normal((4, 4))
    claim, words = words_for(Flow([noise, noise * np.inf], [noise * np.nan, noise]))
    assert "overflows at layer 1" in claim
    assert "no longer finite at layer 2" in words
    for flow in (Flow([0 * ones], [0 * ones]), Flow([ones * np.nan] * 3, [ones * np.nan] * 3)):
        drawn = Ridges(flow, "any").svg(340)
        assert "nan" not in drawn.replace("NaN", "")


@pytest.mark.parametrize("depth", [1, 2, 20])
@pytest.mark.parametrize("scale", [0.1, 10.0])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_corner_of_the_controls_can_be_drawn(depth, scale, activation):
    figure = gradient_flow(depth=depth, width=2, activation=activation, scale=scale)
    assert figure.shown["picture"].count("<svg") == 2
    assert len(figure.shown["rows"]) == depth


def test_an_own_init_is_one_of_the_choices():
    def halves(D, M, rng):
        return np.full((D, M), 0.5 / D)

    figure = gradient_flow(3, 4, "none", halves)
    assert figure.values["init"] == "halves"
    figure.set(init="he")
    assert figure.values["init"] == "he"


def doubled(dlogits, cache):
    grads = nn.network_backward(dlogits, cache)
    return grads | {"b1": 2 * grads["b1"]}


def without_relu(dlogits, cache):
    return nn.network_backward(dlogits, [(kept, np.abs(z) + 1) for kept, z in cache])


def test_a_learners_functions_find_the_gradients():
    params, x, y = network((3, 7, 6, 4))
    ours = gradient_flow(params=params, x=x, y=y)
    theirs = gradient_flow(
        params=params, x=x, y=y, forward=nn.network_forward, backward=nn.network_backward
    )
    assert theirs.shown["note"] == ""
    for mine, yours in zip(ours._seen.rows, theirs._seen.rows, strict=True):
        assert yours[3] == pytest.approx(mine[3])
    wrong = gradient_flow(params=params, x=x, y=y, forward=nn.network_forward, backward=doubled)
    assert "differ from ours from layer 1 downwards" in wrong.shown["note"]
    assert wrong._seen.rows[0][3] == pytest.approx(2 * ours._seen.rows[0][3])
    wrong = gradient_flow(
        params=params, x=x, y=y, forward=nn.network_forward, backward=without_relu
    )
    assert "from layer 2 downwards" in wrong.shown["note"]


def only_logits(params, x):
    return nn.mlp_forward(params, x)


def transposed(params, x):
    logits, cache = nn.network_forward(params, x)
    return logits.T, cache


def raising(params, x):
    return x @ params["w2"], None


def other(params, x):
    logits, cache = nn.network_forward(params, x)
    return logits + 1, cache


def changing(params, x):
    logits, cache = nn.network_forward(params, x.copy())
    for array in params.values():
        array += 1
    x += 1
    return logits, cache


@pytest.mark.parametrize(
    ("forward", "backward", "words"),
    [
        (only_logits, None, "must return two things"),
        (transposed, None, "logits of shape"),
        (raising, None, "ValueError"),
        (other, None, "logits of your forward differ"),
        (nn.network_forward, lambda d, cache: None, "a dict of gradients"),
        (nn.network_forward, lambda d, cache: {"w1": 1}, "no gradient for b1"),
        (nn.network_forward, lambda d, cache: {}[1], "KeyError"),
        (
            nn.network_forward,
            lambda d, cache: nn.network_backward(d, cache) | {"w2": np.ones(3)},
            "Your gradient of w2 has shape",
        ),
        (
            nn.network_forward,
            lambda d, cache: nn.network_backward(d * np.nan, cache),
            "holds NaN",
        ),
    ],
)
def test_a_learners_mistake_gets_a_message(forward, backward, words):
    params, x, y = network((3, 7, 6, 4))
    figure = gradient_flow(params=params, x=x, y=y, forward=forward, backward=backward)
    assert words in figure.shown["note"]
    assert words in figure.twin().replace("&#x27;", "'")
    assert figure.shown["picture"].count("<svg") == 2


def test_an_endless_loop_gets_a_message(monkeypatch):
    def endless(dlogits, cache):
        while True:
            dlogits = dlogits + 1

    monkeypatch.setattr("bpcourse.widgets.theirs.time_limit.SECONDS", 0.3)
    params, x, y = network((3, 4, 2))
    figure = gradient_flow(params=params, x=x, y=y, forward=nn.network_forward, backward=endless)
    assert "still running after 0.3 seconds" in figure.shown["note"]


def test_a_learners_function_cannot_spoil_the_arrays():
    params, x, y = network((3, 7, 4))
    before = {name: array.copy() for name, array in params.items()}, x.copy()
    gradient_flow(params=params, x=x, y=y, forward=changing, backward=nn.network_backward)
    assert np.array_equal(x, before[1])
    assert all(np.array_equal(params[name], before[0][name]) for name in params)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"depth": 0}, ValueError, "depth must lie between 1 and 20"),
        ({"depth": 2.5}, ValueError, "whole number"),
        ({"depth": "deep"}, TypeError, "depth must be a number"),
        ({"activation": "swish"}, ValueError, "activation must be one of tanh"),
        ({"init": "ones"}, ValueError, "init must be one of xavier"),
        ({"scale": 0}, ValueError, "scale must lie between 0.1 and 10"),
        ({"params": {}}, TypeError, "params and x"),
        ({"x": np.ones((2, 3))}, TypeError, "params and x"),
        ({"params": {"w1": np.ones((2, 3))}, "x": np.ones((4, 2))}, ValueError, "b1"),
        (
            {"params": {"w1": np.ones((2, 3)), "b1": np.ones(3)}, "x": np.ones((4, 5))},
            ValueError,
            "shape",
        ),
        (
            {
                "params": {"w1": np.ones((2, 3)), "b1": np.ones(3)},
                "x": np.ones((4, 2)),
                "backward": doubled,
            },
            TypeError,
            "give forward too",
        ),
    ],
)
def test_bad_arguments_are_refused_in_words(arguments, error, words):
    with pytest.raises(error, match=words):
        gradient_flow(**arguments)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda g, n: g | {"w2": 2 * g["w2"]}, "Your gradient of w2 differs"),
        (lambda g, n: g | {"w1": 0 * g["w1"]}, "Your gradient of w1 differs"),
        (lambda g, n: {k: v / n for k, v in g.items()}, "Your gradient of b2 differs"),
        (lambda g, n: {k: -v for k, v in g.items()}, "they have the opposite sign"),
        (lambda g, n: g, ""),
    ],
)
def test_a_wrong_gradient_of_weights_is_said_too(spoil, words):
    params, x, y = network((3, 7, 4))

    def backward(dlogits, cache):
        return spoil(nn.network_backward(dlogits, cache), len(dlogits))

    figure = gradient_flow(params=params, x=x, y=y, forward=nn.network_forward, backward=backward)
    note = figure.see(**figure.values).note
    assert words in note
    assert bool(note) == bool(words)


def test_ten_times_larger_is_not_about_the_same():
    gradients = [np.random.default_rng(0).standard_normal((50, 8)) * k for k in (10, 3, 1)]
    claim, words = words_for(Flow(gradients, gradients))
    assert claim.startswith("The gradient grows: × 3.")
    assert "it grows." in words and "they shrink." in words


def endless_init(D, M, rng):
    while True:
        pass


@pytest.mark.parametrize(
    ("init", "words"),
    [
        (lambda D, M, rng: np.ones((M, D)), r"returned the shape \(3, 2\)"),
        (lambda D, M, rng: None, "returned None"),
        (lambda D, M: np.ones((D, M)), "Your init stops with TypeError"),
        (endless_init, "Your init was still running"),
    ],
)
def test_an_init_that_cannot_be_used_is_said_in_words(init, words):
    with pytest.raises(ValueError, match=words):
        gradient_flow(init=init)
