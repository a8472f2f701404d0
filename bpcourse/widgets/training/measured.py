"""The learner's gradients beside slopes measured on the learner's own forward pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ...gradcheck.directions import ArrayCheck, check_one_array
from ...gradcheck.layers import first_at_fault, join, layer_of
from ...gradcheck.problem import Problem
from ...gradcheck.relations import simple_relation

H = 1e-6
TOLERANCE = 1e-7  # of a gradient's length


@dataclass(frozen=True)
class Checked:
    """One gradient along one random direction.

    Attributes
    ----------
    ok : bool
        False only where it is surely wrong: a kink, or rounding, is no mistake.
    analytic, numeric : float
        The slope that the gradient promises, and the one that is there.
    step : int
        When it was measured.
    layer : int or None
    words : str
        What a wrong one is for the right one, "is minus the numeric gradient", where that is seen.
    """

    ok: bool
    analytic: float
    numeric: float
    step: int
    layer: int | None = None
    words: str = ""


def check_gradients(
    loss: Callable[[dict], float],
    start: float,
    params: Mapping[str, np.ndarray],
    grads: Mapping[str, np.ndarray],
    rng: np.random.Generator,
    step: int,
    N: int,
) -> dict[str, Checked]:
    """Check every gradient along a random direction, and along another where one seems wrong.

    Parameters
    ----------
    loss : callable
        ``loss(params)``, by the learner's forward pass.
    start : float
        What it was at these parameters.
    params, grads : dict of str to ndarray
    rng : numpy.random.Generator
    step : int
    N : int
        The number of examples.

    Returns
    -------
    dict of str to Checked
        Those that could be told: not where a kink or rounding hides the slope.

    Raises
    ------
    ValueError
        If the loss is another one at a second call.
    """
    problem = Problem(loss, lambda at: (start, dict(grads)), dict(params), N)
    found = {}
    for name, grad in grads.items():
        check = check_one_array(problem, name, rng, 1, H, TOLERANCE)
        if check.verdict in ("agrees", "wrong"):
            found[name] = _told(check, grad, step, N)
    return found


def _told(check: ArrayCheck, grad: np.ndarray, step: int, N: int) -> Checked:
    ok = check.verdict == "agrees"
    worst = max(check.findings, key=lambda finding: abs(finding.analytic - finding.numeric))
    # A single number is always some multiple of another: that says nothing.
    words = "" if ok or grad.size == 1 else simple_relation(check, grad, N) or ""
    return Checked(ok, worst.analytic, worst.numeric, step, layer_of(check.name), words)


def words_on(checks: Mapping[str, Checked], who: str) -> list[str]:
    """Say which gradients are wrong, and where the mistake most likely is.

    Parameters
    ----------
    checks : dict of str to Checked
    who : str
        "Your network_backward"

    Returns
    -------
    list of str
        A sentence each on the first at fault; empty where all is right.
    """
    wrong = [name for name, check in checks.items() if not check.ok]
    if not wrong:
        return []
    layer, where = first_at_fault(wrong, list(checks))
    first = next(name for name in wrong if layer is None or checks[name].layer == layer)
    check = checks[first]
    is_are = "gradients of {} are" if len(wrong) > 1 else "gradient of {} is"
    said = (
        f"{who} is at fault: its {is_are.format(join(wrong))} wrong. Along a random direction "
        f"that of {first} promises the slope {check.analytic:.4g}, and measured it is "
        f"{check.numeric:.4g}."
    )
    relation = [f"d{first} {check.words}."] if check.words else []
    return [" ".join([said, *relation, *([where] if where else [])])]
