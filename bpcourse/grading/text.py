"""A verdict as text, for a terminal and for readers without HTML."""

import textwrap

import numpy as np

from .headline import Parts
from .message import MARKS, Message, compose
from .stop import Stop
from .verdict import Verdict
from .wrong import Wrong

WIDTH = 88


def as_text(verdict: Verdict) -> str:
    """Render a verdict as lines of text."""
    message = compose(verdict)
    lines = _head(message)
    lines += _parts(message.parts)
    first, *rest = _blocks(message) or [[]]
    lines += first + (["", *_wrap(message.own)] if message.own else [])
    lines += [line for block in rest for line in block]
    for note in message.notes:
        lines += ["", *_wrap(f"Note: {note}")]
    if message.printed:
        lines += ["", "  Your code printed:", *_indent(message.printed.rstrip(), 4)]
    if message.next_step:
        lines += [*([""] if len(lines) > 2 else []), *_wrap(message.next_step)]
    return "\n".join(lines)


def _blocks(message: Message) -> list[list[str]]:
    """The error and the outputs, what is to be mended first in full."""
    stop_first = bool(message.stop and message.stop_first)
    blocks = [_wrong(w, f"Also: {w.says or w.sentence}", False) for w in message.wrong[1:]]
    for first in message.wrong[:1]:
        said = first.where_it_runs if stop_first else first.sentence
        blocks.insert(0, _wrong(first, said, not stop_first))
    if message.stop:
        blocks.insert(0 if stop_first else 1, _stop(message.stop))
    return blocks


def _head(message: Message) -> list[str]:
    """What a label says stands on one line with the points; a sentence has the line to itself."""
    lines = _wrap(f"{message.symbol} {message.title}", indent=0, hang=2)
    if message.sentence:
        lines.append(f"  {message.subtitle}")
    else:
        lines[-1] += f" · {message.subtitle}"
    return lines + (_wrap(message.summary) if message.summary else [])


def _parts(parts: Parts) -> list[str]:
    if not parts:
        return []
    return _wrap("   ".join(f"{MARKS[state]} {name}" for name, state in parts.items()))


def _wrap(text: str, indent: int = 2, hang: int | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hang is None else hang),
        break_long_words=False,
    )


def _indent(text: str, indent: int) -> list[str]:
    return textwrap.indent(text, " " * indent).splitlines()


def _stop(stop: Stop) -> list[str]:
    lines = []
    if stop.text:
        lines += ["", f"  {stop.place}", *_indent(stop.text, 6)]
    for words in stop.words:
        lines += _wrap(words)
    if stop.raw:
        lines += [*_wrap("Python says:"), *_wrap(stop.raw, indent=4)]
    if stop.behind:
        lines += _wrap("What may be behind it:")
        for words in stop.behind:
            lines += _wrap(words, indent=4)
    return lines if not lines or lines[0] == "" else ["", *lines]


def _wrong(wrong: Wrong, said: str, first: bool) -> list[str]:
    """One wrong output; the numbers are shown of what is to be mended first."""
    lines = ["", *_wrap(said), *(_wrap(wrong.guess) if wrong.guess else [])]
    for words in filter(None, [wrong.words, *wrong.others]):
        lines += _wrap(words, indent=4)
    lines += _wrap(wrong.same) if wrong.same else []
    if first and wrong.got is not None:
        lines += [""] * bool(wrong.words or wrong.same)
        lines += _side_by_side(wrong.got, wrong.want)
    if first and wrong.worst:
        lines += _wrap(wrong.worst)
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
