"""Data for the lessons: made by a formula or shipped with the course, nothing is downloaded."""

from bpcourse.nn.training import iterate_minibatches

from .digits import load_digits
from .points import make_blobs, make_circles, make_moons, make_spirals, make_xor
from .preparation import standardize, train_val_test_split
from .sine import noisy_sine

__all__ = [
    "iterate_minibatches",
    "load_digits",
    "make_blobs",
    "make_circles",
    "make_moons",
    "make_spirals",
    "make_xor",
    "noisy_sine",
    "standardize",
    "train_val_test_split",
]
