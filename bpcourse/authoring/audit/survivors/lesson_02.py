"""Changes of the references of lesson 02 that the probes let through."""

from ..survivor import Survivor

NUMPY_FLOAT = "A float64 scalar of NumPy is the same number as a float of Python."

SURVIVORS = (
    Survivor(
        "mse_loss",
        "float(np.mean((pred - target) ** 2)) -> np.mean((pred - target) ** 2)",
        "equivalent",
        NUMPY_FLOAT,
    ),
    Survivor(
        "mse_loss",
        "pred - target -> target - pred",
        "equivalent",
        "The square does not feel the sign of the difference.",
    ),
    Survivor(
        "logsumexp",
        "(:, 0) -> (:, -1)",
        "equivalent",
        "One column is left after the sum: the first is the last.",
    ),
    Survivor(
        "softmax",
        "np.exp(x - x.max(axis=1, keepdims=True)) -> -np.exp(x - x.max(axis=1, keepdims=True))",
        "equivalent",
        "The sign of all exponentials cancels in the fraction.",
    ),
    Survivor(
        "cross_entropy",
        "y -> -y",
        "equivalent",
        "Only the length of y is asked for at this place, and -y has the same.",
    ),
    Survivor(
        "cross_entropy",
        "y -> logits",
        "equivalent",
        "Only the length of y is asked for at this place, and there are as many rows of logits.",
    ),
    Survivor(
        "cross_entropy",
        "float(np.mean(logsumexp(logits) - logits[np.arange(N), y])) -> "
        "np.mean(logsumexp(logits) - logits[np.arange(N), y])",
        "equivalent",
        NUMPY_FLOAT,
    ),
    Survivor(
        "binary_cross_entropy",
        "np.maximum(logits, 0) -> np.maximum(0, logits)",
        "equivalent",
        "The larger of two numbers does not depend on their order.",
    ),
    Survivor(
        "binary_cross_entropy",
        "logits -> -logits",
        "equivalent",
        "The size of the logit is taken next, and that does not feel its sign.",
    ),
    Survivor(
        "binary_cross_entropy",
        "float(np.mean(losses)) -> np.mean(losses)",
        "equivalent",
        NUMPY_FLOAT,
    ),
)
