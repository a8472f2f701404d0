"""Before training: examples set aside to judge by, and features brought to one scale."""

import numpy as np

from bpcourse.nn.checked import Generator, checked
from bpcourse.nn.checks import check_array, check_not_empty
from bpcourse.nn.training_rules import Rows


def _shares(name, value, known):
    """Rule of `checked`: three numbers, none below 0, that sum to 1."""
    shares = check_array(name, value, (3,)).tolist()
    if min(shares) < 0 or not np.isclose(sum(shares), 1):
        raise ValueError(f"{name} must be at least 0 and sum to 1, got {value}")
    return shares


@checked(x=Rows("N"), y=Rows("N"), fractions=_shares, rng=Generator())
def train_val_test_split(x, y, fractions, rng):
    """Divide examples at random into those to train with, to choose with, and to judge with.

    Parameters
    ----------
    x : ndarray of shape (N, ...)
        One example a row.
    y : ndarray of shape (N, ...)
        What belongs to each example: its label, or the numbers to predict.
    fractions : sequence of three floats
        The share of training, validation and test; they sum to 1.
    rng : numpy.random.Generator

    Returns
    -------
    train, val, test : tuple of two ndarrays
        ``(x, y)`` of each part. Every example is in exactly one part, beside its own y, in random
        order. The arrays are new and keep their types.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be, or a fraction above 0 is too small to give its
        part an example. A fraction of 0 is a way to say that you do without that part.

    Notes
    -----
    Training gets the fraction of N rounded to a whole number, validation likewise, test the rest.
    Halves are rounded to the even neighbour, as Python's ``round`` does: a quarter of 10 is 2,
    and of 14 it is 4. Should rounding up both leave too few, validation has what is left.
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd edition (2009),
    section 7.2, say why three.
    """
    N = len(x)
    n_train = round(fractions[0] * N)
    n_val = round(fractions[1] * N)
    order = rng.permutation(N)
    train, val, test = np.split(order, [n_train, n_train + n_val])
    check_no_part_is_empty(fractions, [train, val, test])
    return (x[train], y[train]), (x[val], y[val]), (x[test], y[test])


def check_no_part_is_empty(fractions, parts):
    """Say so if a fraction above 0 came to no example at all.

    Raises
    ------
    ValueError
        If it did.
    """
    N = sum(map(len, parts))
    for name, fraction, part in zip(["train", "val", "test"], fractions, parts, strict=True):
        if fraction > 0 and len(part) == 0:
            raise ValueError(f"{name} must not be empty, got {fraction:g} of {N} examples")


def standardize(train, *others):
    """Give every feature the mean 0 and the standard deviation 1, as measured in training.

    Parameters
    ----------
    train : ndarray of shape (N, D)
        One example a row, at least one; one feature a column.
    *others : ndarray of shape (any, D)
        Such as validation and test data.

    Returns
    -------
    tuple of ndarray
        The arrays given, train first, each with its shape: the mean taken off, and the rest
        divided by the standard deviation. Both come from train alone, for all arrays: what you
        validate or test with must not have a say in how the model sees the world.

    Raises
    ------
    TypeError, ValueError
        If an array does not hold real numbers, train is empty, or the features differ.

    Notes
    -----
    The standard deviation is that of the N training examples themselves: the root of the mean
    squared distance from the mean, with N below the line, not N - 1. A feature whose values in
    train are all equal tells nothing and becomes 0 in every array. LeCun, Bottou, Orr and
    Müller, *Efficient BackProp* (1998), section 4.3, say what it does for training.
    """
    train = check_array("train", train, ("N", "D"))
    check_not_empty("train", train)
    others = [
        check_array(f"others[{i}]", other, ("N", train.shape[1])) for i, other in enumerate(others)
    ]
    # Asked of the values: the standard deviation of equal values can come out as 1e-17.
    constant = np.all(train == train[0], axis=0)
    mean = train.mean(axis=0)
    std = np.where(constant, 1, train.std(axis=0))
    return tuple(np.where(constant, 0, (array - mean) / std) for array in (train, *others))
