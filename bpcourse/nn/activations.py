"""Activations: a function applied to every entry by itself, and its way back.

The backward passes of sigmoid and tanh ask for the activation's output, the others for its
input: in each case the derivative is shortest that way. Softmax, which ties the entries of a row
together, is in `probabilities.py`.
"""

import math

import numpy as np

from .checked import Array, Like, Number, checked


@checked(x=Array(...))
def relu(x):
    """Keep what is positive, and put 0 for the rest.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the shape of x
        The larger of x and 0, entry by entry.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.3.1.
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
    # A negative gradient that is stopped becomes -0.0, which equals 0. np.where would give 0.0,
    # and take 1.1 to 3.4 times as long.
    return dout * (x > 0)


@checked(x=Array(...), slope=Number(at_least=0))
def leaky_relu(x, slope=0.01):
    """Keep what is positive, and let a little of the rest through.

    Parameters
    ----------
    x : ndarray of any shape
    slope : float
        How steep it is for negative x: 0 gives relu.

    Returns
    -------
    out : ndarray of the shape of x
        x where it is positive, slope times x elsewhere.

    Raises
    ------
    ValueError
        If slope is negative.

    Notes
    -----
    Where relu is flat no gradient passes, and a unit that is negative for every example stays
    so. Maas, Hannun and Ng, *Rectifier nonlinearities improve neural network acoustic models*
    (2013), section 2.
    """
    return np.where(x > 0, x, slope * x)


@checked(x=Array(...), dout=Like("x"), slope=Number(at_least=0))
def leaky_relu_backward(dout, x, slope=0.01):
    """Send a gradient back through leaky relu.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to the output of leaky relu.
    x : ndarray of the shape of dout
        What leaky relu was given.
    slope : float
        The slope that it was given.

    Returns
    -------
    dx : ndarray of the shape of x
        dout where x is positive, slope times dout elsewhere, at x = 0 too.

    Raises
    ------
    ValueError
        If the shapes differ, or slope is negative.
    """
    return np.where(x > 0, dout, slope * dout)


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
    is written as ``exp(x) / (1 + exp(x))``. In the lesson 01_forward it stands as defined above,
    and overflows on the way to the right 0. Goodfellow, Bengio and Courville, *Deep Learning*
    (2016), section 6.3.2.
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

    Notes
    -----
    ``tanh(x) = 2 sigmoid(2 x) - 1``: the sigmoid, stretched until it is centred on 0.
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.3.2.
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


GELU_SCALE = math.sqrt(2 / math.pi)
GELU_CUBE = 0.044715


@checked(x=Array(...))
def gelu(x):
    """Let through of x the more, the larger it is: relu with its corner rounded off.

    Parameters
    ----------
    x : ndarray of any shape

    Returns
    -------
    out : ndarray of the shape of x
        ``x/2 (1 + tanh u)`` with ``u = sqrt(2/pi) (x + 0.044715 x^3)``, entry by entry.

    Notes
    -----
    The exact gelu is x times the probability that a standard normal number lies below x. This
    is its usual approximation; they differ by less than 0.0005. Hendrycks and Gimpel, *Gaussian
    error linear units* (2016), section 2.
    """
    u = GELU_SCALE * x * (1 + GELU_CUBE * x**2)  # x**3 takes dozens of times as long as x**2
    return x / 2 * (1 + np.tanh(u))


@checked(x=Array(...), dout=Like("x"))
def gelu_backward(dout, x):
    """Send a gradient back through gelu.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to gelu's output.
    x : ndarray of the shape of dout
        What gelu was given.

    Returns
    -------
    dx : ndarray of the shape of x
        dout times the slope of gelu, ``(1 + tanh u)/2 + x/2 (1 - tanh^2 u) u'`` with
        ``u' = sqrt(2/pi) (1 + 3 * 0.044715 x^2)``.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    x enters twice, as a factor and inside tanh: one term each, by the product rule.
    """
    u = GELU_SCALE * x * (1 + GELU_CUBE * x**2)
    u_slope = GELU_SCALE * (1 + 3 * GELU_CUBE * x**2)
    t = np.tanh(u)
    return dout * ((1 + t) / 2 + x / 2 * (1 - t**2) * u_slope)
