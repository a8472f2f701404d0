"""Arrays as heat maps: weights and gradients on one scale, and which class is taken for which."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from ..nn.checked import Array, Params, checked
from .style import BLUE, INK, SIGNED, claim, in_style, number

SMALL = 12  # rows up to which the numbers of an array are written
ROUND = [n * 10**power for power in range(12) for n in (1, 2, 5)]


@in_style
@checked(arrays=Params())
def heat_maps(arrays, title=None):
    """Show weights or gradients as heat maps, all on one scale.

    Parameters
    ----------
    arrays : dict of str to ndarray
        Up to 16 arrays by their names, each of shape (D, M) or (M,). One of shape (M,), such as a
        bias, stands below the array before it if that has M columns.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If there are no arrays or too many, or one has another number of axes or holds nothing.

    Notes
    -----
    Blue is positive, orange is negative, white is 0, grey is not finite. The scale ends at the
    largest magnitude in any of the arrays. Numbers are written where all arrays are small.
    """
    for name, array in arrays.items():
        if array.ndim not in (1, 2) or not array.size:
            raise ValueError(f'arrays["{name}"] must have shape (D, M) or (M,), got {array.shape}')
    if len(arrays) > 16:
        raise ValueError(f"arrays must hold at most 16 arrays, got {len(arrays)}")
    tables = {name: np.atleast_2d(array) for name, array in arrays.items()}
    stacks = _stacks(arrays)
    places = {name: (row, s) for s, stack in enumerate(stacks) for row, name in enumerate(stack)}
    largest, peak = _farthest_from_zero(tables)
    limit = abs(peak) or 1.0
    unit = 1.0 if 0.1 <= limit < 100 else 10.0 ** np.floor(np.log10(limit))
    widths = [tables[stack[0]].shape[1] for stack in stacks]
    height = max(len(tables[stack[0]]) for stack in stacks)
    written = height <= SMALL and sum(widths) <= 2 * SMALL

    figure, grid = _room(widths, height, max(len(stack) for stack in stacks), written)
    for name, (row, column) in places.items():
        ax = figure.add_subplot(grid[row, column])
        _map(ax, tables[name], limit, unit if written else None)
        if arrays[name].ndim == 1:
            ax.set_yticks([])
        ax.set_title(f"{name} {arrays[name].shape}", fontsize=9.5)
    bar = figure.colorbar(
        ScalarMappable(Normalize(-limit, limit), SIGNED),
        ax=figure.axes,
        label="" if unit == 1 else f"in units of {number(unit)}",
    )
    bar.ax.yaxis.set_major_formatter(lambda value, _: number(value / unit, 3))
    bar.outline.set_visible(False)
    for ax, (row, _) in zip(figure.axes, places.values(), strict=False):
        ax.set_anchor("N" if row else "S")  # a bias hangs directly below its weights
    figure.supxlabel("column", fontsize=9)
    figure.supylabel("row", fontsize=9)
    seen = f"The number farthest from 0 stands in {largest}: {number(peak, 3)}"
    if not all(np.isfinite(table).all() for table in tables.values()):
        seen = "Grey: a number that is not finite"
    claim(figure, title, seen)
    return figure


@in_style
@checked(matrix=Array("R", "C", filled=True))
def confusion_heat_map(matrix, names=None, title=None):
    """Show which class is taken for which.

    Parameters
    ----------
    matrix : ndarray of shape (C, C)
        How many examples of each class, by row, were read as each class, by column.
    names : sequence of str, optional
        What the classes are called: 0 to C-1 if not given.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If the matrix is not square, C is above 20, or there are not C names.

    Notes
    -----
    What is right stands on the diagonal, framed and in blue, the deeper the more of its class;
    what is wrong is orange, the deeper the more often it happens. An empty cell holds 0.
    """
    C = len(matrix)
    if matrix.shape != (C, C):
        raise ValueError(f"matrix must have shape (C, C), got {matrix.shape}")
    names = [str(c) for c in range(C)] if names is None else [str(name) for name in names]
    if C > 20 or len(names) != C:
        raise ValueError(f"1 to 20 classes can be drawn, each with a name, got {C}, {len(names)}")
    figure, ax = plt.subplots(figsize=(max(4.6, 0.44 * C + 1.6), max(3.2, 0.36 * C + 1.3)))
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    wrong = matrix * (1 - np.eye(C))
    tint = np.where(np.eye(C) > 0, 0.35 * share, -0.8 * wrong / max(wrong.max(), 1))
    ax.imshow(tint, cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
    for row, column in np.argwhere(matrix):
        ax.text(column, row, number(matrix[row, column]), ha="center", va="center", fontsize=9)
    for c in range(C):
        ax.add_patch(Rectangle((c - 0.5, c - 0.5), 1, 1, fill=False, edgecolor=BLUE, lw=1.4))
    turned = {"rotation": 45, "ha": "right"} if max(map(len, names)) > 3 else {}
    ax.set_xticks(range(C), names, **turned)
    ax.set_yticks(range(C), names)
    ax.tick_params(length=0)
    ax.set(xlabel="read as", ylabel="truth")
    claim(figure, title, _confusion(matrix, names))
    return figure


def _stacks(arrays):
    """Names by column: a vector goes below the matrix before it, if they have as many columns."""
    stacks = []
    for name, array in arrays.items():
        above = np.shape(arrays[stacks[-1][-1]]) if stacks else ()
        if len(above) == 2 and array.shape == above[1:]:
            stacks[-1].append(name)
        else:
            stacks.append([name])
    return stacks


def _farthest_from_zero(tables):
    """The name of an array, and the finite number in it that is farthest from 0 in all of them."""
    peaks = {}
    for name, table in tables.items():
        finite = table[np.isfinite(table)]
        peaks[name] = float(finite[np.abs(finite).argmax()]) if finite.size else 0.0
    name = max(peaks, key=lambda name: abs(peaks[name]))
    return name, peaks[name]


def _room(widths, height, rows, written):
    """A figure with a place for each array: square cells if numbers are written in them."""
    if written:
        size = 0.46 * sum(widths) + 0.6 * len(widths) + 1.3, 0.46 * height + 0.7 * rows + 0.5
        ratios = [max(width, 2.2) for width in widths]  # room for a title
    else:
        size = 1.6 * len(widths) + 1.8, 4.2
        ratios = [max(width, max(widths) / 4) for width in widths]
    figure = plt.figure(figsize=(np.clip(size[0], 5, 9.5), np.clip(size[1], 2.2, 7)))
    heights = [height, 1.3 if written else height / 12][:rows]
    return figure, figure.add_gridspec(
        rows, len(widths), width_ratios=ratios, height_ratios=heights
    )


def _map(ax, table, limit, unit):
    """Draw one array; write its numbers, in units of `unit`, if there is one."""
    shown = np.ma.masked_invalid(table)
    aspect = "auto" if unit is None else "equal"
    ax.imshow(shown, cmap=SIGNED, vmin=-limit, vmax=limit, aspect=aspect, interpolation="nearest")
    ax.spines[:].set_visible(True)
    if unit is None:
        ax.set_xticks(_marks(table.shape[1]))
        ax.set_yticks(_marks(len(table)))
        return
    ax.set_xticks(range(table.shape[1]))
    ax.set_yticks(range(len(table)))
    ax.tick_params(length=0)
    for row, column in np.ndindex(table.shape):
        value = table[row, column] / unit
        text = f"{value:.2f}" if np.isfinite(value) and value else number(value)
        color = "white" if 0.7 * limit < abs(value * unit) < np.inf else INK
        ax.text(
            column,
            row,
            text.replace("-", "\N{MINUS SIGN}"),
            color=color,
            ha="center",
            va="center",
            fontsize=8,
        )


def _marks(count):
    """At most 5 round numbers below `count`."""
    return next(marks for step in ROUND if len(marks := range(0, count, step)) <= 5)


def _confusion(matrix, names):
    total = matrix.sum()
    if not total:
        return "No examples yet"
    right = f"{np.trace(matrix) / total:.1%} are right"
    wrong = matrix * (1 - np.eye(len(matrix)))
    if not wrong.any():
        return right
    truth, read = np.unravel_index(wrong.argmax(), wrong.shape)
    slip = f"{names[truth]} read as {names[read]}"
    return f"{right}; the commonest slip: {slip} ({number(wrong[truth, read])})"
