"""Mutants of lesson 06 that its probes need not reject."""

from ..survivor import Survivor

CACHE = "The cache is its author's business; the probes of network_backward judge the pair."
FLOAT32 = "Only params or a batch of float32 would show it, and the lesson promises none."

SURVIVORS = (
    Survivor(
        "two_layer_loss_and_grads",
        "z1 -> h1",
        "equivalent",
        "h1 is positive just where z1 is, so both make the same mask.",
    ),
    *(
        Survivor("network_forward", change, "beyond", CACHE)
        for change in (
            "cache.append((kept, z)) -> (gone)",
            "cache.append((kept, z)) -> after the loop",
            "(kept, z) -> (z, kept)",
            "(kept, z) -> z",
            "(kept, z) -> kept",
            "kept -> cache",
            "z -> -z",
            "z -> x",
            "z -> out",
            "out -> z",
            "cache -> kept",
        )
    ),
    Survivor(
        "network_backward",
        "dout -> dlogits",
        "equivalent",
        "At the last layer nothing has been passed on yet: dout is dlogits there.",
    ),
    *(
        Survivor("gradient_check_network", change, "beyond", FLOAT32)
        for change in (
            "params = {name: array.astype(np.float64) for name, array in params.items()} -> (gone)",
            "params = {name: array.astype(np.float64) for name, array in params.items()} -> in the "
            "loop",
            "array.astype(np.float64) -> array",
            "x, y = (in_float64(x), in_float64(y)) -> (gone)",
            "x, y = (in_float64(x), in_float64(y)) <-> _, grads = loss_and_grads(dict(params), x, "
            "y)",
            "in_float64(x) -> x",
            "in_float64(y) -> y",
        )
    ),
    Survivor(
        "gradient_check_network",
        "params -> grads",
        "equivalent",
        "Both dicts have the same names, and the loop asks for no more.",
    ),
    Survivor(
        "gradient_check_network",
        "dict(params) -> params",
        "beyond",
        "Only a loss_and_grads that changes the dict it is given would show it.",
    ),
)
