"""Losses: how wrong a prediction is, as one number, and which way is less wrong."""

import numpy as np

from .checked import Array, Labels, Like, checked


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
        ``2 (pred - target) / pred.size``: the mean runs over all entries, so every entry has
        the same share.

    Raises
    ------
    ValueError
        If the shapes differ, or there is nothing to take the mean of.
    """
    return 2 * (pred - target) / pred.size


@checked(x=Array("N", "C"))
def logsumexp(x):
    """Logarithm of the sum of exponentials of each row, without overflow.

    Parameters
    ----------
    x : ndarray of shape (N, C)

    Returns
    -------
    out : ndarray of shape (N,)
        ``log(sum over c of exp(x[n, c]))``.

    Notes
    -----
    Taking the row's maximum m out of the sum, ``m + log(sum exp(x - m))``, leaves the value as
    it is and no exponent above 0. Blanchard, Higham and Higham, *Accurately computing the
    log-sum-exp and softmax functions* (2021).
    """
    m = x.max(axis=1, keepdims=True)
    return (m + np.log(np.exp(x - m).sum(axis=1, keepdims=True)))[:, 0]


@checked(x=Array("N", "C"))
def softmax(x):
    """Turn each row of numbers into probabilities.

    Parameters
    ----------
    x : ndarray of shape (N, C)
        Logits.

    Returns
    -------
    p : ndarray of shape (N, C)
        ``exp(x[n, c]) / sum over k of exp(x[n, k])``: positive, each row sums to 1.
    """
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


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
