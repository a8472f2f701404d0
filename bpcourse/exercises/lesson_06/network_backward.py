"""network_backward: the layers once more, from the last to the first."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, entries
from ..model import Exercise, Probe
from . import from_the_prompt
from .network_backward_wrong import MISCONCEPTIONS
from .shared import network, with_dlogits, with_seed


def run(t, x, dlogits, **params):
    names = list(params)
    _, cache = t.network_forward(params, x)[:2]
    grads = t.network_backward(dlogits, cache)
    if isinstance(grads, dict) and "w0" in grads and names[-2] not in grads:
        raise WrongReturn(f"the dict it returned has a 'w0' and no {names[-2]!r}: count from 1")
    grads = entries(grads, *names)
    return {f"d{name}": grads[name] for name in names}


def run_own(t, x, dlogits, seed, **params):
    """Also the slopes of the forward pass that the cache came from, all arrays moving at once."""
    names, kept = list(params), {name: value.copy() for name, value in params.items()}
    inputs, upstream = x.copy(), dlogits.copy()
    _, cache = t.network_forward(params, x)[:2]
    grads = t.network_backward(dlogits, cache)
    if isinstance(grads, dict) and "w0" in grads and names[-2] not in grads:
        raise WrongReturn(f"the dict it returned has a 'w0' and no {names[-2]!r}: count from 1")
    grads = entries(grads, *names)
    outputs = {f"d{name}": grads[name] for name in names}
    if any(np.squeeze(grads[name]).shape != np.squeeze(kept[name]).shape for name in names):
        return outputs

    rng, pairs = np.random.default_rng(int(seed)), []
    for _ in range(2):
        v = {name: rng.standard_normal(kept[name].shape) for name in names}
        ends = []
        for h in (1e-5, -1e-5):
            moved = {name: kept[name] + h * v[name] for name in names}
            ends.append(np.sum(upstream * t.network_forward(moved, inputs.copy())[0]))
        promised = sum(np.vdot(grads[name], v[name]) for name in names)
        pairs.append([promised, (ends[0] - ends[1]) / 2e-5])
    return {**outputs, "own.gradient": np.array(pairs)}


def run_deep(t, x, dlogits, **params):
    """Of many layers the first three, below which every mistake above them shows."""
    names = list(params)
    _, cache = t.network_forward(params, x)[:2]
    grads = t.network_backward(dlogits, cache)
    if isinstance(grads, dict) and "w0" in grads and names[-2] not in grads:
        raise WrongReturn(f"the dict it returned has a 'w0' and no {names[-2]!r}: count from 1")
    grads = entries(grads, *names)
    return {f"d{name}": grads[name] for name in names[:6]}


def upstream(*sizes, dtype=np.float64):
    return with_dlogits(network(*sizes, dtype=dtype))


# Correct code, written another way. Each has the reference's forward pass beside it.


def without_layers(dlogits, cache):
    grads = {}
    d = dlogits
    for number, ((h, w), z) in reversed(list(enumerate(cache, start=1))):
        if number < len(cache):
            d = np.where(z < 0, 0, d)
        grads[f"b{number}"] = d.sum(axis=0, keepdims=True)
        grads[f"w{number}"] = np.einsum("nd,nm->dm", h, d)
        d = np.einsum("nm,dm->nd", d, w)
    return grads


def by_popping(dlogits, cache):
    L, names, values = len(cache), [], []
    while cache:
        (h, w), z = cache.pop()
        if len(cache) < L - 1:
            dlogits *= z > 0
        names += [f"b{len(cache) + 1}", f"w{len(cache) + 1}"]
        values += [dlogits.sum(0).tolist(), (h.T @ dlogits).tolist()]
        dlogits = dlogits @ w.T
    return dict(zip(names, values, strict=True))


def by_recursion(dlogits, cache):
    def below(dout, number, grads):
        if number == 0:
            return grads
        (h, w), _ = cache[number - 1]
        mask = cache[number - 2][1] > 0 if number > 1 else 1
        grads |= {f"w{number}": h.T @ dout, f"b{number}": np.ones(len(h)) @ dout, "dx": None}
        return below(dout @ w.T * mask, number - 1, grads)

    return below(dlogits, len(cache), {})


def example_by_example(dlogits, cache):
    grads = {}
    for n, row in enumerate(dlogits):
        for number in range(len(cache), 0, -1):
            (h, w), z = cache[number - 1]
            if number < len(cache):
                row = [g if v > 0 else 0.0 for g, v in zip(row, z[n], strict=True)]
            dw, db = np.outer(h[n], row), np.asarray(row)
            grads[f"w{number}"] = grads.get(f"w{number}", 0) + dw
            grads[f"b{number}"] = grads.get(f"b{number}", 0) + db
            row = w @ row
    return grads


def named_in_the_end(dlogits, cache):
    grads, dout, above = [], dlogits.astype(np.float64), False
    for kept, z in cache[::-1]:
        dz = nn.relu_backward(dout, z) if above else dout
        dout, *pair = nn.linear_backward(dz, kept)
        grads, above = [pair, *grads], True
    pairs = enumerate(grads, start=1)
    return {f"{name}{i}": g for i, pair in pairs for name, g in zip("wb", pair, strict=True)}


def masked_by_the_output(dlogits, cache):
    dout, grads = dlogits, {}
    for number in range(len(cache), 0, -1):
        kept, _ = cache[number - 1]
        dout, grads[f"w{number}"], grads[f"b{number}"] = nn.linear_backward(dout, kept)
        dout *= np.sign(kept[0]) if number > 1 else 1
    return dict(sorted(grads.items()))


NETWORK_BACKWARD = Exercise(
    name="network_backward",
    points=3,
    minutes=12,
    lines=8,
    reference=nn.network_backward,
    own=("network_forward",),
    probes=(
        Probe("three layers", with_seed(upstream(5, 3, 6, 4, 2)), run_own),
        Probe("two layers", upstream(5, 3, 6, 4), run),
        Probe("three layers, all sizes 4", upstream(4, 4, 4, 4, 4), run),
        Probe("a single layer", upstream(5, 3, 4), run),
        Probe("a batch of one", upstream(1, 2, 4, 3, 5), run),
        Probe("eleven layers", upstream(3, *[4] * 12), run_deep),
        Probe("float32", upstream(6, 4, 3, 5, dtype=np.float32), run, rtol=1e-3),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Walk through the layers from the last to the first, with one variable that is dlogits "
        "at the start. What has become of it when you reach layer l, and which entry of the "
        "cache belongs there?",
        "At each layer but the last, the gradient first passes the relu that stands after it, "
        "masked by that layer's own sum; then the linear layer, which gives dw and db for the "
        "dict, and dx, which is the gradient of the output of the layer below.",
        "range can count down from L to 1; lists count from 0, layers from 1. In the loop: "
        "relu_backward unless this is the last layer, linear_backward with what this layer kept, "
        "two entries in the dict, and the variable takes on dx for the next round.",
    ),
    variants=(
        without_layers,
        by_popping,
        by_recursion,
        example_by_example,
        named_in_the_end,
        masked_by_the_output,
        from_the_prompt.network_backward,
    ),
)
