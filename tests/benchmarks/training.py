"""One training step: this course's Trainer, PyTorch, and the matrix products alone.

All three run in this process, in turns, with one thread, in float32, on one batch. The networks
start from the same weights, and their fifth losses have to agree before anything is measured.
PyTorch is eager, ``torch.nn.Sequential`` and ``torch.optim.SGD``: pip install torch==2.13.0

The targets are 7 times PyTorch for the small network; for the other one 1.5 times PyTorch, and
1.3 times the products.
"""

import argparse
import os
import time
from statistics import median

from common import show, take_off_detours

take_off_detours()
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

from bpcourse.nn import Network, Optimizer, Trainer  # noqa: E402

try:
    import torch
except ImportError:
    raise SystemExit("PyTorch is the peer here: pip install torch==2.13.0") from None
torch.set_num_threads(1)

LR = 0.1
TRIED = """
What a step of 784-128-10 takes beside its products, as shares of them: loss and softmax 0.06 to
0.12, the update 0.10, relu, biases and their gradients 0.08, arguments checked 0.05, everything
seen to be finite 0.03. Kept: gradients written into one vector, the update in place and without a
third array, no gradient with respect to the data, classes in rows for the softmax. Tried in vain:
the update in pieces that fit the cache (no faster), weights in Fortran's order (products 1.3 times
slower). Not done: the learning rate multiplied into the gradient on the way back, 0.04, since
gradients would no longer be gradients.
"""


def small():
    """A network as in a widget: two numbers in, one out."""
    rng = np.random.default_rng(0)
    network = Network([2, 8, 8, 1], "tanh", "mse", rng, dtype=np.float32)
    x = rng.standard_normal((32, 2)).astype(np.float32)
    y = np.sign(x[:, :1] * x[:, 1:])
    return network, x, y


def digits():
    """A network that reads pictures of 28 by 28 pixels."""
    rng = np.random.default_rng(0)
    network = Network([784, 128, 10], "relu", "cross_entropy", rng, dtype=np.float32)
    return network, rng.random((64, 784), np.float32), rng.integers(10, size=64)


def ours(network, x, y):
    trainer = Trainer(network, Optimizer("sgd", lr=LR))
    return lambda: trainer.step(x, y)


def pytorch(network, x, y):
    activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[network.activation]
    loss = {"mse": torch.nn.MSELoss, "cross_entropy": torch.nn.CrossEntropyLoss}
    loss_of = loss[network.loss_name]()
    modules = []
    for layer, (D, M) in enumerate(zip(network.sizes, network.sizes[1:], strict=False), start=1):
        modules += [torch.nn.Linear(D, M), activation()]
        with torch.no_grad():
            modules[-2].weight[:] = torch.tensor(network.params[f"w{layer}"].T.copy())
            modules[-2].bias[:] = torch.tensor(network.params[f"b{layer}"])
    model = torch.nn.Sequential(*modules[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    x, y = torch.tensor(x), torch.tensor(y)

    def step():
        optimizer.zero_grad()
        value = loss_of(model(x), y)
        value.backward()
        optimizer.step()
        return value.detach()

    return step


def products(network, x, y):
    """The matrix products of a step, and nothing else."""
    inputs = [x, *network.hidden(network.params, x)]
    weights = [network.params[f"w{layer}"] for layer in range(1, len(network.sizes))]
    douts = [h.copy() for h in inputs[1:]] + [network.forward(network.params, x)[0]]

    def step():
        for h, w in zip(inputs, weights, strict=True):
            h @ w
        for layer, (h, dout) in enumerate(zip(inputs, douts, strict=True)):
            h.T @ dout
            if layer:
                dout @ weights[layer].T

    return step


def cpu_microseconds(step, count):
    began = time.process_time_ns()
    for _ in range(count):
        step()
    return (time.process_time_ns() - began) / count / 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40, help="turns of each (default: 40)")
    rounds = parser.parse_args().rounds
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}; CPU microseconds a step, medians")
    rows = [("network", "ours", "PyTorch", "products", "PyTorch / ours", "ours / products")]
    for make in (small, digits):
        alone = products(*make())
        steps = ours(*make()), pytorch(*make())
        fifth = [[float(step()) for _ in range(5)][-1] for step in steps]
        if abs(fifth[0] - fifth[1]) > 1e-5 * abs(fifth[1]):
            raise SystemExit(f"The fifth losses differ: ours {fifth[0]}, PyTorch's {fifth[1]}")
        count = 500 if make is small else 50
        turns = [[cpu_microseconds(step, count) for step in (*steps, alone)] for _ in range(rounds)]
        us, torch_us, products_us = (median(column) for column in zip(*turns, strict=True))
        network = make()[0]
        rows.append(
            (
                f"{'-'.join(map(str, network.sizes))} {network.activation}",
                *(f"{value:.1f}" for value in (us, torch_us, products_us)),
                f"{torch_us / us:.2f}",
                f"{us / products_us:.2f}",
            )
        )
    show(*rows)
    print(TRIED)


if __name__ == "__main__":
    main()
