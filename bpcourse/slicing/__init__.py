"""From names to the source that they need: out of a learner's cells, or out of our own modules."""

from .compare import bare_source, same_code, source_of
from .files import Unreadable, read_notebook, written_in
from .handout import Handout, handout_for, module_slice
from .notebook import Problem, Slice, slice_cells

__all__ = [
    "Handout",
    "Problem",
    "Slice",
    "Unreadable",
    "bare_source",
    "handout_for",
    "module_slice",
    "read_notebook",
    "same_code",
    "slice_cells",
    "source_of",
    "written_in",
]
