"""hint: a ladder, one rung a call; the reference is the last rung."""

import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path

from bpcourse.exercises import Exercise

from .asked import exercise_called, exercise_of, require_part
from .our_code import our_code
from .record import remember_hint
from .show import show
from .trouble import Trouble

READ_IT = "Read it until you could say why each line is there; then write yours without looking."
_climbed: dict[str, int] = {}


def hint(function: Callable | str, rung: int | str | None = None, part: str | None = None) -> None:
    """Show the next hint on an exercise, or one that you name.

    Parameters
    ----------
    function : callable or str
        The exercise, as a function or class or by its name.
    rung : int or str, optional
        1 for the first hint, and so on; "ours" for the course's own code, which is the last
        rung. Taking it is allowed: read it, close it, and write yours from memory.
    part : str, optional
        Of a class, the part that you are at: ``hint(Value, part="mul")``, or shorter
        ``hint(Value, "mul")``. The last rung then shows this part alone.

    Raises
    ------
    Trouble
        If there is no such exercise, rung or part.
    """
    named = isinstance(function, str)
    _, exercise = exercise_called(function) if named else exercise_of(function, "hint")
    if part is None and rung in exercise.parts:
        rung, part = None, rung
    require_part(exercise, part)
    last = len(exercise.hints) + 1
    if rung is None:
        rung = min(_climbed.get(exercise.name, 0) + 1, last)
        _climbed[exercise.name] = rung
    if rung == "ours":
        rung = last
    if not isinstance(rung, int) or not 1 <= rung <= last:
        raise Trouble(f"{exercise.name} has the hints 1 to {last}, and 'ours'; got {rung!r}")
    show(_ours(exercise, last, part) if rung == last else _hint(exercise, rung, last, part))
    if told := remember_hint(exercise, rung):
        show(told)


def _hint(exercise: Exercise, rung: int, last: int, part: str | None) -> str:
    again = f'hint({exercise.name}, "{part}")' if part else f"hint({exercise.name})"
    then = again + (" shows our code." if rung == last - 1 else " says more.")
    words = textwrap.fill(exercise.hints[rung - 1], 88, initial_indent="  ", subsequent_indent="  ")
    return f"Hint {rung} of {last} on {exercise.name}\n{words}\n\n  Again, {then}"


def _ours(exercise: Exercise, last: int, part: str | None) -> str:
    reference = inspect.unwrap(exercise.reference)
    code = textwrap.indent(our_code(exercise, part).rstrip(), "    ")
    place = "/".join(Path(inspect.getsourcefile(reference)).parts[-3:])
    line = inspect.getsourcelines(reference)[1]
    what = f"{exercise.name}, {part}" if part else exercise.name
    if exercise.parts:
        rest = "with docstrings and with what the exercise does not ask for"
    else:
        rest = "with its docstring and the checks of its arguments"
    return (
        f"Hint {last} of {last} on {what}: our code\n\n{code}\n\n"
        + textwrap.fill(
            f"It stands in {place}, line {line}, {rest}.",
            88,
            initial_indent="  ",
            subsequent_indent="  ",
        )
        + f"\n  {READ_IT}"
    )
