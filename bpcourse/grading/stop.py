"""What stopped a learner's code: where, what it means, and what Python said."""

import re
import textwrap
from dataclasses import dataclass, field

from .explain import explain
from .verdict import Error, Verdict
from .wrong import Wrong

# Errors in which the shapes of the inputs may play a part.
ABOUT_SHAPES = {"ValueError", "IndexError", "AxisError", "LinAlgError"}
LOOP = "If this is a loop: what should bring its end nearer, and does every turn do so?"
NO_RETURN = "A function that comes to its end without a return gives back None."


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
    if place := place_of(error):
        stop.place = f"{place[:1].upper()}{place[1:]}:"
        if verdict.status == "timeout":
            stop.place = f"It was at {place}:"
    if verdict.status != "timeout":  # of which the first line says what happened
        stop.words = [words for words in _words(error) if words]
    elif stop.place:
        stop.words.append(LOOP)
    if error.type and error.type not in {"WrongReturn", "NotImplementedError"}:
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


def _words(error: Error) -> list[str]:
    if error.type == "WrongReturn":
        return [NO_RETURN if "returned None" in error.message else ""]
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
