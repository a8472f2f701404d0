"""What becomes of numbers on their way through the layers."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from ..nn.checks import check_array, check_not_empty
from .style import BLUE, COLORS, DASHES, MARKERS, claim, in_style, number


@in_style
def histograms(by_layer, what="activation", title=None):
    """Show how activations or gradients are spread, layer by layer, one ridge each.

    Parameters
    ----------
    by_layer : dict of str to ndarray, or sequence of ndarray
        One array a layer, of any shape, the first layer first; up to 20.
    what : str
        What the numbers are, for the axis.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If there are no layers or too many, or one of them holds no numbers.

    Notes
    -----
    All layers share one axis; each ridge is as high as its own tallest bar. Where the spread
    differs more than 100-fold between layers, the magnitudes are shown on a logarithmic axis
    instead. Zeros, which would tower over a layer of relu, and what is not finite are left out
    of the ridges and counted at the right.
    """
    if not isinstance(by_layer, dict):
        by_layer = {f"layer {n}": layer for n, layer in enumerate(by_layer, start=1)}
    if not 1 <= len(by_layer) <= 20:
        raise ValueError(f"by_layer must hold 1 to 20 layers, got {len(by_layer)}")
    layers = {}
    for name, layer in by_layer.items():
        layers[name] = check_array(f"by_layer[{name!r}]", layer, None).ravel()
        check_not_empty(f"by_layer[{name!r}]", layers[name])
    spreads = np.array([_spread(layer) for layer in layers.values()])
    alive = spreads[spreads > 0]
    log = len(alive) > 0 and alive.max() > 100 * alive.min()
    shown = [_kept(layer, log) for layer in layers.values()]
    bins = _bins(np.concatenate(shown))

    figure, ax = plt.subplots(figsize=(6.8, 0.55 * len(layers) + 1.4))
    for n, (layer, kept, spread) in enumerate(zip(layers.values(), shown, spreads, strict=True)):
        counts, _ = np.histogram(kept, bins)
        heights = 0.85 * counts / max(counts.max(), 1)
        ax.stairs(n - heights, bins, baseline=n, fill=True, color=BLUE, alpha=0.35)
        ax.stairs(n - heights, bins, baseline=n, color=BLUE, lw=1)
        ax.axhline(n, color=BLUE, lw=0.8)
        ax.annotate(
            _words(layer, spread),
            (1, n),
            (6, 3),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            fontsize=8.5,
        )
    ax.set_yticks(range(len(layers)), list(layers))
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(layers) - 0.8, -1)
    ax.spines["left"].set_visible(False)
    ax.set(xlabel=f"magnitude of the {what} (log)" if log else what, ylabel="layers, input on top")
    if log:
        ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
        ax.xaxis.set_major_formatter(lambda power, _: f"$10^{{{power:.0f}}}$")
    claim(figure, title, _spread_claim(layers, spreads))
    return figure


@in_style
def gradient_norms(norms, title=None):
    """Show how large the gradient is in each layer, at one time or over the epochs.

    Parameters
    ----------
    norms : ndarray of shape (L,) or (E, L), or dict of str to ndarray
        The norm for each layer, the first layer first, as `layer_gradient_norms` returns them;
        one row an epoch, as ``history["gradient_norms"]`` of a Trainer holds them; or several
        networks by name, up to 8, each of shape (L,).
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If there are no norms, one is negative, or the shape is another one.

    Notes
    -----
    Over the epochs there is a line for each layer; of more than 8 layers, 8 are drawn, the first
    and the last among them.

    The axis is logarithmic, since each layer multiplies. A norm of 0, or one that is not finite,
    has no place on it: a cross at the bottom or the top of the axis stands for it.
    """
    lines, seen, across = _norm_lines(norms)
    figure, ax = plt.subplots(figsize=(6.4, 3.4))
    for (name, values), color, marker, dash in zip(
        lines.items(), COLORS, MARKERS, DASHES, strict=False
    ):
        when = np.arange(1, len(values) + 1)
        drawn = np.where((values > 0) & np.isfinite(values), values, np.nan)
        look = {"linestyle": dash, "marker": marker, "color": color, "label": name}
        every = max(1, len(values) // 12) if across == "epoch" else 1
        ax.plot(when, drawn, markevery=every, **look)
        for lost, height in ((values == 0, 0.03), (~np.isfinite(values), 0.97)):
            ax.plot(
                when[lost],
                np.full(lost.sum(), height),
                "x",
                color=color,
                ms=9,
                mew=2.5,
                transform=ax.get_xaxis_transform(),
            )
    ax.set(yscale="log", xlabel=across, ylabel="norm of the gradient (log)")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1, steps=[1, 2, 5, 10]))
    if across == "epoch":  # lines that cross the whole picture leave no corner free
        figure.legend(loc="outside right center", handlelength=2.6)
    elif len(lines) > 1:
        ax.legend(handlelength=2.6)
    claim(figure, title, seen)
    return figure


def _kept(layer, log):
    """The numbers that have a place on the axis."""
    layer = layer[np.isfinite(layer) & (layer != 0)]
    return np.log10(np.abs(layer)) if log else layer


def _spread(layer):
    finite = layer[np.isfinite(layer)]
    with np.errstate(over="ignore"):  # in a network that explodes
        return float(finite.std()) if finite.size else 0.0


def _bins(numbers):
    """Edges of 60 bins that all layers share."""
    low, high = (numbers.min(), numbers.max()) if numbers.size else (0.0, 0.0)
    if low == high:
        low, high = low - 0.5, high + 0.5
    return np.linspace(low, high, 61)


def _words(layer, spread):
    words = [f"std {number(spread, 2)}"]
    zeros, lost = np.mean(layer == 0), np.mean(~np.isfinite(layer))
    if zeros > 0.005:
        words.append(f"{zeros:.0%} zeros")
    if lost:
        words.append(f"{lost:.0%} not finite")
    return ", ".join(words)


def _spread_claim(layers, spreads):
    names, first, last = list(layers), spreads[0], spreads[-1]
    if len(names) == 1:
        return f"The spread in {names[0]} is {number(first, 2)}"
    if not first or not last:
        name = names[-1] if first else names[0]
        if layers[name].size == 1:
            return f"{name} holds a single number, which has no spread"
        finite = np.isfinite(layers[name])
        if not finite.any():
            return f"In {name} no number is finite"
        return f"In {name} all {'' if finite.all() else 'finite '}numbers are the same"
    way = "grows" if last > 1.5 * first else "shrinks" if first > 1.5 * last else "hardly changes"
    ends = f"from {number(first, 2)} to {number(last, 2)}"
    return f"From {names[0]} to {names[-1]} the spread {way}, {ends}"


def _norm_lines(norms):
    """The lines by name, the claim that they bear, and what the axis below counts."""
    across = "layer, from input to output"
    if isinstance(norms, dict):
        if not 1 <= len(norms) <= len(COLORS):
            raise ValueError(f"norms must hold 1 to {len(COLORS)} networks, got {len(norms)}")
        lines = {name: _norms(f"norms[{name!r}]", values, ("N",)) for name, values in norms.items()}
        only = len(lines) == 1
        return lines, _norm_claim(*lines.values()) if only else _least(lines), across
    norms = check_array("norms", norms, None)
    if norms.ndim != 2:
        norms = _norms("norms", norms, ("N",))
        return {"gradient": norms}, _norm_claim(norms), across
    norms = _norms("norms", norms, norms.shape)
    E, L = norms.shape
    some = np.linspace(0, L - 1, min(L, len(COLORS))).round().astype(int)
    seen = _norm_claim(norms[-1])
    seen = f"In epoch {E}, {seen[0].lower()}{seen[1:]}"
    return {f"layer {n + 1}": norms[:, n] for n in some}, seen, "epoch"


def _norms(name, values, shape):
    values = check_array(name, values, shape)
    check_not_empty(name, values)
    if (values < 0).any():
        raise ValueError(f"{name} must not be negative, got {values[values < 0].min():g}")
    return values


def _norm_claim(norms):
    L = len(norms)
    if not np.isfinite(norms).all():
        return f"In layer {np.flatnonzero(~np.isfinite(norms))[-1] + 1} the gradient is not finite"
    if not norms.all():
        return f"No gradient reaches layer {np.flatnonzero(norms == 0)[-1] + 1}"
    if L == 1:
        return f"The gradient of the one layer has norm {number(norms[0], 2)}"
    factor = norms[0] / norms[-1]
    way = "grows" if factor > 1 else "shrinks"
    times = max(factor, 1 / factor)
    fold = f"{float(f'{times:.2g}'):,.0f}" if 10 <= times < 1e6 else number(times, 2)
    if times <= 2:
        return f"From layer {L} back to 1 the gradient keeps its size"
    return f"From layer {L} back to 1 the gradient {way} {fold}-fold"


def _least(networks):
    """Which network has the smallest gradient where the backward pass ends."""
    name = min(networks, key=lambda name: networks[name][0])
    return f"In layer 1 the gradient is smallest with {name}: {number(networks[name][0], 2)}"
