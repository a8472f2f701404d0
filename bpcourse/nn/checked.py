"""The decorator `checked` and its rules: what a function wants of its arguments.

The rules stand above the function, one an argument, and its body is only the mathematics:

    @checked(x=Array("N", "D"), w=Array("D", "M"), b=Array("M"))
    def linear_forward(x, w, b):
        ...

A letter is any size the first time it is met, and the same size from then on. Rules are applied
in the order in which they are written. The function without its checks is ``f.__wrapped__``:
loops that call it thousands of times a second check once, at their own door.
"""

import functools
import inspect

import numpy as np

from .checks import (
    check_array,
    check_cache,
    check_chances,
    check_count,
    check_function,
    check_generator,
    check_labels,
    check_layers,
    check_not_empty,
    check_number,
    check_params,
)


def checked(**rules):
    """Check arguments before the function runs, and hand it arrays of floats.

    Parameters
    ----------
    **rules : callable
        For each argument that is checked, a rule. It takes the argument's name, its value, and a
        dict of what is known: all arguments by name, and the size of every letter met so far.
        It returns the value that the function gets. An argument called C is the size C.
    """

    def decorate(function):
        signature = inspect.signature(function)
        names = tuple(signature.parameters)
        kinds = [parameter.kind for parameter in signature.parameters.values()]
        by_position = len(names) - kinds.count(inspect.Parameter.KEYWORD_ONLY)
        defaults = {
            name: parameter.default
            for name, parameter in signature.parameters.items()
            if parameter.default is not parameter.empty
        }

        @functools.wraps(function)
        def with_checks(*args, **kwargs):
            given = {**defaults, **dict(zip(names, args, strict=False))}
            if kwargs or len(args) > by_position or len(given) < len(names):
                given |= _bound(signature, function.__name__, args, kwargs)
            known = dict(given)
            for name, rule in rules.items():
                known[name] = given[name] = rule(name, given[name], known)
            return function(**given)

        return with_checks

    return decorate


def _bound(signature, function_name, args, kwargs):
    try:
        return signature.bind(*args, **kwargs).arguments
    except TypeError as error:
        raise TypeError(f"{function_name}: {error}") from None


class Array:
    """An array of real numbers: ``Array("N", 3)`` by its shape, ``Array(...)`` of any shape."""

    def __init__(self, *shape, filled=False):
        self.shape = None if shape == (...,) else shape
        self.filled = filled

    def __call__(self, name, value, known):
        if self.shape is None:
            array = check_array(name, value, None)
        else:
            array = check_array(name, value, tuple(known.get(axis, axis) for axis in self.shape))
            known.update(zip(self.shape, array.shape, strict=True))
            check_array(name, array, tuple(known[axis] for axis in self.shape))  # a letter twice
        if self.filled:
            check_not_empty(name, array)
        return array


class Like:
    """An array of the shape of another argument."""

    def __init__(self, other):
        self.other = other

    def __call__(self, name, value, known):
        return check_array(name, value, np.shape(known[self.other]))


class Labels:
    """Integer labels in 0..C-1, one for each of N examples."""

    def __init__(self, N, C):
        self.N, self.C = N, C

    def __call__(self, name, value, known):
        labels = check_labels(name, value, known.get(self.N, self.N), known.get(self.C, self.C))
        known[self.N] = len(labels)
        return labels


class Chances:
    """Numbers in 0..1 for the entries of another argument, and of its type."""

    def __init__(self, other):
        self.other = other

    def __call__(self, name, value, known):
        other = known[self.other]
        return check_chances(name, value, other.shape).astype(other.dtype, copy=False)


class Cache:
    """The tuple of arrays that a forward pass returned."""

    def __init__(self, **rules):
        self.rules = rules

    def __call__(self, name, value, known):
        check_cache(value, *self.rules)
        for (part, rule), array in zip(self.rules.items(), value, strict=True):
            known[part] = rule(f"{part} in {name}", array, known)
        return tuple(known[part] for part in self.rules)


class Number:
    """One real number within bounds."""

    def __init__(self, above=None, at_least=None, below=None, at_most=None):
        self.bounds = {"above": above, "at_least": at_least, "below": below, "at_most": at_most}

    def __call__(self, name, value, known):
        return check_number(name, value, **self.bounds)


class Count:
    """A whole number, 1 or more unless said otherwise."""

    def __init__(self, at_least=1):
        self.at_least = at_least

    def __call__(self, name, value, known):
        return check_count(name, value, self.at_least)


class Function:
    """Something that can be called."""

    def __call__(self, name, value, known):
        return check_function(name, value)


class Generator:
    """A NumPy Generator, the source of all randomness here."""

    def __call__(self, name, value, known):
        return check_generator(name, value)


class Params:
    """A dict of named arrays, as a network's parameters are."""

    def __call__(self, name, value, known):
        return check_params(name, value)


class Layers:
    """The parameters of a network, ``"w1", "b1", ..., "wL", "bL"``: from D numbers to C."""

    def __call__(self, name, value, known):
        params = check_layers(name, value)
        *_, last = params.values()
        known["D"], known["C"] = len(params["w1"]), len(last)
        return params


class Grads:
    """A dict of named arrays with the names and shapes of another."""

    def __init__(self, params):
        self.params = params

    def __call__(self, name, value, known):
        return check_params(name, value, like=(self.params, known[self.params]))
