"""A verdict as an HTML fragment, from the same message as the text.

Everything that came from a learner is escaped. The style is scoped to ``.bpc-verdict``; colours
come from the notebook's theme where there is one, and follow the reader's preference elsewhere.
"""

from html import escape

import numpy as np

from .message import Message, Wrong, compose
from .text import error_sentence
from .verdict import Verdict

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
.bpc-verdict.bpc-not_started, .bpc-verdict.bpc-not_found { --bpc-mark: #767676; }
.bpc-verdict p { margin: .3em 0; }
[data-jp-theme-light="false"] .bpc-verdict { --bpc-mark: #ffa24d; }
[data-jp-theme-light="false"] .bpc-verdict.bpc-passed { --bpc-mark: #56b4e9; }
[data-jp-theme-light="false"] .bpc-verdict.bpc-not_started { --bpc-mark: #9a9a9a; }
.bpc-verdict .bpc-title { font-weight: 600; }
.bpc-verdict .bpc-symbol { color: var(--bpc-mark); font-weight: 700; margin-right: .4em; }
.bpc-verdict .bpc-points { color: var(--bpc-soft); font-weight: 400; }
.bpc-verdict .bpc-wrong { border-top: 1px solid var(--bpc-line); margin-top: .6em;
  padding-top: .3em; }
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
.bpc-verdict pre { overflow-x: auto; margin: .3em 0; padding: .4em .7em; border-radius: 3px;
  background: color-mix(in srgb, var(--bpc-ink) 7%, transparent); color: var(--bpc-ink);
  font-family: var(--jp-code-font-family, monospace); font-size: .92em; }
.bpc-verdict code { font-family: var(--jp-code-font-family, monospace); background: none;
  color: inherit; padding: 0; }
.bpc-verdict .bpc-next, .bpc-verdict .bpc-note { color: var(--bpc-soft); }
"""
MOST_ROWS = 8


def as_html(verdict: Verdict) -> str:
    """Render a verdict as a self-contained fragment."""
    message = compose(verdict)
    body = [
        f'<p class="bpc-title"><span class="bpc-symbol" aria-hidden="true">{message.symbol}</span>'
        f'{escape(message.title)} <span class="bpc-points">· {escape(message.points)}</span></p>',
        _paragraph(message.summary),
        _error(message),
        *(_wrong(wrong, folded=i > 0) for i, wrong in enumerate(message.wrong)),
        *(_paragraph(f"Note: {note}", "bpc-note") for note in message.notes),
        _printed(message),
        _paragraph(message.next_step, "bpc-next"),
    ]
    return (
        f'<div class="bpc-verdict bpc-{escape(verdict.status)}" role="group" '
        f'aria-label="Verdict on {escape(verdict.exercise)}"><style>{STYLE}</style>'
        + "".join(body)
        + "</div>"
    )


def _paragraph(text: str, kind: str = "") -> str:
    if not text:
        return ""
    marked = escape(text)
    for name in ("hint(", "raise NotImplementedError"):
        marked = _as_code(marked, name)
    return f'<p class="{kind}">{marked}</p>' if kind else f"<p>{marked}</p>"


def _as_code(text: str, start: str) -> str:
    """Set a command of ours in code, wherever our own sentences hold one."""
    before, found, after = text.partition(start)
    if not found:
        return text
    end = after.find(")") + 1 if start.endswith("(") else 0
    return f"{before.rstrip('`')}<code>{found}{after[:end]}</code>{after[end:].lstrip('`')}"


def _error(message: Message) -> str:
    error = message.error
    if error is None:
        return ""
    place = ""
    if error.line is not None:
        cell = "" if error.cell is None else f"code cell {error.cell}, "
        place = f"<p>In {cell}line {error.line}:</p>"
        if error.text:
            place += f"<pre>{escape(error.text.strip())}</pre>"
    return f'<div class="bpc-wrong">{place}<p>{escape(error_sentence(error))}</p></div>'


def _wrong(wrong: Wrong, folded: bool) -> str:
    """One wrong output; the numbers of all but the first are folded away."""
    parts = [f"<p>{escape(wrong.sentence)}</p>"]
    numbers = _numbers(wrong)
    if folded and numbers:
        numbers = f"<details><summary>The numbers</summary>{numbers}</details>"
    parts.append(numbers)
    parts.append(_paragraph(wrong.guess))
    if wrong.words:
        words = "".join(f"<p>{escape(w)}</p>" for w in wrong.words)
        parts.append(f'<div class="bpc-words">{words}</div>')
    return f'<div class="bpc-wrong">{"".join(parts)}</div>'


def _numbers(wrong: Wrong) -> str:
    if wrong.got is None:
        return ""
    mark = wrong.worst_index if wrong.got.shape == wrong.want.shape else None
    pair = _array("yours", wrong.got, mark) + _array("ours", wrong.want, mark)
    return f'<div class="bpc-arrays">{pair}</div>{_paragraph(wrong.worst or "")}'


def _array(caption: str, array: np.ndarray, worst: tuple[int, ...] | None) -> str:
    if array.ndim > 2 or max(array.shape, default=1) > MOST_ROWS:
        text = np.array2string(array, precision=3, suppress_small=True, threshold=36)
        return f"<div>{escape(caption)}<pre>{escape(text)}</pre></div>"
    digits = ".3f" if 0.01 <= np.max(np.abs(array), initial=0) < 1e4 else ".3g"
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


def _printed(message: Message) -> str:
    if not message.printed:
        return ""
    return (
        f"<details><summary>Your code printed</summary>"
        f"<pre>{escape(message.printed.rstrip())}</pre></details>"
    )
