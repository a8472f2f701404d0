"""The figure of lesson 03: a measured slope is the slope of a chord."""

import matplotlib.pyplot as plt
import numpy as np

from ..nn.checked import Function, Number, checked
from .style import BLUE, GREY, INK, ORANGE, claim, in_style, number


@in_style
@checked(f=Function(), x=Number(), h=Number(above=0))
def chords(f, x, h, slope=None, title=None):
    """Show what a step to one side measures, and what a step to both sides does.

    Parameters
    ----------
    f : callable
        ``f(x)`` of one float is a float.
    x, h : float
        Where the slope is measured, and how far the step goes.
    slope : float, optional
        The derivative itself. Without it, none is drawn: at a kink there is none.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    behind, here, ahead = (float(f(place)) for place in (x - h, x, x + h))
    forward, central = (ahead - here) / h, (ahead - behind) / (2 * h)
    figure, ax = plt.subplots(figsize=(6.4, 3.8))
    near = np.linspace(x - 1.35 * h, x + 1.35 * h, 201)
    ax.plot(near, [float(f(float(place))) for place in near], color=GREY, label="f")
    ends = np.array([x - 1.35 * h, x + 1.35 * h])
    if slope is not None:
        line, words = here + slope * (ends - x), f"tangent: slope {number(slope, 3)}"
        ax.plot(ends, line, ":", color=INK, label=words)
    words = f"chord to one side: slope {number(forward, 3)}"
    ax.plot([x, x + h], [here, ahead], "--s", color=ORANGE, ms=8, label=words)
    words = f"chord to both sides: slope {number(central, 3)}"
    ax.plot([x - h, x + h], [behind, ahead], "-o", color=BLUE, ms=6, label=words)
    ax.set(xlabel="x", ylabel="f(x)")
    ax.set_xticks([x - h, x, x + h])
    ax.legend(loc="upper left", handlelength=2.6)
    ax.margins(y=0.12)
    seen = "A step ahead, and steps to both sides: two slopes"
    if slope is not None:
        off = [number(abs(measured - slope), 3) for measured in (forward, central)]
        seen = f"To one side the slope is off by {off[0]}, to both sides by {off[1]}"
    claim(figure, title, seen)
    return figure
