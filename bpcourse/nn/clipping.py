"""Clipping: what to do about a gradient that is far too large.

A gradient that is not finite is passed on as it is: no clipping can mend it, and whoever trains
should get to see it.
"""

import math

import numpy as np

from .checked import Number, Params, checked


@checked(grads=Params(), limit=Number(above=0))
def clip_by_value(grads, limit):
    """Cut every entry of every gradient down to -limit..limit.

    Entries are cut one by one, so the gradient may point elsewhere afterwards.

    Parameters
    ----------
    grads : dict of str to ndarray
    limit : float
        The largest absolute value that is left.

    Returns
    -------
    grads : dict of str to ndarray
        New arrays under the same names.

    Raises
    ------
    TypeError
        If grads is not a dict of arrays of real numbers.
    ValueError
        If grads is empty, or limit not above 0.
    """
    return {name: np.clip(dw, -limit, limit) for name, dw in grads.items()}


@checked(grads=Params())
def global_norm(grads):
    """Length of all gradients together, taken as one long vector.

    Parameters
    ----------
    grads : dict of str to ndarray

    Returns
    -------
    norm : float
        The root of the sum of the squares of all entries of all arrays.

    Raises
    ------
    TypeError
        If grads is not a dict of arrays of real numbers.
    ValueError
        If grads is empty.

    Notes
    -----
    Where the squares overflow, they are taken of the entries divided by the largest of them.
    """
    arrays = list(grads.values())
    squares = sum(float(np.vdot(dw, dw)) for dw in arrays)
    if squares < math.inf or math.isnan(squares):
        return math.sqrt(squares)
    largest = max(float(np.abs(dw).max(initial=0)) for dw in arrays)
    if largest == math.inf:
        return largest
    return largest * math.sqrt(sum(float(np.vdot(dw / largest, dw / largest)) for dw in arrays))


@checked(grads=Params(), max_norm=Number(above=0))
def clip_by_global_norm(grads, max_norm):
    """Shorten all gradients by the same factor, so that together they are not too long.

    The direction of the step stays what it was. Gradients that are short enough keep their
    values.

    Parameters
    ----------
    grads : dict of str to ndarray
    max_norm : float
        The largest global norm that is left alone.

    Returns
    -------
    grads : dict of str to ndarray
        New arrays under the same names; their global norm is at most max_norm.
    norm : float
        The global norm before clipping.

    Raises
    ------
    TypeError
        If grads is not a dict of arrays of real numbers.
    ValueError
        If grads is empty, or max_norm not above 0.

    Notes
    -----
    Pascanu, Mikolov and Bengio, *On the difficulty of training recurrent neural networks*
    (2013), algorithm 1.
    """
    norm = global_norm.__wrapped__(grads)
    scale = max_norm / norm if max_norm < norm < math.inf else 1.0
    return {name: scale * dw for name, dw in grads.items()}, norm
