"""The exercises of a lesson: heading, prompt, cell, check, and a note for instructors."""

import re

from bpcourse.exercises import Exercise

from .page import HEADING, Fault, Faults, Page, asked_in, flat, is_check

ASKED = re.compile(r"(\d+) lines?(?: in all)?, (?:about )?(\d+) minutes?")
EXERCISE = re.compile(r"Exercise (\d+): (.+)")


def exercises(page: Page) -> Faults:
    """Each exercise of the lesson once: numbered, with its lines and minutes, and its check."""
    lesson = page.lesson
    asked = [(n, name) for n, cell in enumerate(page.cells) for name in _asked(cell)]
    names = [name for _, name in asked]
    for exercise in lesson.exercises:
        if names.count(exercise.name) != 1:
            yield Fault(None, f"asks for {exercise.name} {names.count(exercise.name)} times")
    known = {exercise.name: exercise for exercise in lesson.exercises}
    begin = 0
    for count, (place, name) in enumerate(asked, start=1):
        if name not in known:
            yield Fault(page.cells[place].key, f"asks for {name}, which is no exercise of it")
            continue
        yield from _prompt(page, known[name], begin, place, count)
        begin = yield from _checks(page, known[name], place)
    if len(_headings(page)) != len(lesson.exercises):
        yield Fault(
            None,
            f"{len(_headings(page))} headings '## Exercise N: ...' for "
            f"{len(lesson.exercises)} exercises",
        )


def _asked(cell) -> list[str]:
    return sorted(asked_in(cell)) if cell.kind == "code" else []


def _headings(page: Page) -> list[str]:
    texts = [text for cell in page.texts() for _, text in HEADING.findall(cell.source)]
    return [text for text in texts if text.startswith("Exercise")]


def _prompt(page: Page, exercise: Exercise, begin: int, place: int, count: int) -> Faults:
    """Between the check before and the cell of the exercise."""
    key = page.cells[place].key
    text = "\n\n".join(c.source for c in page.cells[begin:place] if c.kind == "markdown")
    titles = [EXERCISE.fullmatch(title) for _, title in HEADING.findall(text)]
    numbers = [int(title[1]) for title in titles if title]
    if numbers != [count]:
        yield Fault(key, f"above {exercise.name} stands no '## Exercise {count}: ...'")
    if any(
        title and title[2].strip("` ") == exercise.name and "_" in exercise.name for title in titles
    ):
        yield Fault(key, f"the heading names the function {exercise.name}, not the thing")
    said = [(int(lines), int(minutes)) for lines, minutes in ASKED.findall(flat(text))]
    if (exercise.lines, exercise.minutes) not in said:
        lines, minutes = exercise.lines, exercise.minutes
        want = f"{lines} line{'s' * (lines > 1)}, {minutes} minutes"
        yield Fault(key, f"the prompt of {exercise.name} does not say '{want}'; it says {said}")


def _checks(page: Page, exercise: Exercise, place: int) -> Faults:
    """Where the exercise ends: behind its last check."""
    name, parts = exercise.name, exercise.parts
    want = [f'check({name}, "{part}")' for part in parts] or [f"check({name})"]
    there = [
        (n, cell.source.strip())
        for n, cell in enumerate(page.cells)
        if is_check(cell) and re.match(rf"check\({name}\b", cell.source.strip())
    ]
    found = [source for _, source in there if source != f"check({name})" or not parts]
    if found != want:
        yield Fault(
            page.cells[place].key, f"the checks of {name} are {found}, and should be {want}"
        )
    if not parts and (not there or there[0][0] != place + 1):
        yield Fault(page.cells[place].key, f"the next cell is not check({name}) alone")
    return there[-1][0] + 1 if there else place + 1


def notes(page: Page) -> Faults:
    """After an exercise or two, a note for instructors."""
    count = sum(cell.instructor for cell in page.source.cells)
    if 2 * count < len(page.lesson.exercises):
        yield Fault(
            None, f"{count} notes for instructors for {len(page.lesson.exercises)} exercises"
        )
    for cell in page.source.cells:
        if cell.instructor and not cell.source.startswith("**Instructor.**"):
            yield Fault(cell.key, "a note begins with '**Instructor.**'")
