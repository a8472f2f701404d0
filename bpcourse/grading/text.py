"""A verdict as text, for a terminal and for readers without HTML."""

import textwrap

import numpy as np

from .message import Message, Wrong, compose
from .verdict import Verdict

WIDTH = 88


def as_text(verdict: Verdict) -> str:
    """Render a verdict as lines of text."""
    message = compose(verdict)
    lines = [f"{message.symbol} {message.title} · {message.points}"]
    if message.summary:
        lines += _wrap(message.summary)
    lines += _error(message)
    for i, wrong in enumerate(message.wrong):
        lines += _wrong(wrong, whole=i == 0)
    for note in message.notes:
        lines += ["", *_wrap(f"Note: {note}")]
    if message.printed:
        lines += ["", "  Your code printed:", *_indent(message.printed.rstrip(), 4)]
    if message.next_step:
        lines += [*([""] if len(lines) > 2 else []), *_wrap(message.next_step)]
    return "\n".join(lines)


def _wrap(text: str, indent: int = 2) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False
    )


def _indent(text: str, indent: int) -> list[str]:
    return textwrap.indent(text, " " * indent).splitlines()


def _error(message: Message) -> list[str]:
    error = message.error
    if error is None:
        return []
    lines = [""]
    if error.line is not None:
        cell = "" if error.cell is None else f"code cell {error.cell}, "
        lines.append(f"  In {cell}line {error.line}:")
        if error.text:
            lines += _indent(error.text.strip(), 6)
    lines += _wrap(error_sentence(error))
    return lines


def error_sentence(error) -> str:
    """The exception in one line, and in which probe it was raised."""
    if error.type == "WrongReturn":
        end = "" if error.message.endswith("?") else "."
        return f"Look at what your function returns: {error.message}{end}"
    where = f' (in the probe "{error.probe}")' if error.probe else ""
    if error.inputs:
        shapes = (f"{name} {tuple(shape)}" for name, shape in error.inputs.items())
        where += f". The shapes there: {', '.join(shapes)}."
    message = textwrap.shorten(error.message, 400, placeholder=" ...")
    return f"{': '.join(filter(None, [error.type, message]))}{where}"


def _wrong(wrong: Wrong, whole: bool) -> list[str]:
    """One wrong output; the numbers are shown of the first only."""
    lines = ["", *_wrap(wrong.sentence)]
    if whole and wrong.got is not None:
        lines += _side_by_side(wrong.got, wrong.want)
    if whole and wrong.worst:
        lines += _wrap(wrong.worst)
    if wrong.guess:
        lines += _wrap(wrong.guess)
        for words in wrong.words:
            lines += _wrap(words, indent=4)
    return lines


def _side_by_side(got: np.ndarray, want: np.ndarray) -> list[str]:
    left = ["yours", *_numbers(got)]
    right = ["ours", *_numbers(want)]
    width = max(map(len, left)) + 4
    if width + max(map(len, right)) + 4 > WIDTH:
        return [f"    {line}" for line in [*left, *right]]
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [""] * (height - len(right))
    return [f"    {a:<{width}}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def _numbers(array: np.ndarray) -> list[str]:
    return np.array2string(
        array + 0.0,
        precision=3,
        suppress_small=True,
        threshold=36,
        edgeitems=3,
        max_line_width=WIDTH,
    ).splitlines()
