"""The Trainer: exact on a linear model; validation, stopping, the bar, and bad input."""

import copy
import pickle
import re
import subprocess
import sys

import numpy as np
import pytest
from nn.trainers import (
    LOSSES,
    WEIGHTS,
    X,
    Y,
    exact,
    fit,
    linear,
    two_moons,
    weight,
)

from bpcourse.nn import (
    Network,
    NotFinite,
    Optimizer,
    Trainer,
    accuracy,
    iterate_minibatches,
)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(10)


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
