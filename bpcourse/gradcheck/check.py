"""`check_gradients`: is a gradient right, and if not, where is it wrong?"""

import numpy as np

from ..nn.checked import Count, Number, checked
from ..nn.checks import check_function, check_generator
from .directions import check_one_array
from .layers import first_at_fault, may_have_inherited
from .locate import locate
from .problem import problem_of_function, problem_of_loss_and_grads, problem_of_network
from .report import Report

MOVE = 1e-3  # how far params are moved away from a kink, in each entry


@checked(
    directions=Count(),
    h=Number(above=0),
    tolerance=Number(above=0, below=1),
    budget=Count(at_least=0),
)
def check_gradients(
    function,
    x,
    y=None,
    params=None,
    *,
    grad=None,
    rng=None,
    directions=5,
    h=1e-6,
    tolerance=1e-7,
    budget=2000,
):
    """Check gradients by finite differences; where one is wrong, say where and how.

    Parameters
    ----------
    function : Network or callable
        One of three: a network; ``loss_and_grads(params, x, y) -> (loss, grads)``, with params;
        a function of one array, ``f(x) -> float``, with grad.
    x, y : ndarray
        The batch; for a function of one array, x is where its gradient is checked. float32 is
        taken in float64.
    params : dict of str to ndarray, optional
        Taken in float64, and left as they were. A network has its own.
    grad : ndarray or callable, optional
        The gradient of f: its value at x, or better a function ``grad(x) -> ndarray``.
    rng : numpy.random.Generator, optional
        Draws the directions; without one they are the same every time.
    directions : int
        How many random directions are tried for each array.
    h : float
        Length of the first step, in units of a direction of standard normal numbers; and in an
        array of large entries, of their root mean square.
    tolerance : float
        A slope may be off by so much, in units of the gradient's length.
    budget : int
        How many more evaluations of the loss it may take at most to localise what is wrong.

    Returns
    -------
    Report
        ``print(report)``, ``report.ok``, ``report.errors``, ``report.plot()``.

    Raises
    ------
    TypeError, ValueError
        If an argument, or what the function returns, is not what it should be. An error in the
        function itself passes through.

    Notes
    -----
    *Cost.* Two evaluations of the loss a direction, however large the array is; more where
    something is wrong.

    *What is found.* The slope of a wrong gradient is wrong along a random direction, but for a
    chance of 0, by about the length of its error. Rounding hides less than 1e-9 of the
    gradient's length in a common network. Where the gradient is so small that rounding hides more,
    longer steps are taken, and the verdict is "too small" if they do not help.

    *Kinks.* Where relu's input changes its sign within the step, the slopes on the two sides
    differ, and a right gradient seems wrong. So a slope that disagrees is measured again with
    h/10 and so on: what a kink does changes with the step, what a wrong gradient does not. If the
    params themselves lie on a kink, as do biases of 0 with an example of zeros, there is no
    derivative to compare with: the check moves to params a small random step away, and says so.

    *Where.* In an array that is not small the error is halved in again and again: of 8,704
    entries one wrong one is found with some fifty evaluations, not 17,408.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([1.0, 2.0])
    >>> check_gradients(lambda x: np.sum(x**3), x, grad=lambda x: 3 * x**2).ok
    True
    """
    rng = np.random.default_rng(0) if rng is None else check_generator("rng", rng)
    problem = _problem(function, x, y, params, grad)
    if not np.isfinite(problem.start):
        raise ValueError(f"the loss at these parameters is {problem.start}: it has no slope")

    def check_all():
        return [
            check_one_array(problem, name, rng, directions, h, tolerance) for name in problem.params
        ]

    checks, moved = check_all(), 0
    while any(check.on_a_kink for check in checks) and problem.movable and moved < 3:
        problem = problem.moved(rng, MOVE)
        checks, moved = check_all(), moved + 1

    cost = problem.evaluations
    wrong = [check for check in checks if check.verdict == "wrong"]
    names = list(problem.params)
    at_fault = [check.name for check in checks if check.verdict in ("wrong", "not finite")]
    layer, words = first_at_fault(at_fault, names)
    inherited = may_have_inherited(at_fault, names)
    faults = {}
    for check in reversed(wrong):  # the last first: in its layer the mistake most likely is
        left = 0 if check.name in inherited else budget - (problem.evaluations - cost)
        faults[check.name] = locate(problem, check, rng, left)
    for check in checks:
        check.directions.clear()  # as large as the arrays, and of no more use
    return Report(
        checks=checks,
        faults=faults,
        layer=layer,
        layer_words=words,
        moved=bool(moved),
        tolerance=tolerance,
        start=problem.start,
        cost=cost,
        cost_of_faults=problem.evaluations - cost,
        budget=budget,
    )


def _problem(function, x, y, params, grad):
    if isinstance(x, dict):
        raise TypeError(
            "x must be an array, got dict. If these are the parameters, write "
            "check_gradients(loss_and_grads, x, y, params=params)"
        )
    if hasattr(function, "loss_and_grads"):
        return problem_of_network(function, params, x, y)
    check_function("function", function)
    if grad is not None:
        return problem_of_function(function, x, grad)
    if params is None:
        raise TypeError(
            "check_gradients needs params with a loss_and_grads(params, x, y), or grad with a "
            "function of one array"
        )
    return problem_of_loss_and_grads(function, params, x, y)
