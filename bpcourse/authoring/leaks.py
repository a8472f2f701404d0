"""Find a line of a solution where a learner would read it before the last hint.

What counts as a line: the right-hand side of an assignment, what is returned, an expression
that is a statement, and a whole assignment into an array; each only

- if it calculates: ``x, w = cache`` and ``return dx, dw, db`` tell nothing; and
- if it weighs `ENOUGH` or more (see `expressions.weight`): ``dout @ w.T`` and
  ``dout.sum(axis=0)`` weigh 4; ``len(y)`` and ``softmax(logits)`` weigh 3 and are anybody's. But
  where a gradient that the solution makes takes part, one less is enough, and what is assigned
  to it counts with it: ``dlogits / N`` and ``dlogits = softmax(logits)`` are nobody else's.

What counts as the same: in text, the same tokens with any spaces between them; in code, and in
whatever in a text can be read as code, the same normal form (see `expressions.normal`), so that
another way of writing it does not hide it. A line that weighs `MUCH` is recognised under other
names for its variables too; a lighter one is not, because ``x @ w.T`` is not ``dout @ w.T``.
Mathematics between dollar signs is the author's business: a derivation must be able to end.
"""

import ast
import io
import re
import textwrap
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .expressions import Tree, calculates, normal, same, weight
from .source import Cell, blocks

ENOUGH = 4
MUCH = 7

_FENCE = re.compile(r"^ *(```+|~~~+)[^\n]*\n(.*?)^ *\1", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_LEAD = re.compile(r"^[\s>*#-]*(?:\d+[.)]\s+|In \[\d*\]:|Out\[\d*\]:)?\s*")


@dataclass(frozen=True)
class Line:
    """A line of a solution that would give it away.

    Attributes
    ----------
    exercise : str
    code : str
        As the solution has it.
    pattern : re.Pattern
        Finds it in a text, whatever its spaces.
    tree : tuple
        Its normal form.
    much : bool
        Whether it is recognised under other names for its variables.
    """

    exercise: str
    code: str
    pattern: re.Pattern
    tree: Tree
    much: bool


@dataclass(frozen=True)
class Text:
    """Something that a learner reads.

    Attributes
    ----------
    where : str
        "hint 2 of relu_backward"
    text : str
    cell : str, optional
        The key of the cell that it is in.
    is_code : bool
        Whether all of it is Python.
    own : frozenset of str
        Exercises whose lines may stand here.
    """

    where: str
    text: str
    cell: str | None = None
    is_code: bool = False
    own: frozenset[str] = frozenset()


def lines_of(cell: Cell) -> list[Line]:
    """The telling lines of the solutions in a cell."""
    found = []
    made = _gradients(cell)
    for exercise, statement in solution_statements(cell):
        for part in _parts(statement, made):
            heavy = weight(part)
            if calculates(part) and heavy >= ENOUGH - bool(_names(part) & made):
                code = ast.get_source_segment(cell.source, part)
                found.append(Line(exercise, code, pattern_of(code), normal(part), heavy >= MUCH))
    return found


def pattern_of(code: str) -> re.Pattern:
    """Finds a piece of code in a text, whatever its spaces and backticks."""
    # In brackets a line may go on in the next one.
    tokens = tokenize.generate_tokens(io.StringIO(f"({code}\n)").readline)
    words = [t.string for t in tokens if t.string.strip() and t.type != tokenize.COMMENT][1:-1]
    return re.compile(r"(?<![\w.])" + r"[\s`]*".join(map(re.escape, words)) + r"(?!\w)")


def solution_statements(cell: Cell) -> Iterator[tuple[str, ast.stmt]]:
    """The statements between a cell's markers, each with the function or class it belongs to."""
    ranges = blocks(cell)
    for top in ast.parse(cell.source).body:
        for node in ast.walk(top):
            if isinstance(node, ast.stmt) and any(
                block.begin < node.lineno <= node.end_lineno < block.end for block in ranges
            ):
                yield getattr(top, "name", ""), node


def _gradients(cell: Cell) -> set[str]:
    """The names that a solution binds and that are called after another: dlogits after logits."""
    known = _names(ast.parse(cell.source))
    nodes = [node for _, statement in solution_statements(cell) for node in ast.walk(statement)]
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return {name for name in bound if name.startswith("d") and name[1:] in known}


def _names(node: ast.AST) -> set[str]:
    nodes = list(ast.walk(node))
    variables = {n.id for n in nodes if isinstance(n, ast.Name)}
    return variables | {n.arg for n in nodes if isinstance(n, ast.arg)}


def _parts(statement: ast.stmt, made: set[str]) -> Iterator[ast.AST]:
    value = getattr(statement, "value", None)
    match statement:
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]) | ast.AugAssign():
            yield statement
        case ast.Assign(targets=[ast.Name(id=name)]) if name in made and weight(value) < ENOUGH:
            yield statement
            return
    if isinstance(value, ast.Tuple | ast.List):
        yield from value.elts
    elif isinstance(value, ast.expr):
        yield value


def find(lines: Iterable[Line], text: Text) -> list[Line]:
    """The lines that stand in a text, in any of their forms."""
    trees = list(_trees(text))
    return [
        line
        for line in lines
        if line.exercise not in text.own
        and (
            line.pattern.search(text.text)
            or any(same(tree, line.tree, renamed=line.much) for tree in trees)
        )
    ]


def _trees(text: Text) -> Iterator[Tree]:
    for snippet in [text.text, *snippets(text.text)] if text.is_code else snippets(text.text):
        for node in ast.walk(parsed(snippet)):
            if _is_telling(node):
                yield normal(node)
            elif text.is_code and isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from _trees(Text(text.where, node.value))


def _is_telling(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return len(node.targets) == 1
    return isinstance(node, ast.expr | ast.AugAssign) and calculates(node)


def snippets(text: str) -> Iterator[str]:
    """What in a text may be code: blocks between fences, spans between backticks, whole lines."""
    yield from (textwrap.dedent(found[2]) for found in _FENCE.finditer(text))
    yield from (found[2].strip() for found in _SPAN.finditer(text))
    yield from (_LEAD.sub("", line) for line in text.splitlines())


def parsed(snippet: str) -> ast.Module:
    """The snippet's syntax tree; an empty one where it is not Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        try:
            return ast.parse(snippet)
        except (SyntaxError, ValueError):
            return ast.Module([], [])
