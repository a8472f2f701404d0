"""A position in a list of steps, and a question: forward and back, predict, answer."""

from . import judging
from .numbers import plain, read, texts
from .sources import Source
from .state import of_step, seen
from .step import Step


class Stepping:
    """What every walk can do, wherever its steps come from.

    Parameters
    ----------
    source : Source
    """

    def __init__(self, source: Source):
        self._source = source
        self.position = 0
        self._predicting = False
        self._revealed = 0  # up to here every number was answered, or shown
        self._reply: dict | None = None

    @property
    def scene(self) -> dict:
        """What stands still; see `Walk`."""
        return self._source.scene

    @property
    def steps(self) -> list[Step]:
        """All steps, in order; those before ``position`` are taken."""
        return self._source.steps

    @property
    def differs(self) -> list[dict]:
        """Where the learner's code differs from what is measured."""
        return self._source.differs

    @property
    def length(self) -> int:
        """How many steps there are."""
        return len(self._source.steps)

    @property
    def forward_length(self) -> int:
        """How many of them are the forward pass."""
        return sum(step.phase == "forward" for step in self._source.steps)

    @property
    def predicting(self) -> bool:
        """Whether the number of each step is asked before it is shown."""
        return self._predicting

    @predicting.setter
    def predicting(self, on: bool) -> None:
        self._predicting = bool(on)
        self._revealed = self.position  # what is on the screen already is no question
        self._reply = None

    def next(self) -> None:
        """Take a step.

        Raises
        ------
        ValueError
            If the question of this step is not answered yet.
        """
        if self.asked:
            raise ValueError('Answer first, or press "Show me".')
        self.go(self.position + 1)

    def back(self) -> None:
        """Take back a step."""
        self.go(self.position - 1)

    def go(self, position: int) -> None:
        """Go to a position; one beyond the ends is taken for the end.

        When predicting, the number there is asked, and all before it are shown.
        """
        self.position = min(max(int(position), 0), self.length)
        self._revealed = max(self._revealed, self.position - 1)
        self._reply = None

    def edit(self, name: str, value: float | str) -> None:
        """Give an input another number, and calculate everything again.

        The position stays, if there are as many steps as before. When predicting, the number at
        the position is asked again.

        Raises
        ------
        ValueError
            If there is no such input, or it cannot have this number; all stays as it was.
        """
        if self._source.read_only:
            raise ValueError(self._source.read_only)
        before = [(step.kind, step.node, step.edge) for step in self._source.steps]
        self._source.edit(name, value)
        if [(step.kind, step.node, step.edge) for step in self._source.steps] != before:
            self.position = 0
        self._revealed = max(self.position - 1, 0)
        self._reply = None

    @property
    def asked(self) -> dict | None:
        """The open question, if there is one.

        "what" is a name, "c" or "da"; "entry" is None or [i, j]; "kind" is "value", "seed",
        "arrives" or "sum"; "node" and "edge" say where; "words" is the question as a sentence.
        """
        if not self._predicting or self.position == 0 or self._revealed >= self.position:
            return None
        step = self._source.steps[self.position - 1]
        return {
            "what": step.what,
            "entry": None if step.entry is None else list(step.entry),
            "kind": step.kind,
            "node": step.node,
            "edge": step.edge,
            "words": step.question,
        }

    def answer(self, number: float | str) -> dict:
        """Say whether an answer is right, and what went wrong if that can be told.

        Returns
        -------
        dict
            "right": bool; "words": a sentence; "keys": the mistakes that lead to this number, if
            they are known: one, or two.

        Raises
        ------
        ValueError
            If nothing is asked, or the answer is no number.
        """
        if not self.asked:
            raise ValueError("Nothing is asked here. Take a step first.")
        reply = judging.judge(self._source.steps[self.position - 1], read(number))
        if reply["right"]:
            self._revealed = self.position
        self._reply = reply
        return reply

    def show_me(self) -> None:
        """Show the number that is asked."""
        self._revealed = max(self._revealed, self.position)
        self._reply = None

    @property
    def state(self) -> dict:
        """What the position shows (JSON).

        ::

            {"position", "length", "forward_length", "phase": "forward" | "backward" | "done",
             "values": {id: number or rows}, "grads": {id: ...}, "texts": {"values", "grads"},
             "complete": [ids], "active": {"node", "edge"}, "kind",
             "sentence", "formula", "with_numbers", "reason",
             "local", "upstream", "product", "before", "after",
             "differs": [{"where", "yours", "measured", "words"}],
             "predicting", "asked", "reply"}

        "texts" holds the same numbers as they are shown everywhere. "grads" are sums so far;
        "complete" says whose is complete. "active" is the node that gets a number and, on the way
        back, the edge along which it comes. While a question is open, "sentence" is the question;
        the number itself, "product", "after" and "with_numbers" are None.
        """
        steps, asked = self._source.steps[: self.position], self.asked
        values, grads, complete = dict(self._source.given), {}, []
        taken = steps[:-1] if asked else steps
        for step in taken:
            (values if step.phase == "forward" else grads)[step.node] = step.number
            complete += step.complete
        said = of_step(steps[-1] if steps else None, asked is not None)
        if self.position == self.length and not asked and self._source.theirs and not self.differs:
            said["sentence"] += f" {self._source.theirs} with what is measured, at these numbers."
        return plain(
            {
                "position": self.position,
                "length": self.length,
                "forward_length": self.forward_length,
                "phase": self._phase(),
                "values": values,
                "grads": grads,
                "texts": {
                    "values": {id_: texts(number) for id_, number in values.items()},
                    "grads": {id_: texts(number) for id_, number in grads.items()},
                },
                "complete": complete,
                **said,
                "differs": seen(self.differs, values, taken, complete, len(taken) == self.length),
                "predicting": self._predicting,
                "asked": asked,
                "reply": self._reply,
            }
        )

    def _phase(self) -> str:
        if self.position == self.length:
            return "done"
        return "forward" if self.position <= self.forward_length else "backward"
