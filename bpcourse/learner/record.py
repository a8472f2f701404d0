"""What a learner has done, in one small file of their folder: ``.bpcourse/progress.json``.

Read, changed and replaced as a whole under a lock, so that two kernels can write at once and the
file is never half written. A check never fails for its sake: where it cannot be kept, it is not.
``BPCOURSE_PROGRESS=off`` in the environment switches it off, for authors and for tests.
"""

import datetime
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bpcourse.exercises import Exercise
from bpcourse.grading import Verdict

from .lock import locked
from .notebooks import OURS

FILE = "progress.json"
FORMAT = 1
# Of these something was judged; the others say that there is nothing to judge yet.
TRIED = {"passed", "failed", "error", "timeout"}
ENTRY = {
    "best": (int, float),
    "points": (int, float),
    "status": str,
    "attempts": int,
    "parts": dict,
    "hints": int,
    "when": str,
}
ANSWER = {"right": bool, "answers": int, "when": str}

Record = dict[str, Any]


class Damaged(Exception):
    """The file cannot be read as a record."""


def is_off() -> bool:
    """Whether nothing is to be kept, nor shown of what was."""
    return os.environ.get("BPCOURSE_PROGRESS", "").lower() == "off"


def read_record(folder: Path) -> Record:
    """What is kept in a folder; an empty record where there is none.

    Raises
    ------
    Damaged
        If the file is there and is no record.
    OSError
        If it cannot be read.
    """
    if is_off():
        return _empty()
    try:
        text = (folder / OURS / FILE).read_bytes()
    except FileNotFoundError:
        return _empty()
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise Damaged(str(e)) from e
    if not _is_sound(record):
        raise Damaged("it has not the form of a record")
    return record


def change_record(change: Callable[[Record], None], folder: Path | None = None) -> str | None:
    """Change the record, in this folder or the current one.

    Returns
    -------
    str or None
        What the learner should know: that a damaged file was put aside.
    """
    if is_off():
        return None
    told = None
    try:
        place = (folder or Path()) / OURS
        place.mkdir(exist_ok=True)
        with locked(place / "progress.lock"):
            try:
                record = read_record(place.parent)
            except Damaged:
                told = _put_aside(place / FILE)
                record = _empty()
            change(record)
            _write(place / FILE, json.dumps(record))
    except OSError:  # a folder that cannot be written to: progress() says so
        return told
    return told


def remember_verdict(exercise: Exercise, verdict: Verdict) -> str | None:
    """Keep what came of a check. Returns what `change_record` does."""
    if verdict.status not in TRIED:
        return None

    def change(record: Record) -> None:
        entry = _entry(record, exercise)
        entry["attempts"] += 1
        entry["when"] = now()
        entry["status"] = verdict.status
        score = verdict.score
        if exercise.parts:
            entry["parts"] |= _parts(exercise, verdict)
            right = sum(entry["parts"].get(part, False) for part in exercise.parts)
            score = exercise.points * right / len(exercise.parts)
            if verdict.part and verdict.status == "passed" and right < len(exercise.parts):
                entry["status"] = "failed"
        entry["best"] = max(entry["best"], score)

    return change_record(change)


def remember_hint(exercise: Exercise, rung: int) -> str | None:
    """Keep how far up the ladder of hints someone went. Returns what `change_record` does."""

    def change(record: Record) -> None:
        entry = _entry(record, exercise)
        entry["hints"] = max(entry["hints"], rung)
        entry["when"] = entry["when"] or now()

    return change_record(change)


def remember_answer(key: str, right: bool) -> str | None:
    """Keep an answer to a question. Returns what `change_record` does."""

    def change(record: Record) -> None:
        entry = record["quizzes"].setdefault(key, {"right": False, "answers": 0, "when": ""})
        entry["answers"] += 1
        entry["right"] = entry["right"] or right
        entry["when"] = now()

    return change_record(change)


def now() -> str:
    """The time, in the form that is kept: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _empty() -> Record:
    return {"format": FORMAT, "exercises": {}, "quizzes": {}}


def _entry(record: Record, exercise: Exercise) -> dict[str, Any]:
    """The entry of an exercise, made where there is none; points may have changed since."""
    entry = record["exercises"].setdefault(
        exercise.name,
        {"best": 0, "status": "not_started", "attempts": 0, "parts": {}, "hints": 0, "when": ""},
    )
    entry["points"] = exercise.points
    return entry


def _parts(exercise: Exercise, verdict: Verdict) -> dict[str, bool]:
    """Which parts of a class were right; those that were not judged are left out."""
    advice = {probe.name for probe in exercise.probes if probe.advice}
    parts: dict[str, bool] = {}
    for output in verdict.outputs:
        if output.probe not in advice:
            parts[output.part] = parts.get(output.part, True) and output.ok
    return parts


def _is_sound(record: object) -> bool:
    """Whether it is a record, whoever wrote it."""
    return (
        isinstance(record, dict)
        and record.get("format") == FORMAT
        and _holds(record.get("exercises"), ENTRY)
        and _holds(record.get("quizzes"), ANSWER)
    )


def _holds(entries: object, fields: dict[str, Any]) -> bool:
    return isinstance(entries, dict) and all(
        isinstance(entry, dict)
        and all(isinstance(entry.get(name), kind) for name, kind in fields.items())
        for entry in entries.values()
    )


def _put_aside(path: Path) -> str:
    """Rename a damaged file, to the first free name, and say so."""
    number = 1
    while (aside := path.with_name(f"progress-damaged-{number}.json")).exists():
        number += 1
    os.replace(path, aside)
    return (
        f"The record of your progress could not be read. It is kept as {OURS}/{aside.name}, and "
        "a new one is begun; your notebooks are as they were."
    )


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    for _ in range(5):  # on Windows, a virus scanner may hold the old file for a moment
        try:
            return os.replace(part, path)
        except PermissionError:
            time.sleep(0.01)
    return os.replace(part, path)
