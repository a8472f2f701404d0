"""A curve to fit: numbers to predict, where the other data sets have classes."""

import numpy as np

from bpcourse.nn.checked import Count, Generator, Number, checked


@checked(n=Count(), rng=Generator(), noise=Number(at_least=0))
def noisy_sine(n, rng, noise=0.1):
    """Draw one period of a sine, with noise in what is to be predicted.

    For regression with the mean squared error, and for a fit that can be seen: eight hidden
    units follow the curve, and with few examples many units follow the noise.

    Parameters
    ----------
    n : int
        Number of examples, at least 1.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of what is added to y, at least 0. Its square is the mean squared
        error on new examples that no model beats on average.

    Returns
    -------
    x : ndarray of float64 of shape (n, 1)
        In random order.
    y : ndarray of float64 of shape (n, 1)

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, ``y = sin(pi x / 2)``, with x uniform from -2 to 2: 0 at both ends and in the
    middle, lowest at -1, highest at 1.
    """
    x = rng.uniform(-2, 2, (n, 1))
    return x, np.sin(np.pi * x / 2) + noise * rng.standard_normal((n, 1))
