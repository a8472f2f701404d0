"""One page of JupyterLab, driven as a learner drives it."""

from pathlib import Path

PATIENCE = 60_000  # milliseconds

PICTURE = 1400  # pixels: how high a picture may be

READY = """() => {
    const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
    const kernel = panel && panel.sessionContext && panel.sessionContext.session
        && panel.sessionContext.session.kernel;
    return Boolean(kernel) && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

RUN = f"""async (command) => {{
    const late = new Promise((_, fail) => setTimeout(
        () => fail(new Error(`${{command}} has not come to its end`)), {2 * PATIENCE}));
    await Promise.race([window.jupyterapp.commands.execute(command), late]);
}}"""

CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => ({
    id: cell.model.id,
    type: cell.model.type,
    source: cell.model.sharedModel.getSource(),
    outputs: cell.model.type === 'code' ? cell.model.sharedModel.outputs : [],
}))"""

SCROLL = """async (top) => {
    const drawn = () => new Promise(done => requestAnimationFrame(done));
    await drawn();
    const pane = document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer');
    pane.scrollTop = top;
    await drawn();
    return {reached: pane.scrollTop, page: pane.clientHeight};
}"""

ACTIVATE = """(id) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id);
    notebook.mode = 'command';
    notebook.activeCell.node.scrollIntoView({block: 'start'});
}"""


class LabPage:
    """A notebook that is open in the browser, and what went wrong on its page."""

    def __init__(self, page, address: str, token: str):
        self.page = page
        self.address = address
        self.token = token
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(f"exception: {error}"))
        page.on("console", self._heard)
        page.on("request", self._asked)

    def _heard(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.errors.append(f"asked another host: {request.url}")

    def open(self, notebook: str) -> None:
        """Go to the address that ``bpcourse start`` shows, nothing else open, with a kernel."""
        self.page.goto(f"{self.address}/lab/tree/{notebook}?token={self.token}&reset")
        self.page.wait_for_function(READY)

    def run_all(self) -> None:
        """Run every cell, and wait for the last."""
        self.page.evaluate(RUN, "notebook:run-all-cells")

    def cells(self) -> dict[str, dict]:
        """Every cell by its id, with its source and outputs."""
        return {cell["id"]: cell for cell in self.page.evaluate(CELLS)}

    def cell(self, key: str):
        """The cell as it is on the page, brought into view."""
        self.page.evaluate(ACTIVATE, key)
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")

    def run(self, key: str) -> list[dict]:
        """Run a cell as Ctrl-Enter does, and return its outputs."""
        self.cell(key)
        self.page.evaluate(RUN, "notebook:run-cell")
        return self.cells()[key]["outputs"]

    def write(self, key: str, source: str) -> None:
        """Type a new source into a cell and run it."""
        self.cell(key).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        assert self.cells()[key]["source"] == source
        self.page.keyboard.press("Escape")
        self.run(key)

    def answer(self, key: str, option: int):
        """Click an option of the question under a cell; return the cell."""
        cell = self.cell(key)
        cell.get_by_role("radio").nth(option).click()
        return cell

    def theme(self, name: str) -> None:
        """Switch to the theme "JupyterLab Light" or "JupyterLab Dark"."""
        self.page.evaluate(
            "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
            name,
        )
        self.page.wait_for_selector(
            f"body[data-jp-theme-name='{name}']:not(:has(#jupyterlab-splash))", state="attached"
        )

    def photograph(self, folder: Path) -> None:
        """Save the whole notebook as pictures that are small enough to look at."""
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": before["width"], "height": PICTURE})
        panel = self.page.locator(".jp-NotebookPanel")
        number = top = 0
        while (pane := self.page.evaluate(SCROLL, top))["reached"] == top:
            panel.screenshot(path=folder / f"{number:02}.png")
            number, top = number + 1, top + pane["page"]
        self.page.evaluate(SCROLL, top)
        panel.screenshot(path=folder / f"{number:02}.png")
        self.page.set_viewport_size(before)


def records(outputs: list[dict]) -> list[dict]:
    """The verdicts among the outputs of a cell."""
    found = (output.get("data", {}) for output in outputs)
    kind = "application/vnd.bpcourse.verdict+json"
    return [data[kind] for data in found if kind in data]
