"""A learner's network as lesson 06 asks for it, and versions of it with a mistake in them."""

import numpy as np


def relu(z):
    return np.maximum(z, 0)


def network_forward(params, x):
    L, out, cache = len(params) // 2, x, []
    for layer in range(1, L + 1):
        w, b = params[f"w{layer}"], params[f"b{layer}"]
        z = out @ w + b
        cache.append((out, w, z))
        out = relu(z) if layer < L else z
    return out, cache


def mlp_forward(params, x):
    return network_forward(params, x)[0]


def backward(
    dlogits,
    cache,
    mask=lambda dout, z, layer: dout * (z > 0),
    dw_of=lambda x, dz, layer: x.T @ dz,
    db_of=lambda dz, layer: dz.sum(axis=0),
    dx_of=lambda dz, w, layer: dz @ w.T,
):
    """The backward pass in four parts, each of which may be planted."""
    L, dz, grads = len(cache), dlogits, {}
    for layer in range(L, 0, -1):
        x, w, z = cache[layer - 1]
        if layer < L:
            dz = mask(dz, z, layer)
        grads[f"w{layer}"], grads[f"b{layer}"] = dw_of(x, dz, layer), db_of(dz, layer)
        dz = dx_of(dz, w, layer)
    return grads


def network_backward(dlogits, cache):
    return backward(dlogits, cache)


def wrong(**parts):
    def network_backward(dlogits, cache):
        return backward(dlogits, cache, **parts)

    return network_backward


def lost(grad, layer, at):
    """A gradient of which one row is forgotten."""
    grad[0] = 0 if layer == at else grad[0]
    return grad


BELOW = {"w1", "b1", "w2", "b2"}  # of a 2-8-8-1 network, the layers below the last activation

# name: (its backward, the gradients that it makes wrong, the layer first at fault)
MISTAKES = {
    "relu forgotten on the way back": (wrong(mask=lambda dout, z, layer: dout), BELOW, 2),
    "relu of the gradient": (wrong(mask=lambda dout, z, layer: relu(dout)), BELOW, 2),
    "relu's mask upside down": (wrong(mask=lambda dout, z, layer: dout * (z < 0)), BELOW, 2),
    "relu multiplies by z": (wrong(mask=lambda dout, z, layer: dout * relu(z)), BELOW, 2),
    "relu forgotten in layer 1": (
        wrong(mask=lambda dout, z, layer: dout if layer == 1 else dout * (z > 0)),
        {"w1", "b1"},
        1,
    ),
    "sign of w2": (
        wrong(dw_of=lambda x, dz, layer: -(x.T @ dz) if layer == 2 else x.T @ dz),
        {"w2"},
        2,
    ),
    "w transposed in a square layer": (
        wrong(dw_of=lambda x, dz, layer: dz.T @ x if layer == 2 else x.T @ dz),
        {"w2"},
        2,
    ),
    "divided by N once more": (
        wrong(dw_of=lambda x, dz, layer: x.T @ dz / len(x)),
        {"w1", "w2", "w3"},
        3,
    ),
    "mean for sum in b": (wrong(db_of=lambda dz, layer: dz.mean(axis=0)), {"b1", "b2", "b3"}, 3),
    "b of the last example": (wrong(db_of=lambda dz, layer: dz[-1]), {"b1", "b2", "b3"}, 3),
    "w not transposed on the way down": (
        wrong(dx_of=lambda dz, w, layer: dz @ (w if layer == 2 else w.T)),
        {"w1", "b1"},
        1,
    ),
    "one thousandth too much": (
        wrong(dw_of=lambda x, dz, layer: 1.001 * (x.T @ dz) if layer == 3 else x.T @ dz),
        {"w3"},
        3,
    ),
    "a row of w2 forgotten": (
        wrong(dw_of=lambda x, dz, layer: lost(x.T @ dz, layer, 2)),
        {"w2"},
        2,
    ),
    "b2 left at 0": (
        wrong(db_of=lambda dz, layer: dz.sum(axis=0) * (layer != 2)),
        {"b2"},
        2,
    ),
}
