"""`Network`: layers of any sizes, with a choice of activation and loss.

The mathematics is that of `network.py`. What is done for speed: arguments are checked once; the
loss and its gradient share what they have in common; gradients are written into one vector; and
nobody asks for the gradient with respect to the data, which saves one of six matrix products in
a network of two layers.
"""

import numpy as np

from . import activations, fused
from .checks import (
    check_array,
    check_chances,
    check_choice,
    check_count,
    check_function,
    check_generator,
    check_labels,
    check_layers,
    check_not_empty,
    check_params,
)
from .initializers import he_init, xavier_init
from .joined import Joined
from .probabilities import softmax

# Of its input and its output, the one that an activation's backward pass wants.
ACTIVATIONS = {
    "relu": "input",
    "leaky_relu": "input",
    "gelu": "input",
    "sigmoid": "output",
    "tanh": "output",
}


class Network:
    """A feed-forward network: linear layers with an activation between them.

    Every method but `predict` takes the parameters as an argument, so that
    ``network.loss_and_grads`` can be handed to `fit`, to `train_until` or to a gradient check.

    Parameters
    ----------
    sizes : sequence of int
        How many numbers go in, how many each hidden layer has, how many come out:
        ``[64, 32, 10]`` has two layers.
    activation : {"relu", "tanh", "sigmoid", "leaky_relu", "gelu"}
        Applied between the layers. There is none after the last.
    loss : {"cross_entropy", "binary_cross_entropy", "mse"}
        With "cross_entropy", y holds N integer labels. With "binary_cross_entropy" the last size
        is 1, and y holds N numbers, 0 or 1. With "mse", y has the shape of the output; where
        that is (N, 1), N numbers will do.
    rng : numpy.random.Generator, optional
        Draws the weights. Without one they are others each time.
    init : callable, optional
        ``init(D, M, rng)`` returns the weights of one layer. Without one it is `xavier_init` for
        tanh and sigmoid, and `he_init` for the others. Biases are 0 at first.
    dtype : {numpy.float64, numpy.float32}
        Of the parameters, and with them of everything that is computed.

    Attributes
    ----------
    params : dict of str to ndarray
        ``"w1", "b1", ..., "wL", "bL"``. Yours to replace.
    sizes, activation, loss_name
        As given.

    Raises
    ------
    ValueError, TypeError
        If an argument is not what it should be. Methods raise them as well.

    Examples
    --------
    >>> network = Network([2, 8, 8, 1], "tanh", "binary_cross_entropy")
    >>> network
    Network([2, 8, 8, 1], 'tanh', 'binary_cross_entropy'), 105 parameters
    """

    def __init__(
        self, sizes, activation="relu", loss="cross_entropy", rng=None, init=None, dtype=np.float64
    ):
        self.sizes = _sizes(sizes)
        self.activation = check_choice("activation", activation, ACTIVATIONS)
        self.loss_name = check_choice("loss", loss, fused.LOSSES)
        if loss == "binary_cross_entropy" and self.sizes[-1] != 1:
            raise ValueError(f"binary_cross_entropy wants sizes that end in 1, got {self.sizes}")
        if loss == "cross_entropy" and self.sizes[-1] == 1:
            raise ValueError(
                f"cross_entropy wants an output for each class, got {self.sizes}: for two classes "
                'end in 2, or take loss="binary_cross_entropy"'
            )
        if dtype not in (np.float64, np.float32, "float64", "float32"):
            raise ValueError(f"dtype must be float64 or float32, got {dtype!r}")
        rng = np.random.default_rng() if rng is None else check_generator("rng", rng)
        if init is None:
            init = xavier_init if activation in ("tanh", "sigmoid") else he_init
        check_function("init", init)

        self._prepare()
        self.params = Joined(self._shapes, dtype)
        for w, _ in self._layers:
            drawn = init(*self._shapes[w], rng)
            self.params[w][...] = check_array(f"what init returns for {w}", drawn, self._shapes[w])

    def _prepare(self):
        """Find once what every step needs."""
        self._layers = [(f"w{layer}", f"b{layer}") for layer in range(1, len(self.sizes))]
        self._shapes = {}
        for (w, b), D, M in zip(self._layers, self.sizes, self.sizes[1:], strict=False):
            self._shapes |= {w: (D, M), b: (M,)}
        self._like = {name: np.broadcast_to(0.0, shape) for name, shape in self._shapes.items()}
        self._activate = getattr(activations, self.activation).__wrapped__
        self._activate_backward = getattr(activations, f"{self.activation}_backward").__wrapped__
        self._wants_output = ACTIVATIONS[self.activation] == "output"
        self._loss = fused.LOSSES[self.loss_name]

    def __getstate__(self):
        described = ("sizes", "activation", "loss_name", "params")
        return {name: getattr(self, name) for name in described}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._prepare()

    def __repr__(self):
        count = sum(int(np.prod(shape)) for shape in self._shapes.values())
        return f"Network({self.sizes}, {self.activation!r}, {self.loss_name!r}), {count} parameters"

    def forward(self, params, x):
        """Compute the output, and keep what the backward pass needs.

        Parameters
        ----------
        params : dict of str to ndarray
        x : ndarray of shape (N, D)

        Returns
        -------
        out : ndarray of shape (N, M)
        cache : tuple
            For `backward`.
        """
        params = self.check_params(params)
        return self._forward(params, self.check_x(params, x))

    def backward(self, dout, cache):
        """Send a gradient with respect to the output back to all parameters.

        Parameters
        ----------
        dout : ndarray of shape (N, M)
        cache : tuple
            What `forward` kept.

        Returns
        -------
        grads : dict of str to ndarray
        """
        if not (isinstance(cache, tuple) and len(cache) == 3 and isinstance(cache[0], list)):
            raise ValueError("cache must be what forward returned beside the output")
        inputs, _, _ = cache
        dout = check_array("dout", dout, (len(inputs[0]), self.sizes[-1]))
        return self._backward(dout, cache, Joined(self._shapes, dout.dtype))

    def loss(self, params, x, y):
        """Compute the mean loss over a batch.

        Parameters
        ----------
        params : dict of str to ndarray
        x : ndarray of shape (N, D)
        y : ndarray
            See the class.

        Returns
        -------
        loss : float
        """
        params, x, y = self.check(params, x, y)
        return self._loss(self._forward(params, x)[0], y)[0]

    def loss_and_grads(self, params, x, y):
        """Compute the mean loss over a batch, and its gradients.

        Parameters
        ----------
        params : dict of str to ndarray
        x : ndarray of shape (N, D)
        y : ndarray
            See the class.

        Returns
        -------
        loss : float
        grads : dict of str to ndarray
            The gradient of the loss with respect to each of params.
        """
        params, x, y = self.check(params, x, y)
        grads = Joined(self._shapes, x.dtype)
        return self.loss_into(grads, params, x, y), grads

    def loss_into(self, grads, params, x, y):
        """Do as `loss_and_grads`, with nothing checked and the gradients written into `grads`.

        For loops that have called `check` and keep a `Joined` for the gradients.
        """
        out, cache = self._forward(params, x)
        loss, dout = self._loss(out, y)
        self._backward(dout, cache, grads)
        return loss

    def hidden(self, params, x):
        """Compute what each hidden layer puts out.

        Parameters
        ----------
        params : dict of str to ndarray
        x : ndarray of shape (N, D)

        Returns
        -------
        list of ndarray of shape (N, M)
            After the activation, layer by layer.
        """
        _, (inputs, _, _) = self.forward(params, x)
        return inputs[1:]

    def predict(self, x):
        """Say what the network takes the examples for, with its own parameters.

        Parameters
        ----------
        x : ndarray of shape (N, D)

        Returns
        -------
        ndarray
            N labels; with "mse" the output itself, (N, M).
        """
        out, _ = self.forward(self.params, x)
        if self.loss_name == "cross_entropy":
            return out.argmax(axis=1)
        if self.loss_name == "binary_cross_entropy":
            return (out[:, 0] > 0).astype(np.int64)
        return out

    def probabilities(self, x):
        """Say how sure the network is, with its own parameters.

        Parameters
        ----------
        x : ndarray of shape (N, D)

        Returns
        -------
        p : ndarray
            Of each class, (N, C); with "binary_cross_entropy" of class 1 alone, (N,).

        Raises
        ------
        ValueError
            With "mse", where there are no classes.
        """
        out, _ = self.forward(self.params, x)
        if self.loss_name == "cross_entropy":
            return softmax(out)
        if self.loss_name == "binary_cross_entropy":
            return activations.sigmoid(out[:, 0])
        raise ValueError("a network with mse has no classes: predict(x) is what it puts out")

    def save(self, path):
        """Write the network to a file, ``.npz``.

        Parameters
        ----------
        path : str or os.PathLike
        """
        params = self.check_params(self.params)
        with open(path, "wb") as file:
            np.savez(file, activation=self.activation, loss=self.loss_name, **params)

    @classmethod
    def load(cls, path):
        """Read a network that `save` wrote.

        Parameters
        ----------
        path : str or os.PathLike

        Returns
        -------
        Network

        Raises
        ------
        ValueError
            If the file holds something else. Nothing in it is ever run.
        """
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
                held = dict(archive)
            activation, loss = (str(held.pop(name)) for name in ("activation", "loss"))
            params = check_layers("params", held)
            sizes = [len(params["w1"]), *(len(b) for name, b in params.items() if name[0] == "b")]
            network = cls(sizes, activation, loss, dtype=params["w1"].dtype.name)
        except FileNotFoundError:
            raise
        except Exception as error:  # a damaged file may provoke any
            raise ValueError(f"{path} is not a network that Network.save wrote") from error
        network.params.update(params)
        return network

    # What is asked of arguments, in constant time but for labels

    def check(self, params, x, y):
        """Return the arguments of `loss_and_grads` as arrays of one type, or say what is wrong."""
        params = self.check_params(params)
        x = self.check_x(params, x)
        check_not_empty("x", x)
        return params, x, self.check_y(x, y)

    def check_params(self, params):
        """Return a dict of arrays with the names and shapes of this network's."""
        return check_params("params", params, like=("the network", self._like))

    def check_x(self, params, x):
        """Return x as an array of the parameters' type."""
        x = check_array("x", x, ("N", self.sizes[0]))
        return x.astype(params["w1"].dtype, copy=False)

    def check_y(self, x, y):
        """Return y as the loss wants it: labels, or an array of x's type, a row an example."""
        N, M = len(x), self.sizes[-1]
        if self.loss_name == "cross_entropy":
            return check_labels("y", y, N, M)
        y = np.asarray(y)
        if M == 1 and y.shape == (N,):
            y = y[:, None]
        check = check_chances if self.loss_name == "binary_cross_entropy" else check_array
        y = check("y", y, (N, M))
        return y.astype(x.dtype, copy=False)

    # The passes. On the way back np.dot instead of @, and a product with ones instead of a sum,
    # save a ninth of the time of a network of 2-8-8-1 neurons; in a large one they make no
    # difference. (On the way forward it has to be @: np.dot takes 0 times infinity for 0 where a
    # matrix has a single entry.)

    def _forward(self, params, x):
        inputs, sums = [], []
        z = None
        for w, b in self._layers:
            inputs.append(x if z is None else self._activate(z))
            z = inputs[-1] @ params[w]
            z += params[b]
            sums.append(z)
        return z, (inputs, sums, params)

    def _backward(self, dout, cache, grads):
        inputs, sums, params = cache
        kept = inputs[1:] if self._wants_output else sums
        ones = np.ones(len(dout), dout.dtype)
        for layer in range(len(inputs) - 1, -1, -1):
            w, b = self._layers[layer]
            np.dot(inputs[layer].T, dout, out=grads[w])
            np.dot(ones, dout, out=grads[b])
            if layer:
                dout = self._activate_backward(np.dot(dout, params[w].T), kept[layer - 1])
        return grads


def _sizes(sizes):
    """Return sizes as a list of two or more counts, or say what is wrong with them."""
    if np.iterable(sizes) and not isinstance(sizes, str):
        sizes = list(sizes)
    if not isinstance(sizes, list) or len(sizes) < 2:
        raise ValueError(f"sizes must be two or more numbers, such as [64, 32, 10], got {sizes!r}")
    return [check_count("each of sizes", size) for size in sizes]
