"""All that a tutor says, in one list to be read aloud; and that no corrected line is among it."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bpcourse.exercises import Exercise
from bpcourse.grading.mutants import mutants_of
from bpcourse.slicing import bare_source

LONGEST = 60  # words
CODE = re.compile(r"[\w\])]\s*(?:\*\*|@|\+=|-=|==|<=|>=|=)\s*[\w\[(]|\w+\.\w+\(|\w\[")


@dataclass(frozen=True)
class Said:
    """One sentence or two of a tutor: about what, from which source, and the words."""

    exercise: str
    source: str
    key: str
    words: str


def spoken(exercise: Exercise) -> Iterator[Said]:
    """Everything that can be said of an exercise."""
    for misconception in exercise.misconceptions:
        yield Said(exercise.name, "misconception", misconception.key, misconception.words)
    for name, sentence in exercise.says.items():
        yield Said(exercise.name, "property", name, sentence)
    for probe in exercise.probes:
        if probe.advice:
            yield Said(exercise.name, "advice", probe.name, probe.advice)
    for mutant in mutants_of(exercise):
        yield Said(exercise.name, "mutant", mutant.kind, mutant.words)


def faults(exercise: Exercise) -> list[str]:
    """Words that hold code, a line of the reference, or too much to be read at once."""
    lines = lines_of(exercise)
    problems = []
    for said in dict.fromkeys(spoken(exercise)):
        where = f"{said.exercise}: {said.source} {said.key}"
        if CODE.search(said.words) or any(line in squeezed(said.words) for line in lines):
            problems.append(f"{where} speaks code: {said.words}")
        if len(said.words.split()) > LONGEST:
            problems.append(f"{where} has {len(said.words.split())} words")
    return problems


def lines_of(exercise: Exercise) -> set[str]:
    """What the reference calculates, expression by expression, without spaces."""
    tree = ast.parse(bare_source(inspect.unwrap(exercise.reference)))
    kinds = (ast.BinOp, ast.Call, ast.Subscript, ast.Compare)
    found = {squeezed(ast.unparse(n)) for n in ast.walk(tree) if isinstance(n, kinds)}
    return {text for text in found if len(text) > 5}


def squeezed(text: str) -> str:
    """A text without its spaces."""
    return re.sub(r"\s", "", text)
