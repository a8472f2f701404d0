"""Functions and their slopes, and how well a slope is measured."""

import matplotlib.pyplot as plt
import numpy as np

from ..nn import relu, sigmoid, tanh
from ..nn.checked import Array, Function, checked
from ..nn.checks import check_array, check_function
from .style import BLUE, COLORS, DASHES, GREY, INK, MARKERS, ORANGE, claim, in_style, number


@in_style
@checked(f=Function(), slope=Function(), at=Array("N", filled=True))
def tangents(f, slope, at, title=None):
    """Show a function of one number, and its slope at some points as a line that touches it.

    Parameters
    ----------
    f : callable
        ``f(x)`` of one float is a float.
    slope : callable
        ``slope(x)`` is the derivative of f at x, or what someone believes it is.
    at : sequence of float
        The points where the slope is drawn and written.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    reach = 0.4 * max(np.ptp(at), 2)
    x = np.linspace(at.min() - reach, at.max() + reach, 201)
    ax.plot(x, [float(f(float(value))) for value in x], color=BLUE)
    slopes = [float(slope(float(value))) for value in at]
    for value, steep in zip(at, slopes, strict=True):
        touch = float(f(float(value)))
        near = value + np.array([-0.9, 0.9]) * reach
        ax.plot(near, touch + steep * (near - value), "--", color=ORANGE)
        ax.plot(value, touch, "o", color=ORANGE, markersize=7)
        side = 1 if steep >= 0 else -1  # below the line, where a curve that opens upwards is not
        ax.annotate(
            f"slope {number(steep, 3)}",
            (value, touch),
            (9 * side, -15),
            textcoords="offset points",
            ha="left" if side > 0 else "right",
        )
    ax.margins(y=0.12)
    ax.set(xlabel="x", ylabel="f(x)")
    steepest = int(np.argmax(np.abs(slopes)))
    seen = (
        f"At x = {number(at[steepest], 3)} a small step to the right"
        f" changes f {number(slopes[steepest], 3)} times as much"
    )
    claim(figure, title, seen)
    return figure


@in_style
def activation_curves(functions=None, title=None):
    """Show activation functions, and beside them their slopes.

    Parameters
    ----------
    functions : dict of str to callable, optional
        Up to 6 functions of an array of shape (K,), by name: sigmoid, tanh and relu if none is
        given. The slopes are measured, by central differences, so that any function can be drawn.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    functions = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu} if functions is None else functions
    if not isinstance(functions, dict) or not 1 <= len(functions) <= 6:
        raise ValueError('functions must be a dict of 1 to 6 functions, such as {"tanh": tanh}')
    figure, (values, slopes) = plt.subplots(1, 2, figsize=(7.6, 3.2))
    z, h = np.linspace(-5, 5, 500), 1e-5  # an even number: the kink at 0 lies between two points
    for (name, f), color, dash in zip(functions.items(), COLORS, DASHES, strict=False):
        check_function(name, f)
        value = check_array(f"{name}(z)", f(z), z.shape)
        values.plot(z, value, linestyle=dash, color=color, label=name)
        slopes.plot(z, (f(z + h) - f(z - h)) / (2 * h), linestyle=dash, color=color)
    values.set(title="the function", xlabel="z", ylabel="activation", ylim=(-1.3, 3.2))
    slopes.set(title="its slope", xlabel="z", ylabel="derivative")
    values.legend(loc="upper left", handlelength=2.6)
    claim(figure, title, "Where a function is flat, its slope lets no gradient through")
    return figure


@in_style
@checked(h=Array("K", filled=True))
def step_size_curve(h, errors, title=None):
    """Show the error of a measured derivative against the step size h: a V.

    Parameters
    ----------
    h : ndarray of shape (K,)
        Step sizes above 0.
    errors : ndarray of shape (K,) or dict of str to ndarray
        The error for each of them; or several methods by name.
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Notes
    -----
    To the right the formula is wrong: a chord is not a tangent, and the error of the central
    difference grows as h squared. To the left the arithmetic is: numbers that agree in nearly all
    their digits are subtracted, and the error grows as eps / h. An error of exactly 0 has no place
    on a logarithmic axis and is left out.
    """
    if not (h > 0).all():
        raise ValueError(f"h must be above 0, got {h.min():g}")
    order = np.argsort(h)
    methods = errors if isinstance(errors, dict) else {"error": errors}
    if not 1 <= len(methods) <= len(COLORS):
        raise ValueError(f"errors must hold 1 to {len(COLORS)} methods, got {len(methods)}")
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    best, ends = {}, []
    for (name, error), color, marker, dash in zip(
        methods.items(), COLORS, MARKERS, DASHES, strict=False
    ):
        error = check_array(f"errors[{name!r}]", error, h.shape)[order]
        kept = np.isfinite(error) & (error > 0)
        if not kept.any():
            raise ValueError(f"errors[{name!r}] must hold a number above 0")
        steps, error = h[order][kept], error[kept]
        lowest = int(error.argmin())
        best[name] = number(steps[lowest], 1)
        ends += [error[0] > 10 * error[lowest], error[-1] > 10 * error[lowest]]
        ax.plot(steps, error, linestyle=dash, color=color, label=name, marker=marker, ms=4.5)
        ax.plot(steps[lowest], error[lowest], "o", ms=12, mfc="none", mec=INK, mew=1.6)
    ax.set(xscale="log", yscale="log", xlabel="step size h", ylabel="error of the derivative")
    ax.margins(y=0.25)
    if all(ends):
        below = {"transform": ax.transAxes, "color": GREY}
        ax.text(0.02, 0.04, "too small:\nrounding wins", **below)
        ax.text(0.98, 0.04, "too large:\nthe chord is no tangent", ha="right", **below)
    words = ", ".join(f"{name} {h}" for name, h in best.items())
    seen = f"The best h: {words}"
    if len(methods) > 1:
        ax.legend(handlelength=2.6, loc="upper center")
    else:
        seen = f"The error is smallest near h = {best[name]}"
        seen += ", and grows both ways" if all(ends) else ""
    claim(figure, title, seen)
    return figure
