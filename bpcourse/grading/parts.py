"""Of a class that is written in parts: what is not there yet, as against what goes wrong."""

import re

from bpcourse.exercises import Exercise, Probe

UNWRITTEN = "unwritten"  # the part that the probe is about
WAITS = "waits"  # another part, which the probe needs
OPERATORS = {"+": "add", "*": "mul", "** or pow()": "pow"}
NO_OPERATOR = re.compile(r"unsupported operand type\(s\) for (.+?): '(\w+)'")
NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")


def lacking(exercise: Exercise, record: dict | None) -> str | None:
    """The part whose absence an error record tells of; None if it tells of something else.

    A part is absent if its method says that it is not written, or if our own call of it finds
    nothing to call.
    """
    if record is None or not exercise.parts:
        return None
    name = None
    if record["type"] == "NotImplementedError" and record["inner"]:
        name = record["function"]
    elif record["line"] is None and (found := NO_OPERATOR.match(record["message"])):
        name = OPERATORS.get(found[1]) if found[2] == exercise.name else None
    elif record["line"] is None and (found := NO_ATTRIBUTE.match(record["message"])):
        name = found[2] if found[1] == exercise.name else None
    bare = (name or "").strip("_")
    return next((part for part in exercise.parts if bare in {part, f"r{part}"}), None)


def missing(exercise: Exercise, probe: Probe, record: dict | None) -> str | None:
    """Why a probe of a class could not be run: `UNWRITTEN`, `WAITS`, or None."""
    part = lacking(exercise, record)
    if part is None:
        return None
    return UNWRITTEN if part == probe.part else WAITS
