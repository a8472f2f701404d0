"""The textbook: every forward pass with its backward pass directly below it. NumPy only."""

from .activations import (
    gelu,
    gelu_backward,
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
    tanh,
    tanh_backward,
)
from .clipping import clip_by_global_norm, clip_by_value, global_norm
from .feedforward import Network
from .initializers import he_init, normal_init, xavier_init, zeros_init
from .linear import linear_backward, linear_forward, neuron_forward
from .losses import (
    binary_cross_entropy,
    binary_cross_entropy_backward,
    cross_entropy,
    cross_entropy_backward,
    mse_loss,
    mse_loss_backward,
)
from .metrics import accuracy, confusion_matrix
from .network import (
    layer_gradient_norms,
    mlp_forward,
    network_backward,
    network_forward,
    two_layer_loss_and_grads,
)
from .not_finite import NotFinite
from .optimizer_steps import (
    adam_step,
    adamw_step,
    momentum_step,
    nesterov_step,
    rmsprop_step,
    sgd_step,
)
from .optimizers import Optimizer
from .probabilities import logsumexp, softmax, softmax_backward
from .regularization import (
    dropout_backward,
    dropout_forward,
    l1_penalty,
    l1_penalty_backward,
    l2_penalty,
    l2_penalty_backward,
)
from .schedules import constant_schedule, cosine_schedule, step_schedule, warmup_schedule
from .trainer import Trainer
from .training import fit, gradient_step, iterate_minibatches, train_epoch, train_until

__all__ = [
    "Network",
    "NotFinite",
    "Optimizer",
    "Trainer",
    "accuracy",
    "adam_step",
    "adamw_step",
    "binary_cross_entropy",
    "binary_cross_entropy_backward",
    "clip_by_global_norm",
    "clip_by_value",
    "confusion_matrix",
    "constant_schedule",
    "cosine_schedule",
    "cross_entropy",
    "cross_entropy_backward",
    "dropout_backward",
    "dropout_forward",
    "fit",
    "gelu",
    "gelu_backward",
    "global_norm",
    "gradient_step",
    "he_init",
    "iterate_minibatches",
    "l1_penalty",
    "l1_penalty_backward",
    "l2_penalty",
    "l2_penalty_backward",
    "layer_gradient_norms",
    "leaky_relu",
    "leaky_relu_backward",
    "linear_backward",
    "linear_forward",
    "logsumexp",
    "mlp_forward",
    "momentum_step",
    "mse_loss",
    "mse_loss_backward",
    "nesterov_step",
    "network_backward",
    "network_forward",
    "neuron_forward",
    "normal_init",
    "relu",
    "relu_backward",
    "rmsprop_step",
    "sgd_step",
    "sigmoid",
    "sigmoid_backward",
    "softmax",
    "softmax_backward",
    "step_schedule",
    "tanh",
    "tanh_backward",
    "train_epoch",
    "train_until",
    "two_layer_loss_and_grads",
    "warmup_schedule",
    "xavier_init",
    "zeros_init",
]
