"""train_epoch: every example once, a step a mini-batch."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, as_array, entries
from ..model import Exercise, Probe
from . import from_the_prompt
from .train_epoch_wrong import MISCONCEPTIONS

BATCHES = "turns of an example (fewest, most), batch sizes"
PAIRS = "pairs of x and y"
SHUFFLED = "shuffling"
STEPS = "steps (shortest, longest, aside)"
MEAN = "mean loss"


def run(t, x, y, w, b, lr, batch_size, seed):
    """One epoch of linear regression; what loss_and_grads is asked is written down."""
    calls = []

    def loss_and_grads(params, x, y):
        if len(calls) > 60:
            raise WrongReturn("it asks loss_and_grads more than 60 times in one epoch")
        error = x @ params["w"] + params["b"] - y
        loss = float(np.mean(error**2))
        dw, db = 2 * x.T @ error / len(y), 2 * np.mean(error, keepdims=True)
        here = np.concatenate([params["w"], params["b"]])
        calls.append((here, np.concatenate([dw, db]), loss, x.copy(), y.copy()))
        return loss, {"w": dw, "b": db}

    rng = np.random.default_rng(int(seed))
    params = {"w": w, "b": b}
    got = t.train_epoch(loss_and_grads, params, x, y, float(lr), int(batch_size), rng)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise WrongReturn("it should be a pair: the params after the epoch, and the mean loss")
    after = entries(got[0], "w", "b")
    if not calls:
        raise WrongReturn("it never asks loss_and_grads for a loss")
    places, grads, losses, xs, ys = zip(*calls, strict=True)
    return {
        **after,
        "returned": as_array("mean loss", got[1]),
        "places": np.array(places),
        "grads": np.array(grads),
        "losses": np.array(losses),
        "sizes": np.array([len(batch) for batch in ys]),
        "xs": np.concatenate(xs),
        "ys": np.concatenate(ys),
    }


def reduce(outputs, inputs):
    """What must hold of an epoch, whichever order its examples came in.

    Where the steps are not right, nothing else is told of it: batches from which nothing is learnt
    are dealt out in vain.
    """
    after = np.concatenate([outputs["w"].ravel(), outputs["b"].ravel()])
    if not np.isfinite(after).all() or np.ptp(after) == 0:
        raise ValueError("parameters that no step has led to")
    places = np.vstack([outputs["places"], after])
    fresh, learnt = first_calls(outputs), learning_calls(outputs, places)
    planned = -inputs["lr"] * outputs["grads"][learnt]
    following = np.vstack([places[:-1][learnt], after])
    made = steps(np.diff(following, axis=0), planned)
    if not np.allclose(made, [1, 1, 0], rtol=0, atol=1e-6):
        return {STEPS: made}
    sizes, losses = outputs["sizes"], outputs["losses"]
    order = np.array([np.argmin(np.abs(inputs["y"] - y)) for y in outputs["ys"]])
    counts = np.bincount(order[np.repeat(fresh, sizes)], minlength=len(inputs["y"]))
    return {
        BATCHES: np.array([counts.min(), counts.max(), *sizes[fresh]]),
        PAIRS: np.array(float(np.allclose(outputs["xs"], inputs["x"][order]))),
        STEPS: made,
        MEAN: outputs["returned"] / (losses[learnt] @ sizes[learnt] / sizes[learnt].sum()),
    }


def reduce_full(outputs, inputs):
    """Of gradient descent on the whole batch the params are known as well."""
    return {**reduce(outputs, inputs), "w": outputs["w"], "b": outputs["b"]}


def reduce_large(outputs, inputs):
    """Also whether the order is random: 24 of 39 neighbours would have to stay together."""
    order = np.array([np.argmin(np.abs(inputs["y"] - y)) for y in outputs["ys"]])
    torn = np.mean(np.abs(np.diff(order)) != 1)
    reduced = reduce(outputs, inputs)
    return {**reduced, SHUFFLED: np.array(float(torn > 0.4))} if MEAN in reduced else reduced


def first_calls(outputs):
    """Where loss_and_grads is asked something new: asking twice for the same does no harm."""
    ends = np.cumsum(outputs["sizes"])[:-1]
    batches, places = np.split(outputs["ys"], ends), outputs["places"]
    fresh = [True] * len(places)
    for i in range(1, len(places)):
        again = np.array_equal(places[i], places[i - 1]) and np.array_equal(*batches[i - 1 : i + 1])
        fresh[i] = not again
    return np.array(fresh)


def learning_calls(outputs, places):
    """The first calls, without those that only measure.

    After these the params do not move, and what they were asked of is learnt from elsewhere.
    """
    fresh = first_calls(outputs)
    starts = np.flatnonzero(fresh)
    following = np.append(starts[1:], len(places) - 1)
    moved = (places[following] != places[starts]).any(axis=1)
    batches = np.split(outputs["ys"], np.cumsum(outputs["sizes"])[:-1])
    taught = [batches[i] for i in starts[moved]]
    taught = np.concatenate(taught) if taught else np.empty(0)
    learnt = np.zeros(len(fresh), dtype=bool)
    for i, goes_on in zip(starts, moved, strict=True):
        learnt[i] = goes_on or not np.isin(batches[i], taught).all()
    return learnt


def steps(moves, planned):
    """The shortest and the longest of all steps, in parts of the planned one, and how far aside."""
    size = np.sum(planned**2, axis=1)
    along = np.sum(moves * planned, axis=1) / size
    aside = np.linalg.norm(moves - along[:, None] * planned, axis=1) / np.sqrt(size)
    return np.array([along.min(), along.max(), aside.max()])


def regression(N, D, batch_size, lr=0.05):
    """A maker of N examples and of a line that does not fit them yet."""

    def make(rng):
        x = rng.standard_normal((N, D))
        y = 3 * rng.permutation(N) / N + rng.uniform(0, 1 / N, N)  # no two are equal
        w, b = rng.standard_normal(D) + 1, rng.standard_normal(1)
        numbers = {"lr": np.array(lr), "batch_size": np.array(batch_size)}
        return {"x": x, "y": y, "w": w, "b": b, **numbers, "seed": rng.integers(2**31)}

    return make


# Correct code, written another way.


def without_helpers(loss_and_grads, params, x, y, lr, batch_size, rng):
    params = {name: w.copy() for name, w in params.items()}
    order, losses = rng.permutation(len(y)), []
    for start in range(0, len(y), batch_size):
        batch = order[start : start + batch_size]
        loss, grads = loss_and_grads(params, x[batch], y[batch])
        losses += [loss] * len(batch)
        for name in params:
            params[name] -= lr * grads[name]
    return params, np.mean(losses)


def with_weighted_average(loss_and_grads, params, x, y, lr, batch_size, rng):
    losses, sizes = [], []
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        params = {name: (w - lr * grads[name]).tolist() for name, w in params.items()}
        params = {name: np.array(w) for name, w in params.items()}
        losses.append(loss)
        sizes.append(len(y_batch))
    return [params, np.average(losses, weights=sizes)]


def in_place(loss_and_grads, params, x, y, lr, batch_size, rng):
    mean = 0.0
    for x_batch, y_batch in list(nn.iterate_minibatches(x, y, batch_size, rng)):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        mean += loss * (len(y_batch) / len(y))
        for name, g in grads.items():
            params[name][...] = params[name] - lr * g
    return params, np.array([mean])


def asking_twice(loss_and_grads, params, x, y, lr, batch_size, rng):
    total = 0
    for batch in nn.iterate_minibatches(x, y, batch_size, rng):
        total += len(batch[0]) * loss_and_grads(params, *batch)[0]
        params = nn.gradient_step(params, loss_and_grads(params, *batch)[1], lr)
    return params, total / x.shape[0]


def by_recursion(loss_and_grads, params, x, y, lr, batch_size, rng):
    order = np.argsort(rng.random(len(x)))
    x, y = x[order], y[order]

    def rest(params, start):
        if start >= len(x):
            return params, 0.0
        batch = slice(start, start + batch_size)
        loss, grads = loss_and_grads(params, x[batch], y[batch])
        after = nn.gradient_step(params, grads, lr)
        params, below = rest(after, start + batch_size)
        return params, loss * len(x[batch]) + below

    params, total = rest(params, 0)
    return params, total / len(x)


TRAIN_EPOCH = Exercise(
    name="train_epoch",
    points=3,
    minutes=12,
    lines=6,
    reference=nn.train_epoch,
    training=True,
    probes=(
        Probe("N=10, batches of 4", regression(10, 3, 4), run, reduce),
        Probe("N=8, the whole batch", regression(8, 3, 8, lr=0.1), run, reduce_full),
        Probe("N=12, batches of 4", regression(12, 4, 4), run, reduce),
        Probe("N=5, batches of 9", regression(5, 2, 9, lr=0.1), run, reduce_full),
        Probe("N=6, one at a time", regression(6, 2, 1, lr=0.02), run, reduce),
        Probe("a single example", regression(1, 3, 2, lr=0.1), run, reduce_full),
        Probe("N=40, batches of 6", regression(40, 3, 6), run, reduce_large),
    ),
    misconceptions=MISCONCEPTIONS,
    says={
        BATCHES: "loss_and_grads should be asked once for each mini-batch of an epoch, and no "
        "more. Each holds batch_size examples, the last one what is left.",
        PAIRS: "Some examples stand beside the label of another one.",
        SHUFFLED: "The order of the examples is not shuffled: it is the one in x.",
        STEPS: "The params do not make, after each batch, the step that belongs to it. It goes "
        "from where the batch's gradient was taken to where the next batch starts.",
        MEAN: "The loss that you return is not the mean over all examples of the losses before "
        "each step.",
    },
    hints=(
        "Three things happen with each batch, and the order matters: its loss is noted, its "
        "gradient is taken, the params move. Which params does the next batch see?",
        "Each batch's loss is a mean over that batch. To get the mean over all examples, a batch "
        "of two must count half as much as a batch of four.",
        "Loop over iterate_minibatches. In the loop: one call of loss_and_grads, a step whose "
        "result takes the name params, and a sum that grows by the loss times the examples in the "
        "batch. Share the sum out at the end.",
    ),
    variants=(
        without_helpers,
        with_weighted_average,
        in_place,
        asking_twice,
        by_recursion,
        from_the_prompt.train_epoch,
    ),
)
