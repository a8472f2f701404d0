"""Mutants of lesson 07 that its probes need not reject."""

from ..survivor import Survivor

COUNTED = "Only its number of examples is asked for, which is the same."

SURVIVORS = (
    *(Survivor("iterate_minibatches", c, "equivalent", COUNTED) for c in ("x -> -x", "x -> y")),
    *(
        Survivor("train_epoch", change, "equivalent", COUNTED)
        for change in ("x_batch -> -x_batch", "x_batch -> y_batch", "x -> -x", "x -> y")
    ),
    Survivor(
        "train_epoch",
        "float(total / len(x)) -> total / len(x)",
        "equivalent",
        "A number of NumPy counts as well as one of Python.",
    ),
)
