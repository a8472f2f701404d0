"""Regularisation: a price on large weights, and dropout.

The penalties are added to the loss as they are, not divided by the size of the batch. By
convention weights pay and biases do not.
"""

import numpy as np

from .checked import Array, Cache, Generator, Like, Number, checked


@checked(w=Array(...), strength=Number(at_least=0))
def l2_penalty(w, strength):
    """Price of weights by their squares: large ones pay most.

    Parameters
    ----------
    w : ndarray of any shape
    strength : float
        The price of a weight of 1.

    Returns
    -------
    penalty : float
        strength times the sum of the squares of all entries, with no factor 1/2.

    Raises
    ------
    ValueError
        If strength is below 0.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 7.1.1, who write a
    factor 1/2 before the sum.
    """
    return float(strength * np.sum(w**2))


@checked(w=Array(...), strength=Number(at_least=0))
def l2_penalty_backward(w, strength):
    """Gradient of `l2_penalty` with respect to the weights.

    Parameters
    ----------
    w : ndarray of any shape
    strength : float

    Returns
    -------
    dw : ndarray of the shape of w
        The derivative of a square is twice its base: a pull towards 0 in proportion to the
        weight.

    Raises
    ------
    ValueError
        If strength is below 0.
    """
    return 2 * strength * w


@checked(w=Array(...), strength=Number(at_least=0))
def l1_penalty(w, strength):
    """Price of weights by their absolute values: small ones pay as well, and end at 0.

    Parameters
    ----------
    w : ndarray of any shape
    strength : float
        The price of a weight of 1.

    Returns
    -------
    penalty : float
        strength times the sum of the absolute values of all entries.

    Raises
    ------
    ValueError
        If strength is below 0.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 7.1.2.
    """
    return float(strength * np.sum(np.abs(w)))


@checked(w=Array(...), strength=Number(at_least=0))
def l1_penalty_backward(w, strength):
    """Gradient of `l1_penalty` with respect to the weights.

    Parameters
    ----------
    w : ndarray of any shape
    strength : float

    Returns
    -------
    dw : ndarray of the shape of w
        A pull of the same strength whatever the size of the weight: strength where it is
        positive, minus strength where it is negative. At 0 exactly, where the absolute value
        has no derivative, 0 is returned.

    Raises
    ------
    ValueError
        If strength is below 0.
    """
    return strength * np.sign(w)


@checked(x=Array(...), p=Number(at_least=0, below=1), rng=Generator())
def dropout_forward(x, p, rng, train=True):
    """Silence units at random, so that no unit can rely on another.

    Parameters
    ----------
    x : ndarray of any shape
    p : float
        The probability that a unit is *dropped*, in [0, 1).
    rng : numpy.random.Generator
    train : bool, default True
        Whether this is training. If not, every unit stays and nothing is scaled.

    Returns
    -------
    out : ndarray of the shape of x
        In training each entry by itself is 0 with probability p, and otherwise divided by
        1 - p, the probability of being kept: on average it is what it was (*inverted* dropout).
    cache : tuple
        ``(mask,)``: the factor of each entry, which `dropout_backward` will want back.

    Raises
    ------
    TypeError
        If rng is not a Generator.
    ValueError
        If p is not in [0, 1).

    Notes
    -----
    Srivastava et al., *Dropout: a simple way to prevent neural networks from overfitting*
    (2014), section 4. There p is the probability of *keeping* a unit, and the division is made
    up for by smaller weights after training.
    """
    if train:
        kept = rng.random(x.shape) >= p
        mask = np.asarray(kept / (1 - p), dtype=x.dtype)
    else:
        mask = np.ones_like(x)
    return x * mask, (mask,)


@checked(cache=Cache(mask=Array(...)), dout=Like("mask"))
def dropout_backward(dout, cache):
    """Send a gradient back through dropout.

    Parameters
    ----------
    dout : ndarray of any shape
        Gradient of the loss with respect to dropout's output.
    cache : tuple
        ``(mask,)`` as `dropout_forward` returned it.

    Returns
    -------
    dx : ndarray of the shape of dout
        Each entry times the very factor that it had on the way forward: what was dropped gets
        nothing, what was kept is scaled as it was.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    (mask,) = cache
    return dout * mask
