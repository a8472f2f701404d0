"""Lesson 01: what its probes may let through."""

from ..survivor import Survivor

CACHE = "In this lesson the cache is noted, not scored: a probe that costs no points looks at it."
VECTOR = "A vector has one axis, and turning it over changes nothing."

SURVIVORS = (
    Survivor("sigmoid", "x -> -x", "equivalent", "Inside abs the sign is lost anyway."),
    Survivor(
        "sigmoid",
        "x >= 0 -> x > 0",
        "equivalent",
        "At x = 0 both branches give 1, the exponential of 0.",
    ),
    Survivor(
        "relu",
        "np.maximum(x, 0) -> np.maximum(0, x)",
        "equivalent",
        "The larger of two numbers does not depend on their order.",
    ),
    Survivor(
        "neuron_forward",
        "float(x @ w + b) -> x @ w + b",
        "equivalent",
        "The product of two vectors is one number already, only of NumPy's type.",
    ),
    Survivor(
        "neuron_forward",
        "x @ w -> w @ x",
        "equivalent",
        "The product of two vectors does not depend on their order.",
    ),
    Survivor("neuron_forward", "x -> x.T", "equivalent", VECTOR),
    Survivor("neuron_forward", "w -> w.T", "equivalent", VECTOR),
    *(
        Survivor("linear_forward", change, "beyond", CACHE)
        for change in (
            "(out, (x, w)) -> out",
            "(x, w) -> (w, x)",
            "x -> -x",
            "x -> w",
            "x -> b",
            "x -> out",
            "w -> -w",
            "w -> x",
            "w -> b",
            "w -> out",
        )
    ),
    Survivor(
        "mlp_forward",
        "out -> z",
        "equivalent",
        "The last layer has no activation: its out is its z.",
    ),
)
