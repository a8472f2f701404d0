"""A notebook of widgets that has run: its page, and the kernel behind it."""

import ast
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from browser.lab_page import READY, RUN, LabPage

PATIENCE = 30.0  # seconds

THEMES = ("light", "dark")
WIDTHS = (1280, 420)  # pixels of the window

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

# To a value that JSON knows, also from arrays and NumPy's numbers.
AS_JSON = "__import__('json').dumps({}, default=lambda value: value.tolist())"

ASK = """async ([code, expression, patience]) => {
    const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const asked = {code, silent: true, store_history: false, user_expressions: {it: expression}};
    const late = new Promise((_, fail) => setTimeout(
        () => fail(new Error(`the kernel has not answered: ${code}${expression}`)), patience));
    const reply = (await Promise.race([kernel.requestExecute(asked).done, late])).content;
    const answer = reply.status === 'ok' ? reply.user_expressions.it : reply;
    if (answer.status !== 'ok') throw new Error(`${answer.ename}: ${answer.evalue}`);
    return answer.data['text/plain'];
}"""

BEGIN = """(code) => {
    const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
    kernel.requestExecute({code, silent: true, store_history: false});
}"""

# A narrow window is the notebook's: the bars at its sides are put away.
FOLD = """() => {
    const {shell} = window.jupyterapp;
    shell.mode = 'single-document';
    for (const side of ['left', 'right']) {
        shell[side === 'left' ? 'collapseLeft' : 'collapseRight']();
        if (shell.isSideTabBarVisible(side)) shell.toggleSideTabBarVisibility(side);
    }
}"""

DRAWN = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done())))"""


class WidgetPage(LabPage):
    """A notebook made for a test, run to its end."""

    def __init__(self, page, course, screenshots: Path):
        super().__init__(page, course.address, course.token)
        page.set_default_timeout(1000 * PATIENCE)
        self.folder = course.folder
        self.screenshots = screenshots
        self.name = ""

    def open_cells(self, name: str, *cells: str) -> None:
        """Open a new notebook with these code cells; cell number n has the id ``cell-n``."""
        made = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(cells)]
        self.name = f"{name}.ipynb"
        notebook = nbformat.v4.new_notebook(cells=made, metadata=KERNEL)
        nbformat.write(notebook, self.folder / self.name)
        self.open(self.name)

    def open(self, notebook: str) -> None:
        super().open(notebook)
        self.page.evaluate(FOLD)

    def run_all(self) -> None:
        """Run every cell; one that raises fails the test."""
        super().run_all()
        for cell in self.cells().values():
            for output in cell["outputs"]:
                assert output["output_type"] != "error", "\n".join(output["traceback"])

    def widget(self, name: str, number: int = 0):
        """The root of a widget on the page, as a locator: ``widget("playground")``."""
        return self.page.locator(f".bpc-widget.bpc-{name}").nth(number)

    def widget_of(self, key: str):
        """The root of the widget under a cell."""
        number = list(self.cells()).index(key)
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".bpc-widget").first

    def kernel(self, expression: str) -> Any:
        """The value of an expression in the notebook's kernel, by way of JSON."""
        text = self.page.evaluate(ASK, ["", AS_JSON.format(expression), 1000 * PATIENCE])
        return json.loads(ast.literal_eval(text))

    def execute(self, code: str) -> None:
        """Run statements in the notebook's kernel, and wait for their end."""
        self.page.evaluate(ASK, [code, "None", 1000 * PATIENCE])

    def begin(self, code: str) -> None:
        """Run statements in the notebook's kernel without waiting."""
        self.page.evaluate(BEGIN, code)

    def command(self, name: str) -> None:
        """Do what a menu entry of JupyterLab does."""
        self.page.evaluate(RUN, name)

    def until(self, expression: str, patience: float = PATIENCE) -> Any:
        """Ask the kernel again and again, until the expression is true; return its value."""
        return self.wait(lambda: self.kernel(expression), expression, patience)

    def wait(self, ask: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
        """Ask until the answer is true; fail saying what was waited for."""
        end = time.monotonic() + patience
        while not (answer := ask()):
            assert time.monotonic() < end, f"not within {patience:g} s: {what}"
            self.page.wait_for_timeout(100)
        return answer

    def frames(self, widget) -> int:
        """How often a widget has drawn."""
        return int(widget.get_attribute("data-frames") or 0)

    def drawn(self) -> None:
        """Wait until what is due in the next animation frame has been drawn."""
        self.page.evaluate(DRAWN)

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window narrow or wide."""
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
            self.drawn()

    def look(self, theme: str) -> None:
        """Switch to the theme "light" or "dark"."""
        name = f"JupyterLab {theme.title()}"
        if self.page.locator("body").get_attribute("data-jp-theme-name") != name:
            self.theme(name)
            self.drawn()

    def photograph(self, name: str, widget=None, themes=THEMES, widths=WIDTHS) -> None:
        """Save pictures ``NAME-light-1280.png`` ... of a widget, or of the first on the page."""
        widget = widget or self.page.locator(".bpc-widget").first
        before = self.page.viewport_size
        for theme in themes:
            self.look(theme)
            for width in widths:
                self.resize(width)
                # A picture shows no more than the window: it has to be as high as the widget.
                self.resize(width, max(900, int(widget.bounding_box()["height"]) + 200))
                widget.screenshot(path=self.screenshots / f"{name}-{theme}-{width}.png")
        self.resize(**before)
        self.look("light")

    def shut_down(self) -> None:
        """End the notebook's kernel, whatever state the page is in."""
        sessions = f"{self.address}/api/sessions"
        headers = {"Authorization": f"token {self.token}"}
        for session in self.page.request.get(sessions, headers=headers).json():
            if session["path"] == self.name:
                self.page.request.delete(f"{sessions}/{session['id']}", headers=headers)


class NotebookPage(WidgetPage):
    """The same in Notebook 7."""

    def open(self, notebook: str) -> None:
        self.page.goto(f"{self.address}/notebooks/{notebook}?token={self.token}")
        self.page.wait_for_function(READY)
        # Notebook 7.6.5 throws one while it loads, whatever the notebook; ours come later.
        self.errors.clear()
