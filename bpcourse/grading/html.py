"""A verdict as an HTML fragment, from the same message as the text.

Everything that came from a learner is escaped. The style is scoped to ``.bpc-verdict``; colours
come from the notebook's theme where there is one, and follow the reader's preference elsewhere.
What is folded is a ``details``, which keyboards and screen readers know.
"""

import re
from html import escape

import numpy as np

from .headline import STATES, Parts
from .message import MARKS, Message, compose
from .picture import pictures
from .stop import Stop
from .verdict import Verdict
from .wrong import Wrong

STYLE = """
.bpc-verdict { --bpc-ink: var(--jp-content-font-color1, CanvasText);
  --bpc-soft: var(--jp-content-font-color2, GrayText);
  --bpc-line: var(--jp-border-color2, color-mix(in srgb, CanvasText 25%, transparent));
  --bpc-mark: #b35900; --bpc-paper: var(--jp-layout-color1, Canvas);
  color: var(--bpc-ink); background: var(--bpc-paper); border: 1px solid var(--bpc-line);
  border-left: 5px solid var(--bpc-mark); border-radius: 4px; padding: .6em 1em; margin: .3em 0;
  max-width: 52em; font-family: var(--jp-content-font-family, system-ui, sans-serif);
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.5; }
.bpc-verdict.bpc-passed { --bpc-mark: #0072b2; }
.bpc-verdict.bpc-not_started, .bpc-verdict.bpc-not_found,
.bpc-verdict.bpc-blocked { --bpc-mark: #767676; }
.bpc-verdict p { margin: .3em 0; }
.bpc-verdict .bpc-right { --bpc-mark: #0072b2; }
[data-jp-theme-light="false"] .bpc-verdict { --bpc-mark: #ffa24d; }
[data-jp-theme-light="false"] .bpc-verdict.bpc-passed,
[data-jp-theme-light="false"] .bpc-verdict .bpc-right { --bpc-mark: #56b4e9; }
[data-jp-theme-light="false"] .bpc-verdict.bpc-not_started,
[data-jp-theme-light="false"] .bpc-verdict.bpc-not_found,
[data-jp-theme-light="false"] .bpc-verdict.bpc-blocked { --bpc-mark: #9a9a9a; }
.bpc-verdict .bpc-title { font-weight: 600; }
.bpc-verdict .bpc-symbol { color: var(--bpc-mark); font-weight: 700; margin-right: .4em; }
.bpc-verdict .bpc-title { font-size: 1.08em; }
.bpc-verdict .bpc-points { color: var(--bpc-soft); font-weight: 400; margin-top: 0; }
.bpc-verdict .bpc-block { border-top: 1px solid var(--bpc-line); margin-top: .6em;
  padding-top: .3em; }
.bpc-verdict ul.bpc-parts { list-style: none; display: flex; flex-wrap: wrap; gap: .3em;
  margin: .5em 0; padding: 0; }
.bpc-verdict ul.bpc-parts li { border: 1px solid var(--bpc-line); border-radius: 1em;
  padding: 0 .7em; }
.bpc-verdict .bpc-maps { display: flex; flex-wrap: wrap; gap: .4em 1.4em; }
.bpc-verdict figure { margin: .3em 0; max-width: 100%; overflow-x: auto; }
.bpc-verdict figcaption, .bpc-verdict p.bpc-legend { color: var(--bpc-soft); font-size: .92em; }
.bpc-verdict p.bpc-legend { display: flex; flex-wrap: wrap; gap: .2em .5em; align-items: center; }
.bpc-verdict summary { cursor: pointer; padding: .1em 0; }
.bpc-verdict summary:focus-visible { outline: 2px solid var(--bpc-mark); outline-offset: 2px; }
.bpc-verdict .bpc-guess { font-weight: 600; margin-bottom: 0; }
.bpc-verdict .bpc-arrays { display: flex; flex-wrap: wrap; gap: 1.5em;
  align-items: flex-start; overflow-x: auto; }
.bpc-verdict table.bpc-array { border-collapse: collapse; margin: .3em 0; width: auto;
  font-family: var(--jp-code-font-family, monospace); font-size: .92em; }
.bpc-verdict table.bpc-array caption { text-align: left; color: var(--bpc-soft);
  font-family: var(--jp-content-font-family, system-ui, sans-serif); padding: 0 0 .2em; }
.bpc-verdict table.bpc-array td { text-align: right; padding: .1em .55em; background: none;
  border: 1px solid var(--bpc-line); color: var(--bpc-ink); }
.bpc-verdict table.bpc-array td.bpc-worst { outline: 2px solid var(--bpc-mark);
  outline-offset: -2px; font-weight: 700; }
.bpc-verdict .bpc-words { border-left: 3px solid var(--bpc-line); padding-left: .8em; }
div.bpc-verdict.bpc-verdict pre { overflow-x: auto; margin: .3em 0; padding: .4em .7em;
  border-radius: 3px;
  background: color-mix(in srgb, var(--bpc-ink) 7%, transparent); color: var(--bpc-ink);
  font-family: var(--jp-code-font-family, monospace); font-size: .92em; }
div.bpc-verdict.bpc-verdict pre.bpc-raw { white-space: pre-wrap; word-break: normal;
  overflow-wrap: anywhere; }
.bpc-verdict code { font-family: var(--jp-code-font-family, monospace); background: none;
  color: inherit; padding: 0; }
.bpc-verdict .bpc-note { color: var(--bpc-soft); }
.bpc-verdict .bpc-next { border-top: 1px solid var(--bpc-line); margin-top: .6em;
  padding-top: .5em; }
"""
MOST_ROWS = 8
# What our own sentences hold that is to be typed.
CODE = re.compile(r"hint\([^()]*\)|check\([^()]*\)|`[^`]*`")


def as_html(verdict: Verdict) -> str:
    """Render a verdict as a self-contained fragment."""
    message = compose(verdict)
    first, *rest = _blocks(message) or [""]
    body = [
        _head(message),
        _parts(message.parts),
        first,
        _paragraph(message.own),
        *rest,
        *(_paragraph(f"Note: {note}", "bpc-note") for note in message.notes),
        _folded("Your code printed", f"<pre>{escape(message.printed.rstrip())}</pre>")
        if message.printed
        else "",
        _commands(message.next_step, "bpc-next"),
    ]
    return (
        f'<div class="bpc-verdict bpc-{escape(verdict.status)}" role="group" '
        f'aria-label="Verdict on {escape(verdict.exercise)}"><style>{STYLE}</style>'
        + "".join(body)
        + "</div>"
    )


def _head(message: Message) -> str:
    symbol = f'<span class="bpc-symbol" aria-hidden="true">{message.symbol}</span>'
    title, points = f"{symbol}{escape(message.title)}", escape(message.subtitle)
    if message.sentence:
        said = f'<p class="bpc-title">{title}</p><p class="bpc-points">{points}</p>'
    else:
        said = f'<p class="bpc-title">{title} <span class="bpc-points">· {points}</span></p>'
    return said + _commands(message.summary)


def _parts(parts: Parts) -> str:
    items = "".join(
        f'<li class="bpc-{state}"><span class="bpc-symbol" aria-hidden="true">{MARKS[state]}</span>'
        f"{escape(name)} {STATES[state][0]}</li>"
        for name, state in parts.items()
    )
    return f'<ul class="bpc-parts">{items}</ul>' if items else ""


def _blocks(message: Message) -> list[str]:
    """The error and the outputs; what is to be mended first in full, the rest folded."""
    stop_first = bool(message.stop and message.stop_first)
    blocks = []
    for i, wrong in enumerate(message.wrong):
        if i == 0:
            blocks.append(_block(_first(wrong, after_error=stop_first)))
        else:
            blocks.append(_folded(f"Also: {wrong.says or wrong.sentence}", _rest(wrong)))
    if stop_first:
        blocks.insert(0, _block(_stop(message.stop)))
    elif message.stop:
        blocks.insert(1, _folded("Also: an error in another part", _stop(message.stop)))
    return blocks


def _block(inside: str) -> str:
    return f'<div class="bpc-block">{inside}</div>' if inside else ""


def _folded(summary: str, inside: str) -> str:
    if not inside:
        return _block(_paragraph(summary))
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>"


def _paragraph(text: str, kind: str = "") -> str:
    if not text:
        return ""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _commands(text: str, kind: str = "") -> str:
    """A sentence of ours, with what is to be typed set in code."""
    return CODE.sub(lambda found: f"<code>{found[0].strip('`')}</code>", _paragraph(text, kind))


def _stop(stop: Stop) -> str:
    parts = []
    if stop.text:
        parts.append(f"{_paragraph(stop.place)}<pre>{escape(stop.text)}</pre>")
    parts += [_paragraph(words) for words in stop.words]
    if stop.raw:
        parts.append(f'<p>Python says:</p><pre class="bpc-raw">{escape(stop.raw)}</pre>')
    if stop.behind:
        parts.append(_words("What may be behind it:", stop.behind))
    return "".join(parts)


def _first(wrong: Wrong, after_error: bool) -> str:
    sentence = wrong.where_it_runs if after_error else wrong.sentence
    return _paragraph(sentence) + _cause(wrong) + _seen(wrong, after_error)


def _rest(wrong: Wrong) -> str:
    """What is folded below the sentence of a further output."""
    return _cause(wrong) + _seen(wrong, folded=False)


def _cause(wrong: Wrong) -> str:
    words = _words(wrong.guess, [wrong.words] if wrong.words else [])
    if wrong.others:
        n = len(wrong.others)
        other = "Another mistake that gives" if n == 1 else f"{n} other mistakes that give"
        words += _folded(f"{other} the same numbers", _words("", wrong.others))
    return words + _paragraph(wrong.same)


def _words(guess: str, words: list[str]) -> str:
    said = _paragraph(guess, "bpc-guess")
    if words:
        said += f'<div class="bpc-words">{"".join(map(_paragraph, words))}</div>'
    return said


def _seen(wrong: Wrong, folded: bool) -> str:
    """The picture, and the same in numbers."""
    if wrong.got is None:
        return ""
    drawn = ""
    if not wrong.says:
        drawn = pictures(wrong.got, wrong.want, wrong.worst_index, wrong.name)
    numbers = _numbers(wrong)
    seen = drawn + _paragraph(wrong.worst)
    seen += _folded("The same in numbers", numbers) if drawn else numbers
    return _folded("Yours beside ours", seen) if folded else seen


def _numbers(wrong: Wrong) -> str:
    mark = wrong.worst_index if wrong.got.shape == wrong.want.shape else None
    pair = _array("yours", wrong.got, mark) + _array("ours", wrong.want, mark)
    return f'<div class="bpc-arrays">{pair}</div>'


def _array(caption: str, array: np.ndarray, worst: tuple[int, ...] | None) -> str:
    if array.ndim > 2 or max(array.shape, default=1) > MOST_ROWS:
        text = np.array2string(array, precision=3, suppress_small=True, threshold=36)
        return f"<div>{escape(caption)}<pre>{escape(text)}</pre></div>"
    digits = ".3f" if 0.01 <= np.max(np.abs(array), initial=0) < 1e4 else ".3g"
    if np.array_equal(array, np.round(array)) and np.max(np.abs(array), initial=0) < 1e6:
        digits = ".0f"
    rows = []
    for i, row in enumerate(np.atleast_2d(array)):
        cells = []
        for j, value in enumerate(row):
            here = worst in {(i, j), (j,)} if worst and array.ndim == 1 else worst == (i, j)
            kind = ' class="bpc-worst"' if here else ""
            cells.append(f"<td{kind}>{value + 0.0:{digits}}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    shape = escape(str(array.shape))
    return (
        f'<table class="bpc-array"><caption>{escape(caption)} {shape}</caption>'
        f"{''.join(rows)}</table>"
    )
