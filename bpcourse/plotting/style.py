"""How every figure looks: its paper, its colours, its title and its numbers.

The colours are those of Okabe and Ito (*Color Universal Design*, 2008), told apart by
colour-blind readers too, and each is joined by another sign: a marker, a dash, a frame, a number.
Where a colour stands for a sign, blue is positive and orange is negative.

The paper is white whatever the theme around it. A kernel cannot know the theme of the page, and
a picture that is saved in a notebook outlives it; so a figure reads the same on light and on dark.
"""

import functools
import re
from html import escape

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

BLUE, ORANGE, INK, GREY = "#0072B2", "#D55E00", "#222222", "#767676"
GREEN, PURPLE, AMBER, SKY = "#009E73", "#CC79A7", "#E69F00", "#56B4E9"
PALE = "#D0D0D0"  # lines of a table; nothing that must be seen

# The first colour goes with the first marker and the first dash, and so on.
COLORS = (BLUE, ORANGE, GREEN, PURPLE, AMBER, SKY, INK, GREY)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)), (0, (8, 3)), (0, (3, 1)))

SIGNED = LinearSegmentedColormap.from_list(
    "signed",
    [ORANGE, "#F3C9AC", "white", "#A9CDE4", BLUE],
    N=257,  # an odd number of steps, so that 0 is white
).with_extremes(bad=PALE)

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
    """Draw with the style of the lessons, and leave the reader's settings as they are.

    Parameters
    ----------
    draw : callable
        Draws one figure with pyplot and returns it. If it fails, what it began is closed.

    Returns
    -------
    callable
        The same, in style. ``plt.style.context`` restores the settings in every case.

    Notes
    -----
    A notebook that shows a figure as the value of a cell would show it again at the end of the
    cell, because it is still open. So it is closed as soon as it has been shown.
    """

    @functools.wraps(draw)
    def styled(*args, **kwargs):
        before = plt.get_fignums()
        if not before:
            # With nothing to draw, this loads the backend. A notebook's one makes Matplotlib
            # interactive when it is loaded; inside the context that would be taken back.
            plt.draw_if_interactive()
        with plt.style.context(["default", STYLE]):
            try:
                figure = draw(*args, **kwargs)
                figure.draw_without_rendering()  # or ticks would be made later, in another style
            except BaseException:
                for number in set(plt.get_fignums()) - set(before):
                    plt.close(number)
                raise
        figure._repr_mimebundle_ = functools.partial(_shown, figure)
        return figure

    return styled


def _shown(figure, **_):
    """What a notebook shows: the picture with its alternative text, and the text by itself.

    JupyterLab has no place for alternative text beside a picture; only in HTML is there one.
    """
    if "inline" not in plt.get_backend():
        return {}  # shown in a window
    from IPython.core.pylabtools import print_figure

    plt.close(figure)
    words, picture = describe(figure), print_figure(figure, "png", base64=True)
    tag = f'<img alt="{escape(words)}" src="data:image/png;base64,{picture}">'
    return {"text/plain": words, "text/html": tag, "image/png": picture}


def claim(figure, title, seen):
    """Give a figure its title: the one asked for, or else what is seen.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    title : str or None
    seen : str
        The claim that the figure makes by itself.
    """
    words = figure.suptitle(seen if title is None else title, wrap=True)
    if figure.get_layout_engine() is None:  # a sheet, which may be as tall as a tower
        words.set_y(1 - 0.12 / figure.get_figheight())


def sheet(width, height):
    """Make a figure to draw on with a ruler: one axes without ticks, in inches.

    Parameters
    ----------
    width, height : float
        What the drawing needs. The title gets its own strip above.

    Returns
    -------
    figure : matplotlib.figure.Figure
    ax : matplotlib.axes.Axes
        One unit is one inch; y grows upwards.
    """
    strip = 0.5
    figure = plt.figure(figsize=(width, height + strip), layout="none")
    ax = figure.add_axes((0, 0, 1, height / (height + strip)))
    ax.set(xlim=(0, width), ylim=(0, height), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return figure, ax


def number(value, digits=6, factor=False):
    """Write a number with a true minus sign.

    Parameters
    ----------
    value : float
    digits : int
        How many significant digits at most.
    factor : bool
        Whether it is a factor in a product: then a negative one stands in brackets.

    Returns
    -------
    str
        1e-05 is written 1e−5, and what is not finite is written NaN, ∞ or −∞.
    """
    if np.isnan(value):
        return "NaN"
    text = "\N{INFINITY}" if np.isinf(value) else f"{abs(value):.{digits}g}"
    text = re.sub(r"e([+-])0*", lambda e: "e" + e[1].replace("+", ""), text)
    text = ("-" if value < 0 else "") + text
    text = text.replace("-", "\N{MINUS SIGN}")
    return f"({text})" if factor and value < 0 else text


def count(N, thing):
    """Write how many there are: 1 point, 1,797 points."""
    return f"{N:,} {thing}" if N == 1 else f"{N:,} {thing}s"


def describe(figure):
    """Say in words what a figure shows, for those who cannot see it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        One of the figures of this package.

    Returns
    -------
    str
        Its claim, and for each panel the title, the axes, the words in it and the legend: a text
        to put where a page or a notebook keeps its alternative text.
    """
    sentences = [figure.get_suptitle(), figure.get_supxlabel(), figure.get_supylabel()]
    for ax in figure.axes:
        labels = " over ".join(filter(None, [ax.get_ylabel(), ax.get_xlabel()]))
        sentences.append(": ".join(filter(None, [ax.get_title(), labels])))
        for words in [ax.texts, *(legend.texts for legend in [ax.get_legend()] if legend)]:
            if len(words) <= 40:  # the numbers of a large table would help nobody
                sentences.append(", ".join(filter(None, (text.get_text() for text in words))))
    for legend in figure.legends:
        sentences.append(", ".join(text.get_text() for text in legend.texts))
    return ". ".join(" ".join(sentence.split()) for sentence in sentences if sentence) + "."
