"""two_layer_loss_and_grads: four lines there, four lines back."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, entries, unpack
from ..model import Exercise, Probe
from . import from_the_prompt
from .shared import network, with_labels, with_seed
from .two_layers_wrong import MISCONCEPTIONS


def run(t, x, y, **params):
    got = t.two_layer_loss_and_grads(params, x, y)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise WrongReturn("it should be a pair: the loss, and the gradients by name")
    loss, grads = got
    grads = entries(grads, *params)
    return {**unpack(loss, "loss"), **{f"d{name}": grads[name] for name in params}}


def run_own(t, x, y, seed, **params):
    """Also the slopes of the loss that the function itself returns, all arrays moving at once."""
    names, kept = list(params), {name: value.copy() for name, value in params.items()}
    inputs, labels = x.copy(), y.copy()
    got = t.two_layer_loss_and_grads(params, x, y)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise WrongReturn("it should be a pair: the loss, and the gradients by name")
    grads = entries(got[1], *names)
    outputs = {**unpack(got[0], "loss"), **{f"d{name}": grads[name] for name in names}}
    if any(np.squeeze(grads[name]).shape != np.squeeze(kept[name]).shape for name in names):
        return outputs

    rng, pairs = np.random.default_rng(int(seed)), []
    for _ in range(2):
        v = {name: rng.standard_normal(kept[name].shape) for name in names}
        ends = []
        for h in (1e-5, -1e-5):
            moved = {name: kept[name] + h * v[name] for name in names}
            loss, _ = t.two_layer_loss_and_grads(moved, inputs.copy(), labels.copy())
            ends.append(unpack(loss, "loss")["loss"].sum())
        promised = sum(np.vdot(grads[name], v[name]) for name in names)
        pairs.append([promised, (ends[0] - ends[1]) / 2e-5])
    return {**outputs, "own.gradient": np.array(pairs)}


def labelled(*sizes, dtype=np.float64):
    return with_labels(network(*sizes, dtype=dtype))


# Correct code, written another way.


def without_layers(params, x, y):
    w1, b1, w2, b2 = (params[name] for name in ("w1", "b1", "w2", "b2"))
    N = len(x)
    h = np.clip(x @ w1 + b1, 0, None)
    logits = h @ w2 + b2
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    loss = -np.log(p[range(N), y] + 1e-12).mean()
    p[range(N), y] -= 1
    dz = p @ w2.T * (h > 0)
    return loss, {
        "w1": x.T @ dz / N,
        "b1": dz.sum(0) / N,
        "w2": h.T @ p / N,
        "b2": p.sum(0, keepdims=True) / N,
    }


def example_by_example(params, x, y):
    grads = {name: np.zeros(w.shape) for name, w in params.items()}
    losses = []
    for row, label in zip(x, y, strict=True):
        z = row @ params["w1"] + params["b1"]
        h = np.where(z > 0, z, 0)
        logits = h @ params["w2"] + params["b2"]
        losses.append(nn.logsumexp(logits[None])[0] - logits[label])
        d = nn.softmax(logits[None])[0]
        d[label] -= 1
        dz = (params["w2"] @ d) * (z > 0)
        grads["w2"] += np.outer(h, d) / len(x)
        grads["b2"] += d / len(x)
        grads["w1"] += np.outer(row, dz) / len(x)
        grads["b1"] += dz / len(x)
    return [np.array([sum(losses) / len(losses)]), grads]


def with_network_functions(params, x, y):
    logits, cache = nn.network_forward(params, x)
    grads = nn.network_backward(nn.cross_entropy_backward(logits, y), cache)
    return nn.cross_entropy(logits, y), {name: g.tolist() for name, g in grads.items()}


def in_place(params, x, y):
    z1, cache1 = nn.linear_forward(x, params["w1"], params["b1"])
    z1[z1 < 0] = 0
    logits, cache2 = nn.linear_forward(z1, params["w2"], params["b2"])
    loss = nn.cross_entropy(logits, y)
    dz1, dw2, db2 = nn.linear_backward(nn.cross_entropy_backward(logits, y), cache2)
    dz1[z1 == 0] = 0
    _, dw1, db1 = nn.linear_backward(dz1, cache1)
    params.update(w1=dw1, b1=db1, w2=dw2, b2=db2)
    return loss, params


def with_ones_for_the_biases(params, x, y):
    def with_ones(a):
        return np.hstack([a, np.ones((len(a), 1))])

    w1, w2 = (np.vstack([params[f"w{i}"], params[f"b{i}"]]) for i in (1, 2))
    x1 = with_ones(x)
    h1 = with_ones(nn.relu(x1 @ w1))
    logits = h1 @ w2
    d = nn.cross_entropy_backward(logits, y)
    g2 = np.einsum("nh,nc->hc", h1, d)
    g1 = np.einsum("nd,nh->dh", x1, np.where(h1 > 0, d @ w2.T, 0)[:, :-1])
    return nn.cross_entropy(logits, y), {
        "b2": g2[-1],
        "b1": g1[-1],
        "w2": g2[:-1],
        "w1": g1[:-1],
        "dx": None,
    }


TWO_LAYER_LOSS_AND_GRADS = Exercise(
    name="two_layer_loss_and_grads",
    points=3,
    minutes=15,
    lines=9,
    reference=nn.two_layer_loss_and_grads,
    probes=(
        Probe("N=5, D=3, H=6, C=4", with_seed(labelled(5, 3, 6, 4)), run_own),
        Probe("all sizes 4", labelled(4, 4, 4, 4), run),
        Probe("a batch of one", labelled(1, 3, 5, 2), run),
        Probe("as many inputs as hidden units", labelled(6, 5, 5, 3), run),
        Probe("float32", labelled(7, 2, 4, 3, dtype=np.float32), run, rtol=1e-3),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Write the way there first, one line a layer, and give every result a name: z1, h1, "
        "logits, loss. Then ask of each line, from the last to the first: which backward pass "
        "belongs to it, and what did it need to remember?",
        "The way back begins with the gradient of the loss with respect to the logits. Each "
        "layer turns the gradient of its output into that of its input, which is the gradient of "
        "the output of the layer below. A linear layer gives two more on the way.",
        "Four calls back: cross_entropy_backward, linear_backward with the second cache, "
        "relu_backward with what relu was given, linear_backward with the first cache. The loss "
        "has made a mean already, so no line divides again.",
    ),
    variants=(
        without_layers,
        example_by_example,
        with_network_functions,
        in_place,
        with_ones_for_the_biases,
        from_the_prompt.two_layer_loss_and_grads,
    ),
)
