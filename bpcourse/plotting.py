"""The figures of the lessons: one call each.

Every function draws one figure with pyplot and returns it, still open: in a notebook, end the
cell with ``plt.show()``. The colours are those of Okabe and Ito, told apart by colour-blind
readers too, and each is joined by another sign (a marker, a dash, a frame, a number). The paper
is white whatever the theme around it, so a figure reads the same on light and on dark.
"""

import functools

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from .nn import sigmoid, sigmoid_backward

BLUE, ORANGE, INK, GREY = "#0072B2", "#D55E00", "#222222", "#767676"

STYLE = {
    "figure.facecolor": "white",
    "figure.dpi": 110,
    "figure.titlesize": 12,
    "figure.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.09,
    "figure.constrained_layout.w_pad": 0.09,
    "axes.facecolor": "white",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.labelsize": 10,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "font.size": 10,
    "lines.linewidth": 2.2,
    "legend.frameon": False,
}


def in_style(draw):
    """Draw with the style of the lessons, and leave the reader's settings as they are."""

    @functools.wraps(draw)
    def styled(*args, **kwargs):
        with plt.style.context(["default", STYLE]):
            figure = draw(*args, **kwargs)
            figure.draw_without_rendering()  # or the ticks would be made later, in another style
        return figure

    return styled


@in_style
def reach(by_weight, by_input):
    """Show what one weight moves in a linear layer's output, and what one input moves.

    Parameters
    ----------
    by_weight, by_input : ndarray of shape (N, M)
        How much each entry of out changed when w[0, 1] was raised by 1, and when x[0, 1] was.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.5))
    figure.suptitle("A weight reaches a column of out, an input reaches a row")
    for ax, change, name, color in (
        (axes[0], by_weight, "w[0, 1]", BLUE),
        (axes[1], by_input, "x[0, 1]", ORANGE),
    ):
        moved = np.asarray(change) != 0
        _cells(ax, change, {tuple(i): color for i in np.argwhere(moved)}, signed=True)
        ax.set(title=f"change of out when {name} grows by 1", xlabel="output m", ylabel="example n")
    return figure


@in_style
def columns_meet(x, dout, d=0, m=1):
    """Show which numbers are multiplied and added to make dw[d, m].

    Parameters
    ----------
    x : ndarray of shape (N, D)
    dout : ndarray of shape (N, M)
    d, m : int
        Which entry of dw.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(
        1, 2, figsize=(5.6, 2.7), width_ratios=[np.shape(x)[1], np.shape(dout)[1]]
    )
    figure.suptitle(f"dw[{d}, {m}] pairs a column with a column")
    _cells(axes[0], x, {(n, d): BLUE for n in range(len(x))})
    _cells(axes[1], dout, {(n, m): ORANGE for n in range(len(dout))})
    axes[0].set(title="x", xlabel="input d", ylabel="example n")
    axes[1].set(title="dout", xlabel="output m", ylabel="example n")
    pairs = list(zip(np.asarray(x)[:, d], np.asarray(dout)[:, m], strict=True))
    terms = " + ".join(f"{_number(a)} · {_number(b, inside=True)}" for a, b in pairs)
    figure.supxlabel(f"{terms} = {_number(sum(a * b for a, b in pairs))}", fontsize=11)
    return figure


@in_style
def saturation(losses):
    """Show where on the sigmoid a neuron starts, and how its loss falls from there.

    Parameters
    ----------
    losses : dict of float to sequence of float
        For each of two runs, the weighted sum z it starts from and its loss before each step.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, (slopes, curves) = plt.subplots(1, 2, figsize=(7.6, 3.2))
    figure.suptitle("The flatter the sigmoid, the later the neuron learns")
    z = np.linspace(-7, 7, 281)
    slopes.plot(z, _slope(z), color=GREY)
    slopes.set(xlabel="weighted sum z", ylabel="slope of the sigmoid", ylim=(0, 0.28))
    slopes.set_xticks(range(-6, 7, 3))
    for start, color, marker, dash in zip(losses, (BLUE, ORANGE), "os", ("-", "--"), strict=False):
        name = f"from z = {start:g}"
        slopes.plot(start, _slope(start), marker, color=color, markersize=9, clip_on=False)
        slopes.annotate(
            f"z = {start:g}", (start, _slope(start)), (4, 8), textcoords="offset points"
        )
        curves.plot(losses[start], dash, color=color, label=name)
    curves.set(xlabel="step", ylabel="squared error", ylim=(0, None))
    curves.legend(loc="upper right", handlelength=1.6)
    return figure


@in_style
def loss_curve(losses):
    """Show how the loss fell during training.

    Parameters
    ----------
    losses : sequence of float
        The loss before each step.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, ax = plt.subplots(figsize=(6.4, 3.2))
    ax.plot(losses, color=BLUE)
    ax.set(xlabel="step", ylabel="cross-entropy", ylim=(0, None))
    figure.suptitle(f"{len(losses)} steps take the loss from {losses[0]:.1f} to {losses[-1]:.1f}")
    return figure


@in_style
def wrong_digits(pictures, truth, read, most=8):
    """Show the digits that a network reads wrongly.

    Parameters
    ----------
    pictures : ndarray of shape (N, 64)
        Pictures of 8 by 8 pixels, 0 for paper and 1 for ink.
    truth, read : ndarray of int of shape (N,)
        What was written, and what the network sees.
    most : int
        How many to show at most.

    Returns
    -------
    matplotlib.figure.Figure
    """
    wrong = np.flatnonzero(np.asarray(truth) != np.asarray(read))
    shown = wrong[:most]
    rows = max(1, -(-len(shown) // 4))
    figure, axes = plt.subplots(rows, 4, figsize=(6.4, 1.85 * rows + 0.3), squeeze=False)
    figure.suptitle(f"{len(wrong)} of {len(truth)} digits are read wrongly")
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    for ax, n in zip(axes.flat, shown, strict=False):
        ax.imshow(np.reshape(pictures[n], (8, 8)), cmap="gray_r", vmin=0, vmax=1)
        ax.spines[:].set_visible(True)
        ax.set_xlabel(f"a {truth[n]}, read as {read[n]}")
    return figure


def _slope(z):
    return sigmoid_backward(np.ones(np.shape(z)), sigmoid(z))


def _number(value, inside=False):
    """A number with a true minus sign, in brackets where it is a factor."""
    text = f"{value:g}".replace("-", "\N{MINUS SIGN}")
    return f"({text})" if inside and value < 0 else text


def _cells(ax, numbers, colors, signed=False):
    """Write an array as a table; give the entries in `colors` a tint and a frame."""
    numbers = np.asarray(numbers)
    rows, columns = numbers.shape
    for i, j in np.ndindex(rows, columns):
        color = colors.get((i, j))
        ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, edgecolor="#D0D0D0"))
        if color:
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, color=color, alpha=0.18))
            ax.add_patch(
                Rectangle((j - 0.46, i - 0.46), 0.92, 0.92, fill=False, edgecolor=color, lw=2)
            )
        plus = "+" if signed and numbers[i, j] > 0 else ""
        text = plus + _number(numbers[i, j])
        ax.text(j, i, text, ha="center", va="center", fontsize=12, color=INK if color else GREY)
    ax.set(xlim=(-0.55, columns - 0.45), ylim=(rows - 0.45, -0.55), aspect="equal")
    ax.set_xticks(range(columns))
    ax.set_yticks(range(rows))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
