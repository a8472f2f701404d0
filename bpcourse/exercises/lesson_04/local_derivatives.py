"""local_derivatives: how the result of one operation moves with each operand."""

import math

import numpy as np

from bpcourse import autodiff

from ..kit import as_array, unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run_sum_and_product(t, a, b):
    """Both in one: of a sum alone every derivative is 1, which is right by chance too soon."""
    got = {"da": [], "db": []}
    for op in ("add", "mul"):
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            pair = t.local_derivatives(op, x, y)
            pair = unpack(pair.tolist() if isinstance(pair, np.ndarray) else pair, "da", "db")
            got["da"].append(pair["da"])
            got["db"].append(pair["db"])
    return {f"{name} of a + b and a * b": as_array(name, got[name]) for name in got}


def run_power(t, a, b):
    got = {"da": [], "db": []}
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        pair = t.local_derivatives("pow", x, y)
        pair = unpack(pair.tolist() if isinstance(pair, np.ndarray) else pair, "da", "db")
        got["da"].append(pair["da"])
        got["db"].append(pair["db"])
    return {f"{name} of a ** b": as_array(name, got[name]) for name in got}


def of_every_sign(rng):
    a, b = rng.uniform(0.4, 3.0, (2, 4))
    return {"a": a * [1, -1, 1, -1], "b": b * [1, 1, -1, -1]}


def bases_around_one(rng):
    """The logarithm changes its sign at 1; the exponent is large, small and below 0."""
    low, high = rng.uniform(0.3, 0.8, 3), rng.uniform(1.3, 3.0, 3)
    b = [rng.uniform(1.5, 3.5), rng.uniform(0.2, 0.8), rng.uniform(-2.5, -0.5)]
    return {"a": np.concatenate([low, high]), "b": np.array(b * 2)}


def one_point(rng):
    return {"a": rng.uniform(1.2, 4.0, 1), "b": rng.uniform(1.2, 4.0, 1)}


# Each wrong answer is right but for one thing.


def right(op, a, b):
    if op == "add":
        return 1.0, 1.0
    if op == "mul":
        return b, a
    return b * a ** (b - 1), a**b * math.log(a)


def wrong(only, make):
    """A function that is right for all operations but one."""
    return lambda op, a, b: make(a, b) if op == only else right(op, a, b)


def wrong_base(make):
    return wrong("pow", lambda a, b: (make(a, b), right("pow", a, b)[1]))


def wrong_exponent(make):
    return wrong("pow", lambda a, b: (right("pow", a, b)[0], make(a, b)))


NOT_A_LOGARITHM = (
    "The derivative of the power with respect to its exponent has a factor that is not the "
    "logarithm of the base. To the base 1 no exponent moves the power at all; yours moves there."
)
ADDED = (
    "In a derivative of the power, two things are added that belong together as factors. Where "
    "one of them is 0, the whole derivative is."
)
TWO_RULES = (
    "A power has two rules, one for when its base moves and one for when its exponent does. One "
    "of them stands where the other belongs."
)

SUM_LIKE_PRODUCT = (
    "The derivatives of the sum depend on how large the operands are. Add a little to one of "
    "them: how much more is the sum, whatever the other is?"
)
RESULT = (
    "What comes back is the result of the operation. Asked for is how fast that result moves when "
    "one operand moves: a derivative for each."
)

MISCONCEPTIONS = (
    Misconception(
        "factor-itself",
        "Each factor of the product is given its own value as its derivative. Hold one factor "
        "still and let the other grow by a little: which of the two decides by how much the "
        "product grows?",
        wrong("mul", lambda a, b: (a, b)),
    ),
    Misconception(
        "product-like-sum",
        "The product has the derivatives of a sum. A sum grows as fast as either operand; how "
        "fast a product grows depends on how large the operands are.",
        wrong("mul", lambda a, b: (1.0, 1.0)),
    ),
    Misconception("sum-like-product", SUM_LIKE_PRODUCT, wrong("add", lambda a, b: (b, a))),
    Misconception("sum-like-product", SUM_LIKE_PRODUCT, wrong("add", lambda a, b: (a, b))),
    Misconception("result-for-derivative", RESULT, wrong("add", lambda a, b: (a + b, a + b))),
    Misconception("result-for-derivative", RESULT, wrong("mul", lambda a, b: (a * b, a * b))),
    Misconception("result-for-derivative", RESULT, wrong_base(lambda a, b: a**b)),
    Misconception(
        "factor-missing",
        "The derivative of the power with respect to its base lacks a factor. The exponent has "
        "been lowered, and it has one more thing to do.",
        wrong_base(lambda a, b: a ** (b - 1)),
    ),
    Misconception(
        "exponent-kept",
        "The derivative of the power with respect to its base is still a power as high as "
        "before. The slope of a square is a straight line: its exponent has dropped.",
        wrong_base(lambda a, b: b * a**b),
    ),
    Misconception(
        "one-taken-from-the-power",
        "In the derivative of the power with respect to its base, 1 is taken away from the whole "
        "and not from the exponent. A power is worked out before a minus, unless it is told what "
        "belongs to the exponent.",
        wrong_base(lambda a, b: b * a**b - 1),
    ),
    Misconception(
        "factor-lowered",
        "The derivative of the power with respect to its base has a factor that is too small by "
        "one. The exponent comes down as it was, before it is lowered.",
        wrong_base(lambda a, b: (b - 1) * a ** (b - 1)),
    ),
    Misconception(
        "logarithm-missing",
        "The derivative of the power with respect to its exponent is the power itself. That is "
        "so for one base only, e; another base grows faster or slower, by a factor.",
        wrong_exponent(lambda a, b: a**b),
    ),
    Misconception(
        "power-missing",
        "The derivative of the power with respect to its exponent is the logarithm alone. The "
        "larger the power is already, the faster it grows.",
        wrong_exponent(lambda a, b: math.log(a)),
    ),
    Misconception(
        "other-logarithm",
        "The derivative of the power with respect to its exponent is off by one and the same "
        "factor everywhere: its logarithm has another base than e.",
        wrong_exponent(lambda a, b: a**b * math.log10(a)),
    ),
    Misconception(
        "other-logarithm",
        "The derivative of the power with respect to its exponent is off by one and the same "
        "factor everywhere: its logarithm has another base than e.",
        wrong_exponent(lambda a, b: a**b * math.log2(a)),
    ),
    Misconception(
        "logarithm-of-the-exponent",
        "The derivative of the power with respect to its exponent takes the logarithm of the "
        "exponent, which may be below 0. What is raised to the power is above 0.",
        wrong_exponent(lambda a, b: a**b * np.log(b)),
    ),
    *(
        Misconception("no-logarithm-of-the-base", NOT_A_LOGARITHM, wrong_exponent(make))
        for make in (
            lambda a, b: a**b * a,
            lambda a, b: a**b * math.exp(a),
            lambda a, b: a**b * math.log1p(a),
            lambda a, b: a**b * b,
        )
    ),
    Misconception("added-for-multiplied", ADDED, wrong_base(lambda a, b: b + a ** (b - 1))),
    Misconception("added-for-multiplied", ADDED, wrong_exponent(lambda a, b: a**b + math.log(a))),
    Misconception(
        "divided-by-the-logarithm",
        "The derivative of the power with respect to its exponent is largest for bases close to "
        "1, where the power hardly moves. The logarithm stands on the wrong side.",
        wrong_exponent(lambda a, b: a**b / math.log(a)),
    ),
    Misconception(
        "exponent-raised",
        "In the derivative of the power with respect to its base the exponent has grown by one. "
        "That is how a power is integrated; its slope is a lower power.",
        wrong_base(lambda a, b: b * a ** (b + 1)),
    ),
    Misconception(
        "square-rule",
        "The derivative of the power with respect to its base is that of a square: the base is "
        "in it to the first power, whatever the exponent is.",
        wrong_base(lambda a, b: b * a),
    ),
    Misconception(
        "sum-and-product-exchanged",
        "The sum has the derivatives of the product, and the product those of the sum. Add a "
        "little to one operand and watch: which of the two results moves by just that much?",
        lambda op, a, b: right({"add": "mul", "mul": "add"}.get(op, op), a, b),
    ),
    Misconception("rules-exchanged", TWO_RULES, wrong_exponent(lambda a, b: b * a ** (b - 1))),
    Misconception("rules-exchanged", TWO_RULES, wrong_base(lambda a, b: a**b * math.log(a))),
    Misconception(
        "rules-exchanged", TWO_RULES, wrong("pow", lambda a, b: right("pow", a, b)[::-1])
    ),
)


# Correct code, written another way.


def from_a_table(op, a, b):
    table = {
        "add": lambda: [1, 1],
        "mul": lambda: [b, a],
        "pow": lambda: [b * a ** (b - 1), np.log(a) * np.power(a, b)],
    }
    return table[op]()


def through_the_result(op, a, b):
    match op:
        case "add":
            return np.ones(2)
        case "mul":
            return np.array([a * b / a, a * b / b])
        case "pow":
            out = math.exp(b * math.log(a))
            return np.array([out * b / a, out * math.log(a)])


def by_names(op, a, b):
    if op == "pow":
        return {"db": math.log(a) / a**-b, "da": b * pow(a, b) / a}
    return {"da": float(op == "add") or b, "db": float(op == "add") or a}


def by_complex_step(op, a, b):
    def f(a, b):
        return a + b if op == "add" else a * b if op == "mul" else np.exp(b * np.log(a))

    h = 1e-20
    return f(a + h * 1j, b).imag / h, f(a, b + h * 1j).imag / h


def one_after_the_other(op, a, b):
    if op == "add":
        yield 1
        yield 1
    elif op == "mul":
        yield b
        yield a
    else:
        yield b * a**b / a
        yield a**b * math.log1p(a - 1)


def as_a_tuple(op, a, b):
    return tuple(one_after_the_other(op, a, b))


LOCAL_DERIVATIVES = Exercise(
    name="local_derivatives",
    points=2,
    minutes=8,
    lines=5,
    reference=autodiff.local_derivatives,
    probes=(
        Probe("sums and products of both signs", of_every_sign, run_sum_and_product),
        Probe("one sum and one product", one_point, run_sum_and_product),
        Probe("powers of bases around 1", bases_around_one, run_power),
        Probe("one power", one_point, run_power),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Take the operations one by one. Hold b still and move a by a little: how much does the "
        "result move? Then hold a still and move b.",
        "A sum moves as much as its operand does. A product moves with one factor as fast as the "
        "other one is large. A power with a moving base follows the rule for powers of x; with a "
        "moving exponent it grows like an exponential function.",
        "The power is the one with two different rules. For the base, the exponent comes down as "
        "a factor and is lowered by one. For the exponent, the power stays as it is and gets a "
        "factor: the natural logarithm of the base.",
    ),
    variants=(
        from_a_table,
        through_the_result,
        by_names,
        by_complex_step,
        as_a_tuple,
        from_the_prompt.local_derivatives,
    ),
)
