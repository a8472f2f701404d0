"""Lesson 03: what its probes may let through."""

from ..survivor import Survivor

A_FLOAT = "x comes in as a float, and a float made of a float is the same number."
NUMPYS_FLOAT = "What NumPy returns is one number already, only of its own type."
SINGLE = "Only float32 is measured less finely, by about 1e-8, and float32 may be off by 1e-3."
STEPPED = "The step is of float64, and so is the sum of x and a step, whatever the type of x."
NO_METHOD = "The exercise knows no other method than the central difference."
PROMOTED = "v is of float64, and so is the sum of x and a multiple of v, whatever the type of x."

SURVIVORS = (
    Survivor("numerical_derivative", "x = float(x) -> (gone)", "beyond", A_FLOAT),
    Survivor("numerical_derivative", "x = float(x) <-> above = f(x + h)", "beyond", A_FLOAT),
    Survivor("numerical_derivative", "float(x) -> x", "beyond", A_FLOAT),
    Survivor(
        "numerical_derivative",
        "float((above - below) / (2 * h)) -> (above - below) / (2 * h)",
        "equivalent",
        NUMPYS_FLOAT,
    ),
    Survivor(
        "numerical_gradient",
        "np.zeros(x.shape) -> np.ones(x.shape)",
        "equivalent",
        "Every entry of the result is written once.",
    ),
    Survivor(
        "numerical_gradient",
        "x -> grad",
        "equivalent",
        "Only its shape is asked, and the gradient has the shape of x.",
    ),
    *(
        Survivor("numerical_gradient", change, "equivalent", STEPPED)
        for change in (
            "x = x.astype(np.float64) -> (gone)",
            "x = x.astype(np.float64) -> in the loop",
            "x.astype(np.float64) -> x",
        )
    ),
    *(
        Survivor("numerical_gradient", change, "beyond", NO_METHOD)
        for change in (
            "if method == 'complex': -> (gone)",
            "method -> f",
            "complex_step(f, x, h) -> complex_step(x, f, h)",
            "complex_step(f, x, h) -> complex_step(f, h, x)",
            "complex_step(f, x, h) -> f",
            "f -> method",
            "x -> -x",
            "x -> h",
            "h -> -h",
            "h -> x",
        )
    ),
    *(
        Survivor("relative_error", change, "tolerated", SINGLE)
        for change in (
            "a, b = (a.astype(np.float64), b.astype(np.float64)) -> (gone)",
            "a, b = (a.astype(np.float64), b.astype(np.float64)) <-> "
            "size = np.linalg.norm(a) + np.linalg.norm(b)",
            "a.astype(np.float64) -> a",
            "b.astype(np.float64) -> b",
        )
    ),
    *(
        Survivor("relative_error", change, "equivalent", "Exchanging the two changes nothing.")
        for change in (
            "(a, b) -> (b, a)",
            "(a.astype(np.float64), b.astype(np.float64)) -> "
            "(b.astype(np.float64), a.astype(np.float64))",
            "a - b -> b - a",
        )
    ),
    *(
        Survivor("relative_error", change, "equivalent", "A length does not know the sign.")
        for change in ("a -> -a", "b -> -b", "a - b -> -(a - b)")
    ),
    Survivor(
        "relative_error",
        "float(np.linalg.norm(a - b) / max(size, 1e-12)) -> "
        "np.linalg.norm(a - b) / max(size, 1e-12)",
        "equivalent",
        NUMPYS_FLOAT,
    ),
    Survivor(
        "relative_error",
        "max(size, 1e-12) -> max(1e-12, size)",
        "equivalent",
        "The larger of two numbers does not depend on their order.",
    ),
    *(
        Survivor("directional_check", change, "equivalent", PROMOTED)
        for change in (
            "x = x.astype(np.float64) -> (gone)",
            "x = x.astype(np.float64) <-> v = rng.standard_normal(x.shape)",
            "x.astype(np.float64) -> x",
        )
    ),
    Survivor(
        "directional_check",
        "rng.standard_normal(x.shape) -> -rng.standard_normal(x.shape)",
        "equivalent",
        "The normal distribution is even, and both slopes turn their signs.",
    ),
    Survivor(
        "directional_check",
        "x -> grad",
        "equivalent",
        "Only its shape is asked, and the gradient has the shape of x.",
    ),
    Survivor("directional_check", "float(analytic) -> analytic", "equivalent", NUMPYS_FLOAT),
    Survivor("directional_check", "float(numeric) -> numeric", "equivalent", NUMPYS_FLOAT),
)
