"""What mutants of several kinds have in common, for where many of them behave alike."""

import ast

from .phrases import say

AXES = "a sum, a mean or a maximum runs along another axis than it should, or is left away"
TURNED = "an array lies the wrong way round in a product"
SIGN = "a sign is turned on the way"
CONSTANT = "a constant on the way is another one than it should be"
FACTOR = "a factor is missing on the way, or stands on the wrong side of a fraction"
TERM = "a term of a sum is missing on the way, or counts with the wrong sign"
FUNCTION = "another function is used on the way than the one that belongs there"
ROUNDS = "a loop does not make all its rounds, or keeps only what one of them made"
LOST = "something that was made or gathered is lost on the way"
CONDITION = "a condition chooses the wrong cases"
PLACE = "a place is counted from the wrong end, or is off by one"

IDEAS = {
    "drop-transpose": TURNED,
    "add-transpose": TURNED,
    "axis-changed": AXES,
    "axis-dropped": AXES,
    "keepdims-dropped": AXES,
    "reduction-dropped": AXES,
    "sum-mean": FACTOR,
    "elementwise": FUNCTION,
    "matrix-product": FUNCTION,
    "index-dropped": PLACE,
    "columns-for-entries": PLACE,
    "where-swapped": CONDITION,
    "plus-minus": TERM,
    "times-over": FACTOR,
    "times-plus": FACTOR,
    "power-changed": FACTOR,
    "minus-dropped": SIGN,
    "minus-added": SIGN,
    "term-dropped": TERM,
    "factor-dropped": FACTOR,
    "operands-swapped": SIGN,
    "brackets-lost": TERM,
    "accumulation-lost": LOST,
    "accumulation-turned": SIGN,
    "constant-changed": CONSTANT,
    "off-by-one": PLACE,
    "neighbour-function": FUNCTION,
    "call-dropped": FUNCTION,
    "reversed-dropped": ROUNDS,
    "copy-dropped": LOST,
    "seed-fixed": FUNCTION,
    "statement-dropped": LOST,
    "statements-swapped": LOST,
    "condition-negated": CONDITION,
    "branch-fixed": CONDITION,
    "comparison-flipped": CONDITION,
    "comparison-boundary": CONDITION,
    "jump-dropped": ROUNDS,
    "loop-once": ROUNDS,
    "early-return": ROUNDS,
    "out-of-loop": ROUNDS,
    "into-loop": ROUNDS,
    "value-dropped": LOST,
    "entry-dropped": LOST,
}


def idea_of(kind: str, old: ast.AST, new: ast.AST | list) -> str:
    """Say what kind of slip a change is, without the place."""
    pair = _exchanged(old, new)
    return f"{pair[0]} and {pair[1]} are mixed up somewhere" if pair else IDEAS[kind]


def _exchanged(old, new):
    """The two things of which one stands for the other, or which have traded places."""
    if isinstance(old, ast.Name) and isinstance(new, ast.Name):
        return sorted((say(old), say(new)))
    if isinstance(old, ast.Constant) and isinstance(old.value, str):
        return sorted((old.value, new.value))
    if isinstance(old, ast.JoinedStr):
        return "the layer's weights", "its bias"
    for field in ("elts", "args"):
        one, two = getattr(old, field, None), getattr(new, field, None)
        if type(old) is type(new) and one and two and len(one) == len(two):
            changed = [say(a) for a, b in zip(one, two, strict=True) if a is not b]
            if len(changed) == 2:
                return sorted(changed)
    return None
