"""A network as a drawing: the shapes of its arrays, or its neurons and their weights."""

from itertools import pairwise, product

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch

from ..nn import Network
from ..nn.checked import Count, checked
from ..nn.checks import check_array, check_count, check_layers
from .style import BLUE, GREY, INK, ORANGE, PALE, SIGNED, claim, count, in_style, number, sheet

COLUMNS = 6  # boxes that fit beside each other and stay readable
NEURONS = 8  # circles in a column
WRITTEN = 12  # weights whose numbers are written


@in_style
@checked(N=Count(at_least=0))
def architecture(network, N=32, activation=None, title=None):
    """Show the arrays of a forward pass with their shapes: layers as columns, weights between.

    Parameters
    ----------
    network : Network, sequence of int or dict of str to ndarray
        A network; the sizes of the layers, such as [2, 8, 8, 1]; or params
        ``"w1", "b1", ..., "wL", "bL"``.
    N : int
        How many examples are in the batch.
    activation : str, optional
        What stands between the layers. A Network knows its own; sizes and params do not.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If the network is none of the three.

    Notes
    -----
    A box is the higher the more numbers there are for each example. Where there are more layers
    than fit, those in the middle are counted, not drawn.
    """
    sizes = _sizes(network)
    known = isinstance(network, Network)  # sizes and params do not say what is made of z
    between = activation or (network.activation if known else "the activation")
    out = "logits" if known and network.loss_name != "mse" else "out"
    L = len(sizes) - 1
    few = L + 1 <= COLUMNS
    drawn = list(range(L + 1)) if few else [*range(COLUMNS - 3), None, L - 1, L]
    box, gap, tallest = 0.86, 0.84, 2.1
    figure, ax = sheet(len(drawn) * (box + gap) - gap + 0.4, tallest + 0.6)
    middle = tallest / 2 + 0.45
    for column, layer in enumerate(drawn):
        left = 0.2 + column * (box + gap)
        if layer is None:
            words = f"· · ·\n{L + 2 - len(drawn)} more\nlayers"
            ax.text(left + box / 2, middle, words, ha="center", va="center")
            _arrow(ax, left - gap, left, middle)
            continue
        height = max(0.55, tallest * np.sqrt(sizes[layer] / max(sizes)))
        _box(ax, left, middle - height / 2, box, height)
        name = "x" if layer == 0 else out if layer == L else f"a{layer}"
        shape = f"{name}\n({N}, {sizes[layer]})"
        ax.text(left + box / 2, middle, shape, ha="center", va="center", fontsize=9)
        below = "input" if layer == 0 else "output" if layer == L else f"after {between}"
        place = left + box / 2, middle - height / 2 - 0.08
        ax.text(*place, below, ha="center", va="top", fontsize=8.5, color=GREY)
        if layer:
            _arrow(ax, left - gap, left, middle)
            weights = f"w{layer}\n({sizes[layer - 1]}, {sizes[layer]})"
            at = left - gap / 2
            ax.text(at, middle + 0.07, weights, ha="center", va="bottom", fontsize=8.5)
            biases = f"b{layer}\n({sizes[layer]},)"
            ax.text(at, middle - 0.07, biases, ha="center", va="top", fontsize=8.5)
    learnt = sum(D * M + M for D, M in pairwise(sizes))
    seen = f"From ({N}, {sizes[0]}) to ({N}, {sizes[-1]}) with {learnt:,} numbers to learn"
    claim(figure, title, seen)
    return figure


@in_style
def network_diagram(params, neurons=None, title=None):
    """Show the neurons of a network and the weights between them.

    Parameters
    ----------
    params : Network or dict of str to ndarray
        A network, or params ``"w1", "b1", ..., "wL", "bL"``; of up to 5 layers.
    neurons : sequence of ndarray, optional
        A number for each neuron: L + 1 arrays, from the input to the output, of shape (D,).
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If params or neurons do not fit, or there are more than 5 layers.

    Notes
    -----
    The thicker a line, the larger the weight; blue and solid is positive, orange and dashed is
    negative. Numbers are written where there are few weights. Of a large layer the first and the
    last neurons are drawn.
    """
    params = check_layers("params", params.params if isinstance(params, Network) else params)
    sizes = _sizes(params)
    L = len(sizes) - 1
    if L > 5:
        raise ValueError(f"a network of up to 5 layers can be drawn, got {L}: see architecture")
    neurons = None if neurons is None else _neurons(neurons, sizes)
    weights = np.concatenate([params[f"w{n}"].ravel() for n in range(1, L + 1)])
    largest = _largest(weights)
    written = len(weights) <= WRITTEN

    row, column = (0.72, 2.2) if written or neurons else (0.44, 1.7)
    rows = max(min(size, NEURONS) for size in sizes)
    width = max(5.0, L * column + 1.4)
    figure, ax = sheet(width, rows * row + 0.95)
    left, middle = (width - L * column) / 2, rows * row / 2 + 0.85
    places = [_places(size, left + n * column, middle, row) for n, size in enumerate(sizes)]
    for n in range(1, L + 1):
        for d, m in product(places[n - 1], places[n]):
            weight = params[f"w{n}"][d, m]
            share = 0.22 + 0.2 * (d % 3)  # neighbours' numbers stand beside each other
            _weight(ax, places[n - 1][d], places[n][m], weight, largest, share, written)
    for n, size in enumerate(sizes):
        numbers = neurons[n] if neurons else None
        biases = params[f"b{n}"] if n and written else None
        _layer(ax, places[n], size, row, numbers, biases)
        name = "input" if n == 0 else "output" if n == L else f"layer {n}"
        ax.text(left + n * column, 0.62, f"{name} ({size})", ha="center", va="center", fontsize=9)
    _key(ax, width / 2)
    seen = f"{count(len(weights), 'weight')}; a thick line is a large one"
    claim(figure, title, seen)
    return figure


def _sizes(network):
    if isinstance(network, Network):
        return network.sizes
    if isinstance(network, dict):
        params = check_layers("network", network)
        weights = [array for name, array in params.items() if name[0] == "w"]
        return [len(weights[0]), *(w.shape[1] for w in weights)]
    if not isinstance(network, (list, tuple)) or len(network) < 2:
        raise ValueError(
            "network must be two or more sizes, such as [2, 8, 1], or a Network or its params, "
            f"got {network!r}"
        )
    return [check_count(f"network[{n}]", size) for n, size in enumerate(network)]


def _neurons(neurons, sizes):
    if len(neurons) != len(sizes):
        raise ValueError(f"neurons must hold {len(sizes)} arrays, got {len(neurons)}")
    return [
        check_array(f"neurons[{n}]", numbers, (size,))
        for n, (numbers, size) in enumerate(zip(neurons, sizes, strict=True))
    ]


def _largest(numbers):
    """The largest finite magnitude, or 1 where there is none to divide by."""
    return np.abs(numbers[np.isfinite(numbers)]).max(initial=0) or 1.0


def _box(ax, left, bottom, width, height):
    style = "round,pad=0,rounding_size=0.08"
    look = {"facecolor": "#E8F1F8", "edgecolor": BLUE, "linewidth": 1.4}
    ax.add_patch(FancyBboxPatch((left, bottom), width, height, boxstyle=style, **look))


def _arrow(ax, start, end, height):
    look = {"arrowstyle": "-|>", "color": INK, "lw": 1.3, "shrinkA": 2, "shrinkB": 2}
    ax.annotate("", (end, height), (start, height), arrowprops=look)


def _places(size, x, middle, row):
    """Where the neurons of a layer stand, from the top, with a gap where some are left out."""
    if size <= NEURONS:
        slots = {d: d for d in range(size)}
    else:
        first = NEURONS // 2
        last = NEURONS - first - 1
        slots = {d: d for d in range(first)}
        slots |= {size - last + d: NEURONS - last + d for d in range(last)}
    top = middle + (min(size, NEURONS) - 1) * row / 2
    return {d: (x, top - slot * row) for d, slot in slots.items()}


def _weight(ax, start, end, weight, largest, share, written):
    """Draw one weight as a line, and write its number at this share of the way."""
    thickness = 0.4 + 3.2 * abs(weight) / largest if np.isfinite(weight) else 1
    color, dash = (ORANGE, (0, (4, 1.5))) if weight < 0 else (BLUE, "-")
    if not np.isfinite(weight):
        color, dash = PALE, ":"
    ax.plot(*zip(start, end, strict=True), color=color, linestyle=dash, lw=thickness, zorder=1)
    if written:
        x, y = (1 - share) * np.array(start) + share * np.array(end)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        text = number(weight, 2)
        ax.text(x, y, text, ha="center", va="center", fontsize=8, color=color, bbox=paper)


def _layer(ax, places, size, row, numbers, biases):
    """Draw the neurons of a layer as circles, with their numbers and, below, their biases."""
    for d, (x, y) in places.items():
        tint = "white"
        if numbers is not None and np.isfinite(numbers[d]):
            tint = SIGNED(0.5 + 0.25 * numbers[d] / _largest(numbers))
        radius = 0.34 * row
        ax.add_patch(Circle((x, y), radius, facecolor=tint, edgecolor=INK, lw=1.3, zorder=2))
        if numbers is not None:
            ax.text(x, y, number(numbers[d], 2), ha="center", va="center", fontsize=8, zorder=3)
        if biases is not None:
            words = f"b = {number(biases[d], 2)}"
            ax.text(x, y - radius - 0.02, words, ha="center", va="top", fontsize=8, zorder=3)
    if size > NEURONS:
        x, above = places[NEURONS // 2 - 1]
        ax.text(x, above - row, "⋮", ha="center", va="center", fontsize=14, color=GREY)


def _key(ax, middle):
    """Say what colour and dash mean."""
    for left, color, dash, words in (
        (middle - 1.9, BLUE, "-", "positive weight"),
        (middle + 0.2, ORANGE, (0, (4, 1.5)), "negative weight"),
    ):
        ax.plot([left, left + 0.45], [0.25, 0.25], color=color, linestyle=dash, lw=2.5)
        ax.text(left + 0.55, 0.25, words, va="center", fontsize=9)
