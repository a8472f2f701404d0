"""quiz: a question, its options, and the reason for each; as text and as radio buttons."""

import difflib
import textwrap
from html import escape

from bpcourse import exercises
from bpcourse.exercises import Quiz

from .record import remember_answer
from .show import in_notebook, show
from .trouble import Trouble

LETTERS = "abcdefgh"
READABLE = "line-height: 1.5"  # widgets set the height of a button on every line
_chosen: dict[str, int] = {}


def quiz(key: str, answer: str | None = None) -> None:
    """Ask a question of the course, or answer it.

    Parameters
    ----------
    key : str
        Which question.
    answer : str, optional
        The letter of an option: ``quiz("transpose", "b")``. In a notebook you can also click.

    Raises
    ------
    Trouble
        If there is no such question, or no such option.
    """
    found = find_quiz(key)
    if answer is not None:
        letters = list(LETTERS[: len(found.options)])
        letter = answer.strip().lower() if isinstance(answer, str) else answer
        if letter not in letters:
            raise Trouble(f"Answer with one of {', '.join(letters)}; got {answer!r}.")
        _chosen[key] = letters.index(letter)
        reasons = [_fill(f"{start} {why}") for start, why in explain(found, _chosen[key])]
        show("\n".join([_as_text(found), "", *reasons]))
        if told := remember_answer(key, found.options[_chosen[key]].right):
            show(told)
        return
    text = f'{_as_text(found)}\n\n  Answer here by letter: quiz("{key}", "a")'
    show(text, widget=_as_widget(found) if in_notebook() else None)


def find_quiz(key: str) -> Quiz:
    """The question with this key."""
    known = {q.key: q for lesson in exercises.lessons() for q in lesson.quizzes}
    if key not in known:
        close = difflib.get_close_matches(key, known, 3, 0.5) if isinstance(key, str) else []
        meant = f"Did you mean {' or '.join(map(repr, close))}?" if close else "Look at its cell."
        raise Trouble(f"No question is called {key!r}. {meant}")
    return known[key]


def explain(found: Quiz, chosen: int) -> list[tuple[str, str]]:
    """What is to be said of an answer, and of the others once it is right.

    Returns
    -------
    list of (str, str)
        A few words to begin with, and the reason.
    """
    option = found.options[chosen]
    if not option.right:
        return [(f"{LETTERS[chosen]}: not this one.", option.why), ("Try another.", "")]
    others = [(i, other) for i, other in enumerate(found.options) if i != chosen]
    return [
        (f"{LETTERS[chosen]}: right.", option.why),
        *((f"{LETTERS[i]}: no.", other.why) for i, other in others),
    ]


def _fill(text: str) -> str:
    return textwrap.fill(text, 88, initial_indent="  ", subsequent_indent="     ")


def _as_text(found: Quiz) -> str:
    question = textwrap.fill(found.question, 88)
    options = [
        _fill(f"{letter}) {option.text}")
        for letter, option in zip(LETTERS, found.options, strict=False)
    ]
    return "\n".join([question, *options])


def _as_widget(found: Quiz) -> dict | None:
    """Radio buttons with an explanation below, as what a front end needs to draw them."""
    try:
        import ipywidgets
    except ImportError:  # the question is there as text
        return None
    labels = [
        f"{letter}) {option.text}" for letter, option in zip(LETTERS, found.options, strict=False)
    ]
    wide = ipywidgets.Layout(width="auto", max_width="60em")
    question = ipywidgets.HTML(
        f'<div style="{READABLE}"><b>{_as_html(found.question)}</b></div>', layout=wide
    )
    buttons = ipywidgets.RadioButtons(
        options=list(zip(labels, range(len(labels)), strict=True)),
        value=_chosen.get(found.key),
        layout=ipywidgets.Layout(width="auto"),
    )
    reason = ipywidgets.HTML(layout=wide)

    def say(chosen: int, told: str | None = None) -> None:
        lines = explain(found, chosen)
        text = "".join(f"<p><b>{start}</b> {_as_html(why)}</p>" for start, why in lines)
        text += f"<p>{_as_html(told)}</p>" if told else ""
        reason.value = f'<div role="status" style="{READABLE}">{text}</div>'

    def choose(change: dict) -> None:
        if change["new"] is not None:
            _chosen[found.key] = change["new"]
            say(change["new"], remember_answer(found.key, found.options[change["new"]].right))

    buttons.observe(choose, names="value")
    if buttons.value is not None:  # answered before, when the cell ran the last time
        say(buttons.value)
    box = ipywidgets.VBox([question, buttons, reason])
    return {"version_major": 2, "version_minor": 0, "model_id": box.model_id}


def _as_html(text: str) -> str:
    """Escape a text, and set what stands between backticks as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(pieces))
