"""The known mistakes of train_until. Each is right but for one thing."""

import numpy as np

from bpcourse import nn

from ..model import Misconception


def wrong(until=lambda history, threshold: history[-1] < threshold, most=lambda n: n):
    """Another question that ends the training, or another number of epochs at most."""

    def train(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
        history = []
        for _ in range(most(max_epochs)):
            params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
            history.append(loss)
            if until(history, threshold):
                break
        return params, history

    return train


def wrong_return(make):
    """The right training, of which ``make(params, first, before, history)`` is returned.

    first are the params given, before those before the last epoch.
    """

    def train(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
        history, first, before = [], params, params
        for _ in range(max_epochs):
            before = params
            params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
            history.append(loss)
            if loss < threshold:
                break
        return make(params, first, before, history)

    return train


def starting_again(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history, new = [], params
    for _ in range(max_epochs):
        new, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss)
        if loss < threshold:
            break
    return new, history


def last_left_out(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    for _ in range(max_epochs):
        params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        if loss < threshold:
            break
        history.append(loss)
    return params, history


def asking_before(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    for _ in range(max_epochs):
        if loss_and_grads(params, x, y)[0] < threshold:
            break
        params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss)
    return params, history


def asking_after(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    for _ in range(max_epochs):
        params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss)
        if loss_and_grads(params, x, y)[0] < threshold:
            break
    return params, history


def loss_after(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    history = []
    for _ in range(max_epochs):
        params, _ = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss_and_grads(params, x, y)[0])
        if history[-1] < threshold:
            break
    return params, history


def batch_by_batch(stop_at_once, keep_all):
    """Asking each batch's loss, or the last batch's, in the place of the epoch's mean."""

    def train(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
        history = []
        for _ in range(max_epochs):
            losses, sizes = [], []
            for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
                loss, grads = loss_and_grads(params, x_batch, y_batch)
                params = nn.gradient_step(params, grads, lr)
                losses.append(loss)
                sizes.append(len(y_batch))
                if stop_at_once and loss < threshold:
                    break
            mean = np.average(losses, weights=sizes)
            history += losses if keep_all else [mean]
            if (mean if keep_all else losses[-1]) < threshold:
                break
        return params, history

    return train


def with_the_first_loss(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    start = loss_and_grads(params, x, y)[0]
    rest = (x, y, lr, batch_size, threshold, max_epochs, rng)
    params, history = nn.train_until(loss_and_grads, params, *rest)
    return params, [start, *history]


def whole_batches(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    return nn.train_until(loss_and_grads, params, x, y, lr, len(x), threshold, max_epochs, rng)


def one_more(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    rest = (x, y, lr, batch_size, threshold, max_epochs, rng)
    params, history = nn.train_until(loss_and_grads, params, *rest)
    if len(history) < max_epochs:
        params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(loss)
    return params, history


def with_generator(make):
    """Another generator in each epoch."""

    def train(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
        history = []
        for _ in range(max_epochs):
            params, loss = nn.train_epoch(loss_and_grads, params, x, y, lr, batch_size, make())
            history.append(loss)
            if loss < threshold:
                break
        return params, history

    return train


ANOTHER_LOSS = (
    "What is held against the threshold is the loss of one batch. One batch may be easy by chance; "
    "the mean over the epoch says how the training stands."
)
TOO_MANY = "The training makes one epoch more than max_epochs allows. Count your rounds."
NUMBER = (
    "The history is one number. Asked for is the mean loss of every epoch, in order: only that "
    "shows how the training went."
)

MISCONCEPTIONS = (
    Misconception(
        "threshold-ignored",
        "The training never stops early: it makes all the epochs it may, however low the loss is.",
        wrong(until=lambda history, threshold: False),
    ),
    Misconception(
        "stops-when-above",
        "The training stops where the loss is still above the threshold, and would go on where it "
        "is low enough. The comparison is turned round.",
        wrong(until=lambda history, threshold: history[-1] > threshold),
    ),
    Misconception(
        "on-the-threshold",
        "A loss that lies exactly on the threshold ends your training. It should end below it.",
        wrong(until=lambda history, threshold: history[-1] <= threshold),
    ),
    Misconception(
        "one-epoch-only",
        "The training ends after its first epoch in any case. See what in your function stands "
        "inside the question, and what after it.",
        wrong(until=lambda history, threshold: True),
    ),
    Misconception(
        "stops-when-still",
        "The training ends where the loss hardly changes from one epoch to the next. The question "
        "is how low it is, not how fast it falls.",
        wrong(until=lambda h, threshold: len(h) > 1 and abs(h[-2] - h[-1]) < threshold),
    ),
    Misconception(
        "mean-of-history",
        "What is held against the threshold is the mean of the whole history. The first epochs, "
        "high as they are, have no say any more: the last one counts.",
        wrong(until=lambda history, threshold: np.mean(history) < threshold),
    ),
    Misconception("one-epoch-too-many", TOO_MANY, wrong(most=lambda n: n + 1)),
    Misconception(
        "one-epoch-too-few",
        "The training makes one epoch less than it may. Count your rounds.",
        wrong(most=lambda n: max(n - 1, 1)),
    ),
    Misconception(
        "one-epoch-late",
        "The training makes one more epoch after the first that is low enough.",
        one_more,
    ),
    Misconception(
        "starting-again",
        "Every epoch starts from the params of the beginning again, so the loss stays where it is. "
        "The next epoch should go on from where the last one ended.",
        starting_again,
    ),
    Misconception(
        "last-loss-missing",
        "The history ends before the epoch that ended the training. That epoch was made, so its "
        "loss belongs into it.",
        last_left_out,
    ),
    Misconception(
        "asks-before-the-epoch",
        "The question is asked before an epoch, with a loss of its own, so the training stops "
        "without the epoch whose mean loss is low enough. Train first, then ask.",
        asking_before,
    ),
    Misconception(
        "asks-another-loss",
        "After each epoch the loss is measured again on all examples, and that is held against the "
        "threshold. The mean loss of the epoch is there already, and is what counts.",
        asking_after,
    ),
    Misconception(
        "loss-after-the-epoch",
        "The history holds losses that were measured again after each epoch. Asked for are the "
        "mean losses that the epochs return themselves.",
        loss_after,
    ),
    Misconception("asks-a-batch", ANOTHER_LOSS, batch_by_batch(False, False)),
    Misconception("asks-a-batch", ANOTHER_LOSS, batch_by_batch(True, False)),
    Misconception(
        "loss-of-every-batch",
        "The history holds a loss for every batch. Asked for is one number an epoch, its mean.",
        batch_by_batch(False, True),
    ),
    Misconception(
        "starts-with-a-loss-before",
        "The history begins with the loss before any training. Its first entry is the mean loss of "
        "the first epoch.",
        with_the_first_loss,
    ),
    Misconception(
        "last-loss-only",
        NUMBER,
        wrong_return(lambda params, first, before, history: (params, history[-1:])),
    ),
    Misconception(
        "last-loss-only",
        NUMBER,
        wrong_return(lambda params, first, before, history: (params, np.mean(history))),
    ),
    Misconception(
        "history-reversed",
        "The history runs backwards: the first epoch belongs first.",
        wrong_return(lambda params, first, before, history: (params, history[::-1])),
    ),
    Misconception(
        "returns-first-params",
        "The params that you return are the ones you were given. All the training goes nowhere.",
        wrong_return(lambda params, first, before, history: (first, history)),
    ),
    Misconception(
        "one-epoch-behind",
        "The params that you return are those before the last epoch. See what has the name params "
        "when the loop ends.",
        wrong_return(lambda params, first, before, history: (before, history)),
    ),
    Misconception(
        "same-order-every-epoch",
        "Every epoch deals out the examples in the same order: a generator is made anew for each, "
        "from the same seed. Use the one that you are given; it goes on where it stopped.",
        with_generator(lambda: np.random.default_rng(0)),
    ),
    Misconception(
        "another-source-of-randomness",
        "The orders do not come from rng, so a training cannot be repeated: the same seed gives "
        "others each time.",
        with_generator(np.random.default_rng),
    ),
    Misconception(
        "whole-batches",
        "batch_size has no say: every epoch makes one step on all examples.",
        whole_batches,
    ),
)
