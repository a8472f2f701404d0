"""Lesson 06: layers composed into a network of any depth."""

from ..model import Lesson
from .gradient_check import GRADIENT_CHECK_NETWORK
from .network_backward import NETWORK_BACKWARD
from .network_forward import NETWORK_FORWARD
from .quizzes import QUIZZES
from .two_layers import TWO_LAYER_LOSS_AND_GRADS

LESSON = Lesson(
    number="06",
    name="whole_network",
    title="The whole network",
    question="You have the backward pass of every layer. What is missing for a network of twenty?",
    minutes=75,
    gives=(
        "sigmoid",
        "relu",
        "neuron_forward",
        "linear_forward",
        "mlp_forward",
        "mse_loss",
        "logsumexp",
        "softmax",
        "cross_entropy",
        "binary_cross_entropy",
        "gradcheck.numerical_derivative",
        "gradcheck.numerical_gradient",
        "gradcheck.relative_error",
        "gradcheck.directional_check",
        "tanh",
        "linear_backward",
        "relu_backward",
        "sigmoid_backward",
        "tanh_backward",
        "mse_loss_backward",
        "cross_entropy_backward",
    ),
    exercises=(
        TWO_LAYER_LOSS_AND_GRADS,
        NETWORK_FORWARD,
        NETWORK_BACKWARD,
        GRADIENT_CHECK_NETWORK,
    ),
    quizzes=QUIZZES,
)
