"""Points in the plane, each with its class, drawn from a formula that you can picture.

Classes are balanced (their sizes differ by one at most) and in random order, so that the first
80 of 100 examples are as good a choice as any. Nearly all coordinates lie between -2.5 and 2.5,
unless you ask for more noise. The same Generator in the same state gives the same points,
whatever else runs. Noise is drawn last: the same state with another noise moves each point along
a line of its own.
"""

import numpy as np

from bpcourse.nn.checked import Count, Generator, Number, checked
from bpcourse.nn.checks import check_count


@checked(rng=Generator(), noise=Number(at_least=0))
def make_moons(n, rng, noise=0.1):
    """Draw two half circles, each with one tip inside the other.

    A first taste of a curved boundary: a network without a hidden layer gets about 7 of 8
    examples right, one with sixteen hidden units nearly all.

    Parameters
    ----------
    n : int
        Number of examples, at least 2.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of what is added to each coordinate, at least 0.

    Returns
    -------
    x : ndarray of float64 of shape (n, 2)
    y : ndarray of int of shape (n,)
        0 for the upper moon, 1 for the lower.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, class 0 lies at ``(cos t - 1/2, sin t - 1/4)``, with t uniform from 0 to pi,
    and class 1 at minus that: half circles of radius 1 around (-1/2, -1/4) and (1/2, 1/4).
    """
    y = _balanced_labels(n, 2, rng)
    side = 1 - 2 * y
    t = rng.uniform(0, np.pi, n)
    return _noisy_points(side * (np.cos(t) - 1 / 2), side * (np.sin(t) - 1 / 4), noise, rng), y


@checked(rng=Generator(), noise=Number(at_least=0))
def make_circles(n, rng, noise=0.15):
    """Draw a small circle inside a large one.

    A network without a hidden layer ends at a guess, while one new feature, the distance from
    the centre, would settle it. Eight hidden units learn it without being told.

    Parameters
    ----------
    n : int
        Number of examples, at least 2.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of what is added to each coordinate, at least 0.

    Returns
    -------
    x : ndarray of float64 of shape (n, 2)
    y : ndarray of int of shape (n,)
        0 for the inner circle, 1 for the outer.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, a point lies at ``(r cos t, r sin t)`` with ``r = y + 1/2`` and t uniform
    from 0 to 2 pi.
    """
    y = _balanced_labels(n, 2, rng)
    r = y + 1 / 2
    t = rng.uniform(0, 2 * np.pi, n)
    return _noisy_points(r * np.cos(t), r * np.sin(t), noise, rng), y


@checked(rng=Generator(), classes=Count(at_least=2), noise=Number(at_least=0))
def make_spirals(n, rng, classes=2, noise=0.1):
    """Draw spirals that are wound into each other, one a class.

    The hardest picture here, for lessons on width, optimizers and overfitting: sixteen hidden
    units learn two spirals, and each further spiral makes it harder.

    Parameters
    ----------
    n : int
        Number of examples, at least one a class.
    rng : numpy.random.Generator
    classes : int
        Number of spirals, at least 2.
    noise : float
        Standard deviation of what is added to each coordinate, at least 0.

    Returns
    -------
    x : ndarray of float64 of shape (n, 2)
    y : ndarray of int of shape (n,)
        The spiral, 0 to classes - 1, counted anticlockwise.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, a point lies at ``(r cos t, r sin t)`` with r uniform from 1/4 to 2 and
    ``t = pi r + 2 pi y / classes``: a whole turn would take it 2 further out. After K. Lang and
    M. Witbrock, *Learning to tell two spirals apart*, Proceedings of the 1988 Connectionist
    Models Summer School.
    """
    y = _balanced_labels(n, classes, rng)
    r = rng.uniform(1 / 4, 2, n)
    t = np.pi * r + 2 * np.pi * y / classes
    return _noisy_points(r * np.cos(t), r * np.sin(t), noise, rng), y


@checked(rng=Generator(), noise=Number(at_least=0))
def make_xor(n, rng, noise=0.3):
    """Draw four clouds at the corners of a square, equal classes at opposite corners.

    The smallest problem that no single neuron solves and two layers do: four hidden units are
    enough. With ``n=4`` and ``noise=0`` it is the truth table of *exclusive or*, with -1 and 1
    for false and true.

    Parameters
    ----------
    n : int
        Number of examples, at least 4.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of what is added to each coordinate, at least 0.

    Returns
    -------
    x : ndarray of float64 of shape (n, 2)
    y : ndarray of int of shape (n,)
        1 where the two coordinates of the corner differ in sign, 0 where they agree.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, the points are (-1, -1), (-1, 1), (1, -1) and (1, 1), each equally often up
    to one. M. Minsky and S. Papert, *Perceptrons* (1969), show what one neuron cannot do.
    """
    corner = _balanced_labels(n, 4, rng)
    first, second = 2 * (corner // 2) - 1, 2 * (corner % 2) - 1
    y = (first != second).astype(np.int64)
    return _noisy_points(first, second, noise, rng), y


@checked(rng=Generator(), classes=Count(at_least=2), noise=Number(at_least=0))
def make_blobs(n, rng, classes=3, noise=0.3):
    """Draw round clouds whose centres stand on a circle, one a class.

    The easy case: straight lines separate it, so that even a network without a hidden layer
    learns it. With more classes or more noise the clouds overlap, and no model gets them all.

    Parameters
    ----------
    n : int
        Number of examples, at least one a class.
    rng : numpy.random.Generator
    classes : int
        Number of clouds, at least 2.
    noise : float
        Standard deviation of what is added to each coordinate, at least 0.

    Returns
    -------
    x : ndarray of float64 of shape (n, 2)
    y : ndarray of int of shape (n,)
        The cloud, 0 to classes - 1, counted anticlockwise.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be.

    Notes
    -----
    Without noise, a point lies at ``(3/2 cos t, 3/2 sin t)`` with ``t = 2 pi y / classes``.
    """
    y = _balanced_labels(n, classes, rng)
    t = 2 * np.pi * y / classes
    return _noisy_points(3 / 2 * np.cos(t), 3 / 2 * np.sin(t), noise, rng), y


def _balanced_labels(n, classes, rng):
    check_count("n", n, at_least=classes)
    return rng.permutation(np.arange(n, dtype=np.int64) % classes)


def _noisy_points(first, second, noise, rng):
    x = np.stack([first, second], axis=1)
    return x + noise * rng.standard_normal(x.shape)
