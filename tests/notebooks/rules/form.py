"""How a lesson opens, asks, checks and ends."""

import re

from .page import (
    CLOSING,
    HEADING,
    RECAP,
    Fault,
    Faults,
    Page,
    flat,
    imported,
    quizzes_in,
)

COLAB = [
    "# %pip install bpcourse",
    "# (In Colab, take away the first sign of the line above.)",
]
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# What nobody can check of somebody.
VAGUE = {"understand", "know", "learn", "be", "have", "see", "appreciate", "grasp", "get", "feel"}


def number_of(word: str) -> int | None:
    """ "six" or "6" as a number."""
    if word.isdigit():
        return int(word)
    return NUMBERS.index(word.lower()) if word.lower() in NUMBERS else None


def opening(page: Page) -> Faults:
    """Title, question, verbs, what is needed, exercises and minutes."""
    cell, lesson = page.cells[0], page.lesson
    text = flat(cell.source)
    if (cell.key, cell.kind) != ("title", "markdown"):
        yield Fault(cell.key, "the first cell is a markdown cell with the key title")
    if not cell.source.startswith(f"# {lesson.number} · {lesson.title}\n"):
        yield Fault(cell.key, f"does not begin with '# {lesson.number} · {lesson.title}'")
    bold = [flat(found) for found in re.findall(r"\*\*(.+?)\*\*", cell.source, re.S)]
    if lesson.question not in bold:
        yield Fault(cell.key, f"does not ask in bold type what the lesson asks: {lesson.question}")
    if "After this lesson you can" not in text:
        yield Fault(cell.key, "does not say 'After this lesson you can'")
    able = re.findall(r"^- (\S+)", cell.source, re.M)
    if not 3 <= len(able) <= 5:
        yield Fault(cell.key, f"lists {len(able)} things that you can do; 3 to 5 are right")
    for word in able:
        if not word.islower() or word in VAGUE:
            yield Fault(cell.key, f"{word!r} is not a verb that can be checked")
    if not re.search(r"\bYou need\b", text):
        yield Fault(cell.key, "does not say 'You need ...'")
    said = re.search(r"(\w+) exercises?, about (\d+) minutes", text)
    if not said:
        yield Fault(cell.key, "does not say 'N exercises, about M minutes'")
    elif (number_of(said[1]), int(said[2])) != (len(lesson.exercises), lesson.minutes):
        yield Fault(
            cell.key,
            f"says '{said[0]}'; there are {len(lesson.exercises)} exercises, and "
            f"{lesson.minutes} minutes in the metadata",
        )


def imports(page: Page) -> Faults:
    """One cell imports, the second, and what it imports is used."""
    cell = page.cells[1]
    if (cell.key, cell.kind) != ("imports", "code"):
        yield Fault(cell.key, "the second cell is a code cell with the key imports")
        return
    if cell.lines[:2] != COLAB:
        yield Fault(cell.key, "does not begin with the two lines for Colab")
    rest = "\n".join(one.source for one in page.source.cells if one is not cell)
    for _, _, name in imported(cell):
        if name != "hint" and not re.search(rf"\b{name}\b", rest):  # a hint is there for all
            yield Fault(cell.key, f"imports {name}, which nothing uses")
    for other in page.codes():
        if other is not cell and imported(other):
            yield Fault(other.key, "imports; all imports stand in the second cell")


def closing(page: Page) -> Faults:
    """Questions, then a recap in five lines, then where it goes next."""
    found = page.closing
    if found == len(page.cells):
        yield Fault(None, "has no heading '## Three questions before you go'")
    else:
        asked = [key for cell in page.cells[found:] for key in quizzes_in(cell)]
        said = number_of(CLOSING.search(page.cells[found].source)[1])
        if said != len(asked):
            yield Fault(page.cells[found].key, f"announces {said} questions, and asks {len(asked)}")
    last = page.cells[-1]
    if last.kind != "markdown" or not last.source.startswith(RECAP):
        yield Fault(last.key, f"the last cell does not begin with {RECAP!r}")
        return
    lines = len(re.findall(r"^- ", last.source, re.M))
    if lines != 5:
        yield Fault(last.key, f"the recap has {lines} lines; 5 are right")
    text, following = flat(last.source), page.next_lesson()
    if "Next:" not in text:
        yield Fault(last.key, "does not say what comes next: '**Next:** ...'")
    elif following is not None:
        link = f"[{following.number} · {following.title}]({following.stem}.ipynb)"
        if link not in text.partition("Next:")[2]:
            yield Fault(last.key, f"'Next:' does not link to {link}")


def quizzes(page: Page) -> Faults:
    """Every question once; two to four before the cell that answers them, the rest at the end."""
    asked = [(n, cell, key) for n, cell in enumerate(page.cells) for key in quizzes_in(cell)]
    keys = [key for _, _, key in asked]
    known = [quiz.key for quiz in page.lesson.quizzes]
    for key in sorted(set(keys) | set(known)):
        if key not in known:
            yield Fault(None, f"asks {key!r}, which is no question of the lesson")
        elif keys.count(key) != 1:
            yield Fault(None, f"asks {key!r} {keys.count(key)} times, not once")
    before = [(n, cell) for n, cell, _ in asked if n < page.closing]
    low = 1 if page.lesson.number == "00" else 2
    if not low <= len(before) <= 4:
        yield Fault(None, f"{len(before)} questions before a cell runs; {low} to 4 are right")
    for n, cell in before:
        if cell.source.count("\n"):
            yield Fault(cell.key, "a question before a cell stands alone in its own")
        below = [c for c in page.cells[n + 1 :] if c.kind == "code"][:1]
        if not below or quizzes_in(below[0]):
            yield Fault(cell.key, "is not followed by a cell that answers it")
    after = len(asked) - len(before)
    if not low <= after <= 5:
        yield Fault(None, f"{after} closing questions; {low} to 5 are right")


def options(page: Page) -> Faults:
    """Each option has a reason of its own, one is right, and not always the same letter."""
    places = []
    for quiz in page.lesson.quizzes:
        name, reasons = f"quiz {quiz.key}", [option.why for option in quiz.options]
        right = [n for n, option in enumerate(quiz.options) if option.right]
        places += right
        if len(right) != 1:
            yield Fault(name, f"{len(right)} right options")
        if not 3 <= len(reasons) <= 5:
            yield Fault(name, f"{len(reasons)} options; 3 to 5 are right")
        if len(set(reasons)) < len(reasons) or any(len(why.split()) < 5 for why in reasons):
            yield Fault(name, "not every option has a reason of its own")
        if len({option.text for option in quiz.options}) < len(quiz.options):
            yield Fault(name, "two options say the same")
    if len(places) > 3 and max(map(places.count, places)) > len(places) / 2:
        yield Fault(None, f"the right answers stand at {places}: too often at one place")


def headings(page: Page) -> Faults:
    """One title; below it ## and ### only; nothing is called the same twice."""
    found = [
        (cell, len(marks), text)
        for cell in page.texts()
        for marks, text in HEADING.findall(cell.source)
    ]
    for cell, level, text in found:
        if (level == 1) != (cell is page.cells[0]) or level > 3:
            yield Fault(cell.key, f"heading {text!r} has {level} signs")
        if sum(text == other for _, _, other in found) > 1:
            yield Fault(cell.key, f"two headings say {text!r}")
