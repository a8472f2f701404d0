"""Where a lesson points to: notebooks, headings, other lessons, the world outside."""

import re
from urllib.parse import unquote, urlsplit

from bpcourse.authoring.source import Cell
from bpcourse.exercises import Lesson
from bpcourse.learner.notebooks import CONTENTS

from .page import HEADING, LINK, Fault, Faults, Page, calls, prose, strings

LAST_LESSON = 19  # of the syllabus
# "lesson 04", "lessons 01, 02 and 04"; of "lesson 02, 60 points" only the first.
NUMBERED = re.compile(r"\b[Ll]essons? (\d+(?:(?:, | and | or | to |, and )[01]\d\b)*)")
EXERCISE = re.compile(r"\b[Ee]xercises? (\d+)\b")
BARE = re.compile(r"(?<![(\"<])https?://\S+")
FILES = {CONTENTS, "TUTOR.md"}


def anchors(page: Page) -> set[str]:
    """The names that Jupyter gives to the headings of a notebook."""
    texts = [text for cell in page.texts() for _, text in HEADING.findall(cell.source)]
    return {re.sub(r"[`*]", "", text).replace(" ", "-") for text in texts}


def links(page: Page, cell: Cell, pages: dict[str, Page]) -> Faults:
    """A link leads to a notebook of the course, a heading in it, or a web page by https."""
    if cell.kind != "markdown":
        return
    for image, text, target in LINK.findall(cell.source):
        if image:
            yield Fault(cell.key, f"shows a picture, {target}: figures are drawn by a cell")
        elif fault := _link_fault(page, target, pages):
            yield Fault(cell.key, f"[{text}]({target}) {fault}")
        elif not text.strip():
            yield Fault(cell.key, f"a link to {target} without words")
    for address in BARE.findall(LINK.sub(" ", cell.source)):
        yield Fault(cell.key, f"{address}: write [words]({address})")


def _link_fault(page: Page, target: str, pages: dict[str, Page]) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        well = parts.scheme == "https" and re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc)
        return None if well else "is not of the form https://host.name/..."
    stems = {f"{lesson.stem}.ipynb": lesson.stem for lesson in page.course}
    if parts.path and parts.path not in stems and parts.path not in FILES:
        return "is no notebook of the course"
    there = pages.get(stems.get(parts.path, "")) if parts.path else page
    if parts.fragment and (there is None or unquote(parts.fragment) not in anchors(there)):
        return "is no heading there"
    if not target:
        return "leads nowhere"
    return None


def references(page: Page, cell: Cell) -> Faults:
    """Lessons and exercises that are named by their numbers are there."""
    if cell.kind == "markdown":
        text = " ".join(prose(cell.source).split())
        for found in NUMBERED.findall(text):
            for number in re.findall(r"\d+", found):
                if len(number) != 2 or int(number) > LAST_LESSON:
                    yield Fault(cell.key, f"lesson {number}: two digits, 00 to {LAST_LESSON}")
        for number in EXERCISE.findall(text):
            if not 1 <= int(number) <= len(page.lesson.exercises):
                yield Fault(cell.key, f"exercise {number} is not in this lesson")
    elif cell.kind == "code":
        for call in calls(cell, "mine"):
            if len(named := strings(call)) == 2:
                yield from _of_another_lesson(page, cell, *named)


def _of_another_lesson(page: Page, cell: Cell, number: str, name: str) -> Faults:
    lesson = _lesson(page, number)
    if lesson is None or name not in [exercise.name for exercise in lesson.exercises]:
        yield Fault(cell.key, f'mine("{number}", "{name}"): there is no such exercise')
    elif number >= page.lesson.number:
        yield Fault(cell.key, f'mine("{number}", "{name}"): that lesson comes later')


def _lesson(page: Page, number: str) -> Lesson | None:
    return next((lesson for lesson in page.course if lesson.number == number), None)
