"""Handwritten digits: real data, small enough to train on in seconds."""

from importlib import resources

import numpy as np


def load_digits():
    """Load 1,797 handwritten digits, each a picture of 8 by 8 pixels.

    Returns
    -------
    x : ndarray of float64 of shape (1797, 64)
        One picture a row, its pixels row by row: 0 is paper, 1 is ink, in steps of 1/16.
        ``x[n].reshape(8, 8)`` is picture n.
    y : ndarray of int of shape (1797,)
        The digit that was written, 0 to 9.

    Notes
    -----
    Thirteen people wrote them, and neighbours seem to come from the same hand: shuffle before
    you split, and do not take the score on held-out digits for the score on a new writer's.
    Every call reads the file anew, so the arrays are yours to change.

    E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits* (1998), UCI Machine
    Learning Repository, its test part, under CC BY 4.0; ``LICENSE-digits.txt`` beside this file
    says more.
    """
    with (
        resources.files(__package__).joinpath("digits.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as archive,
    ):
        return archive["x"] / 16, archive["y"].astype(np.int64)
