"""What goes wrong in fit; each function is right but for one thing."""

import copy

import numpy as np

from ..model import Misconception
from .epochs import (
    all_at_once,
    epoch_by,
    full_ones,
    in_one_order,
    in_order,
    one_batch,
    right_epoch,
)


def after_best(path, history):
    """The place in the path of parameters that the right answer takes."""
    return 1 + int(np.argmin(history["val"]))


def val_after(loss, path, train, val, batch_size):
    return [loss(params, val) for params in path[1:]]


def fitting(
    learn=lambda train, val: train,
    val_losses=val_after,
    train_losses=None,
    pick=after_best,
    more=0,
    epoch=right_epoch,
    start_over=False,
):
    """A fit that is right but for what is given.

    Parameters
    ----------
    learn : callable
        ``(train, val) -> (x, y)`` to learn from.
    val_losses, train_losses : callable
        ``(loss, path, train, val, batch_size) -> list``, the entries of the history, where path
        holds the parameters given and those after each epoch.
    pick : callable
        ``(path, history) -> int``, which of the path is returned.
    more : int
        Epochs beyond those asked for.
    epoch : callable
        In the place of `train_epoch`.
    start_over : bool
        Whether each epoch begins with the parameters given.
    """

    def wrong(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
        def loss(params, pair):
            return loss_and_grads(params, *pair)[0]

        path, history = [params], {"train": [], "val": []}
        for _ in range(epochs + more):
            start = params if start_over else path[-1]
            after, train_loss = epoch(
                loss_and_grads, start, *learn(train, val), lr, batch_size, rng
            )
            path.append(after)
            history["train"].append(train_loss)
        history["val"] = val_losses(loss, path, train, val, batch_size)
        if train_losses:
            history["train"] = train_losses(loss, path, train, val, batch_size)
        return path[pick(path, history)], history

    return wrong


def val_before(loss, path, train, val, batch_size):
    return [loss(params, val) for params in path[:-1]]


def on_train(loss, path, train, val, batch_size):
    return [loss(params, train) for params in path[1:]]


def best_by_train_after(*arguments):
    """Picks by the training loss after the epoch; the histories are right."""
    *arguments, rng = arguments
    params, _ = fitting(val_losses=on_train)(*arguments, copy.deepcopy(rng))
    return params, fitting()(*arguments, rng)[1]


def on_train_before(loss, path, train, val, batch_size):
    return [loss(params, train) for params in path[:-1]]


def mean_of_batches(loss, path, train, val, batch_size):
    x, y = val
    starts = range(0, len(x), batch_size)
    batches = [(x[s : s + batch_size], y[s : s + batch_size]) for s in starts]
    return [np.mean([loss(params, batch) for batch in batches]) for params in path[1:]]


def first_batch(loss, path, train, val, batch_size):
    return [loss(params, (val[0][:batch_size], val[1][:batch_size])) for params in path[1:]]


def first_batch_of_val(*arguments):
    """Picks by all of val, so that no luck is in it, and tells the loss on its first batch."""
    *arguments, rng = arguments
    params, _ = fitting()(*arguments, copy.deepcopy(rng))
    _, history = fitting(val_losses=first_batch)(*arguments, rng)
    return params, history


def lowest_so_far(*args):
    return list(np.minimum.accumulate(val_after(*args)))


def with_the_start(loss, path, train, val, batch_size):
    return [loss(params, val) for params in path]


def lower_than_the_one_before(path, history):
    falls = np.diff(history["val"], prepend=np.inf) < 0
    return 1 + int(np.flatnonzero(falls)[-1])


def both(train, val):
    return tuple(np.concatenate(pair) for pair in zip(train, val, strict=True))


def stopping(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    """Stops where the validation loss rises for the first time."""
    lowest, best, history = np.inf, params, {"train": [], "val": []}
    for _ in range(epochs):
        params, train_loss = right_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
        val_loss, _ = loss_and_grads(params, *val)
        history["train"].append(train_loss)
        history["val"].append(val_loss)
        if val_loss >= lowest:
            break
        lowest, best = val_loss, params
    return best, history


right_fit = fitting()


def one_number_each(*given):
    params, history = right_fit(*given)
    return params, {name: losses[-1] for name, losses in history.items()}


def exchanged(*given):
    params, history = right_fit(*given)
    return params, {"train": history["val"], "val": history["train"]}


BY_TRAIN = (
    "You keep the parameters by the training loss. It says how well the network knows what it "
    "has seen; which epoch is the best is for the validation loss to say."
)

MISCONCEPTIONS = (
    Misconception(
        "last-not-best",
        "You return the parameters of the last epoch. Those with the lowest validation loss are "
        "asked for. If you do keep them, is it a copy? An array that is changed in place changes "
        "under all its names.",
        fitting(pick=lambda path, history: -1),
    ),
    Misconception(
        "nothing-learnt",
        "You return the parameters that came in. What is trained has to be handed on from epoch to "
        "epoch, and back in the end.",
        fitting(pick=lambda path, history: 0),
    ),
    Misconception(
        "beginning-counts",
        "Where no epoch is better than the beginning, you return the parameters that came in. Here "
        "only what was trained counts: the best epoch, even if all are worse than the beginning.",
        lambda loss_and_grads, params, train, val, *rest: fitting(
            pick=lambda path, history: int(
                np.argmin([loss_and_grads(params, *val)[0], *history["val"]])
            )
        )(loss_and_grads, params, train, val, *rest),
    ),
    Misconception(
        "best-by-train",
        BY_TRAIN,
        fitting(pick=lambda path, history: 1 + int(np.argmin(history["train"]))),
    ),
    Misconception("best-by-train", BY_TRAIN, best_by_train_after),
    Misconception(
        "worst-kept",
        "You keep the parameters with the highest validation loss. Of an accuracy more is better, "
        "of a loss less.",
        fitting(pick=lambda path, history: 1 + int(np.argmax(history["val"]))),
    ),
    Misconception(
        "one-epoch-too-early",
        "You return the parameters of one epoch before the best: those that went into it, not "
        "those that came out and whose validation loss was so low.",
        fitting(pick=lambda path, history: int(np.argmin(history["val"]))),
    ),
    Misconception(
        "compared-with-the-one-before",
        "You keep the parameters whenever the validation loss is lower than one epoch before. It "
        "may rise and fall again, and still be higher than it was once: compare with the lowest "
        "so far.",
        fitting(pick=lower_than_the_one_before),
    ),
    Misconception(
        "stopped-too-soon",
        "You stop when the validation loss rises for the first time. It may fall again: train for "
        "all the epochs, and look back in the end.",
        stopping,
    ),
    Misconception(
        "val-before-the-epoch",
        "Your validation losses are one epoch late: the first is that of the parameters that came "
        "in. Measure after an epoch, with what it has learnt.",
        fitting(val_losses=val_before),
    ),
    Misconception(
        "val-before-the-epoch",
        "Your validation losses are one epoch late: the first is that of the parameters that came "
        "in. Measure after an epoch, with what it has learnt.",
        fitting(val_losses=val_before, pick=lambda path, history: int(np.argmin(history["val"]))),
    ),
    Misconception(
        "val-on-train",
        "What you call the validation loss is measured on the training examples. Those it has "
        "learnt cannot tell how it does on others.",
        fitting(val_losses=on_train),
    ),
    Misconception(
        "train-after-the-epoch",
        "Your training loss is measured once more, after the epoch. Here it is the one that "
        "train_epoch returns: over the batches as they were met, in the midst of learning.",
        fitting(train_losses=on_train),
    ),
    Misconception(
        "train-before-the-epoch",
        "Your training loss is measured on all examples before the epoch. Here it is the one that "
        "train_epoch returns: over the batches as they were met, in the midst of learning.",
        fitting(train_losses=on_train_before),
    ),
    Misconception(
        "mean-of-batches",
        "You take validation in batches and average their losses, so an example in a short batch "
        "counts more. The loss on all of val is one call.",
        fitting(val_losses=mean_of_batches),
    ),
    Misconception(
        "first-batch-of-val",
        "The validation loss is that of the first batch of val. All of its examples count.",
        first_batch_of_val,
    ),
    Misconception(
        "lowest-so-far",
        "Your history holds the lowest validation loss so far, and so it never rises. It should "
        "tell what each epoch brought; the rise is what shows that a network learns by heart.",
        fitting(val_losses=lowest_so_far),
    ),
    Misconception(
        "one-entry-too-many",
        "Your validation history begins with the parameters that came in, and so has one entry too "
        "many. One entry an epoch is asked for.",
        fitting(
            val_losses=with_the_start,
            pick=lambda path, history: 1 + int(np.argmin(history["val"][1:])),
        ),
    ),
    Misconception(
        "histories-exchanged",
        "The two histories are exchanged: under train stand the validation losses, under val the "
        "training losses.",
        exchanged,
        joint=("train loss", "val loss"),
    ),
    Misconception(
        "last-loss-only",
        "Your history holds one number, the last. One entry an epoch is asked for: it is the curve "
        "that tells.",
        one_number_each,
    ),
    Misconception(
        "one-epoch-too-many", "You train one epoch longer than asked for.", fitting(more=1)
    ),
    Misconception(
        "one-epoch-too-few",
        "You train one epoch less than asked for. Where do your rounds begin, and where do they "
        "end?",
        fitting(more=-1),
    ),
    Misconception(
        "starts-over",
        "Every epoch begins again with the parameters that came in, so nothing is learnt beyond "
        "the first one. What an epoch returns is where the next begins.",
        fitting(start_over=True),
    ),
    Misconception(
        "learns-from-val",
        "The network learns from val. An example that it has learnt can no longer tell how it does "
        "on others.",
        fitting(learn=lambda train, val: val),
        joint=("times each example is used", "train loss"),
    ),
    Misconception(
        "learns-from-val",
        "The network learns from train and val together. An example that it has learnt can no "
        "longer tell how it does on others.",
        fitting(learn=both),
        joint=("times each example is used", "train loss"),
    ),
    Misconception(
        "one-step-an-epoch",
        "An epoch of yours is a single step. In an epoch every training example has its turn, a "
        "batch at a time, and there is a step for each batch.",
        fitting(epoch=epoch_by(all_at_once)),
    ),
    Misconception(
        "one-step-an-epoch",
        "An epoch of yours is a single step. In an epoch every training example has its turn, a "
        "batch at a time, and there is a step for each batch.",
        fitting(epoch=epoch_by(one_batch)),
    ),
    Misconception(
        "short-batch-left-out",
        "The examples that do not fill a batch are left out. The last batch of an epoch may be "
        "short.",
        fitting(epoch=epoch_by(full_ones)),
    ),
    Misconception(
        "same-order-every-epoch",
        "The examples come in the order of the data, in every epoch. They should come in a new "
        "order each time, from the generator.",
        fitting(epoch=epoch_by(in_order)),
    ),
    Misconception(
        "same-order-every-epoch",
        "The examples come in the same order in every epoch. They should come in a new one each "
        "time, from the generator that is passed in and goes on from epoch to epoch.",
        fitting(epoch=epoch_by(in_one_order)),
    ),
)
