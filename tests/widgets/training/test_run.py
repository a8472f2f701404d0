"""A run steps as the course's own functions do, and can be rewound to the bit."""

from itertools import pairwise

import numpy as np
import pytest

from bpcourse import nn
from bpcourse.widgets.training import LearnersCode, Settings, TrainingRun
from bpcourse.widgets.training.trouble import exploded

OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")


def trained(steps, **settings):
    run = TrainingRun(Settings(**settings))
    go_to(run, steps)
    return run


def go_to(run, step):
    while run.steps < step and not run.stopped:
        run.step()
    assert run.steps == step


def same(params, others):
    return all(np.array_equal(w, others[name]) for name, w in params.items())


def test_a_step_is_the_gradient_step_of_lesson_07():
    run = TrainingRun(Settings(examples=40, batch_size=32, lr=0.3, l2=0.01))
    before = run.params
    run.step()
    batch = np.random.default_rng([0, 3]).permutation(32)
    network = nn.Network(run.sizes, "tanh", "binary_cross_entropy")
    _, grads = network.loss_and_grads(before, run.x[batch], run.y[batch])
    for name in grads:
        if name.startswith("w"):
            grads[name] = grads[name] + nn.l2_penalty_backward(before[name], 0.01)
    wanted = nn.gradient_step(before, grads, 0.3)
    for name, w in run.params.items():
        np.testing.assert_allclose(w, wanted[name], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(run.gradient_norms, nn.layer_gradient_norms(grads), rtol=1e-12)


@pytest.mark.parametrize("data", ["moons", "blobs"])
def test_losses_and_accuracies_are_of_all_examples(data):
    run = trained(30, data=data)
    network = nn.Network(run.sizes, "tanh", run.examples.loss_name)
    network.params = run.params
    for x, y, loss, right in (
        (run.x, run.y, run.train_loss, run.accuracy[0]),
        (run.x_val, run.y_val, run.val_loss, run.accuracy[1]),
    ):
        assert loss == pytest.approx(network.loss(run.params, x, y), rel=1e-12)
        assert right == np.mean(network.predict(x) == y)
    assert (len(run.x), len(run.x_val)) == (400, 100)
    assert run.history()["train"][-1] == run.train_loss
    assert run.history()["val"][-1] == run.val_loss


def test_every_example_is_seen_once_in_an_epoch():
    run = TrainingRun(Settings(batch_size=64))
    run.epoch()
    assert run.steps == 7  # 6 of 64 and one of 16
    assert run.epochs == pytest.approx(1)
    first = run._order
    assert sorted(first) == list(range(400))
    run.step()
    assert not np.array_equal(run._order, first)
    run.epoch()
    assert run.epochs == pytest.approx(2)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_rewinding_leads_to_the_same_bits(optimizer):
    run = trained(400, optimizer=optimizer, lr=0.01, l2=0.001)
    there, history, norms = run.params, run.history(), run.gradient_norms
    run.rewind(137)
    assert (run.steps, run.last) == (137, 400)
    middle = run.params
    assert not same(middle, there)
    assert same(middle, trained(137, optimizer=optimizer, lr=0.01, l2=0.001).params)
    go_to(run, 400)
    assert same(run.params, there)
    assert run.gradient_norms == norms
    for name, column in run.history().items():
        np.testing.assert_array_equal(column, history[name])


@pytest.mark.parametrize("name", ["order", "optimizer"])
def test_a_rewind_that_forgets_something_is_seen(name):
    """The control of the test above: without it, other bits."""
    run = trained(400, optimizer="adam", lr=0.01)
    there = run.params
    run.rewind(137)
    if name == "order":
        run._order = run._order[::-1].copy()
    else:
        run._optimizer.state, run._optimizer.steps = {}, 0
    go_to(run, 400)
    assert not same(run.params, there)


def test_what_lies_ahead_is_kept_until_a_step_is_taken():
    run = trained(100)
    run.rewind(40)
    run.rewind(90)
    assert (run.steps, run.last) == (90, 100)
    run.rewind(40)
    run.step()
    assert run.last == 41
    assert run.snapshots.steps == list(range(42))


def test_another_learning_rate_after_a_rewind_is_another_branch():
    run = trained(60)
    there = run.params
    run.rewind(20)
    run.change(lr=0.05)
    go_to(run, 60)
    assert not same(run.params, there)
    run.rewind(20)
    run.change(lr=0.1)
    go_to(run, 60)
    assert same(run.params, there)


def test_an_optimizer_set_again_where_a_rewind_leads_remembers_what_it_did():
    run = trained(100, optimizer="adam", lr=0.05)
    whole = run.params
    run.rewind(50)
    run.change(optimizer="sgd", lr=3.0)
    go_to(run, 80)
    run.rewind(40)
    run.change(optimizer="adam", lr=0.05)
    go_to(run, 100)
    assert same(run.params, whole)


def test_an_optimizer_that_was_not_at_work_begins_with_nothing():
    run = trained(50, optimizer="adam", lr=0.05)
    run.change(optimizer="momentum")
    assert (run._optimizer.state, run._optimizer.steps) == ({}, 0)


def test_numbers_that_a_wrong_gradient_blew_up_are_not_blamed_on_the_learning_rate():
    def uphill(dlogits, cache):
        return {name: -grad for name, grad in nn.network_backward(dlogits, cache).items()}

    run = TrainingRun(Settings(lr=1.0), LearnersCode(nn.network_forward, uphill))
    while not run.stopped:
        run.step()
    assert "mend your gradient of w1, " in run.trouble.words
    assert "smaller learning rate" not in run.trouble.words


def test_snapshots_are_thinned_and_rewinding_takes_the_one_before():
    run = trained(5000, hidden=(4,))
    steps = run.snapshots.steps
    assert len(steps) <= 1000
    assert steps[0] == 0
    assert steps == sorted(set(steps))
    assert max(b - a for a, b in pairwise(steps)) <= 8
    run.rewind(1003)
    assert 995 <= run.steps <= 1003
    at, there = run.steps, trained(run.steps, hidden=(4,)).params
    assert same(run.params, there)
    run.rewind(5000)
    assert run.steps == 5000  # the way back leads to where the run was, thinned or not
    run.rewind(0)
    assert run.steps == 0 < at


def test_what_goes_on_and_what_begins_again():
    run = trained(30)
    for settings in ({"lr": 0.2}, {"l2": 0.1}, {"batch_size": 8}, {"optimizer": "adam"}):
        run.change(**settings)
        run.step()
    assert run.steps == 34
    run.change(hidden=(3,))
    assert run.steps == 0
    assert run.sizes == [2, 3, 1]
    assert run.settings.batch_size == 8
    before = run.settings
    with pytest.raises(ValueError, match="lr"):
        run.change(lr=-1)
    with pytest.raises(TypeError):
        run.change(speed=3)
    assert run.settings == before


def test_params_are_copies():
    run = trained(3)
    run.params["w1"][:] = 0
    assert run.params["w1"].any()


def test_reset_begins_with_the_first_weights():
    run = trained(20)
    run.reset()
    assert run.steps == 0
    assert same(run.params, TrainingRun().params)


EXPLODING = {"activation": "leaky_relu", "hidden": (8, 8, 8, 8), "data": "blobs"}


@pytest.mark.parametrize(
    "settings",
    [{"lr": 3.0}, {"lr": 1e308}, {"lr": 1.0, "optimizer": "momentum"}, {"lr": 3.0, "l2": 10.0}],
)
def test_an_explosion_is_said_and_leaves_the_network_as_it_was(settings):
    run = TrainingRun(Settings(**EXPLODING, **settings))
    for _ in range(400):
        kept = run.params
        run.step()
        if run.stopped:
            break
    assert "no longer finite: step " in run.trouble.title
    assert f"step {run.steps + 1}, learning rate " in run.trouble.title
    assert same(run.params, kept)
    assert all(np.isfinite(w).all() for w in run.params.values())
    stood = run.steps
    run.step()
    assert run.steps == stood  # it stays stopped
    run.rewind(0)
    assert not run.stopped
    run.change(lr=0.1, l2=0.0)
    go_to(run, 20)


def test_the_learning_rate_is_written_as_people_do():
    for lr, text in ((3, "3.0"), (10**-0.5, "0.316"), (1e-5, "0.00001")):
        wanted = f"The loss is no longer finite: step 12, learning rate {text}."
        assert exploded("loss is", 12, lr).title == wanted


def test_an_ordinary_rate_does_not_explode():
    assert trained(300, lr=0.1, **EXPLODING).trouble is None


def test_after_an_explosion_a_smaller_rate_goes_on_from_there():
    run = TrainingRun(Settings(**EXPLODING, lr=1e308, optimizer="rmsprop"))
    run.step()
    assert "The weights are no longer finite: step 1" in run.trouble.title
    run.change(lr=0.01)
    go_to(run, 30)
    assert same(run.params, trained(30, **EXPLODING, lr=0.01, optimizer="rmsprop").params)


@pytest.mark.parametrize("data, classes", [("moons", 2), ("blobs", 3)])
def test_pictures(data, classes):
    run = trained(50, data=data, hidden=(5, 3))
    left, right, bottom, top = run.bounds
    assert left < run.x[:, 0].min() < run.x[:, 0].max() < right
    assert right - left == pytest.approx(top - bottom)
    field = run.field(20)
    assert field.shape == (20, 20)
    # The first row is the top, the first column the left.
    corner = np.array([[left + (right - left) / 40, top - (top - bottom) / 40]])
    network = nn.Network(run.sizes, "tanh", run.examples.loss_name)
    network.params = run.params
    said = network.probabilities(corner) if classes == 2 else network.predict(corner)
    assert field[0, 0] == pytest.approx(said[0])
    layers = run.responses(6)
    outputs = 1 if classes == 2 else classes
    assert [layer.shape for layer in layers] == [(5, 6, 6), (3, 6, 6), (outputs, 6, 6)]
    assert np.abs(layers[0]).max() <= 1


def test_a_run_without_hidden_layers():
    run = trained(100, hidden=())
    assert run.sizes == [2, 1]
    assert [layer.shape for layer in run.responses(4)] == [(1, 4, 4)]
    assert run.count == 3
