"""Changes of the references of lesson 04 that the probes let through."""

from ..survivor import Survivor

ALREADY_FLOAT = "What is turned into a float is the same number before and after."
SAME_NUMBER = "A sum hands on what reaches it: the three names stand for one number."
NUMBER = 'data if type(data) is float else as_float("a Value\'s data", data)'
NOT_SHORT_CUT = "The test of the type spares a float the conversion, which would not change it."
INDEPENDENT = "Neither statement uses what the other one sets."
ACCUMULATES = (
    "Grads that are left uncleared add up over calls of backward: a convention, of which a note "
    "is given and which costs no points."
)

SURVIVORS = (
    *(
        Survivor("local_derivatives", change, "equivalent", ALREADY_FLOAT)
        for change in (
            "a, b = (float(a), float(b)) -> (gone)",
            "float(a) -> a",
            "float(b) -> b",
        )
    ),
    *(
        Survivor("backward_by_hand", change, "equivalent", ALREADY_FLOAT)
        for change in ("float(da) -> da", "float(db) -> db", "float(dc) -> dc")
    ),
    *(
        Survivor("backward_by_hand", change, "equivalent", SAME_NUMBER)
        for change in (
            "dtotal -> dproduct",
            "dproduct -> dtotal",
            "dproduct -> dc",
            "dc -> dtotal",
            "dc -> dproduct",
        )
    ),
    Survivor(
        "topological_order",
        "seen -> order",
        "equivalent",
        "In a graph without cycles a node that is entered leaves again before it is met a second "
        "time: what has been seen by then is in the list.",
    ),
    *(
        Survivor("Value", change, "equivalent", NOT_SHORT_CUT)
        for change in (
            "if type(data) is float -> if not type(data) is float",
            "type(data) is float -> type(data) is not float",
            f"{NUMBER} -> data",
            f'{NUMBER} -> as_float("a Value\'s data", data)',
        )
    ),
    Survivor("Value", "data -> -data", "equivalent", "A number and its negative have one type."),
    *(
        Survivor("Value", change, "equivalent", INDEPENDENT)
        for change in (
            f"self.data = {NUMBER} <-> self.grad = 0.0",
            "self.grad = 0.0 <-> self.inputs = inputs",
            "self.inputs = inputs <-> self.local_derivatives = local_derivatives",
        )
    ),
    *(
        Survivor("Value", change, "beyond", ACCUMULATES)
        for change in (
            "for node in order: -> one round",
            "node.grad = 0.0 -> (gone)",
            "node -> self",
        )
    ),
    Survivor(
        "Value",
        "self -> node",
        "equivalent",
        "After the loop that clears, the node is the last of the order, which is the root itself.",
    ),
    Survivor(
        "Value",
        "grad = node.grad -> in the loop",
        "equivalent",
        "No node is its own input, so its grad stays as it is while it is handed on.",
    ),
    Survivor(
        "Value",
        "(self, other) -> (other, self)",
        "equivalent",
        "In a sum both inputs have the same local derivative, so their order is of no importance.",
    ),
    Survivor(
        "Value",
        "n = as_float('the exponent', n) -> (gone)",
        "equivalent",
        ALREADY_FLOAT,
    ),
    Survivor(
        "Value",
        "n = as_float('the exponent', n) <-> "
        "derivative = n * power(self.data, n - 1) if n else 0.0",
        "equivalent",
        ALREADY_FLOAT,
    ),
    Survivor(
        "Value",
        "n * power(self.data, n - 1) if n else 0.0 -> n * power(self.data, n - 1)",
        "beyond",
        "They differ for 0 to the power 0 alone, and there people do not agree.",
    ),
    Survivor(
        "Value",
        "self.data <= 0 -> self.data < 0",
        "equivalent",
        "At 0 both give 0.",
    ),
    Survivor(
        "Value",
        "self.data > 0 -> self.data >= 0",
        "beyond",
        "At 0 relu has a kink, and any derivative from 0 to 1 is accepted there.",
    ),
)
