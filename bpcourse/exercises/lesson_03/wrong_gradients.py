"""What goes wrong in numerical_gradient; each function is right but for one thing."""

import numpy as np

from ..model import Misconception
from .differences import DEFAULT_TOO_LONG, DEFAULT_TOO_SHORT, misconceptions


def with_difference(difference):
    def wrong(f, x, h=1e-5):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            e = np.zeros(x.shape)
            e[i] = 1
            grad[i] = difference(lambda s, e=e: f(x + s * e), h)
        return grad

    return wrong


def central(f, x, h, step):
    return (f(x + step) - f(x - step)) / (2 * h)


def walking(walk):
    """Wrong in how x is moved in place: `walk` takes f, the moved array, the entry and h."""

    def wrong(f, x, h=1e-5):
        moved = x if x.dtype.kind == "f" else x.astype(float)  # the caller's own, where it can be
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            above, below = walk(f, moved, i, h)
            grad[i] = (above - below) / (2 * h)
        return grad

    return wrong


def walking_as_it_is(walk):
    """The same in the caller's own array, whatever it holds: whole numbers refuse the step."""

    def wrong(f, x, h=1e-5):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            above, below = walk(f, x, i, h)
            grad[i] = (above - below) / (2 * h)
        return grad

    return wrong


def left_below(f, x, i, h):
    x[i] += h
    above = f(x)
    x[i] -= 2 * h
    return above, f(x)


def left_above(f, x, i, h):
    x[i] -= h
    below = f(x)
    x[i] += 2 * h
    return f(x), below


def put_back_too_far(f, x, i, h):
    above, below = left_below(f, x, i, h)
    x[i] += 2 * h
    return above, below


def one_copy(f, x, i, h):
    above, below = x.copy(), x
    above[i] += h
    below[i] -= h
    return f(above), f(below)


def two_names(f, x, i, h):
    above, below = x, x
    above[i] += h
    below[i] -= h
    return f(above), f(below)


def steps_pile_up(f, x, h=1e-5):
    grad, step = np.zeros(x.shape), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step[i] = h
        grad[i] = central(f, x, h, step)
    return grad


def all_at_once(f, x, h=1e-5):
    return np.full(x.shape, central(f, x, h, np.full(x.shape, h)))


def one_number(f, x, h=1e-5):
    return central(f, x, h, np.full(x.shape, h))


def only_the_last(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    if x.size:
        last = np.zeros(x.size)
        last[-1] = h
        grad.ravel()[-1] = central(f, x, h, last.reshape(x.shape))
    return grad


def right(f, x, h=1e-5):
    return with_difference(lambda g, h: (g(h) - g(-h)) / (2 * h))(f, x, h)


def whole_buffer(f, x, h=1e-5):
    return right(f, x, h).astype(x.dtype)


def whole_steps(move):
    """Wrong where x holds whole numbers: `move` takes f, x, the entry and h."""

    def wrong(f, x, h=1e-5):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            above, below = move(f, x, i, h)
            grad[i] = (above - below) / (2 * h)
        return grad

    return wrong


def in_two_copies(f, x, i, h):
    above, below = x.copy(), x.copy()
    above[i] = x[i] + h  # NumPy cuts the sum to the type of the array
    below[i] = x[i] - h
    return f(above), f(below)


def in_place(f, x, i, h):
    old = x[i]
    x[i] = old + h
    above = f(x)
    x[i] = old - h
    below = f(x)
    x[i] = old
    return above, below


def there_and_back(f, x, i, h):
    moved = x.copy()
    moved[i] = moved[i] + h
    above = f(moved)
    moved[i] = moved[i] - 2 * h
    return above, f(moved)


def there_and_back_in_place(f, x, i, h):
    x[i] = x[i] + h
    above = f(x)
    x[i] = x[i] - 2 * h
    below = f(x)
    x[i] = x[i] + h
    return above, below


def steps_like_x(f, x, i, h):
    step = np.zeros_like(x)
    step[i] = h
    return f(x + step), f(x - step)


def with_a_buffer_like_x(wrong):
    """The same, and the results are kept in an array of the type of x."""
    return lambda f, x, h=1e-5: np.asarray(wrong(f, x, h)).astype(x.dtype)


def in_a_copy(walk):
    """The same, but of x as floats: the caller's own stays as it was."""
    return lambda f, x, h=1e-5: walking(walk)(f, x.astype(float), h)


WHOLE_MOVES = (in_two_copies, there_and_back, there_and_back_in_place, steps_like_x)


def in_proportion(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h * x[i]
        grad[i] = central(f, x, h, step)
    return grad


def relative(f, x, h=1e-5):
    return in_proportion(f, x, h) / x


def at_least_h(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h * max(1, abs(x[i]))
        grad[i] = central(f, x, step[i], step)
    return grad


def with_default(default):
    return lambda f, x, h=default: right(f, x, h)


WHOLE = (
    "Right until x holds whole numbers. An array made like x then holds whole numbers too, and "
    "what is put into it is cut: steps are lost, or what lies between whole slopes."
)
LEFT = (
    "An entry that was moved stays where it was moved to: the slopes of the others are then "
    "measured at another place, and the caller's x is no longer what it was."
)
TOO_FAR = (
    "An entry is put back too far, and does not stand where it stood: the slopes of the others "
    "are then measured at another place, and the caller's x is no longer what it was."
)
LEFT_IN_A_COPY = (
    "An entry that was moved does not come back to where it stood: the slopes of those after it "
    "are then measured at another place."
)

MISCONCEPTIONS = (
    *misconceptions(with_difference),
    *(Misconception("not-put-back", LEFT, walking(walk)) for walk in (left_below, left_above)),
    *(
        Misconception("not-put-back", LEFT, move(walk))
        for move, walk in (
            (walking_as_it_is, left_below),
            (walking_as_it_is, left_above),
            (walking_as_it_is, one_copy),
            (walking, one_copy),
        )
    ),
    Misconception("not-put-back", TOO_FAR, walking(put_back_too_far)),
    *(
        Misconception("not-put-back", LEFT_IN_A_COPY, in_a_copy(walk))
        for walk in (left_below, left_above, put_back_too_far)
    ),
    Misconception(
        "same-place-twice",
        "Your gradient is 0 everywhere. Both values of f come from the same place: look whether "
        "the places still differ when f is asked. Two names may belong to one array.",
        walking(two_names),
    ),
    Misconception(
        "steps-pile-up",
        "The first entry is right, and then the earlier ones move along: when an entry has its "
        "turn, those before it must stand still again.",
        steps_pile_up,
    ),
    Misconception(
        "all-at-once",
        "All entries are moved together, so every entry of your gradient is the same number, the "
        "slope along the diagonal. The derivative with respect to one entry asks what happens "
        "when it moves alone.",
        all_at_once,
    ),
    Misconception(
        "one-number",
        "You return one number, the slope when all entries move together. A gradient has a slope "
        "for each entry: it looks like x.",
        one_number,
    ),
    Misconception(
        "only-the-last",
        "Only the last entry is filled, the others are 0. Look what happens once and what happens "
        "in every round, and where the array of the results is made.",
        only_the_last,
    ),
    Misconception(
        "flattened",
        "The numbers are right, but in one long row. A gradient has the shape of what it belongs "
        "to.",
        lambda f, x, h=1e-5: right(f, x, h).ravel(),
    ),
    Misconception(
        "rearranged",
        "The numbers are right, but in each other's places: entries are counted in one order on "
        "the way out of x, and in another on the way back.",
        lambda f, x, h=1e-5: right(f, x, h).ravel(order="F").reshape(x.shape),
    ),
    Misconception("whole-numbers", WHOLE, whole_buffer),
    *(Misconception("whole-numbers", WHOLE, whole_steps(move)) for move in WHOLE_MOVES),
    *(
        Misconception("whole-numbers", WHOLE, with_a_buffer_like_x(whole_steps(move)))
        for move in WHOLE_MOVES
    ),
    Misconception(
        "single-precision",
        "Your gradient has about seven digits, those of float32. Slopes are used to check others "
        "to more than that: keep them in float64.",
        lambda f, x, h=1e-5: right(f, x, h).astype(np.float32),
    ),
    *(
        Misconception("default-too-long", DEFAULT_TOO_LONG, with_default(default))
        for default in (1e-1, 1e-2, 1e-3)
    ),
    *(
        Misconception("default-too-short", DEFAULT_TOO_SHORT, with_default(default))
        for default in (1e-7, 1e-8)
    ),
    Misconception(
        "step-in-proportion",
        "Your step grows with an entry that is beyond 1 or -1. h is meant to be the length of the "
        "step itself, whatever the entry.",
        at_least_h,
    ),
    Misconception(
        "step-in-proportion",
        "Your step grows and shrinks with the entry, but the rise is divided by steps of h. h is "
        "meant to be the length of the step itself.",
        in_proportion,
    ),
    Misconception(
        "step-in-proportion",
        "Your step grows and shrinks with the entry, and at an entry of 0 there is none. h is "
        "meant to be the length of the step itself.",
        relative,
    ),
)
