"""The examples of a run, split, and what logits mean for them."""

import numpy as np

from ...data import train_val_test_split
from ...nn.fused import LOSSES
from .settings import Settings


class Examples:
    """Four fifths of the examples for training, one for validation, and the loss that fits them.

    Two classes have one output and binary cross-entropy, more have an output each.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings) -> None:
        x, y = settings.points()
        rng = np.random.default_rng([settings.seed, 1])
        train, val, _ = train_val_test_split(x, y, (0.8, 0.2, 0.0), rng)
        (self.x, self.y), (self.x_val, self.y_val) = train, val
        self.all_x = np.concatenate([self.x, self.x_val])
        self.classes = max(int(y.max()) + 1, 2)
        self.outputs = 1 if self.classes == 2 else self.classes
        self.loss_name = "binary_cross_entropy" if self.outputs == 1 else "cross_entropy"
        self.loss = LOSSES[self.loss_name]
        self.targets, self._targets_val = self._wanted(self.y), self._wanted(self.y_val)

    def _wanted(self, y: np.ndarray) -> np.ndarray:
        """The labels in the form that the loss takes."""
        return y[:, None].astype(float) if self.outputs == 1 else y

    def losses(self, logits: np.ndarray) -> tuple[float, float]:
        """Of training and of validation, from the logits of `all_x`."""
        N = len(self.x)
        with np.errstate(all="ignore"):
            train, _ = self.loss(logits[:N], self.targets)
            return train, self.loss(logits[N:], self._targets_val)[0]

    def accuracies(self, logits: np.ndarray) -> tuple[float, float]:
        """The share that is told right, of training and of validation; nan without logits."""
        if np.isnan(logits).any():
            return float("nan"), float("nan")
        told, N = self.told(logits), len(self.x)
        return float(np.mean(told[:N] == self.y)), float(np.mean(told[N:] == self.y_val))

    def told(self, logits: np.ndarray) -> np.ndarray:
        """The class that logits stand for, by example."""
        return logits.argmax(axis=1) if self.classes > 2 else (logits[:, 0] > 0).astype(int)
