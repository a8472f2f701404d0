"""From logits to probabilities: softmax, its way back, and its logarithm's denominator."""

import numpy as np

from .checked import Array, Like, checked


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

    Raises
    ------
    ValueError
        If x does not have two axes, or has no column.

    Notes
    -----
    Taking the row's maximum m out of the sum, ``m + log(sum exp(x - m))``, leaves the value as
    it is and no exponent above 0. Its gradient is the softmax. Blanchard, Higham and Higham,
    *Accurately computing the log-sum-exp and softmax functions* (2021).
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
        ``exp(x[n, c]) / sum over k of exp(x[n, k])``: never negative, each row sums to 1.

    Raises
    ------
    ValueError
        If x does not have two axes, or has no column.

    Notes
    -----
    A number added to a whole row changes nothing; taking off its maximum leaves no exponent
    above 0. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.2.
    """
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@checked(p=Array("N", "C"), dout=Like("p"))
def softmax_backward(dout, p):
    """Send a gradient back through softmax.

    Parameters
    ----------
    dout : ndarray of shape (N, C)
        Gradient of the loss with respect to the probabilities.
    p : ndarray of shape (N, C)
        What softmax returned.

    Returns
    -------
    dx : ndarray of shape (N, C)
        ``p[n, c]`` times what ``dout[n, c]`` has above the row's mean, the mean of ``dout[n, :]``
        with the weights ``p[n, :]``.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    One logit moves all probabilities of its row, which compete for a sum of 1: the derivative
    of ``p[k]`` with respect to ``x[c]`` is ``p[k] (1 - p[c])`` for k = c and ``-p[k] p[c]``
    otherwise. Summed over k with ``dout[k]`` this is the formula above, and the C-by-C matrix
    is never made. Bishop, *Pattern Recognition and Machine Learning* (2006), section 4.3.4.
    """
    mean = (dout * p).sum(axis=1, keepdims=True)
    return p * (dout - mean)
