"""The figures of lesson 07: how far a step goes, and how far a batch's gradient strays."""

import matplotlib.pyplot as plt
import numpy as np

from ..nn.checked import Array, Function, checked
from ..nn.checks import check_array, check_not_empty
from .style import BLUE, GREY, INK, ORANGE, claim, count, in_style, number


@in_style
@checked(loss=Function())
def descents(loss, paths, title=None):
    """Show two walks down one curve, step by step.

    Parameters
    ----------
    loss : callable
        ``loss(w)`` of one float is a float.
    paths : dict of str to sequence of float
        Two walks by their names: where w was before the first step, and after each.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    _two("paths", paths)
    walks = {name: check_array(f"paths[{name!r}]", path, ("N",)) for name, path in paths.items()}
    for name, walk in walks.items():
        check_not_empty(f"paths[{name!r}]", walk)
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.2), sharey=True)
    ends = np.concatenate(list(walks.values()))
    reach = 1.15 * max(abs(ends.min()), abs(ends.max()), 1e-9)
    near = np.linspace(-reach, reach, 201)
    curve = [float(loss(float(w))) for w in near]
    for ax, (name, walk), color, marker in zip(
        axes, walks.items(), (BLUE, ORANGE), "os", strict=True
    ):
        ax.plot(near, curve, color=GREY, lw=1.6)
        heights = [float(loss(float(w))) for w in walk]
        ax.plot(walk, heights, marker, color=color, ms=6)
        for n in range(len(walk) - 1):
            arrow = {"arrowstyle": "-|>", "color": color, "lw": 1.4, "shrinkA": 3, "shrinkB": 3}
            ends = (walk[n], heights[n]), (walk[n + 1], heights[n + 1])
            ax.annotate("", ends[1], ends[0], arrowprops=arrow)
        ax.annotate("start", (walk[0], heights[0]), (6, -4), textcoords="offset points", ha="left")
        turns = _turns(walk)
        way = "no turn" if not turns else count(turns, "turn")
        ax.set(title=f"{name}: {count(len(walk) - 1, 'step')}, {way}", xlabel="w", ylabel="loss")
        ax.set_xlim(-reach, 1.25 * reach)
    first, second = (_turns(walk) for walk in walks.values())
    seen = "How far a step goes decides where it lands"
    if not first and second:
        seen = "Short steps walk down one side, long ones jump across"
    claim(figure, title, seen)
    return figure


@in_style
@checked(full=Array(2))
def gradient_clouds(clouds, full, names=("entry 0", "entry 1"), title=None):
    """Show how far the gradients of small batches lie from the gradient of all examples.

    Parameters
    ----------
    clouds : dict of int to ndarray of shape (K, 2)
        For two batch sizes, two entries of the gradient, of K batches each.
    full : ndarray of shape (2,)
        The same two entries for all examples.
    names : two str
        What the entries are called, for the axes.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    _two("clouds", clouds)
    points = {size: check_array(f"clouds[{size}]", c, ("K", 2)) for size, c in clouds.items()}
    for size, cloud in points.items():
        check_not_empty(f"clouds[{size}]", cloud)
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.7), sharex=True, sharey=True)
    spread = {size: np.mean(np.linalg.norm(cloud - full, axis=1)) for size, cloud in points.items()}
    for ax, (size, cloud), color, marker in zip(
        axes, points.items(), (BLUE, ORANGE), "os", strict=True
    ):
        ax.plot(*cloud.T, marker, color=color, ms=4, alpha=0.5, mew=0, label="a batch")
        ax.plot(*full, "P", color=INK, ms=11, mec="white", mew=1.2, label="all examples")
        ax.axhline(0, color=GREY, lw=0.8, zorder=0)
        ax.axvline(0, color=GREY, lw=0.8, zorder=0)
        away = number(spread[size], 2)
        ax.set(title=f"batches of {size}: {away} away on average")
        ax.set(xlabel=f"gradient of {names[0]}", ylabel=f"gradient of {names[1]}")
    axes[0].legend(loc="best", handlelength=1.2)
    (small, wide), (large, narrow) = spread.items()
    seen = "The gradient of a batch lies around the gradient of all examples"
    if narrow > 0 and large % small == 0:
        times = number(wide / narrow, 2)
        seen = f"Batches {large // small} times as large scatter {times} times less"
    claim(figure, title, seen)
    return figure


def _two(name, things):
    if not isinstance(things, dict) or len(things) != 2:
        raise ValueError(f"{name} must be a dict of two, each under its name")


def _turns(walk):
    """How often a walk turns round."""
    steps = np.diff(walk)
    return int(np.count_nonzero(steps[1:] * steps[:-1] < 0))
