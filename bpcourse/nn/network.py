"""Layers one after the other: a network of any depth, and the way back through it.

A network's parameters are a dict of arrays, ``"w1", "b1", ..., "wL", "bL"``; its gradients are a
dict of the same names and shapes. `Network` in `feedforward.py` is the same for other activations
and losses, made for speed.
"""

import numpy as np

from .activations import relu, relu_backward
from .checked import Array, Labels, Layers, checked
from .linear import linear_backward, linear_forward
from .losses import cross_entropy, cross_entropy_backward


@checked(params=Layers(), x=Array("N", "D"))
def mlp_forward(params, x):
    """Compute the output of a multi-layer perceptron, a network of linear layers and relu.

    Parameters
    ----------
    params : dict of str to ndarray
        ``"w1", "b1", ..., "wL", "bL"``; how many layers there are is read from them.
    x : ndarray of shape (N, D)

    Returns
    -------
    logits : ndarray of shape (N, C)
        relu between the layers, none after the last.

    Raises
    ------
    ValueError
        If a name is missing, or a shape does not fit.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), section 6.1.
    """
    L = len(params) // 2
    out = x
    for layer in range(1, L + 1):
        z, _ = linear_forward(out, params[f"w{layer}"], params[f"b{layer}"])
        out = relu(z) if layer < L else z
    return out


@checked(params=Layers(), x=Array("N", "D", filled=True), y=Labels("N", "C"))
def two_layer_loss_and_grads(params, x, y):
    """Compute the loss of a network of two layers, and its gradients.

    Parameters
    ----------
    params : dict of str to ndarray
        ``"w1"`` of shape (D, H), ``"b1"`` (H,), ``"w2"`` (H, C), ``"b2"`` (C,).
    x : ndarray of shape (N, D)
    y : ndarray of int of shape (N,)
        The true class of each example, in 0..C-1.

    Returns
    -------
    loss : float
        The cross-entropy of linear, relu, linear.
    grads : dict of str to ndarray
        The gradient of the loss with respect to each array in params.

    Raises
    ------
    ValueError
        If there are not two layers, a shape does not fit, or a label is out of range.
    TypeError
        If an argument does not hold real numbers, or y no integers.

    Notes
    -----
    Every line of the way there has its line on the way back, in reverse order. Rumelhart, Hinton
    and Williams, *Learning representations by back-propagating errors* (1986).
    """
    check_two_layers(params)
    z1, cache1 = linear_forward(x, params["w1"], params["b1"])
    h1 = relu(z1)
    logits, cache2 = linear_forward(h1, params["w2"], params["b2"])
    loss = cross_entropy(logits, y)

    dlogits = cross_entropy_backward(logits, y)
    dh1, dw2, db2 = linear_backward(dlogits, cache2)
    dz1 = relu_backward(dh1, z1)
    _, dw1, db1 = linear_backward(dz1, cache1)
    return loss, {"w1": dw1, "b1": db1, "w2": dw2, "b2": db2}


def check_two_layers(params):
    """Say so if a network has more or fewer than two layers."""
    if len(params) != 4:
        raise ValueError(f"params must be those of two layers, got {len(params) // 2}")


@checked(params=Layers(), x=Array("N", "D"))
def network_forward(params, x):
    """Compute the output of a network of any depth, and keep what its backward pass needs.

    Parameters
    ----------
    params : dict of str to ndarray
        ``"w1", "b1", ..., "wL", "bL"``; how many layers there are is read from them.
    x : ndarray of shape (N, D)

    Returns
    -------
    logits : ndarray of shape (N, C)
        relu between the layers, none after the last.
    cache : list
        For `network_backward`: of each layer, what its linear part kept and its weighted sum z.

    Raises
    ------
    ValueError
        If a name is missing, or a shape does not fit.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), algorithm 6.3.
    """
    L = len(params) // 2
    out, cache = x, []
    for layer in range(1, L + 1):
        z, kept = linear_forward(out, params[f"w{layer}"], params[f"b{layer}"])
        out = relu(z) if layer < L else z
        cache.append((kept, z))
    return out, cache


@checked(dlogits=Array("N", "C"))
def network_backward(dlogits, cache):
    """Send a gradient back through a network.

    Parameters
    ----------
    dlogits : ndarray of shape (N, C)
        Gradient of the loss with respect to the network's output.
    cache : list
        What `network_forward` kept.

    Returns
    -------
    grads : dict of str to ndarray
        The gradient of the loss with respect to each array in params, from the first layer on.

    Raises
    ------
    ValueError
        If a shape does not fit.
    TypeError
        If dlogits does not hold real numbers, or the cache is something else.

    Notes
    -----
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), algorithm 6.4, where dz is g; in
    Nielsen, *Neural Networks and Deep Learning* (2015), chapter 2, it is delta. In the lesson
    06_whole_network the gradients come in the order in which they are found.
    """
    check_network_cache(cache)
    L = len(cache)
    dout, grads = dlogits, {}
    for layer in range(L, 0, -1):
        kept, z = cache[layer - 1]
        dz = relu_backward(dout, z) if layer < L else dout
        dout, dw, db = linear_backward(dz, kept)
        grads = {f"w{layer}": dw, f"b{layer}": db, **grads}
    return grads


def check_network_cache(cache):
    """Say so if a cache is not a list of pairs: what the linear layer kept, and z."""
    is_list = isinstance(cache, list) and cache
    if not is_list or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in cache):
        raise TypeError("cache must be the list that network_forward returned")


@checked(grads=Layers())
def layer_gradient_norms(grads):
    """Say how long the gradient of each layer is.

    Parameters
    ----------
    grads : dict of str to ndarray
        ``"w1", "b1", ..., "wL", "bL"``.

    Returns
    -------
    norms : ndarray of shape (L,)
        For each layer, the length of its dw and db taken as one vector.

    Raises
    ------
    ValueError
        If a name is missing, or a shape does not follow on the one before.
    TypeError
        If grads is not a dict of arrays of real numbers.
    """
    L = len(grads) // 2
    return np.array(
        [
            np.hypot(np.linalg.norm(grads[f"w{layer}"]), np.linalg.norm(grads[f"b{layer}"]))
            for layer in range(1, L + 1)
        ]
    )
