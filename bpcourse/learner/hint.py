"""hint: a ladder, one rung a call; the reference is the last rung."""

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

from bpcourse.exercises import Exercise
from bpcourse.slicing import bare_source

from .check import exercise_called, exercise_of
from .show import show
from .trouble import Trouble

_climbed: dict[str, int] = {}


def hint(function: Callable | str, rung: int | str | None = None) -> None:
    """Show the next hint on an exercise, or one that you name.

    Parameters
    ----------
    function : callable or str
        The exercise, as a function or by its name.
    rung : int or "ours", optional
        1 for the first hint, and so on; "ours" for the course's own code, which is the last
        rung. Taking it is allowed: read it, close it, and write yours from memory.

    Raises
    ------
    Trouble
        If there is no such exercise or rung.
    """
    _, exercise = (exercise_called if isinstance(function, str) else exercise_of)(function)
    last = len(exercise.hints) + 1
    if rung is None:
        rung = min(_climbed.get(exercise.name, 0) + 1, last)
        _climbed[exercise.name] = rung
    if rung == "ours":
        rung = last
    if not isinstance(rung, int) or not 1 <= rung <= last:
        raise Trouble(f"{exercise.name} has the hints 1 to {last}, and 'ours'; got {rung!r}")
    show(_ours(exercise, last) if rung == last else _hint(exercise, rung, last))


def _hint(exercise: Exercise, rung: int, last: int) -> str:
    then = f"hint({exercise.name})" + (" shows our code." if rung == last - 1 else " says more.")
    words = textwrap.fill(exercise.hints[rung - 1], 88, initial_indent="  ", subsequent_indent="  ")
    return f"Hint {rung} of {last} on {exercise.name}\n{words}\n\n  Again, {then}"


def _ours(exercise: Exercise, last: int) -> str:
    reference = exercise.reference
    code = textwrap.indent(bare_source(reference).rstrip(), "    ")
    written = inspect.unwrap(reference).__code__
    place = "/".join(Path(written.co_filename).parts[-3:])
    return (
        f"Hint {last} of {last} on {exercise.name}: our code\n\n{code}\n\n"
        f"  It stands in {place}, line {written.co_firstlineno}, with its docstring "
        "and the checks of its arguments.\n"
        "  Read it until you could say why each line is there; then write yours without looking."
    )
