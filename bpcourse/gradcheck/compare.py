"""Two gradients beside each other: as arrays, along one direction, and for a whole network."""

import numpy as np

from ..nn.checked import Array, Function, Generator, Like, Number, Params, checked
from ..nn.checks import check_array, check_params
from ..nn.training_rules import LossAndGrads


@checked(a=Array(...), b=Like("a"))
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
    for the rounding of the large ones beside it. In the lesson 03_gradient_check the arrays are
    taken as they come; here in float64.
    """
    a, b = a.astype(np.float64), b.astype(np.float64)
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / max(size, 1e-12))


@checked(f=Function(), x=Array(...), grad=Like("x"), rng=Generator(), h=Number(above=0))
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
        ``sum over i of grad[i] v[i]``, the slope along v that the gradient promises.
    numeric : float
        The central difference along v, the slope that is there.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what f returns, is not what it should be. An error in f itself
        passes through.

    Notes
    -----
    Two evaluations of f, however large x is. A wrong gradient passes only if its error happens
    to be at a right angle to v, which for a random v has probability 0; a small error may still
    drown, so draw a few directions where much depends on it. In the lesson 03_gradient_check x is
    taken as it comes; here in float64.
    """
    x = x.astype(np.float64)
    v = rng.standard_normal(x.shape)
    above = f(x + h * v)
    below = f(x - h * v)
    check_array("what f returns", above, ())
    analytic = np.sum(grad * v)
    numeric = (above - below) / (2 * h)
    return float(analytic), float(numeric)


@checked(loss_and_grads=LossAndGrads(), params=Params(), rng=Generator())
def gradient_check_network(loss_and_grads, params, x, y, rng):
    """Compare each gradient of a network with the slope along one random direction.

    Parameters
    ----------
    loss_and_grads : callable
        ``loss_and_grads(params, x, y) -> (loss, grads)``.
    params : dict of str to ndarray
        Taken in float64; yours are left as they were, even if loss_and_grads fails.
    x, y : ndarray
        The batch; float32 is taken in float64.
    rng : numpy.random.Generator
        Draws a direction for each array, in the order of params.

    Returns
    -------
    errors : dict of str to float
        For each array, `relative_error` of the two slopes that `directional_check` returns. A
        right gradient shows less than 1e-6, a gradient that is k times too large |k - 1| / (k + 1).

    Raises
    ------
    TypeError, ValueError
        If an argument, or what loss_and_grads returns, is not what it should be. An error in
        loss_and_grads itself passes through.

    Notes
    -----
    Two evaluations an array. Where the step crosses a kink of relu, a right gradient shows an
    error too. That is rare in a small network: it happened in none of 500 checks of 4-8-3 with 5
    examples, but in one of seven of 64-136-10 with 32, where 4,352 relus may cross. Check again
    with another direction then, or call `check_gradients`, which tells a kink from a mistake, and
    says where the mistake is. In the lesson 06_whole_network the arrays are taken as they come.
    """
    params = {name: array.astype(np.float64) for name, array in params.items()}
    x, y = in_float64(x), in_float64(y)
    _, grads = loss_and_grads(dict(params), x, y)
    grads = check_params("grads", grads, like=("params", params))
    errors = {}
    for name in params:

        def loss(array, name=name):
            return loss_and_grads({**params, name: array}, x, y)[0]

        errors[name] = relative_error(*directional_check(loss, params[name], grads[name], rng))
    return errors


def in_float64(array):
    """Return a new array of float64 where it holds floats; labels, or None, stay what they are."""
    if array is None:
        return None
    array = np.array(array)
    return array.astype(np.float64) if array.dtype.kind == "f" else array
