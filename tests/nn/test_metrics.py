"""Accuracy and the confusion matrix, against scikit-learn and numbers counted by hand."""

import re

import numpy as np
import pytest
from sklearn import metrics as sklearn

from bpcourse.nn import accuracy, confusion_matrix

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def rng():
    return np.random.default_rng(8)


@pytest.mark.parametrize("N, C", [(100, 3), (100, 10), (7, 2), (1, 3), (5, 1)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_accuracy(rng, N, C, dtype):
    logits, y = rng.standard_normal((N, C)).astype(dtype), rng.integers(C, size=N)
    share = accuracy(logits, y)
    assert type(share) is float
    assert share == sklearn.accuracy_score(y, np.argmax(logits, axis=1))


def test_accuracy_counted_by_hand():
    logits = [[2.0, 1.0, 0.0], [0.0, 1.0, 2.0], [0.0, 3.0, 1.0], [-1.0, -2.0, -3.0]]
    assert accuracy(logits, [0, 2, 1, 0]) == 1
    assert accuracy(logits, [0, 2, 1, 2]) == 0.75
    assert accuracy(logits, [1, 0, 2, 1]) == 0


def test_of_equal_logits_the_first_counts():
    assert accuracy(np.ones((4, 3)), [0, 0, 1, 2]) == 0.5


@pytest.mark.parametrize("N, C", [(200, 3), (200, 10), (7, 4), (1, 3)])
def test_confusion_matrix(rng, N, C):
    y, pred = rng.integers(C, size=(2, N))
    counts = confusion_matrix(y, pred, C)
    assert counts.dtype.kind == "i"
    want = sklearn.confusion_matrix(y, pred, labels=np.arange(C))
    np.testing.assert_array_equal(counts, want)


def test_one_class_and_no_example():
    np.testing.assert_array_equal(confusion_matrix([0, 0], [0, 0], 1), [[2]])
    none = np.zeros(0, dtype=int)
    np.testing.assert_array_equal(confusion_matrix(none, none, 2), [[0, 0], [0, 0]])


def test_rows_are_the_truth():
    counts = confusion_matrix(y=[0, 0, 0, 1], pred=[1, 1, 0, 1], C=3)
    np.testing.assert_array_equal(counts, [[1, 2, 0], [0, 1, 0], [0, 0, 0]])


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint64])
def test_labels_may_be_integers_of_any_width(rng, dtype):
    y, pred = rng.integers(100, size=(2, 50))  # 100 * 99 is beyond 8 bits
    np.testing.assert_array_equal(
        confusion_matrix(y.astype(dtype), pred.astype(dtype), 100),
        confusion_matrix(y, pred, 100),
    )


@pytest.mark.parametrize(
    "function, arguments, error, message",
    [
        (accuracy, (np.zeros(3), [0]), ValueError, "logits must have shape (N, C), got (3,)"),
        (accuracy, (np.zeros((2, 3)), [0]), ValueError, "y must have shape (2,), got (1,)"),
        (accuracy, (np.zeros((2, 3)), [0, 3]), ValueError, "y must hold labels in 0..2, got 3"),
        (
            accuracy,
            (np.zeros((0, 3)), np.zeros(0, dtype=int)),
            ValueError,
            "logits must hold at least one number, got shape (0, 3)",
        ),
        (
            accuracy,
            (np.zeros((2, 3)), [0.0, 1.0]),
            TypeError,
            "y must hold integer labels, got list",
        ),
        (confusion_matrix, ([0, 1], [0], 2), ValueError, "pred must have shape (2,), got (1,)"),
        (
            confusion_matrix,
            ([[0, 1]], [[0, 1]], 2),
            ValueError,
            "y must have shape (N,), got (1, 2); y.argmax(axis=1) makes labels of one-hot rows",
        ),
        (confusion_matrix, ([0, 2], [0, 0], 2), ValueError, "y must hold labels in 0..1, got 2"),
        (
            confusion_matrix,
            ([0, 0], [0, -1], 2),
            ValueError,
            "pred must hold labels in 0..1, got -1",
        ),
        (confusion_matrix, ([0, 0], [0, 0], 0), ValueError, "C must be at least 1, got 0"),
        (confusion_matrix, ([0], [0], 1.5), TypeError, "C must be a whole number, got float"),
        (confusion_matrix, ([0], ["a"], 2), TypeError, "pred must hold integer labels, got list"),
    ],
)
def test_bad_input(function, arguments, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        function(*arguments)
