"""Lesson 03: gradients measured, without calculus."""

from ..model import Lesson
from .directional_check import DIRECTIONAL_CHECK
from .numerical_derivative import NUMERICAL_DERIVATIVE
from .numerical_gradient import NUMERICAL_GRADIENT
from .quizzes import QUIZZES
from .relative_error import RELATIVE_ERROR

LESSON = Lesson(
    number="03",
    name="gradient_check",
    title="Gradient check",
    question="How do you measure a derivative without calculus, and when does the measurement lie?",
    minutes=60,
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
    ),
    exercises=(NUMERICAL_DERIVATIVE, NUMERICAL_GRADIENT, RELATIVE_ERROR, DIRECTIONAL_CHECK),
    quizzes=QUIZZES,
)
