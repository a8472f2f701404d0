"""A picture that is redrawn whenever a control is moved: what the small widgets share.

The controls stand in the page as the page's own sliders and lists, which have names for screen
readers; the sliders of ipywidgets have none. Every picture is drawn twice, for a wide and for a
narrow place, and the style shows the one that fits.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, ClassVar

import traitlets

from ..base import CourseWidget, style_of
from ..charts.parts import short, table

WIDE, NARROW = 640, 340


@dataclass(frozen=True)
class Slider:
    """A control for a number; `log` for factors, `whole` for counts."""

    label: str
    low: float
    high: float
    log: bool = False
    whole: bool = False
    kind: str = field(default="slider", init=False)

    def checked(self, name: str, value: Any) -> float:
        """Return the value, or say what it must be."""
        if isinstance(value, bool) or not hasattr(value, "__float__"):
            raise TypeError(f"{name} must be a number, got {value!r}")
        number = float(value)
        if not self.low <= number <= self.high:
            raise ValueError(f"{name} must lie between {self.low:g} and {self.high:g}, got {value}")
        if self.whole and number != int(number):
            raise ValueError(f"{name} must be a whole number, got {value}")
        return int(number) if self.whole else number


@dataclass(frozen=True)
class Choice:
    """A control for one of several words."""

    label: str
    options: tuple[str, ...]
    kind: str = field(default="choice", init=False)

    def checked(self, name: str, value: Any) -> str:
        """Return the value, or say what it must be."""
        if value not in self.options:
            raise ValueError(f"{name} must be one of {', '.join(self.options)}; got {value!r}")
        return value


@dataclass(frozen=True)
class Seen:
    """What is shown for the present values of the controls."""

    claim: str
    words: str
    draw: Callable[[float], str]  # from a width in pixels to an SVG
    rows: Sequence[Sequence]
    note: str = ""  # what is wrong, if something is


class Figure(CourseWidget):
    """A figure under its controls.

    Parameters
    ----------
    controls : dict of str to Slider or Choice
    **values
        One for each control, to begin with.

    Attributes
    ----------
    values : dict
        What the controls say now.
    """

    NAME = "figure"
    ACTIONS = frozenset({"set"})
    KIND: ClassVar[str] = ""
    LABEL: ClassVar[str] = "Figure"
    QUESTION: ClassVar[str] = ""
    HEADS: Sequence[str] = ()
    frame = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, controls: dict[str, Slider | Choice], **values: Any):
        self._controls = controls
        self._values: dict[str, Any] = {}
        self._lock = threading.RLock()  # callbacks come on the main thread or on another
        self._count = 0
        super().__init__()
        self.frame = {
            "kind": self.KIND,
            "label": self.LABEL,
            "question": self.QUESTION,
            "controls": [{"name": name} | asdict(one) for name, one in controls.items()],
            "heads": list(self.HEADS),
        }
        self.set(**values)

    @property
    def values(self) -> dict[str, Any]:
        return dict(self._values)

    def set(self, **values: Any) -> None:
        """Move controls, as a hand in the page does.

        Parameters
        ----------
        **values
            By the names in `values`.

        Raises
        ------
        TypeError, ValueError
            If there is no such control, or it cannot have this value. Nothing is changed then.
        """
        with self._lock:
            try:
                new = {name: self._control(name).checked(name, values[name]) for name in values}
                self._seen = self.see(**(self._values | new))
                self._values |= new
            finally:
                self._show()

    def _control(self, name: str) -> Slider | Choice:
        if name not in self._controls:
            raise TypeError(f"there is no {name!r} to set, only {', '.join(self._controls)}")
        return self._controls[name]

    def see(self, **values: Any) -> Seen:
        """Work out what is to be shown; written by each figure."""
        raise NotImplementedError

    def _show(self) -> None:
        """Put what was seen last on the page, and say that what was asked is answered."""
        if not hasattr(self, "_seen"):
            return
        seen = self._seen
        self._count += 1
        with self.hold_sync():
            self.status = seen.words
            self.shown = {
                "count": self._count,
                "values": self.values,
                "picture": _both(seen.draw),
                "note": seen.note,
                "rows": [[_cell(value) for value in row] for row in seen.rows],
            }

    def twin(self) -> str:
        """The figure as it is now, without its controls, and its numbers."""
        seen = self._seen
        settings = " · ".join(
            f"{control.label}: {_cell(self._values[name])}"
            for name, control in self._controls.items()
        )
        note = f'<p class="bpc-note bpc-warn">{escape(seen.note)}</p>' if seen.note else ""
        numbers = table(seen.claim, self.HEADS, seen.rows)
        return (
            f'{style_of(self.NAME)}<div class="bpc-widget bpc-figure bpc-{self.KIND}" role="group" '
            f'aria-label="{escape(self.LABEL)}">'
            f'<p class="bpc-question">{escape(self.QUESTION)}</p>'
            f'<p class="bpc-settings">{escape(settings)}</p>{note}'
            f'<div class="bpc-panels"><div class="bpc-picture">{_both(seen.draw)}</div>'
            f'<p class="bpc-status">{escape(seen.words)}</p></div>'
            f"<details open><summary>Numbers</summary>{numbers}</details></div>"
        )

    def alternative(self) -> str:
        """What the figure claims, in one line."""
        return f"{self.LABEL}: {self._seen.claim}"


def _both(draw: Callable[[float], str]) -> str:
    return f'<div class="bpc-wide">{draw(WIDE)}</div><div class="bpc-narrow">{draw(NARROW)}</div>'


def _cell(value: Any) -> str:
    return short(value) if isinstance(value, float) else str(value)
