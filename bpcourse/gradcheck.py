"""Gradients measured instead of derived, by finite differences.

x is taken in float64, whatever it comes in: the difference of two nearly equal numbers keeps
only their last digits. f is given a new array every time, so x stays as it was even if f changes
what it is given or fails half-way.
"""

import numpy as np

from .nn.checks import check_array, check_function, check_generator, check_number


def numerical_derivative(f, x, h=1e-5):
    """Measure the slope of f at x by a step to each side.

    Parameters
    ----------
    f : callable
        Takes one number and returns one.
    x : float
    h : float
        Length of the step.

    Returns
    -------
    float
        ``(f(x + h) - f(x - h)) / 2h``, the central difference.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what f returns, is not what it should be. An error in f itself
        passes through.

    Notes
    -----
    By Taylor's theorem the error is about ``h**2 f'''(x) / 6``; one-sided it would be
    ``h f''(x) / 2``. Rounding adds about ``1e-16 |f(x)| / h``, which grows as h shrinks: near
    h = 1e-5 the two are in balance. Press et al., *Numerical Recipes*, 3rd edition (2007),
    section 5.7.
    """
    check_function("f", f)
    x = float(check_array("x", x, ()))
    check_number("h", h, above=0)
    above = f(x + h)
    below = f(x - h)
    check_array("what f returns", above, ())
    return float((above - below) / (2 * h))


def numerical_gradient(f, x, h=1e-5):
    """Measure the gradient of f at x, one entry at a time.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape and returns one number.
    x : ndarray of any shape
    h : float
        Length of the step.

    Returns
    -------
    grad : ndarray of float64 of the shape of x
        ``grad[i] = (f(x + h e_i) - f(x - h e_i)) / 2h``, where ``e_i`` is 1 at entry i and 0
        elsewhere.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what f returns, is not what it should be. An error in f itself
        passes through.

    Notes
    -----
    f is evaluated twice for every entry of x: right for a small array, slow for a network.
    `directional_check` needs two evaluations altogether.
    """
    check_function("f", f)
    x = check_array("x", x, None).astype(np.float64)
    check_number("h", h, above=0)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        above = f(x + step)
        below = f(x - step)
        check_array("what f returns", above, ())
        grad[i] = (above - below) / (2 * h)
    return grad


def relative_error(a, b):
    """Say how far apart two arrays are, for their size.

    Parameters
    ----------
    a : ndarray of any shape
    b : ndarray of the shape of a

    Returns
    -------
    float
        ``|a - b| / max(|a| + |b|, 1e-12)``, where ``|.|`` is the length of all entries taken as
        one vector: 0 for equal arrays, 1 for opposite ones.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ, or an argument does not hold real numbers.

    Notes
    -----
    One number for the whole array. Entry by entry, an entry that is nearly 0 would look wrong
    for the rounding of the large ones beside it.
    """
    a = check_array("a", a, None).astype(np.float64)
    b = check_array("b", b, a.shape).astype(np.float64)
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / max(size, 1e-12))


def directional_check(f, x, grad, rng, h=1e-5):
    """Compare a gradient with the slope of f along one random direction.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape and returns one number.
    x : ndarray of any shape
    grad : ndarray of the shape of x
        The gradient of f at x that is to be checked.
    rng : numpy.random.Generator
        Draws the direction v from the standard normal distribution.
    h : float
        Length of the step, in units of v.

    Returns
    -------
    analytic : float
        ``sum(grad * v)``, the slope along v that the gradient promises.
    numeric : float
        ``(f(x + h v) - f(x - h v)) / 2h``, the slope that is there.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what f returns, is not what it should be. An error in f itself
        passes through.

    Notes
    -----
    Two evaluations of f, however large x is. A wrong gradient passes only if its error happens
    to be at a right angle to v, which for a random v has probability 0; a small error may still
    drown, so draw a few directions where much depends on it.
    """
    check_function("f", f)
    x = check_array("x", x, None).astype(np.float64)
    grad = check_array("grad", grad, x.shape)
    check_generator("rng", rng)
    check_number("h", h, above=0)
    v = rng.standard_normal(x.shape)
    above = f(x + h * v)
    below = f(x - h * v)
    check_array("what f returns", above, ())
    analytic = np.sum(grad * v)
    numeric = (above - below) / (2 * h)
    return float(analytic), float(numeric)
