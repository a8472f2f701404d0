"""Every pure function of bpcourse.nn beside one that is not ours. A new function is a new entry.

The truths are written with `autograd.numpy`, so that autograd can differentiate them, and in
another way than ours: by other formulas, by sums over indices, by `scipy.special`.
"""

import autograd.numpy as np
from autograd.scipy.special import expit, logsumexp

from bpcourse import nn

from . import arguments, truths
from .compare import Back, Oracle

INIT = "draws at random: its statistics are in tests/nn/test_initializers.py"
LOOP = "runs functions that it is given, in random order: tests/nn/test_training.py"

# The functions of bpcourse.nn that have no entry, each with the reason.
NOT_PURE = {
    "fit": LOOP,
    "he_init": INIT,
    "iterate_minibatches": LOOP,
    "normal_init": INIT,
    "train_epoch": LOOP,
    "train_until": LOOP,
    "xavier_init": INIT,
    "zeros_init": INIT,
}


# How ours are called, where it is not by the arguments' names alone


def without_cache(f, **given):
    return f(**given)[0]


def from_input(f, dout, x, **settings):
    return f(dout, x, **settings)


def of_a_loss(f, dout, **given):
    return f(**given)


def of_a_penalty(f, dout, w, strength):
    return f(w, strength)


def with_rng(f, x, p, seed, train):
    return f(x, p, np.random.default_rng(seed), train)[0]


def step_by_step(f, w, dws, lr, **settings):
    state = {}
    for dw in dws:
        w, state = f(w, dw, state, lr, **settings)
    return w


ORACLES = [
    # Activations
    Oracle(
        "relu",
        arguments.off_zero,
        lambda x: (x + np.abs(x)) / 2,
        back=Back("relu_backward", from_input),
    ),
    Oracle(
        "leaky_relu",
        arguments.leaky,
        lambda x, slope: (1 + slope) / 2 * x + (1 - slope) / 2 * np.abs(x),
        back=Back("leaky_relu_backward", from_input),
    ),
    Oracle(
        "sigmoid",
        arguments.anything,
        lambda x: expit(x),
        back=Back("sigmoid_backward", lambda f, dout, x: f(dout, nn.sigmoid(x))),
    ),
    Oracle(
        "tanh",
        arguments.anything,
        lambda x: np.expm1(2 * x) / (np.expm1(2 * x) + 2),
        back=Back("tanh_backward", lambda f, dout, x: f(dout, nn.tanh(x))),
    ),
    Oracle(
        "gelu",
        arguments.anything,
        lambda x: x * expit(np.sqrt(8 / np.pi) * (x + 0.044715 * x * x * x)),
        back=Back("gelu_backward", from_input),
    ),
    # Probabilities
    Oracle("logsumexp", arguments.rows, lambda x: logsumexp(x, axis=1)),
    Oracle(
        "softmax",
        arguments.rows,
        lambda x: np.exp(x - logsumexp(x, axis=1, keepdims=True)),
        back=Back("softmax_backward", lambda f, dout, x: f(dout, nn.softmax(x))),
    ),
    # Linear
    Oracle("neuron_forward", arguments.neuron, lambda x, w, b: np.sum(x * w) + b),
    Oracle(
        "linear_forward",
        arguments.linear,
        lambda x, w, b: np.einsum("nd,dm->nm", x, w) + b,
        without_cache,
        Back(
            "linear_backward",
            lambda f, dout, x, w, b: f(dout, nn.linear_forward(x, w, b)[1]),
            wrt=("x", "w", "b"),
        ),
    ),
    # Losses
    Oracle(
        "mse_loss",
        arguments.predictions,
        lambda pred, target: truths.square(target - pred) / np.size(target),
        back=Back("mse_loss_backward", of_a_loss, wrt=("pred",)),
    ),
    Oracle(
        "cross_entropy",
        arguments.classes,
        truths.cross_entropy,
        back=Back("cross_entropy_backward", of_a_loss, wrt=("logits",)),
    ),
    Oracle(
        "binary_cross_entropy",
        arguments.two_classes,
        lambda logits, y: -np.mean(y * np.log(expit(logits)) + (1 - y) * np.log(expit(-logits))),
        back=Back("binary_cross_entropy_backward", of_a_loss, wrt=("logits",)),
    ),
    # Measures
    Oracle(
        "accuracy",
        arguments.classes,
        lambda logits, y: np.mean(logits[np.arange(len(y)), y] == np.sort(logits)[:, -1]),
    ),
    Oracle(
        "confusion_matrix",
        arguments.labels_twice,
        lambda y, pred, C: np.eye(C)[y].T @ np.eye(C)[pred],
    ),
    # Networks
    Oracle("mlp_forward", arguments.network, truths.network),
    Oracle(
        "network_forward",
        arguments.network,
        truths.network,
        without_cache,
        Back(
            "network_backward",
            lambda f, dout, params, x: f(dout, nn.network_forward(params, x)[1]),
            wrt=("params",),
        ),
    ),
    Oracle(
        "two_layer_loss_and_grads",
        arguments.two_layers,
        lambda params, x, y: truths.cross_entropy(truths.network(params, x), y),
        without_cache,
        Back(
            "two_layer_loss_and_grads",
            lambda f, dout, **given: f(**given)[1],
            wrt=("params",),
        ),
    ),
    Oracle(
        "layer_gradient_norms",
        arguments.gradients,
        lambda grads: np.sqrt(
            [
                truths.square(grads[f"w{layer}"]) + truths.square(grads[f"b{layer}"])
                for layer in range(1, len(grads) // 2 + 1)
            ]
        ),
    ),
    # Regularization
    Oracle(
        "l2_penalty",
        arguments.penalty,
        lambda w, strength: strength * truths.square(w),
        back=Back("l2_penalty_backward", of_a_penalty, wrt=("w",)),
    ),
    Oracle(
        "l1_penalty",
        arguments.penalty,
        lambda w, strength: strength * np.sum(np.sqrt(w * w)),
        back=Back("l1_penalty_backward", of_a_penalty, wrt=("w",)),
    ),
    Oracle(
        "dropout_forward",
        arguments.dropout,
        truths.dropout,
        with_rng,
        Back(
            "dropout_backward",
            lambda f, dout, x, p, seed, train: f(
                dout, nn.dropout_forward(x, p, np.random.default_rng(seed), train)[1]
            ),
        ),
    ),
    # Clipping
    Oracle(
        "clip_by_value",
        arguments.limited,
        lambda grads, limit: {
            name: np.sign(dw) * np.minimum(np.abs(dw), limit) for name, dw in grads.items()
        },
    ),
    Oracle(
        "global_norm",
        arguments.gradients,
        lambda grads: np.sqrt(sum(map(truths.square, grads.values()))),
    ),
    Oracle("clip_by_global_norm", arguments.shortened, truths.clip_by_global_norm),
    # Optimizers
    Oracle(
        "gradient_step",
        arguments.one_step,
        lambda params, grads, lr: {name: w + -lr * grads[name] for name, w in params.items()},
    ),
    Oracle("sgd_step", arguments.steps, truths.sgd, step_by_step),
    Oracle("momentum_step", arguments.momentum, truths.momentum, step_by_step),
    Oracle("nesterov_step", arguments.momentum, truths.nesterov, step_by_step),
    Oracle("rmsprop_step", arguments.rmsprop, truths.rmsprop, step_by_step),
    Oracle("adam_step", arguments.adam, truths.adam, step_by_step),
    Oracle("adamw_step", arguments.adamw, truths.adamw, step_by_step),
    # Schedules
    Oracle("constant_schedule", arguments.schedule, lambda step, lr: lr),
    Oracle(
        "step_schedule",
        arguments.staircase,
        lambda step, lr, every, factor: lr * np.prod([factor] * (step // every)),
    ),
    Oracle(
        "cosine_schedule",
        arguments.cosine,
        lambda step, lr, steps, lr_min: np.interp(
            np.cos(min(step / steps, 1) * np.pi / 2) ** 2, [0, 1], [lr_min, lr]
        ),
    ),
    Oracle(
        "warmup_schedule",
        arguments.warmup,
        lambda step, lr, warmup: lr * min(1, (step + 1) / max(warmup, 1)),
    ),
]
