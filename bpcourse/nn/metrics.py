"""Metrics: how often a classifier is right, and what it takes for what."""

import numpy as np

from .checked import Array, Count, Labels, checked


@checked(logits=Array("N", "C", filled=True), y=Labels("N", "C"))
def accuracy(logits, y):
    """Share of the examples whose highest logit is that of the true class.

    Parameters
    ----------
    logits : ndarray of shape (N, C)
        Probabilities will do as well: softmax leaves the order as it is.
    y : ndarray of int of shape (N,)
        The true class of each example, in 0..C-1.

    Returns
    -------
    share : float
        From 0 to 1. Of equal logits the first counts as the highest; NaN is higher than all.

    Raises
    ------
    ValueError
        If a shape does not fit, a label is out of range, or the batch is empty.
    TypeError
        If the labels are not integers.
    """
    pred = logits.argmax(axis=1)
    return float(np.mean(pred == y))


@checked(C=Count(), y=Labels("N", "C"), pred=Labels("N", "C"))
def confusion_matrix(y, pred, C):
    """Count how often each class was taken for each.

    Parameters
    ----------
    y : ndarray of int of shape (N,)
        The true class of each example, in 0..C-1.
    pred : ndarray of int of shape (N,)
        The class that was predicted, in 0..C-1.
    C : int
        The number of classes.

    Returns
    -------
    counts : ndarray of int of shape (C, C)
        ``counts[i, j]`` examples of class i were taken for class j: rows are the truth, columns
        the prediction, and what was right stands on the diagonal.

    Raises
    ------
    ValueError
        If a shape does not fit, or a label is out of range.
    TypeError
        If the labels are not integers.

    Notes
    -----
    Kohavi and Provost, *Glossary of terms* (1998), in Machine Learning 30.
    """
    counts = np.zeros((C, C), dtype=int)
    np.add.at(counts, (y, pred), 1)
    return counts
