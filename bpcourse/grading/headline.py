"""The first line of a message, as a person would say it, and how the parts of a class stand."""

from .parts import UNWRITTEN, WAITS
from .stop import place_of, returned, sentence
from .verdict import Verdict
from .wrong import Wrong, is_plural

RIGHT, WRONG, STOPPED = "right", "wrong", "stopped"
# What is said of one part, and of several.
STATES = {
    RIGHT: ("is right", "are right"),
    WRONG: ("is not right yet", "are not right yet"),
    STOPPED: ("stops with an error", "stop with an error"),
    WAITS: ("waits for another part", "wait for another part"),
    UNWRITTEN: ("is not written yet", "are not written yet"),
}
MOST_LISTED = 5

Parts = dict[str, str]


def headline(verdict: Verdict, wrong: list[Wrong], parts: Parts, error_first: bool) -> str:
    """The first line; "" where the label of the status says it all."""
    error = verdict.error
    if verdict.status == "blocked":
        return f"This has to wait. {error.message if error else ''}".strip()
    if verdict.status == "timeout" and error and error.message:
        return sentence(error.message)
    if verdict.status not in {"failed", "error"}:
        return ""
    if len(parts) > 1:
        return f"Not yet: {_of_parts(parts)}."
    if error and error_first:
        if error.type == "WrongReturn":
            return f"Not yet: {returned(error)}"
        if error.type == "NotImplementedError":
            return f"Not yet: {error.function or 'a part of it'} is not written."
        place = place_of(error)
        return f"Stopped by an error in {place}." if place else "Stopped by an error."
    if wrong and wrong[0].says:
        return f"Not yet. {wrong[0].says}"
    return f"Not yet: {_of_outputs(verdict, wrong)}."


def listed(names: list[str], what: str = "outputs") -> str:
    """Names as one reads them out; many of them are counted."""
    if len(names) > MOST_LISTED:
        return f"{len(names)} {what}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def are(names: list[str]) -> str:
    """The verb that goes with them."""
    return "are" if are_many(names) else "is"


def are_many(names: list[str]) -> bool:
    """Whether the names take a verb in the plural: several, or one such as "sizes"."""
    return len(names) > 1 or any(map(is_plural, names))


def right_of(verdict: Verdict, wrong: list[Wrong]) -> list[str]:
    """The outputs that are right wherever they are there, of those that cost points."""
    bad = {w.name for w in wrong}
    right = (o.name for o in verdict.outputs if o.ok and not o.advice)
    return list(dict.fromkeys(name for name in right if name not in bad))


def _of_outputs(verdict: Verdict, wrong: list[Wrong]) -> str:
    """Which outputs are right, and what the others lack."""
    if not wrong:
        return "it is not right in every probe"
    right = right_of(verdict, wrong)
    said = [f"{listed(right)} {are(right)} right"] if right else []
    if len(wrong) == 1 and 2 * wrong[0].right >= wrong[0].probes:
        return ", ".join([*said, _mostly_right(wrong[0])])
    for problem, one, many in (
        ("shape", "has the wrong shape", "have the wrong shape"),
        ("not finite", "holds nan or inf", "hold nan or inf"),
        ("number", "is not the right number", "are not the right numbers"),
        ("value", "has wrong numbers", "have wrong numbers"),
    ):
        names = [w.name for w in wrong if w.problem == problem]
        if names:
            said.append(f"{listed(names)} {many if are_many(names) else one}")
    if len(said) == 1 and wrong[0].problem == "value":
        return said[0].replace("wrong numbers", "the right shape, but wrong numbers")
    return ", ".join(said)


MANY = {
    "has the wrong shape": "have the wrong shape",
    "holds nan or inf": "hold nan or inf",
    "has wrong numbers": "have wrong numbers",
    "is not the right number": "are not the right numbers",
}


def _mostly_right(wrong: Wrong) -> str:
    what = {
        "shape": "has the wrong shape",
        "not finite": "holds nan or inf",
        "value": "has wrong numbers",
        "number": "is not the right number",
    }[wrong.problem]
    rest = wrong.probes - wrong.right
    there = f"in {'the other' if rest == 1 else rest} it"
    if is_plural(wrong.name):
        there, what = there.removesuffix("it") + "they", MANY[what]
    verb = are([wrong.name])
    return f"{wrong.name} {verb} right in {wrong.right} of {wrong.probes} probes; {there} {what}"


# The parts of a class.


def parts_of(verdict: Verdict, wrong: list[Wrong]) -> Parts:
    """How each part stands, in the order of writing; empty where the exercise has no parts."""
    parts: Parts = {}
    for output in verdict.outputs:
        if output.part is None or output.advice:
            continue
        state = RIGHT
        if output.shape is None:
            state = output.absent or STOPPED
        elif any(w.part == output.part for w in wrong):
            state = WRONG
        if parts.get(output.part, RIGHT) in {RIGHT, WAITS}:
            parts[output.part] = state if state != RIGHT else parts.get(output.part, RIGHT)
    return parts


def is_error_first(verdict: Verdict, parts: Parts) -> bool:
    """Whether the error is the first thing to mend: of a class, only in its first failing part."""
    failing = [part for part, state in parts.items() if state != RIGHT]
    if verdict.error is None or not failing:
        return True
    return any(o.part == failing[0] and o.probe == verdict.error.probe for o in verdict.outputs)


def _of_parts(parts: Parts) -> str:
    said = []
    for state, (one, many) in STATES.items():
        names = [name for name, its in parts.items() if its == state]
        if names:
            said.append(f"{listed(names, 'parts')} {many if len(names) > 1 else one}")
    return ", ".join(said)
