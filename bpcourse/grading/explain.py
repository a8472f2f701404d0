"""What Python's commonest exceptions mean, in the words of a tutor.

Each entry reads one message of Python or NumPy and says what it says, with the numbers that stand
in it. What no entry reads gets no words: the message itself is always shown beside them.
"""

import re
from collections.abc import Callable

from . import explain_words as say
from .verdict import Error

LONGEST = 400


def explain(error: Error) -> str:
    """Say in words what an exception means; "" where that is not known."""
    for types, pattern, words in EXPLANATIONS:
        found = error.type in types and re.search(pattern, error.message[:LONGEST], re.DOTALL)
        if found:
            return words if isinstance(words, str) else words(*found.groups())
    return ""


Words = str | Callable[..., str]
VALUE, TYPE = ("ValueError",), ("TypeError",)

EXPLANATIONS: tuple[tuple[tuple[str, ...], str, Words], ...] = (
    (
        VALUE,
        r"operand (\d) has a mismatch in its core dim.*\(size (\d+) is different from (\d+)\)",
        say.matmul,
    ),
    (VALUE, r"operand (\d) does not have enough dimensions", say.too_few_axes),
    (VALUE, r"shapes .* not aligned: (\d+) \(dim \d+\) != (\d+)", say.dot),
    (VALUE, r"could not be broadcast together with (?:remapped )?shapes (.*)", say.broadcast),
    (
        VALUE,
        r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))",
        "What is on the right of = has the shape {}, and its place on the left has {}.".format,
    ),
    (
        VALUE,
        r"non-broadcastable output operand with shape (\(.*?\)) doesn't match .* shape (\(.*?\))",
        "The result has the shape {1}, and is to be put into an array of shape {0}.".format,
    ),
    (VALUE, r"cannot reshape array of size (\d+) into shape (\(.*?\))", say.reshape),
    (
        VALUE,
        "truth value of an array",
        "One True or False is needed here, and this is a whole array of them. So it is after if, "
        "beside and and or, and inside Python's own max and min; NumPy has functions for arrays.",
    ),
    (
        TYPE,
        r"ufunc 'bitwise_xor' not supported|for \^=?: '(?:int|float|numpy\.float64)'",
        "The sign ^ is no power in Python: it compares whole numbers bit by bit. A power is "
        "written with **.",
    ),
    (
        ("UFuncTypeError", "_UFuncNoLoopError"),
        r"did not contain a loop .*dtype\('<U",
        "A text stands where numbers belong. Going through a dict gives the names of its entries; "
        "is it the array under such a name that you want?",
    ),
    (
        TYPE,
        r"Cannot interpret '(\d+)' as a data type",
        "{} was given to NumPy as a second argument, where it looks for a data type. A shape of "
        "several lengths is one argument, in brackets of its own.".format,
    ),
    (
        TYPE,
        "slice indices must be integers",
        "On the two sides of : in square brackets stand whole numbers, and one of these has a "
        "decimal point. A quotient by / always has one; // gives a whole number.",
    ),
    (
        TYPE,
        r"'(?:numpy\.)?(?:float|int)\d*' object is not iterable|iteration over a 0-d array"
        r"|non-iterable (?:numpy\.)?(?:float|int)",
        "This is a single number, and there is nothing in it to be taken one by one.",
    ),
    (
        VALUE,
        "inhomogeneous shape|inhomogeneous part",
        "Arrays of different shapes stand in one tuple or list, where one array is wanted. Does it "
        "come from a function that returns a pair, and should only its first go on?",
    ),
    (
        VALUE,
        "setting an array element with a sequence",
        "Several numbers are put where the array has room for one.",
    ),
    (VALUE, r"not enough values to unpack \(expected (\d+), got (\d+)\)", say.unpack),
    (
        VALUE,
        r"too many values to unpack \(expected (\d+)",
        say.unpack,
    ),
    (("AxisError", "ValueError"), r"axis (-?\d+) is out of bounds .* dimension (\d+)", say.axis),
    (TYPE, r"unsupported operand type\(s\) for (.+?)=?: '(.+?)' and '(.+?)'", say.operator),
    (
        TYPE,
        "'NoneType' object is not|cannot unpack non-iterable NoneType",
        "This is None, which stands for nothing. Does the function that it comes from return "
        "something?",
    ),
    (
        TYPE,
        "unexpected keyword argument 'newshape'",
        "The argument newshape was removed in NumPy 2: give the shape without a name.",
    ),
    (
        TYPE,
        "'numpy.ndarray' object is not callable",
        "Round brackets call a function, and this is an array. Its entries are asked for in "
        "square brackets.",
    ),
    (
        TYPE,
        r"'(\w+)' object is not callable",
        "Round brackets call a function, and this is a {}. Does a variable have the name of a "
        "function?".format,
    ),
    (
        TYPE,
        "can't multiply sequence by non-int",
        "This is a list, not an array, and there is no arithmetic for it.",
    ),
    (
        TYPE,
        "only (?:length-1|0-dimensional|size-1) arrays can be converted",
        "A function for one number was given a whole array. NumPy's functions take arrays.",
    ),
    (
        TYPE,
        r"(?:list|tuple) indices must be integers",
        "This is a list or a tuple, not an array: it takes one whole number in square brackets.",
    ),
    (
        TYPE,
        r"missing (\d+) required positional arguments?: (.*)",
        say.too_few_arguments,
    ),
    (
        TYPE,
        r"takes (?:from )?(\d+(?: to \d+)?) positional arguments? but (\d+)",
        say.too_many_arguments,
    ),
    (
        ("NameError",),
        r"name '(.+?)' is not defined",
        "There is no {} here. Is it spelled as in the line where it gets its value, and has the "
        "cell with that line been run?".format,
    ),
    (
        ("UnboundLocalError",),
        r"variable '(.+?)'",
        "{} is used before a line of the function has given it a value.".format,
    ),
    (
        ("IndexError",),
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        say.out_of_bounds,
    ),
    (
        ("IndexError",),
        r"too many indices for array: array is (\d+)-dimensional, but (\d+)",
        "The array has {} of the {} axes that stand in the square brackets.".format,
    ),
    (
        ("IndexError",),
        "must be of integer|are valid indices",
        "What stands in square brackets must be whole numbers, and these have a decimal point.",
    ),
    (
        ("IndexError",),
        "list index out of range",
        "The list is shorter than the number in square brackets asks for; it is counted from 0.",
    ),
    (
        ("IndexError",),
        "tuple index out of range",
        "The tuple is shorter than the number in square brackets asks for; it is counted from 0. A "
        "shape is such a tuple, with one entry for each axis of the array.",
    ),
    (
        ("IndexError",),
        "invalid index to scalar",
        "What stands before the square brackets is a single number: it has no entries.",
    ),
    (
        ("KeyError",),
        r"^('\w*\d')$",
        "The dict has no entry {}. Does your count begin and end where the numbers in the names "
        "do?".format,
    ),
    (
        ("KeyError",),
        r"(.+)",
        "The dict has no entry {}. Is it spelled alike in both places?".format,
    ),
    (("AttributeError",), r"module 'numpy' has no attribute '(\w+)'", say.numpy_name),
    (("AttributeError",), r"'([\w.]+)' object has no attribute '(\w+)'", say.attribute),
    (
        ("RecursionError",),
        "",
        "A function calls itself again and again, until Python gives up. Which case should end it?",
    ),
    (("ZeroDivisionError",), "", "Something is divided by 0 here."),
    (("OverflowError",), "", "A number grew too large for a float."),
    (("AssertionError",), "", "An assert of your own does not hold."),
    (("SystemExit",), "", "This ends the whole program. A function ends by return."),
    (
        ("IndentationError", "TabError"),
        "",
        "The spaces in front of a line say what it belongs to; these do not fit the line above.",
    ),
    (
        ("SyntaxError",),
        "was never closed",
        "A bracket is opened here and not closed.",
    ),
    (
        ("SyntaxError",),
        "",
        "Python could not read this line. The cause may also stand at the end of the line above.",
    ),
)
