"""The cells of the exercises: a stub and a check for each, and docstrings that do not tell."""

import ast
import re
from collections.abc import Iterator

from ..exercises import Lesson
from .expressions import calculates, weight
from .leaks import parsed, pattern_of, snippets, solution_statements
from .problem import Problem
from .source import Cell, Source, blocks, stub

# In a docstring less is telling than elsewhere: `1 - out`, `x > 0`.
_ENOUGH = 3
# "dx = ..." and "dx[n, d] = ...", but not "x = 0" or "keepdims=True".
_EQUALS = re.compile(
    r"\w+(?:\[[^\]]*\])? *= *(?!None|True|False)(?:[^\W\d]|\(|\d[\d.]* *[-+*/@]).*"
)


def exercise_cells(source: Source, lesson: Lesson) -> Iterator[Problem]:
    """Every exercise has a stub, a check in the code cell below it, and one for each part."""
    codes = [cell for cell in source.cells if cell.kind == "code" and not cell.instructor]
    names = [exercise.name for exercise in lesson.exercises]
    asked = {}
    for number, cell in enumerate(codes):
        for name in asked_for(cell):
            asked[name] = number
            if name not in names:
                message = f"holds a solution of {name}, which is no exercise of the lesson"
                yield Problem(source.stem, cell.key, message)
    for name in names:
        if name not in asked:
            message = f"no cell asks for {name}: define it, with its solution between markers"
            yield Problem(source.stem, None, message)
            continue
        below = codes[asked[name] + 1 :][:1]
        if not below or name not in checked(below[0]):
            message = f"the next code cell does not call check({name})"
            yield Problem(source.stem, codes[asked[name]].key, message)
    for exercise in lesson.exercises:
        if exercise.name not in asked:
            continue
        below = codes[asked[exercise.name] + 1 :]
        found = {part for cell in below for part in parts_checked(cell, exercise.name)}
        for part in exercise.parts:
            if part not in found:
                message = f'no cell below it calls check({exercise.name}, "{part}")'
                yield Problem(source.stem, codes[asked[exercise.name]].key, message)
        for part in sorted(found - set(exercise.parts)):
            message = f'a cell calls check({exercise.name}, "{part}"), and there is no such part'
            yield Problem(source.stem, codes[asked[exercise.name]].key, message)


def asked_for(cell: Cell) -> set[str]:
    """The functions and classes whose solutions a cell holds."""
    tree = ast.parse(cell.source)
    return {
        getattr(top, "name", "code outside of a function")
        for top in tree.body
        for block in blocks(cell)
        if top.lineno <= block.end and block.begin <= top.end_lineno
    }


def checked(cell: Cell) -> set[str]:
    """What a cell calls `check` for."""
    return {call.args[0].id for call in _checks(cell)}


def parts_checked(cell: Cell, name: str) -> set[str]:
    """The parts of a class that a cell calls `check` for: `check(Value, "mul")`."""
    return {
        argument.value
        for call in _checks(cell)
        if call.args[0].id == name
        for argument in [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "part")]
        if isinstance(argument, ast.Constant)
    }


def _checks(cell: Cell) -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return [
        call
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "check"
        and call.args
        and isinstance(call.args[0], ast.Name)
    ]


def stub_faults(source: Source) -> Iterator[Problem]:
    """Every stub is a signature, a docstring and the raise; no docstring tells the formula."""
    for cell in source.cells:
        if cell.kind == "code" and (solutions := blocks(cell)):
            stubs = [node for node in ast.walk(ast.parse(stub(cell))) if _is_unwritten(node)]
            faults = [fault for node in stubs for fault in _stub_faults(node, cell)]
            if len(stubs) != len(solutions):
                faults.append("a solution stands in a function, directly below its docstring")
            yield from (Problem(source.stem, cell.key, fault) for fault in faults)


def _is_unwritten(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(statement, ast.Raise) and ast.unparse(statement).endswith("NotImplementedError")
        for statement in node.body
    )


def _stub_faults(function: ast.FunctionDef, cell: Cell) -> Iterator[str]:
    docstring = ast.get_docstring(function)
    if not docstring:
        yield f"the stub of {function.name} has no docstring"
    elif len(function.body) != 2:
        yield (
            f"the stub of {function.name} holds more than a docstring: "
            "put the whole of its body between the markers"
        )
    elif formula := _formula(docstring, function, cell):
        yield (
            f"the docstring of {function.name} gives the formula, {formula!r}: "
            "a stub says what, shapes and units"
        )


def _formula(docstring: str, function: ast.FunctionDef, cell: Cell) -> str | None:
    """What in a stub's docstring calculates with its variables, or says what one equals."""
    nodes = [node for _, statement in solution_statements(cell) for node in ast.walk(statement)]
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    arguments = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    # Sizes are capital letters, and a shape is made of them: "dout : shape (N, M)".
    variables = {name for name in bound | arguments if not name.isupper()}
    if equals := _EQUALS.search(docstring):
        return equals[0]
    for snippet in snippets(docstring):
        for node in ast.walk(parsed(snippet)):
            used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
            if isinstance(node, ast.expr) and calculates(node) and used & variables:
                return ast.unparse(node)
    for node in nodes:
        if isinstance(node, ast.expr) and calculates(node) and weight(node) >= _ENOUGH:
            found = pattern_of(ast.get_source_segment(cell.source, node)).search(docstring)
            if found:
                return found[0]
    return None
