"""What a gradient check costs, what it finds, and whether it raises false alarms.

The network is 64-136-10 with relu and cross-entropy, 10,210 parameters, and a batch of 32. The
target is under 10 ms of CPU time for a check, every bug found in 20 networks of 20, and no false
alarm. Beside it: the element loop (`numerical_gradient`), and torch.autograd.gradcheck, slow and
fast, with its own defaults: pip install torch==2.13.0
"""

import argparse
import os
import sys
import time
from pathlib import Path
from statistics import median

from common import show, take_off_detours

take_off_detours()
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
sys.path.append(str(Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402
from gradcheck.planted import BUGS, Planted, draw_params, places  # noqa: E402
from gradcheck.right import RIGHT  # noqa: E402

from bpcourse.gradcheck import (  # noqa: E402
    check_gradients,
    gradient_check_network,
    numerical_gradient,
    relative_error,
)
from bpcourse.nn import Network  # noqa: E402

try:
    import torch
except ImportError:
    torch = None
else:
    torch.set_num_threads(1)

SIZES = [64, 136, 10]
DEEP = [12, 20, 16, 5]


def batch(rng, sizes):
    return rng.uniform(-0.5, 0.5, (32, sizes[0])), rng.integers(sizes[-1], size=32)


def cpu_ms(call):
    began = time.process_time()
    call()
    return 1e3 * (time.process_time() - began)


# What it costs


def element_loop(network, x, y):
    """The largest relative error of an array by the element loop; only the loss is measured."""
    _, grads = network.loss_and_grads(network.params, x, y)
    errors = []
    for name, array in network.params.items():

        def loss(array, name=name):
            return network.loss({**network.params, name: array}, x, y)

        errors.append(relative_error(grads[name], numerical_gradient(loss, array)))
    return max(errors)


def torch_loss(x, y):
    x, y = torch.tensor(x), torch.tensor(y)

    def loss(w1, b1, w2, b2):
        hidden = torch.relu(x @ w1 + b1)
        return torch.nn.functional.cross_entropy(hidden @ w2 + b2, y)

    return loss


def torch_check(loss, params, fast):
    tensors = [torch.tensor(array, requires_grad=True) for array in params.values()]
    return torch.autograd.gradcheck(loss, tensors, fast_mode=fast, raise_exception=False)


def cost(rounds):
    calls = {
        "check_gradients": (rounds, lambda n, x, y, rng: check_gradients(n, x, y, rng=rng)),
        "gradient_check_network, 1 direction": (
            rounds,
            lambda n, x, y, rng: gradient_check_network(n.loss_and_grads, n.params, x, y, rng),
        ),
        "element loop": (3, lambda n, x, y, rng: element_loop(n, x, y)),
    }
    if torch:
        calls["torch gradcheck, slow"] = (
            3,
            lambda n, x, y, rng: torch_check(torch_loss(x, y), n.params, False),
        )
        calls["torch gradcheck, fast"] = (
            rounds,
            lambda n, x, y, rng: torch_check(torch_loss(x, y), n.params, True),
        )
    rows = [("10,210 parameters, all right", "median CPU ms", "worst CPU ms")]
    times = {name: [] for name in calls}
    for seed in range(rounds + 1):
        rng = np.random.default_rng(seed)
        network = Network(SIZES, rng=rng)
        x, y = batch(rng, SIZES)
        for name, (count, call) in calls.items():
            if seed <= count:
                ms = cpu_ms(lambda call=call, args=(network, x, y, rng): call(*args))
                times[name] += [ms] if seed else []  # the first is warming up
    for name, measured in times.items():
        rows.append((name, f"{median(measured):.1f}", f"{max(measured):.1f}"))
    show(*rows)


# What it finds


def planted(seed, sizes, bug, place):
    rng = np.random.default_rng(seed)
    x, y = batch(rng, sizes)
    return Planted(draw_params(sizes, rng), bug=bug, place=place, rng=rng), x, y, rng


def found(report, network, x, y):
    """Whether the report calls wrong exactly what is wrong, and names the layer."""
    right = Planted(network.params, network.activation)
    _, wanted = right.loss_and_grads(network.params, x, y)
    _, got = network.loss_and_grads(network.params, x, y)
    wrong = {name for name in wanted if relative_error(wanted[name], got[name]) > 1e-12}
    layer = max(int(name[1:]) for name in wrong)
    said = {name for name, verdict in report.verdicts.items() if verdict == "wrong"}
    return said == wrong and report.layer == layer


def bugs(seeds, sizes):
    L = len(sizes) - 1
    rows = [
        (
            f"{'-'.join(map(str, sizes))}, of {seeds} networks",
            *(f"layer {layer}: w, b" for layer in range(1, L + 1)),
            "least error",
            "median CPU ms",
        )
    ]
    missed, smallest = 0, np.inf
    for bug in BUGS:
        counts, errors, times = {}, [], []
        for place in places(bug, L):
            counts[place] = 0
            for seed in range(seeds):
                network, x, y, rng = planted(seed, sizes, bug, place)
                began = time.process_time()
                report = check_gradients(network, x, y, rng=rng)
                times.append(1e3 * (time.process_time() - began))
                counts[place] += found(report, network, x, y)
                errors += [e for n, e in report.errors.items() if report.verdicts[n] == "wrong"]
            missed += seeds - counts[place]
        cells = []
        for layer in range(1, L + 1):
            at = [counts[p] for p in (f"w{layer}", f"b{layer}", str(layer)) if p in counts]
            cells.append(", ".join(map(str, at)) or "-")
        rows.append((bug, *cells, f"{min(errors):.0e}", f"{median(times):.0f}"))
        smallest = min(smallest, *errors)
    show(*rows)
    print(f"{missed} missed or misplaced; the smallest error of a wrong array is {smallest:.0e}")


def others():
    """Which bugs the others find in one network: theirs is a wrong array, not a place in it."""
    rows = [
        (
            "one network, bug in w1",
            "check_gradients",
            "element loop",
            *(["torch slow", "torch fast"] if torch else []),
        )
    ]
    for bug in BUGS:
        place = "1" if BUGS[bug] == "all" else "w1"
        network, x, y, rng = planted(0, SIZES, bug, place)
        cells = [not check_gradients(network, x, y, rng=rng).ok, element_loop(network, x, y) > 1e-6]
        if torch:
            loss = as_torch(network, x, y)
            cells += [not torch_check(loss, network.params, fast) for fast in (False, True)]
        rows.append((bug, *("found" if cell else "missed" for cell in cells)))
    show(*rows)


def as_torch(network, x, y):
    """A planted network as a function for torch, which then checks our backward pass."""

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *arrays):
            ctx.params = dict(
                zip(network.params, (a.detach().numpy() for a in arrays), strict=True)
            )
            return torch.tensor(float(network.loss(ctx.params, x, y)), dtype=torch.float64)

        @staticmethod
        def backward(ctx, dout):
            _, grads = network.loss_and_grads(ctx.params, x, y)
            return tuple(dout * torch.tensor(grad) for grad in grads.values())

    return Loss.apply


# Whether it raises false alarms


def false_alarms(seeds):
    head = f"right networks, {seeds} each"
    rows = [(head, "false alarms", "arrays", "told right", "first error: median", "99 %", "worst")]
    alarms = 0
    for name, make in RIGHT.items():
        wrong, told, errors = 0, 0, []
        for seed in range(seeds):
            network, x, y, rng = make(seed)
            # What the first steps measure, before any second look.
            errors += check_gradients(network, x, y, tolerance=0.999).errors.values()
            report = check_gradients(network, x, y, rng=rng)
            wrong += not report.ok
            told += list(report.verdicts.values()).count("agrees")
        alarms += wrong
        quantiles = [f"{error:.0e}" for error in np.quantile(errors, (0.5, 0.99, 1))]
        rows.append((name, str(wrong), str(len(errors)), str(told), *quantiles))
    show(*rows)
    print(f"{alarms} false alarms in {seeds * len(RIGHT)} networks")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=30, help="checks that are timed (default: 30)"
    )
    parser.add_argument("--bugs", type=int, default=20, help="networks for each bug (default: 20)")
    parser.add_argument("--right", type=int, default=200, help="of each kind (default: 200)")
    options = parser.parse_args()
    cost(options.rounds)
    print()
    for sizes in (SIZES, DEEP):
        bugs(options.bugs, sizes)
        print()
    others()
    print()
    false_alarms(options.right)
    if torch is None:
        print("\nPyTorch is not installed; to see it here: pip install torch==2.13.0")


if __name__ == "__main__":
    main()
