"""network_forward: the same layer, as often as the params say."""

import numpy as np

from bpcourse import nn

from ..kit import WrongReturn, unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt
from .shared import network


def run(t, x, **params):
    got = t.network_forward(params, x)
    if not isinstance(got, (tuple, list)) or len(got) < 2:
        raise WrongReturn("it should be a pair: the logits, and a cache for the way back")
    return unpack(tuple(got[:1]), "logits")


def last_layer_first(rng):
    """A network whose names come in another order: which layer is which is said by the names."""
    inputs = network(3, 3, 3, 3)(rng)
    return {name: inputs[name] for name in ("x", "w2", "b2", "w1", "b1")}


def walk(params, x, names, between=nn.relu, last=lambda z: z, bias=1):
    """Layers in the order of their numbers, with another activation between or after them."""
    out = x
    for i, number in enumerate(names):
        out = out @ params[f"w{number}"] + bias * params[f"b{number}"]
        out = between(out) if i < len(names) - 1 else last(out)
    return out, []


def numbers(params):
    return range(1, len(params) // 2 + 1)


def wrong(**changes):
    """A wrong network with another activation, or with none."""
    return lambda params, x: walk(params, x, numbers(params), **changes)


def other_layers(make):
    """A wrong network that takes other layers, or takes them in another order."""
    return lambda params, x: walk(params, x, make(len(params) // 2))


def relu_only_where(condition):
    """A wrong network with a relu after layer l of L where ``condition(l, L)`` holds."""

    def forward(params, x):
        out, L = x, len(params) // 2
        for layer in range(1, L + 1):
            out = out @ params[f"w{layer}"] + params[f"b{layer}"]
            out = nn.relu(out) if condition(layer, L) else out
        return out, []

    return forward


def relu_before(params, x):
    return nn.network_forward(params, nn.relu(x))


def inputs_every_time(params, x):
    L = len(params) // 2
    return x @ params[f"w{L}"] + params[f"b{L}"], []


def transposed(params, x):
    return nn.network_forward({n: w.T for n, w in params.items()}, x)


# Correct code, written another way.


def by_recursion(params, x):
    def layer(out, number):
        if f"w{number}" not in params:
            return out, []
        z = out @ params[f"w{number}"] + params[f"b{number}"]
        if f"w{number + 1}" not in params:
            return z, [(out, z)]
        logits, above = layer(np.where(z > 0, z, 0), number + 1)
        return logits, [(out, z), *above]

    return layer(x, 1)


def from_lists(params, x):
    order = sorted(params, key=lambda name: (int(name[1:]), name))
    cache = {"h": [x], "params": params}
    h = x
    for i in range(0, len(order), 2):
        b, w = params[order[i]], params[order[i + 1]]
        if i:
            h = np.maximum(h, 0)
        h = np.einsum("nd,dm->nm", h, w) + b
        cache["h"].append(h)
    return [h.tolist(), cache]


def example_by_example(params, x):
    rows, L = [], len([name for name in params if name.startswith("w")])
    for row in x:
        for layer in range(1, L):
            row = np.maximum(params[f"w{layer}"].T @ row + params[f"b{layer}"], 0)
        rows.append(params[f"w{L}"].T @ row + params[f"b{L}"])
    return np.array(rows), None


def in_place(params, x):
    L = len(params) // 2
    cache = {}
    for layer in range(1, L + 1):
        x = x.dot(params.pop(f"w{layer}"))
        x += params.pop(f"b{layer}")
        if layer != L:
            x *= x > 0
        cache[layer] = x
    return x, cache


def in_double(params, x):
    wide = {name: value.astype(np.float64) for name, value in params.items()}
    cache = []
    for layer in range(1, len(wide)):
        if f"w{layer}" not in wide:
            break
        if cache:
            x = (abs(x) + x) / 2
        x, kept = nn.linear_forward(x.astype(np.float64), wide[f"w{layer}"], wide[f"b{layer}"])
        cache = [*cache, kept]
    return x, cache, wide


BIAS = "The biases have no say: your logits are those of a network in which all of them are 0."
SOFTMAX = (
    "What comes out are probabilities, not logits. The softmax belongs to the loss; the network "
    "ends with its last linear layer."
)
OTHER = (
    "Between the layers stands another activation than relu. Relu keeps what is positive as it "
    "is, and puts 0 for the rest."
)

NETWORK_FORWARD = Exercise(
    name="network_forward",
    points=2,
    minutes=10,
    lines=7,
    reference=nn.network_forward,
    probes=(
        Probe("two layers", network(5, 3, 6, 4), run),
        Probe("three layers", network(4, 3, 5, 4, 2), run),
        Probe("three layers, all sizes 4", network(4, 4, 4, 4, 4), run),
        Probe("a single layer", network(5, 3, 4), run),
        Probe("a batch of one", network(1, 2, 4, 3, 5), run),
        Probe("eleven layers", network(3, *[4] * 12), run),
        Probe("float32", network(6, 4, 3, 5, dtype=np.float32), run, rtol=1e-3),
        Probe(
            "names in another order",
            last_layer_first,
            run,
            advice="Where params lists its layers in another order, other numbers come out. Which "
            "layer is which is said by the names. It costs no points.",
        ),
    ),
    misconceptions=(
        Misconception(
            "relu-after-last",
            "There is a relu after the last layer too. Logits may be negative: that is how a "
            "network says that a class is unlikely.",
            wrong(last=nn.relu),
        ),
        Misconception(
            "relu-missing",
            "There is no relu between the layers. Without a bend between them, any number of "
            "linear layers is worth no more than one.",
            wrong(between=lambda z: z),
        ),
        Misconception(
            "relu-missing-once",
            "One of the relus between the layers is missing, the last one: with L layers there are "
            "L - 1 of them. Count where your loop stops.",
            relu_only_where(lambda layer, L: layer < L - 1),
        ),
        Misconception(
            "relu-missing-first",
            "The relu after the first layer is missing; the later ones are there. Look where the "
            "counting begins.",
            relu_only_where(lambda layer, L: 1 < layer < L),
        ),
        Misconception(
            "relu-after-first-only",
            "There is a relu after the first layer, and none between the later ones. Every two "
            "layers have one between them.",
            relu_only_where(lambda layer, L: layer == 1 < L),
        ),
        Misconception(
            "relu-on-the-inputs",
            "x itself goes through a relu before the first layer, and what is negative in it is "
            "lost. Relu stands after a layer and before the next.",
            relu_before,
        ),
        Misconception("other-activation", OTHER, wrong(between=nn.sigmoid)),
        Misconception("other-activation", OTHER, wrong(between=np.tanh)),
        Misconception("other-activation", OTHER, wrong(between=np.abs)),
        Misconception(
            "other-activation", OTHER, wrong(between=lambda z: np.where(z > 0, z, 0.01 * z))
        ),
        Misconception("softmax-at-the-end", SOFTMAX, wrong(last=nn.softmax)),
        Misconception("softmax-at-the-end", SOFTMAX, wrong(last=nn.sigmoid)),
        Misconception("biases-forgotten", BIAS, wrong(bias=0)),
        Misconception(
            "last-layer-forgotten",
            "The last layer is missing. Count the layers that your loop runs through.",
            other_layers(lambda L: range(1, L)),
        ),
        Misconception(
            "last-layer-forgotten",
            "The last layer is missing: what comes out are the hidden values below it, relu and "
            "all.",
            lambda params, x: walk(
                params, x, range(1, len(params) // 2), last=lambda z: np.maximum(z, 0)
            ),
        ),
        Misconception(
            "first-layer-forgotten",
            "The first layer is missing: x goes straight into the second. Look where your "
            "counting begins.",
            other_layers(lambda L: range(2, L + 1)),
        ),
        Misconception(
            "two-layers-only",
            "Only two layers take part, however many there are. How many there are is for the "
            "params to say.",
            other_layers(lambda L: (1, 2)),
        ),
        Misconception(
            "two-layers-only",
            "Only the first and the last layer take part. Those between have their say too.",
            other_layers(lambda L: (1, L) if L > 1 else (1,)),
        ),
        Misconception(
            "sorted-by-name",
            "With more than nine layers they come in the wrong order: in the order of the "
            'alphabet "w10" stands before "w2". The numbers should be counted, not the names '
            "sorted.",
            other_layers(lambda L: sorted(range(1, L + 1), key=str)),
        ),
        Misconception(
            "nine-layers-only",
            "From the tenth layer on nothing takes part: only one digit of a layer's number is "
            "read, or counted to.",
            other_layers(lambda L: range(1, min(L, 9) + 1)),
        ),
        Misconception(
            "wrong-way-round",
            "The last layer comes first. x meets the layers in the order of their numbers.",
            other_layers(lambda L: range(L, 0, -1)),
        ),
        Misconception(
            "first-layer-every-time",
            "Every layer uses the first one's weights. Each layer has its own, and the number in "
            "the name says whose.",
            other_layers(lambda L: [1] * L),
        ),
        Misconception(
            "inputs-every-time",
            "Every layer starts from x again, so only the last one counts. A layer receives "
            "what the layer before it put out.",
            inputs_every_time,
        ),
        Misconception(
            "weights-transposed",
            "The weights are turned over: rows are inputs and columns are outputs already.",
            transposed,
        ),
    ),
    hints=(
        "You wrote the layers one after the other for two of them. Which lines are the same but "
        "for the number in the names, and what goes from one to the next?",
        "What comes out of layer l goes into layer l + 1, through a relu: L layers have L - 1 "
        "relus. The params hold two arrays a layer, so their number says how many there are.",
        "A loop over the numbers 1 to L, names made with f-strings, one variable that is x at "
        "first and each layer's output after it. Append what the way back will need of each "
        "layer to a list: what linear_forward kept, and the sum before the relu.",
    ),
    variants=(
        by_recursion,
        from_lists,
        example_by_example,
        in_place,
        in_double,
        from_the_prompt.network_forward,
    ),
)
