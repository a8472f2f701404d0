"""One axis of a chart: what it reaches, where a number stands on it, and its ticks."""

import math
from collections.abc import Sequence

import numpy as np

from .parts import power


class Axis:
    """One axis, linear or logarithmic.

    Parameters
    ----------
    label : str
    log : bool
    fixed : pair of float, optional
        From where to where; else from what it has seen.
    """

    def __init__(self, label: str, log: bool = False, fixed: Sequence[float] | None = None):
        self.label, self.log = label, log
        self.fixed = None if fixed is None else (float(fixed[0]), float(fixed[1]))
        if self.fixed and not (self.fixed[0] < self.fixed[1] and self.shows(fixed).all()):
            positive = " and positive" if log else ""
            raise ValueError(f"a range must rise and be finite{positive}, got {self.fixed}")
        self._low, self._high = math.inf, -math.inf

    def shows(self, values) -> np.ndarray:
        """Say of each number whether this axis has a place for it."""
        values = np.asarray(values, float)
        return np.isfinite(values) & (values > 0) if self.log else np.isfinite(values)

    def see(self, values) -> None:
        """Make room for numbers."""
        values = np.asarray(values, float)
        values = values[self.shows(values)]
        if len(values):
            self._low = min(self._low, values.min())
            self._high = max(self._high, values.max())

    def place(self, start: float, end: float, apart: float) -> None:
        """Lay the axis on the paper, from pixel to pixel; ticks at least so far apart."""
        low, high = self.fixed or (self._low, self._high)
        if low > high:  # nothing seen
            low, high = (1, 10) if self.log else (0, 1)
        if self.log:
            low, high = math.log10(low), math.log10(high)
        if low == high:
            low, high = low - (abs(low) / 10 or 0.5), high + (abs(high) / 10 or 0.5)
        elif not self.fixed and low != 0:
            room = 0.04 * (high - low)
            low, high = low - room, high + room
        elif not self.fixed:  # counts stand on 0 itself
            high += 0.04 * (high - low)
        self.low, self.high, self.start, self.end, self.apart = low, high, start, end, apart

    def at(self, values) -> np.ndarray:
        """Pixels of numbers; NaN where there is no place for one."""
        values = np.array(values, float)
        values[~self.shows(values)] = np.nan
        if self.log:
            values = np.log10(values)
        return self.start + (values - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[tuple[float, str]]:
        """Where ticks stand, in pixels, and what is written at them."""
        most = max(2, int(abs(self.end - self.start) / self.apart))
        if self.log and self.high - self.low >= 1:
            return self._powers(most)
        low, high = (10**self.low, 10**self.high) if self.log else (self.low, self.high)
        step = _round_step((high - low) / most)
        first = math.ceil(low / step - 1e-9)
        values = [n * step for n in range(first, math.floor(high / step + 1e-9) + 1)]
        return list(zip(self.at(values).tolist(), _written(values, step), strict=True))

    def _powers(self, most: int) -> list[tuple[float, str]]:
        first, last = math.ceil(self.low - 1e-9), math.floor(self.high + 1e-9)
        every = next(
            n for n in (1, 2, 3, 4, 5, 10, 20, 50, 100, 1000) if (last - first) / n <= most
        )
        exponents = range(math.ceil(first / every) * every, last + 1, every)
        plain = first >= -3 and last <= 4
        places = self.start + (np.array(exponents) - self.low) / (self.high - self.low) * (
            self.end - self.start
        )
        words = [f"{10.0**n:,.{max(0, -n)}f}" if plain else power(n) for n in exponents]
        return list(zip(places.tolist(), words, strict=True))


def _round_step(least: float) -> float:
    """The next of 1, 2 and 5 times a power of ten."""
    unit = 10.0 ** math.floor(math.log10(least))
    return next(unit * n for n in (1, 2, 5, 10) if unit * n >= least * (1 - 1e-9))


def _written(values: list[float], step: float) -> list[str]:
    largest = max(map(abs, values), default=0)
    if largest >= 1e6 or (largest and largest < 1e-3):
        words = [f"{value:.3g}" if abs(value) > step / 2 else "0" for value in values]
    else:
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        words = [f"{value + 0.0:,.{decimals}f}" for value in values]
    return [word.replace("e-0", "e-").replace("e+0", "e").replace("-", "−") for word in words]
