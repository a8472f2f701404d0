"""All mutants of an exercise's reference."""

import ast
import dataclasses
import functools
import inspect
from collections import Counter
from collections.abc import Callable, Iterator

from bpcourse.exercises import Exercise
from bpcourse.slicing import bare_source

from .ideas import idea_of
from .kinds import KINDS
from .mutant import Mutant
from .phrases import nth, say
from .tree import Place, places

METHODS = ("__init__", "backward", "__add__", "__mul__", "__pow__", "exp", "relu", "tanh")
BEGIN = "Your result is what comes out when {}"
BEGIN_ERROR = "The same error comes when {}"
# A reference that only picks one of several methods: the one that learners write does the work.
DOES_THE_WORK = {"numerical_gradient": "central"}


def of_an_error(words: str) -> str:
    """The words of a mutant, or its idea, where an exception came and there is no result."""
    return words.replace(BEGIN.format(""), BEGIN_ERROR.format(""), 1)


@functools.cache
def mutants_of(exercise: Exercise) -> tuple[Mutant, ...]:
    """Every first-order mutant of an exercise's reference, in the order of its source.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    tuple of Mutant
        No two have the same source, and none has the reference's.
    """
    reference = inspect.unwrap(exercise.reference)
    made = []
    for function in functions_of(reference):
        made += mutants_in(function, reference, exercise.name)
    return tuple(_told_apart(made))


def functions_of(reference: Callable) -> Iterator[ast.FunctionDef]:
    """The bare syntax trees that are mutated: a function, or some methods of a class."""
    if isinstance(reference, type):
        (cls,) = ast.parse(bare_source(reference)).body
        for node in cls.body:
            if isinstance(node, ast.FunctionDef) and node.name in METHODS:
                yield _without_guards(node)
        return
    name = reference.__name__
    worker = inspect.unwrap(reference.__globals__.get(DOES_THE_WORK.get(name, ""), reference))
    (function,) = ast.parse(bare_source(worker)).body
    if worker is not reference:
        function.name = name
        defaults = inspect.signature(reference).parameters
        for arg in function.args.args:
            if defaults[arg.arg].default is not inspect.Parameter.empty:
                function.args.defaults.append(ast.Constant(defaults[arg.arg].default))
    yield _without_guards(function)


def _without_guards(function: ast.FunctionDef) -> ast.FunctionDef:
    """A function without the statements that only refuse bad arguments."""
    for node in ast.walk(function):
        for field in ("body", "orelse"):
            if isinstance(body := getattr(node, field, None), list):
                body[:] = [s for s in body if not _is_guard(s)]
    return ast.parse(ast.unparse(function)).body[0]


def _is_guard(statement):
    return isinstance(statement, ast.If) and all(isinstance(s, ast.Raise) for s in statement.body)


def mutants_in(function: ast.FunctionDef, reference: Callable, name: str) -> list[Mutant]:
    """The mutants of one function, each source once."""
    seen = {ast.unparse(function)}
    made = []
    for place in list(places(function)):
        for kind in KINDS:
            if not isinstance(place.node, kind.nodes):
                continue
            for change in kind.make(place):
                source, short = _written(place, *change)
                if source is None or source in seen:
                    continue
                seen.add(source)
                where = place.node if hasattr(place.node, "lineno") else place.parent
                line, column = getattr(where, "lineno", 0), getattr(where, "col_offset", 0)
                key = f"{kind.name}:{line}:{column}:{short.replace(' ', '')}"
                if isinstance(reference, type):
                    key = f"{kind.name}:{function.name}:{line}:{column}:{short.replace(' ', '')}"
                words = BEGIN.format(change[1])
                idea = BEGIN.format(idea_of(kind.name, place.node, change[0])) + "."
                made.append(
                    Mutant(
                        kind=kind.name,
                        key=key,
                        words=words,
                        change=short,
                        source=source,
                        reference=reference,
                        name=name,
                        function=function.name,
                        where=_where(place),
                        idea=idea,
                    )
                )
    return made


def _where(place: Place) -> str:
    """Which step a place belongs to, in words."""
    statement = place.statement
    if isinstance(statement, (ast.Return, ast.Yield)):
        return "Look at the step that makes what you return."
    if isinstance(statement, (ast.If, ast.While)):
        return "Look at the condition."
    if isinstance(statement, ast.For):
        return "Look at what the loop runs over."
    if isinstance(statement, (ast.FunctionDef, ast.Break, ast.Continue)):
        return "Look at the first line of the function." if place.above[1:] else ""
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    if targets[0] is None:
        call = statement.value
        held = getattr(getattr(call, "func", None), "value", None)
        return f"Look where {say(held)} changes." if held is not None else "Look at that call."
    return f"Look at the step that makes {say(targets[0])}."


def _written(place: Place, new, words, change=None, where=None):
    """The changed source, and the change in short; None where it cannot be written."""
    change = change or f"{_short(place.node)} -> {_short(new)}"
    try:
        source = place.source_with(new) if where is None else _moved(place, new, where)
        compile(source, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None, change
    return source, change


def _short(node):
    if isinstance(node, ast.FormattedValue):
        node = node.value
    return ast.unparse(ast.fix_missing_locations(node))


def _moved(place, new, where):
    """Statements moved among their neighbours, or into or out of a loop."""
    body = getattr(place.parent, place.field)
    before = [*body]
    loop, owner = None, None
    try:
        if where == "after loop":
            owner = place.above[-2]
            field = next(f for f in ("body", "orelse") if place.parent in getattr(owner, f, []))
            loop, held = getattr(owner, field), [*getattr(owner, field)]
            loop.insert(loop.index(place.parent) + 1, new)
            body.remove(place.node)
        elif where == "into loop":
            inner = next(s for s in body[place.index + 1 :] if isinstance(s, (ast.For, ast.While)))
            loop, held = inner.body, [*inner.body]
            inner.body.insert(0, new)
            body.remove(place.node)
        else:
            low, high = sorted((place.index, where))
            body[low : high + 1] = new
        return ast.unparse(ast.fix_missing_locations(place.function))
    finally:
        body[:] = before
        if loop is not None:
            loop[:] = held


def _told_apart(made: list[Mutant]) -> list[Mutant]:
    """The mutants, their words completed where several would say the same: where to look."""
    for detail in (_step, _turn):
        groups = Counter(m.words for m in made)
        seen = Counter()
        for index, mutant in enumerate(made):
            if groups[mutant.words] > 1:
                seen[mutant.words] += 1
                more = detail(mutant, seen[mutant.words])
                made[index] = dataclasses.replace(mutant, words=f"{mutant.words} {more}")
    return made


def _step(mutant, _):
    return mutant.where


def _turn(_, count):
    return f"It is the {nth(count - 1)} such place."
