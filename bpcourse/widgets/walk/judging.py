"""Is an answer right? If not, which known mistake leads to it?"""

from .numbers import DIGITS, near
from .step import Step

UNKNOWN = "Not this number. Take the operands one by one."
UNKNOWN_BACK = "Not this number. What reached the result, and what is the local derivative?"
UNKNOWN_SEED = "Not this number. When the result moves by a little, by how much does it move?"


def judge(step: Step, answer: float) -> dict:
    """Compare an answer with the number asked, and then with what known mistakes lead to.

    A number that is right when rounded to three digits counts as right, unless it is just what a
    mistake leads to. Where two mistakes lead to the same number both are named; where more do,
    none is.
    """
    target = step.asked
    slips = [slip for slip in step.slips() if not near(slip[1], target, 9)]
    by_slip = [(key, words) for key, number, words in slips if near(answer, number, 9)]
    exact = near(answer, target, DIGITS)
    if exact or (not by_slip and any(near(answer, x) for x in (target, *step.also_right))):
        return {"right": True, "words": "Right.", "keys": []}
    by_slip = by_slip or [(key, words) for key, number, words in slips if near(answer, number)]
    causes = {words: key for key, words in by_slip}
    if not causes or len(causes) > 2:
        return {"right": False, "words": _unknown(step), "keys": []}
    words = ". Or: ".join(causes)
    return {"right": False, "words": f"{words[0].upper()}{words[1:]}.", "keys": [*causes.values()]}


def _unknown(step: Step) -> str:
    if step.kind == "value":
        return UNKNOWN
    return UNKNOWN_SEED if step.kind == "seed" else UNKNOWN_BACK
