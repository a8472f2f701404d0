"""What can be wrong with a lesson, said so that its author knows where to look."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Attributes
    ----------
    lesson : str
        The notebook's name without its ending: "05_layers_backward"; empty where it is none's.
    cell : str or None
        The cell's key, where one cell is meant.
    message : str
    """

    lesson: str
    cell: str | None
    message: str

    def __str__(self) -> str:
        where = [self.lesson] if self.lesson else []
        where += [f"cell {self.cell}"] if self.cell else []
        return ": ".join([", ".join(where), self.message] if where else [self.message])


class AuthoringError(Exception):
    """A build or a check cannot go on; the message is for the author, one problem a line."""

    @classmethod
    def of(cls, problems: list[Problem]) -> "AuthoringError":
        """The error that these problems are."""
        return cls("\n".join(str(problem) for problem in problems))
