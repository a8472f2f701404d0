"""Networks whose gradients are right and hard to measure, for the tests and the benchmark."""

import numpy as np

from bpcourse.nn import Network

ACTIVATIONS = ("relu", "tanh", "sigmoid", "leaky_relu", "gelu")
BATCHES = (1, 2, 3, 8, 32, 64)


def draw(seed, activations=ACTIVATIONS):
    """Draw a network of one to four layers with a batch, all from the seed."""
    rng = np.random.default_rng(seed)
    sizes = [int(size) for size in rng.integers(2, 40, size=rng.integers(2, 6))]
    network = Network(sizes, activations[seed % len(activations)], rng=rng)
    for name, array in network.params.items():
        if name.startswith("b"):
            array[...] = 0.1 * rng.standard_normal(array.shape)
    N = int(rng.choice(BATCHES))
    return network, rng.standard_normal((N, sizes[0])), rng.integers(sizes[-1], size=N), rng


def plain(seed):
    return draw(seed)


def scaled(by, activations=ACTIVATIONS):
    def scale(seed):
        network, x, y, rng = draw(seed, activations)
        for array in network.params.values():
            array *= by
        return network, x, y, rng

    return scale


def large_inputs(seed):
    network, x, y, rng = draw(seed)
    return network, 255 * x, y, rng


def large_logits(seed):
    network, x, y, rng = draw(seed)
    network.params[f"w{len(network.sizes) - 1}"] *= 1000
    return network, x, y, rng


def dead_units(seed):
    network, x, y, rng = draw(seed)
    for layer, size in enumerate(network.sizes[1:-1], start=1):
        network.params[f"b{layer}"][rng.random(size) < 0.5] = -100
    return network, x, y, rng


def all_dead(seed):
    network, x, y, rng = draw(seed, ("relu",))
    for layer in range(1, len(network.sizes) - 1):
        network.params[f"b{layer}"][:] = -100
    return network, x, y, rng


def on_a_kink(seed):
    """Biases of 0 with an example of zeros: every relu of the first layer is at its kink."""
    network, x, y, rng = draw(seed, ("relu", "leaky_relu"))
    for name, array in network.params.items():
        if name.startswith("b"):
            array[:] = 0
    x[0] = 0
    return network, x, y, rng


def beside_kinks(seed):
    """For one example every relu of the first layer is on its kink or nearly so."""
    network, x, y, rng = draw(seed, ("relu", "leaky_relu"))
    z = x[0] @ network.params["w1"]
    network.params["b1"][:] = rng.choice([0, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5], size=z.shape) - z
    return network, x, y, rng


def trained(seed):
    """Near a minimum: tiny gradients, and a loss that still bends."""
    network, x, y, rng = draw(seed)
    for _ in range(200):
        _, grads = network.loss_and_grads(network.params, x, y)
        for name, array in network.params.items():
            array -= 0.1 * grads[name]
    return network, x, y, rng


RIGHT = {
    "as drawn": plain,
    "saturated": scaled(30, ("sigmoid", "tanh")),
    "tiny weights": scaled(1e-3),
    "all zero": scaled(0),
    "large inputs": large_inputs,
    "large logits": large_logits,
    "half the units dead": dead_units,
    "all units dead": all_dead,
    "on a kink": on_a_kink,
    "beside kinks": beside_kinks,
    "trained": trained,
}
