"""A neuron, and the linear layer: each output is a weighted sum of the inputs, plus a bias."""

from .checked import Array, Cache, Number, checked


@checked(x=Array("D"), w=Array("D"), b=Number())
def neuron_forward(x, w, b):
    """Add up what a neuron is given, each input times its weight, and the bias.

    Parameters
    ----------
    x : ndarray of shape (D,)
        One example.
    w : ndarray of shape (D,)
        A weight for each input.
    b : float
        The bias.

    Returns
    -------
    z : float
        ``sum over d of x[d] * w[d], plus b``. There is no activation in it.

    Raises
    ------
    ValueError
        If a shape does not fit.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 1.2.1, on where it came from.
    In the lesson 01_forward it returns what NumPy makes of it; here a Python float.
    """
    return float(x @ w + b)


@checked(x=Array("N", "D"), w=Array("D", "M"), b=Array("M"))
def linear_forward(x, w, b):
    """Apply a linear layer to a batch.

    Parameters
    ----------
    x : ndarray of shape (N, D)
        A batch of N examples, one a row.
    w : ndarray of shape (D, M)
        Weights: ``w[d, m]`` is how much input d counts in output m.
    b : ndarray of shape (M,)
        Biases, the same for every example.

    Returns
    -------
    out : ndarray of shape (N, M)
        ``out[n, m] = sum over d of x[n, d] * w[d, m], plus b[m]``.
    cache : tuple
        ``(x, w)``: what `linear_backward` will want back.

    Raises
    ------
    ValueError
        If a shape does not fit.
    TypeError
        If an argument does not hold real numbers.
    """
    out = x @ w + b
    return out, (x, w)


@checked(cache=Cache(x=Array("N", "D"), w=Array("D", "M")), dout=Array("N", "M"))
def linear_backward(dout, cache):
    """Send a gradient back through a linear layer.

    Parameters
    ----------
    dout : ndarray of shape (N, M)
        Gradient of the loss with respect to the layer's output.
    cache : tuple
        ``(x, w)`` as `linear_forward` returned it.

    Returns
    -------
    dx : ndarray of shape (N, D)
        Gradient with respect to x.
    dw : ndarray of shape (D, M)
        Gradient with respect to w.
    db : ndarray of shape (M,)
        Gradient with respect to b.

    Raises
    ------
    ValueError
        If a shape does not fit.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    From ``out[n, m] = sum_d x[n, d] w[d, m] + b[m]``, by the chain rule,

    - ``dx[n, d] = sum_m dout[n, m] w[d, m]``: example n reached the loss through all M outputs;
    - ``dw[d, m] = sum_n x[n, d] dout[n, m]``: a weight served all N examples;
    - ``db[m] = sum_n dout[n, m]``: so did a bias.

    As matrix products these are the three lines of the code. Goodfellow, Bengio and Courville,
    *Deep Learning* (2016), section 6.5.6.
    """
    x, w = cache
    dx = dout @ w.T
    dw = x.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db
