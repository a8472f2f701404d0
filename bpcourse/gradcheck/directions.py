"""One array of a problem along a few random directions: right, wrong, or not to be told."""

from dataclasses import dataclass, field

import numpy as np

from .compare import relative_error
from .slopes import Finding, central_difference, judge, rounding_noise

ROUGH = 0.1  # where rounding hides more of a gradient's length, it is too small to be measured


@dataclass
class ArrayCheck:
    """What was found about the gradient of one array."""

    name: str
    shape: tuple
    verdict: str  # "agrees", "wrong", "kink", "too small", "unclear", "not finite"
    size: float = np.nan  # the length of the gradient, the longer of the two
    room: float = 0.0  # the difference of slopes that is allowed
    noise: float = 0.0  # the difference of losses that rounding may make
    findings: list = field(default_factory=list)
    directions: list = field(default_factory=list, repr=False)
    odd: tuple | None = None  # the first entry that is not finite: its index and its value

    @property
    def error(self):
        """The relative error of the slopes that the gradient promises."""
        if self.verdict == "not finite":
            return np.nan
        analytic, numeric = self.slopes
        return relative_error(analytic / (self.size or 1), numeric / (self.size or 1))

    @property
    def resolution(self):
        """What rounding hides, in units of the gradient's length."""
        finest = min((finding.resolution for finding in self.findings), default=0.0)
        return finest / (self.size or 1)

    @property
    def on_a_kink(self):
        """Whether there may be no derivative here."""
        return any(finding.verdict in ("kink", "unclear") for finding in self.findings)

    @property
    def slopes(self):
        """Along each direction, the slope that is promised and the one that is there."""
        findings = self.findings
        return (
            np.array([finding.analytic for finding in findings]),
            np.array([finding.numeric for finding in findings]),
        )


def check_one_array(problem, name, rng, directions, h, tolerance):
    """Check the gradient of one array; two evaluations a direction where all is well.

    Parameters
    ----------
    problem : Problem
    name : str
    rng : numpy.random.Generator
    directions : int
    h, tolerance : float

    Returns
    -------
    ArrayCheck
    """
    grad = problem.grads[name]
    with np.errstate(over="ignore"):
        size = float(np.linalg.norm(grad))
    if not np.isfinite(size):
        return ArrayCheck(name, grad.shape, "not finite", odd=_odd(grad))

    h = h * max(1.0, float(np.sqrt(np.mean(problem.params[name] ** 2)) if grad.size else 0))
    vs = [rng.standard_normal(grad.shape) for _ in range(directions)]
    found = [_first_look(problem, name, grad, v, h) for v in vs]
    size = max(size, np.sqrt(np.mean([finding.numeric**2 for finding in found])))
    room, noise = tolerance * size, 0.0
    if not all(_off(finding) <= room for finding in found):  # not for NaN either
        noise = rounding_noise(problem.along(name, vs[0]), problem.start, h)

        def second_look(v):
            analytic = float(np.vdot(grad, v))
            return judge(problem.along(name, v), problem.start, analytic, room, noise, h)

        found = [
            finding if _off(finding) <= room else second_look(v)
            for v, finding in zip(vs, found, strict=True)
        ]
        # One direction alone may be deceived, two are not. An error so small that it shows
        # along one direction only shows along another as well.
        while _count(found, "wrong") == 1 and len(vs) < 2 * directions:
            vs.append(rng.standard_normal(grad.shape))
            found.append(second_look(vs[-1]))
    return ArrayCheck(name, grad.shape, _verdict(found, size), size, room, noise, found, vs)


def _odd(grad):
    places = np.argwhere(~np.isfinite(grad))
    index = tuple(map(int, places[0])) if len(places) else None
    return None if index is None else (index, float(grad[index]))


def _first_look(problem, name, grad, v, h):
    numeric = central_difference(problem.along(name, v), h)
    return Finding("agrees", float(np.vdot(grad, v)), numeric, h)


def _off(finding):
    return abs(finding.analytic - finding.numeric)


def _count(findings, verdict):
    return sum(finding.verdict == verdict for finding in findings)


def _verdict(findings, size):
    if _wrong(findings):
        return "wrong"
    if _count(findings, "kink") or _count(findings, "wrong"):
        return "kink"
    if _count(findings, "unclear"):
        return "unclear"
    finest = min(finding.resolution for finding in findings)
    return "too small" if finest > ROUGH * size else "agrees"


def _wrong(findings):
    """Whether the directions together say so: among many kinks one or two may be deceived.

    A wrong gradient is off along all directions, by numbers of one normal distribution. Those
    count against it that agree to a small part of what others are said to be off.
    """
    wrong, kinks = _count(findings, "wrong"), _count(findings, "kink")
    worst = max((_off(finding) for finding in findings if finding.verdict == "wrong"), default=0)
    against = sum(
        finding.verdict == "agrees" and max(_off(finding), finding.resolution) < worst / 30
        for finding in findings
    )
    return wrong > max(1, kinks, against) or 0 < wrong == len(findings)
