"""What goes wrong in mlp_forward, each right but for one thing."""

import numpy as np

from bpcourse import nn

from ..model import Misconception


def layers_of(params):
    """[(w1, b1), ..., (wL, bL)]"""
    return [(params[f"w{i}"], params[f"b{i}"]) for i in range(1, len(params) // 2 + 1)]


def chain(x, layers, activation=nn.relu, activated=lambda layer, L: layer < L):
    """The layers in a row, with an activation after some of them."""
    for layer, (w, b) in enumerate(layers, start=1):
        x = x @ w + b
        if activated(layer, len(layers)):
            x = activation(x)
    return x


def with_layers(change):
    """A network of other layers than those asked for."""
    return lambda params, x: chain(x, change(layers_of(params)))


def with_activation(activation):
    """A network with another activation than relu."""
    return lambda params, x: chain(x, layers_of(params), activation)


def with_relu_after(activated):
    """A network with relu in other places."""
    return lambda params, x: chain(x, layers_of(params), activated=activated)


def with_end(change):
    """A network in which something is done to the logits."""
    return lambda params, x: change(nn.mlp_forward(params, x))


def relu_first(params, x):
    for w, b in layers_of(params):
        x = nn.relu(x) @ w + b
    return x


def relu_before_the_bias(params, x):
    *hidden, (w, b) = layers_of(params)
    for weights, bias in hidden:
        x = nn.relu(x @ weights) + bias
    return x @ w + b


def stops_before_the_last(params, x):
    return chain(x, layers_of(params)[:-1], activated=lambda layer, L: True)


def always_from_x(params, x):
    return chain(x, layers_of(params)[-1:])


def returns_in_the_first_turn(params, x):
    return chain(x, layers_of(params)[:1], activated=lambda layer, L: len(params) > 2)


def by_sorted_names(layers):
    return [layers[i] for i in sorted(range(len(layers)), key=lambda i: str(i + 1))]


def twice_the_same(layers):
    return [layers[0]] * len(layers)


ONCE = (
    "Relu comes once, after the first layer, and the later layers follow on one another without "
    "it. It stands between every two layers."
)
TWICE = (
    "Your network has a layer too many: the {} one is used twice. Look at which layers your loop "
    "goes through, and which stand outside it."
)
TOO_SHORT = (
    "The last layer has no part in your logits: what you return is the hidden layer before it. "
    "Look at the last turn of your loop, and whether it runs."
)
FIXED_DEPTH = (
    "Right for a network of {} layers, and for no other: the number of layers is written into "
    "your code. How many there are is said by params."
)
AT_THE_END = (
    "The logits went through {}. They are wanted as the last layer gives them, any size and "
    "either sign: a loss, later, will do the rest."
)
OTHER_ACTIVATION = "Between the layers stands {}, where relu is asked for."
NO_BIAS = "The biases are missing {}. Each layer is a weighted sum and a bias."

MISCONCEPTIONS = (
    Misconception(
        "relu-missing",
        "There is no relu in your network. Without one, layers in a row are no more than a single "
        "linear layer, however many they are.",
        with_relu_after(lambda layer, L: False),
    ),
    Misconception(
        "relu-after-the-last",
        "Your logits are never negative: relu also follows the last layer. It stands between "
        "layers; what the last one gives is left as it is.",
        with_relu_after(lambda layer, L: True),
    ),
    Misconception(
        "relu-on-the-input",
        "Relu stands before every layer, and so x itself goes through it: what is negative in "
        "the data is lost. The first relu comes after the first layer.",
        relu_first,
    ),
    Misconception(
        "relu-one-too-few",
        "The last hidden layer has no relu. Every layer but the very last is followed by one: "
        "look at the number your layer is compared with.",
        with_relu_after(lambda layer, L: layer < L - 1),
    ),
    Misconception("relu-once", ONCE, with_relu_after(lambda layer, L: layer == 1)),
    Misconception("relu-once", ONCE, with_relu_after(lambda layer, L: layer == 1 < L)),
    Misconception(
        "relu-at-the-end-only",
        "Relu follows the last layer and no other: it should be just the other way round. Look at "
        "the condition that decides.",
        with_relu_after(lambda layer, L: layer == L),
    ),
    Misconception(
        "relu-before-the-bias",
        "Relu comes between the product and the bias. The bias belongs to the sum: it decides "
        "with the rest whether a unit is above 0.",
        relu_before_the_bias,
    ),
    Misconception(
        "bias-forgotten",
        NO_BIAS.format("in every layer"),
        with_layers(lambda layers: [(w, 0) for w, _ in layers]),
    ),
    Misconception(
        "last-bias-forgotten",
        NO_BIAS.format("from the last layer"),
        with_layers(lambda layers: [*layers[:-1], (layers[-1][0], 0)]),
    ),
    Misconception(
        "bias-subtracted",
        "The biases are taken away, in every layer, where they should be added.",
        with_layers(lambda layers: [(w, -b) for w, b in layers]),
    ),
    Misconception(
        "last-layer-left-out",
        TOO_SHORT,
        stops_before_the_last,
    ),
    Misconception(
        "last-layer-left-out",
        TOO_SHORT,
        with_layers(lambda layers: layers[:-1]),
    ),
    Misconception(
        "first-layer-left-out",
        "Your network begins with the second layer: x never meets w1. Layers are counted from 1.",
        with_layers(lambda layers: layers[1:]),
    ),
    Misconception(
        "first-layer-only",
        "What you return comes from the first layer, and no other is used. A return inside a loop "
        "ends it in the first turn.",
        returns_in_the_first_turn,
    ),
    Misconception(
        "fixed-depth",
        FIXED_DEPTH.format("two"),
        with_layers(lambda layers: [layers[0], layers[1]]),
    ),
    Misconception(
        "fixed-depth",
        FIXED_DEPTH.format("three"),
        with_layers(lambda layers: [layers[0], layers[1], layers[2]]),
    ),
    Misconception(
        "layers-reversed",
        "Your network runs from the last layer to the first, where the sizes allow it. Forward "
        "means from layer 1 to layer L.",
        with_layers(lambda layers: layers[::-1]),
    ),
    Misconception(
        "names-sorted",
        "Right up to nine layers; beyond, the layers come in alphabetical order, in which "
        '"w10" stands before "w2". The numbers in the names have to be counted as numbers.',
        with_layers(by_sorted_names),
    ),
    Misconception(
        "always-from-x",
        "Every layer gets x, so the last one alone decides. What a layer takes in is what the "
        "layer before it put out.",
        always_from_x,
    ),
    Misconception(
        "same-layer-again",
        "The first layer is used again and again. Each turn of the loop has a w and a b of its "
        "own.",
        with_layers(twice_the_same),
    ),
    Misconception(
        "one-layer-twice",
        TWICE.format("first"),
        with_layers(lambda layers: [layers[0], *layers]),
    ),
    Misconception(
        "one-layer-twice",
        TWICE.format("last"),
        with_layers(lambda layers: [*layers, layers[-1]]),
    ),
    Misconception(
        "weights-turned",
        "Your weights are turned over in every layer. w has a row for each input and a column for "
        "each output already.",
        with_layers(lambda layers: [(w.T, b) for w, b in layers]),
    ),
    Misconception(
        "other-activation", OTHER_ACTIVATION.format("the sigmoid"), with_activation(nn.sigmoid)
    ),
    Misconception("other-activation", OTHER_ACTIVATION.format("tanh"), with_activation(np.tanh)),
    Misconception(
        "other-activation",
        OTHER_ACTIVATION.format("a relu that lets a little of the negative numbers through"),
        with_activation(nn.leaky_relu),
    ),
    Misconception(
        "other-activation",
        OTHER_ACTIVATION.format("relu's slope, 0 or 1,"),
        with_activation(lambda z: z > 0),
    ),
    Misconception(
        "softmax-at-the-end",
        AT_THE_END.format("a softmax, and each row sums to 1"),
        with_end(nn.softmax),
    ),
    Misconception("sigmoid-at-the-end", AT_THE_END.format("a sigmoid"), with_end(nn.sigmoid)),
    Misconception("tanh-at-the-end", AT_THE_END.format("tanh"), with_end(np.tanh)),
    Misconception(
        "class-for-logits",
        "You return one number an example, the class with the largest logit. The logits "
        "themselves are wanted: one for each class.",
        with_end(lambda logits: logits.argmax(axis=1)),
    ),
    Misconception(
        "first-example-only",
        "Your logits are those of the first example alone. Rows are examples, and the whole batch "
        "goes through the network.",
        lambda params, x: nn.mlp_forward(params, x[:1]),
    ),
)
