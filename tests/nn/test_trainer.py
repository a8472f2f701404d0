"""The Trainer: exact on a linear model, and what a person gets to read when something breaks."""

import copy
import pickle
import re
import subprocess
import sys

import numpy as np
import pytest

from bpcourse.nn import (
    Network,
    NotFinite,
    Optimizer,
    Trainer,
    accuracy,
    iterate_minibatches,
    layer_gradient_norms,
)
from bpcourse.nn.not_finite import _growth

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(10)


# y = 2 x, and the model w x + b with b kept at 0 by data that lie evenly about 0: for each x
# there is -x. At w the loss is 2.5 (w - 2)^2, its gradient 5 (w - 2): with lr = 1/8 a step on all
# examples leaves 3/8 of the distance to 2, and 9/64 of the loss.
X = np.array([[1.0], [2.0], [-1.0], [-2.0]])
Y = 2 * X
WEIGHTS = [1.25, 1.71875, 1.89453125, 1.96044921875]
LOSSES = [10.0, 1.40625, 0.19775390625, 0.027809143066406250]


def linear(w=0.0, dtype=np.float64):
    network = Network([1, 1], loss="mse", dtype=dtype)
    network.params = {"w1": np.full((1, 1), w, dtype), "b1": np.zeros(1, dtype)}
    return network


def weight(trainer):
    return trainer.network.params["w1"].item()


def exact(lr=1 / 8, w=0.0, **settings):
    """A Trainer whose every number can be worked by hand."""
    settings = {"batch_size": 4, "rng": np.random.default_rng(0), **settings}
    return Trainer(linear(w), Optimizer("sgd", lr=lr), **settings)


def fit(trainer, epochs, val=None):
    return trainer.fit((X, Y), val, epochs=epochs, progress=False)


def two_moons(rng, N=200):
    """Two half circles that reach into each other."""
    angle, y = rng.uniform(0, np.pi, N), np.arange(N) % 2
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(y[:, None] == 0, x, [1.0, 0.5] - x)
    return x + 0.1 * rng.standard_normal((N, 2)), y


# Steps and epochs, exact


def test_steps_by_hand():
    trainer = exact()
    assert [trainer.step(X, Y) for _ in range(4)] == LOSSES
    assert weight(trainer) == WEIGHTS[3]
    assert trainer.optimizer.steps == 4
    assert trainer.history["train"] == []


def test_epochs_by_hand():
    trainer = exact()
    history = fit(trainer, 4)
    assert weight(trainer) == WEIGHTS[3]
    assert list(history) == ["train", "val", "lr", "gradient_norms"]
    assert history["train"] == LOSSES
    assert history["val"] == []
    assert history["lr"] == [1 / 8] * 4
    # the gradient with respect to w is 5 (w - 2), to b it is 0
    norms = [[5 * (2 - w)] for w in [0.0, *WEIGHTS[:3]]]
    np.testing.assert_array_equal(history["gradient_norms"], norms)
    assert history is trainer.history


def test_the_loss_is_a_mean_over_examples():
    # With w = 0 and lr next to nothing each example's loss stays what it is: 0, 0 and 9. Batches
    # of two and one have means that depend on the order; the mean over examples is 3.
    x, y = np.array([[0.0], [0.0], [1.0]]), np.array([[0.0], [0.0], [3.0]])
    for seed in range(5):
        trainer = exact(lr=1e-300, batch_size=2, rng=np.random.default_rng(seed))
        assert trainer.fit((x, y), epochs=1, progress=False)["train"] == [3.0]
        assert trainer.optimizer.steps == 2


def test_batches_are_shuffled_anew_each_epoch(monkeypatch):
    trainer, seen = exact(lr=1e-300, batch_size=3), []
    loss_into = trainer.network.loss_into

    def watch(grads, params, x, y):
        seen.append(x[:, 0])
        return loss_into(grads, params, x, y)

    monkeypatch.setattr(trainer.network, "loss_into", watch)
    x = np.arange(10.0)[:, None]
    trainer.fit((x, x), epochs=3, progress=False)
    assert [len(batch) for batch in seen] == [3, 3, 3, 1] * 3
    orders = np.concatenate(seen).reshape(3, 10)
    np.testing.assert_array_equal(np.sort(orders), np.tile(np.arange(10), (3, 1)))
    assert len({tuple(order) for order in [*orders, np.arange(10)]}) == 4


def test_fit_twice_goes_on():
    once, twice = exact(batch_size=3), exact(batch_size=3)
    once.optimizer, twice.optimizer = Optimizer("adam"), Optimizer("adam")
    fit(once, 5)
    fit(twice, 2)
    fit(twice, 3)
    assert weight(once) == weight(twice)
    assert once.history["train"] == twice.history["train"]
    assert twice.optimizer.steps == 10


def test_the_same_seed_gives_the_same_training(rng):
    x, y = two_moons(rng)

    def train(seed):
        rng = np.random.default_rng(seed)
        trainer = Trainer(Network([2, 5, 2], rng=rng), rng=rng)
        return trainer.fit((x, y), epochs=3, progress=False)["train"]

    before = np.random.get_state()[1].copy()
    assert train(1) == train(1) != train(2)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_what_is_given_stays_as_it_is(rng):
    trainer = exact()
    before = trainer.network.params
    x, y = X.copy(), Y.copy()
    for array in (*before.values(), x, y):
        array.flags.writeable = False
    trainer.step(x, y)
    between = trainer.network.params
    trainer.fit((x, y), (x, y), epochs=3, progress=False)
    assert before["w1"] == 0
    assert between["w1"] == WEIGHTS[0]
    assert weight(trainer) == WEIGHTS[3]


def test_a_callback_may_exchange_the_parameters():
    def restart(trainer, epoch):
        trainer.network.params = linear().params

    trainer = exact(callbacks=[restart])
    assert fit(trainer, 3)["train"] == [LOSSES[0]] * 3
    assert weight(trainer) == 0


def test_float32_stays_float32():
    trainer = Trainer(linear(dtype=np.float32), l2=0.1, l1=0.1, clip=1.0)
    trainer.fit((X, Y), (X, Y), epochs=3, progress=False)
    assert {array.dtype for array in trainer.network.params.values()} == {np.dtype(np.float32)}
    trainer.network.params = linear(w=1e-30).params  # from here on float64
    trainer.step(X, Y)
    assert trainer.network.params["w1"].dtype == np.float64
    assert trainer._grads["w1"].dtype == np.float64


def test_a_schedule(rng):
    trainer = exact(lr=lambda steps: 1 / 8 / (1 + steps), batch_size=2)
    history = fit(trainer, 3)
    assert history["lr"] == [1 / 8, 1 / 24, 1 / 40]  # two steps an epoch: steps 0, 2 and 4
    assert trainer.optimizer.steps == 6


@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"])
def test_two_moons_are_learnt(rng, name):
    x, y = two_moons(rng)
    trainer = Trainer(
        Network([2, 16, 16, 1], "tanh", "binary_cross_entropy", rng=rng),
        Optimizer(name, lr=0.5 if name in ("sgd", "momentum", "nesterov") else 0.01),
        threshold=0.05,
        rng=rng,
    )
    history = trainer.fit((x, y), epochs=300, progress=False)
    assert trainer.stopped == "threshold"
    assert history["train"][-1] < 0.05 <= history["train"][-2]
    assert np.mean(trainer.network.predict(x) == y) > 0.97
    assert np.array(history["gradient_norms"]).shape == (len(history["train"]), 3)


def test_each_loss_trains(rng):
    x, y = two_moons(rng)
    network = Network([2, 16, 2], rng=rng)
    history = Trainer(network, rng=rng).fit((x, y), epochs=60, progress=False)
    assert accuracy(network.forward(network.params, x)[0], y) > 0.95
    assert history["train"][-1] < 0.2
    trainer = Trainer(Network([2, 16, 1], loss="mse", rng=rng), rng=rng)
    assert trainer.fit((x, y), epochs=60, progress=False)["train"][-1] < 0.1


# Penalties and clipping, exact


def test_l2_pulls_on_weights_alone():
    trainer = exact(w=2.0, l2=0.5)  # at w = 2 the loss has no gradient; the penalty's is 2 l2 w
    trainer.network.params["b1"][:] = 1.0
    loss = trainer.step(X, Y)
    assert loss == 1.0  # (w x + 1 - 2 x)^2, and nothing for the penalty
    assert weight(trainer) == 2 - 1 / 8 * 2
    assert trainer.network.params["b1"] == 1 - 1 / 8 * 2  # the loss's own gradient


def test_l1_pulls_by_the_sign():
    down, up = exact(w=2.0, l1=0.5), exact(w=2.0, l1=0.5)
    down.step(X, Y)
    assert weight(down) == 2 - 1 / 8 * 0.5
    up.network.params["w1"][:] = -2.0
    up.step(X, -Y)
    assert weight(up) == -2 + 1 / 8 * 0.5


def test_clipping_shortens_the_step_and_not_the_history():
    trainer = exact(clip=4.0)
    history = fit(trainer, 1)
    assert weight(trainer) == 1 / 8 * 4  # the gradient is -10
    assert history["gradient_norms"][0] == [10.0]
    short = exact(clip=11.0)
    short.step(X, Y)
    assert weight(short) == WEIGHTS[0]


def test_penalties_are_clipped_with_the_loss():
    trainer = exact(w=2.0, l2=100.0, clip=4.0)
    trainer.step(X, Y)
    assert weight(trainer) == 2 - 1 / 8 * 4


@pytest.mark.torch
@pytest.mark.parametrize("penalties", [{}, {"l2": 0.01}, {"l1": 0.01}, {"l2": 0.02, "l1": 0.01}])
def test_twenty_steps_as_torch_takes_them(rng, torch, penalties):
    x, y = two_moons(rng, 50)
    trainer = Trainer(Network([2, 5, 1], "tanh", "binary_cross_entropy", rng=rng), **penalties)
    theirs = {
        name: torch.tensor(w.copy(), requires_grad=True)
        for name, w in trainer.network.params.items()
    }
    adam = torch.optim.Adam(theirs.values(), lr=0.01)
    for _ in range(20):
        hidden = torch.tanh(torch.tensor(x) @ theirs["w1"] + theirs["b1"])
        logits = (hidden @ theirs["w2"] + theirs["b2"])[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(y * 1.0))
        assert trainer.step(x, y) == pytest.approx(loss.item(), rel=1e-9)
        for name in ("w1", "w2"):
            loss = loss + penalties.get("l2", 0) * (theirs[name] ** 2).sum()
            loss = loss + penalties.get("l1", 0) * theirs[name].abs().sum()
        adam.zero_grad()
        loss.backward()
        adam.step()
    for name, w in trainer.network.params.items():
        np.testing.assert_allclose(w, theirs[name].detach().numpy(), rtol=1e-9, atol=1e-12)


# Validation and stopping


def towards(w):
    """A validation set whose loss is lowest where the weight comes closest to w."""
    return X, w * X


def test_the_best_epoch_is_put_back():
    trainer = exact()
    history = fit(trainer, 4, val=towards(1.75))  # w goes 1.25, 1.71875, 1.8945, 1.9604
    assert weight(trainer) == WEIGHTS[1]
    assert trainer.best_epoch == 2
    np.testing.assert_array_equal(history["val"], [2.5 * (w - 1.75) ** 2 for w in WEIGHTS])


def test_the_initial_parameters_do_not_count():
    trainer = exact()
    fit(trainer, 3, val=towards(0.0))
    assert weight(trainer) == WEIGHTS[0]
    assert trainer.best_epoch == 1


def test_without_validation_the_last_parameters_stay():
    trainer = exact()
    fit(trainer, 3)
    assert weight(trainer) == WEIGHTS[2]
    assert trainer.best_epoch is None


def test_of_equal_epochs_the_earlier_counts():
    trainer = exact(lr=0.4)  # a step leaves the distance and turns its sign: 4, 0, 4, 0
    assert fit(trainer, 4, val=towards(2.0))["val"] == [10.0] * 4
    assert trainer.best_epoch == 1
    assert weight(trainer) == 4


def test_nan_is_never_the_best(monkeypatch):
    trainer = exact()
    monkeypatch.setattr(trainer.network, "loss", lambda params, x, y: np.nan)
    for epochs in (3, 4):
        history = fit(trainer, epochs - len(trainer.history["train"]), val=(X, Y))
        assert weight(trainer) == WEIGHTS[epochs - 1]
        assert trainer.best_epoch is None
    assert np.isnan(history["val"]).all()


def test_a_validation_loss_that_overflows_is_noted_without_a_warning():
    trainer = exact()
    history = fit(trainer, 2, val=(np.full_like(X, 1.7e308), Y))
    assert history["val"] == [np.inf, np.inf]
    assert weight(trainer) == WEIGHTS[1]


def test_going_on_after_validation_starts_from_the_best():
    trainer = exact()
    fit(trainer, 4, val=towards(1.75))
    history = fit(trainer, 1, val=towards(1.75))
    assert history["train"][-1] == LOSSES[2]  # the loss at WEIGHTS[1]
    assert len(history["val"]) == 5


def test_a_second_call_that_does_worse_puts_back_what_the_first_found():
    trainer = exact()
    fit(trainer, 4, val=towards(1.75))
    fit(trainer, 3, val=towards(1.75))
    assert weight(trainer) == WEIGHTS[1]
    assert trainer.best_epoch == 2
    fit(trainer, 1, val=towards(2.0))  # another validation set, by which the fourth is better
    assert weight(trainer) == WEIGHTS[2]
    assert trainer.best_epoch == 8


def test_what_a_call_starts_from_counts_where_there_was_no_validation_before():
    trainer = exact()
    fit(trainer, 2)
    fit(trainer, 2, val=towards(1.75))
    assert weight(trainer) == WEIGHTS[1]
    assert trainer.best_epoch is None


def test_the_best_epoch_is_not_that_of_other_parameters():
    trainer = exact()
    fit(trainer, 4, val=towards(1.75))
    trainer.network.params = linear(w=1.75).params
    fit(trainer, 2, val=towards(1.75))
    assert weight(trainer) == 1.75
    assert trainer.best_epoch is None
    fit(trainer, 2)
    assert trainer.best_epoch is None


def test_the_optimizer_goes_on_with_what_it_remembers():
    trainer = exact(lr=lambda steps: 1 / 8 / (1 + steps))
    fit(trainer, 4, val=towards(1.0))
    fit(trainer, 1, val=towards(1.0))
    assert trainer.history["lr"] == [1 / 8, 1 / 16, 1 / 24, 1 / 32, 1 / 40]


def test_epochs_without_validation_among_others_are_nan():
    trainer = exact()
    fit(trainer, 2)
    fit(trainer, 1, val=(X, Y))
    history = fit(trainer, 1)
    np.testing.assert_array_equal(np.isnan(history["val"]), [True, True, False, True])
    assert {len(entries) for entries in history.values()} == {4}


@pytest.mark.parametrize(
    "threshold, epochs", [(0.2, 3), (100.0, 1), (LOSSES[1], 3), (LOSSES[1] * 1.01, 2)]
)
def test_threshold(threshold, epochs):
    trainer = exact(threshold=threshold)
    assert fit(trainer, 100)["train"] == LOSSES[:epochs]
    assert trainer.stopped == "threshold"
    assert weight(trainer) == WEIGHTS[epochs - 1]


def test_a_threshold_that_is_never_reached():
    trainer = exact(threshold=0.0)
    assert fit(trainer, 4)["train"] == LOSSES
    assert trainer.stopped is None


@pytest.mark.parametrize("patience, epochs", [(1, 3), (2, 4), (5, 7)])
def test_patience(patience, epochs):
    trainer = exact(patience=patience)
    history = fit(trainer, 100, val=towards(1.75))  # the second epoch is the best
    assert len(history["val"]) == epochs
    assert trainer.stopped == "patience"
    assert weight(trainer) == WEIGHTS[1]


def test_patience_counts_epochs_in_a_row():
    val_losses = iter([5.0, 6.0, 4.0, 5.0, 4.0, 9.0])  # equal to the best is not better
    trainer = exact(patience=2)
    trainer.network.loss = lambda params, x, y: next(val_losses)
    assert fit(trainer, 100, val=(X, Y))["val"] == [5, 6, 4, 5, 4]
    assert trainer.best_epoch == 3


def test_patience_begins_anew_with_every_fit():
    trainer = exact(patience=2)
    fit(trainer, 100, val=towards(1.75))
    fit(trainer, 100, val=towards(1.75))
    assert trainer.best_epoch == 2  # from WEIGHTS[1] on it only becomes worse
    assert len(trainer.history["val"]) == 4 + 2


def test_patience_without_validation_is_refused():
    with pytest.raises(ValueError, match=r"patience needs a validation set: fit\(train, val\)"):
        fit(exact(patience=2), 3)


def test_callbacks_see_every_epoch_and_may_stop():
    seen = []

    def watch(trainer, epoch):
        seen.append((epoch, weight(trainer), trainer.history["train"][-1]))

    def enough(trainer, epoch):
        if epoch == 3:
            trainer.stop = True

    trainer = exact(callbacks=[watch, enough])
    fit(trainer, 100)
    assert seen == list(zip([1, 2, 3], WEIGHTS[:3], LOSSES[:3], strict=True))
    assert trainer.stopped == "callback"
    fit(trainer, 2)
    assert [epoch for epoch, _, _ in seen] == [1, 2, 3, 4, 5]
    assert trainer.stopped is None


# Interruptions


def interrupt_at(step_number, trainer, monkeypatch, error=KeyboardInterrupt):
    """Let Ctrl-C arrive in the middle of a step."""
    loss_into = trainer.network.loss_into
    calls = iter(range(1, 1000))

    def loss_and_interrupt(*args):
        if next(calls) == step_number:
            raise error
        return loss_into(*args)

    monkeypatch.setattr(trainer.network, "loss_into", loss_and_interrupt)


@pytest.mark.parametrize("val", [None, towards(1.75)])
def test_an_interrupted_training_is_consistent_and_goes_on(monkeypatch, val):
    trainer = exact(batch_size=2)
    interrupt_at(6, trainer, monkeypatch)  # in the middle of the third epoch
    with pytest.raises(KeyboardInterrupt):
        fit(trainer, 100, val=val)
    lengths = {name: len(entries) for name, entries in trainer.history.items()}
    assert lengths == {"train": 2, "val": 2 if val else 0, "lr": 2, "gradient_norms": 2}
    assert trainer.optimizer.steps == 5
    now = weight(trainer)
    if val:
        losses = trainer.history["val"]
        assert 2.5 * (now - 1.75) ** 2 == pytest.approx(min(losses))
        assert trainer.best_epoch == np.argmin(losses) + 1
    history = fit(trainer, 2, val=val)
    assert len(history["train"]) == 4
    assert trainer.optimizer.steps == 9


def test_an_interruption_between_two_entries_of_the_history():
    class Interrupted(list):
        def append(self, entry):
            if len(self) == 2:
                raise KeyboardInterrupt
            super().append(entry)

    trainer = exact()
    trainer.history["gradient_norms"] = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        fit(trainer, 5, val=(X, Y))
    assert {len(entries) for entries in trainer.history.values()} == {2}
    assert trainer.history["train"] == LOSSES[:2]


def test_a_callback_that_fails_leaves_the_best_epoch():
    def fail(trainer, epoch):
        if epoch == 4:
            raise RuntimeError("the disk is full")

    trainer = exact(callbacks=[fail])
    with pytest.raises(RuntimeError, match="the disk is full"):
        fit(trainer, 100, val=towards(1.75))
    assert weight(trainer) == WEIGHTS[1]


# No longer finite

LEARNING_RATE = 1000.0


def diverge(**settings):
    """Train with a learning rate that is far too large, until it breaks."""
    rng = np.random.default_rng(1)
    x, y = two_moons(rng)
    trainer = Trainer(
        Network([2, 8, 8, 2], "leaky_relu", rng=rng),
        Optimizer("sgd", lr=LEARNING_RATE),
        rng=rng,
        **settings,
    )
    with pytest.raises(NotFinite) as caught:
        trainer.fit((x, y), epochs=50, progress=False)
    return trainer, caught.value


def test_divergence_is_told_in_words():
    trainer, error = diverge()
    step = trainer.optimizer.steps + 1
    epoch = len(trainer.history["train"]) + 1
    paragraphs = str(error).split("\n\n")
    assert paragraphs[0] == (
        f"the loss, nan, is not a finite number at step {step} (epoch {epoch}), with lr = 1000."
    )
    assert paragraphs[1] == (
        "It began in layer 3, on the way forward: its output is not finite, though its input and "
        "its parameters are."
    )
    what, head, *rows, growth = paragraphs[2].splitlines()
    assert what == "norms of:"
    assert re.split("  +", head) == [
        "layer",
        "parameters",
        "output",
        "gradient",
        "gradient at step 1",
        f"gradient at step {step - 1}",
    ]
    assert len({len(line) for line in [head, *rows]}) == 1
    cells = [row.split() for row in rows]
    assert [row[0] for row in cells] == ["1", "2", "3"]
    assert cells[2][2:4] == ["inf", "nan"]
    assert growth == (
        f"From step 1 to step {step - 1} the gradient of layer 1 grew most: its norm went from "
        f"{cells[0][4]} to {cells[0][5]}."
    )
    assert paragraphs[3].splitlines() == [
        "What to try:",
        "- Begin with a new Network and Optimizer: the weights are far too large.",
        "- A smaller learning rate, such as lr=0.1.",
        "- Gradients that cannot become too long: Trainer(..., clip=1.0).",
    ]


def test_divergence_in_numbers():
    trainer, error = diverge()
    assert isinstance(error, ArithmeticError)
    assert (error.step, error.epoch) == (trainer.optimizer.steps + 1, 1)
    assert (error.cause, error.layer, error.lr) == ("output", 3, LEARNING_RATE)
    assert np.isnan(error.loss)
    params = trainer.network.params  # those from before the step, which was not taken
    for row in error.layers:
        entries = np.concatenate([params[f"{name}{row['layer']}"].ravel() for name in "wb"])
        largest = np.abs(entries).max()
        assert row["parameters"] == pytest.approx(largest * np.linalg.norm(entries / largest))
    assert all(np.isfinite(array).all() for array in params.values())


@np.errstate(all="ignore")
def test_earlier_gradients_are_those_of_their_steps():
    rng = np.random.default_rng(1)
    x, y = two_moons(rng)
    trainer = Trainer(Network([2, 8, 8, 2], "leaky_relu", rng=rng), Optimizer("sgd", lr=1e3))
    norms = {}
    with pytest.raises(NotFinite) as caught:
        while True:
            _, grads = trainer.network.loss_and_grads(trainer.network.params, x, y)
            norms[len(norms) + 1] = layer_gradient_norms(grads)
            trainer.step(x, y)
    step = caught.value.step
    assert list(caught.value.earlier) == [1, step - 1]
    for earlier, found in caught.value.earlier.items():
        np.testing.assert_allclose(found, norms[earlier], rtol=1e-12)
    growth = norms[step - 1] / norms[1]
    assert f"the gradient of layer {growth.argmax() + 1} grew most" in str(caught.value)


def test_the_layer_that_grew_most_need_not_be_the_one_that_is_longest():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-3, 1.0
    trainer = Trainer(network, Optimizer("sgd", lr=1e-300))  # the parameters stay where they are
    x, y = np.array([[1.0]]), np.array([[0.0]])
    trainer.step(x, y)  # the output is 1e-3, dw1 = 2e-3 and db1 as well, dw2 = 2e-6, db2 = 2e-3
    trainer.step(1e3 * x, y)  # the output is 1, dw1 = 2e3 and db1 = 2, dw2 = 2 and db2 = 2
    trainer.step(x, y)
    trainer.step(1e3 * x, y)  # no larger than before
    with pytest.raises(NotFinite) as caught:
        trainer.step(1e305 * x, y)
    found = caught.value.earlier
    assert list(found) == [1, 2]
    np.testing.assert_allclose(found[1], [2e-3 * 2**0.5, 2e-3], rtol=1e-5)
    np.testing.assert_allclose(found[2], [2e3, 2 * 2**0.5], rtol=1e-5)
    assert "From step 1 to step 2 the gradient of layer 1 grew most: its norm went from" in str(
        caught.value
    )


def test_where_one_earlier_step_is_known_its_longest_gradient_is_named():
    trainer = exact(lr=1e300)
    trainer.step(X, Y)
    with pytest.raises(
        NotFinite, match=r"At step 1 the gradient of layer 1 was the longest: 10\.\n"
    ):
        trainer.step(X, Y)


def test_gradients_with_other_parameters_are_forgotten():
    trainer = exact()
    trainer.step(X, Y)
    trainer.network.params = linear(w=1e160).params
    with pytest.raises(NotFinite) as caught:
        trainer.step(X, Y)
    assert caught.value.earlier == {}
    assert "gradient at" not in str(caught.value)


def test_the_advice_is_not_what_was_done_already():
    trainer, error = diverge(l2=0.5)
    assert "clip=" in str(error)
    x, y = 1e200 * X, Y
    trainer = Trainer(linear(w=1.0), Optimizer("sgd", lr=0.05), clip=1.0)
    with pytest.raises(NotFinite) as caught:
        trainer.step(x, y)
    assert str(caught.value).split("What to try:\n")[1].splitlines() == [
        "- A smaller learning rate, such as lr=0.005.",
        "- Smaller numbers: x reaches 2e+200. See standardize.",
    ]


def test_a_loss_that_overflows():
    with pytest.raises(NotFinite, match=r"the loss, inf, is not a finite number at step 1, ") as e:
        exact(w=1e160).step(X, Y)
    assert (e.value.cause, e.value.layer, e.value.epoch) == ("loss", None, None)
    assert "It began in the loss: the network's output is finite, but too large" in str(e.value)


def test_a_loss_that_overflows_though_the_gradient_does_not():
    network = Network([1, 2], rng=np.random.default_rng(0))
    network.params["w1"][:] = [[1.5e308, -1.5e308]]
    with pytest.raises(NotFinite, match=r"^the loss, inf, ") as e:
        Trainer(network).step(np.array([[1.0]]), [1])
    assert (e.value.cause, e.value.layers[0]["gradient"]) == ("loss", 2.0)  # p - y, for w and b


def test_a_gradient_that_overflows_though_the_loss_does_not():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-150, 1e200
    trainer = Trainer(network, Optimizer("sgd"))
    x, y = np.array([[1e100]]), np.array([[0.0]])  # the output is 1e150, dw1 is 2e150 1e200 1e100
    with pytest.raises(NotFinite, match=r"^a gradient is not a finite number at step 1, ") as e:
        trainer.step(x, y)
    assert (e.value.cause, e.value.layer, e.value.loss) == ("gradient", 1, pytest.approx(1e300))
    assert "It began in layer 1, on the way back: its gradient is not finite" in str(e.value)


def test_of_several_layers_the_first_whose_output_overflows_is_named():
    network = Network([1, 1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    for name, w in (("w1", 1.0), ("w2", 1e200), ("w3", 1.0)):
        network.params[name][:] = w
    with pytest.raises(NotFinite) as e:
        Trainer(network).step(np.array([[1e200]]), np.array([[0.0]]))
    assert [row["output"] for row in e.value.layers] == [1e200, np.inf, np.inf]
    assert (e.value.cause, e.value.layer) == ("output", 2)


def test_of_several_layers_the_one_that_the_gradient_meets_first_is_named():
    network = Network([1, 1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    for name, w in (("w1", 1.0), ("w2", 1e-200), ("w3", 1e250)):
        network.params[name][:] = w
    with pytest.raises(NotFinite) as e:  # outputs of 1e100, 1e-100, 1e150; dw2 is 2e400 * 1e100
        Trainer(network).step(np.array([[1e100]]), np.array([[0.0]]))
    assert [row["gradient"] for row in e.value.layers] == [np.inf, np.inf, pytest.approx(2e150)]
    assert (e.value.cause, e.value.layer) == ("gradient", 2)


def test_outside_of_fit_there_is_no_epoch_to_tell_of():
    trainer = exact()
    fit(trainer, 2)
    with pytest.raises(NotFinite, match=r" at step 3, with lr = 0\.125\.\n") as e:
        trainer.step(np.nan * X, Y)
    assert e.value.epoch is None


def test_parameters_that_are_not_finite():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    network.params["b2"][:] = np.inf
    with pytest.raises(NotFinite, match="It began in layer 2: its parameters were not finite") as e:
        Trainer(network).step(X, Y)
    assert (e.value.cause, e.value.layer) == ("parameters", 2)
    assert "before the step. b2[0] is inf.\n" in str(e.value)
    assert str(e.value).split("What to try:\n")[1].splitlines() == [
        "- Begin with a new Network: the parameters that you gave hold NaN or infinity."
    ]


def test_parameters_that_a_step_has_made_infinite():
    trainer = exact(lr=1e308)
    trainer.step(X, Y)
    with pytest.raises(NotFinite) as e:
        trainer.step(X, Y)
    assert (e.value.cause, e.value.layer) == ("parameters", 1)
    assert str(e.value).split("What to try:\n")[1].splitlines() == [
        "- Begin with a new Network and Optimizer: parameters are NaN or infinite.",
        "- A smaller learning rate, such as lr=0.1.",
        "- Gradients that cannot become too long: Trainer(..., clip=1.0).",
    ]


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_advice_does_not_depend_on_the_layer_that_holds_nan(layer):
    trainer = Trainer(Network([1, 2, 2, 1], "tanh", "mse", rng=np.random.default_rng(0)))
    trainer.step(X, Y)
    trainer.network.params[f"w{layer}"][0, 0] = np.nan
    with pytest.raises(NotFinite) as e:
        trainer.step(X, Y)
    assert "far too large" not in str(e.value)
    assert "Begin with a new Network and Optimizer: parameters are NaN or infinite." in str(e.value)


def test_an_infinite_weight_is_seen_in_the_loss_or_the_gradient_even_behind_tanh():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    network.params["w1"][0, 0] = np.inf
    with pytest.raises(NotFinite, match="It began in layer 1: its parameters were not finite"):
        Trainer(network).step(np.array([[0.0]]), np.array([[0.0]]))  # 0 times infinity


def test_nan_in_the_data_is_found(rng):
    x, y = two_moons(rng)
    x[17, 1], x[90, 0] = np.nan, np.inf
    trainer = Trainer(Network([2, 8, 2], rng=rng), rng=rng)
    with pytest.raises(NotFinite) as caught:
        trainer.fit((x, y), epochs=3, progress=False)
    assert caught.value.cause == "data"
    assert "It began in the data: x[17, 1] is nan (and 1 more)." in str(caught.value)
    assert "Leave such examples out" in str(caught.value)
    assert "learning rate" not in str(caught.value)


@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_nan_in_the_targets_is_found(shape):
    y = Y.copy().reshape(shape)
    y[2] = -np.inf
    with pytest.raises(NotFinite, match=r"It began in the data: y\[2\] is -inf\.\n"):
        exact().step(X, y)


@pytest.mark.parametrize("epochs_before", [0, 2])
@pytest.mark.parametrize(
    "place, value, found",
    [
        (("x", 3, 0), np.nan, "x[3, 0] is nan"),
        (("x", 1, 0), -np.inf, "x[1, 0] is -inf"),
        (("y", 2, 0), np.nan, "y[2] is nan"),
    ],
)
def test_nan_in_the_validation_set_is_found(epochs_before, place, value, found):
    trainer, val = exact(), {"x": X.copy(), "y": Y.copy()}
    name, *where = place
    val[name][tuple(where)] = value
    if epochs_before:
        fit(trainer, epochs_before)
    with pytest.raises(NotFinite) as caught:
        fit(trainer, 3, val=tuple(val.values()))
    error = caught.value
    assert (error.cause, error.layer, error.layers) == ("val", None, [])
    assert error.epoch == (None if epochs_before else 1)
    assert str(error).split("\n\n") == [
        f"the validation loss, {error.loss}, is not a finite number after "
        + ("step 2." if epochs_before else "step 1 (epoch 1)."),
        f"It began in val: {found}.",
        "What to try:\n- Leave such examples out, or fill in the numbers that are missing.",
    ]
    assert {len(entries) for entries in trainer.history.values()} <= {epochs_before, 0}
    assert len(fit(trainer, 2, val=(X, Y))["val"]) == epochs_before + 2


@pytest.mark.parametrize("name", ["x", "y"])
def test_a_number_that_float32_does_not_hold(name):
    data = {"x": X.copy(), "y": Y.copy()}
    data[name][3, 0] = 1e39
    message = rf"{name}\[3, 0\] is 1e\+39, too large for a network of float32: "
    trainer = Trainer(linear(dtype=np.float32), clip=1.0)
    with pytest.raises(ValueError, match=f"^{message}"):
        trainer.step(**data)
    with pytest.raises(ValueError, match=f"^val: {message}"):
        trainer.fit((X, Y), tuple(data.values()), progress=False)
    with pytest.raises(ValueError, match=f"^train: {message}"):
        trainer.fit(tuple(data.values()), progress=False)


def test_infinity_is_infinite_in_float32_as_well():
    x = X.copy()
    x[3, 0] = np.inf
    with pytest.raises(NotFinite, match=r"It began in the data: x\[3, 0\] is inf\."):
        Trainer(linear(dtype=np.float32)).step(x, Y)


def test_the_step_that_breaks_is_not_taken_and_the_best_epoch_comes_back():
    trainer = exact(lr=1.0)  # each step leaves -4 times the distance
    with pytest.raises(NotFinite) as caught:
        fit(trainer, 1000, val=(X, Y))
    assert weight(trainer) == 10.0  # after the first epoch: 2 + 4 * 2
    assert trainer.optimizer.steps == caught.value.step - 1 == len(trainer.history["train"])
    trainer.optimizer = Optimizer("sgd", lr=1 / 8)
    assert fit(trainer, 10)["train"][-1] < 1


def test_a_square_that_overflows_is_no_reason_to_stop():
    # The output is 1e50, the loss 1e100 and the gradient 2e170: the square of that overflows.
    trainer = Trainer(linear(w=1e-70), Optimizer("sgd", lr=1e-240))
    assert trainer.step(np.array([[1e120]]), np.array([[0.0]])) == pytest.approx(1e100)
    assert weight(trainer) == pytest.approx(1e-70 - 2e-70)


# The bar


def test_the_bar_shows_losses_and_is_written_to_the_terminal(capsys):
    trainer = exact()
    trainer.fit((X, Y), (X, Y), epochs=4)
    shown = capsys.readouterr().err
    assert "4/4" in shown
    assert "train 0.02781, val 0.003911" in shown


def test_a_bar_that_stops_early_says_why_and_counts_as_complete(capsys):
    exact(threshold=0.2).fit((X, Y), epochs=100)
    last = capsys.readouterr().err.split("\r")[-1]
    assert last.startswith("stopped by threshold: 100%")
    assert "3/3" in last


@pytest.fixture
def bars(monkeypatch):
    """All bars that are opened."""
    import tqdm.auto

    opened = []

    class Bar(tqdm.auto.tqdm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.closed = False
            opened.append(self)

        def close(self):
            super().close()
            self.closed = True

    monkeypatch.setattr(tqdm.auto, "tqdm", Bar)
    return opened


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_the_bar_is_closed_when_training_breaks_off(bars, monkeypatch, error):
    trainer = exact()
    interrupt_at(3, trainer, monkeypatch, error)
    with pytest.raises(error):
        trainer.fit((X, Y), epochs=10)
    assert [(bar.closed, bar.n, bar.total) for bar in bars] == [(True, 2, 10)]


def test_a_bar_only_where_one_is_asked_for(bars):
    fit(exact(), 3)
    assert bars == []


def test_without_tqdm_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    trainer = exact()
    with pytest.raises(ImportError, match=r"a progress bar needs tqdm: pip install tqdm, or call"):
        trainer.fit((X, Y), epochs=3)
    assert fit(trainer, 3)["train"] == LOSSES[:3]


def test_tqdm_is_not_imported_before_a_bar_is_asked_for():
    program = """
import sys
from bpcourse.nn import Network, Trainer
Trainer(Network([1, 1], loss="mse")).fit(([[1.0]], [[2.0]]), epochs=1, progress=False)
assert "tqdm" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


# Bad input


@pytest.mark.parametrize(
    "settings, error, message",
    [
        ({"network": {}}, TypeError, "network must be a Network, got dict"),
        (
            {"optimizer": "adam"},
            TypeError,
            'optimizer must be an Optimizer such as Optimizer("adam", lr=0.01), got str',
        ),
        (
            {"lr": 0.1},
            TypeError,
            "Trainer takes no lr. What belongs to the steps goes there: "
            'Trainer(network, Optimizer("adam", lr=0.01))',
        ),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, got 0"),
        ({"batch_size": None}, TypeError, "batch_size must be a whole number"),
        ({"l2": -1}, ValueError, "l2 must be at least 0, got -1"),
        ({"l1": np.nan}, ValueError, "l1 must be at least 0, got nan"),
        ({"clip": 0}, ValueError, "clip must be above 0, got 0"),
        ({"patience": 0}, ValueError, "patience must be at least 1, got 0"),
        ({"threshold": "low"}, TypeError, "threshold must hold real numbers, got str"),
        ({"callbacks": [3]}, TypeError, "a callback must be a function, got int"),
        ({"callbacks": None}, TypeError, "callbacks must be a list of functions, got NoneType"),
        ({"callbacks": fit}, TypeError, "callbacks must be a list of functions, got function"),
        ({"rng": 0}, TypeError, "rng must be a Generator"),
    ],
)
def test_bad_settings(settings, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        Trainer(**{"network": linear(), **settings})


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        (((X, Y, Y),), TypeError, "train must be a pair (x, y), got tuple of 3"),
        ((X,), TypeError, "train must be a pair (x, y), got ndarray"),
        (((X, Y[:1]),), ValueError, "y in train must have shape (4, ...), got (1,"),
        (((X, Y), (X[:0], Y[:0])), ValueError, "x in val must hold at least one number"),
        (((np.zeros((4, 2)), Y),), ValueError, "train: x must have shape (N, 1), got (4, 2)"),
        (((X, Y), (X, np.zeros((4, 2)))), ValueError, "val: y must have shape (4, 1), got (4, 2)"),
        (((X, Y), None, 0), ValueError, "epochs must be at least 1, got 0"),
    ],
)
def test_bad_data(arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}"):
        exact().fit(*arguments, progress=False)


def test_bad_batches():
    with pytest.raises(ValueError, match=r"^x must have shape \(N, 1\), got \(4,\)$"):
        exact().step(X[:, 0], Y)
    with pytest.raises(ValueError, match=r"^x must hold at least one number"):
        exact().step(X[:0], Y[:0])


def test_repr():
    trainer = exact()
    fit(trainer, 2)
    assert repr(trainer).startswith("Trainer(Network([1, 1], 'relu', 'mse')")
    assert repr(trainer).endswith(", 2 epochs so far")


@pytest.mark.parametrize("steps, words", [(1, "1 step"), (3, "3 steps")])
def test_an_optimizer_that_has_taken_steps_is_refused(steps, words):
    trainer = exact()
    fit(trainer, steps)
    message = f"^optimizer has taken {words} already: a new Trainer wants a new Optimizer$"
    with pytest.raises(ValueError, match=message):
        Trainer(linear(), trainer.optimizer)
    assert len(fit(trainer, 1)["train"]) == steps + 1


# What is shown, and copies


def test_a_history_shows_itself_in_one_line():
    trainer = exact()
    assert repr(trainer.history) == "0 epochs"
    assert repr(fit(trainer, 1)) == "1 epoch: train 10"
    assert repr(fit(trainer, 2, val=towards(2.0))) == "3 epochs: train 0.198, val 0.0278"
    assert trainer.history == dict(trainer.history)
    assert isinstance(trainer.history, dict)


def moons_trainer(step):
    """A Trainer in the middle of its work, with what it needs to go on."""
    rng = np.random.default_rng(3)
    data = two_moons(rng, 60)
    network = Network([2, 6, 2], "tanh", rng=rng)
    trainer = Trainer(network, Optimizer(step, lr=0.01), clip=1.0, l2=0.01, rng=rng)
    trainer.fit(data, data, epochs=3, progress=False)
    trainer.step(*data)
    return trainer, data


@pytest.mark.parametrize("step", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_a_copy_goes_on_by_itself(step, copied):
    trainer, data = moons_trainer(step)
    twin = copied(trainer)
    before = {name: w.copy() for name, w in twin.network.params.items()}
    losses = [trainer.step(*data) for _ in range(5)]
    history = trainer.fit(data, data, epochs=3, progress=False)
    for name, w in twin.network.params.items():
        np.testing.assert_array_equal(w, before[name])
    assert [twin.step(*data) for _ in range(5)] == losses
    np.testing.assert_equal(dict(twin.fit(data, data, epochs=3, progress=False)), dict(history))
    assert twin.optimizer.steps == trainer.optimizer.steps
    assert twin.network is not trainer.network


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_a_copy_sees_what_is_not_finite(copied):
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-150, 1e200
    trainer = Trainer(network, Optimizer("sgd", lr=1e-300))
    x, y = np.array([[1.0]]), np.array([[0.0]])
    trainer.step(0 * x, y)  # the gradient is 0
    with pytest.raises(NotFinite, match=r"^a gradient is not a finite number at step 2, "):
        copied(trainer).step(1e100 * x, y)  # the loss is 1e300


def test_gradient_norms_are_those_of_the_first_step():
    # One example a batch; at w = b = 0 its gradient is -2 y (x, 1).
    for seed in range(5):
        first, _ = next(iterate_minibatches(X, Y, 1, np.random.default_rng(seed)))
        trainer = exact(batch_size=1, lr=1e-3, rng=np.random.default_rng(seed))
        x = first.item()
        want = abs(4 * x) * np.hypot(x, 1)
        np.testing.assert_allclose(fit(trainer, 1)["gradient_norms"], [[want]], rtol=1e-12)


def frozen(network):
    """A Trainer whose steps change nothing: the learning rate is 0."""
    return Trainer(network, Optimizer("sgd", lr=lambda t: 0.0))


@pytest.mark.parametrize("dtype, x, y", [(np.float64, 1e200, 1e140), (np.float32, 1e30, 1e14)])
def test_a_gradient_of_the_first_weights_that_overflows_alone(dtype, x, y):
    # dw1 is 2 x y, which overflows; db1 and the loss are finite, and smaller than a step before.
    trainer = frozen(linear(dtype=dtype))
    trainer.step(np.array([[1.0]], dtype), np.array([[10 * y]], dtype))
    with pytest.raises(NotFinite) as e:
        trainer.step(np.array([[x]], dtype), np.array([[y]], dtype))
    assert (e.value.cause, e.value.layer) == ("gradient", 1)


def test_a_gradient_that_overflows_after_a_good_step_of_the_same_loss():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1e-150, 1.0
    trainer = frozen(network)
    assert trainer.step(np.array([[0.0]]), np.array([[1e150]])) == pytest.approx(1e300)
    trainer.network.params["w2"][:] = 1e200  # now dw1 and db1 overflow, the loss does not
    with pytest.raises(NotFinite) as e:
        trainer.step(np.array([[1e100]]), np.array([[0.0]]))
    assert (e.value.cause, e.value.layer, e.value.loss) == ("gradient", 1, pytest.approx(1e300))


def test_a_loss_that_overflows_after_a_good_step_of_the_same_gradient():
    trainer = frozen(Network([1, 2], rng=np.random.default_rng(0)))
    trainer.network.params["w1"][:] = 0.0
    for _ in range(2):
        trainer.step(np.array([[1.0]]), [1])
    trainer.network.params["w1"][:] = [[1.5e308, -1.5e308]]
    with pytest.raises(NotFinite, match=r"^the loss, inf, is not a finite number at step 3, "):
        trainer.step(np.array([[1.0]]), [1])


def test_a_step_of_your_own_trains():
    def of_length_one(w, dw, state, lr):
        return w - lr * dw / (np.linalg.norm(dw) or 1), {}

    trainer = Trainer(linear(), Optimizer(of_length_one, lr=0.5))
    for _ in range(4):
        trainer.step(X, Y)
    assert weight(trainer) == 2


def test_every_step_is_written_into_the_same_arrays():
    trainer = exact()
    trainer.step(X, Y)
    params = trainer.network.params
    trainer.step(X, Y)
    assert trainer.network.params is params


def test_what_a_trainer_does_unless_told():
    trainer = Trainer(linear())
    assert repr(trainer.optimizer) == 'Optimizer("adam", lr=0.01), steps taken: 0'
    assert trainer.batch_size == 32
    assert len(trainer.fit((X, Y), progress=False)["train"]) == 100


def test_patience_counts_the_first_epoch_too_if_its_validation_loss_is_infinite():
    trainer = exact(patience=3)
    history = fit(trainer, 10, val=(np.full_like(X, 1.7e308), Y))
    assert len(history["train"]) == 3
    assert trainer.stopped == "patience"


def test_infinity_in_validation_data_that_the_network_swallows():
    network = Network([1, 2, 1], "tanh", "mse", rng=np.random.default_rng(0))
    trainer = Trainer(network, Optimizer("sgd", lr=0.01), rng=np.random.default_rng(0))
    history = fit(trainer, 1, val=(np.array([[np.inf]]), np.array([[1.0]])))
    assert np.isfinite(history["val"]).all()  # tanh(inf) is 1


def test_targets_too_large_for_float32_are_named_where_they_were_given():
    y = np.array([1.0, 2.0, 1e300, 4.0])
    with pytest.raises(ValueError, match=r"^y\[2\] is 1e\+300, too large for a network of float32"):
        Trainer(linear(dtype=np.float32)).step(X, y)


def test_a_broken_validation_set_tells_of_no_earlier_steps():
    with pytest.raises(NotFinite) as e:
        fit(exact(), 1, val=(X, np.full_like(Y, np.nan)))
    assert (e.value.cause, e.value.earlier, e.value.layers) == ("val", {}, [])


GREW = "From step 1 to step 7 the gradient of layer {} grew most: its norm went from {} to {}."
LONGEST = "At step {} the gradient of layer 2 was the longest: {}."


@pytest.mark.parametrize(
    "earlier, text",
    [
        ({1: [2.0, 4.0], 7: [6.0, 4.0]}, GREW.format(1, 2, 6)),
        ({1: [4.0, 4.0], 7: [2.0, 6.0]}, GREW.format(2, 4, 6)),
        ({1: [0.0, 4.0], 7: [3.0, 8.0]}, GREW.format(2, 4, 8)),
        ({1: [3.0, 4.0, 0.0], 7: [1.0, 2.0, 0.0]}, LONGEST.format(7, 2)),
        ({1: [3.0, 9.0, 4.0]}, LONGEST.format(1, 9)),
    ],
)
def test_the_layer_that_grew_is_named(earlier, text):
    with np.errstate(all="raise"):
        assert list(_growth(earlier)) == [text]


def advice(network, x, y):
    with pytest.raises(NotFinite) as caught:
        Trainer(network, Optimizer("sgd", lr=0.05), clip=1.0).step(np.array(x), np.array(y))
    return str(caught.value).split("What to try:\n")[1].splitlines()


def test_one_layer_of_large_weights_is_enough_for_a_new_network():
    network = Network([1, 1, 1], "leaky_relu", "mse", rng=np.random.default_rng(0))
    network.params["w1"][:], network.params["w2"][:] = 1.0, 1e200
    assert advice(network, [[1.0]], [[0.0]])[0].startswith("- Begin with a new Network")


def test_large_data_is_large_below_0_too_and_labels_are_no_data():
    network = Network([1, 200], rng=np.random.default_rng(0))
    network.params["w1"][:] = 1e150
    want = "- Smaller numbers: x reaches 1e+200. See standardize."
    assert advice(network, [[-1e200]], [150])[2:] == [want]


def test_nan_in_a_single_feature_is_found_in_its_column():
    with pytest.raises(NotFinite, match=r"It began in the data: x\[1, 0\] is nan\.\n"):
        Trainer(Network([1, 2])).step(np.array([[0.0], [np.nan]]), [0, 1])
