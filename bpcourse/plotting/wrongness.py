"""The figures of lesson 02: what makes a number a good measure of how wrong a network is."""

import matplotlib.pyplot as plt

from ..nn.checked import Array, Like, checked
from .style import BLUE, ORANGE, claim, in_style


@in_style
@checked(turned=Array("K", filled=True), accuracy=Like("turned"), loss=Like("turned"))
def staircase(turned, accuracy, loss, what="bias b", title=None):
    """Show how the accuracy and the loss of a model change while one number in it is turned.

    Parameters
    ----------
    turned : ndarray of shape (K,)
        The values of that number, in ascending order.
    accuracy, loss : ndarray of shape (K,)
        Both at each value: the accuracy as a share, from 0 to 1.
    what : str
        What is turned, for the axes.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, (stairs, slope) = plt.subplots(1, 2, figsize=(7.6, 3.2))
    claim(figure, title, "The accuracy is a staircase, the loss is a slope")
    stairs.step(turned, accuracy, where="post", color=ORANGE)
    stairs.set(xlabel=what, ylabel="accuracy")
    slope.plot(turned, loss, color=BLUE)
    lowest = loss.argmin()
    slope.plot(turned[lowest], loss[lowest], "o", color=BLUE, markersize=8)
    slope.annotate(
        "lowest",
        (turned[lowest], loss[lowest]),
        (0, 9),
        textcoords="offset points",
        ha="center",
    )
    slope.set(xlabel=what, ylabel="loss", ylim=(0, None))
    return figure


@in_style
@checked(z=Array("K", filled=True), squared=Like("z"), cross=Like("z"))
def sure_and_wrong(z, squared, cross, title=None):
    """Show what two losses charge for one answer, from rightly unsure to wrongly sure.

    Parameters
    ----------
    z : ndarray of shape (K,)
        Logits for class 1 of an example that is of class 0, in ascending order.
    squared, cross : ndarray of shape (K,)
        The squared error and the cross-entropy at each of them.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, ax = plt.subplots(figsize=(6.4, 3.4))
    claim(figure, title, "Sure and wrong: only the cross-entropy is still steep")
    for loss, color, dash, name in (
        (cross, BLUE, "-", "cross-entropy"),
        (squared, ORANGE, "--", "squared error"),
    ):
        ax.plot(z, loss, dash, color=color)
        ax.annotate(
            name,
            (z[-1], loss[-1]),
            (-4, 10) if loss is squared else (-62, -10),
            textcoords="offset points",
            ha="right",
        )
    ax.set(xlabel="logit z, where the truth is class 0", ylabel="loss", ylim=(0, None))
    return figure
