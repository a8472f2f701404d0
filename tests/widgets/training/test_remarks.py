"""What is odd about a network is said in words, and what is not odd is not."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bpcourse.nn import network_backward, network_forward
from bpcourse.widgets.training import LearnersCode, Settings, TrainingRun
from bpcourse.widgets.training.remarks import remarks_on
from bpcourse.widgets.training.snapshots import Snapshots


def run_of(**settings):
    run = TrainingRun(Settings(**settings))
    run.step()
    return run


def looks(run, *norms):
    """Put what was measured in place of the run's snapshots."""
    first = next(iter(run.snapshots))
    run.snapshots = Snapshots()
    for step, row in enumerate([first.gradient_norms, *norms]):
        run.snapshots.keep(replace(first, step=step, gradient_norms=row))


def test_dead_units_are_counted():
    run = run_of(activation="relu", hidden=(8, 8))
    assert not [words for words in remarks_on(run) if "layer 1 are dead" in words]
    run._params["b1"][:3] = -100
    words = next(words for words in remarks_on(run) if "layer 1" in words)
    assert words.startswith("3 of 8 units of layer 1 are dead: they put out 0 for every example")
    run._params["b1"][:3] = [-100, 0, 0]
    assert any("1 of 8 units of layer 1 is dead: it puts" in words for words in remarks_on(run))


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_saturated_units_are_counted(activation):
    run = run_of(activation=activation)
    assert not any("saturated" in words for words in remarks_on(run))
    run._params["b2"][:2] = [50, -50]
    assert any("2 of 8 units of layer 2 are saturated" in words for words in remarks_on(run))


def test_vanishing_and_exploding_gradients_by_layer():
    run = run_of()
    assert remarks_on(run) == []
    looks(run, (1.2e-6, 1e-3, 1e-1))
    assert remarks_on(run) == [
        "The gradient of layer 1 is about 80,000 times smaller than that of layer 3: it vanishes."
    ]
    looks(run, (1e5, 1.0, 1e-1))
    assert "about 1,000,000 times larger" in remarks_on(run)[0]
    looks(run, (1e13, 1.0, 1e-1))
    assert "over a million times larger" in remarks_on(run)[0]
    looks(run, (0.0, 1.0, 1e-1))
    assert "is 0, unlike that of layer 3" in remarks_on(run)[0]


def test_one_batch_alone_does_not_make_a_vanishing_gradient():
    run = run_of()
    looks(run, *[(0.1, 0.1, 0.1)] * 5, (1e-9, 0.1, 0.1))
    assert remarks_on(run) == []


def test_what_is_said_of_gradients_does_not_come_and_go():
    run = TrainingRun(Settings(activation="sigmoid", hidden=(16,) * 6))
    said = []
    while run.steps < 3000:
        run.step()
        if run.steps % 50 == 0:
            said.append(tuple(run.remarks))
    assert sum(before != after for before, after in pairwise(said)) < 20  # 56, from one batch each


def test_a_wrong_gradient_is_not_called_vanishing_or_an_overshoot():
    def last_layer_only(dlogits, cache):
        grads = network_backward(dlogits, cache)
        return {name: grad if name[1] == "3" else 0 * grad for name, grad in grads.items()}

    run = TrainingRun(Settings(), LearnersCode(network_forward, last_layer_only))
    while run.steps < 100:
        run.step()
    assert any("at fault" in words for words in run.remarks)
    assert not any("vanishes" in words for words in run.remarks)


def test_a_deep_sigmoid_network_vanishes_by_itself():
    run = TrainingRun(Settings(activation="sigmoid", hidden=(4,) * 6))
    while run.steps < 50:
        run.step()
    assert any("vanishes" in words for words in run.remarks)


def test_a_loss_that_grows():
    run = run_of()
    run._params["w3"][:] = 1000
    run._logits = None
    assert any("The loss has grown from" in words for words in remarks_on(run))


def test_remarks_are_made_while_it_trains_and_go_with_a_rewind():
    run = TrainingRun(Settings(activation="relu", lr=20.0))
    while run.steps < 200 and not run.stopped:
        run.step()
    assert np.any(["dead" in words for words in run.remarks])
    run.rewind(0)
    assert run.remarks == []
