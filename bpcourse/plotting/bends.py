"""The figure of lesson 01: what a sum of bent lines can look like."""

import matplotlib.pyplot as plt
import numpy as np

from ..nn.checked import Array, Like, checked
from .style import COLORS, DASHES, INK, claim, count, in_style, number


@in_style
@checked(at=Array("K", filled=True), turns=Like("at"))
def bends(at, turns, title=None):
    """Show weighted relus of one number, and beside them their sum with its bends.

    Parameters
    ----------
    at : ndarray of shape (K,)
        Where each of up to 8 relus begins: the k-th is ``turns[k] * relu(t - at[k])``.
    turns : ndarray of shape (K,)
        Its weight: by how much the slope of the sum turns there.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    if len(at) > len(COLORS):
        raise ValueError(f"at must hold up to {len(COLORS)} places, got {len(at)}")
    figure, (units, total) = plt.subplots(1, 2, figsize=(7.6, 3.2))
    room = 0.75 * max(np.ptp(at), 1)
    t = np.sort(np.concatenate([at, [at.min() - room, at.max() + room]]))
    pieces = turns * np.maximum(t[:, None] - at, 0)
    for k, (color, dash) in enumerate(zip(COLORS, DASHES, strict=True)):
        if k < len(at):
            begins = number(abs(at[k]), 3)
            sign = "+" if at[k] < 0 else "\N{MINUS SIGN}"
            inside = f"t {sign} {begins}" if at[k] else "t"
            label = f"{number(turns[k], 3)} · relu({inside})"
            units.plot(t, pieces[:, k], linestyle=dash, color=color, label=label)
    units.legend(loc="upper left", fontsize=9, handlelength=2.2)
    height = max(np.ptp(pieces), 1)
    units.set(title="each unit", ylim=(pieces.min() - 0.08 * height, pieces.max() + 0.6 * height))
    seen = pieces.sum(axis=1)
    total.plot(t, seen, color=INK)
    bent = np.unique(at[turns != 0])
    total.plot(bent, np.interp(bent, t, seen), "o", color=COLORS[1], markersize=7)
    total.set(title="their sum")
    total.margins(y=0.15)
    for ax in (units, total):
        ax.set(xlabel="t", ylabel="height")
    joined = f"{count(len(at), 'relu')} in a sum: a line with {count(len(bent), 'bend')}"
    claim(figure, title, joined)
    return figure
