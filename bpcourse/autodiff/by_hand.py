"""Derivatives that you find with a pencil, before there is an engine that finds them."""

import math

from bpcourse.nn.checked import Number, checked

from .floats import power


@checked(x=Number())
def square_derivative(x):
    """How fast the square of x grows with x.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
        The derivative of the square, which is twice the number itself.

    Raises
    ------
    TypeError, ValueError
        If x is not one real number.

    Notes
    -----
    In the lesson 00_welcome it returns the kind of number that came in; here a float.
    """
    return float(2 * x)


@checked(a=Number(), b=Number())
def local_derivatives(op, a, b):
    """Both derivatives of one operation: how its result moves with a, and how with b.

    Parameters
    ----------
    op : {"add", "mul", "pow"}
        The operation: a sum, a product, or a to the power b.
    a, b : float
        Its operands; a is above 0 for "pow".

    Returns
    -------
    da, db : float
        The derivative of the result with respect to a, and with respect to b.

    Raises
    ------
    ValueError
        If `op` is another operation, or the base of a power is not above 0.
    TypeError
        If a or b is not a real number.

    Notes
    -----
    A power has two derivatives, since it has two operands: with respect to its base,
    $b\\,a^{b-1}$, and with respect to its exponent, $a^b \\ln a$, for which the base has to be
    above 0. In the lesson 04_chain_rule the same is written with ``**`` and ``np.log``; here a
    power that is too large for a float is inf. Griewank and Walther, *Evaluating Derivatives*
    (2nd edition, 2008), section 2.2, calls these the elemental partials.
    """
    check_operation(op, a)
    a, b = float(a), float(b)
    if op == "add":
        return 1.0, 1.0
    if op == "mul":
        return b, a
    return b * power(a, b - 1), power(a, b) * math.log(a)


@checked(a=Number(), b=Number(), c=Number())
def backward_by_hand(a, b, c):
    """Gradient of $L = (ab + c)^2$, found by walking its graph backward.

    Parameters
    ----------
    a, b, c : float

    Returns
    -------
    da, db, dc : float
        The derivative of L with respect to each.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one real number.

    Notes
    -----
    Every intermediate result of the forward pass has a name, and its derivative the same name
    with a d before it. The backward pass meets them in reverse order. Unlike the solution of
    04_chain_rule this returns Python floats, whatever comes in. Rumelhart, Hinton and
    Williams, *Learning representations by back-propagating errors* (1986).
    """
    product = a * b
    total = product + c

    dtotal = 2 * total
    dproduct = dtotal
    dc = dtotal
    da = dproduct * b
    db = dproduct * a
    return float(da), float(db), float(dc)


def check_operation(op, a):
    """Say so if `op` is no operation of `local_derivatives`, or a is no base for it.

    Raises
    ------
    ValueError
        In either case.
    """
    if op not in ("add", "mul", "pow"):
        raise ValueError(f'op must be "add", "mul" or "pow", got {op!r}')
    if op == "pow" and a <= 0:
        raise ValueError(f"a must be above 0 where it is raised to a power, got {a}")
