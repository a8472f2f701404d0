"""The known mistakes of train_epoch. Each is right but for one thing."""

import numpy as np

from bpcourse import nn

from ..model import Misconception


def wrong_mean(make):
    """The right steps, and a loss that ``make(losses, sizes, batch_size)`` returns."""

    def epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
        losses, sizes = [], []
        for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
            loss, grads = loss_and_grads(params, x_batch, y_batch)
            params = nn.gradient_step(params, grads, lr)
            losses.append(loss)
            sizes.append(len(y_batch))
        return params, make(np.array(losses), np.array(sizes), batch_size)

    return epoch


def wrong_step(step):
    """Another step: ``step(params, grads, lr)``."""

    def epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
        total = 0.0
        for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
            loss, grads = loss_and_grads(params, x_batch, y_batch)
            params = {name: step(w, grads[name], lr) for name, w in params.items()}
            total += loss * len(y_batch)
        return params, total / len(y)

    return epoch


def wrong_batches(make):
    """Other batches: ``make(x, y, batch_size, rng)``."""

    def epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
        total = seen = 0.0
        for x_batch, y_batch in make(x, y, batch_size, rng):
            loss, grads = loss_and_grads(params, x_batch, y_batch)
            params = nn.gradient_step(params, grads, lr)
            total += loss * len(y_batch)
            seen += len(y_batch)
        return params, total / seen

    return epoch


def starting_again(loss_and_grads, params, x, y, lr, batch_size, rng):
    total, new = 0.0, params
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        new = nn.gradient_step(params, grads, lr)
        total += loss * len(y_batch)
    return new, total / len(y)


def steps_lost(loss_and_grads, params, x, y, lr, batch_size, rng):
    total, new = 0.0, params
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(new, x_batch, y_batch)
        new = nn.gradient_step(new, grads, lr)
        total += loss * len(y_batch)
    return params, total / len(y)


def one_step_an_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    total, sums = 0.0, {name: 0 * w for name, w in params.items()}
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        sums = {name: sums[name] + g for name, g in grads.items()}
        total += loss * len(y_batch)
    return nn.gradient_step(params, sums, lr), total / len(y)


def stale_gradient(loss_and_grads, params, x, y, lr, batch_size, rng):
    total, grads = 0.0, None
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        loss, new = loss_and_grads(params, x_batch, y_batch)
        grads = new if grads is None else grads
        params = nn.gradient_step(params, grads, lr)
        total += loss * len(y_batch)
    return params, total / len(y)


def loss_after_each_step(loss_and_grads, params, x, y, lr, batch_size, rng):
    total = 0.0
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        _, grads = loss_and_grads(params, x_batch, y_batch)
        params = nn.gradient_step(params, grads, lr)
        total += loss_and_grads(params, x_batch, y_batch)[0] * len(y_batch)
    return params, total / len(y)


def loss_after_the_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        _, grads = loss_and_grads(params, x_batch, y_batch)
        params = nn.gradient_step(params, grads, lr)
    return params, loss_and_grads(params, x, y)[0]


def loss_before_the_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    start, _ = loss_and_grads(params, x, y)
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        _, grads = loss_and_grads(params, x_batch, y_batch)
        params = nn.gradient_step(params, grads, lr)
    return params, start


def in_order(x, y, batch_size, rng):
    for start in range(0, len(y), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


def whole_set(x, y, batch_size, rng):
    return [(x, y) for _ in range(0, len(y), batch_size)]


def whole_set_once(x, y, batch_size, rng):
    return [(x, y)]


def first_only(x, y, batch_size, rng):
    return list(nn.iterate_minibatches(x, y, batch_size, rng))[:1]


def all_but_short(x, y, batch_size, rng):
    batches = list(nn.iterate_minibatches(x, y, batch_size, rng))
    return [pair for pair in batches if len(pair[1]) == batch_size] or batches


def drawn_again(x, y, batch_size, rng):
    for start in range(0, len(y), batch_size):
        size = min(batch_size, len(y) - start)
        batch = rng.integers(0, len(y), size)
        yield x[batch], y[batch]


def one_by_one(x, y, batch_size, rng):
    return nn.iterate_minibatches(x, y, 1, rng)


def torn_apart(x, y, batch_size, rng):
    for x_batch, y_batch in nn.iterate_minibatches(x, y, batch_size, rng):
        yield x_batch, np.roll(y_batch, 1)


WEIGHTS = (
    "A short last batch counts too much: your mean is taken over the batches. Each batch should "
    "count as often as it has examples."
)
NOT_DIVIDED = (
    "Your loss is a sum, not a mean: it would grow with the number of examples, and could not be "
    "compared between sets."
)
AGAIN = (
    "You ask for the loss after the step. Each batch's loss is noted before its step, when it is "
    "there anyway: asking again costs a second pass through all examples."
)
ONE_STEP = (
    "All gradients are taken at the params of the beginning. Each batch makes a step of its own, "
    "and the next one already sees the new params: that is what mini-batches are for."
)

MISCONCEPTIONS = (
    Misconception("mean-over-batches", WEIGHTS, wrong_mean(lambda ls, ns, b: ls.mean())),
    Misconception("loss-summed", NOT_DIVIDED, wrong_mean(lambda ls, ns, b: ls @ ns)),
    Misconception("loss-summed", NOT_DIVIDED, wrong_mean(lambda ls, ns, b: ls.sum())),
    Misconception(
        "unweighted-over-examples",
        "The losses of the batches are added as they are, and divided by the number of examples. "
        "Each is a mean already; it should count as often as its batch has examples.",
        wrong_mean(lambda ls, ns, b: ls.sum() / ns.sum()),
    ),
    Misconception(
        "weighted-by-batch-size",
        "Every batch counts batch_size times, the short last one too. It should count as often as "
        "it really has examples.",
        wrong_mean(lambda ls, ns, b: ls.sum() * b / ns.sum()),
    ),
    Misconception(
        "last-batch-loss",
        "The loss that you return is that of the last batch. In the loop each batch adds its share "
        "to what is there.",
        wrong_mean(lambda ls, ns, b: ls[-1]),
    ),
    Misconception(
        "last-batch-loss",
        "The loss that you return is the last batch's share alone. In the loop each batch adds its "
        "share to what is there.",
        wrong_mean(lambda ls, ns, b: ls[-1] * ns[-1] / ns.sum()),
    ),
    Misconception(
        "first-batch-loss",
        "The loss that you return is that of the first batch. All examples have a share in it.",
        wrong_mean(lambda ls, ns, b: ls[0]),
    ),
    Misconception(
        "list-of-losses",
        "You return the losses of all batches. Asked for is one number, their mean over the "
        "examples.",
        wrong_mean(lambda ls, ns, b: np.append(ls, ls[0])),
    ),
    Misconception("loss-after-the-step", AGAIN, loss_after_each_step),
    Misconception(
        "loss-after-the-epoch",
        "Your loss is measured once more on all examples, after the last step. Asked for is the "
        "mean of what the batches had before their steps, which costs nothing.",
        loss_after_the_epoch,
    ),
    Misconception(
        "loss-before-the-epoch",
        "Your loss is measured on all examples before the first step. Asked for is the mean of "
        "what the batches had, each before its own step, which costs nothing.",
        loss_before_the_epoch,
    ),
    Misconception(
        "steps-not-carried-on",
        "Every batch starts from the params of the beginning again, so only the last step is "
        "kept. The next batch should see what the step before it has made.",
        starting_again,
    ),
    Misconception(
        "steps-lost",
        "The params that you return are the ones you were given. The steps were made, and what "
        "they led to goes nowhere.",
        steps_lost,
    ),
    Misconception("one-step-an-epoch", ONE_STEP, one_step_an_epoch),
    Misconception(
        "stale-gradient",
        "Every step uses the gradient of the first batch. Each batch has one of its own, taken "
        "where the params are then.",
        stale_gradient,
    ),
    Misconception(
        "uphill",
        "The steps go uphill. The gradient points where the loss grows, and you want it to fall.",
        wrong_step(lambda w, g, lr: w + lr * g),
    ),
    Misconception(
        "learning-rate-forgotten",
        "The steps are whole gradients: the learning rate has no say in them.",
        wrong_step(lambda w, g, lr: w - g),
    ),
    Misconception(
        "learning-rate-twice",
        "The learning rate is multiplied in twice, so the steps have the wrong length.",
        wrong_step(lambda w, g, lr: w - lr * lr * g),
    ),
    Misconception(
        "no-steps",
        "The params do not move from batch to batch. The losses are measured, and nothing is "
        "learnt from them.",
        wrong_step(lambda w, g, lr: w),
    ),
    Misconception(
        "params-replaced",
        "After a batch the params are the step itself, without the place from which it was made.",
        wrong_step(lambda w, g, lr: -lr * g),
    ),
    Misconception(
        "not-shuffled",
        "The batches are cut from x in the order in which it lies. If the examples of one class "
        "lie side by side, a batch sees only that class.",
        wrong_batches(in_order),
    ),
    Misconception(
        "whole-set-every-step",
        "Every step is made on all examples, as often as there are batches. A batch goes into "
        "loss_and_grads, not x and y as a whole.",
        wrong_batches(whole_set),
    ),
    Misconception(
        "one-large-batch",
        "batch_size has no say: one step is made on all examples together.",
        wrong_batches(whole_set_once),
    ),
    Misconception(
        "first-batch-only",
        "The epoch ends after the first batch. See what in your function stands inside the loop, "
        "and what after it.",
        wrong_batches(first_only),
    ),
    Misconception(
        "short-batch-dropped",
        "The examples that do not fill a whole batch are left out. The last batch may be short, "
        "but it is learnt from too.",
        wrong_batches(all_but_short),
    ),
    Misconception(
        "drawn-with-replacement",
        "Each batch is drawn from all examples, so some come twice in an epoch and others not at "
        "all. In an epoch every example has its turn once.",
        wrong_batches(drawn_again),
    ),
    Misconception(
        "one-at-a-time",
        "batch_size has no say: a step is made for every single example.",
        wrong_batches(one_by_one),
    ),
    Misconception(
        "labels-shifted",
        "The labels no longer stand beside their examples: x and y do not come in the same order.",
        wrong_batches(torn_apart),
    ),
)
