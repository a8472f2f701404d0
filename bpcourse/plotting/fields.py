"""Points of a data set, and what a network answers everywhere between them."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, to_rgb

from ..nn.checked import Array, Count, Function, checked
from ..nn.checks import check_array, check_labels
from .style import BLUE, COLORS, INK, MARKERS, ORANGE, PALE, claim, count, in_style

PROBABILITY = LinearSegmentedColormap.from_list(
    "probability", ["#8FBFDE", "white", "#F0B48C"]
).with_extremes(bad=PALE)
TINTS = ListedColormap([0.45 * np.array(to_rgb(color)) + 0.55 for color in COLORS])


class Predict(Function):
    """A function of points; whoever hands over a whole network is told which method is meant."""

    def __call__(self, name, value, known):
        if not callable(value) and hasattr(value, "predict"):
            kind = type(value).__name__
            raise TypeError(f"{name} must be a function, got {kind}: hand over network.predict")
        return super().__call__(name, value, known)


@in_style
@checked(x=Array("N", 2, filled=True))
def data_set(x, y, title=None):
    """Show points of the plane, each class with its colour and marker.

    Parameters
    ----------
    x : ndarray of shape (N, 2)
    y : ndarray of int of shape (N,)
        The class of each point, 0 to 7.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If a shape does not fit, or y does not hold classes in 0..7.
    """
    y = check_labels("y", y, len(x), len(COLORS))
    figure, ax = plt.subplots(figsize=(5.4, 4.2))
    _points(ax, x, y)
    _plane(figure, ax)
    classes = len(np.unique(y))
    kinds = f"in {classes} classes" if classes > 1 else "of one class"
    claim(figure, title, f"{_all(x)} {kinds}")
    return figure


@in_style
@checked(predict=Predict(), x=Array("N", 2, filled=True), resolution=Count(at_least=2))
def decision_field(predict, x, y, resolution=200, title=None):
    """Show what a classifier answers all over the plane, with the data on top.

    Parameters
    ----------
    predict : callable
        Such as ``network.probabilities`` or ``network.predict``.
        ``predict(points)`` of an array of shape (K, 2) returns one of: the probability of class 1
        for each point, floats in 0..1 of shape (K,) or (K, 1); the class of each point, integers
        of shape (K,); or scores of C classes, logits or probabilities, of shape (K, C).
    x : ndarray of shape (N, 2)
    y : ndarray of int of shape (N,)
        The class of each point, 0 to 7.
    resolution : int
        The field is drawn from resolution * resolution points.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If a shape does not fit, or predict returns something else.
    """
    y = check_labels("y", y, len(x), len(COLORS))
    answers = _answers(predict, x)
    figure, ax = plt.subplots(figsize=(6, 4.2))
    _field(figure, ax, predict, x, resolution)
    _points(ax, x, y)
    _plane(figure, ax)
    lost = np.isnan(answers).mean()
    classes = answers > 0.5 if answers.dtype.kind == "f" else answers
    seen = f"The network sees the right class at {np.mean(classes == y):.1%} of {_all(x)}"
    claim(figure, title, f"At {lost:.1%} of {_all(x)} the answer is not a number" if lost else seen)
    return figure


@in_style
@checked(predict=Predict(), x=Array("N", 1, filled=True), resolution=Count(at_least=2))
def fitted_curve(predict, x, y, resolution=300, title=None):
    """Show the curve that a network draws through points, for one number in and one out.

    Parameters
    ----------
    predict : callable
        ``predict(points)`` of an array of shape (K, 1) returns K numbers, of shape (K, 1) or (K,).
        Such as ``network.predict``.
    x : ndarray of shape (N, 1)
    y : ndarray of shape (N, 1) or (N,)
    resolution : int
        How many points make the curve.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    y = _one_each("y", y, len(x))
    points = np.linspace(x.min(), x.max(), resolution)[:, None]
    curve = _one_each("predict(points)", predict(points.copy()), resolution)
    error = np.mean((_one_each("predict(x)", predict(x.copy()), len(x)) - y) ** 2)
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    ax.plot(x[:, 0], y, "o", color=ORANGE, ms=5, mew=0.5, mec="white", label="data")
    ax.plot(points[:, 0], curve, color=BLUE, label="network")
    ax.set(xlabel="x", ylabel="y")
    ax.legend()
    claim(figure, title, f"Between curve and data a mean squared error of {error:.3g}")
    return figure


def _all(x):
    return count(len(x), "point")


def _field(figure, ax, predict, x, resolution):
    """Ask for the whole plane, draw the answers in tints and a line where classes meet."""
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, 0.12 * (high - low), 1)
    across, upwards = np.linspace(low - margin, high + margin, resolution).T
    grid = np.stack(np.meshgrid(across, upwards), axis=-1)
    field = _answers(predict, grid.reshape(-1, 2)).reshape(resolution, resolution)

    half_x, half_y = (across[1] - across[0]) / 2, (upwards[1] - upwards[0]) / 2
    edges = across[0] - half_x, across[-1] + half_x, upwards[0] - half_y, upwards[-1] + half_y
    look = {"extent": edges, "origin": "lower", "aspect": "auto", "interpolation": "nearest"}
    line = {"levels": [0.5], "colors": INK}
    if field.dtype.kind == "f":
        image = ax.imshow(field, cmap=PROBABILITY, vmin=0, vmax=1, **look)
        figure.colorbar(image, label="probability of class 1")
        if (field < 0.5).any() and (field > 0.5).any():
            ax.contour(across, upwards, field, linewidths=1.6, **line)
        return
    ax.imshow(field, cmap=TINTS, vmin=-0.5, vmax=len(COLORS) - 0.5, **look)
    for c in np.unique(field)[1:]:
        ax.contour(across, upwards, field == c, linewidths=0.9, **line)


def _points(ax, x, y):
    for c in np.unique(y):
        ax.plot(
            *x[y == c].T,
            MARKERS[c],
            color=COLORS[c],
            label=f"class {c}",
            markersize=5.5 if len(x) < 500 else 4,
            mec="white",
            mew=0.6,
        )


def _plane(figure, ax):
    ax.set(xlabel="first feature", ylabel="second feature")
    classes = len(ax.lines)
    figure.legend(
        loc="outside lower center",
        ncols=classes if classes <= 6 else 4,  # as many as there is room for
        fontsize=9,
        handletextpad=0.1,
        columnspacing=0.8,
        borderaxespad=0,
    )


def _answers(predict, points):
    """Ask for classes (integers) or for probabilities of class 1 (floats)."""
    asked = len(points)
    answers = _numbers(predict(points.copy()))
    if answers.shape == (asked, 1):
        answers = answers[:, 0]
    if answers.ndim == 2 and len(answers) == asked and 2 <= answers.shape[1] <= len(COLORS):
        return answers.argmax(axis=1)
    if answers.shape != (asked,):
        raise ValueError(
            f"predict must return shape ({asked},) or ({asked}, C) for {asked} points,"
            f" with C up to {len(COLORS)}, got {answers.shape}"
        )
    if answers.dtype.kind in "biu":
        return check_labels("what predict returns", answers.astype(int), asked, len(COLORS))
    worst = answers[~((answers >= 0) & (answers <= 1) | np.isnan(answers))]
    if len(worst):
        raise ValueError(
            f"predict must return probabilities in 0..1, got {worst[0]:g}:"
            " for logits of shape (K,), apply the sigmoid"
        )
    return answers


def _numbers(answers):
    """Say so if what predict returned holds no numbers; integers stay integers."""
    check_array("what predict returns", answers, None)
    return np.asarray(answers)


def _one_each(name, values, N):
    values = check_array(name, values, None)
    if values.shape not in ((N,), (N, 1)):
        raise ValueError(f"{name} must have shape ({N},) or ({N}, 1), got {values.shape}")
    return values.reshape(N)
