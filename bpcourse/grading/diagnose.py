"""Name the mistake: run the known wrong implementations, and see which one behaves like this.

Three sources, in order: the exercise's own misconceptions, mutants of the reference, relations
between the numbers. First one mistake is looked for that accounts for everything; where there is
none, one for each part of a class; then one for each output, so two mistakes give two messages.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from .cases import Cases
from .compare import compare
from .likeness import Likeness, Trials, same_mistake
from .mutants import Mutant, mutants_of, of_an_error
from .offers import Offer, code_of
from .relations import Sighting, find_relation, relations_of
from .verdict import Diagnosis

ERROR = ""  # what stands for the output in a diagnosis of an exception


def diagnose(
    cases: Cases, got: Sequence[dict | None], name: str, *, mutants: bool = True
) -> Diagnosis:
    """Say what is known about one wrong output.

    Parameters
    ----------
    cases : Cases
    got : sequence of dict or None
        The learner's reduced outputs, case by case; None where their code raised.
    name : str
        The output. It must be present and wrong in at least one case.
    mutants : bool
        Whether mutants of the reference are a source.
    """
    return diagnose_all(cases, got, [name], mutants=mutants)[0]


@np.errstate(all="ignore")  # what overflows is compared, not warned of
def diagnose_all(
    cases: Cases,
    got: Sequence[dict | None],
    names: Sequence[str],
    *,
    mutants: bool = True,
    waiting: Collection[int] = (),
) -> list[Diagnosis]:
    """Say what is known about each of several wrong outputs, within one budget.

    The cases in `waiting` need a part of a class that is not written yet: they tell nothing.
    """
    trials = Trials(cases, got, names, waiting)
    found: dict[str, Diagnosis] = {}
    sources = [_misconceptions, _slips] if mutants else [_misconceptions]
    for source in sources:
        for group, among in _groups(trials):
            left = [name for name in names if name in group and name not in found]
            if left and (offer := source(trials, left, among, mutants)):
                found |= {name: said for name in left if (said := offer.diagnosis(name))}
        for name in names:
            if name not in found and (offer := source(trials, [name], None, mutants)):
                found |= {name: said} if (said := offer.diagnosis(name)) else {}
    said = [found.get(name) or _relation(cases, got, name) for name in names]
    return _signs_once(cases, got, said)


def _signs_once(cases, got, said) -> list[Diagnosis]:
    """Where several slips would each turn the sign of an output, the fact is said, and once."""
    signs = {}
    for index, d in enumerate(said):
        unsure = d.source == "mutant" and d.certainty == "fits" and d.key.startswith("minus-")
        if unsure or (d.source, d.key) == ("relation", "sign"):
            relation = find_relation(d.output, *_sightings(cases, got, d.output))
            if relation and relation[0] == "sign":
                signs[index] = Diagnosis("relation", "sign", d.output, "fits", relation[1])
    if len(signs) > 1:
        *most, last = [d.output for d in signs.values()]
        words = (
            f"Your {', '.join(most)} and {last} are exactly minus ours, wherever they are wrong: "
            "their signs are turned."
        )
        signs = {index: replace(d, words=words) for index, d in signs.items()}
    return [signs.get(index, d) for index, d in enumerate(said)]


@np.errstate(all="ignore")
def diagnose_error(cases: Cases, answers: Sequence[dict]) -> Diagnosis | None:
    """Say which known mistakes raise just this exception, and just where this one does.

    Parameters
    ----------
    cases : Cases
    answers : sequence of dict
        As `runner.answer` returns them; at least one holds an error.

    Returns
    -------
    Diagnosis or None
        Never "recognised": an exception says less than numbers do. None where no mistake fits, or
        too many do.
    """
    trials = Trials(cases, cases.reduced(answers))
    errors = [a["error"] and (a["error"]["type"], a["error"]["message"]) for a in answers]
    for source, known in (
        ("misconception", cases.exercise.misconceptions),
        ("mutant", mutants_of(cases.exercise)),
    ):
        fitting = [m for m in known if trials.raises_like(code_of(m), errors)]
        if fitting:
            said = Offer(source, fitting, sure=False).diagnosis(ERROR)
            if said is None:
                return None
            others = [of_an_error(words) for words in said.others]
            return replace(said, words=of_an_error(said.words), others=others)
    return None


def _groups(trials) -> Iterable[tuple[set[str], list[int]]]:
    """All outputs in all cases; then, of a class, the outputs of each part in its cases."""
    cases, scored = trials.cases, trials.scored
    parts = dict.fromkeys(cases[i].probe.part for i in scored)
    for chosen in [set(parts)] + [{part} for part in parts if len(parts) > 1]:
        among = [i for i in scored if cases[i].probe.part in chosen]
        yield {name for i in among for name in cases.want[i]}, among


def _misconceptions(trials, names, among, mutants) -> Offer | None:
    """Misconceptions that give everything in some cases just as it came in, right or wrong.

    Where no cases are given: those that give just one output, in numbers that do not agree by
    chance. If there is none, those that do wherever the output is finite: an overflow is a second
    mistake, and must not hide the first, of which we are less certain then.
    """
    own = trials.cases.exercise.misconceptions
    if among is not None:
        alike = _all_alike(trials, own, among)
        sure = all(like.accounts for like in alike.values())
    else:
        for finite_only in (False, True):
            likes = {
                m: [_alone(trials, m, n, finite_only) for n in (*names, *m.joint)] for m in own
            }
            alike = {m: found for m, found in likes.items() if all(found)}
            if alike:
                break
        whole = all(like.whole for found in alike.values() for like in found)
        sure = not finite_only and whole and _only(trials, alike, names)
    if not alike:
        return None
    offer = Offer("misconception", list(alike), sure)
    return replace(offer, doubts=_doubts(trials, names, alike)) if mutants else offer


def _doubts(trials, names, own) -> list[Mutant]:
    """Slips that give everything just as it came in, and are another mistake elsewhere."""
    keys = {m.key for m in own}
    if len(keys) > 1:
        return []
    slips = _all_alike(trials, _reached(trials, names), trials.scored)
    cases = trials.cases
    spelled = [m.wrong for m in cases.exercise.misconceptions if m.key in keys]
    return [m for m in slips if not any(same_mistake(cases, o, m.build()) for o in spelled)]


def _slips(trials, names, among, _) -> Offer | None:
    """Mutants that give everything in some cases as it came in; or one output, where none is given.

    One alone is recognised if it was seen to differ from the truth in numbers that do not come
    about by chance, and if no other was left untried.
    """
    slips = _reached(trials, names)
    if among is not None:
        alike = _all_alike(trials, slips, among)
    else:
        likes = {m: _alone(trials, m, names[0]) for m in slips}
        alike = {m: like for m, like in likes.items() if like}
    sure = all(like.whole and like.measured for like in alike.values())
    if among is None:
        sure = sure and _only(trials, alike, names)
    sure = sure and not trials.dropped
    return Offer("mutant", list(alike), sure) if alike else None


def _reached(trials, names) -> Sequence[Mutant]:
    """The mutants that can be meant: of a class, those on the way of all wrong outputs."""
    slips = mutants_of(trials.cases.exercise)
    if not isinstance(trials.cases.exercise.reference, type):
        return slips
    wrong = [i for i in trials.scored if trials.got[i] and not trials.all_right(names, i)]
    entered = [trials.cases.entered(i) for i in wrong]
    return [m for m in slips if all(m.function in functions for functions in entered)]


def _all_alike(trials, known, among) -> dict:
    """Known mistakes that give everything in these cases just as it came in, right or wrong."""
    everything = {name for i in among for name in trials.cases.want[i]}
    likes = {m: trials.likeness(code_of(m), everything, among) for m in known}
    return {m: like for m, like in likes.items() if like and like.whole}


def _alone(trials, known, name, finite_only=False) -> Likeness | None:
    """Likeness in one output, whatever the others are like; None if it may be by chance."""
    among = [i for i in trials.scored if name in trials.cases.want[i]]
    like = trials.likeness(code_of(known), [name], among, finite_only)
    return like if like and like.telling else None


def _only(trials, alike, names) -> bool:
    """Whether the known mistakes leave alone all that they were not held against.

    What else they get wrong came in right, or wrong in another way; their words may be about it.
    """
    return all(trials.touches_only(code_of(m), {*names, *getattr(m, "joint", ())}) for m in alike)


def still_related(cases: Cases, got: Sequence[dict | None], name: str, key: str) -> bool:
    """Whether a relation that was found on other inputs holds on these, be it the first or not."""
    if name in cases.exercise.says:
        return key == "property"
    wrong, right = _sightings(cases, got, name)
    return not wrong or key in relations_of(name, wrong, right)


def _relation(cases, got, name) -> Diagnosis:
    if name in cases.exercise.says:  # a property: its own sentence says what is wrong
        return Diagnosis("relation", "property", name, "fits", cases.exercise.says[name])
    relation = find_relation(name, *_sightings(cases, got, name))
    if relation:
        return Diagnosis("relation", relation[0], name, "fits", relation[1])
    return Diagnosis("fallback", "differs", name, "observed", "")


def _sightings(cases, got, name) -> tuple[list[Sighting], list[Sighting]]:
    """The cases in which the output is there: those in which it is wrong, and the others."""
    wrong, right = [], []
    for case, mine, want in zip(cases, got, cases.want, strict=True):
        if case.probe.advice or mine is None or name not in mine or name not in want:
            continue
        values = {key: np.asarray(value, float) for key, value in want.items()}
        inputs = {key: np.asarray(value, float) for key, value in case.inputs.items()}
        came = np.asarray(mine[name], float)
        sighting = Sighting(came, values.pop(name), inputs, values, case.probe.rtol)
        problem = compare(mine[name], want[name], case.probe.rtol).problem
        (wrong if problem else right).append(sighting)
    return wrong, right
