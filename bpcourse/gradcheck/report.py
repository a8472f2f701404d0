"""What a gradient check found: for people to read, and for programs to ask."""

from dataclasses import dataclass

from .words import sentences, table

COLUMNS = ("parameter", "shape", "relative error", "verdict")


@dataclass(repr=False)
class Report:
    """What `check_gradients` found. ``print`` it; a notebook shows it where it stands last.

    Attributes
    ----------
    ok : bool
        Whether nothing is wrong. A kink does not count, nor a gradient too small to be measured.
    errors : dict of str to float
        For each array, the relative error of the slopes along the random directions.
    verdicts : dict of str to str
        For each array "agrees", "wrong", "kink" (it lies on one, and cannot be told), "too small"
        (to be measured), "unclear" (no two steps measure the same) or "not finite".
    faults : dict of str to Fault
        For each wrong array, what was localised: ``.relation``, ``.only``, and ``.entries``, a
        dict of index to (analytic, numeric).
    layer : int or None
        The layer in which the mistake most likely is.
    moved : bool
        Whether the check moved a random step away, from params that lie on a kink.
    cost, cost_of_faults : int
        Evaluations of the loss: to check, and to localise.
    """

    checks: list
    faults: dict
    layer: int | None
    layer_words: str | None
    moved: bool
    tolerance: float
    start: float
    cost: int
    cost_of_faults: int
    budget: int

    @property
    def ok(self):
        return all(check.verdict in ("agrees", "kink", "too small") for check in self.checks)

    @property
    def errors(self):
        return {check.name: check.error for check in self.checks}

    @property
    def verdicts(self):
        return {check.name: check.verdict for check in self.checks}

    def __str__(self):
        rows = [
            (str(check.name), str(check.shape), f"{check.error:.1e}", check.verdict)
            for check in self.checks
        ]
        *aligned, _ = zip(*[COLUMNS, *rows], strict=True)
        lines = table(list(zip(*aligned, strict=True)), left=2)
        lines = [f"{line}  {row[-1]}" for line, row in zip(lines, [COLUMNS, *rows], strict=True)]
        return "\n".join([*lines, "", *sentences(self)])

    __repr__ = __str__

    def plot(self, title=None):
        """Draw where the gradients agree with the slopes that are there, and where not.

        Parameters
        ----------
        title : str, optional
            In place of the claim.

        Returns
        -------
        matplotlib.figure.Figure
        """
        from .picture import draw

        return draw(self, title)
