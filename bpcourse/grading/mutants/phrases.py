"""Expressions in words: how a tutor would call them, without reading code aloud."""

import ast

from .names import WORDS

FUNCTIONS = {
    "exp": "the exponential of {}",
    "log": "the logarithm of {}",
    "log1p": "the logarithm of one plus {}",
    "abs": "the absolute value of {}",
    "mean": "the mean of {}",
    "sum": "the sum of {}",
    "max": "the maximum of {}",
    "maximum": "the larger one of {}",
    "std": "the standard deviation of {}",
    "all": "the check that all entries hold",
    "argmax": "the place of the maximum of {}",
    "norm": "the norm of {}",
    "sqrt": "the root of {}",
    "square": "the square of {}",
    "tanh": "tanh of {}",
    "relu": "relu of {}",
    "softmax": "the softmax of {}",
    "logsumexp": "logsumexp of {}",
    "cross_entropy": "the loss",
    "f": "f of {}",
    "len": "the length of {}",
    "round": "{}, rounded",
    "reversed": "{} in reverse",
    "copy": "a copy of {}",
    "permutation": "the shuffled order",
    "standard_normal": "the random direction",
    "arange": "the numbers of the rows",
    "zeros": "an array of zeros",
    "power": "a power of {}",
    "where": "what is picked by a condition",
    "range": "the range of the loop",
    "ndindex": "the places of all entries",
    "items": "{}",
    "pop": "the last entry of {}",
}
THROUGH = {"float", "astype", "asarray", "array", "in_float64", "_as_value", "as_float", "tuple"}
ATTRIBUTES = {
    "T": "{}",
    "size": "the number of entries of {}",
    "shape": "the shape of {}",
    "inputs": "the inputs of {}",
    "data": "the value of {}",
    "grad": "the gradient of {}",
    "local_derivatives": "the local derivatives of {}",
}
OPERATORS = {
    ast.Add: "{} plus {}",
    ast.Sub: "{} minus {}",
    ast.Mult: "{} times {}",
    ast.Div: "{} over {}",
    ast.MatMult: "the matrix product of {} and {}",
    ast.Pow: "{} to the power of {}",
    ast.FloorDiv: "{} over {}",
}
COMPARISONS = {
    ast.Gt: "{} is greater than {}",
    ast.GtE: "{} is {} or more",
    ast.Lt: "{} is less than {}",
    ast.LtE: "{} is {} or less",
    ast.Eq: "{} equals {}",
    ast.NotEq: "{} differs from {}",
    ast.In: "{} is in {}",
    ast.NotIn: "{} is not in {}",
    ast.Is: "{} is {}",
    ast.IsNot: "{} is not {}",
}
PARTS = {
    "train": "the training part of {}",
    "val": "the validation part of {}",
    "test": "the test part of {}",
    "batch": "the batch's part of {}",
    "name": "the array of that name in {}",
    "i": "the entry of {} that it is about",
}
NTH = ("first", "second", "third", "fourth", "fifth", "sixth")
LONGEST = 80


def say(node: ast.AST) -> str:
    """Say an expression as a noun; one that is too long to follow is said by its outermost step."""
    words = _say(node)
    return words if len(words) <= LONGEST else _outline(node)


def condition(node: ast.AST) -> str:
    """Say what is asked by a condition, as a clause: "x is greater than 0"."""
    if isinstance(node, ast.BoolOp):
        return condition(node.values[0])
    if isinstance(node, ast.Compare):
        sides = _say(node.left), _say(node.comparators[0])
        words = COMPARISONS[type(node.ops[0])].format(*sides)
        return words if len(words) <= LONGEST else "the comparison holds"
    return f"{say(node)} is there"


def _say(node):
    if isinstance(node, ast.Name):
        return WORDS.get(node.id, node.id)
    if isinstance(node, ast.Constant):
        return repr(node.value) if isinstance(node.value, str) else _number(node.value)
    if isinstance(node, ast.Attribute):
        if node.attr == "inf":
            return "infinity"
        return ATTRIBUTES.get(node.attr, "{}").format(_say(node.value))
    if isinstance(node, ast.Call):
        return _call(node)
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Pow) and getattr(node.right, "value", None) == 2:
            return f"{_say(node.left)} squared"
        return OPERATORS[type(node.op)].format(_say(node.left), _say(node.right))
    if isinstance(node, ast.UnaryOp):
        return f"{'minus' if isinstance(node.op, ast.USub) else 'not'} {_say(node.operand)}"
    if isinstance(node, ast.Compare):
        return f"the comparison of {_say(node.left)} with {_say(node.comparators[0])}"
    if isinstance(node, ast.Subscript):
        return _entry(node)
    if isinstance(node, ast.Yield):
        return "what is handed out"
    if isinstance(node, ast.GeneratorExp):
        return "what the loop makes"
    if isinstance(node, (ast.Tuple, ast.List)) and node.elts:
        return " and ".join(_say(n) for n in node.elts if getattr(n, "id", "") != "_")
    if isinstance(node, ast.Starred):
        return _say(node.value)
    if isinstance(node, ast.BoolOp):
        return _say(node.values[0])
    if isinstance(node, (ast.Dict, ast.DictComp)):
        return "the dictionary"
    if isinstance(node, (ast.List, ast.ListComp)):
        return "the list"
    if isinstance(node, ast.IfExp):
        return f"{_say(node.body)} or {_say(node.orelse)}"
    return "what stands there"


def _number(value):
    return "a mark" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def subject(node: ast.Call) -> ast.AST | None:
    """What a call is about: the array whose method it is, or its first argument."""
    if isinstance(node.func, ast.Attribute) and not is_module(node.func.value):
        return node.func.value
    return node.args[0] if node.args else None


def is_module(node: ast.AST) -> bool:
    """Whether an expression is a module, or a part of one: np, np.linalg, math."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in {"np", "math", "rng"}


def _call(node):
    name, about = called(node), subject(node)
    if name in THROUGH and about is not None:
        return _say(about)
    if name in FUNCTIONS:
        if name == "maximum":
            return f"the larger one of {_say(node.args[0])} and {_say(node.args[1])}"
        return FUNCTIONS[name].format("" if about is None else _say(about))
    return f"what {name} returns"


def _entry(node):
    key = node.slice
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return key.value if len(key.value) == 2 else f"the {key.value} part of {_say(node.value)}"
    if isinstance(key, ast.JoinedStr):
        kind = getattr(key.values[0], "value", "")
        return {"w": "the layer's weights", "b": "the layer's bias"}.get(kind, "the layer's array")
    if isinstance(key, ast.Constant) and isinstance(key.value, int):
        if key.value == -1:
            return f"the last entry of {_say(node.value)}"
        if 0 <= key.value < len(NTH):
            return f"the {NTH[key.value]} entry of {_say(node.value)}"
    if isinstance(key, ast.Name) and key.id in PARTS:
        return PARTS[key.id].format(_say(node.value))
    if isinstance(key, ast.Slice):
        return f"a stretch of {_say(node.value)}"
    if isinstance(key, ast.Tuple) and len(key.elts) == 2 and not isinstance(key.elts[0], ast.Slice):
        return f"one entry of each row of {_say(node.value)}"
    if isinstance(key, ast.Tuple):
        return f"one column of {_say(node.value)}"
    return f"the part of {_say(node.value)} at {_say(key)}"


def _outline(node):
    """The outermost step alone."""
    if isinstance(node, ast.BinOp):
        return {
            ast.Add: "a sum",
            ast.Sub: "a difference",
            ast.Mult: "a product",
            ast.Div: "a quotient",
            ast.MatMult: "a matrix product",
            ast.Pow: "a power",
        }.get(type(node.op), "what is computed")
    if isinstance(node, ast.Call):
        name = called(node)
        if name in THROUGH and (about := subject(node)) is not None:
            return _outline(about)
        if name in FUNCTIONS:
            return FUNCTIONS[name].format("what is inside it").strip()
        return f"what {name} returns"
    if isinstance(node, ast.Compare):
        return "the comparison"
    if isinstance(node, (ast.Tuple, ast.List)):
        return f"the {len(node.elts)} values"
    if isinstance(node, ast.UnaryOp):
        return f"minus {_outline(node.operand)}"
    if isinstance(node, ast.Subscript):
        return f"a part of {_outline(node.value)}"
    return "what stands there"


def nth(index: int) -> str:
    """The place of an item in words: first, second, ..."""
    return NTH[index] if index < len(NTH) else f"{index + 1}th"
