"""What a wrong gradient is, for the right one: a multiple, a permutation, a transpose.

The right gradient is not known, only its slopes along random directions. That is enough: an array
that has the right slope along all of them is the right one, but for a chance of 0. So nothing is
said here that was not tried.
"""

import numpy as np

EXACT = 1e-5  # of the slopes that were measured; and a hundredth of what is wrong with them


def is_right(candidate, check):
    """Whether an array has the slopes that were measured; no, if they are too rough to tell."""
    analytic, numeric = check.slopes
    length, wrong = np.sqrt(np.mean([numeric**2, (analytic - numeric) ** 2], axis=1))
    rounding = max(finding.resolution for finding in check.findings)
    promised = np.array([np.vdot(candidate, v) for v in check.directions])
    exact = min(EXACT * length, 0.01 * wrong)
    told = rounding < 0.01 * min(length, wrong)
    return bool(told and np.all(np.abs(promised - numeric) <= exact + rounding))


def simple_relation(check, grad, N):
    """Say what a wrong gradient is for the right one, where that takes no more measuring.

    Parameters
    ----------
    check : ArrayCheck
    grad : ndarray
        The claimed gradient.
    N : int or None
        The number of examples.

    Returns
    -------
    str or None
        Words to follow the array's name.
    """
    analytic, numeric = check.slopes
    if not grad.any():
        return "is 0 everywhere, and the loss does change with it"
    k = np.vdot(analytic, numeric) / np.vdot(numeric, numeric) if numeric.any() else 0
    if k == 0:
        return "is not 0, and the loss does not change with it" if not numeric.any() else None
    if is_right(grad / k, check):
        return _times(k, N)
    square = grad.ndim == 2 and grad.shape[0] == grad.shape[1]
    if square and is_right(grad.T, check):
        return "is the transpose of the numeric gradient"
    return None


def permutation(check, grad, slopes_by_slice, axis):
    """Say whether a gradient holds the right slices along one axis, in a wrong order.

    Parameters
    ----------
    check : ArrayCheck
    grad : ndarray
    slopes_by_slice : callable
        ``slopes_by_slice(u, axis) -> ndarray``: for each slice along the axis, the numeric slope
        along u in that slice alone.
    axis : int

    Returns
    -------
    str or None
        Words to follow the array's name.
    """
    slices = np.moveaxis(grad, axis, 0)
    u = np.random.default_rng(0).standard_normal(slices.shape[1:])
    promised = np.array([np.vdot(part, u) for part in slices])
    measured = slopes_by_slice(u, axis)
    order = np.empty(len(slices), dtype=int)
    order[np.argsort(measured)] = np.argsort(promised)
    if not is_right(np.moveaxis(slices[order], 0, axis), check):
        return None
    things = "entries" if grad.ndim == 1 else ("rows", "columns")[axis]
    k = next(k for k in range(len(order)) if order[k] != k)
    thing = {"entries": "entry", "rows": "row", "columns": "column"}[things]
    return (
        f"has the right {things} in a wrong order: what belongs into {thing} {k} stands in "
        f"{thing} {order[k]}"
    )


def _times(k, N):
    if _same(k, -1):
        return "is minus the numeric gradient"
    words = f"is {k:.5g} times the numeric gradient"
    if N is not None and N > 1 and _same(k, N):
        return f"{words}, and there are {N} examples"
    if N is not None and N > 1 and _same(k, 1 / N):
        return f"{words}, that is 1/N for N = {N} examples"
    return words


def _same(a, b):
    return abs(a - b) <= 1e-5 * abs(b)
