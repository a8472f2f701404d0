"""What difference quotients are worth at every step: measured. No widgets here."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

# 20 steps a decade from 1e-16 to 1, two digits each: where the page's slider can stand.
STEPS = np.array([float(f"{10 ** (-16 + n / 20):.1e}") for n in range(321)])
DECADE = 20
PRECISIONS = {"float64": np.float64, "float32": np.float32}
ROUGH = 1e-5  # where two ways to the derivative differ by more, one of them is wrong

FUNCTIONS: dict[str, tuple[Callable, Callable]] = {
    "exp(x)": (np.exp, np.exp),
    "sin(x)": (np.sin, np.cos),
    "x**3": (lambda x: x**3, lambda x: 3 * x**2),
    "sqrt(x)": (np.sqrt, lambda x: 0.5 / np.sqrt(x)),
}


@dataclass(frozen=True)
class Quotients:
    """A difference quotient at every one of STEPS, and how far it is from the derivative."""

    kind: str  # "forward", "central" or "yours"
    values: np.ndarray
    errors: np.ndarray
    lost: np.ndarray  # where x + h and x - h are x itself

    @property
    def best(self) -> int:
        """Where the error is smallest, single lucky hits aside."""
        return int(np.argmin(np.where(np.isnan(self.smooth), np.inf, self.smooth)))

    @property
    def smooth(self) -> np.ndarray:
        """The largest error within a third of a decade."""
        reach = DECADE // 3
        padded = np.pad(np.where(np.isnan(self.errors), -1, self.errors), reach, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
        return np.where(np.isnan(self.errors), np.nan, windows.max(axis=1))

    @property
    def order(self) -> int | None:
        """With which power of h the truncation shrinks; None where that cannot be seen."""
        smooth, h = self.smooth, np.arange(len(STEPS))
        seen = (h >= self.best + DECADE) & (smooth > 0) & np.isfinite(smooth)
        farthest = max(0.1, 100 * STEPS[self.best])
        seen &= farthest >= STEPS
        if seen.sum() < DECADE // 2:
            return None
        slope = np.polyfit(np.log10(STEPS[seen]), np.log10(smooth[seen]), 1)[0]
        power = round(slope)
        return power if power >= 1 and abs(slope - power) < 0.2 else None

    def eats(self, n: int) -> str:
        """What eats the digits at the n-th step.

        Returns
        -------
        str
            "undefined", "lost", "exact", "rounding", "truncation", "both" or "neither".
        """
        if np.isnan(self.errors[n]):
            return "undefined"
        if self.lost[n]:
            return "lost"
        if not self.smooth[n]:
            return "exact"
        away = n - self.best
        if away < -DECADE // 2:
            return "rounding"
        if away <= DECADE // 2:
            return "both"
        # A kink or a wrong derivative leaves an error that no step takes away.
        rise = self.smooth[n] / max(self.smooth[self.best], 1e-300)
        return "truncation" if rise > 10 ** (0.4 * away / DECADE) else "neither"


def digits(error: float, truth: float) -> int:
    """How many digits are right, 17 where nothing is wrong."""
    if not math.isfinite(error):
        return 0
    part = error / (abs(truth) or 1)
    return 17 if part == 0 else min(max(math.floor(-math.log10(part)), 0), 17)


def nearest(h: float) -> int:
    """The number of the step that lies nearest."""
    return int(np.argmin(np.abs(np.log10(STEPS) - math.log10(h))))


def measure(f: Callable, x: float, truth: float, precision: str) -> list[Quotients]:
    """Take the forward and the central difference of f at every step.

    Parameters
    ----------
    f : callable
        Of one number. Where it raises an ArithmeticError or a ValueError, as `math.sqrt` does
        below 0, it has no value.
    x, truth : float
        Where, and the derivative there.
    precision : str
        In which every number is held: a name in PRECISIONS.

    Returns
    -------
    list of Quotients
    """
    kind = PRECISIONS[precision]
    x, steps = kind(x), STEPS.astype(kind)
    lost = (x + steps == x) & (x - steps == x)
    with np.errstate(all="ignore"):
        here = _value(f, x, kind)
        above = np.array([_value(f, x + h, kind) for h in steps])
        below = np.array([_value(f, x - h, kind) for h in steps])
        forward, central = (above - here) / steps, (above - below) / (kind(2) * steps)
    return [_compared(*pair, truth, lost) for pair in (("forward", forward), ("central", central))]


def measure_own(derivative: Callable, f: Callable, x: float, truth: float, precision: str):
    """Ask a learner's ``numerical_derivative(f, x, h)`` at every step; its errors pass through."""
    kind = PRECISIONS[precision]
    x, steps = kind(x), STEPS.astype(kind)
    lost = (x + steps == x) & (x - steps == x)
    with np.errstate(all="ignore"):
        found = [as_number(derivative(f, x, h), "your derivative returns") for h in steps]
    return _compared("yours", np.array(found), truth, lost)


def _compared(kind: str, values: np.ndarray, truth: float, lost: np.ndarray) -> Quotients:
    values = np.where(np.isfinite(values), values, np.nan).astype(float)
    return Quotients(kind, values, np.abs(values - truth), lost)


def _value(f: Callable, x: Any, kind: type) -> Any:
    try:
        found = f(x)
    except (ArithmeticError, ValueError):
        return kind(np.nan)
    return kind(as_number(found, "f returns"))


def as_number(found: Any, who: str) -> float:
    """Take one real number, or say what came instead."""
    if found is None:
        raise TypeError(f"What {who} is None. Does the function have a return?")
    array = np.asarray(found)
    if array.shape != () or array.dtype.kind not in "fiub":
        what = f"an array of shape {array.shape}" if array.shape else f"a {type(found).__name__}"
        raise TypeError(f"What {who} must be one real number, and it is {what}.")
    return float(array)


def derivative_of(f: Callable, x: float) -> tuple[float, str]:
    """Find the derivative without being told it.

    Parameters
    ----------
    f : callable
    x : float

    Returns
    -------
    truth : float
    how : str
        In words, how it was found.

    Notes
    -----
    Squire and Trapp, *Using complex variables to estimate derivatives of real functions* (1998);
    where f takes no complex numbers, Ridders, *Accurate computation of F'(x)* (1982).
    """
    extrapolated = extrapolate(f, x)
    words = "a complex step, f(x + 10⁻³⁰ i), which subtracts nothing"
    with np.errstate(all="ignore"):
        try:
            truth = float(np.imag(f(complex(x, 1e-30))) / 1e-30)
        except (TypeError, ValueError, ArithmeticError):
            truth = math.nan
    if differ(truth, extrapolated):  # abs, comparisons and the like know no complex numbers
        truth = extrapolated
        words = "Richardson's extrapolation of central differences, to about 11 digits"
    if not math.isfinite(truth):
        raise ValueError(f"no derivative of f was found at x = {x:g}: is f defined around it?")
    return truth, words


def differ(a: float, b: float) -> bool:
    """Whether two derivatives are more than roughly different, or one of them is none."""
    return not abs(a - b) <= ROUGH * max(abs(a), abs(b), 1e-3)


def extrapolate(f: Callable, x: float) -> float:
    """Ridders' method: central differences at shrinking steps, extrapolated to step 0."""
    best, smallest, rows, h = math.nan, math.inf, [], 0.1 * max(abs(x), 0.1)
    with np.errstate(all="ignore"):
        for _ in range(24):
            above, below = (_value(f, np.float64(x + side), np.float64) for side in (h, -h))
            row, factor = [(above - below) / (2 * h)], 2.0
            if not rows and not np.isfinite(row[0]):
                h /= 1.4
                continue
            for n, before in enumerate(rows[-1] if rows else []):
                row.append((row[n] * factor - before) / (factor - 1))
                factor *= 2.0
                error = max(abs(row[-1] - row[n]), abs(row[-1] - before))
                if error < smallest:
                    smallest, best = error, float(row[-1])
            rows.append(row)
            h /= math.sqrt(2)
    return best
