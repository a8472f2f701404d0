"""What can be measured on a path: how far it comes, where it swings, where it leaves."""

from dataclasses import dataclass

import numpy as np

from .landscape import Landscape
from .race import Run

SEEN = 0.005  # of the picture's width: shorter steps are not seen, and their signs not counted
NEAR = 0.01  # of the way: what is left on arrival
FEWEST = 6  # steps in a row that make a zigzag
LULL = 5  # steps
SHORT = 0.01  # of the picture's width: a step of one that crawls


@dataclass(frozen=True)
class Facts:
    """Numbers about one path. Step k leads from point k − 1 to point k; the start is point 0."""

    taken: int  # steps until the end, or until numbers overflowed
    overflowed: bool
    left: int | None  # the last step that led out of the picture
    exits: int  # how many steps led out of it
    outside: bool  # whether the path ends out there
    rises: int  # steps at which the loss rose
    rises_from: int | None  # from this step on it rose at every step, for 3 steps at least
    highest: bool  # whether the loss was never as high as at the end
    target: int  # which minimum the end is nearest to
    way: float  # part of the distance to it that is done; below 0: farther than at the start
    arrived: int | None  # from this step on less than 1 % of that distance is left
    zigzag: tuple[int, int, int] | None  # entry, changes of sign, among the first so many steps
    crossings: tuple[int, int]  # entry, how often the path swings past the minimum in it
    past: tuple[int, float, float] | None  # a step much nearer than the end, both distances
    unsettled: bool  # still long steps at the end, and no nearer by them
    last_step: float  # mean length of the last quarter of the steps
    creeps: bool  # whether they are short
    slope: float  # length of the gradient at the end
    flat: bool  # it ends where the gradient is almost 0, far from any minimum
    lull: tuple[int, float] | None  # a step at which the gradient was small for a while, its length


def measure(run: Run, landscape: Landscape) -> Facts:
    """Measure one path."""
    with np.errstate(over="ignore"):
        return _measure(run, landscape, max(run.taken, 0))


def _measure(run: Run, landscape: Landscape, taken: int) -> Facts:
    path, losses, slopes = (a[: taken + 1] for a in (run.path, run.losses, run.slopes))
    steps = np.diff(path, axis=0)
    inside = landscape.inside(path)
    left = np.flatnonzero(inside[:-1] & ~inside[1:]) + 1
    rose = np.diff(losses) > 0
    falls = np.flatnonzero(~rose)
    last_fall = int(falls[-1]) + 1 if len(falls) else 0
    target = int(np.linalg.norm((landscape.minima - path[-1]) / landscape.widths, axis=1).argmin())
    minimum = landscape.minima[target]
    distance = np.linalg.norm(path - minimum, axis=1)
    away = np.flatnonzero(distance > NEAR * distance[0])
    quarter = max(1, taken // 4)
    lengths = np.linalg.norm(steps, axis=1)
    last_step = float(lengths[-quarter:].mean()) if taken else 0.0
    slope_sizes = np.linalg.norm(slopes, axis=1)
    way = 1 - distance[-1] / distance[0] if distance[0] else 1.0
    there = int(away[-1]) + 1 if len(away) else 0
    return Facts(
        taken=taken,
        overflowed=taken < len(run.losses) - 1 and not run.trouble,
        left=int(left[-1]) if len(left) else None,
        exits=len(left),
        outside=not inside[-1],
        rises=int(rose.sum()),
        rises_from=last_fall + 1 if taken - last_fall >= 3 else None,
        highest=bool(losses[-1] >= losses.max()),
        target=target,
        way=float(way),
        arrived=there if there <= taken else None,
        zigzag=_zigzag(steps, slopes, landscape),
        crossings=_crossings(path - minimum, landscape),
        past=_past(distance),
        unsettled=_unsettled(distance, lengths, quarter, landscape),
        last_step=last_step,
        creeps=last_step < SHORT * float(landscape.widths.mean()),
        slope=float(slope_sizes[-1]),
        flat=bool(
            slope_sizes[-1] < 1e-3 * landscape.typical_slope
            and lengths[-quarter:].max(initial=0) < 1e-3 * landscape.widths.mean()
            and way < 0.9
        ),
        lull=_lull(slope_sizes, distance, landscape),
    )


def _zigzag(steps: np.ndarray, slopes: np.ndarray, landscape: Landscape):
    """Count changes of sign of an entry of the gradient while its steps can be seen."""
    best = None
    for i in (0, 1):
        seen = np.abs(steps[:, i]) > SEEN * landscape.widths[i]
        first = len(seen) if seen.all() else int(np.argmin(seen))
        changed = np.sign(slopes[1 : first + 1, i]) == -np.sign(slopes[:first, i])
        flips = int(changed.sum())
        if first >= FEWEST and flips >= 0.9 * first and (best is None or flips > best[1]):
            best = (i, flips, first)
    return best


def _crossings(offsets: np.ndarray, landscape: Landscape) -> tuple[int, int]:
    """Count in each entry how often the path passes the minimum, and then goes on visibly."""
    counts = []
    for i in (0, 1):
        visible = offsets[np.abs(offsets[:, i]) > 0.02 * landscape.widths[i], i]
        counts.append(int(np.sum(np.sign(visible[1:]) != np.sign(visible[:-1]))))
    i = int(np.argmax(counts))
    return i, counts[i]


def _past(distance: np.ndarray) -> tuple[int, float, float] | None:
    """Find where a path was nearest, if it went on from there, and far."""
    nearest, end = int(distance.argmin()), distance[-1]
    if nearest == 0 or end < max(2 * distance[nearest], 0.1 * distance[0]):
        return None
    return nearest, float(distance[nearest]), float(end)


def _unsettled(distance, lengths, quarter: int, landscape: Landscape) -> bool:
    if quarter < 4:
        return False
    last = distance[-2 * quarter :]
    no_nearer = last[len(last) // 2 :].mean() > 0.8 * last[: len(last) // 2].mean()
    long_steps = lengths[-quarter:].mean() > SEEN * landscape.widths.mean()
    goes_nowhere = lengths[-quarter:].sum() > 4 * np.abs(np.ptp(last[-quarter:]))
    return bool(no_nearer and long_steps and goes_nowhere)


def _lull(sizes: np.ndarray, distance: np.ndarray, landscape: Landscape):
    """Find the middle of a time with a small gradient between two with a large one."""
    if len(sizes) <= LULL + 2:
        return None
    before = np.maximum.accumulate(sizes)
    after = np.maximum.accumulate(sizes[::-1])[::-1]
    far = distance > 0.1 * landscape.widths.mean()
    quiet = (sizes < 0.15 * before) & (sizes < 0.15 * after) & far
    where = np.flatnonzero(quiet)
    if len(where) < LULL or where[-1] - where[0] + 1 != len(where):
        return None
    middle = int(where[sizes[where].argmin()])
    return middle, float(sizes[middle])
