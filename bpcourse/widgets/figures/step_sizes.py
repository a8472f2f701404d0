"""The step-size curve: how good a difference quotient is at every step, and why not better."""

import math
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import numpy as np

from ..charts import Chart, short
from ..theirs import Mistake, TooSlow, called, files_of, mistake_in
from .differences import (
    DECADE,
    FUNCTIONS,
    PRECISIONS,
    STEPS,
    Quotients,
    as_number,
    derivative_of,
    differ,
    digits,
    extrapolate,
    measure,
    measure_own,
    nearest,
)
from .figure import Choice, Figure, Seen, Slider
from .step_words import at_step, claim_of, doubts, landmarks, own_words

LARGEST = 1e38
STYLES = {"forward": 1, "central": 0, "yours": 2}


class StepSizes(Figure):
    """Made by `step_size_curve`."""

    KIND = "step_sizes"
    LABEL = "Step size"
    QUESTION = "Which step h measures the derivative best, and what spoils the others?"

    def __init__(
        self,
        f: Callable | str | None = None,
        x: float = 1.0,
        df: Callable | None = None,
        derivative: Callable | None = None,
    ):
        if isinstance(x, bool) or not isinstance(x, int | float | np.number):
            raise TypeError(f"x must be a number, got {x!r}")
        if not math.isfinite(x):
            raise ValueError(f"x must be finite, got {x}")
        if abs(x) > LARGEST:
            raise ValueError(f"x must lie within ±{LARGEST:.0e}, got {x:g}: float32 ends there")
        for name, given in (("df", df), ("derivative", derivative)):
            if given is not None and not callable(given):
                raise TypeError(f"{name} must be a function, got {given!r}")
        self._x, self._df, self._derivative = float(x), df, derivative
        self._endless: Mistake | None = None  # what never ends is not called again
        self._functions = _defined_at(self._x)
        first = next(iter(self._functions))
        if callable(f):
            first = f"{getattr(f, '__name__', 'f')}(x)".replace("<lambda>(x)", "your function")
            self._functions = {first: (f, df)}
        elif f is not None:
            names = {name.removesuffix("(x)"): name for name in FUNCTIONS}
            if f not in names:
                raise ValueError(f"f must be a function or one of {', '.join(names)}; got {f!r}")
            first = names[f]
            if first not in self._functions:
                raise ValueError(f"{first} has no derivative at x = {x:g}")
        if df is not None and not callable(f):
            raise TypeError("df comes with a function of yours: step_size_curve(f, x, df)")
        self.HEADS = ("step h", "forward: error", "central: error")
        self.HEADS += ("yours: error",) * (derivative is not None)
        # All of the learner's code runs here, where an interrupt reaches it, and not in callbacks.
        pairs = [(name, precision) for name in self._functions for precision in PRECISIONS]
        try:
            self._measured = {pair: self._measure(*pair) for pair in pairs}
        except TooSlow as late:
            raise ValueError(str(mistake_in("f", late, ()))) from None
        controls: dict[str, Slider | Choice] = {
            "h": Slider("step h", STEPS[0], STEPS[-1], log=True),
            "function": Choice("f(x)", tuple(self._functions)),
            "precision": Choice("numbers", tuple(PRECISIONS)),
        }
        super().__init__(controls, h=1e-5, function=first, precision="float64")

    def _measure(self, name: str, precision: str) -> tuple[float, str, list[Quotients], str]:
        """The derivative, how it is known, the quotients, and what went wrong."""
        f, df = self._functions[name]
        x = float(PRECISIONS[precision](self._x))
        how, note = "", ""
        if df is None:
            truth, how = called(lambda: derivative_of(f, x), f)
        else:
            truth = called(lambda: as_number(df(x), "df returns"), df)
            nearby = called(lambda: extrapolate(f, x), f)
            if df is not FUNCTIONS.get(name, (f, None))[1] and differ(truth, nearby):
                note = f"df says {short(truth, 6)}, and f rises by {short(nearby, 6)} there. "
                note += "Is df the derivative of f? The errors below are those against df."
        found = called(lambda: measure(f, x, truth, precision), f)
        if self._derivative is not None:
            own = self._endless or _own_quotients(self._derivative, f, x, truth, precision)
            if isinstance(own, Mistake):
                self._endless = own if own.endless else None
                note = " ".join(filter(None, [note, str(own)]))
            else:
                found.append(own)
        return truth, how, found, note

    def see(self, h: float, function: str, precision: str) -> Seen:
        """Work out what is seen at one step."""
        truth, how, found, note = self._measured[function, precision]
        n = nearest(h)
        kink = doubts(found, truth)
        words = [at_step(found[1], found[0], n, truth, bool(kink))]
        if self._derivative is not None and len(found) > 2:
            words.append(own_words(*found))
        if how:
            words.append(f"The derivative itself is known here by {how}.")
        note = " ".join(filter(None, [note, "" if note else kink]))
        claim = claim_of(found, function, bool(kink))

        def draw(width: float) -> str:
            return _chart(width, claim, found, n) + _digit_rows(found, n, truth, precision)

        return Seen(claim, " ".join(words), draw, _rows(found, n), note)


def _defined_at(x: float) -> dict[str, tuple[Callable, Callable]]:
    """The functions that have a derivative at x."""
    with np.errstate(all="ignore"):
        return {
            name: pair for name, pair in FUNCTIONS.items() if np.isfinite(pair[1](np.float64(x)))
        }


def _own_quotients(
    derivative: Callable, f: Callable, x: float, truth: float, precision: str
) -> Quotients | Mistake:
    """Measure a learner's function; if it fails, say how."""
    try:
        work = partial(measure_own, derivative, f, x, truth, precision)
        return called(work, derivative, f)
    except Exception as error:  # whatever the learner's code raises is theirs to read
        return mistake_in("Your derivative", error, files_of(derivative, f))


def step_size_curve(
    f: Callable | str | None = None,
    x: float = 1.0,
    df: Callable | None = None,
    derivative: Callable | None = None,
) -> StepSizes:
    """Show the error of difference quotients against the step, from 1e-16 to 1.

    Parameters
    ----------
    f : callable or str, optional
        A function of one number, or "exp", "sin", "x**3", "sqrt". Without it these four can be
        chosen from.
    x : float
        Where the derivative is taken.
    df : callable, optional
        The derivative of f. Without it the derivative is found by a complex step, or by
        extrapolation where f takes no complex numbers; the widget says by which.
    derivative : callable, optional
        Your ``numerical_derivative(f, x, h)``; its curve is drawn beside the others.

    Returns
    -------
    StepSizes
        A widget. `set(h=1e-8)` moves its slider, `values` says where it stands.

    Raises
    ------
    TypeError, ValueError
        If an argument is not what it should be, or f has no derivative at x.
    """
    return StepSizes(f, x, df, derivative)


def _chart(width: float, claim: str, found: list[Quotients], n: int) -> str:
    chart = Chart(
        width,
        0.45 * width + 100,
        claim,
        "step h",
        "error of the difference quotient",
        x_log=True,
        y_log=True,
        x_range=(STEPS[0] * 0.6, 1.6),
    )
    for one in reversed(found):  # yours below, so that those on it are seen
        chart.line(STEPS, one.errors, one.kind, STYLES[one.kind], markers=False)
    if width > 500:
        for place in landmarks(*found[:2]):
            chart.words(*place)
    for one in found:
        chart.points([STEPS[n]], [one.errors[n]], style=STYLES[one.kind], size=6)
    chart.mark(STEPS[n], f"h = {short(STEPS[n])}")
    return chart.svg(
        " ".join(
            f"{one.kind}: smallest error {short(one.errors[one.best])} at h = "
            f"{short(STEPS[one.best])}."
            for one in found
        )
    )


def _digit_rows(found: list[Quotients], n: int, truth: float, precision: str) -> str:
    """The quotients under the derivative, in digits; the right ones underlined."""
    places = 17 if precision == "float64" else 9
    rows = [("derivative", truth, 17)]
    rows += [(one.kind, one.values[n], digits(one.errors[n], truth)) for one in found]
    lines = "".join(
        _digit_row(name, value, min(right, places), places) for name, value, right in rows
    )
    return f'<table class="bpc-digits"><tbody>{lines}</tbody></table>'


def _digit_row(name: str, value: float, right: int, places: int) -> str:
    written = f"{value:#.{places}g}".replace("-", "−") if math.isfinite(value) else "no value"
    seen, cut = 0, 0
    while cut < len(written) and seen < right:
        seen += written[cut].isdigit() and (seen > 0 or written[cut] != "0")
        cut += 1
    good, bad = (written, "") if right >= places else (written[:cut], written[cut:])
    said = "" if name == "derivative" else f"{right} right"
    return (
        f'<tr><th scope="row">{escape(name)}</th><td><code><b>{good}</b><i>{bad}</i></code></td>'
        f"<td>{said}</td></tr>"
    )


def _rows(found: list[Quotients], n: int) -> list[list[Any]]:
    """One row a decade, and the one where the slider stands."""
    steps = sorted({*range(0, len(STEPS), DECADE), n})
    return [
        [
            f"{short(STEPS[i])}{' (here)' if i == n else ''}",
            *(float(one.errors[i]) for one in found),
        ]
        for i in steps
    ]
