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
        before it. If it was the validation loss, the step after which it was taken.
    epoch : int or None
        Which epoch, counted from 1; None outside of `Trainer.fit`.
    lr : float
        The learning rate.
    loss : float
        The loss of the batch, or that of validation.
    cause : {"data", "val", "parameters", "output", "loss", "gradient"}
        Where the first number that is not finite was found, in the order of the calculation.
    layer : int or None
        The layer whose parameters, output or gradient that was, counted from 1.
    layers : list of dict
        For each layer "layer" and the norms of its "parameters", "output" and "gradient".
    earlier : dict of int to list of float
        For two earlier steps, the norm of each layer's gradient: the first, and the last at which
        loss and gradients were far larger than ever before.
    """

    def __init__(self, message, **facts):
        super().__init__(message)
        self.__dict__.update(facts)


def not_finite(
    network, batch, loss, grads, optimizer, *, clip=None, epoch=None, data=None, earlier=None
):
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
    earlier : dict of int to list of float, optional
        By step, the norm of each layer's gradient.

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
    earlier = {} if cause == "data" else earlier or {}
    if cause == "data":
        advice = _data_advice()
    elif cause == "parameters" and step == 1:
        advice = ["Begin with a new Network: the parameters that you gave hold NaN or infinity."]
    else:
        advice = _advice(layers, batch, lr, clip)
    return NotFinite(
        _paragraphs(
            f"{what} is not a finite number at {_when(step, epoch)}, with lr = {lr:g}.",
            _began(cause, layer, data or batch, arrays),
            "\n".join([*_table(layers, earlier), *_growth(earlier)]),
            _to_try(advice),
        ),
        step=step,
        epoch=epoch,
        lr=lr,
        loss=float(loss),
        cause=cause,
        layer=layer,
        layers=layers,
        earlier=earlier,
    )


def not_finite_in_val(loss, val, optimizer, epoch=None):
    """Say where a validation set holds a number that is not finite.

    Parameters
    ----------
    loss : float
    val : tuple
        The pair (x, y).
    optimizer : Optimizer
    epoch : int, optional

    Returns
    -------
    NotFinite
        To be raised.
    """
    step = optimizer.steps
    message = _paragraphs(
        f"the validation loss, {loss}, is not a finite number after {_when(step, epoch)}.",
        f"It began in val: {_found_in(val)}.",
        _to_try(["Leave such examples out, or fill in the numbers that are missing."]),
    )
    facts = {"step": step, "epoch": epoch, "lr": optimizer.lr_now, "loss": float(loss)}
    return NotFinite(message, **facts, cause="val", layer=None, layers=[], earlier={})


def gradient_norms(grads):
    """The norm of each layer's gradient; where squares overflow, it does not."""
    layers = range(1, len(grads) // 2 + 1)
    return [global_norm({kind: grads[f"{kind}{layer}"] for kind in "wb"}) for layer in layers]


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


def _paragraphs(*paragraphs):
    return "\n\n".join(paragraphs)


def _when(step, epoch):
    return f"step {step}" if epoch is None else f"step {step} (epoch {epoch})"


def _to_try(advice):
    return "\n".join(["What to try:", *(f"- {line}" for line in advice)])


def _began(cause, layer, data, arrays):
    if cause == "data":
        return f"It began in the data: {_found_in(data)}."
    if cause == "parameters":
        found = [_found(name, array) for name, array in arrays[layer - 1]["parameters"].items()]
        return (
            f"It began in layer {layer}: its parameters were not finite before the step. "
            f"{' and '.join(filter(None, found))}."
        )
    return {
        "output": f"It began in layer {layer}, on the way forward: its output is not finite, "
        "though its input and its parameters are.",
        "loss": "It began in the loss: the network's output is finite, but too large for it.",
        "gradient": f"It began in layer {layer}, on the way back: its gradient is not finite, "
        "though the loss is.",
    }[cause]


def _found_in(data):
    found = [_found(name, array) for name, array in zip("xy", data, strict=True)]
    return " and ".join(filter(None, found))


def _found(name, array):
    if name == "y" and array.shape[1:] == (1,):
        array = array[:, 0]  # as most people give it
    places = np.argwhere(~np.isfinite(array))
    if not len(places):
        return None
    first = f"{name}[{', '.join(map(str, places[0]))}]"
    value = array[tuple(places[0])]
    return f"{first} is {value}" + (f" (and {len(places) - 1} more)" if len(places) > 1 else "")


def _table(layers, earlier):
    """A line a layer, with the norms of what there is of it."""
    columns = {name: [row[name] for row in layers] for name in ("parameters", "output", "gradient")}
    columns |= {f"gradient at step {step}": norms for step, norms in earlier.items()}
    widths = [max(len(name) + 2, 12) for name in columns]
    rows = zip(*columns.values(), strict=True)
    yield "norms of:"
    yield "layer" + "".join(f"{name:>{width}}" for name, width in zip(columns, widths, strict=True))
    for layer, row in enumerate(rows, start=1):
        yield f"{layer:>5}" + "".join(
            f"{norm:>{width}.3g}" for norm, width in zip(row, widths, strict=True)
        )


def _growth(earlier):
    """Say which layer's gradient grew most before all was lost; or at least, which was longest."""
    if not earlier:
        return
    (first, before), *_, (last, after) = [*earlier.items()] * 2
    before, after = np.array(before), np.array(after)
    ratio = np.divide(after, before, out=np.zeros(len(before)), where=before > 0)
    if ratio.max() > 1:
        most = ratio.argmax()
        yield (
            f"From step {first} to step {last} the gradient of layer {most + 1} grew most: its "
            f"norm went from {before[most]:.3g} to {after[most]:.3g}."
        )
    else:
        most = after.argmax()
        yield f"At step {last} the gradient of layer {most + 1} was the longest: {after[most]:.3g}."


def _data_advice():
    return [
        "Leave such examples out, or fill in the numbers that are missing.",
        "The step was not taken: with whole data you can go on from here.",
    ]


def _advice(layers, batch, lr, clip):
    advice = [f"A smaller learning rate, such as lr={min(lr / 10, 0.1):g}."]
    norms = np.array([row["parameters"] for row in layers])
    if not np.isfinite(norms).all():
        advice.insert(0, "Begin with a new Network and Optimizer: parameters are NaN or infinite.")
    elif norms.max() >= LARGE_WEIGHTS:
        advice.insert(0, "Begin with a new Network and Optimizer: the weights are far too large.")
    if clip is None:
        advice.append("Gradients that cannot become too long: Trainer(..., clip=1.0).")
    for name, array in zip("xy", batch, strict=True):
        largest = float(np.abs(array).max())
        if array.dtype.kind == "f" and largest > LARGE_DATA:
            advice.append(f"Smaller numbers: {name} reaches {largest:.3g}. See standardize.")
    return advice
