"""The known mistakes of two_layer_loss_and_grads, and what a tutor says to each."""

import numpy as np

from bpcourse import nn

from ..model import Misconception
from .two_layers_passes import (
    another_order,
    biases_forgotten,
    caches_swapped,
    dlogits_for_dz1,
    gradient_of_x,
    linear_only,
    not_transposed,
    onehot,
    relu_after_the_last,
    relu_after_the_last_forward_only,
    relu_on_the_way_back_only,
    sigmoid_for_relu,
    softmax_before_the_loss,
    tanh_for_relu,
    wrong_dlogits,
    wrong_grads,
    wrong_loss,
    wrong_slope,
    z1_through_the_gradient,
)

AVERAGED = (
    "The mean over the batch is taken once more: the gradient is too small by the number of "
    "examples. The loss is a mean, so its share for each example is in dlogits from the start."
)
SWAPPED = (
    "The gradients of the two layers stand under each other's names. A gradient has the shape of "
    "the array it is named after."
)
RELU_LAST = (
    "There is a relu after the last layer too. Logits may be negative: that is how a network "
    "says that a class is unlikely."
)
OTHER_ACTIVATION = (
    "The hidden layer passes through another function than relu, on both ways. Your two ways fit "
    "each other; it is the network that is another one."
)
TWICE = (
    "The slope of the softmax is multiplied in once more at the start of the way back. The "
    "gradient of the cross-entropy with respect to the logits already contains it."
)

MISCONCEPTIONS = (
    Misconception(
        "loss-summed",
        "Your loss is the sum over the examples. It should not grow with the size of the batch: "
        "it is a mean.",
        wrong_loss(lambda s: nn.cross_entropy(s.logits, s.y) * s.N),
    ),
    Misconception(
        "loss-averaged-twice",
        "Your loss is too small by the number of examples: the mean over the batch is taken twice.",
        wrong_loss(lambda s: nn.cross_entropy(s.logits, s.y) / s.N),
    ),
    Misconception(
        "loss-over-all-entries",
        "Your loss is divided by the number of all logits. There is one loss an example, and the "
        "mean runs over the examples.",
        wrong_loss(lambda s: nn.cross_entropy(s.logits, s.y) / s.logits.shape[1]),
    ),
    Misconception(
        "loss-sign",
        "Your loss is negative. The logarithm of a probability is below 0, and the loss is what "
        "is to be small, so its sign is turned.",
        wrong_loss(lambda s: -nn.cross_entropy(s.logits, s.y)),
    ),
    Misconception(
        "loss-is-accuracy",
        "What you return as the loss is the share of examples that are classified right. It "
        "jumps where the loss glides, and no gradient belongs to it.",
        wrong_loss(lambda s: np.mean(s.logits.argmax(axis=1) == s.y)),
    ),
    Misconception(
        "loss-is-squared-error",
        "Your loss is the mean squared error of the probabilities. For classes this network has "
        "the cross-entropy.",
        wrong_loss(lambda s: np.mean((nn.softmax(s.logits) - onehot(s)) ** 2)),
    ),
    Misconception(
        "loss-of-the-softmax",
        "The loss is given probabilities where it wants logits: the softmax is inside the "
        "cross-entropy already, and here it is applied twice.",
        wrong_loss(lambda s: nn.cross_entropy(nn.softmax(s.logits), s.y)),
    ),
    Misconception(
        "loss-of-the-softmax",
        "The loss is given probabilities where it wants logits: the softmax is inside the "
        "cross-entropy already, and here it is applied twice.",
        softmax_before_the_loss,
    ),
    Misconception(
        "mean-missing",
        "Your gradient is too large by the number of examples: it is that of the summed loss. "
        "Each example has only its share in a mean.",
        wrong_dlogits(lambda s: s.dlogits * s.N),
    ),
    Misconception("averaged-twice", AVERAGED, wrong_dlogits(lambda s: s.dlogits / s.N)),
    Misconception(
        "averaged-twice",
        AVERAGED,
        wrong_grads(lambda s, g: {"w1": g["w1"] / s.N, "w2": g["w2"] / s.N}),
    ),
    Misconception(
        "averaged-twice",
        AVERAGED,
        wrong_grads(lambda s, g: {"b1": g["b1"] / s.N, "b2": g["b2"] / s.N}),
    ),
    Misconception(
        "sign-flipped",
        "The sign is turned: it points where the loss falls. A gradient points where the loss "
        "grows; the step that comes later takes the minus.",
        wrong_dlogits(lambda s: -s.dlogits),
    ),
    Misconception(
        "labels-forgotten",
        "The way back begins with the probabilities alone; the true classes have no say in it.",
        wrong_dlogits(lambda s: nn.softmax(s.logits) / s.N),
    ),
    Misconception(
        "labels-forgotten",
        "The way back begins with the logits themselves. It begins with their gradient, in which "
        "the true classes have a say.",
        wrong_dlogits(lambda s: s.logits),
    ),
    Misconception(
        "softmax-forgotten",
        "The way back begins with the logits less the labels. What is compared with the labels "
        "are the probabilities, so the softmax is missing.",
        wrong_dlogits(lambda s: (s.logits - onehot(s)) / s.N),
    ),
    Misconception(
        "softmax-slope-twice",
        TWICE,
        wrong_dlogits(lambda s: s.dlogits * nn.softmax(s.logits) * (1 - nn.softmax(s.logits))),
    ),
    Misconception(
        "softmax-slope-twice",
        TWICE,
        wrong_dlogits(lambda s: nn.softmax_backward(s.dlogits, nn.softmax(s.logits))),
    ),
    Misconception(
        "sigmoid-slope",
        "The way back begins with a sigmoid's slope in it. There is no sigmoid in this network: "
        "the last layer is linear, and the loss does the rest.",
        wrong_dlogits(lambda s: s.dlogits * nn.sigmoid(s.logits) * (1 - nn.sigmoid(s.logits))),
    ),
    Misconception(
        "mask-after-last",
        "The way back is stopped where a logit is negative. Relu stands between the layers; there "
        "is none after the last, so nothing is stopped there.",
        wrong_dlogits(lambda s: s.dlogits * (s.logits > 0)),
    ),
    Misconception(
        "mask-missing",
        "The way back skips the relu. Where a hidden unit was silent, moving the weights below "
        "it changes nothing, so no gradient may pass there.",
        wrong_slope(lambda s: 1),
    ),
    Misconception(
        "mask-from-gradient",
        "On the way back, what stops is decided by the sign of the gradient. What passes was "
        "settled on the way there, by the sign of z1; a gradient may be negative and pass.",
        wrong_slope(lambda s: s.dlogits @ s.w2.T > 0),
    ),
    Misconception(
        "mask-inverted",
        "The gradient passes through the silent hidden units, and stops at those that spoke.",
        wrong_slope(lambda s: s.z1 < 0),
    ),
    Misconception(
        "value-for-slope",
        "The gradient is multiplied by the hidden values, where the slope of relu belongs. How "
        "steep relu is does not depend on how large its input is.",
        wrong_slope(lambda s: s.h1),
    ),
    Misconception(
        "value-for-slope",
        "The gradient is multiplied by z1 itself, where the slope of relu belongs. How steep "
        "relu is does not depend on how large its input is.",
        wrong_slope(lambda s: s.z1),
    ),
    Misconception(
        "slope-of-another-activation",
        "The hidden layer goes there through relu and comes back with the slope of a sigmoid.",
        wrong_slope(lambda s: s.h1 * (1 - s.h1)),
    ),
    Misconception(
        "slope-of-another-activation",
        "The hidden layer goes there through relu and comes back with the slope of tanh.",
        wrong_slope(lambda s: 1 - s.h1**2),
    ),
    Misconception(
        "before-the-relu",
        "dw2 is made with what the relu was given. A layer's weights met what the layer "
        "received, and the second layer received what came out of the relu.",
        wrong_grads(lambda s, g: {"w2": s.z1.T @ s.dlogits}),
    ),
    Misconception(
        "caches-swapped",
        "The two linear layers use each other's cache: on the way back the last layer comes "
        "first, and wants what it kept itself.",
        wrong_grads(caches_swapped),
    ),
    Misconception(
        "caches-swapped",
        "dw2 is made with x. The second layer never saw x; it received the hidden values.",
        wrong_grads(lambda s, g: {"w2": s.x.T @ s.dlogits}),
    ),
    Misconception(
        "hidden-for-inputs",
        "dw1 is made with the hidden values. They are what the first layer put out; its weights "
        "met what it received.",
        wrong_grads(lambda s, g: {"w1": s.h1.T @ (s.dlogits @ s.w2.T * (s.z1 > 0))}),
    ),
    Misconception(
        "weights-not-transposed",
        "The gradient goes back through w2 the way the forward pass went. Each class hands its "
        "gradient to the hidden units it came from, so rows and columns trade places.",
        wrong_grads(not_transposed),
    ),
    Misconception(
        "layer-skipped-on-the-way-back",
        "The first layer is given the gradient of the logits. What it needs is the gradient of "
        "its own output: the second layer and the relu lie between.",
        wrong_grads(dlogits_for_dz1),
        joint=("dw1",),
    ),
    Misconception(
        "bias-not-summed",
        "The bias gradient has a row for each example. The same bias serves all of them, and "
        "every use adds to its gradient.",
        wrong_grads(lambda s, g: {"b2": s.dlogits}),
    ),
    Misconception(
        "bias-not-summed",
        "The bias gradient has a row for each example. The same bias serves all of them, and "
        "every use adds to its gradient.",
        wrong_grads(lambda s, g: {"b1": s.dlogits @ s.w2.T * (s.z1 > 0)}),
    ),
    Misconception(
        "layers-swapped",
        SWAPPED,
        wrong_grads(lambda s, g: {"w1": g["w2"], "b1": g["b2"], "w2": g["w1"], "b2": g["b1"]}),
        joint=("dw2",),
    ),
    Misconception(
        "returns-parameters",
        "What stands under a gradient's name is the parameter itself: two names that differ by "
        "one letter are easily mixed up.",
        wrong_grads(lambda s, g: {name: getattr(s, name) for name in g}),
    ),
    Misconception(
        "gradient-of-x",
        "What stands under this name is the gradient with respect to x, the first of the three "
        "that a linear layer sends back.",
        wrong_grads(gradient_of_x),
    ),
    Misconception(
        "unpacked-in-another-order",
        "dh1 and dw2 have traded places: a linear layer sends back the gradient of its input "
        "first, and that of its weights second.",
        wrong_grads(another_order),
        joint=("dw2",),
    ),
    Misconception(
        "arguments-swapped",
        "relu_backward is handed its two arguments in the other order: now z1 passes where the "
        "gradient is positive.",
        wrong_grads(z1_through_the_gradient),
    ),
    Misconception(
        "zeros-never-filled",
        "This gradient is still the zeros it was made of: look under which name you put what "
        "you have calculated.",
        wrong_grads(lambda s, g: {name: 0 * value for name, value in g.items()}),
    ),
    Misconception(
        "no-relu",
        "There is no relu on either way. Your two ways fit each other, but without a bend "
        "between them two linear layers are worth no more than one.",
        linear_only,
        joint=("loss", "dw1", "dw2"),
    ),
    Misconception(
        "no-relu-there",
        "The relu is missing on the way there, and its mask is at work on the way back: the two "
        "ways belong to two different networks.",
        relu_on_the_way_back_only,
        joint=("loss", "dw1", "dw2"),
    ),
    Misconception("relu-after-last", RELU_LAST, relu_after_the_last),
    Misconception("relu-after-last", RELU_LAST, relu_after_the_last_forward_only),
    Misconception("other-activation", OTHER_ACTIVATION, sigmoid_for_relu),
    Misconception("other-activation", OTHER_ACTIVATION, tanh_for_relu),
    Misconception(
        "biases-forgotten",
        "The biases have no say in the forward pass: the loss is that of a network in which all "
        "of them are 0.",
        biases_forgotten,
    ),
)
