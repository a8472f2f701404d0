"""What a state says of the step that was taken last, and of differences so far."""

from .step import Step

SAID = (
    "formula",
    "with_numbers",
    "reason",
    "local",
    "upstream",
    "product",
    "before",
)
NUMBERS = ("with_numbers", "reason", "product", "after")  # hidden while the number is asked


def of_step(step: Step | None, hidden: bool) -> dict:
    """What is active, the sentence, and the numbers; without the one that is asked.

    Parameters
    ----------
    step : Step or None
        None at the beginning.
    hidden : bool
        Whether its number is asked, and not answered yet.
    """
    if step is None:
        return {
            "active": {"node": None, "edge": None},
            "kind": None,
            "sentence": "Nothing is calculated yet: only the inputs are known.",
            **dict.fromkeys((*SAID, "after")),
        }
    said = {name: getattr(step, name) for name in SAID} | {"after": step.number}
    if hidden:
        said |= dict.fromkeys(NUMBERS)
    return {
        "active": {"node": step.node, "edge": step.edge},
        "kind": step.kind,
        "sentence": step.question if hidden else step.sentence,
        **said,
    }


def said_once(differs: list[dict]) -> list[dict]:
    """The same without causes that an earlier difference has told."""
    told, found = set(), []
    for entry in differs:
        cause = entry.get("cause", "")
        words = entry["words"].removesuffix(cause).strip() if cause in told else entry["words"]
        told.add(cause or None)
        found.append({**entry, "words": words})
    return found


def seen(
    differs: list[dict], values: dict, taken: list[Step], complete: list[str], done: bool
) -> list[dict]:
    """The differences that the walk has reached.

    A wrong number is seen at its node when that is calculated, a wrong share when its edge is
    walked, and what is wrong with a gradient as a whole when that is complete.
    """
    edges = {step.edge for step in taken}
    return [
        entry
        for entry in differs
        if done
        or entry["where"] in edges
        or entry["where"] in (complete if entry.get("backward") else values)
    ]
