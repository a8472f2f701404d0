"""What to say when a training breaks: the exception `NotFinite`, and the search for the cause."""

import numpy as np

from .clipping import global_norm

# Beyond these, what one sees is divergence, or data that nobody has standardised.
LARGE_WEIGHTS = 1e3
LARGE_DATA = 1e2


class NotFinite(ArithmeticError):
    """The loss or a gradient is no longer a finite number. The message says where it began.

    Attributes
    ----------
    step : int
        Which step it was, counted from 1. It was not taken: the network has the parameters from
        before it.
    epoch : int or None
        Which epoch, counted from 1; None outside of `Trainer.fit`.
    lr : float
        The learning rate.
    loss : float
        The loss of the batch.
    cause : {"data", "parameters", "output", "loss", "gradient"}
        Where the first number that is not finite was found, in the order of the calculation.
    layer : int or None
        The layer whose parameters, output or gradient that was, counted from 1.
    layers : list of dict
        For each layer "layer" and the norms of its "parameters", "output" and "gradient".
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.__dict__.update(facts)


def not_finite(network, batch, loss, grads, optimizer, *, clip=None, epoch=None, data=None):
    """Find out where the first number stopped being finite, and what to say about it.

    Parameters
    ----------
    network : Network
    batch : tuple
        The (x, y) at which it happened.
    loss : float
    grads : dict of str to ndarray
    optimizer : Optimizer
    clip : float, optional
        To which norm gradients are clipped.
    epoch : int, optional
    data : tuple, optional
        All of (x, y), of which the batch is a part.

    Returns
    -------
    NotFinite
        To be raised.
    """
    arrays = _arrays(network, batch[0], grads)
    cause, layer = _first(arrays, batch, loss)
    layers = _norms(arrays)
    step, lr = optimizer.steps + 1, optimizer.lr_now
    what = "a gradient" if np.isfinite(loss) else f"the loss, {loss},"
    when = f"step {step}" if epoch is None else f"step {step} (epoch {epoch})"
    advice = _data_advice() if cause == "data" else _advice(layers, batch, lr, clip)
    message = "\n\n".join(
        [
            f"{what} is not a finite number at {when}, with lr = {lr:g}.",
            _began(cause, layer, data or batch),
            _table(layers),
            "What to try:\n" + "\n".join(f"- {line}" for line in advice),
        ]
    )
    return NotFinite(
        message,
        step=step,
        epoch=epoch,
        lr=lr,
        loss=float(loss),
        cause=cause,
        layer=layer,
        layers=layers,
    )


def _arrays(network, x, grads):
    """What there is of each layer, in the order of the calculation."""
    params = network.params
    outputs = [*network.hidden(params, x), network.forward(params, x)[0]]
    layers = []
    for layer, output in enumerate(outputs, start=1):
        w, b = f"w{layer}", f"b{layer}"
        layers.append(
            {
                "parameters": {w: params[w], b: params[b]},
                "output": {"out": output},
                "gradient": {w: grads[w], b: grads[b]},
            }
        )
    return layers


def _first(layers, batch, loss):
    """Follow the calculation: the first place where a number is not finite, and its layer."""

    def broken(what):
        return [layer for layer, row in enumerate(layers, 1) if not _is_finite(row[what].values())]

    if not _is_finite(batch):
        return "data", None
    for cause in ("parameters", "output"):
        if broken(cause):
            return cause, min(broken(cause))
    if not np.isfinite(loss):
        return "loss", None
    return "gradient", max(broken("gradient"))


def _is_finite(arrays):
    return all(np.isfinite(array).all() for array in arrays)


def _norms(layers):
    return [
        {"layer": layer, **{what: global_norm(arrays) for what, arrays in row.items()}}
        for layer, row in enumerate(layers, start=1)
    ]


def _began(cause, layer, data):
    if cause == "data":
        found = [_found(name, array) for name, array in zip("xy", data, strict=True)]
        return f"It began in the data: {' and '.join(filter(None, found))}."
    return {
        "parameters": f"It began in layer {layer}: its parameters were not finite before the step.",
        "output": f"It began in layer {layer}, on the way forward: its output is not finite, "
        "though its input and its parameters are.",
        "loss": "It began in the loss: the network's output is finite, but too large for it.",
        "gradient": f"It began in layer {layer}, on the way back: its gradient is not finite, "
        "though the loss is.",
    }[cause]


def _found(name, array):
    if name == "y" and array.shape[1:] == (1,):
        array = array[:, 0]  # as most people give it
    places = np.argwhere(~np.isfinite(array))
    if not len(places):
        return None
    first = f"{name}[{', '.join(map(str, places[0]))}]"
    value = array[tuple(places[0])]
    return f"{first} is {value}" + (f" (and {len(places) - 1} more)" if len(places) > 1 else "")


def _table(layers):
    names = ("parameters", "output", "gradient")
    head = "layer" + "".join(f"{'norm of ' + name:>20}" for name in names)
    rows = [f"{row['layer']:>5}" + "".join(f"{row[n]:>20.3g}" for n in names) for row in layers]
    return "\n".join([head, *rows])


def _data_advice():
    return [
        "Leave such examples out, or fill in the numbers that are missing.",
        "The step was not taken: with whole data you can go on from here.",
    ]


def _advice(layers, batch, lr, clip):
    advice = [f"A smaller learning rate, such as lr={min(lr / 10, 0.1):g}."]
    if not max(row["parameters"] for row in layers) < LARGE_WEIGHTS:
        advice.insert(0, "Begin with a new Network and Optimizer: the weights are far too large.")
    if clip is None:
        advice.append("Gradients that cannot become too long: Trainer(..., clip=1.0).")
    for name, array in zip("xy", batch, strict=True):
        largest = float(np.abs(array).max())
        if array.dtype.kind == "f" and largest > LARGE_DATA:
            advice.append(f"Smaller numbers: {name} reaches {largest:.3g}. See standardize.")
    return advice
