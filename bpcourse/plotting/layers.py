"""The figures of lesson 05: what a layer's gradients are made of, and what they are worth."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from ..nn import sigmoid, sigmoid_backward
from ..nn.checked import Array, Count, Like, checked
from .style import BLUE, GREY, INK, ORANGE, PALE, claim, in_style, number


@in_style
@checked(by_weight=Array("N", "M", filled=True), by_input=Like("by_weight"))
def reach(by_weight, by_input, title=None):
    """Show what one weight moves in a linear layer's output, and what one input moves.

    Parameters
    ----------
    by_weight, by_input : ndarray of shape (N, M)
        How much each entry of out changed when w[0, 1] was raised by 1, and when x[0, 1] was.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.5))
    claim(figure, title, "A weight reaches a column of out, an input reaches a row")
    for ax, change, name, color in (
        (axes[0], by_weight, "w[0, 1]", BLUE),
        (axes[1], by_input, "x[0, 1]", ORANGE),
    ):
        _cells(ax, change, {tuple(i): color for i in np.argwhere(change)}, signed=True)
        ax.set(title=f"change of out when {name} grows by 1", xlabel="output m", ylabel="example n")
    return figure


@in_style
@checked(
    x=Array("N", "D", filled=True),
    dout=Array("N", "M", filled=True),
    d=Count(at_least=0),
    m=Count(at_least=0),
)
def columns_meet(x, dout, d=0, m=1, title=None):
    """Show which numbers are multiplied and added to make dw[d, m].

    Parameters
    ----------
    x : ndarray of shape (N, D)
    dout : ndarray of shape (N, M)
    d, m : int
        Which entry of dw.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    D, M = x.shape[1], dout.shape[1]
    if d >= D or m >= M:
        raise ValueError(f"dw has shape ({D}, {M}), so it has no entry [{d}, {m}]")
    figure, axes = plt.subplots(1, 2, figsize=(5.6, 2.7), width_ratios=[D, M])
    claim(figure, title, f"dw[{d}, {m}] pairs a column with a column")
    _cells(axes[0], x, {(n, d): BLUE for n in range(len(x))})
    _cells(axes[1], dout, {(n, m): ORANGE for n in range(len(dout))})
    axes[0].set(title="x", xlabel="input d", ylabel="example n")
    axes[1].set(title="dout", xlabel="output m", ylabel="example n")
    pairs = list(zip(x[:, d], dout[:, m], strict=True))
    terms = " + ".join(f"{number(a)} · {number(b, factor=True)}" for a, b in pairs)
    figure.supxlabel(f"{terms} = {number(sum(a * b for a, b in pairs))}", fontsize=11)
    return figure


@in_style
def saturation(losses, title=None):
    """Show where on the sigmoid a neuron starts, and how its loss falls from there.

    Parameters
    ----------
    losses : dict of float to sequence of float
        For each of two runs, the weighted sum z it starts from and its loss before each step.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if not isinstance(losses, dict) or len(losses) != 2:
        raise ValueError("losses must be a dict of two runs: {start: losses, other start: losses}")
    figure, (slopes, curves) = plt.subplots(1, 2, figsize=(7.6, 3.2))
    claim(figure, title, "The flatter the sigmoid, the later the neuron learns")
    z = np.linspace(-7, 7, 281)
    slopes.plot(z, _slope(z), color=GREY)
    slopes.set(xlabel="weighted sum z", ylabel="slope of the sigmoid", ylim=(0, 0.28))
    slopes.set_xticks(range(-6, 7, 3))
    for start, color, marker, dash in zip(losses, (BLUE, ORANGE), "os", ("-", "--"), strict=True):
        name = f"from z = {start:g}"
        slopes.plot(start, _slope(start), marker, color=color, markersize=9, clip_on=False)
        slopes.annotate(
            f"z = {start:g}", (start, _slope(start)), (4, 8), textcoords="offset points"
        )
        curves.plot(losses[start], dash, color=color, label=name)
    curves.set(xlabel="step", ylabel="squared error", ylim=(0, None))
    curves.legend(loc="upper right", handlelength=1.6)
    return figure


def _slope(z):
    return sigmoid_backward(np.ones(np.shape(z)), sigmoid(z))


def _cells(ax, numbers, colors, signed=False):
    """Write an array as a table; give the entries in `colors` a tint and a frame."""
    rows, columns = numbers.shape
    for i, j in np.ndindex(rows, columns):
        color = colors.get((i, j))
        ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, edgecolor=PALE))
        if color:
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, color=color, alpha=0.18))
            ax.add_patch(
                Rectangle((j - 0.46, i - 0.46), 0.92, 0.92, fill=False, edgecolor=color, lw=2)
            )
        plus = "+" if signed and numbers[i, j] > 0 else ""
        text = plus + number(numbers[i, j])
        ax.text(j, i, text, ha="center", va="center", fontsize=12, color=INK if color else GREY)
    ax.set(xlim=(-0.55, columns - 0.45), ylim=(rows - 0.45, -0.55), aspect="equal")
    ax.set_xticks(range(columns))
    ax.set_yticks(range(rows))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
