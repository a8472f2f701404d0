"""What is odd about a network that still trains, in words."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .run import TrainingRun

NEAR = 0.02  # of the end of its range, a unit is taken to be saturated there
MOSTLY = 0.95  # of the examples
APART = 1e3  # times that one layer's gradient is longer than another's
LOOKS = 100  # snapshots: one batch says little, and words that come and go cannot be read
GROWN = 10.0  # times the first loss
ENDS = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}


def remarks_on(run: "TrainingRun") -> list[str]:
    """Say what a person should know of the network as it is."""
    found = []
    for layer, units in enumerate(run.units(run.x), start=1):
        of = f"of {units.shape[1]} units of layer {layer}"
        if run.activation == "relu" and (dead := int(np.sum(np.all(units == 0, axis=0)))):
            found.append(
                f"{dead} {of} {_are(dead)} dead: {_they(dead, 'put')} out 0 for every example, and "
                "no gradient comes through."
            )
        if run.activation in ENDS:
            stuck = int(np.sum(_saturated(units, *ENDS[run.activation])))
            if stuck:
                found.append(
                    f"{stuck} {of} {_are(stuck)} saturated: at an end of {run.activation} for "
                    "nearly every example, where hardly any gradient comes through."
                )
    if any(not check.ok for check in run.checks.values()):
        return found  # a wrong gradient explains the rest, and has been spoken of
    return found + _on_gradients(_usual_norms(run)) + _on_loss(run)


def _usual_norms(run: "TrainingRun") -> np.ndarray:
    """How long the gradient of each layer is, in the middle of the latest looks."""
    looks = np.array([snapshot.gradient_norms for snapshot in run.snapshots.latest(LOOKS)])
    measured = looks[~np.isnan(looks).any(axis=1)]
    return np.median(measured, axis=0) if len(measured) else np.array(run.gradient_norms)


def _on_gradients(norms: np.ndarray) -> list[str]:
    first, last = norms[0], norms[-1]
    if first < last / APART:
        times = f"is {_times(last / first)} smaller than" if first else "is 0, unlike"
        return [f"The gradient of layer 1 {times} that of layer {len(norms)}: it vanishes."]
    if first > last * APART:
        times = f"is {_times(first / last)} larger than" if last else "is not 0, unlike"
        return [f"The gradient of layer 1 {times} that of layer {len(norms)}: it explodes."]
    return []


def _on_loss(run: "TrainingRun") -> list[str]:
    first, now = next(iter(run.snapshots)).train, run.train_loss
    if not now > GROWN * first:
        return []
    return [f"The loss has grown from {first:.3g} to {now:.3g}: the steps overshoot."]


def _times(ratio: float) -> str:
    """A ratio to one digit, so that it can be read while it changes."""
    return "over a million times" if ratio > 1e6 else f"about {float(f'{ratio:.0e}'):,.0f} times"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _they(count: int, verb: str) -> str:
    return f"it {verb}s" if count == 1 else f"they {verb}"


def _saturated(units: np.ndarray, low: float, high: float) -> np.ndarray:
    """Which units stay near an end of their range for most examples."""
    near = NEAR * (high - low)
    return np.mean((units < low + near) | (units > high - near), axis=0) >= MOSTLY
