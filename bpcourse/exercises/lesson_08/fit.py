"""fit: train, watch on other examples, and keep the best."""

from copy import deepcopy

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .wrong_fits import MISCONCEPTIONS


def run(t, w, b, x, y, x_val, y_val, lr, batch_size, epochs, seed):
    """A linear network; the loss of an example is its squared error, summed over the outputs."""

    def loss_and_grads(params, x, y):
        error = x @ params["w"] + params["b"] - y
        grads = {"w": 2 * x.T @ error / len(x), "b": 2 * error.mean(axis=0)}
        return float(np.sum(error**2) / len(x)), grads

    rng, numbers = np.random.default_rng(seed), (float(lr), int(batch_size), int(epochs))
    got = t.fit(loss_and_grads, {"w": w, "b": b}, (x, y), (x_val, y_val), *numbers, rng)
    if not isinstance(got, (tuple, list)) or [type(part) for part in got] != [dict, dict]:
        raise WrongReturn("it did not return two dicts, (params, history)")
    found = unpack({**got[0], **got[1]}, "w", "b", "train", "val")
    return {
        "w": found["w"],
        "b": found["b"],
        "train loss": found["train"],
        "val loss": found["val"],
    }


def run_and_watch(t, w, b, x, y, x_val, y_val, lr, batch_size, epochs, seed):
    """Which examples are learnt from, in which order; the first column of x tells them apart."""
    batches = []

    def loss_and_grads(params, x_batch, y_batch):
        if np.isin(x_batch[:, 0], x[:, 0]).all():
            batches.append(x_batch[:, 0].copy())
        error = x_batch @ params["w"] + params["b"] - y_batch
        grads = {"w": 2 * x_batch.T @ error / len(error), "b": 2 * error.mean(axis=0)}
        return float(np.sum(error**2) / len(error)), grads

    rng, numbers = np.random.default_rng(seed), (float(lr), int(batch_size), int(epochs))
    pairs = (x.copy(), y.copy()), (x_val, y_val)
    _, history = t.fit(loss_and_grads, {"w": w, "b": b}, *pairs, *numbers, rng)
    return {
        "train": unpack(history, "train", "val")["train"],
        "order": np.concatenate([*batches, np.zeros(0)]),
        "sizes": np.array([len(batch) for batch in batches], dtype=float),
    }


NEW, REPEATED, AS_THEY_COME, NONE = 1.0, 0.0, -1.0, -2.0


def by_the_epoch(outputs, inputs):
    """What must hold of mini-batches, whoever shuffles."""
    tags, epochs = inputs["x"][:, 0], int(inputs["epochs"])
    ends = np.cumsum(outputs["sizes"]).astype(int)
    batches = [outputs["order"][b:e] for b, e in zip([0, *ends], ends, strict=False)]
    # Where there are smaller ones, a batch of all examples was looked at and not learnt from.
    batches = [batch for batch in batches if len(batch) < len(tags)] or batches
    if not np.ptp(outputs["train"]) > 0:
        batches = []  # whatever was trained, nothing of it came back
    batches_an_epoch = -(-len(tags) // int(inputs["batch_size"]))
    times, orders = np.zeros((epochs, len(tags))), [() for _ in range(epochs)]
    for k, batch in enumerate(batches):
        epoch = min(k // batches_an_epoch, epochs - 1)
        times[epoch] += np.sum(batch[:, np.newaxis] == tags, axis=0)
        orders[epoch] += tuple(batch.tolist())
    known = {(): NONE, tuple(tags.tolist()): AS_THEY_COME}
    kinds = []
    for order in orders:
        kinds.append(known.get(order, NEW))
        known.setdefault(order, REPEATED)
    return {"times each example is used": times, "order of each epoch": np.array(kinds)}


def only_params(outputs, inputs):
    return {name: outputs[name] for name in ("w", "b")}


def training(
    best,
    epochs,
    lr=0.2,
    N=8,
    n_val=11,
    batch_size=None,
    alike=False,
    wild=None,
    like_start=False,
    last=None,
    spread=0.01,
):
    """Training in which the validation loss is lowest after the epoch `best`.

    The targets of validation are what the parameters say that plain gradient descent has then
    reached; so this holds for batches of all N examples, or of examples that are all alike. The
    columns of x are orthogonal, and each step takes the same share of the way that is left; but
    where `wild` is given, the step is too long for one of them. `last` is the validation loss
    after the last epoch, and `spread` how far the targets lie from what can be learnt.
    """

    def make(rng):
        D, M = 3, 2
        x = np.linalg.qr(np.c_[np.ones(N), rng.standard_normal((N, D))])[0][:, 1:] * np.sqrt(N)
        w, b = rng.uniform(0.5, 1.5, (D, M)), rng.uniform(0.5, 1.5, M)
        if wild:
            x[:, 0] *= wild
            w[0] *= 0.03
        y = 0.3 * rng.standard_normal((N, M))
        y -= y.mean(axis=0) + x @ np.linalg.lstsq(x, y, rcond=None)[0]
        if alike:
            x, y = np.tile(x[:1], (N, 1)), np.tile(y[:1], (N, 1))
        size = batch_size or N
        steps = -(-N // size)  # in an epoch
        path = [(w, b)]
        for _ in range((epochs if last else best) * steps):
            error = x @ path[-1][0] + path[-1][1] - y
            w_next = path[-1][0] - lr * 2 * x.T @ error / N
            path.append((w_next, path[-1][1] - lr * 2 * error.mean(axis=0)))
        w_best, b_best = path[0 if like_start else best * steps]
        x_val = rng.standard_normal((n_val, D))
        plane, noise = np.c_[np.ones(n_val), x_val], rng.standard_normal((n_val, M))
        noise -= plane @ np.linalg.lstsq(plane, noise, rcond=None)[0]  # leaves the best the best
        y_val = x_val @ w_best + b_best + spread * noise
        if last:
            error = x_val @ path[-1][0] + path[-1][1] - y_val
            factor = np.sqrt(last * n_val / np.sum(error**2))
            w, b, y, y_val = (factor * array for array in (w, b, y, y_val))
        shift, sign = rng.uniform(-1, 1, M), rng.choice([-1.0, 1.0], M)
        return {
            "w": sign * w,
            "b": sign * b + shift,
            "x": x,
            "y": sign * y + shift,
            "x_val": x_val,
            "y_val": sign * y_val + shift,
            "lr": np.array(lr),
            "batch_size": np.array(size),
            "epochs": np.array(epochs),
            "seed": rng.integers(0, 2**32, 4),
        }

    return make


# Correct code, written another way.


def best_of_all(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    found = []
    for _ in range(epochs):
        params, train_loss = nn.train_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
        found.append((float(loss_and_grads(params, *val)[0]), train_loss, params))
    best = min(range(epochs), key=lambda e: found[e][0])
    losses = np.array([entry[:2] for entry in found])
    return [found[best][2], {"val": losses[:, 0], "train": losses[:, 1]}]


def in_place(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    x, y = train
    lowest, best, history = float("inf"), None, {"train": [], "val": []}
    for _ in range(epochs):
        order, losses = np.argsort(rng.random(len(x))), np.zeros(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            losses[rows], grads = loss_and_grads(params, x[rows], y[rows])
            for name in params:
                params[name] -= lr * grads[name]
        history["train"].append(losses.mean())
        history["val"].append(loss_and_grads(params, *val)[0])
        if history["val"][-1] < lowest:
            lowest, best = history["val"][-1], deepcopy(params)
    return best, history


def by_train_until(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    results = []
    for _ in range(epochs):
        params, (train_loss,) = nn.train_until(
            loss_and_grads, params, *train, lr, batch_size, -np.inf, 1, rng
        )
        results.append((params, train_loss, loss_and_grads(params, *val)[0]))
    every, train_losses, val_losses = zip(*results, strict=True)
    best = every[int(np.nanargmin(val_losses))]
    return dict(best), {"train": train_losses, "val": val_losses, "epochs": epochs}


def by_recursion(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    params, train_loss = nn.train_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
    val_loss = loss_and_grads(params, *val)[0]
    if epochs == 1:
        return params, {"train": [train_loss], "val": [val_loss]}
    rest, history = by_recursion(
        loss_and_grads, params, train, val, lr, batch_size, epochs - 1, rng
    )
    better = rest if min(history["val"]) < val_loss else params
    return better, {
        "train": [train_loss, *history["train"]],
        "val": [val_loss, *history["val"]],
    }


def val_in_batches(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    history, kept = {"train": np.zeros(epochs), "val": np.zeros(epochs)}, []
    for e in range(epochs):
        params, history["train"][e] = nn.train_epoch(
            loss_and_grads, params, *train, lr, batch_size, rng
        )
        for x, y in nn.iterate_minibatches(*val, batch_size, rng):
            history["val"][e] += loss_and_grads(params, x, y)[0] * len(x) / len(val[0])
        if e == 0 or history["val"][e] < history["val"][:e].min():
            kept = [(name, w.astype(np.float64)) for name, w in params.items()]
    return dict(kept), history


FIT = Exercise(
    name="fit",
    points=3,
    minutes=15,
    lines=10,
    reference=nn.fit,
    training=True,
    probes=(
        Probe("one batch, the second epoch is the best of four", training(2, 4, last=0.1), run),
        Probe("the last epoch is the best", training(3, 3, n_val=5), run),
        Probe("the beginning was better", training(1, 3, like_start=True, last=10.0), run),
        Probe("up and down", training(4, 6, lr=0.9, last=2.0), run),
        Probe(
            "train loss falls, then rises", training(1, 6, wild=2.8, batch_size=20, spread=4.0), run
        ),
        Probe("a single epoch", training(1, 1), run),
        Probe(
            "batches of three, examples all alike",
            training(2, 3, lr=0.02, batch_size=3, alike=True),
            run,
        ),
        Probe(
            "batches of three", training(2, 5, lr=0.05, batch_size=3), run_and_watch, by_the_epoch
        ),
        Probe(
            "a loss that ends as not a number",
            training(1, 6, lr=1e60),
            run,
            only_params,
            advice="Where the validation loss ends as not a number, you return other parameters "
            "than those of the epoch with the lowest: NaN is neither lower nor higher than any "
            "number, so a search for the lowest may return it. It costs no points.",
        ),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "One epoch of training is written already: train_epoch. What do you have to note after "
        "each epoch, and what do you have to keep aside in case nothing better comes?",
        "After each epoch, ask loss_and_grads for the loss on all of val, with the parameters as "
        "they are then. Where it is lower than every one before, these parameters are the best so "
        "far. At the beginning nothing is: the lowest loss so far is infinite.",
        "Loop over the epochs: train, measure, append to both lists, and if the new validation "
        "loss beats the lowest so far, keep that loss and a dict with a copy of each array. "
        "Return the kept dict and the history.",
    ),
    variants=(
        best_of_all,
        in_place,
        by_train_until,
        by_recursion,
        val_in_batches,
        from_the_prompt.fit,
    ),
    says={
        "times each example is used": "In every epoch each training example should be used once. "
        "Here stands how often each is, a row for each epoch.",
        "order of each epoch": "The examples should come in a new order in every epoch. Here "
        "stands 1 for a new order, 0 for one that was there before, -1 for that of the data, and "
        "-2 where an epoch has no examples.",
    },
)
