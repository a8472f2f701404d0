"""The verdict: one plain, versioned record, the same for a cell, a batch and an export."""

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Any

SCHEMA = 1


@dataclass
class Output:
    """What became of one named array in one probe.

    `says` is the sentence for a person where the array is a property, such as "each example
    once", and numbers would say little. `advice` marks what costs no points. `absent` says of a
    class why there is no array: its part is "unwritten", or it "waits" for another part.
    """

    name: str
    probe: str
    ok: bool
    part: str | None = None
    shape: list[int] | None = None
    want_shape: list[int] | None = None
    rel: float | None = None
    worst: dict[str, Any] | None = None
    got: list | float | None = None
    want: list | float | None = None
    says: str | None = None
    advice: bool = False
    absent: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass
class Own:
    """A gradient of the learner's beside the slope of the learner's own forward pass."""

    name: str
    analytic: float
    numeric: float


@dataclass
class Diagnosis:
    """Why an output is wrong, as far as it can be told.

    `certainty` is "recognised" (behaves exactly like a known mistake, and like no other),
    "fits" (one of at most three) or "observed" (no cause offered).
    """

    source: str
    key: str
    output: str
    certainty: str
    words: str
    others: list[str] = field(default_factory=list)


@dataclass
class Error:
    """An exception in the learner's code, or a reason why it could not be run.

    `line` counts within the cell where `cell` is known (1 is the first code cell); `inputs` are
    the shapes of what the probe put in.
    """

    type: str
    message: str
    probe: str | None = None
    line: int | None = None
    cell: int | None = None
    function: str | None = None
    text: str | None = None
    inputs: dict[str, list[int]] = field(default_factory=dict)


@dataclass
class Verdict:
    """What the grader found out about one exercise of one learner, or about one part of a class."""

    exercise: str
    status: str
    score: float = 0.0
    points: float = 0.0
    outputs: list[Output] = field(default_factory=list)
    own: list[Own] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)
    error: Error | None = None
    notes: list[str] = field(default_factory=list)
    printed: str = ""
    behaviour: str | None = None
    cpu_s: float | None = None
    level: str = "kernel"
    seed_id: str = "notebook"
    versions: dict[str, str] = field(default_factory=dict)
    part: str | None = None
    schema: int = SCHEMA

    def to_dict(self) -> dict[str, Any]:
        """The record as plain values, ready for strict JSON: nan and inf become strings."""
        return _plain(dataclasses.asdict(self))

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Verdict":
        """The verdict of a record that `to_dict` made."""
        if record.get("schema") != SCHEMA:
            raise ValueError(f"a verdict of schema {SCHEMA} was wanted, got {record.get('schema')}")
        error = record.get("error")
        return cls(
            **{
                **record,
                "outputs": [Output(**o) for o in record["outputs"]],
                "own": [Own(**o) for o in record["own"]],
                "diagnoses": [Diagnosis(**d) for d in record["diagnoses"]],
                "error": Error(**error) if error else None,
            }
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
