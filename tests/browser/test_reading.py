"""The judges of looks and reach, tried on a page where each mistake is made on purpose."""

import pytest
from browser import reading

pytestmark = pytest.mark.browser

GOOD = """
<main tabindex="-1" style="width: 400px; background: #fff; color: #333">
  <label>Rate <input type="range"></label>
  <button>Train</button> <button disabled style="color: #ddd">Pause</button>
  <svg width="100" height="40" role="img" aria-label="a box">
    <rect width="60" height="40" fill="#003366"/><text x="5" y="20" fill="#fff">loss</text>
  </svg>
  <p role="status">ready</p>
  %s
</main>
"""
MISTAKES = {
    "faint": '<p style="color: #999">grey</p>',
    "faint-by-opacity": '<p style="opacity: 0.5">faded</p>',
    "faint-on-a-shape": '<svg width="90" height="40" role="img" aria-label="b">'
    '<rect width="90" height="40" fill="#003366"/><text x="5" y="20" fill="#555">dark</text></svg>',
    "nameless-button": "<button></button>",
    "nameless-field": '<input type="number">',
    "nameless-picture": '<svg width="9" height="9"><rect width="9" height="9"/></svg>',
    "rude-alert": '<p role="alert">more</p>',
    "rude-assertive": '<p aria-live="assertive">more</p>',
    "rude-twice": '<p aria-live="polite">ready</p>',
    "rude-output": "<output>1</output>",
    "rude-silence": "<script>document.querySelector('[role=status]').remove()</script>",
    "wide-child": '<div style="width: 500px">wide</div>',
    "wide-text": '<svg width="30" height="20" role="img" aria-label="c" style="overflow: hidden">'
    '<text x="0" y="15">a long text</text></svg>',
    "moving": "<style>@keyframes turn {to {rotate: 1turn}} b {animation: turn 1s infinite}</style>"
    "<b>round</b>",
    "lost-no-ring": '<button style="outline: none">More</button>',
    "lost-faint-ring": '<button style="outline: 2px solid #eee">More</button>',
    "lost-out-of-order": '<button tabindex="3">First</button>',
    "lost-trap": '<button onkeydown="event.preventDefault()">Stay</button>',
}
JUDGES = {
    "faint": lambda page, widget: reading.faint(widget),
    "nameless": lambda page, widget: reading.nameless(widget),
    "rude": lambda page, widget: reading.rude(widget),
    "wide": lambda page, widget: reading.too_wide(widget),
    "moving": lambda page, widget: reading.moving(widget),
    "lost": reading.lost_by_keyboard,
}


def faults_of(window, more):
    window.set_content(GOOD % more)
    widget = window.locator("main")
    return [name for name, judge in JUDGES.items() if judge(window, widget)]


def test_a_good_page_has_no_faults(window):
    assert faults_of(window, "") == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found_by_its_judge_alone(window, mistake):
    assert faults_of(window, MISTAKES[mistake]) == [mistake.partition("-")[0]]
