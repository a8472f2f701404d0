"""Mistakes that learners of backpropagation really make, and where each is recognised.

The rows are those of a catalogue gathered from some 2,700 implementations by about 117 people: A is
what happens anywhere, B belongs to a layer or a step, C to a scalar engine. A row is recognised by
a misconception, or answered by a note or by the words on an error; or it cannot occur yet.
"""

import numpy as np
import pytest

from bpcourse.exercises import find_exercise
from bpcourse.grading import as_text, grade_function

MISCONCEPTIONS = {
    "A1": ("linear_backward", "bias-not-summed"),
    "A2": ("linear_backward", "bias-summed-over-outputs"),
    "A3": ("linear_backward", "bias-one-number"),
    "A4": ("linear_backward", "bias-averaged"),
    "A5": ("cross_entropy_backward", "mean-missing"),
    "A6": ("cross_entropy_backward", "averaged-twice"),
    "A7": ("cross_entropy_backward", "sign-at-true-class"),
    "A8": ("linear_backward", "weights-transposed"),
    "A9": ("linear_backward", "weights-not-transposed"),
    "A10": ("linear_backward", "elementwise-dw"),
    "A11": ("tanh_backward", "tanh-again"),
    "A12": ("two_layer_loss_and_grads", "before-the-relu"),
    "A13": ("relu_backward", "mask-missing"),
    "A14": ("relu_backward", "mask-from-dout"),
    "A16": ("Value", "grad-overwritten"),
    "A17": ("linear_backward", "last-example-only"),
    "A19": ("linear_backward", "cache-order"),
    "A23": ("softmax", "keepdims-missing"),
    "A24": ("mse_loss", "each-with-each"),
    "A25": ("tanh_backward", "square-missing-bracket"),
    "A26": ("linear_backward", "returns-parameters"),
    "A27": ("cross_entropy", "index-mixed"),
    "A31": ("linear_backward", "ignores-dout"),
    "A32": ("linear_backward", "adds-the-input"),
    "B1": ("softmax", "no-max-shift"),
    "B2": ("softmax", "maximum-of-everything"),
    "B3": ("softmax", "softmax-over-everything"),
    "B4": ("cross_entropy", "log-of-mean"),
    "B5": ("cross_entropy", "another-base"),
    "B6": ("cross_entropy", "epsilon"),
    "B7": ("cross_entropy_backward", "probabilities-alone"),
    "B67": ("network_backward", "mask-missing-in-first-layer"),
    "B68": ("network_backward", "softmax-slope-twice"),
    "B71": ("numerical_gradient", "one-sided"),
    "C1": ("Value", "grad-overwritten"),
    "C2": ("Value", "handed-on-too-early"),
    "C3": ("Value", "handed-on-twice"),
    "C4": ("Value", "order-not-reversed"),
    "C5": ("Value", "nothing-comes-back"),
    "C7": ("Value", "exponent-kept"),
    "C9": ("Value", "nothing-comes-back"),
    "C10": ("Value", "last-operand-gets-both"),
}

# Correct, and noted; or not even noted. By the name of a variant that is written so.
ACCEPTED = {
    "A15": ("relu_backward", "relu_in_place", "in place"),
    "A18": ("Value", None, "runs a second time"),
    "A20": ("network_backward", "by_popping", ""),
    "B59": ("linear_backward", "in_place", "in place"),
    "C6": ("Value", None, ""),
    "C12": ("Value", None, "runs a second time"),
}


def one_return(dout, cache):
    x, w = cache
    return dout @ w.T


def whole_buffer(dout, x):
    dx = np.zeros(x.shape, dtype=int)
    dx[x > 0] = dout[x > 0]
    return dx


def counts_in_a_mask(dout, x):
    mask = x > 0
    mask[mask] = dout[mask]
    return mask


class Unwrapped:
    """An engine in which plain numbers are not understood."""

    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Unwrapped(self.data + other.data, (self, other))


# Answered by the words on an error, or by a note beside wrong numbers.
SAID = {
    "A21": ("relu_backward", whole_buffer, "whole numbers"),
    "A22": ("relu_backward", counts_in_a_mask, "True and False"),
    "A28": ("linear_backward", one_return, "(dx, dw, db) was expected"),
    "C11": ("Value", Unwrapped, "AttributeError"),
}

MOMENTS = "steps with a memory are lesson 09"
PENALTY = "penalties are lesson 11"
DROPOUT = "dropout is lesson 11"
NORMALISATION = "normalisation is lesson 12"
IMAGES = "images, convolution and pooling are lesson 13"
TIME = "sequences are lesson 14"
HINGE = "no lesson has the hinge loss"
NOT_YET = {
    "A29": "layers take two axes only until lesson 13",
    "A30": IMAGES,
    "B8": "the gradient of a classifier by its weights, in loops over classes, is no exercise",
    "B9": "the backward pass of softmax alone is lesson 15",
    **dict.fromkeys(["B10", "B11", "B12", "B13", "B14", "B70"], PENALTY),
    **dict.fromkeys(["B15", "B16", "B17", "B18"], HINGE),
    **{f"B{n}": MOMENTS for n in range(19, 29)},
    **{f"B{n}": DROPOUT for n in range(29, 35)},
    **{f"B{n}": NORMALISATION for n in range(35, 48)},
    **{f"B{n}": IMAGES for n in range(48, 54)},
    **{f"B{n}": TIME for n in (54, 55, 56, 57, 58, 60, 61, 62, 63, 64)},
    "B65": "embeddings are lesson 15",
    "B66": "layers over time are lesson 14",
    "B69": "initialisation is lesson 10",
    "C8": "of the operations asked for, those with a number on the left commute",
}


def test_every_row_is_recognised_answered_or_cannot_occur_yet():
    rows = [f"A{n}" for n in range(1, 33)] + [f"B{n}" for n in range(1, 72)]
    rows += [f"C{n}" for n in range(1, 13)]
    tables = [MISCONCEPTIONS, ACCEPTED, SAID, NOT_YET]
    assert sorted(row for table in tables for row in table) == sorted(rows)


@pytest.mark.parametrize("row", MISCONCEPTIONS)
def test_a_mistake_is_recognised(row):
    name, key = MISCONCEPTIONS[row]
    lesson, exercise = find_exercise(name)
    wrongs = [m.wrong for m in exercise.misconceptions if m.key == key]
    assert wrongs
    verdict = grade_function(lesson, exercise, wrongs[0])
    assert verdict.status != "passed"
    assert {(d.key, d.certainty) for d in verdict.diagnoses} == {(key, "recognised")}


@pytest.mark.parametrize("row", ACCEPTED)
def test_what_is_no_mistake_is_accepted(row):
    name, called, note = ACCEPTED[row]
    lesson, exercise = find_exercise(name)
    verdicts = [
        grade_function(lesson, exercise, variant)
        for variant in exercise.variants
        if called in {None, variant.__name__}
    ]
    assert verdicts
    assert {verdict.status for verdict in verdicts} == {"passed"}
    assert any(note in "".join(verdict.notes) for verdict in verdicts)


@pytest.mark.parametrize("row", SAID)
def test_a_mistake_is_answered_in_words(row):
    name, wrong, words = SAID[row]
    lesson, exercise = find_exercise(name)
    verdict = grade_function(lesson, exercise, wrong)
    assert verdict.status in {"failed", "error"}
    assert words in " ".join(as_text(verdict).split())
