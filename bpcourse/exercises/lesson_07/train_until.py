"""train_until: epoch after epoch, until the loss is low enough."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, as_array, entries
from ..model import Exercise, Probe
from . import from_the_prompt
from .train_until_wrong import MISCONCEPTIONS

UPDATES = "updates an epoch"
SHUFFLED = "shuffling"


def run(t, x, y, w, lr, batch_size, threshold, max_epochs, seed):
    """Train one sum of weights; the calls of loss_and_grads are counted."""
    calls = []

    def loss_and_grads(params, x, y):
        if len(calls) > 100:
            raise WrongReturn("it trains on and on: threshold or max_epochs should have ended it")
        error = x @ params["w"] - y
        calls.append(len(y))
        return float(np.mean(error**2)), {"w": 2 * x.T @ error / len(y)}

    rng = np.random.default_rng(int(seed))
    numbers = float(lr), int(batch_size), float(threshold), int(max_epochs)
    got = t.train_until(loss_and_grads, {"w": w}, x, y, *numbers, rng)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise WrongReturn("it should be a pair: the params, and the history of the losses")
    if isinstance(got[1], dict):
        raise WrongReturn("the history should hold one number an epoch, but it is a dict")
    history = as_array("history", got[1])
    return {**entries(got[0], "w"), "history": history, "calls": np.array(calls)}


def run_seeds(t, x, y, w, lr, batch_size, threshold, max_epochs, seeds):
    """The labels in the order in which they are learnt from, once for each seed."""
    orders, ends = [], []
    for seed in seeds:
        order, end = [], [w]

        def loss_and_grads(params, x, y, order=order, end=end):
            if len(order) > 200:
                raise WrongReturn("it trains on and on: max_epochs should have ended it")
            error = x @ params["w"] - y
            dw = 2 * x.T @ error / len(y)
            if len(y) <= batch_size:
                order.extend(y)
                end[0] = params["w"] - lr * dw
            return float(np.mean(error**2)), {"w": dw}

        rng = np.random.default_rng(int(seed))
        numbers = float(lr), int(batch_size), float(threshold), int(max_epochs)
        got = t.train_until(loss_and_grads, {"w": w.copy()}, x.copy(), y.copy(), *numbers, rng)
        orders.append(order)
        ends.append([entries(got[0], "w")["w"].reshape(w.shape), end[0]])
    if len({len(order) for order in orders}) > 1:
        raise WrongReturn("with another seed it trains for another number of epochs")
    return {"orders": np.array(orders), "ends": np.array(ends)}


def reduce_seeds(outputs, inputs):
    """Whether each epoch is shuffled anew, and the same with the same seed only.

    Nothing is said of it where an epoch is not every example once, where there is one epoch only,
    or where what is returned is not what the last step led to.
    """
    orders, y = outputs["orders"], inputs["y"]
    epochs = orders.reshape(len(orders), -1, len(y))
    kept = np.allclose(outputs["ends"][:, 0], outputs["ends"][:, 1])
    if not kept or epochs.shape[1] < 2 or not (np.sort(epochs) == np.sort(y)).all():
        return {}
    anew = all(len(np.unique(of_one, axis=0)) == len(of_one) for of_one in epochs)
    repeats, renews = (epochs[0] == epochs[1]).all(), (epochs[0] != epochs[2]).any()
    return {SHUFFLED: np.array([anew, repeats, renews], dtype=float)}


def several_seeds(rng):
    """Examples that can be told apart, and a threshold that is never reached."""
    drawn = regression(12, 0.02, 0, 3)(rng)
    seed = int(drawn.pop("seed"))
    seeds = np.array([seed, seed, seed + 1])
    return {**drawn, "batch_size": np.array(4), "threshold": np.array(0.0), "seeds": seeds}


def reduce(outputs, inputs):
    """How many updates there are to an entry of the history; what else came, as it is."""
    w, history = outputs["w"].astype(float), outputs["history"].astype(float)
    if not np.isfinite(w).all() or np.ptp(w) == 0:
        raise ValueError("parameters that no step has led to")
    examples = outputs["calls"].sum() / len(inputs["x"])
    return {"w": w, "history": history, UPDATES: np.array(len(outputs["calls"]) / max(examples, 1))}


def regression(N, lr, epochs, max_epochs=8, scale=1):
    """A maker of gradient descent on whole batches, that is to stop after so many epochs.

    With a large scale, the losses and the threshold are larger than every number of epochs.
    """

    def make(rng):
        x = rng.standard_normal((N, 3)) + 0.5
        y, w = scale * (x @ rng.standard_normal(3)), scale * (rng.standard_normal(3) + 1)
        losses = losses_of(x, y, w, lr, max_epochs + 1)
        # Half-way between the first loss that is low enough and the one before.
        threshold = np.mean(losses[max(epochs - 2, 0) : epochs]) if epochs else 1e-3
        threshold *= 1.5 if epochs == 1 else 1
        return inputs(rng, x, y, w, lr, N, threshold, max_epochs)

    return make


def losses_of(x, y, w, lr, epochs):
    """The losses of gradient descent on whole batches."""
    losses = []
    for _ in range(epochs):
        error = x @ w - y
        losses.append(np.mean(error**2))
        w = w - lr * 2 * x.T @ error / len(y)
    return losses


def alike(N, batch_size, epochs, max_epochs=8):
    """A maker of mini-batches whose order does not matter: all examples are alike but for a sign.

    The threshold lies below the mean loss of the last epoch but one, and above the losses of its
    last batch and after it.
    """

    def make(rng):
        sign, row = rng.choice([-1.0, 1.0], N), rng.uniform(0.5, 1.5, 3)
        x, w = sign[:, None] * row, rng.standard_normal(3)
        y, lr = sign * (row @ w + rng.uniform(1, 2)), 0.12 / (row @ row)
        size = np.minimum(batch_size, N - np.arange(0, N, batch_size))
        losses = np.reshape(losses_of(x, y, w, lr, len(size) * epochs), (epochs, len(size)))
        before = losses[epochs - 2]
        threshold = (before @ size / N + before[-1]) / 2
        return inputs(rng, x, y, w, lr, batch_size, threshold, max_epochs)

    return make


def on_the_threshold(rng):
    """Powers of 2, so that no rounding moves the second loss away from the threshold.

    The errors are 2, 1/2, 1/8, ..., each from the step before.
    """
    x = np.array([[1.0, 1.0], [-1.0, -1.0]])
    w = rng.integers(-4, 5) + np.array([0.0, 0.5])
    y = x @ w - 2 * x[:, 0]
    return inputs(rng, x, y, w, 3 / 16, 2, 0.25, 8)


def inputs(rng, x, y, w, lr, batch_size, threshold, max_epochs):
    numbers = {"lr": lr, "batch_size": batch_size, "threshold": threshold, "max_epochs": max_epochs}
    numbers = {name: np.array(number) for name, number in numbers.items()}
    return {"x": x, "y": y, "w": w, **numbers, "seed": rng.integers(2**31)}


# Correct code, written another way.


def with_while(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    while len(history) < max_epochs and not (history and history[-1] < threshold):
        params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history = [*history, loss]
    return [params, np.array(history)]


def without_helpers(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = ()
    for _ in range(max_epochs):
        order, total = rng.permutation(len(y)), 0.0
        for start in range(0, len(y), batch_size):
            batch = order[start : start + batch_size]
            loss, grads = loss_and_grads(params, x[batch], y[batch])
            params = {name: (params[name] - lr * g) for name, g in grads.items()}
            total += loss * len(batch)
        history += (total / len(y),)
        if total / len(y) < threshold:
            return params, history
    return params, history


def in_place(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = np.full(max_epochs, np.nan)
    for epoch in range(max_epochs):
        new, history[epoch] = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        params["w"][...] = new["w"]
        if history[epoch] < threshold:
            break
    return params, history[~np.isnan(history)].tolist()


def by_recursion(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
    if max_epochs == 1 or loss < threshold:
        return params, [loss]
    rest = (x, y, lr, batch_size, threshold, max_epochs - 1, rng)
    params, history = by_recursion(loss_and_grads, params, *rest)
    return params, [loss, *history]


def from_a_generator(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    def epochs(params):
        while True:
            params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
            yield params, loss

    history = np.empty((0, 1))
    for after, loss in epochs(params):
        history = np.vstack([history, [[loss]]])
        if not (loss >= threshold and len(history) < max_epochs):
            return {name: w.tolist() for name, w in after.items()}, history
    return params, history


TRAIN_UNTIL = Exercise(
    name="train_until",
    points=2,
    minutes=10,
    lines=7,
    reference=nn.train_until,
    training=True,
    probes=(
        Probe("whole batches, three epochs", regression(8, 0.05, 3), run, reduce),
        Probe("losses in the thousands", regression(8, 0.05, 3, scale=100), run, reduce),
        Probe("max_epochs comes first", regression(6, 0.02, 0, 5), run, reduce),
        Probe("the first epoch is enough", regression(7, 0.05, 1), run, reduce),
        Probe("a single epoch is allowed", regression(5, 0.02, 0, 1), run, reduce),
        Probe("mini-batches of 4, four epochs", alike(10, 4, 4), run, reduce),
        Probe("one at a time, two epochs", alike(6, 1, 2), run, reduce),
        Probe("a loss on the threshold", on_the_threshold, run, reduce),
        Probe("several seeds", several_seeds, run_seeds, reduce_seeds),
    ),
    misconceptions=MISCONCEPTIONS,
    says={
        UPDATES: "loss_and_grads should be asked once for each mini-batch of an epoch, and no "
        "more.",
        SHUFFLED: "Every epoch should be shuffled anew, by rng and nothing else. The same seed "
        "should give the same training, and another seed another one.",
    },
    hints=(
        "An epoch gives you two things: the params from which the next one starts, and a mean "
        "loss. What do you do with each of them, and when can you know whether to go on?",
        "The loss of an epoch goes into the history in any case, also if it is the one that ends "
        "the training. Below the threshold ends it; so does the last epoch that is allowed.",
        "A for loop over max_epochs. In it: one call of train_epoch whose params take the place of "
        "the old ones, the loss appended to a list, and a question that breaks out of the loop.",
    ),
    variants=(
        with_while,
        without_helpers,
        in_place,
        by_recursion,
        from_a_generator,
        from_the_prompt.train_until,
    ),
)
