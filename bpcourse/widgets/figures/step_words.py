"""What is said about a step: which digits are right there, and what eats the others."""

import numpy as np

from ..charts.parts import short
from .differences import DECADE, STEPS, Quotients, digits

POWERS = {1: ("h", "ten"), 2: ("h²", "a hundred"), 3: ("h³", "a thousand"), 4: ("h⁴", "10,000")}


def claim_of(found: list[Quotients], function: str, odd: bool = False) -> str:
    """What the curves show, whatever the step; `odd` if some come near the derivative nowhere."""
    forward, central = found[:2]
    if odd:
        return "No step brings both differences near the derivative"
    if _never_helps(central):
        if _never_helps(forward):
            return f"For {function} a shorter step never helps: only rounding is left"
        return f"A shorter step helps only the forward difference, down to h ≈ {_about(forward)}"
    if max(forward.best, central.best) < DECADE:
        return f"For {function} a shorter step helps, however short it is"
    return (
        f"A shorter step helps only down to h ≈ {_about(central)} (central), "
        f"{_about(forward)} (forward)"
    )


def _never_helps(one: Quotients) -> bool:
    return not np.nanmax(one.errors, initial=0) or one.best >= len(STEPS) - 10


def _about(one: Quotients) -> str:
    return short(STEPS[one.best], 1)


def landmarks(forward: Quotients, central: Quotients) -> list[tuple[float, float, str]]:
    """Words beside the branches of the curves, and where they stand."""
    found, errors = [], np.concatenate([one.smooth for one in (forward, central)])
    errors = errors[np.isfinite(errors) & (errors > 0)]
    away = (errors.max() / errors.min()) ** 0.1 if len(errors) else 1  # a tenth of the height
    middle = (central.best + int(np.argmax(~central.lost))) // 2
    if central.best - middle > DECADE and central.smooth[middle] > 0:
        found.append(
            (STEPS[middle] * 30, central.smooth[middle] * away**1.7, "rounding: grows as 1/h")
        )
    for one, x, y in ((forward, 0.1, away), (central, 2, away**-4)):
        n = (one.best + 2 * len(STEPS)) // 3
        # Farther right there is no room below the central curve.
        if one.order in POWERS and np.isfinite(one.smooth[n]) and STEPS[n] * x < 0.1:
            words = f"shrinks as {POWERS[one.order][0]}"
            found.append((STEPS[n] * x, one.smooth[n] * y, words))
    return found


def at_step(central: Quotients, forward: Quotients, n: int, truth: float, odd: bool = False) -> str:
    """Say what both quotients are worth at the n-th step, and why, unless something is odd."""
    right = [digits(one.errors[n], truth) for one in (central, forward)]
    head = (
        f"At h = {short(STEPS[n])} the central difference has {_digits(right[0])}, "
        f"the forward one {_digits(right[1]).removesuffix(' right digits')}."
    )
    if not any(right):
        head = f"At h = {short(STEPS[n])} no digit of either difference is right."
    if odd:  # a kink, or a wrong df: neither rounding nor truncation is to blame
        return head
    causes = central.eats(n), forward.eats(n)
    if causes[0] == causes[1] and causes[0] != "truncation":
        return f"{head} {_cause(central, n, 'both')}"
    return f"{head} {_cause(central, n, 'central')} {_cause(forward, n, 'forward')}"


def _digits(right: int) -> str:
    if right > 15:
        return "every digit right"
    return f"{right or 'no'} right digit{'s' * (right != 1)}"


def _cause(one: Quotients, n: int, who: str) -> str:
    """One sentence on what eats the digits of a quotient."""
    start = {"both": "In both", "central": "Central:", "forward": "Forward:"}[who]
    cause = one.eats(n)
    if cause == "undefined":
        return f"{start} f has no value so far from x, so there is no difference to take."
    if cause == "lost":
        return (
            f"{start} the step is lost: x + h and x − h are rounded to x itself, and the "
            "difference is 0."
        )
    if cause == "exact":
        return f"{start} nothing is lost here: the difference quotient is exact."
    if cause == "rounding":
        return (
            f"{start} rounding eats the digits: the two values of f are equal but for their last "
            "digits. This error grows as 1/h: a step ten times shorter, an error ten times larger."
        )
    if cause == "both":
        return f"{start} this is about the best step: a shorter one does not gain much any more."
    if cause == "neither":
        return f"{start} the error hardly depends on h here."
    if one.order not in POWERS:
        return f"{start} truncation eats the digits: f bends on the way. This error shrinks with h."
    law, factor = POWERS[one.order]
    return (
        f"{start} truncation eats the digits: f bends on the way. This error shrinks as {law}: "
        f"a step ten times shorter, an error {factor} times smaller."
    )


def doubts(found: list[Quotients], truth: float) -> str:
    """What is odd about f, if no step brings a quotient near the derivative."""
    near = 1e-3 * (abs(truth) or 1)
    far = [one.kind for one in found[:2] if not np.nanmin(one.errors, initial=np.inf) < near]
    if not far:
        return ""
    return (
        f"The {' and the '.join(far)} difference {'come' if len(far) > 1 else 'comes'} near the "
        "derivative at no step. Does f have a kink or a jump at x?"
    )


def own_words(forward: Quotients, central: Quotients, own: Quotients) -> str:
    """Say with which curve the learner's own one agrees."""
    for other, words in (
        (central, "Yours lies on the central curve."),
        (forward, "Yours lies on the forward curve: it looks to one side of x only."),
    ):
        if _alike(own, other):
            return words
    if np.nanmax(own.values) == np.nanmin(own.values):
        return "Yours is the same at every step: does it use h?"
    with np.errstate(all="ignore"):
        ratios = own.values / central.values
    middle = slice(len(ratios) // 2, -40)
    seen = np.isfinite(ratios[middle]) & (ratios[middle] != 0)
    ratio, h = ratios[middle][seen], STEPS[middle][seen]
    for power, law in ((0, ""), (1, "h × "), (2, "h² × ")):
        many = ratio / h**power
        times = float(np.median(many)) if len(many) else 1.0
        if len(many) and np.ptp(many) < 1e-3 * abs(times) and (power or abs(times - 1) > 1e-3):
            much = law.removesuffix(" × ") if power and abs(times - 1) < 1e-3 else ""
            much = much or f"{law}{short(times, 4)}"
            return f"Yours is {much} times the central one at every step."
    if (
        digits(own.errors[own.best], 1) >= 17
        or own.errors[own.best] <= central.errors[central.best]
    ):
        return "Yours is better than both at its best step."
    return (
        f"Yours comes no nearer than {short(float(own.smooth[own.best]))}, at h = "
        f"{short(STEPS[own.best])}."
    )


def _alike(one: Quotients, other: Quotients) -> bool:
    """Whether two curves are one, but for the rounding of their last digits."""
    both = np.isfinite(one.values) & np.isfinite(other.values) & (STEPS[other.best] < STEPS)
    if not both.any():
        return False
    apart = np.abs(one.values - other.values)[both]
    return bool((apart <= 0.05 * other.smooth[both] + 4 * other.smooth[other.best]).all())
