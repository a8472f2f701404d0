"""backward_by_hand: the chain rule, walked backward once with a pencil."""

from types import SimpleNamespace

import numpy as np

from bpcourse import autodiff

from ..kit import unpack
from ..model import Exercise, Misconception, Probe
from . import from_the_prompt


def run(t, a, b, c):
    got = t.backward_by_hand(a.item(), b.item(), c.item())
    return unpack(got.tolist() if isinstance(got, np.ndarray) else got, "da", "db", "dc")


def numbers(sign_a, sign_b, sign_c):
    """Three numbers of given signs, of which no two are alike."""

    def make(rng):
        sizes = rng.permutation([0.6, 1.5, 2.7]) * rng.uniform(0.9, 1.1, 3)
        signed = sizes * [sign_a, sign_b, sign_c]
        return {name: np.array(x) for name, x in zip("abc", signed, strict=True)}

    return make


# Each wrong answer is right but for one thing.


def wrong(make):
    """A backward pass from what ``make(a, b, c, total)`` says, with total what is squared."""
    return lambda a, b, c: make(a, b, c, a * b + c)


def inside(make):
    """A backward pass that is right for another sum inside the square."""

    def wrong(a, b, c):
        total = make(a, b, c)
        return 2 * total * b, 2 * total * a, 2 * total

    return wrong


OTHER_SUMS = (
    lambda a, b, c: a + b + c,
    lambda a, b, c: a * b - c,
    lambda a, b, c: a * b * c,
    lambda a, b, c: a / b + c,
    lambda a, b, c: c - a * b,
    lambda a, b, c: a + c,
    lambda a, b, c: b + c,
    lambda a, b, c: a * a + c,
    lambda a, b, c: b * b + c,
    lambda a, b, c: a * c + c,
    lambda a, b, c: b * c + c,
    lambda a, b, c: a * b + a,
    lambda a, b, c: a * b + b,
    lambda a, b, c: 2 * a * b,
    lambda a, b, c: c,
    lambda a, b, c: a,
    lambda a, b, c: b,
)
OTHER_SUM = (
    "Your gradient starts from another number than the one that was squared. That number is the "
    "product of a and b, with c added: look at how you calculate it, and at the signs."
)
OTHER_FACTOR = (
    "On the way through the product, da or db is multiplied by something that was no factor of "
    "it. In the product a stands beside b and b beside a, and nothing else has a part in it."
)
NO_CROSS_TERM = (
    "Your da and db do not move with c. What is squared is the whole sum, and how steep a square "
    "is depends on all that is inside."
)
NO_OUTER = (
    "The square does not reach your gradient: it is the slope of what stands inside. What happens "
    "inside is passed on by the square, and a square that is large is steep."
)

MISCONCEPTIONS = (
    Misconception(
        "factor-of-the-square-missing",
        "All three derivatives are half as large as they should be. Look at the step that comes "
        "last in the forward pass and first on the way back: the slope of a square.",
        wrong(lambda a, b, c, total: (total * b, total * a, total)),
        joint=("da", "db", "dc"),
    ),
    Misconception(
        "stops-at-the-square",
        "da and db are what reaches the sum. On the way to a and b there is one more step, the "
        "product, and it has a slope of its own.",
        wrong(lambda a, b, c, total: (2 * total,) * 3),
        joint=("da", "db"),
    ),
    Misconception(
        "factor-itself",
        "Your da carries the factor a, and your db the factor b. In a product, how fast it grows "
        "with one factor depends on the other.",
        wrong(lambda a, b, c, total: (2 * total * a, 2 * total * b, 2 * total)),
        joint=("da", "db"),
    ),
    Misconception("square-missing", NO_OUTER, wrong(lambda a, b, c, total: (b, a, 1.0))),
    Misconception(
        "square-missing",
        NO_OUTER,
        wrong(lambda a, b, c, total: (2 * total * b, 2 * total * a, 1.0)),
    ),
    Misconception(
        "c-as-a-factor",
        "Your dc carries the factor c. c enters by a sum, and a sum passes on what reaches it as "
        "it is, however large c may be.",
        wrong(lambda a, b, c, total: (2 * total * b, 2 * total * a, 2 * total * c)),
    ),
    Misconception(
        "cross-term-missing",
        NO_CROSS_TERM,
        wrong(lambda a, b, c, total: (2 * a * b * b, 2 * a * b * a, 2 * a * b)),
    ),
    Misconception(
        "cross-term-missing",
        NO_CROSS_TERM,
        wrong(lambda a, b, c, total: (2 * a * b * b, 2 * a * b * a, 2 * c)),
    ),
    *(Misconception("another-sum-inside", OTHER_SUM, inside(make)) for make in OTHER_SUMS),
    *(
        Misconception("factor-from-elsewhere", OTHER_FACTOR, wrong(make))
        for make in (
            lambda a, b, c, total: (2 * total * c, 2 * total * a, 2 * total),
            lambda a, b, c, total: (2 * total * total, 2 * total * a, 2 * total),
            lambda a, b, c, total: (4 * total * total, 2 * total * a, 2 * total),
            lambda a, b, c, total: (2 * total / b, 2 * total * a, 2 * total),
            lambda a, b, c, total: (2 * total * b, 2 * total * c, 2 * total),
            lambda a, b, c, total: (2 * total * b, 2 * total * total, 2 * total),
            lambda a, b, c, total: (2 * total * b, 4 * total * total, 2 * total),
            lambda a, b, c, total: (2 * total * b, 2 * total / a, 2 * total),
        )
    ),
    Misconception(
        "value-for-slope",
        "The value of the square stands where its slope belongs. Near 0 a square is flat, and "
        "far from 0 it gets steeper in proportion, not faster.",
        wrong(lambda a, b, c, total: (total**2 * b, total**2 * a, total**2)),
    ),
    Misconception(
        "slopes-added",
        "Along da and db the slopes are added. Steps that follow one another multiply: twice as "
        "steep here makes the whole path twice as steep.",
        wrong(lambda a, b, c, total: (2 * total + b, 2 * total + a, 2 * total)),
        joint=("da", "db"),
    ),
    Misconception(
        "dc-through-the-product",
        "Your dc went through the product. c joins after it, so on the way back it is reached "
        "before a and b are, and their values have no part in it.",
        wrong(lambda a, b, c, total: (2 * total * b, 2 * total * a, 2 * total * a * b)),
    ),
)


# Correct code, written another way.


def multiplied_out(a, b, c):
    da = 2 * a * b**2 + 2 * b * c
    db = 2 * a**2 * b + 2 * a * c
    return [da, db, 2 * a * b + 2 * c]


def by_jacobians(a, b, c):
    inside = np.array([[b, a, 0.0], [0.0, 0.0, 1.0]])
    together = np.array([[1.0, 1.0]])
    square = np.array([[2 * (a * b + c)]])
    return (square @ together @ inside).ravel()


def forward_mode(a, b, c):
    """Numbers with a derivative beside them, once for each input."""

    def slope(da, db, dc):
        product, dproduct = a * b, da * b + a * db
        total, dtotal = product + c, dproduct + dc
        return total * dtotal + dtotal * total

    return {"dc": slope(0, 0, 1), "db": slope(0, 1, 0), "da": slope(1, 0, 0)}


def by_complex_step(a, b, c):
    def loss(a, b, c):
        return (a * b + c) ** 2

    step = 1e-30j
    got = loss(a + step, b, c), loss(a, b + step, c), loss(a, b, c + step)
    return tuple(np.float64(x.imag / 1e-30) for x in got)


def by_differences(a, b, c):
    """Of a square, a central difference is the slope itself, whatever the step."""
    x = np.array([a, b, c])

    def loss(x):
        return (x[0] * x[1] + x[2]) ** 2

    return [(loss(x + e) - loss(x - e)) / 2 for e in np.eye(3)]


def by_accumulating(a, b, c):
    grads = SimpleNamespace(a=0.0, b=0.0, c=0.0)
    total = a * b + c
    for once in (total, total):  # a square is a product with the same factor twice
        grads.a += once * b
        grads.b += once * a
        grads.c += once
    return grads.a, grads.b, np.array([grads.c])


BACKWARD_BY_HAND = Exercise(
    name="backward_by_hand",
    points=2,
    minutes=8,
    lines=8,
    reference=autodiff.backward_by_hand,
    probes=(
        Probe("all above 0", numbers(1, 1, 1), run),
        Probe("a below 0", numbers(-1, 1, 1), run),
        Probe("b below 0", numbers(1, -1, 1), run),
        Probe("c below 0", numbers(1, 1, -1), run),
        Probe("all below 0", numbers(-1, -1, -1), run),
    ),
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Give every intermediate result of the forward pass a name: first the product, then the "
        "sum, then L. You need as many steps back as there were forward.",
        "Begin at L and go back: how fast does the square grow with the sum? A sum hands on what "
        "reaches it to both its operands. A product hands to each factor what reaches it, times "
        "something.",
        "What reaches the sum is twice the sum. c gets just that, and so does the product. For a "
        "and for b, multiply it with the factor that stood beside it.",
    ),
    variants=(
        multiplied_out,
        by_jacobians,
        forward_mode,
        by_complex_step,
        by_differences,
        by_accumulating,
        from_the_prompt.backward_by_hand,
    ),
)
