"""A Trainer whose every number can be worked by hand, and data for others."""

import numpy as np

from bpcourse.nn import Network, Optimizer, Trainer

# y = 2 x, and the model w x + b with b kept at 0 by data that lie evenly about 0: for each x
# there is -x. At w the loss is 2.5 (w - 2)^2, its gradient 5 (w - 2): with lr = 1/8 a step on all
# examples leaves 3/8 of the distance to 2, and 9/64 of the loss.
X = np.array([[1.0], [2.0], [-1.0], [-2.0]])
Y = 2 * X
WEIGHTS = [1.25, 1.71875, 1.89453125, 1.96044921875]
LOSSES = [10.0, 1.40625, 0.19775390625, 0.027809143066406250]


def linear(w=0.0, dtype=np.float64):
    network = Network([1, 1], loss="mse", dtype=dtype)
    network.params = {"w1": np.full((1, 1), w, dtype), "b1": np.zeros(1, dtype)}
    return network


def weight(trainer):
    return trainer.network.params["w1"].item()


def exact(lr=1 / 8, w=0.0, **settings):
    """A Trainer whose every number can be worked by hand."""
    settings = {"batch_size": 4, "rng": np.random.default_rng(0), **settings}
    return Trainer(linear(w), Optimizer("sgd", lr=lr), **settings)


def fit(trainer, epochs, val=None):
    return trainer.fit((X, Y), val, epochs=epochs, progress=False)


def two_moons(rng, N=200):
    """Two half circles that reach into each other."""
    angle, y = rng.uniform(0, np.pi, N), np.arange(N) % 2
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(y[:, None] == 0, x, [1.0, 0.5] - x)
    return x + 0.1 * rng.standard_normal((N, 2)), y
