"""The run of the solution notebooks: nbval executes them and holds every stored output.

The stored outputs are the text alone, with numbers that another machine may round otherwise in
the last place; so that is how a fresh run is compared.
"""

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from bpcourse.authoring.notebooks import alike, text_of, text_only
from bpcourse.authoring.run import kernel_environment


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Collect the notebooks of this folder, with and without ``--nbval``."""
    collectors = yield
    if file_path.suffix == ".ipynb":
        return [SolutionNotebook.from_parent(parent, path=file_path)]
    return collectors


class SolutionNotebook(IPyNbFile):
    """A notebook whose cells have keys and no execution counts."""

    def setup(self):
        """Start the kernel where it finds the bpcourse that is being tested."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("PYTHONPATH", "BPCOURSE_PROGRESS"):
                patch.setenv(name, kernel_environment()[name])
            super().setup()

    def collect(self):
        """One test a code cell, called by the cell's key."""
        for item in super().collect():
            # nbval compares nothing in a cell that has never been run, and it tells by the count.
            item.cell.execution_count = 1
            yield SolutionCell.from_parent(
                self,
                name=item.cell.id,
                cell_num=item.cell_num,
                cell=item.cell,
                options=item.options,
            )


class SolutionCell(IPyNbCell):
    """A cell whose outputs are compared by their text."""

    def reportinfo(self):
        """Where the cell is, for the report."""
        return self.path, None, f"{self.path.stem}, cell {self.name}"

    def compare_outputs(self, test, ref, skip_compare=None):
        """Compare as nbval does, once numbers that are alike have been made equal."""
        test, ref = text_only(test), text_only(ref)
        for fresh, stored in zip(test, ref, strict=False):
            if fresh.output_type == stored.output_type and alike(text_of(fresh), text_of(stored)):
                fresh.update(stored)
        return super().compare_outputs(test, ref, skip_compare)
