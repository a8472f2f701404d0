"""What stopped a learner's code: where, what it means, and what Python said."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from .cases import Case, Cases
from .explain import explain
from .verdict import Error, Verdict
from .wrong import Wrong

# Errors in which the shapes of the inputs may play a part.
ABOUT_SHAPES = {"ValueError", "IndexError", "AxisError", "LinAlgError"}
LOOP = "If this is a loop: what should bring its end nearer, and does every turn do so?"
NO_RETURN = "A function that comes to its end without a return gives back None."
# What a probe of ours says of a Value, raised as an error where the value would end in one.
OURS = re.compile(r"gives None, and not a Value|^a grad is None")
# What the entries of a dict of parameters are called.
PARAMETER = re.compile(r"[wb]\d*")


@dataclass
class Stop:
    """An error of theirs.

    `place` and `text` are the line, `words` say what happened, `raw` is what Python said, and
    `behind` are mistakes that would end in this error.
    """

    place: str = ""
    text: str = ""
    words: list[str] = field(default_factory=list)
    raw: str = ""
    behind: list[str] = field(default_factory=list)


def stop_of(verdict: Verdict, wrong: list[Wrong]) -> Stop | None:
    """The error of a verdict in words, if there is one.

    What is said of outputs that are not there is said of the error.
    """
    error = verdict.error
    if error is None or verdict.status in {"blocked", "ungraded"}:  # the latter is not theirs
        return None
    stop = Stop(text=(error.text or "").strip())
    in_parts = any(output.part for output in verdict.outputs)
    if place := place_of(error):
        stop.place = f"{place[:1].upper()}{place[1:]}:"
        if verdict.status == "timeout":
            stop.place = f"It was at {place}:"
    if verdict.status != "timeout":  # of which the first line says what happened
        stop.words = [words for words in _words(error, in_parts) if words]
    elif stop.place:
        stop.words.append(LOOP)
    told = error.type in {"WrongReturn", "NotImplementedError"} or _is_ours(error)
    if error.type and not told:
        message = textwrap.shorten(error.message, 400, placeholder=" ...")
        stop.raw = ": ".join(filter(None, [error.type, message]))
    if error.probe and (error.type in ABOUT_SHAPES or any(o.ok for o in verdict.outputs)):
        stop.words.append(_inputs(error))
    shown = {w.name for w in wrong}
    for diagnosis in verdict.diagnoses:
        if diagnosis.output not in shown and diagnosis.words:
            stop.behind += [diagnosis.words, *diagnosis.others]
    return stop


def place_of(error: Error) -> str:
    """Where the error is, as "your line 3"; "" where that is not known."""
    if error.line is None:
        return ""
    if error.cell is None:
        return f"your line {error.line}"
    return f"line {error.line} of your code cell {error.cell}"


def handed_over(cases: Cases, case: Case) -> Iterator[str]:
    """The inputs of a case that reach the learner's function as arrays, by their names.

    The others make up something of the probe's: a function, a graph, single numbers, a generator.
    """
    names = inspect.signature(cases.exercise.reference).parameters
    source = inspect.getsource(case.probe.run)
    for name in case.inputs:
        in_dict = bool({"params", "cache"} & names.keys()) and PARAMETER.fullmatch(name)
        known = name in names or in_dict or "cache" in names
        if known and f"{name}.tolist()" not in source:
            yield name


def returned(error: Error) -> str:
    """What came back, as a sentence on the learner's function."""
    said = re.sub(r"\bit returned\b", "your function returned", error.message, count=1)
    said = re.sub(r"^it should\b", "what your function returns should", said)
    head, colon, question = said.partition(": ")
    if colon and question.endswith("?"):
        return f"{head}. {question[:1].upper()}{question[1:]}"
    return said if said.endswith((".", "?")) else f"{said}."


def sentence(text: str) -> str:
    """The text with a capital in front and a stop at the end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _is_ours(error: Error) -> bool:
    return error.line is None and bool(OURS.search(error.message))


def _words(error: Error, in_parts: bool) -> list[str]:
    if error.type == "WrongReturn" or _is_ours(error):
        # Of parts the first line says only how they stand.
        said = f"In your class {returned(error)}" if in_parts or _is_ours(error) else ""
        none = re.search("returned None|gives None", error.message)
        return [said, NO_RETURN if none else ""]
    if error.type:
        return [explain(error)]
    return [sentence(error.message) if error.message else ""]


def _inputs(error: Error) -> str:
    where = f'This was in the probe "{error.probe}"'
    arrays = {name: tuple(shape) for name, shape in error.inputs.items() if shape}
    if error.type in ABOUT_SHAPES and arrays:
        shapes = ", ".join(f"{name} {shape}" for name, shape in arrays.items())
        return f"{where}. The shapes there: {shapes}."
    return f"{where}."
