"""Right gradients are never called wrong, and planted mistakes are seen where they are."""

import numpy as np
import pytest
from widgets.training.planted import MISTAKES, network_backward, network_forward, wrong

from bpcourse.widgets.training import LearnersCode, Settings, TrainingRun


def run_of(backward=network_backward, forward=network_forward, **settings):
    return TrainingRun(Settings(**settings), LearnersCode(forward, backward))


def wrong_in(run):
    return {name for name, check in run.checks.items() if not check.ok}


@pytest.mark.parametrize("seed", range(5))
def test_no_false_alarm_in_2000_steps(seed):
    settings = ({}, {"lr": 1.0}, {"optimizer": "adam", "lr": 0.01}, {"data": "spirals"}, {})
    run = run_of(seed=seed, **settings[seed])
    told = 0
    for _ in range(2000):
        run.step()
        told += sum(check.step == run.steps - 1 for check in run.checks.values())
        assert wrong_in(run) == set(), run.steps
    assert run.trouble is None
    assert told > 1100  # of 1,200: next to nothing is left untold


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_caught_within_50_steps_in_its_place(name, seed):
    backward, arrays, layer = MISTAKES[name]
    run = run_of(backward, seed=seed)
    for _ in range(50):
        run.step()
    assert run.trouble is None
    assert wrong_in(run) == arrays
    words = run.remarks[0]
    assert f"layer {layer} is the first at fault" in words
    here = next(array for array in run.checks if array in arrays and array[1:] == str(layer))
    check = run.checks[here]
    assert check.layer == layer
    assert f"{check.analytic:.4g}" in words
    assert f"{check.numeric:.4g}" in words


def test_the_numbers_are_slopes_of_the_learners_loss():
    """With a gradient that is twice the right one, one number is twice the other."""
    run = run_of(wrong(dw_of=lambda x, dz, layer: 2 * x.T @ dz))
    run.step()
    for name in ("w1", "w2", "w3"):
        check = run.checks[name]
        assert check.analytic == pytest.approx(2 * check.numeric, rel=1e-5)
        assert check.words == "is 2 times the numeric gradient"
    assert run.checks["b3"].analytic == pytest.approx(run.checks["b3"].numeric, rel=1e-5)


def test_where_there_is_a_kink_nothing_is_said():
    """Biases are 0 at first: where layer 1 puts out 0, layer 2 stands on relu's kink."""
    run = run_of()
    run.step()
    assert "b2" not in run.checks
    assert list(run.checks) == ["w1", "b1", "w2", "w3", "b3"]


def test_checks_stand_beside_every_tenth_step_and_do_not_touch_the_run():
    run, plain = run_of(seed=3), TrainingRun(Settings(activation="relu", seed=3))
    for step in range(1, 41):
        run.step()
        plain.step()
        assert max(check.step for check in run.checks.values()) == (step - 1) // 10 * 10
    for name, w in run.params.items():
        np.testing.assert_allclose(w, plain.params[name], rtol=1e-9)


def test_rewinding_leads_to_the_same_bits():
    run = run_of()
    while run.steps < 60:
        run.step()
    there = run.params
    run.rewind(25)
    assert run.checks == {}
    while run.steps < 60:
        run.step()
    assert all(np.array_equal(w, there[name]) for name, w in run.params.items())


def test_a_forward_in_float32_is_no_false_alarm():
    def forward(params, x):
        return network_forward(
            {name: w.astype(np.float32) for name, w in params.items()}, x.astype(np.float32)
        )

    run = run_of(forward=forward)
    for _ in range(300):
        run.step()
        assert wrong_in(run) == set()
    assert run.trouble is None


def test_three_classes():
    run = run_of(data="blobs")
    for _ in range(100):
        run.step()
    assert len(run.checks) == 6
    assert wrong_in(run) == set()
    assert run.accuracy[0] > 0.9
