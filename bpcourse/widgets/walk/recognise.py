"""Which known mistake does a wrong engine make? Known wrong engines are run beside it.

The wrong engines are those of lesson 04's exercises, with their words. A mistake is named if it
alone behaves like the learner's code, on inputs of our own choice; otherwise none is.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from bpcourse.autodiff import Value
from bpcourse.grading.limited import OverBudget, run_limited

from .attempt import attempt
from .graph import Node
from .traced import apply

SIMPLEST = {"add": lambda a, b: a + b + b, "mul": lambda a, b: a * b * b}
LINES = 20_000  # of a wrong engine; some of them never end
POINTS = ((1.7, 2.3), (2.6, 0.7), (-1.3, 1.9), (-0.6, -1.8))
EXPONENTS = (2, 3, -1)

Numbers = list[float]
Known = tuple[str, str, list[Callable[[], Numbers]]]


def name_of_operation_mistake(node: Node, engine: type) -> str:
    """The words to the mistake of one operation; "" if it is not known, or not the only one."""
    return _name(engine, [lambda kind: list(_operation(node, kind)), _everything], node.op)


def name_of_whole_mistake(f: Callable, inputs: dict[str, float], engine: type) -> str:
    """The words to the mistake of a backward whose operations are right."""

    def here(kind: type) -> list[float]:
        return _grads(kind, f, list(inputs.values()), list(inputs))

    return _name(engine, [here, _everything]) or _name(engine, [_everything])


def name_among(theirs: list[Numbers], known: Iterable[Known]) -> str:
    """The words of the one known mistake that behaves like the learner's code.

    Parameters
    ----------
    theirs : list of list of float
        What the learner's code gives, in one trial after another.
    known : iterable of (key, words, runs)
        The same trials with a known mistake; one that raises is another mistake.

    Notes
    -----
    A later trial is asked only if several mistakes behave alike in all before it.
    """
    left = list(known)
    for i, numbers in enumerate(theirs):
        left = [mistake for mistake in left if _alike(mistake[2][i], numbers)]
        if len({key for key, _, _ in left}) == 1:
            return left[0][1]
    return ""


def _alike(run: Callable[[], Numbers], theirs: Numbers) -> bool:
    try:
        with np.errstate(all="ignore"):
            numbers, _ = run_limited(run, LINES)
    except (Exception, OverBudget):
        return False
    return len(numbers) == len(theirs) and np.allclose(numbers, theirs, 1e-9, 1e-12)


def _name(engine: type, trials: list[Callable[[type], Numbers]], op: str = "") -> str:
    from bpcourse.exercises.lesson_04.value import VALUE

    theirs, trouble = attempt(lambda: [trial(engine) for trial in trials], "", engine)
    if trouble:
        return ""
    others = [f for name, f in SIMPLEST.items() if name != op]
    known = (
        (m.key, m.words, [lambda m=m, trial=trial: trial(m.wrong) for trial in trials])
        for m in VALUE.misconceptions
        if all(_possible(m.wrong, engine, f) for f in others)
    )
    return name_among(theirs, known)


def _possible(wrong: type, engine: type, f: Callable) -> bool:
    """Whether a mistake leaves another operation right, or makes it as wrong as it is here.

    A backward that begins with 2 is no explanation for a product, if sums come out right.
    """

    def run(kind: type) -> Numbers:
        return [y for point in POINTS for y in _grads(kind, f, [*point], ["a", "b"])]

    if _alike(lambda: run(wrong), run(Value)):
        return True
    theirs, trouble = attempt(lambda: run(engine), "", engine)
    return not trouble and _alike(lambda: run(wrong), theirs)


def _everything(engine: type) -> Numbers:
    """Grads of small graphs in which paths meet, and in which every operation occurs."""
    return [y for f in GRAPHS for point in POINTS for y in _grads(engine, f, [*point], ["a", "b"])]


def _operation(node: Node, engine: type) -> Iterator[float]:
    """What an operation gives at several points: its number and its grads."""
    for n in EXPONENTS if node.op == "pow" else (None,):
        for point in POINTS:
            pairs = zip(node.inputs, point, strict=False)
            operands = [y if x.constant else engine(y) for x, y in pairs]
            out = apply(node.op, None if n is None else float(n), operands)
            out.backward()
            leaves = [y for x, y in zip(node.inputs, operands, strict=True) if not x.constant]
            yield from (float(out.data), *(float(y.grad) for y in leaves))


def _grads(engine: type, graph: Callable, point: list[float], names: list[str]) -> list[float]:
    leaves = [engine(number) for number in point]
    root = graph(**dict(zip(names, leaves, strict=True)))
    root.backward()
    return [float(leaf.grad) for leaf in leaves]


def _diamond(a, b):
    c, d = a + b, a * b
    return c + d + c * d


def _turned_diamond(a, b):
    c, d = a + b, a * b
    return d * c + (d + c)


def _late(a, b):
    c = a * b
    d = c * b
    return c + d * c + a


def _twice(a, b):
    return (a + a) * (b * b)


def _chain(a, b):
    return ((a * b) ** 3 + b) * a


def _every_operation(a, b):
    return a.tanh() * b.exp() + b.relu() * a + a**2


GRAPHS = (_diamond, _turned_diamond, _late, _twice, _chain, _every_operation)
