"""Lesson 05: the backward pass of each layer."""

from ..model import Lesson
from .cross_entropy import CROSS_ENTROPY_BACKWARD
from .linear import LINEAR_BACKWARD
from .mse import MSE_LOSS_BACKWARD
from .quizzes import QUIZZES
from .relu import RELU_BACKWARD
from .sigmoid import SIGMOID_BACKWARD
from .tanh import TANH_BACKWARD

LESSON = Lesson(
    number="05",
    name="layers_backward",
    title="Layers backward",
    question="One line of NumPy computes two thousand derivatives at once. Which line is it, "
    "and why does something in it have to be transposed?",
    minutes=90,
    gives=(
        "linear_forward",
        "relu",
        "sigmoid",
        "tanh",
        "mse_loss",
        "logsumexp",
        "softmax",
        "cross_entropy",
    ),
    exercises=(
        LINEAR_BACKWARD,
        RELU_BACKWARD,
        SIGMOID_BACKWARD,
        TANH_BACKWARD,
        MSE_LOSS_BACKWARD,
        CROSS_ENTROPY_BACKWARD,
    ),
    quizzes=QUIZZES,
)
