"""Progress as an HTML fragment: a quiet table, in the colours of the notebook's theme."""

from html import escape
from typing import TYPE_CHECKING

from .progress_text import SYMBOLS, number, state, state_of, total

if TYPE_CHECKING:
    from .progress import LessonDone, Progress

STYLE = """
.bpc-progress { --bpc-ink: var(--jp-content-font-color1, CanvasText);
  --bpc-soft: var(--jp-content-font-color2, color-mix(in srgb, CanvasText 65%, transparent));
  --bpc-line: var(--jp-border-color2, color-mix(in srgb, CanvasText 25%, transparent));
  --bpc-done: #0072b2; --bpc-begun: #b35900;
  color: var(--bpc-ink); background: var(--jp-layout-color1, Canvas); padding: .4em 0;
  max-width: 52em; font-family: var(--jp-content-font-family, system-ui, sans-serif);
  font-size: var(--jp-content-font-size1, 14px); line-height: 1.5; }
[data-jp-theme-light="false"] .bpc-progress { --bpc-done: #56b4e9; --bpc-begun: #ffa24d; }
.bpc-progress p { margin: .4em 0; }
.bpc-progress .bpc-title { font-weight: 600; }
.bpc-progress .bpc-table { border-collapse: collapse; table-layout: auto; margin: .5em 0;
  width: 100%; font-size: var(--jp-content-font-size1, 14px); }
.bpc-progress .bpc-table tr:nth-child(n), .bpc-progress .bpc-table tr:hover { background: none; }
.bpc-progress .bpc-table th, .bpc-progress .bpc-table td { text-align: left;
  vertical-align: top; background: none; padding: .2em .8em .2em 0; border: 0;
  border-bottom: 1px solid var(--bpc-line); color: var(--bpc-ink); font-weight: 400;
  white-space: normal; max-width: none; line-height: 1.5; }
.bpc-progress .bpc-table thead th { color: var(--bpc-soft); }
.bpc-progress .bpc-table .bpc-number { text-align: right; white-space: nowrap; }
.bpc-progress .bpc-mark { font-weight: 700; margin-right: .4em; }
.bpc-progress .bpc-passed { color: var(--bpc-done); }
.bpc-progress .bpc-begun { color: var(--bpc-begun); }
.bpc-progress .bpc-new { color: var(--bpc-soft); }
.bpc-progress summary { cursor: pointer; }
.bpc-progress ul { list-style: none; margin: .2em 0 .3em; padding: 0 0 0 1.4em; }
.bpc-progress li { margin: .1em 0; }
.bpc-progress .bpc-table code { font-family: var(--jp-code-font-family, monospace);
  background: none; color: inherit; padding: 0; }
.bpc-progress .bpc-soft, .bpc-progress .bpc-note { color: var(--bpc-soft); }
"""


def as_html(progress: "Progress") -> str:
    """Render progress as a self-contained fragment."""
    rows = "".join(_row(lesson) for lesson in progress.lessons)
    notes = "".join(f'<p class="bpc-note">{escape(note)}</p>' for note in progress.notes)
    return (
        f'<div class="bpc-progress" role="group" aria-label="Your progress"><style>{STYLE}</style>'
        f'<p class="bpc-title">{escape(total(progress))}</p>'
        '<table class="bpc-table"><thead><tr><th scope="col">Lesson and exercises</th>'
        '<th scope="col" class="bpc-number">passed</th>'
        '<th scope="col" class="bpc-number">points</th>'
        '<th scope="col" class="bpc-number">questions right</th></tr></thead>'
        f"<tbody>{rows}</tbody></table><p>{escape(progress.next_step)}</p>{notes}</div>"
    )


def _row(lesson: "LessonDone") -> str:
    exercises = "".join(
        f"<li>{_mark(done.state)}<code>{escape(done.name)}</code> "
        f'<span class="bpc-soft">{escape(state(done))}</span></li>'
        for done in lesson.exercises
    )
    questions = f"{lesson.answered} of {lesson.questions}" if lesson.questions else "–"
    return (
        f'<tr><th scope="row"><details{" open" if lesson.open else ""}>'
        f"<summary>{_mark(state_of(lesson))}{lesson.number} {escape(lesson.title)}</summary>"
        f"<ul>{exercises}</ul></details></th>"
        f'<td class="bpc-number">{lesson.passed} of {len(lesson.exercises)}</td>'
        f'<td class="bpc-number">{number(lesson.score)} of {number(lesson.points)}</td>'
        f'<td class="bpc-number">{questions}</td></tr>'
    )


def _mark(state: str) -> str:
    words = {"passed": "passed", "begun": "begun", "new": "not started"}[state]
    return (
        f'<span class="bpc-mark bpc-{state}" role="img" aria-label="{words}">{SYMBOLS[state]}'
        "</span>"
    )
