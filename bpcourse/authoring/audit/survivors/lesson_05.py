"""Mutants of lesson 05 that the probes let through, and why they may."""

from ..survivor import Survivor

SURVIVORS = (
    Survivor(
        "relu_backward",
        "x > 0 -> x >= 0",
        "beyond",
        "At 0 itself relu has no slope: 0 and 1 are both accepted, and no probe goes there.",
    ),
    Survivor(
        "mse_loss_backward",
        "pred -> target",
        "equivalent",
        "The two have one shape, so they have one size.",
    ),
    Survivor(
        "cross_entropy_backward",
        "y -> -y",
        "equivalent",
        "Only the length of y is asked for there.",
    ),
    Survivor(
        "cross_entropy_backward",
        "y -> logits",
        "equivalent",
        "The logits have as many rows as y has labels.",
    ),
)
