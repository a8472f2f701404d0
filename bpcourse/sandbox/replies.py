"""Read what a child says, believing nothing: every field has its type, its length, its turn."""

from typing import Any

from . import wire
from .model import Call, Task

MAX_TEXT = 2000
MAX_HEAD = 2**17
KINDS = {"answer", "error", "again", "done"}


def request(task: Task, output_bytes: int) -> bytes:
    """All that is sent down for a task."""
    message = {
        "name": task.name,
        "also": list(task.also),
        "source": task.source,
        "fallback": [list(statement) for statement in task.fallback],
        "handout": task.handout.source,
        "exports": task.handout.exports,
        "calls": [{"run": call.run, "inputs": list(call.inputs)} for call in task.calls],
        "output_bytes": output_bytes,
    }
    arrays = {
        f"{number} {name}": array
        for number, call in enumerate(task.calls)
        for name, array in call.inputs.items()
    }
    return wire.pack(message, arrays)


def read_reply(payload: bytes) -> tuple[str, dict, dict]:
    """The kind of a reply, its fields and its arrays.

    Raises
    ------
    BadFrame
        As every function here, if it is not a reply that the worker would send.
    """
    message, arrays = wire.unpack(payload, MAX_HEAD)
    kind = message.get("kind")
    if not isinstance(kind, str) or kind not in KINDS or (arrays and kind != "answer"):
        raise wire.BadFrame("a reply of an unknown kind")
    return kind, message, arrays


def read_answer(message: dict, arrays: dict, call: Call) -> dict[str, Any]:
    """An answer to one call, as the runner made it."""
    error = message.get("error")
    changed = message.get("changed")
    if not isinstance(changed, list) or not all(
        name in call.inputs for name in map(_text, changed)
    ):
        raise wire.BadFrame("a change of an input that there is not")
    if error is not None and arrays:
        raise wire.BadFrame("an error and arrays in one answer")
    return {
        "outputs": arrays if error is None else None,
        "error": None if error is None else read_error(error),
        "changed": sorted(set(changed)),
        "printed": _text(message.get("printed")),
    }


def read_error(record: Any) -> dict[str, Any]:
    """The record of an exception."""
    if not isinstance(record, dict):
        raise wire.BadFrame("an error without a record")
    line, inner = record.get("line"), record.get("inner")
    if not (line is None or (type(line) is int and 0 < line < 10**7)) or type(inner) is not bool:
        raise wire.BadFrame("an error at a line that there is not")
    optional = {name: record.get(name) for name in ("file", "function")}
    return {
        "type": _text(record.get("type"))[:100],
        "message": _text(record.get("message")),
        "line": line,
        **{name: None if v is None else _text(v)[:200] for name, v in optional.items()},
        "inner": inner,
    }


def read_cpu(message: dict, most: float) -> float:
    """CPU seconds, no more than can have passed."""
    value = message.get("cpu_s")
    if type(value) is not float or not 0 <= value < float("inf"):
        raise wire.BadFrame("a time that is not one")
    return min(value, most)


def _text(value):
    """Text, capped, and such that it can be written to a file."""
    if not isinstance(value, str):
        raise wire.BadFrame("a text that is not one")
    return value[:MAX_TEXT].encode(errors="replace").decode()
