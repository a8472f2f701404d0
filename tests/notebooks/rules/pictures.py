"""Figures and widgets: one call each, shown, a question above and an answer below."""

import ast

from bpcourse import widgets
from bpcourse.authoring.source import Cell

from .page import Fault, Faults, Page, imported, tree_of


def figures_in(cell: Cell) -> list[ast.Call]:
    """The calls of `plotting.something(...)` in a cell, in order."""
    return [call for call, name in _module_calls(cell) if name[0] == "plotting"]


def _module_calls(cell: Cell) -> list[tuple[ast.Call, tuple[str, str]]]:
    found = []
    for node in ast.walk(tree_of(cell)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
                found.append((node, (module, name)))
    return sorted(found, key=lambda one: (one[0].lineno, one[0].col_offset))


def widgets_in(page: Page, cell: Cell) -> list[str]:
    """The widgets that a cell shows, by the names under which they were imported."""
    names = {
        here
        for one in page.codes()
        for module, _, here in imported(one)
        if module == "bpcourse.widgets"
    }
    if cell.kind != "code":
        return []
    found = []
    for node in ast.walk(tree_of(cell)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in names:
                found.append(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=how)) if (
                name in names and how in dir(getattr(widgets, name, None))
            ):
                found.append(name)
    return found


def figures(page: Page) -> Faults:
    """After a figure comes plt.show(), and nothing is drawn by hand."""
    for cell in page.codes():
        open_figure = None
        for _, (module, name) in _module_calls(cell):
            if module == "plotting" and name != "describe":
                if open_figure:
                    yield Fault(cell.key, f"plotting.{open_figure} is not followed by plt.show()")
                open_figure = name
            elif (module, name) == ("plt", "show"):
                if not open_figure:
                    yield Fault(cell.key, "plt.show() without a figure above it")
                open_figure = None
            elif module == "plt":
                yield Fault(cell.key, f"plt.{name}: a figure is one call of bpcourse.plotting")
        if open_figure:
            yield Fault(cell.key, f"plotting.{open_figure} is not followed by plt.show()")


def widgets_asked(page: Page) -> Faults:
    """Above a widget stands a question, below it an answer in a cell of its own."""
    for number, cell in enumerate(page.cells):
        if not widgets_in(page, cell):
            continue
        above = page.cells[number - 1] if number else None
        below = page.cells[number + 1] if number + 1 < len(page.cells) else None
        if above is None or above.kind != "markdown" or "?" not in above.source:
            yield Fault(cell.key, "a widget wants a question in the cell above it")
        if below is None or below.kind != "markdown":
            yield Fault(cell.key, "a widget wants its answer in the cell below it")
