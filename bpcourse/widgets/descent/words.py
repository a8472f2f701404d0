"""Sentences about a path, each backed by a rule on what was measured."""

from dataclasses import dataclass

from ..charts.parts import short
from .facts import Facts, measure
from .landscape import Landscape
from .race import Run

# What can become of an optimizer, said of one and of several.
CLAIMS = {
    "trouble": ("stops", "stop"),
    "blows up": ("blows up", "blow up"),
    "leaves": ("leaves the picture", "leave the picture"),
    "still": ("stands still", "stand still"),
    "lower": ("finds an unknown depth", "find an unknown depth"),
    "shallow": ("rests in a valley that is not the deepest", "rest in a valley not the deepest"),
    "zigzag arrives": (
        "jumps from wall to wall, and arrives",
        "jump from wall to wall, and arrive",
    ),
    "overshoots arrives": ("overshoots, and arrives", "overshoot, and arrive"),
    "arrives": ("arrives", "arrive"),
    "flat": ("stays where it is flat", "stay where it is flat"),
    "zigzag": ("jumps from wall to wall", "jump from wall to wall"),
    "unsettled": ("does not settle", "do not settle"),
    "overshoots": ("overshoots", "overshoot"),
    "farther": ("goes away from the minimum", "go away from the minimum"),
    "crawls": ("crawls", "crawl"),
    "on its way": ("is on its way", "are on their way"),
}


@dataclass(frozen=True)
class Told:
    """What became of one optimizer: a key of CLAIMS, and sentences with numbers."""

    kind: str
    words: str


def tell(run: Run, landscape: Landscape) -> Told:
    """Judge a path: crawl, zigzag, overshoot, arrival, blow-up, and what else there is."""
    if run.trouble:
        return Told("trouble", run.trouble)
    facts = measure(run, landscape)
    rules = (_out, _still, _lower, _arrives, _as_low, _no_slope, _swings, _on_its_way)
    kind, details = next(said for rule in rules if (said := rule(facts, run, landscape)))
    return Told(kind, f"{run.optimizer.name} {CLAIMS[kind][0]}: {details}.")


def title(told: dict[str, Told]) -> str:
    """The claim of the picture: what becomes of each, those alike taken together."""
    if not told:
        return "Choose an optimizer to see its path"
    groups: dict[str, list[str]] = {}
    for name, each in told.items():
        groups.setdefault(each.kind, []).append(name)
    return "; ".join(
        f"{names[0]} {CLAIMS[kind][0]}"
        if len(names) == 1
        else f"{', '.join(names[:-1])} and {names[-1]} {CLAIMS[kind][1]}"
        for kind, names in groups.items()
    )


Said = tuple[str, str] | None


def _out(facts: Facts, run: Run, landscape: Landscape) -> Said:
    if not (facts.outside or facts.overflowed):
        return None
    if facts.overflowed and not facts.taken:
        return "blows up", "its first step is too large for a float"
    first, last = float(run.losses[0]), float(run.losses[facts.taken])
    overflow = "; then its numbers are too large for a float" if facts.overflowed else ""
    left = f"it leaves the picture at step {facts.left}" if facts.left else "it begins outside"
    grows = facts.rises_from or 2 * facts.rises > facts.taken
    # One that was higher before has only been thrown out, by adam's first steps for instance.
    if last > first and (facts.overflowed or (grows and facts.highest)):
        numbers = f"from {short(first)} to {short(last)} at step {facts.taken}{overflow}"
        return "blows up", f"{left}, and {_growth(facts)}, {numbers}"
    numbers = f"its loss was {short(first)} at the start, and is {short(last)}{overflow}"
    if facts.exits > 1:
        times = "twice" if facts.exits == 2 else f"{facts.exits} times"
        return "leaves", f"{times} in {_steps(facts.taken)}, last at step {facts.left}; {numbers}"
    where = left if facts.left is None else f"at step {facts.left}"
    return "leaves", f"{where}, and is not back after {_steps(facts.taken)}; {numbers}"


def _growth(facts: Facts) -> str:
    if facts.rises == facts.taken:
        return "the loss grows at every step"
    if facts.rises_from:
        return f"from step {facts.rises_from} on the loss grows at every step"
    return f"the loss grows at {facts.rises} of {_steps(facts.taken)}"


def _still(facts: Facts, run: Run, landscape: Landscape) -> Said:
    if not facts.taken or (run.path[: facts.taken + 1] != run.path[0]).any():
        return None
    if facts.slope == 0:
        return "still", "the gradient is 0 where it starts"
    return "still", f"the gradient is {short(facts.slope)} long, and its steps have no length"


def _lower(facts: Facts, run: Run, landscape: Landscape) -> Said:
    known, last = landscape.lowest, float(run.losses[facts.taken])
    if known - last <= 1e-6 * max(abs(known), float(run.losses[0]) - known):
        return None
    return "lower", f"a loss of {short(last)}, and {short(known)} was the lowest known here"


def _arrives(facts: Facts, run: Run, landscape: Landscape) -> Said:
    if facts.arrived is None:
        return None
    here, lowest = (landscape.loss(landscape.minima[n]) for n in (facts.target, 0))
    words = f"from step {facts.arrived} on less than 1 % of the way is left"
    if here - lowest > 1e-3 * max(run.losses[0] - lowest, 1e-12):
        stays = f"its loss stays at {short(here)}, and {short(lowest)} is to be had"
        return "shallow", f"{stays}; {words}"
    if facts.zigzag:
        return "zigzag arrives", f"{_signs(facts, landscape)}, and {words}"
    if facts.crossings[1] >= 2:
        return "overshoots arrives", f"{_passes(facts, landscape)}, and {words}"
    if facts.lull:
        step, slope = facts.lull
        words += f"; it lingers around step {step}, where the gradient is only {short(slope)} long"
    return "arrives", words


def _as_low(facts: Facts, run: Run, landscape: Landscape) -> Said:
    """Where a whole line is lowest, as in w1 ** 2, it may arrive far from the minimum marked."""
    first, last = float(run.losses[0]), float(run.losses[facts.taken])
    if last - landscape.lowest > 1e-6 * (first - landscape.lowest):
        return None
    return "arrives", f"its loss is {short(last)}, and no lower one is known here"


def _no_slope(facts: Facts, run: Run, landscape: Landscape) -> Said:
    if not facts.flat:
        return None
    return "flat", (
        f"after {_steps(facts.taken)} the gradient is {short(facts.slope)} long, and this is no "
        "minimum"
    )


def _swings(facts: Facts, run: Run, landscape: Landscape) -> Said:
    if facts.zigzag and not (facts.unsettled and facts.zigzag[2] < facts.taken / 2):
        end = "it comes no nearer to the minimum" if facts.unsettled else _come(facts)
        return "zigzag", f"{_signs(facts, landscape)}; after {_steps(facts.taken)} {end}"
    if facts.unsettled:
        length = f"its last steps are still {short(facts.last_step)} long"
        return "unsettled", f"{length}, and it comes no nearer to the minimum"
    if facts.crossings[1] >= 2:
        passes = _passes(facts, landscape)
        return "overshoots", f"{passes}; after {_steps(facts.taken)} {_come(facts)}"
    if facts.past:
        step, nearest, end = facts.past
        return "overshoots", (
            f"it was {short(nearest)} from the minimum at step {step}, and is {short(end)} from it "
            f"after {_steps(facts.taken)}"
        )
    return None


def _on_its_way(facts: Facts, run: Run, landscape: Landscape) -> Said:
    kind = (
        "farther"
        if facts.way < 0
        else "crawls"
        if facts.way < 0.5 and facts.creeps
        else "on its way"
    )
    return kind, f"after {_steps(facts.taken)} {_come(facts)}"


def _signs(facts: Facts, landscape: Landscape) -> str:
    entry, flips, among = facts.zigzag
    first = "" if among == facts.taken else "the first "
    if flips < among:
        when = f"at {flips} of {first}{_steps(among)}"
    else:
        when = f"at each of {first}{_steps(among)}" if first else "at each step"
    return f"the sign of d{landscape.names[entry]} changes {when}"


def _passes(facts: Facts, landscape: Landscape) -> str:
    entry, times = facts.crossings
    at = short(float(landscape.minima[facts.target][entry]))
    count = "twice" if times == 2 else f"{times} times"
    return f"it rolls {count} past {landscape.names[entry]} = {at}"


def _come(facts: Facts) -> str:
    if facts.way < 0:
        return "it is farther from the minimum than at the start"
    percent = int(100 * facts.way)
    return f"it has come {percent if percent else 'less than 1'} % of the way"


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count:,} steps"
