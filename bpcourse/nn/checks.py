"""Checks of arguments: what a function was given, and what it wanted, by name.

Every name here begins with ``check_``. Most functions ask for them through the decorator of
`checked.py`. The last rung of a hint leaves both out, so that what remains is the mathematics.
"""

import functools
import operator

import numpy as np


def check_array(name, value, shape):
    """Return `value` as an array of floats, or say what is wrong with it.

    Parameters
    ----------
    name : str
        What the argument is called, for the message.
    value : array_like
        Integers and booleans are promoted to float64; float32 stays float32; NaN passes through.
    shape : tuple
        The shape wanted. A letter stands for any size: ``("N", "D")`` asks for two axes, and
        ``("N", 3)`` for a second axis of length 3. Only N, the batch, may be 0. ``()`` asks
        for one number, ``None`` for nothing.

    Returns
    -------
    ndarray
        The same array where it already is one of floats; never a copy without need.

    Raises
    ------
    TypeError
        If `value` does not hold real numbers.
    ValueError
        If the shape is another one.
    """
    array = value if type(value) is np.ndarray else as_array(name, value)
    kind = array.dtype.kind
    if kind in "biu":
        array = array.astype(np.float64)
    elif kind != "f":
        raise TypeError(f"{name} must hold real numbers, got {_describe(value, array)}")
    if shape is not None and not _fits(array.shape, shape):
        raise ValueError(f"{name} must {_shape_text(shape)}, got {array.shape}")
    return array


def check_labels(name, value, N, C):
    """Return `value` as N integer labels in 0..C-1, or say what is wrong with it.

    N is a number, or a letter for any.

    Raises
    ------
    TypeError
        If `value` does not hold integers.
    ValueError
        If its shape is not ``(N,)``, or a label lies outside 0..C-1.
    """
    array = as_array(name, value)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} must hold integer labels, got {_describe(value, array)}")
    if not _fits(array.shape, (N,)):
        advice = f"; {name}.argmax(axis=1) makes labels of one-hot rows" if array.ndim == 2 else ""
        advice = f"; {name}[:, 0] has it" if array.ndim == 2 and array.shape[1] == 1 else advice
        raise ValueError(f"{name} must {_shape_text((N,))}, got {array.shape}{advice}")
    if array.size and array.view(_unsigned(array.dtype)).max() >= C:
        worst = min(array.min(), 0) or array.max()
        raise ValueError(f"{name} must hold labels in 0..{C - 1}, got {worst}")
    return array


def check_chances(name, value, shape):
    """Return `value` as an array of numbers in 0..1, or say what is wrong with it.

    Raises
    ------
    TypeError
        If it does not hold real numbers.
    ValueError
        If the shape is another one, or a number is out of range; NaN passes through.
    """
    array = check_array(name, value, shape)
    if array.size and (array.min() < 0 or array.max() > 1):
        worst = array.min() if array.min() < 0 else array.max()
        raise ValueError(f"{name} must hold numbers in 0..1, got {worst:g}")
    return array


def check_not_empty(name, array):
    """Say so if `array` holds nothing: there is no mean of no numbers.

    Raises
    ------
    ValueError
        If a length in its shape is 0.
    """
    if array.size == 0:
        raise ValueError(f"{name} must hold at least one number, got shape {array.shape}")


def check_cache(cache, *names):
    """Say so if `cache` is not the tuple of arrays that the forward pass returned.

    Raises
    ------
    ValueError
        If it holds more or fewer than `names`, or something other than arrays.
    """
    is_tuple = isinstance(cache, (tuple, list))
    if not (
        is_tuple
        and len(cache) == len(names)
        and all(isinstance(part, np.ndarray) for part in cache)
    ):
        got = _tuple_text(map(_kind, cache)) if is_tuple else _kind(cache)
        wanted = _tuple_text(names)
        raise ValueError(f"cache must be the {wanted} that the forward pass returned, got {got}")


def check_number(name, value, above=None, at_least=None, below=None, at_most=None):
    """Return `value` as a Python number, or say so if it is not one real number within the bounds.

    Python's, because one of NumPy's would turn float32 arrays into float64.

    Raises
    ------
    TypeError
        If it is not a real number.
    ValueError
        If it is more than one number, or out of bounds; NaN is out of any.
    """
    number = value if type(value) in (float, int) else check_array(name, value, ()).item()
    for words, bound, within in (
        ("above", above, operator.gt),
        ("at least", at_least, operator.ge),
        ("below", below, operator.lt),
        ("at most", at_most, operator.le),
    ):
        if bound is not None and not within(number, bound):
            raise ValueError(f"{name} must be {words} {bound}, got {value}")
    return number


def check_count(name, value, at_least=1):
    """Return `value` as an int, or say so if it is not a whole number of at least `at_least`.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is too small.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, got {_describe(value, np.asarray(value))}")
    if value < at_least:
        raise ValueError(f"{name} must be at least {at_least}, got {value}")
    return int(value)


def check_choice(name, value, choices):
    """Return `value`, or say so if it is not one of the names in `choices`.

    Raises
    ------
    ValueError
        If it is another one.
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, got {value!r}")
    return value


def check_function(name, value):
    """Return `value`, or say so if it cannot be called.

    Raises
    ------
    TypeError
        If it cannot: the commonest slip is to hand over ``f(x)`` where ``f`` is wanted.
    """
    if callable(value):
        return value
    advice = ""
    if hasattr(value, "loss_and_grads"):
        advice = ": one of its methods, such as network.loss_and_grads or network.predict"
    elif np.ndim(value) or isinstance(value, (float, int, np.number)):
        advice = ": hand it over uncalled"
    raise TypeError(f"{name} must be a function, got {_kind(value)}{advice}")


def check_generator(name, value):
    """Return `value`, or say so if it is not a NumPy Generator.

    Raises
    ------
    TypeError
        If it is something else, such as a seed.
    """
    if not isinstance(value, np.random.Generator):
        raise TypeError(
            f"{name} must be a Generator such as np.random.default_rng(0), got {_kind(value)}"
        )
    return value


def check_params(name, value, like=None):
    """Return `value` as a dict of arrays of floats, or say what is wrong with it.

    Parameters
    ----------
    name : str
    value : dict of str to array_like
    like : tuple of str and dict, optional
        The name and the value of another such dict, whose names and shapes are wanted.

    Raises
    ------
    TypeError
        If it is not a dict, or an array does not hold real numbers.
    ValueError
        If it is empty, or its names or shapes are not those of `like`.
    """
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a dict of arrays by name, got {_kind(value)}")
    if not value:
        raise ValueError(f"{name} must hold at least one array, got an empty dict")
    if like is None:
        return {key: check_array(f'{name}["{key}"]', array, None) for key, array in value.items()}
    other, wanted = like
    if value.keys() != wanted.keys():
        raise ValueError(
            f"{name} must have the names of {other}, {_names(wanted)}, got {_names(value)}"
        )
    return {
        key: check_array(f'{name}["{key}"]', value[key], np.shape(array))
        for key, array in wanted.items()
    }


def check_layers(name, value):
    """Return a network's parameters as a dict of arrays of floats, or say what is wrong with it.

    Parameters
    ----------
    name : str
    value : dict of str to array_like
        ``"w1", "b1", ..., "wL", "bL"``, of shapes that follow on one another.

    Raises
    ------
    TypeError
        If it is not a dict, or an array does not hold real numbers.
    ValueError
        If a name is missing or one too many, or a shape does not follow on the one before.
    """
    params = check_params(name, value)
    L = max(1, len(params) // 2)
    wanted = [f"{kind}{layer}" for layer in range(1, L + 1) for kind in "wb"]
    if params.keys() != set(wanted):
        raise ValueError(
            f'{name} must have the names "w1", "b1", ..., "wL", "bL", got {_names(params)}'
        )
    D = "D"
    for layer in range(1, L + 1):
        w, b = f"w{layer}", f"b{layer}"
        check_array(f'{name}["{w}"]', params[w], (D, "M"))
        D = params[w].shape[1]
        check_array(f'{name}["{b}"]', params[b], (D,))
    return {key: params[key] for key in wanted}


def check_loss_and_grads(answer):
    """Return what a ``loss_and_grads`` answered, or say so if it is not ``(loss, grads)``.

    The names and shapes of the gradients are another question: see `check_params`.

    Parameters
    ----------
    answer : tuple
        The loss, one number, and the gradients by name.

    Raises
    ------
    TypeError
        If it is not a pair, or the loss is not a real number.
    ValueError
        If the loss is more than one number.
    """
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise TypeError(f"loss_and_grads must return (loss, grads), got {kind_and_length(answer)}")
    loss, grads = answer
    return check_number("the loss", loss), grads


@functools.cache
def _unsigned(dtype):
    """The type as which negative integers are the largest numbers: one pass sees all labels."""
    return np.dtype(dtype.str.replace("i", "u"))


def as_array(name, value):
    """Return `value` as an array of any type, or say so if its rows are of different lengths."""
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array, got rows of different lengths") from None


def _fits(shape, wanted):
    if len(shape) != len(wanted):
        return False
    for got, want in zip(shape, wanted, strict=True):
        if got != want if isinstance(want, int) else not got and want != "N":
            return False
    return True


def _names(params):
    return ", ".join(map(str, params))


def kind_and_length(value):
    """Say what something is where a tuple of another length was wanted: ``tuple of 3``."""
    length = f" of {len(value)}" if isinstance(value, (tuple, list)) else ""
    return f"{_kind(value)}{length}"


def _kind(value):
    return type(value).__name__


def _describe(value, array):
    is_array = isinstance(value, np.ndarray)
    return f"{_kind(value)} of dtype {array.dtype}" if is_array else _kind(value)


def _shape_text(shape):
    return f"have shape {_tuple_text(map(str, shape))}" if shape else "be one number"


def _tuple_text(parts):
    parts = list(parts)
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
