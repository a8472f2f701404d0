"""What goes wrong with statements: lost, in the wrong order, in or out of a loop, turned round."""

import ast

from ..phrases import called, condition, is_module, say
from ..tree import names_before
from .register import kind

LOOPS = (ast.For, ast.While)


def first_line(node):
    """A statement in short."""
    return ast.unparse(node).split("\n")[0]


def _targets(node):
    return [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]


@kind("statement-dropped", ast.Expr, ast.AugAssign, ast.Assign, ast.If)
def statement_dropped(place):
    node = place.node
    gone = f"{first_line(node)} -> (gone)"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        about = getattr(node.value.func, "value", None)
        held = say(about) if about is not None else "an array"
        what = say(node.value.args[0]) if node.value.args else "a value"
        words = f"nothing is done to {held} with {what}: a step is missing there."
        if about is not None and is_module(about):
            words = f"the step that changes {what} is missing."
        if called(node.value) in {"append", "extend", "add"}:
            words = f"{what} never gets into {held}."
        yield [], words, gone
    if isinstance(node, ast.AugAssign):
        yield [], f"{say(node.target)} is never changed: a step is missing there.", gone
    if isinstance(node, ast.Assign):
        known = names_before(place)
        stored = _targets(node)
        plain = all(isinstance(t, (ast.Name, ast.Tuple)) for t in node.targets)
        if not plain or any(name in known for name in stored):
            yield [], f"{say(node.targets[0])} stays what it was: a step is missing there.", gone
    if isinstance(node, ast.If):
        yield (
            node.orelse,
            f"nothing happens where {condition(node.test)}: that case is not told apart.",
            gone,
        )


@kind("statements-swapped", ast.Assign, ast.AugAssign, ast.Expr)
def statements_swapped(place):
    """Two neighbours trade places: a value is used before it is renewed."""
    body = getattr(place.parent, place.field)
    if place.index is None or place.index + 1 >= len(body):
        return
    after = body[place.index + 1]
    simple = isinstance(after, (ast.Assign, ast.AugAssign, ast.Expr))
    if simple and _depends(after, place.node, names_before(place)):
        one, two = _what(place.node), _what(after)
        yield (
            [after, place.node],
            f"{two} comes before {one}. Which of the two needs the other?",
            f"{first_line(place.node)} <-> {first_line(after)}",
            place.index + 1,
        )


def _depends(after, before, known):
    """Whether a statement sees what the one before it does, and could run without."""
    stored = {n.id for n in ast.walk(before) if isinstance(n, ast.Name) and _is_changed(n, before)}
    used = {n.id for n in ast.walk(after) if isinstance(n, ast.Name)}
    back = {n.id for n in ast.walk(after) if isinstance(n, ast.Name) and _is_changed(n, after)}
    seen = {n.id for n in ast.walk(before) if isinstance(n, ast.Name)}
    return bool((stored & used) | (back & seen)) and stored <= set(known)


def _is_changed(name, statement):
    """Whether a statement binds a name, or changes what it holds in place."""
    if isinstance(name.ctx, ast.Store):
        return True
    if isinstance(statement, ast.Expr):
        called = getattr(statement.value, "func", statement)
        return any(n is name for n in ast.walk(called))
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    inside = (n for target in targets for n in ast.walk(target))
    return any(n is name for n in inside)


def _what(node):
    if isinstance(node, ast.Expr):
        call = node.value
        held = getattr(getattr(call, "func", None), "value", None)
        return f"the change of {say(held)}" if held is not None else say(call)
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return f"the step that makes {say(target)}"


@kind("condition-negated", ast.If, ast.While, ast.IfExp)
def condition_negated(place):
    node = place.node
    test = ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not):
        test = node.test.operand
    fields = {name: value for name, value in ast.iter_fields(node) if name != "test"}
    yield (
        type(node)(test=test, **fields),
        f"the condition is turned round: what should happen where {condition(node.test)} happens "
        "where it is not so.",
        f"if {ast.unparse(node.test)} -> if {ast.unparse(test)}",
    )


@kind("branch-fixed", ast.IfExp)
def branch_fixed(place):
    node = place.node
    for branch in (node.body, node.orelse):
        yield branch, f"{say(branch)} is taken in every case, whatever the condition says."


FLIPPED = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
BOUNDARY = {ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt}


def _compared(node, op):
    return ast.Compare(node.left, [op()], node.comparators)


@kind("comparison-flipped", ast.Compare)
def comparison_flipped(place):
    node = place.node
    yield (
        _compared(node, FLIPPED[type(node.ops[0])]),
        f"the comparison of {say(node.left)} with {say(node.comparators[0])} is turned round.",
    )


@kind("comparison-boundary", ast.Compare)
def comparison_boundary(place):
    node = place.node
    if other := BOUNDARY.get(type(node.ops[0])):
        yield (
            _compared(node, other),
            f"the case in which {say(node.left)} equals {say(node.comparators[0])} falls to the "
            "wrong side.",
        )


@kind("jump-dropped", ast.Break, ast.Continue)
def jump_dropped(place):
    stop = isinstance(place.node, ast.Break)
    words = "the loop does not stop where it should: it runs on to its end."
    yield [], words if stop else "nothing is skipped in the loop.", first_line(place.node)


@kind("loop-once", *LOOPS)
def loop_once(place):
    node = place.node
    fields = {name: value for name, value in ast.iter_fields(node) if name != "body"}
    yield (
        type(node)(body=[*node.body, ast.Break()], **fields),
        f"the loop{_over(node)} ends after its first round.",
        f"{first_line(node)} -> one round",
    )


@kind("early-return", ast.Return)
def early_return(place):
    """The return of a function slips into the loop above it."""
    body = getattr(place.parent, place.field)
    if place.index and isinstance(body[place.index - 1], LOOPS):
        loop = body[place.index - 1]
        fields = {name: value for name, value in ast.iter_fields(loop) if name != "body"}
        inside = type(loop)(body=[*loop.body, place.node], **fields)
        yield (
            [inside, place.node],
            f"the result is returned from inside the loop{_over(loop)}, in its first round. What "
            "the later rounds would add is never seen.",
            f"{first_line(place.node)} -> inside the loop",
            place.index - 1,
        )


@kind("out-of-loop", ast.Assign, ast.AugAssign, ast.Expr)
def out_of_loop(place):
    """The last statement of a loop slips out of it: it happens once, after the loop."""
    loop = place.parent
    body = getattr(loop, place.field)
    if isinstance(loop, LOOPS) and len(body) > 1 and place.index == len(body) - 1:
        yield (
            place.node,
            f"{_what(place.node)} happens once, after the loop{_over(loop)}, and not in each of "
            "its rounds.",
            f"{first_line(place.node)} -> after the loop",
            "after loop",
        )


@kind("into-loop", ast.Assign)
def into_loop(place):
    """What is set up before a loop slips into it, and is set anew in every round."""
    body = getattr(place.parent, place.field)
    later = [s for s in body[(place.index or 0) + 1 :] if isinstance(s, LOOPS)]
    if place.index is not None and later and isinstance(place.node.targets[0], ast.Name):
        yield (
            place.node,
            f"{say(place.node.targets[0])} is set anew in each round of the loop{_over(later[0])}: "
            "what the rounds before have gathered is lost.",
            f"{first_line(place.node)} -> in the loop",
            "into loop",
        )


ROUNDS = {"layer": "the layers", "start": "the batches", "_": "the epochs", "i": "the entries"}
ROUNDS |= {"node": "the nodes", "name": "the arrays"}


def _over(loop):
    """What a loop runs over, in words."""
    if not isinstance(loop, ast.For):
        return ""
    target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
    named = {"x": "the inputs of a node", "x_batch": "the batches"} | ROUNDS
    return f" over {named.get(getattr(target, 'id', ''), say(loop.iter))}"
