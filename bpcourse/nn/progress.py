"""A progress bar for a training, in a terminal or a notebook. It needs tqdm."""

import contextlib


def progress_bar(epochs, wanted=True):
    """Open a bar, to be used in a ``with`` statement, so that it is closed whatever happens.

    Parameters
    ----------
    epochs : int
    wanted : bool
        Without it there is no bar and no tqdm: ``with`` gives None, which the functions below
        take as well.

    Raises
    ------
    ImportError
        If tqdm is not installed.
    """
    if not wanted:
        return contextlib.nullcontext()
    try:
        from tqdm.auto import tqdm
    except ImportError:
        raise ImportError(
            "a progress bar needs tqdm: pip install tqdm, or call fit(..., progress=False)"
        ) from None
    return tqdm(total=epochs, unit="epoch")


def show_epoch(bar, history):
    """Move on by an epoch, and show the losses."""
    if bar is None:
        return
    losses = [f"{name} {history[name][-1]:.4g}" for name in ("train", "val") if history[name]]
    bar.set_postfix_str(", ".join(losses), refresh=False)
    bar.update()


def show_early_end(bar, reason):
    """Say why, and let the bar count as complete: in a notebook it would turn red otherwise."""
    if bar is None:
        return
    bar.total = bar.n
    bar.set_description(f"stopped by {reason}")
