"""The picture of a report: which gradient disagrees, and where."""

import matplotlib.pyplot as plt
import numpy as np

from ..plotting.style import BLUE, GREY, INK, ORANGE, PALE, SIGNED, claim, in_style, number
from .layers import join

FLOOR = 1e-12  # what is smaller is drawn here
FEW = 3  # entries; fewer make no picture, and stand in the text


@in_style
def draw(report, title=None):
    """Draw by how much each slope is off, and beside it what is wrong in the worst array.

    Parameters
    ----------
    report : Report
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure
    """
    wrong = [name for name, verdict in report.verdicts.items() if verdict == "wrong"]
    measured = [name for name, fault in report.faults.items() if len(fault.measured) >= FEW]
    rows = len(report.checks)
    figure, axes = plt.subplots(
        1,
        1 + bool(measured),
        figsize=(9 if measured else 6.4, np.clip(1.5 + 0.3 * rows, 3.1, 9)),
        squeeze=False,
    )
    claim(figure, title, _claim(wrong, report))
    _by_array(axes[0, 0], report)
    if measured:
        name = measured[0]
        fault = report.faults[name]
        shape = next(check.shape for check in report.checks if check.name == name)
        if fault.complete and len(shape) == 2 and not fault.relation:
            _heat_map(figure, axes[0, 1], name, shape, fault)
        else:
            _scatter(axes[0, 1], name, fault)
    return figure


def _claim(wrong, report):
    if wrong:
        few = wrong if len(wrong) < 5 else [f"{len(wrong)} gradients"]
        return f"{join(few)} {'are' if len(wrong) > 1 else 'is'} not the slope of the loss"
    if report.ok:
        all_told = set(report.verdicts.values()) <= {"agrees"}
        return f"Every gradient {'' if all_told else 'that can be told '}is the slope of the loss"
    return "Not every gradient could be measured"


def _by_array(ax, report):
    """One row an array, one mark a direction: how far the promised slope is from the real one."""
    ax.set(
        xscale="log",
        xlim=(FLOOR, 10),
        ylim=(len(report.checks) - 0.4, -0.7),
        xlabel="slope promised − slope measured,\nin units of the gradient's length",
    )
    for row, check in enumerate(report.checks):
        analytic, numeric = check.slopes if check.findings else (np.zeros(0), np.zeros(0))
        off = np.abs(analytic - numeric) / (check.size or 1)
        wrong = check.verdict == "wrong"
        ax.plot(
            np.clip(off, FLOOR, 10),
            np.full(len(off), row),
            "x" if wrong else "o",
            color=ORANGE if wrong else BLUE,
            markersize=7 if wrong else 5,
            markeredgewidth=2 if wrong else 0,
            clip_on=False,
        )
    ax.axvline(report.tolerance, color=GREY, linestyle="--", linewidth=1.2)
    ax.text(report.tolerance, -0.75, "allowed", ha="center", va="bottom", color=GREY, fontsize=9)
    ax.set_yticks(
        range(len(report.checks)), [f"{check.name}  {check.verdict}" for check in report.checks]
    )
    ax.tick_params(axis="y", length=0)


def _scatter(ax, name, fault):
    """The claimed entries over the measured ones; right ones lie on the line."""
    measured = np.array(list(fault.measured.values()))
    wrong = np.array([index in fault.entries for index in fault.measured])
    low, high = measured[:, 1].min(), measured[:, 1].max()
    ax.axline((low, low), slope=1, color=GREY, linewidth=1.2, label="equal")
    for which, mark, color, label in ((~wrong, "o", BLUE, "right"), (wrong, "x", ORANGE, "wrong")):
        if which.any():
            claimed, slope = measured[which].T
            ax.plot(slope, claimed, mark, color=color, markeredgewidth=2, label=label)
    margin = 0.1 * (high - low) or 1
    ax.set(
        xlim=(low - margin, high + margin),
        title=f"entries of {name}",
        xlabel="slope measured",
        ylabel="gradient claimed",
    )
    ax.legend(handlelength=1.4)


def _heat_map(figure, ax, name, shape, fault):
    """By how much each entry is off."""
    off = np.zeros(shape)
    for index, (analytic, numeric) in fault.measured.items():
        off[index] = analytic - numeric
    limit = np.abs(off).max()
    picture = ax.imshow(off, cmap=SIGNED, vmin=-limit, vmax=limit, aspect="auto")
    ax.spines[:].set(visible=True, color=PALE)
    ax.set(title=f"{name}: claimed − measured", xlabel="column", ylabel="row")
    bar = figure.colorbar(picture, ax=ax, format=lambda value, _: number(value, 2))
    bar.ax.tick_params(colors=INK)
