"""Run code of ours under a budget of lines, so that a wrong implementation cannot run for ever.

Lines are counted and not seconds: the same code is given up at the same point on every machine,
so that the same submission always gets the same words.
"""

import sys
from collections.abc import Callable
from pathlib import Path

OURS = (str(Path(__file__).parents[1]), "<mutant")  # how the names of our files begin
CHECKS = tuple(str(Path(OURS[0], "nn", name)) for name in ("checked.py", "checks.py"))


class OverBudget(BaseException):
    """More lines than there was room for; no `except Exception` of what runs stops it."""


def run_limited(
    run: Callable[[], object], most: int, entered: set[str] | None = None
) -> tuple[object, int]:
    """Call something, and count the lines of bpcourse and of mutants that it runs.

    Parameters
    ----------
    run : callable
        Takes nothing. It must let `OverBudget` end it; it may catch it and report it.
    most : int
        After so many lines `OverBudget` is raised inside.
    entered : set of str, optional
        Takes up the names of the functions that are called on the way.

    Returns
    -------
    result
    lines : int

    Notes
    -----
    NumPy's own lines do not count: there are more or fewer of them from version to version. Nor do
    the checks of arguments, which never loop and of which a small network runs hundreds of lines.
    A debugger or a measurement of coverage that is at work is put back afterwards.
    """
    left = most

    def in_frame(frame, event, arg):
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise OverBudget
        return in_frame

    def enter(frame, event, arg):
        nonlocal left
        file = frame.f_code.co_filename
        if not file.startswith(OURS) or file in CHECKS:
            return None
        if entered is not None:
            entered.add(frame.f_code.co_name)
        left -= 1
        if left < 0:
            raise OverBudget
        return in_frame

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        result = run()
    finally:
        sys.settrace(before)
    return result, most - left
