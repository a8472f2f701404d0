"""Run one probe on one implementation, and bring back arrays or an error record.

The same code runs in the learner's kernel and, as text, in the child that runs a stranger's
submission; so this file imports the standard library and NumPy only and names no answer.
"""

import contextlib
import io
import warnings

import numpy as np

MAX_TEXT = 2000


def answer(run, t, inputs, theirs):
    """Call ``run(t, **inputs)`` on fresh copies.

    Parameters
    ----------
    run : callable
        A probe's `run`.
    t : namespace
        What is under test, and what the lesson gives.
    inputs : dict of str to ndarray
        Not changed: `run` gets copies.
    theirs : dict
        The globals of the code under test, by which its frames are told from ours.

    Returns
    -------
    dict
        "outputs": {name: ndarray} or None; "error": None or the record that `describe` makes;
        "changed": names of the inputs that were changed in place; "printed": what was printed,
        capped.
    """
    given = {name: value.copy() for name, value in inputs.items()}
    printed = Capped()
    outputs = error = None
    try:
        quiet = warnings.catch_warnings(action="ignore"), np.errstate(all="ignore")
        with contextlib.redirect_stdout(printed), quiet[0], quiet[1]:
            outputs = run(t, **given)
    except KeyboardInterrupt:
        raise
    except BaseException as e:  # whatever a learner's code raises, SystemExit too, is an answer
        error = describe(e, theirs)
    return {
        "outputs": outputs,
        "error": error,
        "changed": [name for name in inputs if not same(given[name], inputs[name])],
        "printed": printed.getvalue(),
    }


class Capped(io.StringIO):
    """A text stream that keeps the beginning: a loop that prints must not fill the memory."""

    def write(self, text):
        """Keep what there is room for, and say that all was written."""
        super().write(text[: MAX_TEXT - self.tell()])
        return len(text)

    def close(self):
        """Stay open: what was printed is still to be read."""


def same(a, b):
    """Whether an input is as it was, in shape and in every bit."""
    return a.shape == b.shape and a.tobytes() == b.tobytes()


def describe(exception, theirs):
    """Make a plain record of an exception, with the line of their code that it came from.

    Parameters
    ----------
    exception : BaseException
    theirs : dict
        The globals of the code under test.

    Returns
    -------
    dict
        "type"; "message", capped; "line", "file" and "function" of the innermost frame of
        theirs, or None; "inner": whether the exception was raised in that very frame.
    """
    line = file = function = None
    inner = False
    trace = exception.__traceback__
    while trace is not None:
        inner = trace.tb_frame.f_globals is theirs
        if inner:
            code = trace.tb_frame.f_code
            line, file, function = trace.tb_lineno, code.co_filename, code.co_name
        trace = trace.tb_next
    return {
        "type": type(exception).__name__,
        "message": message_of(exception),
        "line": line,
        "file": file,
        "function": function,
        "inner": inner,
    }


def message_of(exception):
    """What an exception says, capped; its own ``__str__`` may be a learner's, and fail."""
    try:
        return str(exception)[:MAX_TEXT]
    except (Exception, SystemExit):
        return "(its message cannot be shown)"
