"""Training: a step, an epoch, and when to stop.

Every function takes `loss_and_grads`, a function of (params, x, y) that returns the loss of a
batch and the gradients as a dict with the names of params. Where it comes from does not matter.
"""

import numpy as np

from .checked import Count, Generator, Grads, Number, Params, checked
from .training_rules import LossAndGrads, Pair, Rows


@checked(params=Params(), grads=Grads("params"), lr=Number(above=0))
def gradient_step(params, grads, lr):
    """Take one step downhill.

    Parameters
    ----------
    params : dict of str to ndarray
        The parameters by name. They are left as they are.
    grads : dict of str to ndarray
        The gradient of the loss with respect to each of them.
    lr : float
        The learning rate, above 0: how far to go.

    Returns
    -------
    params : dict of str to ndarray
        New arrays under the same names, each moved against its gradient:
        ``w[i, j]`` becomes ``w[i, j] - lr dL/dw[i, j]``.

    Raises
    ------
    ValueError
        If a name or a shape differs between params and grads, or lr is not above 0.
    TypeError
        If an argument is of another type.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 4.3.
    """
    return {name: w - lr * grads[name] for name, w in params.items()}


@checked(x=Rows("N"), y=Rows("N"), batch_size=Count(), rng=Generator())
def iterate_minibatches(x, y, batch_size, rng):
    """Deal all examples out, shuffled, in batches.

    Parameters
    ----------
    x : ndarray of shape (N, ...)
    y : ndarray of shape (N, ...)
        What belongs to each example: its label, or its target.
    batch_size : int
        Examples a batch. If it does not divide N, the last batch is short.
    rng : numpy.random.Generator
        Where the order comes from. Each call draws a new one.

    Yields
    ------
    x_batch : ndarray of shape (batch_size, ...)
    y_batch : ndarray of shape (batch_size, ...)
        Copies: what you do to a batch leaves x and y alone.

    Raises
    ------
    ValueError
        If x and y do not hold the same number of examples, or batch_size is below 1.
    TypeError
        If an argument is of another type.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 8.1.3, where shuffling is
    argued for as well.
    """
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        batch = order[start : start + batch_size]
        yield x[batch], y[batch]


@checked(
    loss_and_grads=LossAndGrads(),
    params=Params(),
    x=Rows("N", filled=True),
    y=Rows("N"),
    lr=Number(above=0),
    batch_size=Count(),
    rng=Generator(),
)
def train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng):
    """Show every example once: a gradient step a mini-batch.

    Parameters
    ----------
    loss_and_grads : function
        Takes (params, x, y), returns (loss, grads).
    params : dict of str to ndarray
        Where to start. They are left as they are.
    x : ndarray of shape (N, ...)
    y : ndarray of shape (N, ...)
    lr : float
        The learning rate, above 0.
    batch_size : int
        N is gradient descent on the whole batch, 1 is stochastic gradient descent.
    rng : numpy.random.Generator
        Where the order of the examples comes from.

    Returns
    -------
    params : dict of str to ndarray
        After the last step.
    mean_loss : float
        The mean over all N examples. Each batch's loss is taken before its step, and counts as
        often as the batch has examples: a short last batch weighs less.

    Raises
    ------
    ValueError
        If x and y do not hold the same number of examples, or none, a number is out of bounds, or
        the names or shapes of the gradients are not those of params.
    TypeError
        If an argument, or what loss_and_grads returns, is of another type.

    Notes
    -----
    In the lesson 07_gradient_descent the mean is what NumPy makes of it; here a Python float.
    """
    total = 0.0
    for x_batch, y_batch in iterate_minibatches(x, y, batch_size, rng):
        loss, grads = loss_and_grads(params, x_batch, y_batch)
        params = gradient_step(params, grads, lr)
        total += loss * len(x_batch)
    return params, float(total / len(x))


@checked(
    loss_and_grads=LossAndGrads(),
    params=Params(),
    x=Rows("N", filled=True),
    y=Rows("N"),
    lr=Number(above=0),
    batch_size=Count(),
    threshold=Number(),
    max_epochs=Count(),
    rng=Generator(),
)
def train_until(loss_and_grads, params, x, y, lr, batch_size, threshold, max_epochs, rng):
    """Train until the loss is low enough, or `max_epochs` are over.

    Parameters
    ----------
    loss_and_grads, params, x, y, lr, batch_size, rng
        As in `train_epoch`.
    threshold : float
        Stop after the first epoch whose mean loss is below it.
    max_epochs : int
        Stop after so many epochs in any case.

    Returns
    -------
    params : dict of str to ndarray
        After the last epoch.
    history : list of float
        The mean loss of each epoch, that of the last one too.

    Raises
    ------
    ValueError, TypeError
        As in `train_epoch`.

    Notes
    -----
    Other words for two names in the lesson 07_gradient_descent, the same loop.
    """
    history = []
    for _ in range(max_epochs):
        params, mean_loss = train_epoch(loss_and_grads, params, x, y, lr, batch_size, rng)
        history.append(mean_loss)
        if mean_loss < threshold:
            break
    return params, history


@checked(
    loss_and_grads=LossAndGrads(),
    params=Params(),
    train=Pair(),
    val=Pair(),
    lr=Number(above=0),
    batch_size=Count(),
    epochs=Count(),
    rng=Generator(),
)
def fit(loss_and_grads, params, train, val, lr, batch_size, epochs, rng):
    """Train on one set of examples, and keep what did best on another.

    Parameters
    ----------
    loss_and_grads : function
        Takes (params, x, y), returns (loss, grads).
    params : dict of str to ndarray
        Where to start. They are left as they are.
    train : tuple
        The pair (x, y) to learn from.
    val : tuple
        The pair (x, y) to judge by. Nothing is learnt from it.
    lr : float
        The learning rate, above 0.
    batch_size : int
    epochs : int
    rng : numpy.random.Generator
        Where the order of the examples comes from.

    Returns
    -------
    params : dict of str to ndarray
        A copy of those after the epoch with the lowest validation loss, the earlier one of two
        that are equal. Those given do not count. A loss that is NaN or infinite is never the
        lowest: if there is no other, you get the parameters after the last epoch.
    history : dict of str to list of float
        One entry an epoch: "train" is the mean loss that `train_epoch` returns, "val" the loss
        on all of val after the epoch.

    Raises
    ------
    ValueError, TypeError
        As in `train_epoch`; also if train or val is not a pair (x, y).

    Notes
    -----
    "train" is taken while the parameters still change, "val" afterwards: early in the training
    "val" may well be the lower one. Keeping the best epoch is early stopping without the stop:
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 7.8.
    """
    best, lowest = None, np.inf
    history = {"train": [], "val": []}
    for _ in range(epochs):
        params, train_loss = train_epoch(loss_and_grads, params, *train, lr, batch_size, rng)
        val_loss, _ = loss_and_grads(params, *val)
        history["train"].append(train_loss)
        history["val"].append(float(val_loss))
        if val_loss < lowest:
            best, lowest = {name: w.copy() for name, w in params.items()}, val_loss
    return best or params, history
