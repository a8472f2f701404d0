"""The words on Python's commonest exceptions that depend on what stands in the message."""

import re

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
NUMBERS = {"int", "float", "complex", "bool"}


def entries(n: str) -> str:
    """A length in words."""
    return "1 entry" if n == "1" else f"{n} entries"


def matmul(side: str, right: str, left: str) -> str:
    """Two lengths of a matrix product that should be one."""
    return ROW_COLUMN.format(entries(left), right)


def too_few_axes(operand: str) -> str:
    """Which side of a matrix product is a number."""
    side = "left" if operand == "0" else "right"
    return (
        f"What stands on the {side} of the matrix product is a single number. A matrix product "
        "needs an array on both sides."
    )


def dot(left: str, right: str) -> str:
    """The same, as np.dot tells it."""
    return ROW_COLUMN.format(entries(left), right)


def broadcast(shapes: str) -> str:
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
    here = f"here the {axis} has {entries(str(m))} in one and {n} in the other"
    return f"{rule}or a length of 1: {here}."


def out_of_bounds(index: str, axis: str, size: str) -> str:
    """An index beyond the end."""
    last = int(size) - 1
    if last < 0:
        return f"Axis {axis} has no entries at all."
    return (
        f"Axis {axis} has {entries(size)}, and they are counted from 0: the last is {last}. There "
        f"is none with the number {index}."
    )


def operator(sign: str, left: str, right: str) -> str:
    """What an operator lacks."""
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


def numpy_name(name: str) -> str:
    """A name that NumPy does not have, or no longer."""
    if name in REMOVED:
        return f"np.{name} was removed in NumPy 2. Its place is taken by {REMOVED[name]}."
    return f"NumPy has nothing called np.{name}. Is it spelled right, or is it of an older NumPy?"


def attribute(kind: str, name: str) -> str:
    """A name that an object does not have."""
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


def reshape(size: str, shape: str) -> str:
    """A shape that does not hold as many numbers."""
    return f"An array of {entries(size)} does not fill the shape {shape} exactly."


def unpack(names: str, values: str = "") -> str:
    """Names on the left and values on the right that do not go into each other."""
    left = "stands 1 name" if names == "1" else f"stand {names} names"
    came = {"": "come more values", "1": "comes only 1 value"}
    right = came.get(values, f"come only {values} values")
    return f"On the left of = {left}, and on the right {right}."


def too_many_arguments(takes: str, given: str) -> str:
    """More arguments than a function has room for."""
    arguments = "argument" if takes == "1" else "arguments"
    return f"A function that takes {takes} {arguments} is called with {given}."


def too_few_arguments(n: str, names: str) -> str:
    """Arguments that a call leaves out."""
    verb = "is" if n == "1" else "are"
    return f"A function is called with too few arguments: {names} {verb} missing."


def axis(axis: str, axes: str) -> str:
    """An axis that is not there."""
    has = "no axes: it is a single number" if axes == "0" else f"{axes}, counted from 0"
    if axes == "1":
        has = "only one, with the number 0"
    return f"There is no axis {axis} in this array. It has {has}."
