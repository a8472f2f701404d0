"""Lesson 08: what its probes may let through."""

from ..survivor import Survivor

NUMPYS_FLOAT = "What NumPy returns is one number already, only of its own type."
COUNTED = "Only the number of examples is asked, and x and y have the same."
MASKED = "It stands for the spread of a constant feature, whose result is set to 0 afterwards."

SURVIVORS = (
    Survivor("train_val_test_split", "x -> -x", "equivalent", COUNTED),
    Survivor("train_val_test_split", "x -> y", "equivalent", COUNTED),
    Survivor(
        "standardize",
        "train[0] -> train[-1]",
        "equivalent",
        "Values are all equal to the first one just if they are all equal to the last.",
    ),
    *(
        Survivor("standardize", f"1 -> {other}", "equivalent", MASKED)
        for other in ("0", "2", "-1", "0.5")
    ),
    Survivor(
        "accuracy", "float(np.mean(pred == y)) -> np.mean(pred == y)", "equivalent", NUMPYS_FLOAT
    ),
    Survivor(
        "fit",
        "history['train'].append(train_loss) <-> history['val'].append(float(val_loss))",
        "equivalent",
        "The two lists do not depend on each other.",
    ),
    Survivor("fit", "float(val_loss) -> val_loss", "equivalent", NUMPYS_FLOAT),
    Survivor(
        "fit",
        "val_loss < lowest -> val_loss <= lowest",
        "beyond",
        "Which of two epochs with equal validation losses is kept is not said.",
    ),
    Survivor(
        "fit",
        "w.copy() -> w",
        "equivalent",
        "train_epoch returns new arrays, so what is kept is changed by nobody.",
    ),
    Survivor(
        "fit",
        "params -> best",
        "beyond",
        "It matters only where no validation loss is a finite number.",
    ),
)
