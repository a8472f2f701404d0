"""Differences that are not the central one: what goes wrong alike in three exercises.

Each takes g, the values of f along one line, where g(0) is f at x itself, and the step h.
"""

from ..model import Misconception

DEFAULT_TOO_LONG = (
    "Right where h is given. Where it is not, your own step is so long that the bend of the curve "
    "shows in the slope; look at the number that stands for h in the first line."
)
DEFAULT_TOO_SHORT = (
    "Right where h is given. Where it is not, your own step is so short that rounding shows in the "
    "slope; look at the number that stands for h in the first line."
)

DIFFERENCES = (
    (
        "one-sided",
        "You look to one side of x only. A curve bends, so that slope leans to the side you look "
        "to, by an error in proportion to h. Taken evenly around x, the bend cancels.",
        lambda g, h: (g(h) - g(0)) / h,
    ),
    (
        "one-sided",
        "You look only to the side below x. A curve bends, so that slope leans to the side you "
        "look to, by an error in proportion to h. Taken evenly around x, the bend cancels.",
        lambda g, h: (g(0) - g(-h)) / h,
    ),
    (
        "one-sided-halved",
        "Your slope is about half as large as it should be: from x to one side of it is one step, "
        "and you divide by two. If you step back after a step ahead, mind where that takes you.",
        lambda g, h: (g(h) - g(0)) / (2 * h),
    ),
    (
        "way-too-short",
        "Your slope is twice too large. How far is it from the lower place to the upper one, "
        "counted in steps?",
        lambda g, h: (g(h) - g(-h)) / h,
    ),
    (
        "multiplied-by-h",
        "Your slope shrinks as h does, twice over: h multiplies where it should divide. Operators "
        "of one rank act from left to right; look at your brackets.",
        lambda g, h: (g(h) - g(-h)) / 2 * h,
    ),
    (
        "bracket-missing",
        "Only the second value of f is divided. Division comes before subtraction; look at your "
        "brackets.",
        lambda g, h: g(h) - g(-h) / (2 * h),
    ),
    (
        "not-divided",
        "This is how far f rises, and it shrinks as h does. A slope is the rise for the way that "
        "it took.",
        lambda g, h: g(h) - g(-h),
    ),
    (
        "not-divided",
        "The rise is halved, but it still shrinks as h does. A slope is the rise for the way that "
        "it took, and the length of that way depends on h.",
        lambda g, h: (g(h) - g(-h)) / 2,
    ),
    (
        "sign-flipped",
        "The sign is turned: where f climbs, your slope is negative. Which of the two values is "
        "taken away from which?",
        lambda g, h: (g(-h) - g(h)) / (2 * h),
    ),
    (
        "values-added",
        "The two values of f are added. A slope asks how much f changes on the way from one place "
        "to the other.",
        lambda g, h: (g(h) + g(-h)) / (2 * h),
    ),
    (
        "slope-of-the-slope",
        "This is the second derivative: how fast the slope itself changes. For the slope, two "
        "values of f are enough.",
        lambda g, h: (g(h) - 2 * g(0) + g(-h)) / h**2,
    ),
    (
        "h-ignored",
        "Your steps do not listen to h: whatever h comes in, the same slope goes out.",
        lambda g, h: (g(1e-5) - g(-1e-5)) / 2e-5,
    ),
    (
        "half-steps",
        "Your two places lie h apart in all, half of it on each side. h is meant to be the step "
        "to each side.",
        lambda g, h: (g(h / 2) - g(-h / 2)) / h,
    ),
    (
        "finer-than-asked",
        "Your slope is nearer to the truth than a central difference can be, so another formula "
        "is at work. It is a good one; asked for here is the one with two values of f.",
        lambda g, h: (8 * (g(h) - g(-h)) - g(2 * h) + g(-2 * h)) / (12 * h),
    ),
)


def misconceptions(wrong_with, but=()):
    """The table as misconceptions of one exercise.

    Parameters
    ----------
    wrong_with : callable
        Takes a difference, and returns the exercise's function with it in place of the central
        one.
    but : tuple of str
        Keys that make no difference in this exercise.
    """
    return tuple(
        Misconception(key, words, wrong_with(difference))
        for key, words, difference in DIFFERENCES
        if key not in but
    )
