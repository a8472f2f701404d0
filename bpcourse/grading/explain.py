"""What Python's commonest exceptions mean, in the words of a tutor.

Each entry reads one message of Python or NumPy and says what it says, with the numbers that stand
in it. What no entry reads gets no words: the message itself is always shown beside them.
"""

import re
from collections.abc import Callable

from .verdict import Error

NONE = (
    "One of the two is None, which stands for nothing. Does a function that you call here return "
    "something?"
)
ROW_COLUMN = (
    "A matrix product pairs each row on the left with each column on the right, entry by entry, so "
    "both need the same length: here the rows on the left have {}, the columns on the right {}."
)
REMOVED = {
    "int": "int",
    "float": "float",
    "object": "object",
    "float_": "np.float64",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "alltrue": "np.all",
    "sometrue": "np.any",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "infty": "np.inf",
    "NaN": "np.nan",
    "row_stack": "np.vstack",
    "in1d": "np.isin",
    "trapz": "np.trapezoid",
    "round_": "np.round",
    "asfarray": "np.asarray",
}
OPERATORS = {"+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__"} | {
    "** or pow()": "__pow__",
    "@": "__matmul__",
}
LONGEST = 400
NUMBERS = {"int", "float", "complex", "bool"}


def explain(error: Error) -> str:
    """Say in words what an exception means; "" where that is not known."""
    for types, pattern, words in EXPLANATIONS:
        found = error.type in types and re.search(pattern, error.message[:LONGEST], re.DOTALL)
        if found:
            return words if isinstance(words, str) else words(*found.groups())
    return ""


def _entries(n: str) -> str:
    return "1 entry" if n == "1" else f"{n} entries"


def _matmul(side: str, right: str, left: str) -> str:
    return ROW_COLUMN.format(_entries(left), right)


def _too_few_axes(operand: str) -> str:
    side = "left" if operand == "0" else "right"
    return (
        f"What stands on the {side} of the matrix product is a single number. A matrix product "
        "needs an array on both sides."
    )


def _dot(left: str, right: str) -> str:
    return ROW_COLUMN.format(_entries(left), right)


def _broadcast(shapes: str) -> str:
    """Compare the two shapes from the right, as NumPy does."""
    named = re.findall(r"\([\d, ]*\)", shapes)
    rule = "Entry by entry (+ - * /), two arrays must have the same length along each axis, "
    if len(named) != 2:
        return f"{rule}counted from the last, or a length of 1."
    a, b = ([int(n) for n in re.findall(r"\d+", shape)] for shape in named)
    pairs = zip(reversed(a), reversed(b), strict=False)
    clash = next(((i, m, n) for i, (m, n) in enumerate(pairs, 1) if m != n and 1 not in (m, n)), 0)
    if not clash:
        return f"{rule}counted from the last, or a length of 1."
    i, m, n = clash
    axis = {1: "last axis", 2: "last axis but one"}.get(i, f"axis {-i}")
    here = f"here the {axis} has {_entries(str(m))} in one and {n} in the other"
    return f"{rule}or a length of 1: {here}."


def _out_of_bounds(index: str, axis: str, size: str) -> str:
    last = int(size) - 1
    if last < 0:
        return f"Axis {axis} has no entries at all."
    return (
        f"Axis {axis} has {_entries(size)}, and they are counted from 0: the last is {last}. There "
        f"is none with the number {index}."
    )


def _operator(sign: str, left: str, right: str) -> str:
    if "NoneType" in (left, right):
        return NONE
    if {left, right} & {"list", "tuple", "dict", "str"}:
        odd = left if left in {"list", "tuple", "dict", "str"} else right
        return f"One of the two is a {odd}, not an array, and there is no arithmetic for it."
    if left in NUMBERS and right not in NUMBERS and sign in OPERATORS:
        method = OPERATORS[sign].replace("__", "__r", 1)
        return f"A number stands on the left: there Python asks your {right} for {method}."
    if left not in NUMBERS | {"numpy.ndarray"} and sign in OPERATORS:
        return f"Your class {left} has no {OPERATORS[sign]} that Python finds for this."
    return ""


def _numpy_name(name: str) -> str:
    if name in REMOVED:
        return f"np.{name} was removed in NumPy 2. Its place is taken by {REMOVED[name]}."
    return f"NumPy has nothing called np.{name}. Is it spelled right, or is it of an older NumPy?"


def _attribute(kind: str, name: str) -> str:
    if kind == "NoneType":
        return (
            f"What stands before .{name} is None. Does the function that it comes from return "
            "something?"
        )
    if kind in {"list", "tuple"}:
        return f"What stands before .{name} is a {kind}, not an array: is it one entry you want?"
    if kind in {"int", "float"}:
        return f"What stands before .{name} is a plain number, and has no such thing."
    return f"A {kind} has nothing called {name}. Is it written, and spelled alike in both places?"


def _reshape(size: str, shape: str) -> str:
    return f"An array of {_entries(size)} does not fill the shape {shape} exactly."


def _unpack(names: str, values: str) -> str:
    return f"On the left of = stand {names} names, and on the right come only {values} values."


def _axis(axis: str, axes: str) -> str:
    has = "no axes: it is a single number" if axes == "0" else f"{axes}, counted from 0"
    if axes == "1":
        has = "only one, with the number 0"
    return f"There is no axis {axis} in this array. It has {has}."


Words = str | Callable[..., str]
VALUE, TYPE = ("ValueError",), ("TypeError",)

EXPLANATIONS: tuple[tuple[tuple[str, ...], str, Words], ...] = (
    (
        VALUE,
        r"operand (\d) has a mismatch in its core dim.*\(size (\d+) is different from (\d+)\)",
        _matmul,
    ),
    (VALUE, r"operand (\d) does not have enough dimensions", _too_few_axes),
    (VALUE, r"shapes .* not aligned: (\d+) \(dim \d+\) != (\d+)", _dot),
    (VALUE, r"could not be broadcast together with (?:remapped )?shapes (.*)", _broadcast),
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
    (VALUE, r"cannot reshape array of size (\d+) into shape (\(.*?\))", _reshape),
    (
        VALUE,
        "truth value of an array",
        "One True or False is needed here, and this is a whole array of them. So it is after if, "
        "beside and and or, and inside Python's own max and min; NumPy has functions for arrays.",
    ),
    (
        VALUE,
        "setting an array element with a sequence",
        "Several numbers are put where the array has room for one.",
    ),
    (VALUE, r"not enough values to unpack \(expected (\d+), got (\d+)\)", _unpack),
    (
        VALUE,
        r"too many values to unpack \(expected (\d+)",
        "On the left of = stand {} names, and on the right come more values.".format,
    ),
    (("AxisError", "ValueError"), r"axis (-?\d+) is out of bounds .* dimension (\d+)", _axis),
    (TYPE, r"unsupported operand type\(s\) for (.+?)=?: '(.+?)' and '(.+?)'", _operator),
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
        "A function is called with too few arguments: {1} is missing.".format,
    ),
    (
        TYPE,
        r"takes (?:from )?([\d to]+) positional arguments? but (\d+)",
        "A function that takes {} arguments is called with {}.".format,
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
        _out_of_bounds,
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
        ("KeyError",),
        r"(.+)",
        "The dict has no entry {}. Is it spelled alike in both places?".format,
    ),
    (("AttributeError",), r"module 'numpy' has no attribute '(\w+)'", _numpy_name),
    (("AttributeError",), r"'([\w.]+)' object has no attribute '(\w+)'", _attribute),
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
