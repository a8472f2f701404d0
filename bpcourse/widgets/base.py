"""What every widget has: its files, a line of status, its views, and a twin without a kernel."""

from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from .page import page

HERE = Path(__file__).parent


class Twinned:
    """Something shown in a notebook that also stands in a saved page and on paper."""

    def twin(self) -> str:
        """An HTML fragment without scripts: the picture as it is now, and its numbers."""
        raise NotImplementedError

    def alternative(self) -> str:
        """One line of text for a reader who sees no HTML."""
        raise NotImplementedError

    def to_html(self, path: str | Path | None = None) -> str | None:
        """Make a page that needs no kernel and no network.

        Parameters
        ----------
        path : str or Path, optional
            Where to write it. Without one the page is returned.

        Returns
        -------
        str or None
        """
        text = page(self.alternative(), self.twin())
        if path is None:
            return text
        Path(path).write_text(text, encoding="utf-8")
        return None

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/plain": self.alternative(), "text/html": self.twin()}, metadata

    def __repr__(self) -> str:
        return self.alternative()


class CourseWidget(Twinned, anywidget.AnyWidget):
    """A widget with files ``js/NAME*.js`` and ``css/NAME.css``.

    The page sends ``{"do": action, ...}``, which calls the method of that name if it is one of
    ACTIONS. What it raises for bad input is said in the line of status.

    Attributes
    ----------
    status : str
        One sentence, shown under the widget and read out by screen readers.
    views : int
        In how many places a page shows the widget now.
    """

    NAME: ClassVar[str]
    ACTIONS: ClassVar[frozenset[str]] = frozenset()
    status = traitlets.Unicode("").tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Strings, not paths: anywidget may watch a file with a thread of its own. And only for a
        # class of ours: traitlets makes another, for each widget, when a trait is added to it.
        if "NAME" in cls.__dict__:
            cls._esm, cls._css = script_of(cls.NAME), css_of(cls.NAME)
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._view_ids: set[str] = set()
        self.on_msg(self._heard)

    @property
    def views(self) -> int:
        return len(self._view_ids)

    def views_changed(self) -> None:
        """Called when a page has opened or closed a view."""

    def _heard(self, _: Any, content: Any, buffers: Any) -> None:
        asked = dict(content) if isinstance(content, dict) else {}
        action = asked.pop("do", None)
        if action == "view-opened":
            self._view_ids.add(str(asked.get("id")))
            self.views_changed()
            self.send({"kind": "welcome"})
        elif action == "view-closed":
            self._view_ids.discard(str(asked.get("id")))
            self.views_changed()
        elif action in self.ACTIONS:
            try:
                getattr(self, action)(**asked)
            except (TypeError, ValueError) as error:
                self.status = str(error)


def script_of(name: str) -> str:
    """What all widgets share and what this one has besides, as one module."""
    files = [HERE / "js" / "common.js", *sorted((HERE / "js").glob(f"{name}*.js"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def css_of(name: str) -> str:
    """The style, put together in the same way."""
    files = [HERE / "css" / "common.css", HERE / "css" / f"{name}.css"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


def style_of(name: str) -> str:
    """The style as an element, for a twin."""
    return f"<style>\n{css_of(name)}</style>"
