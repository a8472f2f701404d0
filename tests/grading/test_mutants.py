"""Mutants: every kind on a small function, and what holds for all of them."""

import ast
import inspect
import re
from collections import Counter

import numpy as np
import pytest

from bpcourse.exercises import Exercise, lessons
from bpcourse.grading.mutants import mutants_of
from bpcourse.grading.mutants.ideas import IDEAS
from bpcourse.grading.mutants.kinds import KINDS
from bpcourse.grading.mutants.made import mutants_in


def changes(source):
    """Kind and change of every mutant of a function that is given as text."""
    function = ast.parse(ast.unparse(ast.parse(source))).body[0]
    return {(m.kind, m.change) for m in mutants_in(function, test_every_kind, function.name)}


EXAMPLES = [
    ("drop-transpose", "return x.T @ w", "x.T -> x"),
    ("add-transpose", "return x @ w", "w -> w.T"),
    ("axis-changed", "return x.sum(axis=0)", "x.sum(axis=0) -> x.sum(axis=1)"),
    ("axis-dropped", "return x.sum(axis=0)", "x.sum(axis=0) -> x.sum()"),
    (
        "keepdims-dropped",
        "return x.sum(axis=1, keepdims=True)",
        "x.sum(axis=1, keepdims=True) -> x.sum(axis=1)",
    ),
    ("reduction-dropped", "return np.mean(x)", "np.mean(x) -> x"),
    ("sum-mean", "return x.sum(axis=0)", "x.sum(axis=0) -> x.mean(axis=0)"),
    ("elementwise", "return x @ w", "x @ w -> x * w"),
    ("matrix-product", "return x * w", "x * w -> x @ w"),
    ("index-dropped", "return x[:, 0]", "x[:, 0] -> x"),
    ("columns-for-entries", "return x[np.arange(3), y]", "x[np.arange(3), y] -> x[:, y]"),
    ("where-swapped", "return np.where(x, w, b)", "np.where(x, w, b) -> np.where(x, b, w)"),
    ("plus-minus", "return x + w", "x + w -> x - w"),
    ("plus-minus", "return x - w", "x - w -> x + w"),
    ("times-over", "return x * w", "x * w -> x / w"),
    ("times-over", "return x / w", "x / w -> x * w"),
    ("times-plus", "return x * w", "x * w -> x + w"),
    ("times-plus", "return x + w", "x + w -> x * w"),
    ("power-changed", "return x ** 2", "x ** 2 -> x"),
    ("power-changed", "return x ** 2", "x ** 2 -> x * 2"),
    ("minus-dropped", "return np.exp(-x)", "-x -> x"),
    ("minus-added", "return x @ w", "x @ w -> -(x @ w)"),
    ("minus-added", "return np.exp(x)", "x -> -x"),
    ("constant-changed", "return 2 * x", "2 -> 1"),
    ("constant-changed", "return max(x, 1e-12)", "1e-12 -> 0.0"),
    ("constant-changed", "return max(x, 1e-12)", "1e-12 -> 1e-09"),
    ("term-dropped", "return x + w", "x + w -> x"),
    ("term-dropped", "return x - w", "x - w -> -w"),
    ("factor-dropped", "return x * w", "x * w -> w"),
    ("factor-dropped", "return x / w", "x / w -> x"),
    ("operands-swapped", "return x - w", "x - w -> w - x"),
    ("brackets-lost", "return x * (w - b)", "x * (w - b) -> x * w - b"),
    ("brackets-lost", "return (x - w) ** 2", "(x - w) ** 2 -> x - w ** 2"),
    ("brackets-lost", "return x / (w * b)", "x / (w * b) -> x / w * b"),
    ("accumulation-lost", "x += w\n    return x", "x += w -> x = w"),
    ("accumulation-turned", "x += w\n    return x", "x += w -> x -= w"),
    ("off-by-one", "return [x for i in range(n)]", "range(n) -> range(n - 1)"),
    ("off-by-one", "return [x for i in range(1, n)]", "range(1, n) -> range(0, n)"),
    ("off-by-one", "return x[n:]", "n: -> n + 1:"),
    ("off-by-one", "return x[0]", "x[0] -> x[1]"),
    ("off-by-one", "return x[:, 0]", "(:, 0) -> (:, 1)"),
    ("off-by-one", "return params[f'w{layer}']", "layer -> layer + 1"),
    ("wrong-variable", "return x @ w", "w -> b"),
    ("wrong-key", "return params['w1'] + params['b1']", "'w1' -> 'b1'"),
    ("wrong-key", "return params[f'w{layer}']", "f'w{layer}' -> f'b{layer}'"),
    ("neighbour-function", "return np.exp(x)", "np.exp(x) -> np.log(x)"),
    ("neighbour-function", "return np.maximum(x, 0)", "np.maximum(x, 0) -> np.minimum(x, 0)"),
    ("arguments-swapped", "return f(x, w)", "f(x, w) -> f(w, x)"),
    ("call-dropped", "return np.exp(x)", "np.exp(x) -> x"),
    ("reversed-dropped", "return reversed(order)", "reversed(order) -> order"),
    ("copy-dropped", "return x.copy()", "x.copy() -> x"),
    (
        "seed-fixed",
        "return rng.permutation(n)",
        "rng.permutation(n) -> np.random.default_rng(0).permutation(n)",
    ),
    ("values-swapped", "return x, w", "(x, w) -> (w, x)"),
    ("value-dropped", "return x, w", "(x, w) -> x"),
    ("entry-dropped", "return {'x': x, **params}", "{'x': x, **params} -> {'x': x}"),
    ("statement-dropped", "order.append(x)\n    return order", "order.append(x) -> (gone)"),
    ("statement-dropped", "x = x / 2\n    return x", "x = x / 2 -> (gone)"),
    (
        "statements-swapped",
        "x = x / 2\n    w = w * x\n    return w",
        "x = x / 2 <-> w = w * x",
    ),
    ("condition-negated", "if x:\n        return w\n    return b", "if x -> if not x"),
    ("branch-fixed", "return x if n else w", "x if n else w -> w"),
    ("comparison-flipped", "return x > 0", "x > 0 -> x < 0"),
    ("comparison-boundary", "return x > 0", "x > 0 -> x >= 0"),
    ("jump-dropped", "for i in x:\n        break", "break"),
    ("loop-once", "for i in x:\n        w += i\n    return w", "for i in x: -> one round"),
    (
        "early-return",
        "for i in x:\n        w += i\n    return w",
        "return w -> inside the loop",
    ),
    (
        "out-of-loop",
        "for i in x:\n        b = i\n        w += b\n    return w",
        "w += b -> after the loop",
    ),
    ("into-loop", "b = []\n    for i in x:\n        w += i\n    return w", "b = [] -> in the loop"),
]
ARGUMENTS = "x, w, b, y, n, f, rng, order, layer, params"


@pytest.mark.parametrize(("kind", "body", "change"), EXAMPLES)
def test_every_kind(kind, body, change):
    assert (kind, change) in changes(f"def g({ARGUMENTS}):\n    {body}\n")


def test_there_is_an_example_of_every_kind_and_an_idea_or_a_pair_of_names():
    assert {kind.name for kind in KINDS} == {kind for kind, *_ in EXAMPLES}
    of_pairs = {"wrong-variable", "wrong-key", "values-swapped", "arguments-swapped"}
    assert set(IDEAS) == {kind.name for kind in KINDS} - of_pairs
    assert len({kind.name for kind in KINDS}) >= 20


EVERY = [pytest.param(e, id=e.name) for lesson in lessons() for e in lesson.exercises]


@pytest.mark.parametrize("exercise", EVERY)
def test_mutants_are_all_different(exercise):
    mutants = mutants_of(exercise)
    assert mutants
    sources = Counter(m.source for m in mutants)
    assert max(sources.values()) == 1
    assert len({m.key for m in mutants}) == len(mutants)
    for words, count in Counter(m.words for m in mutants).items():
        assert count == 1, words
    reference = inspect.unwrap(exercise.reference)
    if not isinstance(reference, type):
        assert ast.unparse(ast.parse(inspect.getsource(reference))) not in sources


CODE = re.compile(r"np\.|->|==|[@\[\]{}*=<>]|\w\(")


@pytest.mark.parametrize("exercise", EVERY)
def test_words_are_words_and_no_code(exercise):
    for mutant in mutants_of(exercise):
        for text in (mutant.words, mutant.idea):
            assert not CODE.search(text), text
            assert text.endswith((".", "?")), text
            assert len(text) < 400, text


@pytest.mark.parametrize("exercise", EVERY)
def test_every_mutant_compiles(exercise):
    for mutant in mutants_of(exercise):
        assert callable(mutant.build())
        assert mutant.build() is mutant.build()


# References of our own: what a mutant sees of the module that it comes from.


def countdown(n):
    if n <= 0:
        return []
    return [n, *countdown(n - 1)]


def doubled(x):
    """Doubles."""
    return 2 * half_of(x) * 2


def half_of(x):
    return x / 2


class Pair:
    def __init__(self, a):
        self.data = a

    def __add__(self, other):
        return fresh(self.data + other)

    __radd__ = __add__


def fresh(a):
    return Pair(a)


def mutant(reference, change):
    exercise = Exercise(reference.__name__, 1, 1, 1, reference, (), (), (), ())
    (found,) = (m for m in mutants_of(exercise) if m.change == change)
    return found.build()


def test_a_mutant_calls_itself_and_not_the_reference():
    assert mutant(countdown, "0 -> 1")(3) == [3, 2]
    assert countdown(3) == [3, 2, 1]


def test_a_mutant_calls_what_the_reference_calls():
    assert mutant(doubled, "2 * half_of(x) -> half_of(x)")(3.0) == 3.0
    assert doubled(3.0) == 6.0


def test_a_mutant_of_a_class_is_a_class_of_its_own_under_all_names_of_the_method():
    wrong = mutant(Pair, "self.data + other -> self.data - other")
    assert (wrong(5) + 2).data == (2 + wrong(5)).data == 3
    assert isinstance(wrong(5) + 2, wrong)  # what a helper of the module makes, too
    assert (Pair(5) + 2).data == 7


def test_checks_and_docstrings_are_not_mutated():
    for exercise in (p.values[0] for p in EVERY):
        for m in mutants_of(exercise):
            assert "check_" not in m.change
            assert "raise" not in m.change


def test_numerical_gradient_is_mutated_where_the_work_is_done():
    found = [e for p in EVERY if (e := p.values[0]).name == "numerical_gradient"]
    for exercise in found:
        wrong = next(
            m for m in mutants_of(exercise) if m.kind == "accumulation-lost" or "2" in m.change
        )
        x = np.array([1.0, 2.0])
        assert wrong.build()(lambda a: float(a @ a), x).shape == x.shape


@pytest.mark.parametrize(
    "exercise", [e for lesson in lessons() for e in lesson.exercises], ids=lambda e: e.name
)
def test_no_words_read_code_aloud(exercise):
    """A module is no thing, a comparison is no number, and a constant is not "given"."""
    for m in mutants_of(exercise):
        for nonsense in (
            r"\bnp\b",
            r"that \w+ is given",
            r"what stands there",
            r"(divided|multiplied) by [^.]* (is greater than|equals|is less than) ",
            r"(of|times|factor|sign of) \w+ (is greater than|equals|is less than) ",
            r"the factor .* is missing beside",
            r"(grow|shrink) when -?[\d.]+ (grows|does)",
        ):
            assert not re.search(nonsense, m.words), (m.change, m.words)
