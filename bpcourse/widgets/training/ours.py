"""The network of a run, when the course's own functions drive it."""

import numpy as np

from ...nn import Network
from ...nn.joined import Joined


class OurNetwork:
    """Losses, gradients and units of a network, unchecked: the run knows what it hands over.

    Parameters
    ----------
    sizes : list of int
    activation : str
    loss : {"binary_cross_entropy", "cross_entropy"}
    rng : numpy.random.Generator
        Draws the first weights.
    """

    checks_itself = False  # whether its gradients are to be measured beside the training

    def __init__(self, sizes: list[int], activation: str, loss: str, rng: np.random.Generator):
        self.network = Network(sizes, activation, loss, rng=rng)
        self.params: Joined = self.network.params
        self.activation = activation
        self.remarks: list[str] = []  # what it has to say of itself

    def like(self, activation: str) -> "OurNetwork":
        """The same network with the same parameters and another activation."""
        loss, rng = self.network.loss_name, np.random.default_rng(0)
        other = OurNetwork(self.network.sizes, activation, loss, rng)
        other.params = self.params
        return other

    def loss_into(self, grads: Joined, x: np.ndarray, y: np.ndarray) -> float:
        """The loss of a batch; its gradients are written into `grads`."""
        return self.network.loss_into(grads, self.params, x, y)

    def outputs(self, x: np.ndarray) -> np.ndarray:
        """The logits, of shape (N, C)."""
        return self.network.forward(self.params, x)[0]

    def units(self, x: np.ndarray) -> list[np.ndarray]:
        """What the units of each hidden layer put out, (N, M) each."""
        return self.network.hidden(self.params, x)
