"""The slope of one number, and the gradient of an array, entry by entry."""

import warnings

import numpy as np

from ..nn.checked import Array, Function, Number, checked
from ..nn.checks import check_array

COMPLEX_STEP = 1e-20  # nothing is subtracted, so there is no step that is too short


@checked(f=Function(), x=Array(), h=Number(above=0))
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
        The central difference: the rise of f from h below x to h above it, over that way.

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
    section 5.7. In the lesson 03_gradient_check it takes x as it comes; here as a Python float.
    """
    x = float(x)
    above = f(x + h)
    below = f(x - h)
    check_array("what f returns", above, ())
    return float((above - below) / (2 * h))


@checked(f=Function(), x=Array(...), h=Number(above=0))
def numerical_gradient(f, x, h=1e-5, method="central"):
    """Measure the gradient of f at x, one entry at a time.

    Parameters
    ----------
    f : callable
        Takes an array of x's shape and returns one number.
    x : ndarray of any shape
    h : float
        Length of the step of the central difference.
    method : {"central", "complex"}
        A step to each side, or one into the complex plane.

    Returns
    -------
    grad : ndarray of float64 of the shape of x
        Entry i is the slope of f along ``e_i``, which is 1 at entry i and 0 elsewhere.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what f returns, is not what it should be; or if the complex step
        cannot work for this f. An error in f itself passes through.

    Notes
    -----
    f is evaluated twice for every entry of x, by the complex step once: right for a small array,
    slow for a network. `directional_check` needs two evaluations altogether.

    The complex step gives f the number ``x + ih`` and divides the imaginary part of the answer by
    h. By Taylor's theorem that is f'(x) but for ``h**2 f'''(x) / 6``, and since nothing is
    subtracted, h can be 1e-20 and the slope is right to the last digits. Squire and Trapp, *Using
    complex variables to estimate derivatives of real functions*, SIAM Review 40 (1998).

    It asks that f carries the imaginary part all the way, and much does not: ``abs``,
    ``np.linalg.norm``, ``.real``, and whatever turns its numbers into floats. The functions of
    `bpcourse.nn` accept real numbers only. Comparisons, as in a relu, order complex numbers by
    their real part in NumPy and are refused by Python's own numbers. An f that drops the
    imaginary part is refused in words, and so is a gradient that does not fit a central
    difference along one direction: that is what becomes of an f that drops a part of it.

    In the lesson 03_gradient_check there is no complex step, and x is taken as it comes.
    """
    if method not in ("central", "complex"):
        raise ValueError(f'method must be "central" or "complex", got {method!r}')
    x = x.astype(np.float64)
    if method == "complex":
        return complex_step(f, x, h)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        above = f(x + step)
        below = f(x - step)
        check_array("what f returns", above, ())
        grad[i] = (above - below) / (2 * h)
    return grad


def complex_step(f, x, h):
    """The gradient of f by the complex step, held against a central difference."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape, dtype=np.complex128)
        step[i] = 1j * COMPLEX_STEP
        grad[i] = _imaginary_part(f, x + step) / COMPLEX_STEP
    if x.size:
        _check_against_central(f, x, grad, h)
    return grad


def _imaginary_part(f, x):
    with warnings.catch_warnings():
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            out = f(x)
        except (TypeError, np.exceptions.ComplexWarning) as error:
            error.add_note(
                "The complex step calls f with complex numbers. If it cannot take them, use "
                'method="central"'
            )
            raise
    if np.shape(out) != ():
        raise ValueError(f"what f returns must be one number, got {np.shape(out)}")
    if not np.iscomplexobj(out):
        raise TypeError(
            "f drops the imaginary part (abs, np.linalg.norm, .real or a conversion to float "
            "does), so the complex step cannot work: of complex numbers it made a "
            f'{type(out).__name__}. Use method="central"'
        )
    return np.imag(out)


def _check_against_central(f, x, grad, h):
    v = np.random.default_rng(0).standard_normal(x.shape)
    promised = np.sum(grad * v)
    measured = (f(x + h * v) - f(x - h * v)) / (2 * h)
    if abs(promised - measured) > 1e-3 * (np.linalg.norm(grad) + abs(measured)):
        raise ValueError(
            f"along one direction the complex step finds the slope {promised:.6g} and a central "
            f"difference {measured:.6g}: either f drops the imaginary part somewhere (abs, "
            "np.linalg.norm, .real, conj), or it has a kink or a jump beside x. "
            'Use method="central"'
        )
