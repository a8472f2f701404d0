"""Lesson 01: from numbers that come in to numbers that come out."""

from ..model import Lesson
from .linear import LINEAR_FORWARD
from .mlp import MLP_FORWARD
from .neuron import NEURON_FORWARD
from .quizzes import QUIZZES
from .relu import RELU
from .sigmoid import SIGMOID

LESSON = Lesson(
    number="01",
    name="forward",
    title="Forward",
    question="How do a few multiplications and one bend draw a border of any shape?",
    minutes=70,
    gives=(),
    exercises=(NEURON_FORWARD, LINEAR_FORWARD, RELU, SIGMOID, MLP_FORWARD),
    quizzes=QUIZZES,
)
