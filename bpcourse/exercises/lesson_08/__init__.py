"""Lesson 08: real data, and honest validation."""

from ..model import Lesson
from .accuracy import ACCURACY
from .confusion_matrix import CONFUSION_MATRIX
from .fit import FIT
from .quizzes import QUIZZES
from .standardize import STANDARDIZE
from .train_val_test_split import TRAIN_VAL_TEST_SPLIT

LESSON = Lesson(
    number="08",
    name="real_data",
    title="Real data",
    question="Your network is right about everything it has seen. What is that worth?",
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
        "linear_backward",
        "relu_backward",
        "sigmoid_backward",
        "tanh",
        "tanh_backward",
        "mse_loss_backward",
        "cross_entropy_backward",
        "two_layer_loss_and_grads",
        "network_forward",
        "network_backward",
        "gradient_step",
        "iterate_minibatches",
        "train_epoch",
        "train_until",
        "gradcheck.relative_error",
        "gradcheck.directional_check",
        "gradcheck.gradient_check_network",
    ),
    exercises=(ACCURACY, TRAIN_VAL_TEST_SPLIT, STANDARDIZE, FIT, CONFUSION_MATRIX),
    quizzes=QUIZZES,
)
