"""Pictures of handwritten digits, with what was written and what was read."""

import matplotlib.pyplot as plt
import numpy as np

from ..nn.checked import Array, Count, checked
from .style import claim, count, in_style


@in_style
@checked(pictures=Array("N", "D", filled=True), most=Count())
def digit_grid(pictures, y=None, most=20, title=None):
    """Show pictures in a grid, each with its label.

    Parameters
    ----------
    pictures : ndarray of shape (N, D)
        Square pictures, one a row, pixel by pixel: 0 for paper and 1 for ink, as they were before
        any `standardize`. D is 64 for 8 by 8.
    y : ndarray of int of shape (N,), optional
        What stands under each picture.
    most : int
        How many to show at most, the first ones.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a shape does not fit, D is no square number, or a pixel is not in 0..1.
    """
    _check_ink(pictures)
    N = len(pictures)
    shown = min(N, most)
    words = [""] * shown if y is None else [str(label) for label in _labels("y", y, N)[:shown]]
    figure = _grid(pictures[:shown], words, columns=min(10, max(5, shown)))
    pictured = count(N, "picture") if shown == N else f"{shown:,} of {count(N, 'picture')}"
    claim(figure, title, pictured if y is None else f"{pictured}, each with its label")
    return figure


@in_style
@checked(pictures=Array("N", "D", filled=True), most=Count())
def wrong_digits(pictures, truth, read, most=8, title=None):
    """Show the digits that a network reads wrongly.

    Parameters
    ----------
    pictures : ndarray of shape (N, D)
        Square pictures, 0 for paper and 1 for ink, as they were before any `standardize`. D is 64
        for 8 by 8.
    truth, read : ndarray of int of shape (N,)
        What was written, and what the network sees.
    most : int
        How many to show at most.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If a shape does not fit, D is no square number, or a pixel is not in 0..1.
    """
    _check_ink(pictures)
    N = len(pictures)
    truth, read = _labels("truth", truth, N), _labels("read", read, N)
    wrong = np.flatnonzero(truth != read)
    shown = wrong[:most]
    words = [f"a {truth[n]}, read as {read[n]}" for n in shown]
    figure = _grid(pictures[shown], words, columns=4, size=1.6)
    verb = "is" if len(wrong) == 1 else "are"
    claim(figure, title, f"{len(wrong):,} of {count(N, 'digit')} {verb} read wrongly")
    return figure


def _check_ink(pictures):
    """Say so if the pixels are not between paper and ink: a picture of them would be cut off."""
    darkest, lightest = np.nanmax(pictures, initial=0), np.nanmin(pictures, initial=0)
    slack = 1e-6  # for pictures that were standardized and brought back
    if lightest < -slack:
        raise ValueError(
            f"pictures must hold numbers in 0..1, got {lightest:g}: the original pictures are "
            "wanted, as they were before standardize; for weights there is heat_maps"
        )
    if darkest > 1 + slack:
        raise ValueError(
            f"pictures must hold numbers in 0..1, got {darkest:g}: the original pictures are "
            "wanted, divided by the number that stands for full ink, such as 255"
        )


def _labels(name, labels, N):
    if np.shape(labels) != (N,):
        raise ValueError(f"{name} must have shape ({N},), got {np.shape(labels)}")
    return np.asarray(labels)


def _grid(pictures, words, columns, size=0.75):
    """Draw pictures in rows, with words below each."""
    side = round(np.sqrt(pictures.shape[1]))
    if side * side != pictures.shape[1]:
        raise ValueError(f"pictures must be square, got {pictures.shape[1]} pixels in a row")
    rows = max(1, -(-len(pictures) // columns))
    figure, axes = plt.subplots(
        rows, columns, figsize=(columns * size, (size + 0.25) * rows + 0.3), squeeze=False
    )
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    for ax, picture, word in zip(axes.flat, pictures, words, strict=False):
        ax.imshow(picture.reshape(side, side), cmap="gray_r", vmin=0, vmax=1)
        ax.spines[:].set_visible(True)
        ax.set_xlabel(word)
    return figure
