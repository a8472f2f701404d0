"""Everything that a learner reads before the last hint: where lines of solutions may not stand."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from ..exercises import Lesson
from ..learner.notebooks import tutor
from .leaks import Text
from .notebooks import solution_path, text_of
from .source import Source
from .stubs import checked

# Rooms that a lesson does not import from. What `exercises` says is read by itself, below.
_BACK_ROOMS = {"exercises", "grading", "sandbox", "classroom", "authoring"}


def shown(root: Path, source: Source, lesson: Lesson) -> Iterator[Text]:
    """The texts of a lesson: its cells and outputs, hints, quizzes, the letter, the package's."""
    for cell in source.for_learners():
        yield Text("it", cell.source, cell.key, is_code=cell.kind == "code")
    yield from _outputs(source)
    yield from _registry(lesson)
    yield Text(tutor().name, tutor().read_text(encoding="utf-8"))
    yield from _package(root)


def _outputs(source: Source) -> Iterator[Text]:
    """What the cells print, which is what a learner's run prints: only checks differ."""
    try:
        cells = json.loads(solution_path(source).read_bytes())["cells"]
    except (OSError, ValueError, KeyError):
        return  # there is no such notebook, which is a problem of its own
    written = {cell.key: cell for cell in source.cells if cell.kind == "code"}
    for cell in cells:
        known = written.get(cell.get("id"))
        if known and not known.instructor:
            text = "\n".join(text_of(output) for output in cell.get("outputs", []))
            # A passed check may show the reference: whoever passes has written it.
            yield Text("its output", text, known.key, own=frozenset(checked(known)))


def _registry(lesson: Lesson) -> Iterator[Text]:
    for exercise in lesson.exercises:
        for rung, hint in enumerate(exercise.hints, start=1):
            yield Text(f"hint {rung} of {exercise.name}", hint)
        for misconception in exercise.misconceptions:
            where = f"misconception {misconception.key} of {exercise.name}"
            yield Text(where, misconception.words)
        for probe in exercise.probes:
            where = f"probe {probe.name!r} of {exercise.name}"
            yield Text(where, "\n".join(filter(None, [probe.name, probe.advice])))
    for quiz in lesson.quizzes:
        yield Text(f"quiz {quiz.key}", quiz.question)
        for letter, option in zip("abcdefghij", quiz.options, strict=False):
            yield Text(f"option {letter} of quiz {quiz.key}", f"{option.text}\n{option.why}")


def _package(root: Path) -> Iterator[Text]:
    """Every string in the modules that a lesson imports: docstrings, messages, labels of figures.

    The reference's docstrings too, which help and many an editor show unasked; not its code,
    because whoever opens that has asked for it.
    """
    package = root / "bpcourse"
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in _BACK_ROOMS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                where = f"{path.relative_to(root).as_posix()}, line {node.lineno},"
                yield Text(where, node.value)
