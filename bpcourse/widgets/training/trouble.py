"""What stops a run."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Trouble:
    """Why a run cannot go on.

    Attributes
    ----------
    title : str
        One sentence.
    words : str
        What it means, or what to do; may be "".
    code : str
        The learner's line; may be "".
    layer : int or None
        The layer that is concerned, counted from 1.
    """

    title: str
    words: str = ""
    code: str = ""
    layer: int | None = None


class Stopped(Exception):
    """Raised inside a step that cannot be taken; holds the `Trouble`.

    `forward` says that the learner's forward pass is to blame, so that no picture can be had.
    """

    def __init__(self, trouble: Trouble, forward: bool = False) -> None:
        super().__init__(trouble.title)
        self.trouble, self.forward = trouble, forward


def exploded(what: str, step: int, lr: float, wrong: str = "") -> Trouble:
    """The trouble of a number that left the range of floats.

    Parameters
    ----------
    what : str
        "loss is"
    step : int
        The one that cannot be taken.
    lr : float
    wrong : str
        The learner's gradients that are known to be wrong: "w1 and b1".
    """
    rate = np.format_float_positional(float(f"{lr:.3g}"), trim="0")
    return Trouble(
        f"The {what} no longer finite: step {step}, learning rate {rate}.",
        "A number has left the range of floats. The network stands as it was before this step: "
        + (
            f"mend your gradient of {wrong} before you look for another learning rate."
            if wrong
            else "rewind, and take a smaller learning rate."
        ),
    )
