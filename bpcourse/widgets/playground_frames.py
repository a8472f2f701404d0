"""A training run as frames: what moves in binary arrays, what is said as JSON without NaN."""

import math
from collections.abc import Sequence
from inspect import signature
from typing import Any

import numpy as np

from .training import Trouble
from .training.settings import DATA

FIELD, RESPONSES = 50, 24  # points along a side

SPEEDS = [
    (10, "10 steps/s"),
    (100, "100 steps/s"),
    (2000, "2,000 steps/s"),
    (0, "as fast as it goes"),
]
BATCHES, PENALTIES = (1, 4, 8, 16, 32, 64, 128), (0, 0.0001, 0.001, 0.01, 0.1)


def scene(run: Any, speed: float, driven: str, names: dict[str, Sequence[str]]) -> tuple:
    """What a change of settings changes: settings, sizes, bounds, and the data as arrays."""
    settings = run.settings
    own = not isinstance(settings.data, str)
    told = {name: getattr(settings, name) for name in ("optimizer", "lr", "batch_size", "l2")}
    told |= {"activation": run.activation, "seed": settings.seed}
    told |= {"speed": speed, "noise": noise_of(run)}
    told["data"] = "own arrays" if own else settings.data
    options = {name: [(word, word) for word in words] for name, words in names.items()}
    options["batch_size"] = [(size, str(size)) for size in BATCHES if size < len(run.x)]
    options["batch_size"].append((len(run.x), f"all {len(run.x)}"))
    options["l2"] = [(penalty, f"{penalty:g}") for penalty in PENALTIES]
    options["speed"] = SPEEDS
    points = np.concatenate([run.x, run.x_val]).astype(np.float32)
    labels = np.concatenate([run.y, run.y_val]).astype(np.uint8)
    said = {
        "settings": told,
        "options": options,
        "sizes": [int(size) for size in run.sizes],
        "bounds": [float(bound) for bound in run.bounds],
        "classes": classes_of(run),
        "trained": len(run.x),
        "count": int(run.count),
        "driven": driven,
    }
    return said, {"points": points, "labels": labels}


def moving(run: Any, rate: float) -> dict[str, np.ndarray]:
    """What changes with every step."""
    right, right_val = run.accuracy
    numbers = [
        run.steps,
        run.last,
        run.epochs,
        run.train_loss,
        run.val_loss,
        right,
        right_val,
        rate,
    ]
    field = run.field(FIELD)
    if classes_of(run) == 2:
        field = 255 * np.nan_to_num(field, nan=0.5)
    return {
        "facts": np.array([*numbers, *run.gradient_norms], dtype=np.float64),
        "params": flat(run.params),
        "field": np.rint(field).astype(np.uint8),
    }


def slow(run: Any) -> dict[str, np.ndarray]:
    """What need not be drawn so often: the neurons' responses and the run so far."""
    history = run.history()
    columns = [
        history["step"],
        history["train"],
        history["val"],
        *np.transpose(history["gradient_norms"]),
    ]
    return {
        "responses": responses(run),
        "history": packed(np.column_stack(columns)),
    }


def responses(run: Any) -> np.ndarray:
    """Each neuron over the plane in bytes, 128 where it is 0; a sigmoid is drawn around a half."""
    layers = run.responses(RESPONSES)
    found = []
    for n, layer in enumerate(layers):
        layer = np.asarray(layer, dtype=float)
        if run.activation == "sigmoid" and n + 1 < len(layers):
            layer = layer - 0.5
        layer = np.nan_to_num(layer, nan=0.0, posinf=0.0, neginf=0.0)
        largest = np.abs(layer).max(axis=(1, 2), keepdims=True)
        found.append(128 + 127 * layer / np.maximum(largest, 1e-12))
    return np.rint(np.concatenate(found)).astype(np.uint8)


def words(run: Any, trouble: Any) -> dict[str, Any]:
    """What is said: what went wrong, what stands out, and how gradients compare."""
    checks = [
        {
            "name": name,
            "layer": int(name[1:]),
            "ok": bool(check.ok),
            "yours": plain(check.analytic),
            "numeric": plain(check.numeric),
            "step": int(check.step),
        }
        for name, check in run.checks.items()
    ]
    said = trouble and {"title": trouble.title, "words": trouble.words, "code": trouble.code}
    return {"trouble": said, "remarks": list(run.remarks), "checks": checks}


def ended(run: Any, trouble: Trouble | None) -> str:
    """One sentence on how it stands, when it does not train."""
    if trouble:
        return trouble.title
    train, val = run.train_loss, run.val_loss
    return f"Step {run.steps:,}: training loss {train:.3g}, validation loss {val:.3g}."


def stands_still(file: str, line: int, text: str) -> Trouble:
    """Say where code of the learner's stood when its thread was left."""
    return Trouble(
        "Your code does not come back.",
        f"The last line seen is line {line}. The playground has left it to itself and begun again "
        "with the first weights. Mend the function and make a new playground.",
        code=text,
    )


def flat(params: dict[str, np.ndarray]) -> np.ndarray:
    """Weights and biases, layer by layer, in one array."""
    layers = range(1, len(params) // 2 + 1)
    return packed(
        np.concatenate([params[f"{kind}{layer}"].ravel() for layer in layers for kind in "wb"])
    )


def packed(array: np.ndarray) -> np.ndarray:
    """As floats of four bytes; what is too large for them becomes infinite."""
    with np.errstate(over="ignore"):
        return array.astype(np.float32)


def classes_of(run: Any) -> int:
    """How many classes the data has; two share one output."""
    return max(2, int(run.sizes[-1]))


def noise_of(run: Any) -> float:
    """The noise in the data, also where it is the data set's own."""
    settings = run.settings
    if settings.noise is not None or not isinstance(settings.data, str):
        return float(settings.noise or 0)
    return float(signature(DATA[settings.data]).parameters["noise"].default)


def plain(number: float) -> float | str:
    """A number as JSON may hold it."""
    number = float(number)
    return number if math.isfinite(number) else str(number)
