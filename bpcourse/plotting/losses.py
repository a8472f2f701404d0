"""How the loss goes over a training run."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from ..nn.checks import check_array, check_choice, check_not_empty
from .style import BLUE, COLORS, DASHES, GREY, MARKERS, claim, count, in_style, number


@in_style
def loss_curve(losses, unit="step", loss="cross-entropy", title=None):
    """Show how the loss fell during training.

    Parameters
    ----------
    losses : sequence of float
        The loss before each step, or of each epoch.
    unit : {"step", "epoch"}
        What a loss belongs to. Steps are counted from 0, since the first loss stands before any
        of them; epochs from 1.
    loss : str
        What the loss is called, for the axis: "mean squared error".
    title : str, optional
        In place of the claim.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError, ValueError
        If there are no losses, or unit is another word.
    """
    losses = _losses("losses", losses)
    first = _first(unit)
    figure, ax = plt.subplots(figsize=(6.4, 3.2))
    _run(ax, np.arange(len(losses)) + first, losses, np.inf, color=BLUE)
    _axes(ax, unit, loss)
    seen = _falls(losses, unit)
    claim(figure, title, _breaks({"train": losses}, unit, first) or seen)
    return figure


@in_style
def loss_curves(history, title=None, unit="epoch"):
    """Show the loss of every epoch: of training and validation, or of several runs.

    Parameters
    ----------
    history : dict of str to sequence of float, or sequence of float
        What `fit`, `train_until` or a Trainer returns: the losses of ``"train"`` and, if it is
        there, of ``"val"``, one an epoch; the best epoch by ``"val"`` is marked. Or several runs
        by their names, such as ``{"lr = 0.1": losses, "lr = 1": losses}``. A Trainer's ``"lr"``
        and ``"gradient_norms"`` are left out.
    title : str, optional
        In place of the claim.
    unit : {"epoch", "step"}
        What a loss belongs to, as in `loss_curve`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        If there is no loss to draw, there are more than 8 runs, or unit is another word.

    Notes
    -----
    The axis is logarithmic where the largest loss is more than 100 times the smallest. It ends at
    100 times the loss after the first epoch, or a run that explodes would press all others flat;
    a line that goes on leaves the picture. A loss that is not finite has no place on any axis: a
    cross marks the last one before.
    """
    runs, first = _runs(history), _first(unit)
    figure, ax = plt.subplots(figsize=(6.4, 3.4))
    names = {"train": "training", "val": "validation"} if "train" in runs else {}
    ceiling = 100 * max((abs(run[0]) for run in runs.values() if np.isfinite(run[0])), default=1)
    for (name, losses), color, marker, dash in zip(
        runs.items(), COLORS, MARKERS, DASHES, strict=False
    ):
        look = {"color": color, "linestyle": dash, "marker": marker, "label": names.get(name, name)}
        _run(ax, np.arange(len(losses)) + first, losses, ceiling, **look)
    _axes(ax, unit, "loss", _wants_log(runs, ceiling), ceiling)
    seen = _lowest(runs) if len(runs) > 1 else _falls(next(iter(runs.values())), unit)
    if "val" in runs and np.isfinite(runs["val"]).any():
        seen = _mark_best(ax, runs["val"])
    if len(runs) > 1:
        ax.legend(handlelength=2.6)
    claim(figure, title, _breaks(runs, unit, first) or seen)
    return figure


def _first(unit):
    """Where counting begins: the loss of step 0 stands before any step is taken."""
    return {"step": 0, "epoch": 1}[check_choice("unit", unit, ("step", "epoch"))]


def _losses(name, losses):
    losses = check_array(name, losses, ("N",))
    check_not_empty(name, losses)
    return losses


def _runs(history):
    if not isinstance(history, dict):
        history = {"train": history}
    runs = {
        name: _losses(f"history[{name!r}]", losses)
        for name, losses in history.items()
        if name not in ("lr", "gradient_norms") and losses is not None and np.size(losses)
    }
    if not 1 <= len(runs) <= len(COLORS):
        raise ValueError(f"history must hold 1 to {len(COLORS)} runs with a loss, got {len(runs)}")
    return runs


def _run(ax, when, losses, ceiling, **look):
    """Draw one run, its points marked where they are few, and a cross where it breaks off."""
    finite = np.isfinite(losses)
    if len(losses) > 25:
        look.pop("marker", None)
    elif len(losses) == 1:
        look.setdefault("marker", "o")
    ax.plot(when, np.where(finite, losses, np.nan), markersize=5, **look)
    if finite.any() and not finite[-1]:
        last = np.flatnonzero(finite)[-1]
        place = when[last], min(losses[last], ceiling)
        ax.plot(*place, "x", color=look["color"], markersize=11, mew=2.5, clip_on=False)


def _axes(ax, unit, loss, log=False, ceiling=np.inf):
    """Label the axes, and let the one of the loss begin at 0 or be logarithmic."""
    ax.set(xlabel=unit, ylabel=f"{loss} (log)" if log else loss)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1, steps=[1, 2, 5, 10]))
    low, high = ax.dataLim.intervaly
    if log:
        ax.set_yscale("log")
        ax.set_ylim(low / 1.6, min(high * 1.6, ceiling))
    elif 0 <= low < np.inf:
        ax.set_ylim(0, 1.06 * min(high, ceiling) or 1)


def _wants_log(runs, ceiling):
    losses = np.concatenate(list(runs.values()))
    losses = np.minimum(losses[np.isfinite(losses)], ceiling)
    return len(losses) > 0 and 0 < 100 * losses.min() < losses.max() * (1 + 1e-9)


def _mark_best(ax, losses):
    """Mark the epoch with the lowest loss, and say which it is."""
    best = int(np.where(np.isfinite(losses), losses, np.inf).argmin())
    ax.axvline(best + 1, color=GREY, linestyle=":", linewidth=1.4)
    ax.plot(best + 1, losses[best], "o", mfc="none", mec=GREY, mew=1.6, markersize=13)
    value = number(losses[best], 3)
    if len(losses) == 1:
        return f"After one epoch the validation loss is {value}"
    when = f"at the end, after epoch {best + 1}"
    if best + 1 < len(losses):
        when = f"after epoch {best + 1} of {len(losses)}"
    return f"The validation loss is lowest {when}: {value}"


def _falls(losses, unit):
    steps = count(len(losses), unit)
    first, last = (f"{x:.1f}" if 0.1 <= x < 1e4 else number(x, 2) for x in losses[[0, -1]])
    return f"{steps} {'takes' if len(losses) == 1 else 'take'} the loss from {first} to {last}"


def _lowest(runs):
    ends = {name: losses[-1] for name, losses in runs.items() if np.isfinite(losses[-1])}
    if not ends:
        return "No run ends with a finite loss"
    name = min(ends, key=ends.get)
    return f"The lowest loss at the end: {name}, {number(ends[name], 3)}"


def _breaks(runs, unit, first):
    """Say where a loss is no longer finite, if one is not."""
    lost = {
        name: np.flatnonzero(~np.isfinite(losses))[0] + first
        for name, losses in runs.items()
        if not np.isfinite(losses).all()
    }
    if not lost:
        return None
    if set(runs) <= {"train", "val"}:
        return f"The loss is no longer finite from {unit} {min(lost.values())} on"
    words = ", ".join(f"{name} from {unit} {when} on" for name, when in lost.items())
    return f"No longer finite: {words}"
