"""The known mistakes of network_backward, and what a tutor says to each."""

import numpy as np

from bpcourse import nn

from ..model import Misconception
from .network_backward_walks import (
    before_the_relu,
    inputs_everywhere,
    mask_of_the_layer,
    masked_only_where,
    mirrored,
    not_carried_on,
    not_transposed,
    one_layer_off,
    own_output,
    parameters,
    renamed,
    softmax_slope,
    sorted_by_name,
    weights_of_the_layer,
    wrong,
    wrong_start,
    zeros_in,
)

SHIFTED = (
    "The gradients are right, but each stands one layer off, under its neighbour's name. Lists "
    "count from 0, and these layers from 1."
)
AVERAGED = (
    "The mean over the batch is taken here. If the loss is a mean, its share for each example "
    "is in dlogits already; a layer adds up what comes in."
)
SLOPE_TWICE = (
    "The slope of the last step is multiplied in once more. dlogits is the gradient with respect "
    "to the logits themselves: the way through the loss lies behind it."
)
VALUE = (
    "The gradient is multiplied by what went into the relu, where relu's slope belongs. How "
    "steep relu is does not depend on how large its input is."
)
NEIGHBOUR = (
    "The relu's mask is taken from the cache of a neighbouring layer. What passes after layer l "
    "was settled by the sum of layer l."
)
OTHER_WEIGHTS = (
    "On the way down the gradient goes through the weights of a neighbouring layer: the cache "
    "is read one place off."
)

MISCONCEPTIONS = (
    Misconception(
        "sorted-by-name",
        "With more than nine layers they are walked in the wrong order: in the order of the "
        'alphabet "w10" stands before "w2". The numbers should be counted, not the names '
        "sorted.",
        sorted_by_name,
    ),
    Misconception(
        "mask-missing",
        "The way back skips the relus. Where a unit was silent, moving what is below it changes "
        "nothing, so no gradient may pass there.",
        masked_only_where(lambda layer, L: False),
        joint=("dw1",),
    ),
    Misconception(
        "mask-missing-in-first-layer",
        "The gradient reaches the first layer without the mask of the relu that stands after it. "
        "Where a unit was silent, no gradient may pass.",
        masked_only_where(lambda layer, L: 1 < layer < L),
        joint=("dw1",),
    ),
    Misconception(
        "mask-missing-below-last",
        "On the way back the relu just below the last layer is skipped. Where a unit was silent, "
        "no gradient may pass.",
        masked_only_where(lambda layer, L: layer < L - 1),
        joint=("dw1",),
    ),
    Misconception(
        "mask-after-last",
        "The way back is stopped where a logit is negative. Relu stands between the layers; there "
        "is none after the last, so nothing is stopped there.",
        masked_only_where(lambda layer, L: True),
        joint=("dw1",),
    ),
    Misconception(
        "mask-only-after-last",
        "The mask is at the last layer, the only one without a relu, and missing at all others.",
        masked_only_where(lambda layer, L: layer == L),
        joint=("dw1",),
    ),
    Misconception("mask-of-another-layer", NEIGHBOUR, mask_of_the_layer(1), joint=("dw1", "db1")),
    Misconception("mask-of-another-layer", NEIGHBOUR, mask_of_the_layer(-1), joint=("dw1", "db1")),
    Misconception(
        "mask-from-gradient",
        "On the way back, what stops is decided by the sign of the gradient. What passes was "
        "settled on the way there, by the sign of z; a gradient may be negative and pass.",
        wrong(mask=lambda dout, z, layer, L: np.maximum(dout, 0) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "mask-inverted",
        "The gradient passes through the silent units, and stops at those that spoke.",
        wrong(mask=lambda dout, z, layer, L: dout * (z < 0) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "value-for-slope",
        VALUE,
        wrong(mask=lambda dout, z, layer, L: dout * np.maximum(z, 0) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "value-for-slope",
        VALUE,
        wrong(mask=lambda dout, z, layer, L: dout * z if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "slope-of-another-activation",
        "Going back, every hidden layer has the slope of a sigmoid. It went there through relu.",
        wrong(mask=lambda dout, z, layer, L: nn.sigmoid_backward(dout, z) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "slope-of-another-activation",
        "Going back, every hidden layer has the slope of tanh. It went there through relu.",
        wrong(mask=lambda dout, z, layer, L: nn.tanh_backward(dout, z) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "arguments-swapped",
        "relu_backward is handed its two arguments in the other order: now z passes where the "
        "gradient is positive.",
        wrong(mask=lambda dout, z, layer, L: z * (dout > 0) if layer < L else dout),
        joint=("dw1",),
    ),
    Misconception(
        "before-the-relu",
        "dw is made with what the relu below was given. A layer's weights met what the layer "
        "received, and it received what came out of the relu.",
        wrong(dw=before_the_relu),
    ),
    Misconception(
        "output-for-input",
        "dw is made with what the layer put out. Its weights met what it received, which is the "
        "output of the layer below: the cache is read one place off.",
        wrong(dw=own_output),
    ),
    Misconception(
        "inputs-everywhere",
        "dw is made with x. Only the first layer received x; each other one received what the "
        "layer below put out.",
        wrong(dw=inputs_everywhere),
    ),
    Misconception("weights-of-another-layer", OTHER_WEIGHTS, wrong(dx=weights_of_the_layer(1))),
    Misconception("weights-of-another-layer", OTHER_WEIGHTS, wrong(dx=weights_of_the_layer(-1))),
    Misconception(
        "weights-not-transposed",
        "The gradient goes down through the weights the way the forward pass went. Each output "
        "hands its gradient to the inputs it came from, so rows and columns trade places.",
        wrong(dx=not_transposed),
    ),
    Misconception(
        "not-carried-on",
        "Every layer starts from dlogits again. What comes back out of a layer is what goes "
        "into the one below.",
        not_carried_on,
    ),
    Misconception(
        "keyed-one-layer-off", SHIFTED, renamed(one_layer_off), joint=("dw1", "db1", "dw2")
    ),
    Misconception(
        "keyed-in-reverse",
        "The gradients stand under the names of the layers in reverse: you walk from the last "
        "layer to the first, and name them from the first to the last.",
        renamed(mirrored),
        joint=("dw1", "dw2", "dw3"),
    ),
    Misconception(
        "first-layer-forgotten",
        "The loop ends before the first layer: its gradients are still zeros.",
        zeros_in(lambda L: 1),
        joint=("dw1", "db1"),
    ),
    Misconception(
        "last-layer-forgotten",
        "The gradients of the last layer are still zeros. It has no relu after it, but it has "
        "weights.",
        zeros_in(lambda L: L),
        joint=("dw1", "db1"),
    ),
    Misconception(
        "softmax-slope-twice",
        SLOPE_TWICE,
        wrong_start(softmax_slope),
    ),
    Misconception(
        "softmax-slope-twice",
        SLOPE_TWICE,
        wrong_start(lambda dlogits, logits: nn.softmax_backward(dlogits, nn.softmax(logits))),
    ),
    Misconception(
        "sigmoid-slope",
        "A sigmoid's slope is multiplied in at the start. There is no sigmoid in this network: "
        "its last layer is linear.",
        wrong_start(lambda d, logits: d * nn.sigmoid(logits) * (1 - nn.sigmoid(logits))),
    ),
    Misconception(
        "ignores-dlogits",
        "The way back begins with ones, whatever comes in. What the loss feels is in dlogits.",
        wrong_start(lambda dlogits, logits: np.ones_like(dlogits)),
    ),
    Misconception(
        "logits-for-dlogits",
        "The way back begins with the logits themselves, where their gradient belongs.",
        wrong_start(lambda dlogits, logits: logits),
    ),
    Misconception(
        "sign-flipped",
        "The sign is turned. The minus belongs to the step that comes later, not to the gradient.",
        wrong_start(lambda dlogits, logits: -dlogits),
    ),
    Misconception(
        "averaged", AVERAGED, wrong_start(lambda dlogits, logits: dlogits / len(dlogits))
    ),
    Misconception(
        "averaged",
        AVERAGED,
        wrong(dw=lambda dz, layer, cache: cache[layer - 1][0][0].T @ dz / len(dz)),
    ),
    Misconception("averaged", AVERAGED, wrong(db=lambda dz: dz.mean(axis=0))),
    Misconception(
        "averaged-in-every-layer",
        "The gradient is divided by the number of examples in every layer, so it shrinks on its "
        "way down. The mean was taken once, by the loss, and is in dlogits already.",
        wrong(dx=lambda dz, layer, cache: dz @ cache[layer - 1][0][1].T / len(dz)),
    ),
    Misconception(
        "bias-not-summed",
        "db has a row for each example. The same bias serves all of them, and every use adds to "
        "its gradient.",
        wrong(db=lambda dz: dz),
    ),
    Misconception(
        "weights-transposed",
        "dw comes out lying on its side: rows are outputs and columns are inputs. A gradient has "
        "the shape of what it belongs to.",
        wrong(dw=lambda dz, layer, cache: dz.T @ cache[layer - 1][0][0]),
    ),
    Misconception(
        "returns-parameters",
        "What stands under a gradient's name is the weights themselves: two names that differ by "
        "one letter are easily mixed up.",
        parameters,
    ),
)
