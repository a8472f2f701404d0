"""Value: a number that can say what it did, in seven parts."""

from bpcourse import autodiff

from ..model import Exercise
from . import from_the_prompt
from .value_misconceptions import MISCONCEPTIONS
from .value_probes import PROBES
from .value_variants import VARIANTS

VALUE = Exercise(
    name="Value",
    points=7,
    minutes=35,
    lines=17,
    reference=autodiff.Value,
    probes=PROBES,
    misconceptions=MISCONCEPTIONS,
    hints=(
        "Take one operation at a time. It makes a new Value, and you know two things of it: its "
        "number, and how fast that number moves with each input. local_derivatives says how fast.",
        "What reaches an input is what reached the result, times the slope between the two. A "
        "number that is used in several places gets a share from each, and they add up. So the "
        "results take their turns before what they were made from.",
        "In backward, list the graph with every node after its inputs, clear every grad and give "
        "the root 1. Then go through the list from its end: each node adds, to the grad of each of "
        "its inputs, its own grad times its slope for that input.",
    ),
    variants=(*VARIANTS, from_the_prompt.Value),
    parts=("add", "mul", "backward", "pow", "exp", "relu", "tanh"),
    says={
        "inputs": "A Value's inputs should hold the very Values that it was calculated from, and "
        "nothing else; those of a number that you put in are empty.",
        "grads of a second run": "Where backward runs a second time, other numbers come out.",
    },
)
