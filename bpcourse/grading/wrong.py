"""One wrong output in words and numbers: what a person is told of it, and in which order."""

import re
from dataclasses import dataclass, field

import numpy as np

from .verdict import Diagnosis, Output, Verdict

RANK = {"shape": 0, "not finite": 1, "value": 2, "number": 2}

MOST_NAMED = 8
# Where the name of an output goes on after its first noun.
AFTER = re.compile(r" (?:of|through|with|after|from|an|each|for|to|beside|that)\b| \(")
MOST_FLAGS = 12  # of a property, what is worth showing
NOT_FINITE = (
    "inf comes from an exponential of a large number or from dividing by 0, and with a minus from "
    "the logarithm of 0; nan comes from "
    "inf - inf, inf / inf, 0 / 0, or from the logarithm or the root of a negative number."
)


@dataclass
class Wrong:
    """One wrong output, in the probe that shows it best.

    `sentence` is empty where a property is told in words of its own, `says`. `guess` introduces
    the tutor's `words`; `others` are those that would fit the numbers as well. `same` names the
    outputs that the same mistake spoils; each of those is `told` there, and not by itself.
    """

    name: str
    problem: str
    part: str | None
    sentence: str
    says: str = ""
    right: int = 0
    probes: int = 0
    got: np.ndarray | None = None
    want: np.ndarray | None = None
    worst: str = ""
    entry: str = ""
    worst_index: tuple[int, ...] | None = None
    guess: str = ""
    words: str = ""
    others: list[str] = field(default_factory=list)
    same: str = ""
    told: bool = False

    @property
    def where_it_runs(self) -> str:
        """What is wrong, below an error; a sentence of its own stands after a colon."""
        said = f": {self.says} {self.sentence}".rstrip() if self.says else f", {self.sentence}"
        return f"Where it runs{said}"


def is_plural(name: str) -> bool:
    """Whether what an output is called takes a verb in the plural: sizes, grads of a chain."""
    noun = AFTER.split(name)[0]
    many = noun.endswith("s") and not noun.endswith(("ss", "bias", "logits"))
    return many or (" and " in noun and noun != name)


def find_wrong(verdict: Verdict) -> list[Wrong]:
    """What is wrong, the first to be mended first.

    By parts where there are some; then shapes, what is not finite, the mistakes that have a name,
    and what differs. Only what costs points has a diagnosis, and only that is told here.
    """
    told = {d.output: d for d in verdict.diagnoses}
    scored = [o for o in verdict.outputs if not o.advice]
    bad = dict.fromkeys(o.name for o in scored if not o.ok and o.shape is not None)
    found = [_wrong(verdict, name, told[name]) for name in bad if name in told]
    parts = list(dict.fromkeys(o.part for o in verdict.outputs))
    found.sort(key=lambda w: (parts.index(w.part), RANK[w.problem], not (w.words or w.says)))
    _say_once(found)
    return found


def _say_once(wrong: list[Wrong]) -> None:
    """Where two outputs are off by one mistake, its words stand at the first.

    Of more than two the first names the others, and that is all that is said of them.
    """
    groups: dict[str, list[Wrong]] = {}
    for item in wrong:
        if item.words:
            groups.setdefault(item.words, []).append(item)
    for first, *others in groups.values():
        for item in others:
            item.sentence += " The same mistake."
            item.guess, item.words, item.others = "", "", []
        told = [item for item in others if not item.says]
        if len(told) > 1:
            for item in told:
                item.told = True
            first.same = f"The same mistake is in {_named(told)}."


def _named(wrong: list[Wrong]) -> str:
    """The outputs by name; many of them are counted, with their parts."""
    parts = list(dict.fromkeys(item.part for item in wrong if item.part))
    names = [item.name for item in wrong]
    if len(names) > MOST_NAMED:
        where = f" of {_and(parts)}" if parts else ""
        return f"{len(names)} more outputs{where}"
    return _and(names)


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def number(x: float) -> str:
    """A number as a learner would write it."""
    return f"{x + 0.0:.4g}"


def numbers(a: float, b: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in (4, 7, 10, 17):
        pair = f"{a + 0.0:.{digits}g}", f"{b + 0.0:.{digits}g}"
        if pair[0] != pair[1]:
            break
    return pair


def _problem(output: Output) -> str:
    if [n for n in output.shape if n != 1] != [n for n in output.want_shape if n != 1]:
        return "shape"
    if output.rel is None:
        return "not finite"
    return "value" if output.want_shape else "number"


def _wrong(verdict: Verdict, name: str, diagnosis: Diagnosis) -> Wrong:
    """The first wrong output of a name that has the first of the problems."""
    scored = [o for o in verdict.outputs if not o.advice]
    mine = [o for o in scored if o.name == name and o.shape is not None]
    bad = [o for o in mine if not o.ok]
    output = min(bad, key=lambda o: RANK[_problem(o)])
    wrong = Wrong(name, _problem(output), output.part, "", right=len(mine) - len(bad))
    wrong.probes = len(mine)
    if output.says:
        wrong.says, _, more = output.says.partition(". ")
        wrong.says += "." * bool(more)
        wrong.sentence = f'{more} Seen in the probe "{output.probe}".'.strip()
        if output.got is not None and 1 < np.prod(output.want_shape) <= MOST_FLAGS:
            wrong.got, wrong.want = _arrays(output)
    else:
        _say_numbers(wrong, output)
        if wrong.problem == "not finite" and len({_problem(o) for o in bad}) > 1:
            wrong.sentence += " Where its numbers are finite, they differ as well."
    _say_cause(wrong, diagnosis)
    if wrong.problem == "not finite" and not wrong.words:
        wrong.guess, wrong.words = "Where such a thing comes from:", NOT_FINITE
    return wrong


def _say_numbers(wrong: Wrong, output: Output) -> None:
    name, where = wrong.name, f'in the probe "{output.probe}"'
    has, holds, is_, differs = "has", "holds", "is", "differs"
    if is_plural(name):
        has, holds, is_, differs = "have", "hold", "are", "differ"
    shape, want = _shape(output.shape), _shape(output.want_shape)
    if output.got is not None and wrong.problem != "number":
        wrong.got, wrong.want = _arrays(output)
    if wrong.problem == "shape":
        wrong.sentence = f"{name} should have the shape {want}, and {has} {shape} {where}."
    elif wrong.problem == "not finite":
        wrong.sentence = f"{name} {holds} {_not_finite(wrong.got)} {where}."
    elif wrong.problem == "number":
        yours, ours = _worst(output)
        wrong.sentence = f"{name} should be {ours}, and {is_} {yours} {where}."
    else:
        wrong.sentence = f"{name} {differs} from ours {where}."
        wrong.worst_index = tuple(output.worst["index"])
        yours, ours = _worst(output)
        wrong.entry = f"{name}[{', '.join(map(str, wrong.worst_index))}]"
        wrong.worst = f"Furthest apart at {wrong.entry}: yours {yours}, ours {ours}."


def _arrays(output: Output) -> tuple[np.ndarray, np.ndarray]:
    return np.array(output.got, dtype=float), np.array(output.want, dtype=float)


def _worst(output: Output) -> tuple[str, str]:
    return numbers(float(output.worst["got"]), float(output.worst["want"]))


def _not_finite(got: np.ndarray | None) -> str:
    if got is None:
        return "nan or inf"
    kinds = ["nan"] * bool(np.isnan(got).any()) + ["inf"] * bool(np.isinf(got).any())
    nothing_else = " and nothing else" if not np.isfinite(got).any() else ""
    return " and ".join(kinds) + nothing_else


def _say_cause(wrong: Wrong, diagnosis: Diagnosis) -> None:
    # What a flag is proportional to would be true and mean nothing.
    if not diagnosis.words or (wrong.says and diagnosis.source == "relation"):
        return
    wrong.words, wrong.others = diagnosis.words, list(diagnosis.others)
    wrong.guess = guess_of(diagnosis)


def guess_of(diagnosis: Diagnosis) -> str:
    """How sure the words of a diagnosis are."""
    if diagnosis.certainty == "recognised":
        return "A mistake we know:"
    if diagnosis.others:
        return f"One of {len(diagnosis.others) + 1}, by the numbers:"
    return "What the numbers say:"


def _shape(shape: list[int]) -> str:
    return str(tuple(shape)) if shape else "() (a single number)"
