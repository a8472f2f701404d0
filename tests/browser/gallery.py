"""One widget of each kind, as a cell of a notebook writes it."""

IMPORT = "from bpcourse import widgets"

WIDGETS = {
    "playground": "widgets.Playground()",
    "stepper": "widgets.BackpropStepper(lambda a, b, c: (a * b + c) ** 2, a=2.0, b=-3.0, c=1.0)",
    "surface": "widgets.Surface()",
    "step_sizes": "widgets.step_size_curve()",
    "gradient_flow": "widgets.gradient_flow()",
    "architecture": "widgets.architecture_summary()",
}

NAMES = list(WIDGETS)


def cells() -> list[str]:
    """The notebook: what is imported, then a widget a cell, each with its name in the kernel."""
    return [IMPORT, *(f"{name} = {code}\n{name}" for name, code in WIDGETS.items())]


def cell_of(name: str) -> str:
    """The id of the cell of a widget."""
    return f"cell-{1 + NAMES.index(name)}"
