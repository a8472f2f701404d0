"""What goes wrong in one operation of a scalar engine: its number, or its slopes."""

import math

from ..model import Misconception
from .shared import RULES, engine

# What a sum or a product may give where one operand is left out, or taken twice.
NOT_BOTH = (
    lambda a, b: a,
    lambda a, b: b,
    lambda a, b: a + a,
    lambda a, b: b + b,
    lambda a, b: a * a,
    lambda a, b: b * b,
)
OTHER_RESULT = (
    "The number that {} gives is another one than its sign says. Before any slope is asked for, "
    "look at what you calculate from the data of the two operands."
)
SUM_SLOPES = (
    "In a sum, one operand gets another share than what reaches the result. A little more of "
    "either operand makes the sum larger by just as much."
)
PRODUCT_SLOPES = (
    "In a product, one operand gets the wrong share. How fast a product grows with one factor is "
    "decided by the other, its sign too."
)

ONE_TAKEN = (
    "In the slope of the power, 1 is not taken away from the exponent, but from what the power "
    "gives. A power is worked out before a minus, unless it is told what belongs to the exponent."
)


def data(f, *slopes):
    """A rule that gives another number, with slopes as they should be."""
    return lambda a, b: (f(a, b), slopes or (b, a))


def slopes_of_sum(*slopes):
    return lambda a, b: (a + b, slopes)


def slopes_of_product(f):
    return lambda a, b: (a * b, f(a, b))


def tanh_slope(slope):
    return engine(tanh=lambda x: (math.tanh(x), (slope(x, math.tanh(x)),)))


OPERATIONS = (
    Misconception(
        "sum-like-product",
        "What the sum hands on depends on how large its operands are. Add a little to one of "
        "them: how much more is the sum, whatever the other is?",
        engine(add=lambda a, b: (a + b, (b, a))),
    ),
    Misconception(
        "product-like-sum",
        "The product hands on what reaches it as it is, like a sum. How fast a product grows with "
        "one factor depends on how large the other is.",
        engine(mul=lambda a, b: (a * b, (1.0, 1.0))),
    ),
    Misconception(
        "factor-itself",
        "In the product each factor gets its own data as its slope. Hold one factor still and let "
        "the other grow: which of the two decides how fast the product grows?",
        engine(mul=lambda a, b: (a * b, (a, b))),
    ),
    *(
        Misconception("another-sum", OTHER_RESULT.format("a + b"), engine(add=data(f, 1.0, 1.0)))
        for f in (*NOT_BOTH, lambda a, b: a * b, lambda a, b: a - b, lambda a, b: -a - b)
    ),
    *(
        Misconception("another-product", OTHER_RESULT.format("a * b"), engine(mul=data(f)))
        for f in (*NOT_BOTH, lambda a, b: a + b, lambda a, b: a / b, lambda a, b: -a * b)
    ),
    *(
        Misconception("sum-with-other-slopes", SUM_SLOPES, engine(add=slopes_of_sum(*slopes)))
        for slopes in ((0, 1), (2, 1), (-1, 1), (0.5, 1), (1, 0), (1, 2), (1, -1), (1, 0.5))
    ),
    *(
        Misconception("product-with-other-slopes", PRODUCT_SLOPES, engine(mul=slopes_of_product(f)))
        for f in (
            lambda a, b: (a, a),
            lambda a, b: (b, b),
            lambda a, b: (-b, a),
            lambda a, b: (b, -a),
        )
    ),
    Misconception(
        "number-without-slope",
        "A product with a plain number hands on what reaches it as it is. The number has no grad, "
        "but it is a factor all the same.",
        engine(with_number=lambda a, k: (a * k, (1.0, 0.0))),
    ),
    Misconception(
        "product-from-the-left-adds",
        "With the number on the left, the product comes out as a sum. Python asks another method "
        "there; look at what that one calls.",
        engine(rmul=RULES["+"]),
    ),
    Misconception(
        "exponent-kept",
        "The slope of the power is a power as high as before. The slope of a square is a straight "
        "line: the exponent has dropped.",
        engine(pow=lambda a, n: (a**n, (n * a**n,))),
    ),
    Misconception(
        "one-taken-from-the-power",
        ONE_TAKEN,
        engine(pow=lambda a, n: (a**n, (n * a**n - 1,))),
    ),
    Misconception(
        "factor-missing",
        "The slope of the power lacks a factor. The exponent has been lowered, and it has one more "
        "thing to do.",
        engine(pow=lambda a, n: (a**n, (a ** (n - 1),))),
    ),
    Misconception(
        "always-a-square",
        "The slope of every power is that of a square. What is the slope of a cube, or of one "
        "over a?",
        engine(pow=lambda a, n: (a**n, (2 * a,))),
    ),
    Misconception(
        "exponent-raised",
        "In the slope of the power the exponent has grown by one. That is how a power is "
        "integrated; its slope is a lower power.",
        engine(pow=lambda a, n: (a**n, (n * a ** (n + 1),))),
    ),
    Misconception(
        "power-missing",
        "The slope of the power has the base in it to the first power, whatever the exponent is. "
        "That is so for a square alone.",
        engine(pow=lambda a, n: (a**n, (n * a,))),
    ),
    Misconception(
        "added-for-multiplied",
        "In the slope of the power, two things are added that belong together as factors.",
        engine(pow=lambda a, n: (a**n, (n + a ** (n - 1) if n else 0.0,))),
    ),
    Misconception(
        "exponential-of-the-result",
        "The slope of exp is taken of the result, one exponential too many. The result is all "
        "that the slope of exp needs.",
        engine(exp=lambda a: (math.exp(a), (math.exp(math.exp(a)),))),
    ),
    Misconception(
        "exp-like-a-power",
        "The slope of exp follows the rule for powers. There the base moves; here it is the "
        "exponent that moves, and another rule holds.",
        engine(exp=lambda a: (math.exp(a), (a * math.exp(a - 1),))),
    ),
    Misconception(
        "input-for-output",
        "The slope of exp is the number that went in. What grows as fast as it is large is the "
        "result.",
        engine(exp=lambda a: (math.exp(a), (a,))),
    ),
    Misconception(
        "relu-always-open",
        "relu lets a gradient through on both sides of 0. Where its input is below 0 it gives the "
        "same result whatever the input is: how steep is that?",
        engine(relu=lambda a: (max(a, 0.0), (1.0,))),
    ),
    Misconception(
        "relu-value-for-slope",
        "What comes back through relu is multiplied by the number that relu gives. That is its "
        "value. Where it is open, how fast does its result move with its input?",
        engine(relu=lambda a: (max(a, 0.0), (max(a, 0.0),))),
    ),
    Misconception(
        "relu-turned-round",
        "relu lets a gradient through where its input is below 0, and none where it is above. On "
        "which side does its result move?",
        engine(relu=lambda a: (max(a, 0.0), (float(a < 0),))),
    ),
    Misconception(
        "tanh-square-missing",
        "The result enters the slope of tanh to the first power. Tanh is as steep at -x as at x; "
        "yours is steeper on one side.",
        tanh_slope(lambda x, out: 1 - out),
    ),
    Misconception(
        "tanh-plus-for-minus",
        "The slope of tanh grows with the size of its result. Tanh flattens towards both ends: "
        "look at the sign.",
        tanh_slope(lambda x, out: 1 + out**2),
    ),
    Misconception(
        "tanh-doubled-for-squared",
        "In the slope of tanh the result is doubled where it should be squared. Tanh is as steep "
        "at -x as at x; yours is not.",
        tanh_slope(lambda x, out: 1 - 2 * out),
    ),
    Misconception(
        "tanh-input-for-output",
        "The slope of tanh is made from the number that went in. Written in this form it belongs "
        "to the result, which lies between -1 and 1.",
        tanh_slope(lambda x, out: 1 - x**2),
    ),
    Misconception(
        "tanh-again",
        "The slope of tanh is taken of the result, one tanh too many. The result is squeezed "
        "into (-1, 1) already, and the slope can be said with that.",
        tanh_slope(lambda x, out: 1 - math.tanh(out) ** 2),
    ),
    Misconception(
        "slope-of-sigmoid",
        "This is the slope of the sigmoid. Where tanh is steepest its result is 0, and yours is "
        "flat just there.",
        tanh_slope(lambda x, out: out * (1 - out)),
    ),
    Misconception(
        "tanh-half-as-fast",
        "Your tanh flattens too slowly: it gives the tanh of half the number. In the form with "
        "exponentials each has to be that of the number twice over.",
        engine(tanh=lambda x: (math.tanh(x / 2), (1 - math.tanh(x / 2) ** 2,))),
    ),
)
