"""What the benchmarks share."""

import os

# Set on some machines for the sake of old builds of OpenBLAS; a current NumPy is slowed by them.
DETOURS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def take_off_detours() -> None:
    """Measure NumPy as a learner has it; before it is imported, in this process and below."""
    for name in DETOURS:
        os.environ.pop(name, None)


def show(*rows: tuple[str, ...]) -> None:
    """Print a table; the first row is its head."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *rest = (
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *rest]).rstrip())
