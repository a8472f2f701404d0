"""Initializers: the weights that training starts from.

For a layer with D inputs and M outputs each returns an array of shape (D, M). D is the *fan-in*,
how many numbers are added up in one output; M is the *fan-out*. A bias starts at 0.
"""

import math

import numpy as np

from .checked import Count, Generator, Number, checked


@checked(D=Count(), M=Count())
def zeros_init(D, M, rng=None):
    """All weights 0: every unit of a layer then computes the same, and learns the same.

    Parameters
    ----------
    D, M : int
        Inputs and outputs of the layer.
    rng : numpy.random.Generator, optional
        Not used; it is here so that all initializers can be called alike.

    Returns
    -------
    w : ndarray of shape (D, M)

    Raises
    ------
    ValueError
        If D or M is below 1.
    """
    return np.zeros((D, M))


@checked(D=Count(), M=Count(), rng=Generator(), std=Number(at_least=0))
def normal_init(D, M, rng, std=0.01):
    """Weights from a normal distribution of one width, whatever the size of the layer.

    Parameters
    ----------
    D, M : int
        Inputs and outputs of the layer.
    rng : numpy.random.Generator
    std : float, default 0.01
        Standard deviation.

    Returns
    -------
    w : ndarray of shape (D, M)
        Mean 0, standard deviation std.

    Raises
    ------
    TypeError
        If rng is not a Generator.
    ValueError
        If D or M is below 1, or std below 0.
    """
    return std * rng.standard_normal((D, M))


@checked(D=Count(), M=Count(), rng=Generator())
def xavier_init(D, M, rng):
    """Weights for tanh: signals keep about their size forward, and gradients backward.

    Parameters
    ----------
    D, M : int
        Inputs and outputs of the layer.
    rng : numpy.random.Generator

    Returns
    -------
    w : ndarray of shape (D, M)
        Normal with mean 0. The *variance*, the square of the standard deviation, is 2 divided
        by the sum of fan-in and fan-out.

    Raises
    ------
    TypeError
        If rng is not a Generator.
    ValueError
        If D or M is below 1.

    Notes
    -----
    A variance of 1 / fan-in keeps the size of what goes forward, one of 1 / fan-out the size of
    what comes back; this is the compromise. It reckons with an activation whose slope at 0 is 1,
    as that of tanh. The sigmoid's is 1/4: there gradients still fade, layer by layer.

    Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*
    (2010), equation 12. Their equation 16 draws from a uniform distribution of that variance.
    """
    return math.sqrt(2 / (D + M)) * rng.standard_normal((D, M))


@checked(D=Count(), M=Count(), rng=Generator())
def he_init(D, M, rng):
    """Weights for relu, which silences half of what it is given.

    Parameters
    ----------
    D, M : int
        Inputs and outputs of the layer.
    rng : numpy.random.Generator

    Returns
    -------
    w : ndarray of shape (D, M)
        Normal with mean 0. The *variance*, the square of the standard deviation, is 2 divided
        by the fan-in: twice what a layer without relu needs.

    Raises
    ------
    TypeError
        If rng is not a Generator.
    ValueError
        If D or M is below 1.

    Notes
    -----
    He, Zhang, Ren and Sun, *Delving deep into rectifiers: surpassing human-level performance on
    ImageNet classification* (2015), equation 10.
    """
    return math.sqrt(2 / D) * rng.standard_normal((D, M))
