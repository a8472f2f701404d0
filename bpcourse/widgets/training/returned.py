"""What a learner's functions return, taken as arrays; or words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...gradcheck.layers import layer_of
from .trouble import Stopped, Trouble

NO_RETURN = "A function that comes to its end without a return gives back None."
PAIR = "A forward pass returns its logits, or a pair: the logits and a cache."


def logits_and_cache(answer: Any, who: str, wanted: tuple[int, int]) -> tuple[np.ndarray, Any]:
    """The logits as an array of floats of their own, and the cache, None where there is none.

    Parameters
    ----------
    answer : object
        What the forward pass returned.
    who : str
        "Your network_forward"
    wanted : tuple of int
        (N, C)

    Raises
    ------
    Stopped
        If it is something else.
    """
    cache = None
    if isinstance(answer, tuple):
        if len(answer) != 2:
            raise _wrong(f"{who} returns a tuple of {len(answer)}.", PAIR)
        answer, cache = answer
    array = _real(answer)
    if array is None:
        words = PAIR if isinstance(answer, list) else _none(answer)
        raise _wrong(f"{who} returns {_what(answer)} where the logits should be.", words)
    if array.shape != wanted:
        N, C = wanted
        raise _wrong(
            f"{who} returns logits of shape {array.shape}, and they should have {wanted}.",
            f"There is a row for each of {N} examples, and a column for each of {C} outputs."
            if C > 1
            else f"There is a row for each of {N} examples, and one column.",
        )
    return array, cache


def take_grads(theirs: Any, who: str, grads: Mapping[str, np.ndarray]) -> list[str]:
    """Write a learner's gradients into ours.

    Parameters
    ----------
    theirs : object
        What the backward pass returned.
    who : str
        "Your network_backward"
    grads : dict of str to ndarray
        Written into.

    Returns
    -------
    list of str
        Which of them are not finite.

    Raises
    ------
    Stopped
        If one is missing, or does not have the shape of its parameter.
    """
    if not isinstance(theirs, Mapping):
        title = f"{who} returns {_what(theirs)} where a dict of gradients should be."
        raise _wrong(title, _none(theirs))
    for name, grad in grads.items():
        layer = layer_of(name)
        if name not in theirs:
            has = ", ".join(map(str, theirs)) or "nothing"
            raise _wrong(f"{who} returns no gradient for {name}.", f"It has {has}.", layer)
        array = _real(theirs[name])
        if array is None:
            what = _what(theirs[name])
            title = f"{who} returns {what} where the gradient of {name} should be."
            raise _wrong(title, _none(theirs[name]), layer)
        if array.shape != grad.shape:
            title = f"{who} returns a gradient of {name} of shape {array.shape}."
            words = f"A gradient has the shape of what it belongs to: {name} has {grad.shape}."
            raise _wrong(title, words, layer)
        grad[...] = array
    return [name for name, grad in grads.items() if not np.isfinite(grad).all()]


def _wrong(title: str, words: str, layer: int | None = None) -> Stopped:
    return Stopped(Trouble(title, words, layer=layer))


def _real(answer: Any) -> np.ndarray | None:
    """A copy as floats; None for what does not hold real numbers."""
    try:
        array = np.asarray(answer)
        return np.array(array, float) if array.dtype.kind in "fiub" else None
    except Exception:  # whatever a learner's own class does when it is asked for numbers
        return None


def _what(answer: Any) -> str:
    if answer is None:
        return "None"
    if isinstance(answer, np.ndarray):
        return f"an array of {answer.dtype} numbers" if answer.dtype.kind == "c" else "an array"
    kind = type(answer).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _none(answer: Any) -> str:
    return NO_RETURN if answer is None else ""
