"""Lesson 02: how wrong, as one number, and without overflow."""

from ..model import Lesson
from .binary_cross_entropy import BINARY_CROSS_ENTROPY
from .cross_entropy import CROSS_ENTROPY
from .logsumexp import LOGSUMEXP
from .mse import MSE_LOSS
from .quizzes import QUIZZES
from .softmax import SOFTMAX

LESSON = Lesson(
    number="02",
    name="loss",
    title="Loss",
    question="Two networks are wrong. Which of them is less wrong, and by how much?",
    minutes=75,
    gives=("sigmoid", "relu", "neuron_forward", "linear_forward", "mlp_forward"),
    exercises=(MSE_LOSS, LOGSUMEXP, SOFTMAX, CROSS_ENTROPY, BINARY_CROSS_ENTROPY),
    quizzes=QUIZZES,
)
