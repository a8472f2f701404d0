"""Where in a wrong gradient the wrong entries are, without measuring all of them."""

import heapq
from dataclasses import dataclass

import numpy as np

from .relations import permutation, simple_relation
from .slopes import STEPS, central_difference, judge

SHOWN = 8  # wrong entries that are looked for
MOST = 2 * STEPS  # evaluations that it may take to judge one direction


@dataclass
class Fault:
    """What is known of a wrong gradient."""

    relation: str | None  # what it is for the right one, as a whole
    only: str | None  # the part outside of which it is right
    entries: dict  # index: (analytic, numeric), of the wrong ones found, the worst first
    measured: dict  # index: (analytic, numeric), of all that were measured
    complete: bool  # whether every entry was measured
    exhausted: bool  # whether the evaluations came to an end before the search

    @property
    def empty(self):
        """Whether nothing could be said."""
        return not (self.relation or self.only or self.entries)


class Ruler:
    """Measures parts of one array's gradient, and counts what that costs."""

    def __init__(self, problem, check, budget):
        self.problem, self.check = problem, check
        self.grad = problem.grads[check.name]
        self.h = float(np.median([f.h for f in check.findings if f.verdict == "wrong"]))
        self.last = problem.evaluations + budget
        self.measured = {}

    def affords(self, evaluations):
        return self.problem.evaluations + evaluations <= self.last

    def slope(self, v):
        """The numeric slope along v."""
        return central_difference(self.problem.along(self.check.name, v), self.h)

    def judge(self, v):
        """Whether the claimed slope along v is right."""
        loss = self.problem.along(self.check.name, v)
        analytic = float(np.vdot(self.grad, v))
        return judge(loss, self.problem.start, analytic, self.check.room, self.check.noise, self.h)

    def entry(self, index):
        """Measure one entry; return whether it is wrong."""
        v = np.zeros(self.grad.shape)
        v[index] = 1
        finding = self.judge(v)
        self.measured[index] = (float(self.grad[index]), finding.numeric)
        return finding.verdict == "wrong"

    def entries(self, indices):
        """Measure entries as far as the evaluations last; return the wrong ones."""
        return [index for index in indices if self.affords(MOST) and self.entry(index)]

    def slopes_by_slice(self, u, axis):
        """For each slice along an axis, the slope along u in that slice alone."""
        slopes = []
        for k in range(self.grad.shape[axis]):
            v = np.zeros(self.grad.shape)
            np.moveaxis(v, axis, 0)[k] = u
            slopes.append(self.slope(v))
        return np.array(slopes)


def locate(problem, check, rng, budget):
    """Find wrong entries of a wrong gradient.

    Parameters
    ----------
    problem : Problem
    check : ArrayCheck
        With the verdict "wrong".
    rng : numpy.random.Generator
    budget : int
        How many evaluations of the loss it may take at most. Without any, only that is said
        which the slopes along the directions tell.

    Returns
    -------
    Fault
    """
    ruler = Ruler(problem, check, budget)
    relation = simple_relation(check, ruler.grad, problem.N)
    only, complete, exhausted = None, False, False
    if relation:
        largest = np.argsort(np.abs(ruler.grad), axis=None)[::-1][:SHOWN]
        wrong = ruler.entries(unravel(i, ruler.grad.shape) for i in largest)
    elif not budget:
        wrong = []
    elif ruler.affords(5 * ruler.grad.size):
        wrong = ruler.entries(np.ndindex(ruler.grad.shape))
        complete = len(ruler.measured) == ruler.grad.size
        relation = _permuted(ruler) if len(wrong) > 1 else None
        only = None if relation else _confined(ruler, wrong, rng)
    else:
        wrong, exhausted = bisect(ruler, rng)
        only = _confined(ruler, wrong, rng)
        relation = _permuted(ruler) if len(wrong) > 1 and not only else None
    wrong.sort(key=lambda index: -abs(np.subtract(*ruler.measured[index])))
    entries = {index: ruler.measured[index] for index in wrong}
    return Fault(relation, only, entries, ruler.measured, complete, exhausted)


def bisect(ruler, rng):
    """Halve the array again and again, where the error is densest.

    Along a direction v, the error of a block is the difference of the slopes of v in that block
    alone; those of its halves add up to it, so one half is measured and the other one known. One
    wrong entry among n takes about 2 log2(n) evaluations.

    Returns
    -------
    wrong : list of tuple
        Indices.
    exhausted : bool
    """
    grad, n = ruler.grad, ruler.grad.size
    # No entry of v is small, and none the opposite of another: errors neither hide nor cancel.
    v = (rng.choice([-1.0, 1.0], n) * rng.uniform(0.5, 1.5, n)).reshape(grad.shape)

    def error(low, high):
        part = np.zeros(n)
        part[low:high] = v.ravel()[low:high]
        part = part.reshape(grad.shape)
        return float(np.vdot(grad, part)) - ruler.slope(part)

    def block(low, high, difference):
        return -abs(difference) / np.sqrt(high - low), low, high, difference

    visible = ruler.check.room + ruler.check.noise / ruler.h
    blocks, wrong = [block(0, n, error(0, n))], []
    while blocks and len(wrong) < SHOWN and ruler.affords(MOST):
        _, low, high, whole = heapq.heappop(blocks)
        if high - low == 1:
            index = unravel(low, grad.shape)
            if ruler.entry(index):
                wrong.append(index)
            continue
        middle = (low + high) // 2
        left = error(low, middle)
        for part in ((low, middle, left), (middle, high, whole - left)):
            if abs(part[2]) > visible:
                heapq.heappush(blocks, block(*part))
    return wrong, bool(blocks) and len(wrong) < SHOWN


def _permuted(ruler):
    for axis, length in enumerate(ruler.grad.shape[:2]):
        if length > 1 and ruler.affords(4 * length):
            words = permutation(ruler.check, ruler.grad, ruler.slopes_by_slice, axis)
            if words:
                return words
    return None


def _confined(ruler, wrong, rng):
    """The part outside of which nothing is wrong, in the notation of an index."""
    if not wrong:
        return None
    name, shape = ruler.check.name, ruler.grad.shape
    parts = []
    if len(wrong) < min(SHOWN, ruler.grad.size):
        parts.append((", ".join(entry_name(name, index) for index in wrong), wrong))
    for axis in range(len(shape) if len(shape) > 1 else 0):
        lines = sorted({index[axis] for index in wrong})
        if len(lines) < min(len(wrong), shape[axis], 4):
            slices = [(slice(None),) * axis + (k,) for k in lines]
            parts.append((", ".join(_line_name(name, s, len(shape)) for s in slices), slices))
    for words, indices in parts:
        if ruler.affords(2 * MOST) and _right_outside(ruler, indices, rng):
            return words
    return None


def _right_outside(ruler, indices, rng):
    for _ in range(2):
        v = rng.standard_normal(ruler.grad.shape)
        for index in indices:
            v[index] = 0
        if ruler.judge(v).verdict != "agrees":
            return False
    return True


def unravel(i, shape):
    """The index of entry i of an array, counted row by row."""
    return tuple(int(k) for k in np.unravel_index(i, shape))


def entry_name(name, index):
    """Write an entry as Python does: w1[3, 7]."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def _line_name(name, index, ndim):
    places = [":" if isinstance(i, slice) else str(i) for i in index]
    return f"{name}[{', '.join(places + [':'] * (ndim - len(places)))}]"
