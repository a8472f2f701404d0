"""The small kit that a probe's `run` may use besides `t` and ``np``.

The source of this file crosses to the child, so it imports NumPy only and names no answer.
"""

import numpy as np

MOST = 1_000_000


class WrongReturn(Exception):
    """What a function returned cannot be read as what it should return."""


def unpack(value, *names):
    """Read what a function returned as arrays with names.

    Parameters
    ----------
    value : array, tuple, list or dict
        One array where one name is given; else that many, in order, or a dict with the names
        as keys.
    *names : str
        What the arrays are called.

    Returns
    -------
    dict of str to ndarray
        One entry a name. A value beyond the last name is counted, not kept: it appears as an
        empty array called "extra 1", "extra 2", ...

    Raises
    ------
    WrongReturn
        If there is nothing to unpack, too little of it, or something that is not numbers.
    """
    wanted = names[0] if len(names) == 1 else f"({', '.join(names)})"
    if value is None:
        raise WrongReturn(f"it returned None, where {wanted} was expected: is a return missing?")
    if isinstance(value, dict):
        missing = [name for name in names if name not in value]
        if missing:
            raise WrongReturn(f"the dict it returned has no entry {missing[0]!r}")
        values = [value[name] for name in names]
    elif isinstance(value, tuple) or (isinstance(value, list) and len(names) > 1):
        values = list(value)
    elif len(names) == 1:
        values = [value]
    else:
        raise WrongReturn(f"it returned {kind_of(value)}, where {wanted} was expected")
    if len(values) < len(names):
        raise WrongReturn(f"it returned {len(values)} of the {len(names)} values {wanted}")
    outputs = {name: as_array(name, got) for name, got in zip(names, values, strict=False)}
    extra = range(1, len(values) - len(names) + 1)
    return {**outputs, **{f"extra {i}": np.empty(0) for i in extra}}


def entries(value, *names):
    """Read a dict of arrays, where what comes next would ask for them by name.

    Raises
    ------
    WrongReturn
        If it is no dict, an entry is missing, or one is not numbers.
    """
    if not isinstance(value, dict):
        some = ", ".join(map(repr, names[:4])) + (", ..." if len(names) > 4 else "")
        raise WrongReturn(
            f"it returned {kind_of(value)}, where a dict with the entries {some} was expected"
        )
    return unpack(value, *names)


def as_array(name, value):
    """A copy of a value as an array of real numbers; WrongReturn if it is none."""
    try:
        array = np.array(value)
    except ValueError:  # lists of unequal lengths
        array = np.array(None)
    if array.size > MOST:
        raise WrongReturn(f"{name} holds {array.size:,} values, which is far too many")
    if array.dtype.kind not in "biuf":
        raise WrongReturn(f"{name} should be an array of numbers, but it is {kind_of(value)}")
    return array


def kind_of(value):
    """What a learner would call this value."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return "one array" if value.dtype.kind in "biuf" else f"an array of {value.dtype} values"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__}"
    return f"a {type(value).__name__}"
