"""Ways back through a network that are right but for one thing: what misconceptions run.

They are given the cache that the reference's forward pass makes: of each layer ((h, w), z),
where h is what the layer received.
"""

import numpy as np

from bpcourse import nn


def masked(dout, z, layer, L):
    """What the relu after a layer lets through: everything where there is none."""
    return dout * (z > 0) if layer < L else dout


def walk(dlogits, cache, mask=masked, dw=None, db=None, dx=None):
    """The way back, with another mask, or other gradients of the linear layers.

    ``mask(dout, z, layer, L)``, ``dw(dz, layer, cache)``, ``db(dz)``, ``dx(dz, layer, cache)``.
    """
    L, dout, grads = len(cache), dlogits, {}
    for layer in range(L, 0, -1):
        (h, w), z = cache[layer - 1]
        dz = mask(dout, z, layer, L)
        grads[f"w{layer}"] = dw(dz, layer, cache) if dw else h.T @ dz
        grads[f"b{layer}"] = db(dz) if db else dz.sum(axis=0)
        dout = dx(dz, layer, cache) if dx else dz @ w.T
    return grads


def wrong(**changes):
    return lambda dlogits, cache: walk(dlogits, cache, **changes)


def wrong_start(make):
    """A way back that begins with another gradient: ``make(dlogits, logits)``."""
    return lambda dlogits, cache: walk(make(dlogits, cache[-1][1]), cache)


def renamed(make):
    """The right gradients under other names: ``make(grads, L)``."""

    def backward(dlogits, cache):
        return make(walk(dlogits, cache), len(cache))

    return backward


def softmax_slope(dlogits, logits):
    p = nn.softmax(logits)
    return dlogits * p * (1 - p)


def masked_only_where(condition):
    """Relu's mask only after layers l of L for which ``condition(l, L)`` holds."""

    def mask(dout, z, layer, L):
        return dout * (z > 0) if condition(layer, L) else dout

    return wrong(mask=mask)


def mask_of_the_layer(step):
    """The mask of a neighbour's sum, where the sizes allow it."""

    def backward(dlogits, cache):
        def mask(dout, z, layer, L):
            return dout * (cache[layer - 1 + step][1] > 0) if layer < L else dout

        return walk(dlogits, cache, mask=mask)

    return backward


def before_the_relu(dz, layer, cache):
    h = cache[layer - 2][1] if layer > 1 else cache[0][0][0]
    return h.T @ dz


def own_output(dz, layer, cache):
    z = cache[layer - 1][1]
    return (np.maximum(z, 0) if layer < len(cache) else z).T @ dz


def inputs_everywhere(dz, layer, cache):
    return cache[0][0][0].T @ dz


def weights_of_the_layer(step):
    def dx(dz, layer, cache):
        return dz @ cache[(layer - 1 + step) % len(cache)][0][1].T

    return dx


def not_transposed(dz, layer, cache):
    return dz @ cache[layer - 1][0][1]


def not_carried_on(dlogits, cache):
    return walk(dlogits, cache, dx=lambda dz, layer, cache: dlogits)


def one_layer_off(grads, L):
    """Each gradient under the name of the layer below; what is left out stays zeros."""
    return {n: grads.get(f"{n[0]}{int(n[1:]) + 1}", 0 * g) for n, g in grads.items()}


def zeros_in(pick):
    """Zeros in the place of the gradients of one layer."""

    def make(grads, L):
        layer = pick(L)
        return {n: 0 * g if int(n[1:]) == layer else g for n, g in grads.items()}

    return renamed(make)


def mirrored(grads, L):
    return {f"{n[0]}{n[1:]}": grads[f"{n[0]}{L + 1 - int(n[1:])}"] for n in grads}


def parameters(dlogits, cache):
    weights = {f"w{i}": w for i, ((_, w), _) in enumerate(cache, start=1)}
    return {**walk(dlogits, cache), **weights}


def sorted_by_name(dlogits, cache):
    """The cache in the order of the names: layer 10 is taken for layer 2."""
    L = len(cache)
    order = sorted(range(1, L + 1), key=str)
    dout, grads = dlogits, {}
    for place in range(L, 0, -1):
        (h, w), z = cache[order[place - 1] - 1]
        dz = masked(dout, z, place, L)
        grads |= {f"w{order[place - 1]}": h.T @ dz, f"b{order[place - 1]}": dz.sum(axis=0)}
        dout = dz @ w.T
    return grads
