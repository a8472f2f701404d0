"""Lesson 07: steps, epochs, and when to stop."""

from ..lesson_06 import LESSON as LESSON_06
from ..model import Lesson
from .gradient_step import GRADIENT_STEP
from .iterate_minibatches import ITERATE_MINIBATCHES
from .quizzes import QUIZZES
from .train_epoch import TRAIN_EPOCH
from .train_until import TRAIN_UNTIL

LESSON = Lesson(
    number="07",
    name="gradient_descent",
    title="Gradient descent",
    question="You know which way is down. How far do you go?",
    minutes=70,
    gives=(
        *LESSON_06.gives,
        "two_layer_loss_and_grads",
        "network_forward",
        "network_backward",
        "gradcheck.gradient_check_network",
    ),
    exercises=(GRADIENT_STEP, ITERATE_MINIBATCHES, TRAIN_EPOCH, TRAIN_UNTIL),
    quizzes=QUIZZES,
)
