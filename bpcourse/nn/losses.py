"""Losses: how wrong a prediction is, as one number, and which way is less wrong."""

import numpy as np

from .activations import sigmoid
from .checked import Array, Chances, Labels, Like, checked
from .probabilities import logsumexp, softmax


@checked(pred=Array(..., filled=True), target=Like("pred"))
def mse_loss(pred, target):
    """Mean squared error.

    Parameters
    ----------
    pred : ndarray of any shape
    target : ndarray of the shape of pred

    Returns
    -------
    loss : float
        The mean of ``(pred - target)**2`` over all entries, with no factor 1/2.

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing to take the mean of.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 5.1.4.
    """
    return float(np.mean((pred - target) ** 2))


@checked(pred=Array(..., filled=True), target=Like("pred"))
def mse_loss_backward(pred, target):
    """Gradient of `mse_loss` with respect to the prediction.

    Parameters
    ----------
    pred : ndarray of any shape
    target : ndarray of the shape of pred

    Returns
    -------
    dpred : ndarray of the shape of pred
        Twice each entry's error over the number of entries: the mean runs over all of them, so
        every entry has the same share.

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing to take the mean of.
    """
    return 2 * (pred - target) / pred.size


@checked(logits=Array("N", "C", filled=True), y=Labels("N", "C"))
def cross_entropy(logits, y):
    """Mean cross-entropy of softmax probabilities against integer labels.

    Parameters
    ----------
    logits : ndarray of shape (N, C)
    y : ndarray of int of shape (N,)
        The true class of each example, in 0..C-1.

    Returns
    -------
    loss : float
        The mean over the batch of ``-log softmax(logits)[n, y[n]]``.

    Raises
    ------
    ValueError
        If a shape does not fit, a label is out of range, or the batch is empty.
    TypeError
        If the labels are not integers.
    """
    N = len(y)
    return float(np.mean(logsumexp(logits) - logits[np.arange(N), y]))


@checked(logits=Array("N", "C", filled=True), y=Labels("N", "C"))
def cross_entropy_backward(logits, y):
    """Gradient of `cross_entropy` with respect to the logits.

    Parameters
    ----------
    logits : ndarray of shape (N, C)
    y : ndarray of int of shape (N,)
        The true class of each example, in 0..C-1.

    Returns
    -------
    dlogits : ndarray of shape (N, C)
        ``(p - 1 at the true class) / N`` with ``p = softmax(logits)``.

    Raises
    ------
    ValueError
        If a shape does not fit, a label is out of range, or the batch is empty.
    TypeError
        If the labels are not integers.

    Notes
    -----
    The loss of one example is ``logsumexp(logits) - logits[y]``. The derivative of the first
    term is the softmax, that of the second is 1 at y and 0 elsewhere. Bishop, *Pattern
    Recognition and Machine Learning* (2006), section 4.3.4.
    """
    N = len(y)
    dlogits = softmax(logits)
    dlogits[np.arange(N), y] -= 1
    return dlogits / N


@checked(logits=Array("N", filled=True), y=Chances("logits"))
def binary_cross_entropy(logits, y):
    """Mean cross-entropy of sigmoid probabilities against labels of two classes.

    Parameters
    ----------
    logits : ndarray of shape (N,)
    y : ndarray of shape (N,)
        0 or 1, the true class of each example, as integers, booleans or floats; a number between
        is the probability of class 1.

    Returns
    -------
    loss : float
        The mean over the batch of ``-y[n] log p[n] - (1 - y[n]) log(1 - p[n])``, where p is the
        sigmoid of the logits.

    Raises
    ------
    ValueError
        If the shapes differ, a label is out of range, or the batch is empty.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    For a logit z, ``-log(1 - p) = log(e^0 + e^z)`` and ``-log p`` is less than that by z, so the
    loss of one example is ``log(e^0 + e^z) - y z``: `cross_entropy` with the logits 0 and z.
    As in `logsumexp`, the larger of 0 and z is taken out of the sum, so that no large z
    overflows; and no p that was rounded to 0 or 1 meets a logarithm. Bishop, *Pattern
    Recognition and Machine Learning* (2006), section 4.3.2.
    """
    losses = np.maximum(logits, 0) - y * logits + np.log1p(np.exp(-np.abs(logits)))
    return float(np.mean(losses))


@checked(logits=Array("N", filled=True), y=Chances("logits"))
def binary_cross_entropy_backward(logits, y):
    """Gradient of `binary_cross_entropy` with respect to the logits.

    Parameters
    ----------
    logits : ndarray of shape (N,)
    y : ndarray of shape (N,)
        0 or 1, the true class of each example; a number between is the probability of class 1.

    Returns
    -------
    dlogits : ndarray of shape (N,)
        The probability of class 1 less the truth, over N.

    Raises
    ------
    ValueError
        If the shapes differ, a label is out of range, or the batch is empty.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    The derivative of ``log(e^0 + e^z)`` is the sigmoid of z, that of ``y z`` is y. Bishop,
    *Pattern Recognition and Machine Learning* (2006), section 4.3.2.
    """
    return (sigmoid(logits) - y) / len(y)
