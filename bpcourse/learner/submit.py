"""submit: look whether the grader will find everything, and write one file to hand in."""

import datetime
import sys
from pathlib import Path

from .parcel import NAME, write_parcel
from .show import show
from .survey import Found, Survey, Work, survey
from .trouble import Trouble


def submit(folder: str | Path = ".") -> None:
    """Write ``bpcourse-submission.zip``, the file that you hand in, and say what is in it.

    Parameters
    ----------
    folder : str or Path
        Where your notebooks are; the file is written there, too.

    Raises
    ------
    Trouble
        If there is nothing to hand in, or the file cannot be written.

    Notes
    -----
    What counts is what is on disk: save your notebook first.
    """
    text, _ = hand_in(Path(folder), None)
    show(text)


def submit_on_screen(directory: Path, out: Path | None = None) -> int:
    """What ``bpcourse submit`` does.

    Parameters
    ----------
    directory : Path
        The learner's folder.
    out : Path, optional
        The file to write, or a folder for it; by default it stands beside the notebooks.

    Returns
    -------
    int
        The exit code: 0; 1 after a sentence on the error stream, or if a notebook could not be
        read.
    """
    try:
        text, complete = hand_in(directory, out)
    except Trouble as e:
        print(f"bpcourse submit: {e}", file=sys.stderr)
        return 1
    print(text)
    return 0 if complete else 1


def hand_in(folder: Path, out: Path | None) -> tuple[str, bool]:
    """Write the file to hand in.

    Returns
    -------
    text : str
        What is in it, and what is missing.
    complete : bool
        Whether every notebook could be read.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise Trouble(f"There is no folder {folder}.")
    try:
        seen = survey(folder)
    except OSError as e:
        raise Trouble(f"{folder} cannot be read ({e.strerror or e}).") from e
    complete = not any(work.problem for work in seen.works)
    if not seen.written:
        raise Trouble(_nothing(seen, folder))
    target = (out or folder).expanduser().absolute()
    target = target / NAME if target.is_dir() else target
    size = write_parcel(seen.written, target)
    lines = [line for work in seen.works for line in _about(work)]
    return "\n".join([*lines, *_closing(seen, target, size)]), complete


def _nothing(seen: Survey, folder: Path) -> str:
    """Why there is nothing to hand in."""
    if not seen.works:
        return (
            f"There is nothing to hand in: no lesson's notebook, such as 05_layers_backward.ipynb, "
            f"is in {folder}."
        )
    problems = [f"{work.file.name}: {work.problem}" for work in seen.works if work.problem]
    return "\n".join(
        [
            "There is nothing to hand in yet: no exercise is written in the notebooks here as they "
            "are on disk. If you have written some, save the notebook (Ctrl+S) and submit again.",
            *problems,
        ]
    )


# Of what is found, only what has passed its check is ticked off.
SYMBOLS = {"found": "◐", "stub": "○", "not_found": "○", "syntax": "✗", "blocked": "✗"}


def _about(work: Work) -> list[str]:
    """What is said of one notebook."""
    head = f"{work.file.name}, saved {ago(work.saved)}"
    if work.problem:
        return [f"{head}: NOT handed in", f"  {work.problem}", ""]
    if not work.is_written:
        return [f"{head}: left out, no exercise is written in it yet", ""]
    ready = sum(one.state == "found" for one in work.found)
    width = max(len(one.name) for one in work.found)
    lines = [f"{head}: {ready} of {len(work.found)} exercises will be found by the grader"]
    for one in work.found:
        mark = "✓" if one.ready else SYMBOLS[one.state]
        lines.append(f"  {mark} {one.name:<{width}}   {_state(one)}")
    if work.unsaved:
        some = len(work.unsaved) < 3
        names = " and ".join(work.unsaved) if some else f"{len(work.unsaved)} exercises"
        lines.append(
            f"  You checked {names} after this file was saved. Save it (Ctrl+S) and submit again, "
            "if you have changed it since."
        )
    if work.passed_over:
        lines.append(f"  Most is written in this one; not handed in: {', '.join(work.passed_over)}")
    return [*lines, ""]


def _state(one: Found) -> str:
    """What is said of one exercise."""
    if one.state == "found":
        return {
            True: "passed its check",
            False: "does not pass its check yet",
            None: "not checked here yet",
        }[one.passed]
    if one.state == "syntax":
        return f"cannot be read as Python: {one.reason}"
    if one.state == "blocked":
        return f"goes with {one.reason}, which is not written yet"
    return "not written yet" if one.state == "stub" else "missing: there is no such definition"


def _closing(seen: Survey, target: Path, size: int) -> list[str]:
    """What is missing altogether, and what to do now."""
    lines = []
    if seen.absent:
        numbers = ", ".join(lesson.number for lesson in seen.absent)
        word = "notebook" if len(seen.absent) == 1 else "notebooks"
        lines += [f"Not in this folder: the {word} of {numbers}.", ""]
    return [
        *lines,
        f"Hand in this one file, {max(size / 1000, 1):,.0f} kB: {_from_here(target)}",
        "What counts is what is saved. If you change something, save and submit again.",
    ]


def _from_here(path: Path) -> str:
    """A path as seen from the current folder, which does not tell whose machine it is."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


def ago(when: datetime.datetime) -> str:
    """How long ago something was, as a person would say it."""
    seconds = (datetime.datetime.now(datetime.UTC) - when).total_seconds()
    if seconds < 60:
        return "just now"
    size, name = next(unit for unit in UNITS if seconds >= unit[0])
    count = int(seconds // size)
    return f"{count} {name}{'' if count == 1 else 's'} ago"
