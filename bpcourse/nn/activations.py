"""Activations: a function applied to every entry by itself, and its way back.

The backward pass of relu asks for the activation's input, those of sigmoid and tanh for its
output: in each case the derivative is shortest that way.
"""

import numpy as np

from .checked import Array, Like, checked


@checked(x=Array(...))
def relu(x):
    """Keep what is positive, and put 0 for the rest.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the shape of x
        ``max(x, 0)``, entry by entry.
    """
    return np.maximum(x, 0)


@checked(x=Array(...), dout=Like("x"))
def relu_backward(dout, x):
    """Send a gradient back through relu.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to relu's output.
    x : ndarray of the shape of dout
        What relu was given.

    Returns
    -------
    dx : ndarray of the shape of x
        ``dout`` where x is positive, 0 elsewhere. At x = 0 exactly, where relu has no
        derivative, 0 is returned.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    return dout * (x > 0)


@checked(x=Array(...))
def sigmoid(x):
    """Squeeze any number into (0, 1).

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the shape of x
        ``1 / (1 + exp(-x))``, entry by entry.

    Notes
    -----
    exp is only ever taken of ``-|x|``, which cannot overflow: for negative x the same fraction
    is written as ``exp(x) / (1 + exp(x))``.
    """
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


@checked(out=Array(...), dout=Like("out"))
def sigmoid_backward(dout, out):
    """Send a gradient back through the sigmoid.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the sigmoid's output.
    out : ndarray of the shape of dout
        What the sigmoid returned.

    Returns
    -------
    dx : ndarray of the shape of out
        dout times the sigmoid's slope, which is the output times what it lacks to 1.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    return dout * out * (1 - out)


@checked(x=Array(...))
def tanh(x):
    """Squeeze any number into (-1, 1).

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the shape of x
        The hyperbolic tangent, entry by entry.
    """
    return np.tanh(x)


@checked(out=Array(...), dout=Like("out"))
def tanh_backward(dout, out):
    """Send a gradient back through tanh.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to tanh's output.
    out : ndarray of the shape of dout
        What tanh returned.

    Returns
    -------
    dx : ndarray of the shape of out
        dout times the slope of tanh, which is what the output's square lacks to 1.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    return dout * (1 - out**2)
